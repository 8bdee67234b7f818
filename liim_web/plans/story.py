"""What became of an action, told in the order in which it happened: from what is sealed, and from its milestones."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liim_web.plans.content import Content, Reading, readable
from liim_web.plans.differences import ActionChange, change_of
from liim_web.plans.models import ActionReport, ChangeRequest, Judgement, PlanVersion, ReportingRound
from liim_web.plans.rights import has_some, visible
from liim_web.plans.scopes import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happened on a day: what, in which words, and where more of it is read."""

    day: dt.date
    what: str
    says: str = ""
    address: str = ""
    # Whether what it says was said in Dutch, whatever the language of the page.
    dutch: bool = False


def story(found: Reading, told: Content, rounds: list[tuple[ReportingRound, Content]]) -> list[Moment]:
    """The moments of an action, oldest first.

    Args:
        found: the version before someone's eyes; nothing is told of a later one.
        told: the action in it.
        rounds: published rounds with what they say of this action.
    """
    moments = [*_decided(found, told["uid"]), *_done(told), *_reported(rounds), *_asked(found, told["uid"])]
    return sorted(moments, key=lambda moment: moment.day)


def _decided(found: Reading, uid: str) -> Iterator[Moment]:
    """In which versions it came, changed and went."""
    former: tuple[PlanVersion, Content] | None = None
    versions = readable(found.actor, found.plan.code).filter(number__lte=found.version.number)
    for version in versions.exclude(sha256=""):
        now = next((each for each in version.public["actions"] if each["uid"] == uid), None)
        day = version.decision_date or timezone.localdate(version.published_at or version.changed_at)
        number, address = {"number": version.number}, reverse("plans:version", args=[found.plan.code, version.number])
        if now and not former:
            yield Moment(day=day, what=_("Opgenomen in versie %(number)s") % number, address=address)
        elif former:
            since = reverse("plans:changed", args=[found.plan.code, version.number, former[0].number])
            if now is None:
                yield Moment(day=day, what=_("Niet meer in versie %(number)s") % number, address=since)
            elif (change := change_of(former[1], now)).is_one:
                what = _("Gewijzigd in versie %(number)s") % number
                yield Moment(day=day, what=what, says=_named(change), address=since)
        former = (version, now) if now else None


def _done(told: Content) -> Iterator[Moment]:
    """When it really began and ended, and which steps were taken."""
    for name, what in (("started_on", _("Gestart")), ("ended_on", _("Afgelopen"))):
        if told.get(name):
            yield Moment(day=dt.date.fromisoformat(told[name]), what=what)
    for milestone in told["milestones"]:
        if milestone["done_on"]:
            day = dt.date.fromisoformat(milestone["done_on"])
            yield Moment(day=day, what=_("Mijlpaal klaar"), says=milestone["title"], dutch=True)


def _reported(rounds: list[tuple[ReportingRound, Content]]) -> Iterator[Moment]:
    """What its entity and the Commission said in each round that was published."""
    for round_, report in rounds:
        day = timezone.localdate(round_.published_at or round_.changed_at)
        address = reverse("plans:round", args=[round_.plan.code, round_.number])
        entity = ActionReport.Progress(report["progress"]).label if report["progress"] else _("niet ontvangen")
        says = _("De entiteit zegt: %(what)s.") % {"what": entity}
        if report["commission"]:
            judged = _("De Commissie zegt: %(what)s.") % {"what": Judgement.Value(report["commission"]).label}
            says = f"{says} {judged}"
        yield Moment(day=day, what=str(round_), says=says, address=address)


def _asked(found: Reading, uid: str) -> Iterator[Moment]:
    """Which changes were asked for and how that was decided, for who may read requests."""
    if not has_some(found.actor, Kind.CHANGE, "read"):
        return
    decided = ChangeRequest.objects.filter(action__uid=uid, decided_on__isnull=False).select_related("plan")
    for request in visible(found.actor, "read", decided):
        what = f"{_('Wijzigingsvraag')}: {request.get_kind_display()}, {request.get_state_display()}"
        address = reverse("plans:request", args=[found.plan.code, request.pk])
        assert request.decided_on  # noqa: S101 asked for above
        yield Moment(day=request.decided_on, what=what, says=request.motive, address=address, dutch=True)


def _named(change: ActionChange) -> str:
    """What changed, by name."""
    names = [field.field for field in change.fields]
    names += [_("doelstellingen")] if change.moved else []
    names += [_("samengevoegd met %(uid)s") % {"uid": change.merged_into}] if change.merged_into else []
    names += [_("budget")] if change.budget else []
    names += [_("mijlpalen")] if change.slippage else []
    return ", ".join(names)
