"""Comments on an action, on its report in a round, or on a cell: read by who works on it, said once, and kept."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting
from liim_web.plans import editing
from liim_web.plans.forms import CommentForm
from liim_web.plans.models import Action, ActionReport, Comment, Commitment
from liim_web.plans.rights import able_under, may_add, visible
from liim_web.plans.scopes import MODELS, Kind
from liim_web.plans.views.filling_in import form_page
from liim_web.plans.views.working import address

ABOUT = (Kind.ACTION, Kind.REPORT, Kind.CELL)


def comment(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say something about a thing that one may read."""
    actor = acting(request)
    if kind not in ABOUT:
        raise Http404(f"Nobody comments on a {kind}.")
    about: Any = get_object_or_404(visible(actor, "read", MODELS[Kind(kind)].objects.all()), pk=pk)  # type: ignore[attr-defined]  # every model has objects
    if not may_add(actor, Kind.COMMENT, about, "add"):
        raise PermissionDenied(f"{actor.role.label} does not comment on {about}.")
    form = CommentForm(request.POST or None, instance=_blank(about))
    if request.method == "POST" and form.is_valid():
        said = form.instance
        said.author_id, said.by, said.role, said.at = actor.user_id, actor.name, actor.role, timezone.now()
        editing.add(actor, said, said.text)
        return redirect(f"{_page_of(about)}#opmerkingen")
    return form_page(request, actor, form, _("Opmerking"), _("Zeg dit"), back=_page_of(about))


def comments_on(actor: Actor, about: Action | ActionReport | Commitment) -> dict[str, Any]:
    """What was said about a thing, for its page, and where something is added; nothing for who may read none."""
    able = able_under(actor, Kind.COMMENT, about, "read", "add")
    if "read" not in able:
        return {}
    kind = {Action: Kind.ACTION, ActionReport: Kind.REPORT, Commitment: Kind.CELL}[type(about)]
    told = visible(actor, "read", _about(about)).select_related("round").defer("round__snapshot")
    form = CommentForm() if "add" in able else None
    return {"told": list(told), "form": form, "kind": kind.value, "pk": about.pk}


def _page_of(about: Action | ActionReport | Commitment) -> str:
    if not isinstance(about, Action):
        return address(about)
    number = about.plan.versions.latest("number").number
    return reverse("plans:action", args=[about.plan.code, number, about.uid])


def _about(about: Action | ActionReport | Commitment) -> QuerySet[Comment]:
    match about:
        case ActionReport():
            return Comment.objects.filter(action=about.action_id, round=about.round_id)
        case Action():
            return Comment.objects.filter(action=about)
        case _:
            return Comment.objects.filter(cell=about)


def _blank(about: Action | ActionReport | Commitment) -> Comment:
    if isinstance(about, Commitment):
        return Comment(plan=about.plan, cell=about, domain=about.domain)
    action = about if isinstance(about, Action) else about.action
    return Comment(
        plan=action.plan,
        action=action,
        round=None if isinstance(about, Action) else about.round,
        domain=action.lead_domain,
        organisation=action.lead_organisation,
    )
