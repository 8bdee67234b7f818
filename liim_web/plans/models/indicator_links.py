"""Which figure of the monitor stands beside an action or objective, and what may be said of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Revised
from liim_web.plans.models.actions import Action
from liim_web.plans.models.evaluations import Evaluation
from liim_web.plans.models.plans import Objective, Plan


class IndicatorLink(Revised):
    """A figure of the monitor beside an action or objective. The baseline is frozen when the version is decided."""

    class Role(models.TextChoices):
        """What the figure is for the action."""

        OUTPUT = "output", _("resultaat van de actie")
        OUTCOME = "outcome", _("effect")
        CONTEXT = "context", _("context")

    class Claim(models.TextChoices):
        """How much may be said."""

        CONTEXT = "context", _("staat ernaast")
        CONTRIBUTES = "contributes", _("is bedoeld om bij te dragen")
        ATTRIBUTABLE = "attributable", _("is eraan toe te schrijven")

    class Target(models.TextChoices):
        """In which words the target is given."""

        ABSOLUTE = "absolute", _("waarde")
        GAP = "gap", _("kloof")
        RELATIVE = "relative", _("verandering in procent")

    class Direction(models.TextChoices):
        """Where it should go."""

        UP = "up", _("omhoog")
        DOWN = "down", _("omlaag")
        NONE = "", _("geen richting")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicator_links")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="indicator_links")
    objective = models.ForeignKey(Objective, models.CASCADE, null=True, blank=True, related_name="indicator_links")
    indicator = models.CharField(_("indicator"), max_length=20)
    role = models.CharField(_("rol"), max_length=10, choices=Role, default=Role.OUTCOME)
    claim = models.CharField(_("wat we beweren"), max_length=20, choices=Claim, default=Claim.CONTEXT)
    area = models.CharField(_("gebied"), max_length=20, default="02000")
    geography = models.CharField(_("gebiedsindeling"), max_length=4, default="2025")
    breakdown = models.CharField(_("uitsplitsing"), max_length=40, blank=True)
    population = models.CharField(_("bevolkingsgroep"), max_length=40, blank=True)
    comparator = models.CharField(_("vergeleken met"), max_length=40, blank=True)
    baseline_period = models.CharField(_("nulmeting, periode"), max_length=20, blank=True)
    baseline_value = models.FloatField(_("nulmeting, waarde"), null=True, blank=True, editable=False)
    baseline_edition = models.CharField(_("nulmeting, editie"), max_length=60, blank=True, editable=False)
    target_kind = models.CharField(_("soort streefdoel"), max_length=10, choices=Target, default=Target.ABSOLUTE)
    target_value = models.FloatField(_("streefdoel"), null=True, blank=True)
    target_period = models.CharField(_("streefdoel, periode"), max_length=20, blank=True)
    direction = models.CharField(_("gewenste richting"), max_length=5, choices=Direction, blank=True)
    lag_years = models.PositiveSmallIntegerField(_("verwachte vertraging in jaren"), null=True, blank=True)
    rationale = models.TextField(_("waarom dit cijfer"), blank=True)
    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, null=True, blank=True, related_name="indicator_links", verbose_name=_("evaluatie")
    )

    class Meta:
        ordering = ["indicator", "pk"]
        verbose_name = _("cijfer uit de monitor")
        verbose_name_plural = _("cijfers uit de monitor")
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=True) ^ Q(objective__isnull=True), name="a_link_is_of_one_thing"
            ),
            models.CheckConstraint(
                condition=~Q(claim="attributable") | Q(evaluation__isnull=False),
                name="attributed_only_after_an_evaluation",
                violation_error_message=_("Toeschrijven mag alleen met een evaluatie. Kies er een, of beweer minder."),
            ),
            models.CheckConstraint(
                condition=~Q(claim="contributes") | (~Q(rationale="") & Q(lag_years__isnull=False)),
                name="a_contribution_says_how_and_when",
                violation_error_message=_("Zeg waarom de actie bijdraagt en na hoeveel jaar je dat verwacht te zien."),
            ),
            models.CheckConstraint(
                condition=Q(comparator="") | ~Q(population=""),
                name="a_gap_is_between_two_groups",
                violation_error_message=_("Een kloof heeft twee groepen nodig."),
            ),
        ]

    def __str__(self) -> str:
        return self.indicator
