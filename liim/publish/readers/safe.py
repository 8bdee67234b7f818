"""Which numbers may be said: those of the figures that an edition publishes, and of what was made from them."""

import json
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from liim.figures.gaps import SMALLEST
from liim.publish.readers.changed import Changed
from liim.publish.readers.figures import TODAY, Figures, Row
from liim.publish.readers.numbers import COUNTS, VALUES, Numbers, Sorted, among, numbers_of, together
from liim.publish.readers.written import Written

_MADE = ("comparisons", "trends", "gaps", "gap_comparisons", "gap_trends")
_READ = ("area", *COUNTS, *VALUES)
_NONE = Numbers()
_TOO_FEW = Written(SMALLEST, 0, is_share=False, below=True)  # people, for a gap
Census = tuple[int, int]  # figures, and those withheld


class Safe:
    """The published numbers of an edition by indicator and place, and how many figures there are of each."""

    def __init__(self, edition: Path, figures: Figures) -> None:
        self.edition, self._figures = edition, figures
        self.changed = Changed(edition, TODAY)
        self._known: dict[str, dict[str, Numbers]] = {}  # by indicator and area
        self._values: dict[str, Sorted] = {}  # of every place together
        self._standing: dict[str, frozenset[int]] = {}
        self._censuses: dict[str, dict[str, Census]] = {}
        self._added: dict[str, list[Row]] = {}  # what tests made of the figures of an added place, by indicator
        self._other = ""  # the place that was added
        self._counted: dict[tuple[frozenset[str], frozenset[str], str], frozenset[int]] = {}

    @cached_property
    def indicators(self) -> dict[str, dict[str, Any]]:
        """The catalogue as the edition publishes it, by id."""
        told = json.loads((self.edition / "indicators.json").read_text(encoding="utf-8"))
        return {one["id"]: one for one in told}

    @cached_property
    def areas(self) -> dict[str, dict[str, Any]]:
        """The places of today, by code."""
        table = pl.read_parquet(self.edition / "areas.parquet").filter(pl.col("valid_to").is_null())
        return {row["code"]: row for row in table.iter_rows(named=True)}

    def today(self, code: str) -> str:
        """The place of which a place that is no more is part."""
        return code if code in self.areas else self._successors.get(code, code)

    @cached_property
    def _successors(self) -> dict[str, str]:
        table = pl.read_parquet(self.edition / "areas.parquet", columns=["code", "successors"])
        next_ = {code: after[0] for code, after in table.iter_rows() if after and after[0] != code}
        found = {}
        for code in next_:
            last = code
            while last in next_ and last not in self.areas:
                last = next_[last]
            found[code] = last
        return found

    @cached_property
    def _made(self) -> list[dict[str, pl.DataFrame]]:
        """What tests made of figures, table by table, by indicator."""
        paths = (self.edition / f"{name}.parquet" for name in _MADE)
        tables = (pl.scan_parquet(path).filter(geography=TODAY).collect() for path in paths if path.exists())
        # A gap is told under its own id as well as under that of its levels.
        named = [(one, name) for one in tables for name in ("indicator", "gap") if name in one.columns]
        return [_by_indicator(one.select(name, "area", pl.selectors.float()), name) for one, name in named]

    @cached_property
    def _spread(self) -> dict[str, pl.DataFrame]:
        """How evenly a group lives over the parts of a municipality, by indicator."""
        path = self.edition / "segregation.parquet"
        if not path.exists():
            return {}
        told = pl.scan_parquet(path).filter(geography=TODAY).collect()
        return _by_indicator(told.select("indicator", "area", pl.selectors.numeric()), "indicator")

    @cached_property
    def _inside(self) -> pl.DataFrame:
        """What is told of the sectors of municipalities, one row per quantity, area, period and sector."""
        path = self.edition / "sectors.parquet"
        columns = ["quantity", "area", "period", "sector", "count"]
        return pl.read_parquet(path, columns=columns) if path.exists() else pl.DataFrame()

    def _of_sectors(self, indicator: str) -> list[pl.DataFrame]:
        """The two counts and the value of a share in every sector; nothing for other indicators."""
        formula, told = self.indicators[indicator]["formula"], self._inside
        if told.is_empty() or formula["kind"] != "share" or self.indicators[indicator]["breakdowns"]:
            return []
        of = ["area", "period", "sector"]
        part, whole = (
            told.filter(quantity=one["quantity"]).select(*of, pl.col("count").alias(name))
            for one, name in ((formula["numerator"][0], "numerator"), (formula["denominator"], "denominator"))
        )
        both = part.join(whole, on=of)
        return [
            both.select("area", "numerator", "denominator", value=100 * pl.col("numerator") / pl.col("denominator"))
        ]

    def holds(self, written: Written, indicators: Iterable[str], areas: Iterable[str]) -> bool:
        """Whether a written number is one of these indicators in these places."""
        there = list(areas)
        for id_ in indicators:
            if id_ in self.indicators:
                unit = self.indicators[id_]["unit"]
                for area in there:
                    if self.numbers(id_, area).hold(written, unit):
                        return True
        return False

    def holds_anywhere(self, written: Written, indicators: Iterable[str]) -> bool:
        """Whether a number is a value, not a count of people, that these indicators have in some place."""
        return any(among(written, self._everywhere(id_)) for id_ in indicators if id_ in self.indicators)

    def are_few(self, written: Written, indicators: AbstractSet[str], areas: Iterable[str]) -> bool:
        """Whether it is said that a group is too small for a gap, and the edition publishes how small it is."""
        if written != _TOO_FEW:
            return False
        of = frozenset(areas)
        made = (*map(self._of_tests, indicators), *map(self._of_tests_of_added, indicators))
        return any(_has_few(table.filter(pl.col("area").is_in(of))) for tables in made for table in tables)

    def counts(self, written: Written, areas: Iterable[str]) -> bool:
        """Whether a number is a published count of people of some place, whatever it counts."""
        return any(among(written, self.numbers(id_, area).counts) for area in areas for id_ in self.indicators)

    def _everywhere(self, indicator: str) -> Sorted:
        if indicator not in self._values:
            self._values[indicator] = together(self.numbers(indicator, area) for area in self.areas)
        return self._values[indicator]

    def numbers(self, indicator: str, area: str) -> Numbers:
        """All numbers of an indicator in a place."""
        known = self._known.get(indicator)
        if known is None:
            known = self._known[indicator] = self._of(indicator)
        if area == self._other and area not in known:
            known[area] = self._of_added(indicator)
        return known.get(area, _NONE)

    def _of(self, indicator: str) -> dict[str, Numbers]:
        """The numbers of an indicator in every place."""
        table = self._today(indicator, *_READ)
        made = self._of_tests(indicator) + self._of_sectors(indicator)
        return numbers_of(table, self.indicators[indicator]["unit"], made, self._spread.get(indicator))

    def _of_added(self, indicator: str) -> Numbers:
        code = self._other
        rows = [{name: row[name] for name in _READ[1:]} for row in self._figures_of_added(indicator)]
        figures = pl.DataFrame(rows, schema=dict.fromkeys(_READ[1:], pl.Float64)).with_columns(area=pl.lit(code))
        made = self._of_tests_of_added(indicator)
        return numbers_of(figures, self.indicators[indicator]["unit"], made).get(code, _NONE)

    def _of_tests(self, indicator: str) -> list[pl.DataFrame]:
        """What tests made of an indicator, or of a gap, by area."""
        return [one[indicator] for one in self._made if indicator in one]

    def _of_tests_of_added(self, indicator: str) -> list[pl.DataFrame]:
        """The same of the added place."""
        rows = self._added.get(indicator, ())
        told = ({name: number for name, number in row.items() if isinstance(number, float)} for row in rows)
        return [pl.DataFrame(row | {"area": self._other}) for row in told]

    def _figures_of_added(self, indicator: str) -> list[Row]:
        return [row for key, row in self._figures.of(indicator, self._other).items() if key[2] == TODAY]

    def _today(self, indicator: str, *columns: str) -> pl.DataFrame:
        """The figures of an indicator in the places of today."""
        path = self.edition / "figures.parquet"
        return pl.scan_parquet(path).filter(indicator=indicator, geography=TODAY).select(columns).collect()

    def add(self, code: str, made: Iterable[Row]) -> None:
        """Know what tests made of the figures of a place that the edition has not."""
        for old in (self._other, code):
            for numbers in self._known.values():
                numbers.pop(old, None)
            for counted in self._censuses.values():
                counted.pop(old, None)
        self._other, self._added = code, {}
        for row in made:  # of a gap under its own id as well, like those of the edition
            for name in {"indicator", "gap"} & row.keys():
                self._added.setdefault(str(row[name]), []).append(row)

    def census(self, indicators: Iterable[str], areas: Iterable[str]) -> frozenset[int]:
        """How many figures there are of some indicators in some places, and how many of them are withheld."""
        key = (frozenset(indicators), frozenset(areas), self._other)
        if key not in self._counted:
            found: set[int] = set()
            for area in key[1]:
                each = [self._census(id_, area) for id_ in key[0]]
                found |= {number for one in each for number in one}
                found |= {sum(one[0] for one in each), sum(one[1] for one in each)}
            self._counted[key] = frozenset(found)
        return self._counted[key]

    def availability(self, indicators: Iterable[str]) -> frozenset[int]:
        """How many municipalities have which status in a period, and how many a number, undivided."""
        return frozenset[int]().union(*(self._available(id_) for id_ in indicators))

    def _available(self, indicator: str) -> frozenset[int]:
        if indicator not in self._standing:
            figures = pl.scan_parquet(self.edition / "figures.parquet").filter(indicator=indicator)
            names = figures.collect_schema().names()
            split = names[names.index("period") + 1 : names.index("numerator")]
            of = pl.scan_parquet(self.edition / "areas.parquet").filter(level="municipality").select("code").unique()
            totals = figures.filter(pl.col(name) == "total" for name in split).join(
                of, left_on="area", right_on="code", how="semi"
            )
            gives = (pl.col("value").is_not_null() | pl.col("numerator_lower").is_not_null()).alias("gives")
            counted = (totals.group_by("geography", "period", what).len() for what in ("status", "reason", gives))
            self._standing[indicator] = frozenset({0}.union(*(one.collect()["len"] for one in counted)))
        return self._standing[indicator]

    def municipalities(self, areas: Iterable[str]) -> frozenset[int]:
        """How many municipalities of today each of some places has."""
        return frozenset(self._parts.get(area, 0) for area in areas)

    @cached_property
    def _parts(self) -> Counter[str]:
        every = (one for one in self.areas.values() if one["level"] == "municipality")
        return Counter(up for one in every for up in one["parents"])

    def _census(self, indicator: str, area: str) -> Census:
        """How many figures there are, and how many are withheld."""
        if indicator not in self._censuses:
            counted = (
                self._today(indicator, "area", "status")
                .group_by("area")
                .agg(pl.len(), (pl.col("status") == "withheld").sum().alias("withheld"))
            )
            self._censuses[indicator] = {one: (many, withheld) for one, many, withheld in counted.iter_rows()}
        known = self._censuses[indicator]
        if area == self._other and area not in known:
            told = [row["status"] for row in self._figures_of_added(indicator)]
            known[area] = (len(told), told.count("withheld"))
        return known.get(area, (0, 0))


def _has_few(tested: pl.DataFrame) -> bool:
    """Whether one of two groups that a test compared is too small for it."""
    sizes = tested.select(pl.selectors.by_name("group_denominator", "reference_denominator", require_all=False))
    return any((size < SMALLEST).any() for size in sizes)


def _by_indicator(table: pl.DataFrame, name: str) -> dict[str, pl.DataFrame]:
    parts = table.partition_by(name, as_dict=True, include_key=False)
    return {str(key[0]): part for key, part in parts.items()}
