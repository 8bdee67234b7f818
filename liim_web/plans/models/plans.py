"""A plan, its objectives and its decided versions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Mandate, Organisation, Revised


class Sealed(models.Model):
    """Something that, once decided, holds itself as it was then, in two leaves: public and internal."""

    snapshot = models.JSONField(null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def public(self) -> dict[str, Any]:
        """What everyone may read of it; empty as long as it is not sealed."""
        return dict((self.snapshot or {}).get("public", {}))

    @property
    def internal(self) -> dict[str, Any]:
        """What was decided but is not public."""
        return dict((self.snapshot or {}).get("internal", {}))


# First parts of addresses that stand beside the codes of plans.
TAKEN = (
    "beheer",
    "bewerk",
    "bewijs",
    "cel",
    "commissie",
    "logboek",
    "opmerking",
    "optreden-als",
    "rapport",
    "ronde",
    "stap",
)


class Plan(Revised):
    """A policy plan over one legislature. What is in force stands in its versions; this is the draft."""

    class Kind(models.TextChoices):
        """For whom the plan holds."""

        HORIZONTAL = "horizontal", _("horizontaal plan")
        LOCAL = "local", _("lokaal plan")

    class Visibility(models.TextChoices):
        """Who may read what is published. Whether it is published, is for its version to say."""

        PUBLIC = "public", _("voor iedereen")
        MEMBERS = "members", _("enkel voor wie aan plannen meewerkt")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("titel"), max_length=300)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.HORIZONTAL)
    themes = models.JSONField(_("thema's"), default=list, blank=True)
    visibility = models.CharField(
        _("wie mag lezen wat gepubliceerd is"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("eigenaar")
    )
    legislature = models.CharField(_("regeerperiode"), max_length=20, blank=True)
    start = models.DateField(_("van"))
    end = models.DateField(_("tot en met"))
    legal_basis = models.TextField(_("juridische grondslag"), blank=True)
    situation = models.TextField(_("omgeving: missie, visie, doelgroep"), blank=True)
    coordinating_mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("coördinerend mandaat")
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("voorganger")
    )
    fictitious = models.BooleanField(_("voorbeeld met verzonnen inhoud"), default=False)

    class Meta:
        ordering = ["-start", "code"]
        verbose_name = _("plan")
        verbose_name_plural = _("plannen")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="plan_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """No plan is, by whatever detour, its own predecessor, or has the address of another page as its code."""
        refuse_circle(self, "predecessor")
        if self.code.lower() in TAKEN:
            raise ValidationError({"code": _("Kies een andere code: dit woord is al het adres van een pagina.")})


def refuse_circle(thing: models.Model, link: str) -> None:
    """Raise when following `link` from `thing` leads back to it."""
    seen, ahead = {thing.pk}, getattr(thing, f"{link}_id")
    while ahead is not None:
        if ahead in seen:
            message = _("%(what)s kan niet (via een omweg) zichzelf opvolgen. Kies een andere voorganger.")
            raise ValidationError({link: message % {"what": str(thing)}})
        seen.add(ahead)
        # From the database: what is in memory may be older than what was saved.
        ahead = type(thing)._default_manager.values_list(f"{link}_id", flat=True).get(pk=ahead)  # noqa: SLF001 Django's documented way to a manager


class Mission(models.TextChoices):
    """The elements of integration policy that an objective may serve."""

    EQUALITY = "equality", _("gelijkwaardigheid")
    VALUES = "values", _("gemeenschappelijk waardekader")
    RESPECT = "respect", _("respect voor ieders eigenheid")
    PARTICIPATION = "participation", _("actieve deelname")
    COHESION = "cohesion", _("sociale cohesie")


class StrategicObjective(Revised):
    """The upper of two fixed levels, common to all domains."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="strategic_objectives")
    code = models.SlugField(_("code"), max_length=20)
    title = models.CharField(_("titel"), max_length=500)
    rationale = models.TextField(_("waarom"), blank=True)
    population = models.TextField(_("over wie gaat het"), blank=True)
    missions = models.JSONField(_("dient"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("strategische doelstelling")
        verbose_name_plural = _("strategische doelstellingen")
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="strategic_objective_code_once_per_plan")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def uid(self) -> str:
        """Printed and stable."""
        return f"{self.plan.code}-{self.code}"

    def clean(self) -> None:
        """Only elements that the policy names."""
        unknown = set(self.missions) - set(Mission.values)
        if unknown:
            raise ValidationError({"missions": _("Onbekend: %(what)s.") % {"what": ", ".join(sorted(unknown))}})


class Objective(Revised):
    """An operational objective: a column of the coverage matrix."""

    strategic = models.ForeignKey(StrategicObjective, models.CASCADE, related_name="objectives")
    code = models.SlugField(_("code"), max_length=20)
    title = models.CharField(_("titel"), max_length=500)
    rationale = models.TextField(_("waarom"), blank=True)
    population = models.TextField(_("over wie gaat het"), blank=True)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["strategic__order", "strategic__code", "order", "code"]
        verbose_name = _("operationele doelstelling")
        verbose_name_plural = _("operationele doelstellingen")
        constraints = [models.UniqueConstraint(fields=["strategic", "code"], name="objective_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def uid(self) -> str:
        """Printed and stable."""
        return f"{self.strategic.uid}-{self.code}"


class PlanVersion(Revised, Sealed):
    """A plan as decided: the unit of truth. Once decided it is a sealed snapshot that nothing alters."""

    class Kind(models.TextChoices):
        """Why there is a new version."""

        FIRST = "first", _("eerste versie")
        UPDATE = "update", _("actualisering")
        CORRECTION = "correction", _("rechtzetting")
        CLOSING = "closing", _("afsluiting")

    class State(models.TextChoices):
        """From draft to replaced."""

        DRAFT = "concept", _("concept")
        FOR_ADVICE = "voor_advies", _("voor advies")
        ADVISED = "advies_ontvangen", _("advies ontvangen")
        TO_DECIDE = "ter_beslissing", _("ter beslissing")
        DECIDED = "vastgesteld", _("vastgesteld")
        PUBLISHED = "gepubliceerd", _("gepubliceerd")
        REPLACED = "vervangen", _("vervangen")

    SEALED = (State.DECIDED, State.PUBLISHED, State.REPLACED)
    PUBLIC = (State.PUBLISHED, State.REPLACED)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.FIRST)
    state = models.CharField(_("stand"), max_length=20, choices=State, default=State.DRAFT)
    change_note = models.TextField(_("wat verandert"), blank=True)
    decision_number = models.CharField(_("beslissing, documentnummer"), max_length=100, blank=True)
    decision_date = models.DateField(_("beslissing, datum"), null=True, blank=True)
    decision_link = models.URLField(_("beslissing, link"), blank=True)
    effective_from = models.DateField(_("geldt vanaf"), null=True, blank=True)
    override_reason = models.TextField(_("waarom vastgesteld met open punten"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    previous_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("versie")
        verbose_name_plural = _("versies")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_number_once_per_plan"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=~Q(state__in=["vastgesteld", "gepubliceerd", "vervangen"]),
                name="one_version_in_the_making_per_plan",
            ),
            models.CheckConstraint(
                condition=Q(sha256="") ^ Q(state__in=["vastgesteld", "gepubliceerd", "vervangen"]),
                name="a_decided_version_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return _("%(plan)s, versie %(number)s") % {"plan": self.plan.title, "number": self.number}

    @property
    def uid(self) -> str:
        """Printed and stable."""
        return f"{self.plan.code}-V{self.number}"
