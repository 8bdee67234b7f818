"""The Commission: who sits for whom, and each domain's word on each objective."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Organisation, PolicyDomain, Revised, Spell, User
from liim_web.plans.models.plans import Objective, Plan


class CommissionSeat(Revised, Spell):
    """A seat, from when to when. A domain without one has nobody to speak for it."""

    class Represents(models.TextChoices):
        """For whom the holder speaks."""

        DOMAIN = "domain", _("beleidsdomein")
        TARGET_GROUP = "target_group", _("doelgroep")
        CIVIL_SOCIETY = "civil_society", _("middenveld")
        CHAIR = "chair", _("voorzitter")
        SECRETARY = "secretary", _("secretaris")
        OBSERVER = "observer", _("waarnemer")

    body = models.CharField(_("orgaan"), max_length=200, default="Commissie Integratiebeleid")
    holder = models.CharField(_("naam"), max_length=200)
    substitute = models.CharField(_("plaatsvervanger"), max_length=200, blank=True)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="seats", verbose_name=_("persoon")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("organisatie")
    )
    represents = models.CharField(_("zit er voor"), max_length=20, choices=Represents)
    domain = models.ForeignKey(
        PolicyDomain, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("beleidsdomein")
    )
    voting = models.BooleanField(_("stemrecht"), default=True)

    class Meta(Spell.Meta):
        ordering = ["represents", "holder"]
        verbose_name = _("zetel")
        verbose_name_plural = _("zetels")
        constraints = [
            *Spell.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(represents="domain") | Q(domain__isnull=False),
                name="a_domain_seat_names_its_domain",
                violation_error_message=_("Zeg voor welk beleidsdomein."),
            ),
        ]

    def __str__(self) -> str:
        return self.holder


class Commitment(Revised):
    """A cell of the matrix: what a domain says of an objective, and what the Commission says of that."""

    class State(models.TextChoices):
        """From nothing said to judged. A new version opens every cell again."""

        OPEN = "open", _("open")
        FILLED = "ingevuld", _("ingevuld")
        EXPLAINED = "gemotiveerd_geen", _("gemotiveerd geen actie")
        NOT_RELEVANT = "niet_relevant", _("niet relevant")
        ACCEPTED = "aanvaard", _("aanvaard")
        CONTESTED = "betwist", _("betwist")

    class Relevance(models.TextChoices):
        """Whether the domain has anything to do with the objective: for the secretariat to say."""

        RELEVANT = "relevant", _("relevant")
        NOT_RELEVANT = "not_relevant", _("niet relevant")
        UNDECIDED = "undecided", _("nog niet bepaald")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="commitments")
    domain = models.ForeignKey(PolicyDomain, models.PROTECT, related_name="commitments")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="commitments")
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.OPEN, editable=False)
    relevance = models.CharField(_("relevantie"), max_length=20, choices=Relevance, default=Relevance.RELEVANT)
    explanation = models.TextField(_("toelichting of motivering"), blank=True)
    given_by = models.CharField(max_length=200, blank=True, editable=False)
    given_on = models.DateField(null=True, blank=True, editable=False)
    opened_on = models.DateField(auto_now_add=True)
    commission_note = models.TextField(_("nota van de Commissie"), blank=True)

    class Meta:
        ordering = ["domain", "objective"]
        verbose_name = _("cel")
        verbose_name_plural = _("cellen")
        constraints = [
            models.UniqueConstraint(fields=["plan", "domain", "objective"], name="one_cell_per_domain_and_objective"),
            models.CheckConstraint(
                condition=~Q(state="gemotiveerd_geen") | ~Q(explanation=""),
                name="no_action_is_explained",
                violation_error_message=_("Leg uit waarom er geen actie is."),
            ),
            models.CheckConstraint(
                condition=~Q(state="betwist") | ~Q(commission_note=""),
                name="a_contested_cell_says_why",
                violation_error_message=_("Zeg waarom de Commissie het oneens is."),
            ),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True) | Q(given_on__gte=F("opened_on")), name="given_after_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain.code} × {self.objective.code}"  # noqa: RUF001 a cell is written so
