"""What tests say of a place: whether a figure differs from its benchmark, and whether it rises or falls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liim.publish import numbers, places, sentences
from liim.publish.words import word
from liim_web.site.edition.reading import Reading

# Towns like this one tell most; the region stands in where there is no such comparison.
BENCHMARKS = ("similar", "region")

_SHORT = {
    "higher": gettext_lazy("hoger dan %s"),
    "lower": gettext_lazy("lager dan %s"),
    "better": gettext_lazy("gunstiger dan %s"),
    "worse": gettext_lazy("minder gunstig dan %s"),
    "wider": gettext_lazy("kloof groter dan bij %s"),
    "narrower": gettext_lazy("kloof kleiner dan bij %s"),
    "no_difference": gettext_lazy("geen aantoonbaar verschil met %s"),
}
_NO_TREND = {
    "too_few_points": gettext_lazy("Voor een uitspraak over stijgen of dalen zijn vijf jaren op rij nodig."),
    "series_break": gettext_lazy("De reeks brak te kort geleden om te zeggen of ze stijgt of daalt."),
    "another_territory": gettext_lazy("Het gebied veranderde te kort geleden om dat te zeggen."),
}
_TRENDS = {
    "rising": "trend_up",
    "falling": "trend_down",
    "no_trend": "trend_none",
    "widening": "gap_widening",
    "narrowing": "gap_narrowing",
    "no_gap_trend": "gap_no_trend",
}
_GAP = {"wider": "gap_wider", "narrower": "gap_narrower", "no_difference": "gap_no_difference"}


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on one area: by indicator, of undivided figures."""

    reading: Reading
    compared: Mapping[str, Mapping[str, Any]]
    trends: Mapping[str, Mapping[str, Any]]

    def comparison(self, indicator: str, period: str) -> sentences.Comparison | None:
        """The figure of a period beside its benchmark, with the verdict; None where nothing was compared."""
        row = self._row(indicator, period)
        if row is None or "benchmark_difference" in row:
            return None
        the = self._benchmark(row)
        return sentences.Comparison(
            the=the,
            inside=word("in_region", self.reading.language, name=the),
            value=row["benchmark_value"],
            verdict=row["verdict"],
        )

    def short(self, indicator: str, period: str) -> tuple[str, str]:
        """The verdict in a few words and its code; empty where there is none."""
        row = self._row(indicator, period)
        if row is None:
            return "", ""
        benchmark = _("de rest van het gewest") if row["benchmark"] == "region" else self._benchmark(row)
        return str(_SHORT[row["verdict"]]) % benchmark, row["verdict"]

    def gap(self, indicator: str, period: str) -> str:
        """Whether a gap is wider than elsewhere, as a sentence; "" where that was not tested."""
        row = self._row(indicator, period)
        if row is None or "benchmark_difference" not in row:
            return ""
        language = self.reading.language
        inside = word("in_region", language, name=self._benchmark(row))
        elsewhere = numbers.difference(row["benchmark_difference"], "pp", language)
        return word(_GAP[row["verdict"]], language, in_area=inside, value=elsewhere)

    def _row(self, indicator: str, period: str) -> Mapping[str, Any] | None:
        row = self.compared.get(indicator)
        return row if row and row["period"] == period and row["verdict"] else None

    def _benchmark(self, row: Mapping[str, Any]) -> str:
        language = self.reading.language
        if row["benchmark"] == "similar":
            return word("similar_places", language)
        return word("rest_of", language, the_area=places.the(self.reading.facts.areas[row["group"]], language))

    def trend(self, indicator: str) -> str:
        """Whether the figure rises or falls, or why that cannot be said, as a sentence."""
        row = self.trends.get(indicator)
        if row is None:
            return ""
        if row["verdict"]:
            period = numbers.period(row["first_period"], self.reading.language)
            return word(_TRENDS[row["verdict"]], self.reading.language, from_period=period)
        return str(_NO_TREND.get(row["reason"], ""))

    def detectable(self, indicator: str) -> str:
        """The smallest change that five more years could show; "" where none was computed."""
        row, language = self.trends.get(indicator), self.reading.language
        if row is None or row["detectable"] is None:
            return ""
        change = numbers.difference(row["detectable"], self.reading.unit(indicator), language)
        return _("Een verandering van minder dan %s is met vijf jaar erbij niet aan te tonen.") % change


def of_group(verdict: str) -> str:
    """The verdict on a figure beside a group of the reader's own."""
    return str(_SHORT[verdict]) % _("de groep")


def verdicts(reading: Reading, area: str) -> Verdicts:
    """The verdicts on an area, gaps among them; four questions to the edition."""
    edition = reading.facts.edition
    compared: dict[str, Mapping[str, Any]] = {}
    rows = edition.verdicts(area, BENCHMARKS)
    rows += [one | {"indicator": one["gap"]} for one in edition.gap_comparisons(area) if not one["classes"]]
    # The last to be put in stays: what compares with towns alike takes the place of what compares with the region.
    for benchmark in reversed(BENCHMARKS):
        compared |= {row["indicator"]: row for row in rows if row["benchmark"] == benchmark and row["verdict"]}
    trends = {row["indicator"]: row for row in edition.trend_verdicts(area)}
    for one in edition.gap_trends(area):
        if not one["classes"]:
            verdict = "no_gap_trend" if one["verdict"] == "no_trend" else one["verdict"]
            trends[one["gap"]] = one | {"verdict": verdict, "detectable": None}
    return Verdicts(reading, compared, trends)
