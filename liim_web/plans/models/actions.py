"""What is done for an objective: actions with their milestones, money and own outputs."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Mandate, Organisation, PolicyDomain, Revised
from liim_web.plans.models.plans import Objective, Plan, refuse_circle

# Far above anything such a plan holds: what is higher was typed with three digits too many.
HIGHEST_AMOUNT = Decimal(5_000_000_000)


class Action(Revised):
    """A policy measure that a domain answers for. Once adopted its title and dates stand in the version."""

    class State(models.TextChoices):
        """From proposal to the end, through change requests and reports only."""

        PROPOSED = "voorstel", _("voorstel")
        ADOPTED = "opgenomen", _("opgenomen")
        STARTED = "gestart", _("gestart")
        COMPLETED = "afgerond", _("afgerond")
        PAUSED = "gepauzeerd", _("gepauzeerd")
        BLOCKED = "geblokkeerd", _("geblokkeerd")
        STOPPED = "stopgezet", _("stopgezet")
        MERGED = "samengevoegd", _("samengevoegd")

    class Novelty(models.TextChoices):
        """Whether anything changes by it."""

        NEW = "new", _("nieuw")
        STRENGTHENED = "strengthened", _("versterkt")
        EXISTING = "existing", _("bestaand")

    class Priority(models.TextChoices):
        """What comes first when not everything can be done."""

        UNSTATED = "", _("niet gezegd")
        HIGH = "high", _("hoog")
        NORMAL = "normal", _("gewoon")
        LOW = "low", _("laag")

    class Budget(models.TextChoices):
        """What is said about money: silence is not an answer."""

        UNSTATED = "", _("nog niets over gezegd")
        LINES = "lines", _("bedragen per jaar")
        WITHIN_MEANS = "within_means", _("binnen de bestaande middelen")
        NONE = "none", _("geen budget")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    uid = models.CharField(_("nummer"), max_length=80, unique=True, editable=False)
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.PROPOSED, editable=False)
    title = models.CharField(_("titel"), max_length=500)
    official_title = models.CharField(_("titel zoals vastgesteld"), max_length=500, blank=True, editable=False)
    description = models.TextField(_("omschrijving"), blank=True)
    contribution = models.TextField(_("hoe draagt dit bij aan de doelstelling"), blank=True)
    novelty = models.CharField(_("nieuw of bestaand"), max_length=20, choices=Novelty)
    lead_domain = models.ForeignKey(
        PolicyDomain, models.PROTECT, related_name="actions", verbose_name=_("beleidsdomein")
    )
    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="led_actions", verbose_name=_("trekker")
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("mandaat")
    )
    contact = models.EmailField(_("functionele mailbox"), blank=True)
    contact_person = models.CharField(_("contactpersoon (niet publiek)"), max_length=200, blank=True)
    target_groups = models.TextField(
        _("doelgroepen"), blank=True, help_text=_("Eén per regel, of met een puntkomma ertussen.")
    )
    scope = models.CharField(_("bereik: waar en voor hoeveel mensen"), max_length=300, blank=True)
    legal_basis = models.TextField(_("juridische grondslag"), blank=True)
    start = models.DateField(_("start, gepland"), null=True, blank=True)
    end = models.DateField(_("einde, gepland"), null=True, blank=True)
    continuous = models.BooleanField(_("doorlopend"), default=False)
    # From accepted reports: the dates of the plan stay as they were decided.
    started_on = models.DateField(_("werkelijk gestart op"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("werkelijk afgelopen op"), null=True, blank=True, editable=False)
    priority = models.CharField(_("prioriteit"), max_length=10, choices=Priority, default=Priority.UNSTATED, blank=True)
    budget_statement = models.CharField(_("budget"), max_length=20, choices=Budget, default=Budget.UNSTATED, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("voorganger")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("samengevoegd met")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_off", verbose_name=_("afgesplitst van")
    )
    also_in_plans = models.ManyToManyField(
        Plan, blank=True, related_name="shared_actions", verbose_name=_("staat ook in")
    )
    objectives: "models.ManyToManyField[Objective, ActionObjective]" = models.ManyToManyField(
        Objective, through="ActionObjective", related_name="actions", verbose_name=_("doelstellingen")
    )
    internal = models.BooleanField(_("niet publiek"), default=False)

    class Meta:
        ordering = ["uid"]
        verbose_name = _("actie")
        verbose_name_plural = _("acties")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="action_ends_after_start",
                violation_error_message=_("Het einde ligt voor de start. Kijk de twee datums na."),
            ),
            models.CheckConstraint(
                condition=Q(continuous=False) | Q(end__isnull=True),
                name="a_continuous_action_has_no_end",
                violation_error_message=_("Een doorlopende actie heeft geen einddatum. Kies het ene of het andere."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.title}"

    def clean(self) -> None:
        """No action follows or absorbs itself."""
        refuse_circle(self, "predecessor")
        refuse_circle(self, "merged_into")
        refuse_circle(self, "split_from")


class Partner(Revised):
    """Who helps to carry out an action, and what it does in it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="partners")
    name = models.CharField(_("organisatie"), max_length=300)
    role = models.TextField(_("rol"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [models.UniqueConstraint(fields=["action", "name"], name="a_partner_is_named_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.role}" if self.role else self.name


class ActionObjective(models.Model):
    """An action serves an objective; one of them is the primary one, and gives the action its number."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="serves")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="served_by")
    primary = models.BooleanField(_("hoofddoelstelling"), default=False)

    class Meta:
        ordering = ["-primary", "objective"]
        constraints = [
            models.UniqueConstraint(fields=["action", "objective"], name="action_serves_an_objective_once"),
            models.UniqueConstraint(fields=["action"], condition=Q(primary=True), name="one_primary_objective"),
        ]

    def __str__(self) -> str:
        return f"{self.action.uid} → {self.objective.code}"


class Milestone(Revised):
    """A step with a date. The date at approval is frozen, so that slippage shows."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    title = models.CharField(_("mijlpaal"), max_length=300)
    due_at_approval = models.DateField(_("datum bij vaststelling"), null=True, blank=True, editable=False)
    due = models.DateField(_("datum nu"))
    reason = models.TextField(_("waarom verschoven"), blank=True)
    done_on = models.DateField(_("klaar op"), null=True, blank=True)
    evidence_kind = models.CharField(_("hoe tonen we het aan"), max_length=200, blank=True)

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("mijlpaal")
        verbose_name_plural = _("mijlpalen")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at_approval__isnull=True) | Q(due=F("due_at_approval")) | ~Q(reason=""),
                name="a_moved_milestone_says_why",
                violation_error_message=_("Zeg waarom de datum verschuift."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slippage_days(self) -> int:
        """Days later than was approved; negative is earlier."""
        return ((self.done_on or self.due) - (self.due_at_approval or self.due)).days


class BudgetLine(Revised):
    """An exact amount in euro for an action, a year, a source and a stage."""

    class Nature(models.TextChoices):
        """What sort of means."""

        RECURRING = "recurring", _("terugkerend")
        ONE_OFF = "one_off", _("eenmalig")
        FTE = "fte", _("personeel (VTE)")

    class Stage(models.TextChoices):
        """How far the money is. What is only planned is not public."""

        PLANNED = "planned", _("gepland")
        AUTHORISED = "authorised", _("gemachtigd")
        COMMITTED = "committed", _("vastgelegd")
        PAID = "paid", _("betaald")

    PUBLIC_STAGES = (Stage.AUTHORISED, Stage.COMMITTED, Stage.PAID)

    action = models.ForeignKey(Action, models.CASCADE, related_name="budget")
    year = models.PositiveSmallIntegerField(_("jaar"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    source = models.CharField(_("herkomst"), max_length=200)
    nature = models.CharField(_("aard"), max_length=20, choices=Nature, default=Nature.RECURRING)
    stage = models.CharField(_("fase"), max_length=20, choices=Stage, default=Stage.PLANNED)
    amount = models.DecimalField(_("bedrag (euro) of VTE"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["year", "source", "stage"]
        verbose_name = _("budgetlijn")
        verbose_name_plural = _("budgetlijnen")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "year", "source", "nature", "stage"], name="an_amount_is_entered_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount__lte=HIGHEST_AMOUNT),
                name="an_amount_is_possible",
                violation_error_message=_("Een bedrag is niet negatief en niet hoger dan 5 miljard euro."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source} {self.amount}"

    def clean(self) -> None:
        """A thousand-fold of another stage or year is a slip of the pen, not a budget."""
        if self.nature == self.Nature.FTE and self.amount is not None and self.amount > Decimal(10_000):
            raise ValidationError({"amount": _("Meer dan 10.000 voltijdse banen: is dit een bedrag in euro?")})
        others = BudgetLine.objects.filter(action=self.action_id, nature=self.nature, amount__gt=0).exclude(pk=self.pk)
        for other in others if self.amount else ():
            if self.amount / other.amount >= 1000 or other.amount / self.amount >= 1000:  # noqa: PLR2004 a slip of three digits
                message = _(
                    "Duizend keer meer of minder dan %(other)s. Staat het ene in euro en het andere in duizend euro?"
                )
                raise ValidationError({"amount": message % {"other": str(other)}})


class OutputIndicator(Revised):
    """What the action itself will deliver, counted by its own entity."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="outputs")
    title = models.CharField(_("wat tellen we"), max_length=300)
    unit = models.CharField(_("eenheid"), max_length=50, blank=True)
    target = models.DecimalField(_("streefwaarde"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_date = models.DateField(_("tegen"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("eigen indicator")
        verbose_name_plural = _("eigen indicatoren")

    def __str__(self) -> str:
        return self.title


class OutputValue(Revised):
    """One counted value of an output."""

    output = models.ForeignKey(OutputIndicator, models.CASCADE, related_name="values")
    on = models.DateField(_("op"))
    value = models.DecimalField(_("waarde"), max_digits=14, decimal_places=2)
    source = models.CharField(_("bron"), max_length=300, blank=True)
    note = models.TextField(_("toelichting"), blank=True)
    provisional = models.BooleanField(_("voorlopig"), default=False)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["output", "on"], name="one_value_a_day")]

    def __str__(self) -> str:
        return f"{self.value} ({self.on})"
