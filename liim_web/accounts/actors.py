"""For whom people act: policy domains, organisations, mandates and memberships, each from when to when."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does for an organisation. The public is everyone who has not signed in."""

    PUBLIC = "public", _("publiek")
    REPORTER = "reporter", _("rapporteur")
    COORDINATOR = "coordinator", _("domeincoördinator")
    CABINET = "cabinet", _("kabinet")
    SEAT_DOMAIN = "seat_domain", _("Commissie, beleidsdomein")
    SEAT_SOCIETY = "seat_society", _("Commissie, doelgroep of middenveld")
    CHAIR = "chair", _("voorzitter")
    SECRETARIAT = "secretariat", _("secretariaat")
    COORDINATING_CABINET = "coordinating_cabinet", _("coördinerend kabinet")
    FILLER = "filler", _("gemeente, invuller")
    SIGNATORY = "signatory", _("gemeente, ondertekenaar")
    SURVEY_MANAGER = "survey_manager", _("beheerder bevraging")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("technisch beheerder")


class Revised(models.Model):
    """Something that several people edit: each saving counts, so that nobody overwrites what they have not seen."""

    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Spell(models.Model):
    """Something that holds from a day on, up to and including another, or until further notice."""

    start = models.DateField(_("van"))
    end = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            )
        ]

    @staticmethod
    def holds_on(day: dt.date) -> Q:
        """What holds on a day."""
        return Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gte=day))


class PolicyDomain(Revised, Spell):
    """A policy domain of the Flemish Government, which answers for its own part of a plan."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("naam"), max_length=200)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    relevant_by_default = models.BooleanField(_("standaard relevant"), default=True)

    class Meta(Spell.Meta):
        ordering = ["order", "code"]
        verbose_name = _("beleidsdomein")
        verbose_name_plural = _("beleidsdomeinen")

    def __str__(self) -> str:
        return self.name


class Organisation(Revised, Spell):
    """A body that acts: department, municipality, target-group organisation and so on."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        DEPARTMENT = "department", _("departement")
        AGENCY = "agency", _("agentschap")
        CABINET = "cabinet", _("kabinet")
        MUNICIPALITY = "municipality", _("gemeente")
        PROVINCE = "province", _("provincie")
        UMBRELLA = "umbrella", _("koepel")
        TARGET_GROUP = "target_group", _("doelgroeporganisatie")
        OTHER = "other", _("andere")

    name = models.CharField(_("naam"), max_length=200)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    ovo = models.CharField(_("OVO-code"), max_length=9, blank=True)
    kbo = models.CharField(_("ondernemingsnummer"), max_length=10, blank=True)
    nis = models.CharField(_("NIS-code"), max_length=5, blank=True)
    domain = models.ForeignKey(
        PolicyDomain,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("beleidsdomein"),
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("opvolger")
    )

    class Meta(Spell.Meta):
        ordering = ["name"]
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        constraints = [
            *Spell.Meta.constraints,
            models.CheckConstraint(condition=~Q(successor=F("pk")), name="organisation_succeeds_another"),
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(Revised, Spell):
    """A minister's or alderman's charge. Actions point here, so that history stays true after a reshuffle."""

    holder = models.CharField(_("titularis"), max_length=200)
    title = models.CharField(_("titel"), max_length=300)
    domains = models.ManyToManyField(PolicyDomain, related_name="mandates", verbose_name=_("beleidsdomeinen"))

    class Meta(Spell.Meta):
        ordering = ["-start", "title"]
        verbose_name = _("mandaat")
        verbose_name_plural = _("mandaten")

    def __str__(self) -> str:
        return f"{self.title} ({self.holder})"


class Membership(Revised, Spell):
    """A person acts for an organisation in a role, perhaps for one policy domain. One is active at a time."""

    class Source(models.TextChoices):
        """Who says so."""

        LOCAL = "local", _("hier toegekend")
        OIDC = "oidc", _("toegangsbeheer")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships", verbose_name=_("persoon"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisatie")
    )
    role = models.CharField(_("rol"), max_length=30, choices=Role)
    domain = models.ForeignKey(
        PolicyDomain, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("beleidsdomein")
    )
    source = models.CharField(_("bron"), max_length=10, choices=Source, default=Source.LOCAL)

    class Meta(Spell.Meta):
        ordering = ["organisation__name", "role"]
        verbose_name = _("lidmaatschap")
        verbose_name_plural = _("lidmaatschappen")
        constraints = [
            *Spell.Meta.constraints,
            models.CheckConstraint(condition=~Q(role=Role.PUBLIC), name="nobody_is_member_of_the_public"),
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "domain", "start"], name="membership_of_a_domain_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "start"],
                condition=Q(domain__isnull=True),
                name="membership_of_no_domain_is_given_once",
            ),
        ]

    def __str__(self) -> str:
        parts = [self.get_role_display(), str(self.organisation)]
        if self.domain:
            parts.append(str(self.domain))
        return " · ".join(parts)
