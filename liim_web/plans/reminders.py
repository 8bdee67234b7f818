"""When a round reminds: the days before and after reports are due, then every month until the round closes.

Mail goes out elsewhere; here stands on which days, and whom: those whose report was not handed in yet.
"""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans.models import ActionReport, ReportingRound
from liim_web.plans.rights import visible
from liim_web.plans.scopes import Kind
from liim_web.plans.transitions import BY_NAME


@dataclass(frozen=True, slots=True)
class Owing:
    """An entity that still has reports to hand in, and where to reach it."""

    name: str
    contacts: tuple[str, ...]
    reports: int


def days(round_: ReportingRound) -> list[dt.date]:
    """The days on which a round reminds, in order."""
    due, closes = timezone.localdate(round_.due_at), timezone.localdate(round_.closes_at)
    around = {due - dt.timedelta(days=n) for n in round_.remind_before}
    around |= {due + dt.timedelta(days=n) for n in round_.remind_after}
    last = max([due, *around])
    monthly = takewhile(lambda day: day <= closes, _monthly(last)) if round_.remind_monthly else ()
    return sorted(day for day in (*around, *monthly) if timezone.localdate(round_.opens_at) <= day <= closes)


def owing(actor: Actor, round_: ReportingRound) -> list[Owing]:
    """Who has still to hand in, as far as the reader may see the reports: the most first."""
    waiting = round_.reports.filter(state__in=BY_NAME[Kind.REPORT, "expire"].sources)
    found: dict[str, list[ActionReport]] = {}
    mine = visible(actor, "read", waiting).select_related("action__lead_organisation", "action__lead_domain")
    for report in mine.order_by("action__lead_domain__order", "action__uid"):
        body = report.action.lead_organisation or report.action.lead_domain
        found.setdefault(body.name, []).append(report)
    told = [
        Owing(name, tuple(dict.fromkeys(each.action.contact for each in reports if each.action.contact)), len(reports))
        for name, reports in found.items()
    ]
    return sorted(told, key=lambda each: -each.reports)


def letter(round_: ReportingRound, to: list[Owing]) -> str:
    """An address that opens a mail to all of them, none of whom sees the others; empty when nobody can be reached."""
    addresses = ",".join(dict.fromkeys(address for each in to for address in each.contacts))
    subject = _("Herinnering: %(round)s, in te dienen vóór %(day)s") % {
        "round": round_.title,
        "day": f"{timezone.localtime(round_.due_at):%d-%m-%Y %H:%M}",
    }
    return f"mailto:?bcc={quote(addresses, safe='@,')}&subject={quote(subject)}" if addresses else ""


def _monthly(since: dt.date) -> Iterator[dt.date]:
    """The same day of every month that follows; the last day of a month that is too short."""
    for n in count(since.month):
        years, month = divmod(n, 12)
        year = since.year + years
        yield dt.date(year, month + 1, min(since.day, calendar.monthrange(year, month + 1)[1]))
