"""What came of it: rounds, reports with four truths, evidence, judgements, and requests for change."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Organisation, PolicyDomain, Revised, User
from liim_web.plans.models.actions import Action, Milestone
from liim_web.plans.models.plans import Plan, PlanVersion, Sealed

# A question for all is answered hundreds of times.
MOST_QUESTIONS = 5
# Days counted from the day on which reports are due.
LONGEST_REMINDER, MOST_REMINDERS = 365, 12


def languages_of_evidence() -> list[tuple[str, str]]:
    """In which a document may be written: those of the site, German, which the country speaks too, and any other."""
    codes = [*(code for code, _name in settings.LANGUAGES), "de"]
    names = [(code, get_language_info(code)["name_translated"]) for code in codes]
    return [*names, ("mul", gettext("een andere taal, of meer dan één"))]


def few_questions(questions: list[str]) -> None:
    """Raise unless these are some questions, each asked once.

    Raises:
        ValidationError: in words for who wrote them.
    """
    if not questions:
        raise ValidationError(_("Schrijf minstens één vraag."))
    if len(questions) > MOST_QUESTIONS:
        raise ValidationError(
            ngettext(
                "Stel hoogstens %(n)s vraag: elke trekker beantwoordt ze voor elke actie.",
                "Stel hoogstens %(n)s vragen: elke trekker beantwoordt ze voor elke actie.",
                MOST_QUESTIONS,
            ),
            params={"n": MOST_QUESTIONS},
        )
    if len(set(questions)) < len(questions):
        raise ValidationError(_("Dezelfde vraag staat er twee keer."))


def some_days(days: list[int]) -> None:
    """Raise unless these are some days before or after another.

    Raises:
        ValidationError: in words for who wrote them.
    """
    if len(days) > MOST_REMINDERS or any(not 0 < day <= LONGEST_REMINDER for day in days):
        raise ValidationError(
            ngettext(
                "Geef hoogstens %(n)s aantal dagen, van 1 tot 365.",
                "Geef hoogstens %(n)s aantallen dagen, elk van 1 tot 365.",
                MOST_REMINDERS,
            ),
            params={"n": MOST_REMINDERS},
        )


def before() -> list[int]:
    """Days before the due day on which most rounds remind."""
    return [30, 7, 1]


def after() -> list[int]:
    """And days after it."""
    return [1, 7]


class QuestionSet(Revised):
    """What a round asks of every action besides the fixed fields. Once asked it stays: a next round has a next set."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="question_sets")
    number = models.PositiveSmallIntegerField(_("nummer"), editable=False)
    questions = models.JSONField(_("vragen"), default=list, validators=[few_questions])

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("vragenlijst")
        verbose_name_plural = _("vragenlijsten")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="question_set_number_once_per_plan")]

    def __str__(self) -> str:
        return _("vragenlijst %(number)s") % {"number": self.number}

    @property
    def uid(self) -> str:
        """Printed and stable."""
        return f"{self.plan.code}-Q{self.number}"


class ReportingRound(Revised, Sealed):
    """A period reported on, and a window in which reports are handed in: two pairs of dates."""

    class State(models.TextChoices):
        """From planned to published."""

        PLANNED = "gepland", _("gepland")
        OPEN = "open", _("open")
        IN_REVIEW = "in_nazicht", _("in nazicht")
        PRESENTED = "voorgelegd", _("voorgelegd")
        CLOSED = "afgesloten", _("afgesloten")
        PUBLISHED = "gepubliceerd", _("gepubliceerd")

    SEALED = (State.CLOSED, State.PUBLISHED)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="rounds", verbose_name=_("versie"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("titel"), max_length=200)
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.PLANNED, editable=False)
    period_start = models.DateField(_("periode van"))
    period_end = models.DateField(_("periode tot en met"))
    reference_date = models.DateField(
        _("peildatum"),
        null=True,
        blank=True,
        help_text=_("Op die dag wordt de stand vergeleken met de kalender. Leeg: op de dag dat iemand kijkt."),
    )
    opens_at = models.DateTimeField(_("opent op"))
    due_at = models.DateTimeField(_("in te dienen voor"))
    closes_at = models.DateTimeField(_("sluit op"))
    questions = models.ForeignKey(
        QuestionSet, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name=_("vragenlijst")
    )
    remind_before = models.JSONField(
        _("herinner zoveel dagen ervoor"), default=before, blank=True, validators=[some_days]
    )
    remind_after = models.JSONField(_("en zoveel dagen erna"), default=after, blank=True, validators=[some_days])
    remind_monthly = models.BooleanField(_("daarna elke maand, tot de ronde sluit"), default=True)
    prefilled_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="prefills", verbose_name=_("voorgevuld uit")
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("rapporteringsronde")
        verbose_name_plural = _("rapporteringsrondes")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="round_number_once_per_plan"),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="a_period_ends_after_its_start",
                violation_error_message=_("De periode eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("due_at")) & Q(due_at__lte=F("closes_at")),
                name="a_window_opens_before_it_closes",
                violation_error_message=_("De volgorde is: opent, in te dienen, sluit."),
            ),
            models.CheckConstraint(
                condition=Q(sha256="") ^ Q(state__in=["afgesloten", "gepubliceerd"]), name="a_closed_round_is_sealed"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def uid(self) -> str:
        """Printed and stable."""
        return f"{self.plan.code}-R{self.number}"


class ActionReport(Revised):
    """What an entity reports on an action in a round. Author and validator are never the same person."""

    class State(models.TextChoices):
        """From empty to judged, or not received, which is kept and counted."""

        EMPTY = "leeg", _("leeg")
        DRAFT = "concept", _("concept")
        SUBMITTED = "ingediend", _("ingediend")
        VALIDATED = "gevalideerd", _("gevalideerd")
        ACCEPTED = "aanvaard", _("aanvaard")
        JUDGED = "beoordeeld", _("beoordeeld")
        NOT_RECEIVED = "niet_ontvangen", _("niet ontvangen")

    class Progress(models.TextChoices):
        """The first truth: what the entity says."""

        NOT_STARTED = "not_started", _("niet gestart")
        PREPARING = "preparing", _("in voorbereiding")
        RUNNING = "running", _("loopt")
        COMPLETED = "completed", _("afgerond")
        PAUSED = "paused", _("gepauzeerd")
        BLOCKED = "blocked", _("geblokkeerd")
        ABANDONED = "abandoned", _("stopgezet")
        MERGED = "merged", _("samengevoegd")

    NEEDS_REASON = (Progress.PAUSED, Progress.BLOCKED, Progress.ABANDONED, Progress.MERGED)

    round = models.ForeignKey(ReportingRound, models.CASCADE, related_name="reports")
    action = models.ForeignKey(Action, models.PROTECT, related_name="reports")
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.EMPTY, editable=False)
    progress = models.CharField(_("hoe staat het ermee"), max_length=20, choices=Progress, blank=True)
    reason = models.TextField(_("waarom"), blank=True)
    unblock_condition = models.TextField(_("wat is er nodig om verder te kunnen"), blank=True)
    done = models.TextField(_("wat is er gebeurd"), blank=True)
    obstacles = models.TextField(_("wat houdt tegen"), blank=True)
    next_steps = models.TextField(_("wat volgt"), blank=True)
    budget_realised = models.DecimalField(
        _("uitgegeven (euro)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    # Each question as it was asked, with its answer.
    answers = models.JSONField(_("antwoorden op de vragen"), default=dict, blank=True)
    proposed_changes = models.TextField(_("voorgestelde wijzigingen aan de actie"), blank=True)
    started_on = models.DateField(_("werkelijk gestart op"), null=True, blank=True)
    ended_on = models.DateField(_("werkelijk afgelopen op"), null=True, blank=True)
    unchanged = models.BooleanField(_("ongewijzigd tegenover de vorige ronde"), default=False)
    unchanged_confirmed_by = models.CharField(_("bevestigd door"), max_length=200, blank=True)
    carried_over = models.BooleanField(_("overgenomen uit een vorige ronde"), default=False, editable=False)
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    validator = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    returned_because = models.TextField(_("teruggestuurd omdat"), blank=True, editable=False)
    # What the report, the milestones and the counts said on the day on which it was accepted.
    accepted = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["round", "action"]
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporten")
        constraints = [
            models.UniqueConstraint(fields=["round", "action"], name="one_report_per_action_and_round"),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(validator__isnull=True) | ~Q(author=F("validator")),
                name="the_author_is_never_the_validator",
            ),
            models.CheckConstraint(
                condition=~Q(progress__in=["paused", "blocked", "abandoned", "merged"]) | ~Q(reason=""),
                name="a_stop_says_why",
                violation_error_message=_("Zeg waarom de actie stilligt of stopt."),
            ),
            models.CheckConstraint(
                condition=Q(budget_realised__isnull=True) | Q(budget_realised__gte=0),
                name="money_spent_is_not_negative",
                violation_error_message=_("Een uitgave is niet negatief."),
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="an_action_ended_after_it_started",
                violation_error_message=_("De actie liep af voor ze begon. Kijk de twee datums na."),
            ),
            models.CheckConstraint(
                condition=Q(unchanged=False) | Q(state__in=["leeg", "concept"]) | ~Q(unchanged_confirmed_by=""),
                name="unchanged_is_confirmed_by_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.action.uid}"


class Evidence(models.Model):
    """A link or file that shows what a report claims. The secretariat verifies."""

    report = models.ForeignKey(ActionReport, models.CASCADE, related_name="evidence")
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, blank=True, related_name="evidence")
    title = models.CharField(_("bewijsstuk"), max_length=300)
    link = models.URLField(_("link"), blank=True)
    file = models.FileField(_("bestand"), upload_to="evidence/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(_("taal"), max_length=5, choices=languages_of_evidence, blank=True)
    public = models.BooleanField(_("publiek"), default=False)
    verified_by = models.CharField(max_length=200, blank=True, editable=False)
    verified_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("bewijsstuk")
        verbose_name_plural = _("bewijsstukken")
        constraints = [
            models.CheckConstraint(
                condition=~Q(link="") | ~Q(file=""),
                name="evidence_is_a_link_or_a_file",
                violation_error_message=_("Geef een link of een bestand."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Judgement(models.Model):
    """The fourth truth: what the Commission says, always with text. Minority views stay beside the final one."""

    class Value(models.TextChoices):
        """How far the action is, in the Commission's eyes."""

        NO_EVIDENCE = "no_evidence", _("geen bewijs beschikbaar")
        NOT_STARTED = "not_started", _("niet gestart")
        LIMITED = "limited", _("beperkt")
        SUBSTANTIAL = "substantial", _("aanzienlijk")
        COMPLETE = "complete", _("volledig")

    report = models.ForeignKey(ActionReport, models.CASCADE, related_name="judgements")
    by = models.ForeignKey(User, models.PROTECT, related_name="judgements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="judgements")
    domain = models.ForeignKey(PolicyDomain, models.PROTECT, null=True, blank=True, related_name="judgements")
    value = models.CharField(_("oordeel"), max_length=20, choices=Value)
    text = models.TextField(_("toelichting"))
    final = models.BooleanField(_("oordeel van de Commissie"), default=False)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-final", "at"]
        verbose_name = _("oordeel")
        verbose_name_plural = _("oordelen")
        constraints = [
            models.UniqueConstraint(fields=["report", "by"], name="one_judgement_per_member"),
            models.UniqueConstraint(fields=["report"], condition=Q(final=True), name="one_final_judgement"),
            models.CheckConstraint(condition=~Q(text=""), name="a_judgement_has_text"),
        ]

    def __str__(self) -> str:
        return self.get_value_display()


class ChangeRequest(Revised):
    """A domain asks to change the plan. Decided requests are gathered into the next version."""

    class Kind(models.TextChoices):
        """What is asked."""

        ADD = "add", _("toevoegen")
        MODIFY = "modify", _("wijzigen")
        STOP = "stop", _("stopzetten")
        MERGE = "merge", _("samenvoegen")
        SPLIT = "split", _("splitsen")

    class State(models.TextChoices):
        """From asked to decided."""

        DRAFT = "concept", _("concept")
        SUBMITTED = "ingediend", _("ingediend")
        APPROVED = "goedgekeurd", _("goedgekeurd door het domein")
        ACCEPTED = "aanvaard", _("aanvaard")
        REFUSED = "geweigerd", _("geweigerd")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="change_requests")
    domain = models.ForeignKey(PolicyDomain, models.PROTECT, related_name="change_requests")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="change_requests"
    )
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="change_requests")
    merge_into = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    fields = models.JSONField(_("velden"), default=dict, blank=True)
    # Milestones, money, partners, indicators: what is asked of each.
    parts = models.JSONField(_("onderdelen"), default=list, blank=True)
    motive = models.TextField(_("motivering"))
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    decided_by = models.CharField(max_length=200, blank=True, editable=False)
    decided_on = models.DateField(null=True, blank=True, editable=False)
    decision_note = models.TextField(_("motivering van de beslissing"), blank=True)
    target_version = models.ForeignKey(
        PlanVersion, models.PROTECT, null=True, blank=True, related_name="change_requests"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("wijzigingsvraag")
        verbose_name_plural = _("wijzigingsvragen")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="add") | Q(action__isnull=False),
                name="a_change_is_of_an_action",
                violation_error_message=_("Kies de actie."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="merge") | (Q(merge_into__isnull=False) & ~Q(merge_into=F("action"))),
                name="a_merger_has_two_actions",
                violation_error_message=_("Kies de andere actie waarmee deze samengaat."),
            ),
            models.CheckConstraint(condition=~Q(motive=""), name="a_change_has_a_motive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.action or self.fields.get('title', '')}"
