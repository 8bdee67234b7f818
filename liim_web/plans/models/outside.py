"""What a domain does for integration although no plan asked for it: recorded beside the plan, counted in nothing."""

from collections.abc import Collection

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Organisation, PolicyDomain, Revised
from liim_web.plans.models.plans import Objective, Plan
from liim_web.plans.models.proof import AuditEvent


class OutsideAction(Revised):
    """An action outside the plan: it covers no cell, is not reported on, and is shown apart."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="outside_actions")
    uid = models.CharField(_("nummer"), max_length=80, unique=True, editable=False)
    domain = models.ForeignKey(
        PolicyDomain, models.PROTECT, related_name="outside_actions", verbose_name=_("beleidsdomein")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="outside_actions", verbose_name=_("trekker")
    )
    title = models.CharField(_("titel"), max_length=500)
    description = models.TextField(_("omschrijving"), blank=True)
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="outside_actions",
        verbose_name=_("doelstelling waaraan dit raakt"),
    )
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("einde"), null=True, blank=True)
    link = models.URLField(_("link"), blank=True)

    class Meta:
        ordering = ["domain__order", "domain__code", "uid"]
        verbose_name = _("actie buiten het plan")
        verbose_name_plural = _("acties buiten het plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="outside_action_ends_after_start",
                violation_error_message=_("Het einde ligt voor de start. Kijk de twee datums na."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Give a new one its number, which is never given again: also not when the one that had it went."""
        if not self.uid:
            code = f"{self.plan.code}-B"
            used = {*OutsideAction.objects.filter(plan=self.plan_id).values_list("uid", flat=True)}
            used |= {*AuditEvent.objects.filter(kind="outside", label__startswith=code).values_list("label", flat=True)}
            for version in self.plan.versions.exclude(sha256=""):
                used |= {each["uid"] for each in version.public.get("outside", ())}
            numbers = [int(uid.removeprefix(code)) for uid in used if uid.removeprefix(code).isdecimal()]
            self.uid = f"{code}{max(numbers, default=0) + 1:03}"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The number is given afterwards."""
        super().clean_fields(exclude={*(exclude or ()), "uid"})
