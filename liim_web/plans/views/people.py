"""People: who acts for whom, invited by a coordinator for the own domain or by the administrator for all."""

import datetime as dt
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liim_web.accounts.acting import Actor, acting
from liim_web.accounts.models import Membership, Organisation, PolicyDomain, Role, User
from liim_web.plans import editing
from liim_web.plans.entering.fields import PartForm, form_for
from liim_web.plans.forms import put_errors
from liim_web.plans.rights import has_some, require, visible
from liim_web.plans.scopes import Kind
from liim_web.plans.views.filling_in import form_page

# Whom a coordinator invites: who reports for the own domain. More than that is the administrator's to give.
BY_COORDINATOR = (Role.REPORTER,)


class InviteForm(PartForm):
    """A person and for whom they will act."""

    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    kept_apart = ("email", "name")

    def __init__(self, *arguments: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*arguments, **more)
        role, domain, body = self.fields["role"], self.fields["domain"], self.fields["organisation"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 fields of a membership
        assert isinstance(domain, forms.ModelChoiceField)  # noqa: S101 as above
        assert isinstance(body, forms.ModelChoiceField)  # noqa: S101 as above
        today = timezone.localdate()
        body.queryset = Organisation.objects.filter(Organisation.holds_on(today))
        domain.queryset = PolicyDomain.objects.filter(PolicyDomain.holds_on(today))
        role.choices = [(each.value, each.label) for each in Role if each is not Role.PUBLIC]
        self.initial.setdefault("start", today)
        if actor.role is Role.COORDINATOR:
            role.choices = [(each.value, each.label) for each in BY_COORDINATOR]
            body.queryset = body.queryset.filter(domain=actor.domain_id)
            domain.queryset = domain.queryset.filter(pk=actor.domain_id or 0)
            domain.required = True
            self.initial["domain"] = actor.domain_id


def members(request: HttpRequest) -> HttpResponse:
    """Who acts for whom, now and before."""
    actor = acting(request)
    if not has_some(actor, Kind.MEMBER, "read"):
        raise PermissionDenied("Memberships are read by coordinators and the administrator.")
    held = Membership.objects.select_related("user", "organisation", "domain").order_by("user__name", "start")
    mine = visible(actor, "read", held)
    today = timezone.localdate()
    ending = set(visible(actor, "invite", mine).values_list("pk", flat=True))
    shown = {
        "now": mine.filter(Membership.holds_on(today)),
        "before": mine.filter(end__lt=today),
        "ending": ending,
        "actor": actor,
        "welcome": request.session.pop("welcome", None),
    }
    return render(request, "plans/working/members.html", shown)


def invite(request: HttpRequest) -> HttpResponse:
    """Give a person a membership; who is new gets a link with which to choose a password, once."""
    actor = acting(request)
    if not has_some(actor, Kind.MEMBER, "invite"):
        raise PermissionDenied("People are invited by coordinators and the administrator.")
    made = form_for(Membership, ("email", "name", "organisation", "role", "domain", "start", "end"), InviteForm)
    assert issubclass(made, InviteForm)  # noqa: S101 made from one
    form = made(request.POST or None, instance=Membership(), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                person = _person(form.cleaned_data["email"], form.cleaned_data["name"])
                held = Membership(user=person, **form.plain)
                if actor.role is Role.COORDINATOR and held.role not in BY_COORDINATOR:
                    raise PermissionDenied("A coordinator invites reporters only.")
                editing.add(actor, held)
                require(actor, "invite", held)
        except ValidationError as refusal:
            put_errors(form, refusal)
        else:
            if not person.has_usable_password():
                request.session["welcome"] = [person.name, _link(request, person)]
            messages.success(request, _("%(who)s is uitgenodigd.") % {"who": person})
            return redirect("plans:members")
    back = reverse("plans:members")
    return form_page(request, actor, form, _("Nodig iemand uit"), _("Nodig uit"), back=back)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership today: it stays in the list of before."""
    actor = acting(request)
    held = get_object_or_404(visible(actor, "read", Membership.objects.select_related("user")), pk=pk)
    require(actor, "invite", held)
    if request.method == "POST":
        # Up to and including yesterday, so that it gives no right from this moment on.
        last = max(timezone.localdate() - dt.timedelta(days=1), held.start)
        editing.save(actor, held, {"end": last}, seen=None, operation="end")
        messages.success(request, _("Het lidmaatschap van %(who)s is beëindigd.") % {"who": held.user})
        return redirect("plans:members")
    shown = {"held": held, "back": reverse("plans:members"), "actor": actor}
    return render(request, "plans/working/end_membership.html", shown)


def _person(email: str, name: str) -> User:
    """The person with this address, made when there is none; a name that is known stays as it is."""
    return User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, name=name)


def _link(request: HttpRequest, person: User) -> str:
    """Where a person without a password chooses one. Who has one never gets such a link: it would open an account."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    address = reverse("account_reset_password_from_key", kwargs=key)
    return request.build_absolute_uri(address)
