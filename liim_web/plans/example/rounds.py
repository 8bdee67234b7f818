"""Rounds of the example, with reports in every state."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.utils import timezone

from liim_web.accounts.models import Role, User
from liim_web.plans import editing
from liim_web.plans.example.cast import Cast
from liim_web.plans.models import ActionReport, Judgement, QuestionSet, ReportingRound
from liim_web.plans.procedure import perform

# Enough for the Commission to judge.
FEW = 8


QUESTIONS = ("Hoe betrokken jullie mensen van buitenlandse herkomst?", "Wat leerden jullie dat andere domeinen helpt?")


def asked(cast: Cast, *questions: str) -> None:
    """A set of questions beside the fixed fields."""
    number = cast.plan.question_sets.count() + 1
    editing.add(cast.secretariat, QuestionSet(plan=cast.plan, number=number, questions=list(questions)))


def _planned(cast: Cast, number: int, title: str, days: tuple[dt.date, dt.date], opens: dt.datetime) -> ReportingRound:
    planned = ReportingRound(
        plan=cast.plan, version=cast.plan.versions.exclude(sha256="").latest("number"), number=number,
        title=f"{title} (voorbeeld)", period_start=days[0], period_end=days[1],
        opens_at=opens, due_at=opens + dt.timedelta(days=45), closes_at=opens + dt.timedelta(days=400),
        reference_date=days[1], questions=cast.plan.question_sets.last(),
    )  # fmt: skip
    return editing.add(cast.secretariat, planned)


def _round(cast: Cast, number: int, title: str, days: tuple[dt.date, dt.date], opens: dt.datetime) -> ReportingRound:
    return perform(cast.secretariat, _planned(cast, number, title, days, opens), "open")


def _reported(cast: Cast, report: ActionReport, progress: str, until: str) -> ActionReport:
    """A report, taken as far as asked."""
    domain = report.action.lead_domain.code
    reporter, coordinator = cast.someone(Role.REPORTER, domain), cast.someone(Role.COORDINATOR, domain)
    values: dict[str, Any] = {
        "progress": progress,
        "done": "Verzonnen verslag: de partners zijn gekozen en de eerste groep is gestart.",
        "reason": "De middelen zijn herschikt." if progress in ActionReport.NEEDS_REASON else "",
    }
    if progress == ActionReport.Progress.BLOCKED:
        values["unblock_condition"] = "Een beslissing over de lokalen, door de stad (verzonnen)."
    if report.round.questions:
        values["answers"] = {report.round.questions.questions[0]: "Verzonnen antwoord: via een panel van deelnemers."}
    report = perform(reporter, report, "begin", values=values)
    for actor, step in ((reporter, "submit"), (coordinator, "validate"), (cast.secretariat, "accept")):
        if report.state == until:
            break
        report = perform(actor, report, step)
    return report


def closed_round(cast: Cast) -> None:
    """The first round: reports of every kind, judged, closed and published."""
    asked(cast, QUESTIONS[0])
    now = timezone.now()
    year = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    round_ = _round(cast, 1, "Rapportering over 2025", year, now - dt.timedelta(days=300))
    progress = ("running", "running", "completed", "preparing", "paused", "blocked", "not_started", "abandoned")
    accepted = []
    for place, report in enumerate(round_.reports.select_related("action__lead_domain").order_by("action__uid")):
        if place % 6 == 5:  # noqa: PLR2004 some never report
            continue
        accepted.append(_reported(cast, report, progress[place % len(progress)], ""))
        if place % 3 == 0:
            shown = report.evidence.create(
                title="Jaarverslag (verzonnen)", link="https://voorbeeld.invalid/v", public=True, language="nl"
            )
            if place % 2 == 0:
                shown.verified_by, shown.verified_on = cast.secretariat.name, timezone.localdate()
                shown.save()
    round_ = perform(cast.secretariat, round_, "review")
    for place, report in enumerate(accepted):
        if place % 2 == 0:
            _judged(cast, report, ["limited", "substantial", "complete", "no_evidence", "not_started"][place // 2 % 5])
    for step in ("present", "close", "publish"):
        round_ = perform(cast.secretariat, round_, step)


def _judged(cast: Cast, report: ActionReport, value: str) -> None:
    chair, member = cast.someone(Role.CHAIR), cast.someone(Role.SEAT_SOCIETY)
    text = "De Commissie leest het verslag en ziet wat er gebeurde (verzonnen)."
    house = cast.organisations["secretariaat"]
    for who, final in ((chair, True), (member, False)):
        Judgement.objects.create(
            report=report, by=User.objects.get(name=who.name), organisation=house, text=text, final=final,
            value=value if final else "limited",
        )  # fmt: skip
    perform(chair, report, "judge")


def open_round(cast: Cast) -> None:
    """The second round: open, with reports in every state on their way."""
    asked(cast, *QUESTIONS)
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    round_ = _round(cast, 2, "Rapportering over 2026", year, timezone.now() - dt.timedelta(days=20))
    wanted = ("leeg", "concept", "ingediend", "gevalideerd", "aanvaard")
    reports = round_.reports.select_related("action__lead_domain").order_by("action__lead_domain", "action__uid")
    # In every domain the first is still to be filled in, so that whoever signs in finds something to do.
    for _domain, of_domain in groupby(reports, key=lambda report: report.action.lead_domain_id):
        for place, report in enumerate(of_domain):
            until = wanted[place % len(wanted)]
            if until != "leeg":
                _reported(cast, report, "running", until)


def other_rounds(cast: Cast) -> None:
    """A third that the Commission reads, and a fourth that is still to come."""
    spring = (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    third = _round(cast, 3, "Tussentijdse bevraging voorjaar 2026", spring, timezone.now() - dt.timedelta(days=120))
    reports = third.reports.select_related("action__lead_domain").order_by("action__uid")
    for report in reports[:FEW]:
        _reported(cast, report, "running", "")
    perform(cast.secretariat, third, "review")
    year = (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    _planned(cast, 4, "Rapportering over 2027", year, timezone.now() + dt.timedelta(days=200))
