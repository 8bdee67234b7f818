"""A chart to take along: as a picture, as its numbers, or on a page that others may show within theirs."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim.editions import Figure
from liim.editions.layout import FIGURES
from liim.model import TOTAL
from liim.observations import BREAKDOWNS
from liim.publish.charts.picture import picture
from liim_web.site.edition.reading import Reading
from liim_web.site.figure.asked import one_indicator
from liim_web.site.figure.making import files_of
from liim_web.site.figure.opened import opened
from liim_web.site.indicator import sheet
from liim_web.site.indicator.choice import Choice

_LINK = re.compile(r'<(/?)a(?: href="[^"]*")?>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A chart with all that must go along with it, and the figures that it shows.

    `picture` is the chart as it is taken along, where a page sets its `legend` and `benchmark` as text beside it.
    `page` is where it stands among others; `address` and `permanent` where it stands alone, now and for good; `query`
    is the choice that was made.
    """

    name: str
    title: str
    said: str
    chart: SafeString
    notes: Sequence[str]
    warning: str
    figures: Sequence[Figure]
    page: str
    address: str
    permanent: str
    query: str = ""
    picture: str = ""
    legend: Sequence[tuple[SafeString, str]] = ()
    benchmark: str = ""

    def svg(self, host: str) -> str:
        """The chart as a picture that tells by itself what it shows and where it comes from."""
        chart = _LINK.sub(r"<\1g>", self.picture or self.chart)
        return picture(chart, self.title, [self.said, *self.notes, host + self.permanent], warning=self.warning)

    def rows(self, edition: str, kind: str) -> Iterator[dict[str, object]]:
        """Its figures, with the columns of the open data."""
        for figure in self.figures:
            told = figure._asdict()
            told |= dict.fromkeys(BREAKDOWNS, TOTAL) | dict(figure.classes) | {"flags": ",".join(figure.flags)}
            yield {name: told[name] for name in FIGURES} | {"edition": edition, "kind": kind}

    def csv(self, reading: Reading) -> str:
        """The same as text."""
        edition = reading.facts.edition
        text = io.StringIO()
        writer = csv.DictWriter(text, [*FIGURES, "edition", "kind"])
        writer.writeheader()
        writer.writerows(self.rows(edition.id, edition.manifest["kind"]))
        return text.getvalue()


def of_area(reading: Reading, code: str, indicator: str, note: str) -> Shared | None:
    """How an indicator went in an area, with a note of how one came there; None where nothing of it can be shown."""
    subject, tested, gaps = one_indicator(reading, code, indicator)
    if not subject.own.shown:
        return None
    one = opened(subject, tested, gaps)
    figures = [*subject.own.totals.values(), *subject.beside.totals.values()]
    path = f"{reading.area_path(code)}{indicator}/"
    return Shared(
        name=f"liim-{indicator}-{reading.facts.slugs[code]}",
        title=subject.title,
        said=" ".join(one.said),
        chart=one.trend,
        notes=[*filter(None, [note]), *_notes(reading, figures)],
        warning=_warning(reading),
        figures=figures,
        page=reading.figure_link(code, indicator),
        address=reading.root + path,
        permanent=reading.permanent_root + path,
    )


def of_map(reading: Reading, indicator: str, choice: Choice) -> Shared | None:
    """A figure of every municipality on a map; None where nothing of it can be shown."""
    shown = sheet.sheet(reading, indicator, choice)
    figures = list(shown.municipal.values())
    if not any(figure.value is not None for figure in figures):
        return None
    path = f"indicator/{indicator}/"
    return Shared(
        name="-".join(["liim", indicator, choice.period, *filter(None, [choice.part])]),
        title=shown.caption,
        said=shown.sentence,
        chart=shown.map(),
        picture=shown.picture(),
        legend=shown.legend,
        benchmark=shown.benchmark,
        notes=_notes(reading, figures),
        warning=_warning(reading),
        figures=figures,
        page=reading.indicator_link(indicator) + choice.query,
        address=reading.root + path,
        permanent=reading.permanent_root + path,
        query=choice.query,
    )


def _notes(reading: Reading, figures: Sequence[Figure]) -> list[str]:
    """Source and edition, and whose statistic it is."""
    sources = sorted({figure.source for figure in figures if figure.source})
    publishers = sorted({one.publisher for source in sources for one in files_of(reading.facts, source)})
    source = _("Bron: %s") % ", ".join(publishers) if publishers else ""
    edition = _("LIIM, editie %s. Geen officiële statistiek.") % reading.facts.id
    if reading.adopted_by:
        official = _("Officiële statistiek van %(authority)s.") % {"authority": reading.adopted_by}
        edition = f"LIIM, {reading.facts.id}. {official}"
    return [note for note in (source, edition) if note]


def _warning(reading: Reading) -> str:
    return _("Verzonnen cijfers (demo)") if reading.is_fictitious else ""
