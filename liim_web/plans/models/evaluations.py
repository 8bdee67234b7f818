"""What a plan, objective or action brought about, as a study found it: before and after, per outcome."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Revised
from liim_web.plans.models.actions import Action
from liim_web.plans.models.plans import Objective, Plan, StrategicObjective


class Evaluation(Revised):
    """A study of what a plan, objective or action brought about: the only ground for calling something its effect."""

    class Moment(models.TextChoices):
        """When it was made."""

        EX_ANTE = "ex_ante", _("vooraf")
        MID_TERM = "mid_term", _("tussentijds")
        FINAL = "final", _("achteraf")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="evaluations")
    strategic = models.ForeignKey(
        StrategicObjective,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluations",
        verbose_name=_("over deze strategische doelstelling"),
    )
    objective = models.ForeignKey(
        Objective,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluations",
        verbose_name=_("over deze operationele doelstelling"),
    )
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="evaluations", verbose_name=_("over deze actie")
    )
    title = models.CharField(_("titel"), max_length=300)
    moment = models.CharField(_("moment"), max_length=20, choices=Moment)
    method = models.TextField(_("methode"))
    limits = models.TextField(_("beperkingen"))
    lessons = models.TextField(_("lessen"), blank=True)
    link = models.URLField(_("link"), blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("evaluatie")
        verbose_name_plural = _("evaluaties")
        constraints = [
            models.CheckConstraint(
                condition=Q(strategic__isnull=True, objective__isnull=True)
                | Q(strategic__isnull=True, action__isnull=True)
                | Q(objective__isnull=True, action__isnull=True),
                name="an_evaluation_is_of_one_thing",
                violation_error_message=_("Kies één doelstelling of één actie, of niets: dan gaat ze over het plan."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Outcome(Revised):
    """One outcome as a study measured it: before and after, and beside it those to whom nothing was done."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="outcomes")
    title = models.CharField(_("wat is gemeten"), max_length=300)
    indicator = models.CharField(_("indicator van de monitor"), max_length=20, blank=True)
    unit = models.CharField(_("eenheid"), max_length=50, blank=True)
    before_period = models.CharField(_("periode ervoor"), max_length=20)
    before = models.DecimalField(_("waarde ervoor"), max_digits=14, decimal_places=2, null=True, blank=True)
    after_period = models.CharField(_("periode erna"), max_length=20)
    after = models.DecimalField(_("waarde erna"), max_digits=14, decimal_places=2, null=True, blank=True)
    compared_with = models.CharField(_("vergeleken met wie"), max_length=300, blank=True)
    compared_before = models.DecimalField(
        _("bij wie je vergelijkt: waarde ervoor"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    compared_after = models.DecimalField(
        _("bij wie je vergelijkt: waarde erna"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    note = models.TextField(_("toelichting"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("meting voor en na")
        verbose_name_plural = _("metingen voor en na")
        constraints = [
            models.CheckConstraint(
                condition=Q(compared_before__isnull=True, compared_after__isnull=True) | ~Q(compared_with=""),
                name="a_comparison_says_with_whom",
                violation_error_message=_("Zeg met wie je vergelijkt."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def plan(self) -> Plan:
        """Of which plan the evaluation is."""
        return self.evaluation.plan
