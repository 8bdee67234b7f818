"""Adding, changing and taking away what people enter by hand; and the lists in which that is found."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting
from liim_web.plans import editing
from liim_web.plans.editing import ChangedMeanwhileError
from liim_web.plans.entering.fields import PartForm, compared
from liim_web.plans.entering.parts import BY_SLUG, Part, list_of, plan_of
from liim_web.plans.forms import put_errors
from liim_web.plans.rights import has_some, may_add, require
from liim_web.plans.views.filling_in import CONFLICT, REFUSED, form_page


def add(request: HttpRequest, slug: str, above: int | None = None) -> HttpResponse:
    """Something new, under what it hangs under."""
    actor, part = acting(request), _part(slug)
    over: Any = get_object_or_404(part.above, pk=above) if part.under and above else None
    if (over is None) != (not part.under) or not part.adding:
        raise Http404(f"{slug} is not added here.")
    if not (may_add(actor, part.kind, over, part.adding) if over else has_some(actor, part.kind, part.adding)):
        raise PermissionDenied(f"{actor.role.label} does not add {slug} here.")
    thing = part.blank(over)
    form = part.form_of(new=True)(request.POST or None, instance=thing)
    form.restrict_to(actor)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = form.made(actor)
                form.follow(actor, made)
                # Once more on what was saved: a new action may have been given to another domain.
                require(actor, part.operation, made)
        except ValidationError as refusal:
            put_errors(form, refusal)
        else:
            messages.success(request, _("“%(what)s” is toegevoegd.") % {"what": made})
            return redirect(list_of(made))
    return _page(request, actor, thing, form, title=part.new, button=_("Voeg toe"))


def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change something; who was overtaken sees what stands there now beside what was typed."""
    actor, part = acting(request), _part(slug)
    thing: Any = get_object_or_404(part.model, pk=pk)
    require(actor, part.operation, thing)
    form = part.form_of(new=False)(request.POST or None, instance=thing, initial={"revision": thing.revision})
    form.restrict_to(actor)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                changed = form.changed(actor)
                form.follow(actor, changed)
                require(actor, part.operation, changed)
        except ValidationError as refusal:
            put_errors(form, refusal)
        except ChangedMeanwhileError as told:
            meanwhile = compared(form, told.now)
        else:
            messages.success(request, _("“%(what)s” is bewaard.") % {"what": changed})
            return redirect(list_of(changed))
    remove = part.slug if part.removable else ""
    return _page(request, actor, thing, form, title=str(thing), button=_("Bewaar"), meanwhile=meanwhile, remove=remove)


def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take something out of the draft, after a second look; the log keeps what it said."""
    actor, part = acting(request), _part(slug)
    if not part.removable:
        raise Http404(f"{slug} is not taken away; it ends on a day.")
    thing: Any = get_object_or_404(part.model, pk=pk)
    require(actor, part.operation, thing)
    back, problem, status = list_of(thing), "", 200
    if request.method == "POST":
        seen = request.POST.get("revision", "")
        try:
            with transaction.atomic():
                editing.remove(actor, editing.locked(thing, int(seen) if seen.isdecimal() else 0))
        except ProtectedError:
            problem, status = _("Dit kan niet weg: er hangt nog iets aan. Haal dat eerst weg."), REFUSED
        except ChangedMeanwhileError:
            problem, status = _("Iemand wijzigde dit intussen. Kijk na wat er nu staat."), CONFLICT
            thing.refresh_from_db()
        else:
            messages.success(request, _("“%(what)s” is weg. Het logboek bewaart wat er stond.") % {"what": thing})
            return redirect(back)
    shown = {"thing": thing, "told": _named(thing), "back": back, "problem": problem, "actor": actor}
    return render(request, "plans/working/remove.html", shown | {"plan": plan_of(thing)}, status=status)


def _part(slug: str) -> Part:
    if slug not in BY_SLUG:
        raise Http404(f"{slug} is not entered by hand.")
    return BY_SLUG[slug]


def _page(
    request: HttpRequest, actor: Actor, thing: Model, form: PartForm, *, title: str | Promise, button: str, **shown: Any
) -> HttpResponse:
    overtaken = shown.get("meanwhile") is not None
    about = {"thing": thing, "back": list_of(thing), "plan": plan_of(thing)}
    return form_page(request, actor, form, title, button, overtaken=overtaken, **about, **shown)


def _named(thing: Model) -> list[tuple[str, Any]]:
    return [
        (str(field.verbose_name), getattr(thing, field.name))
        for field in thing._meta.fields  # noqa: SLF001 as above
        if field.editable and not field.is_relation and getattr(thing, field.name) not in (None, "")
    ]
