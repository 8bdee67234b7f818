"""Ways in which a protected edition could give a cell away after all, and changes that give nothing away.

Each takes what is published, changes one thing at random, and returns what is published then.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import polars as pl

from liim.disclosure.attack import Statement, percentage, rounded
from liim.disclosure.suppress import Protection, protect
from liim.disclosure.system import System, equations
from liim.model import TOTAL, Threshold
from tests.disclosure.tables import by_origin, cells

ORIGINS = ("be", "eu", "turkey", "maghreb", "other")
MINIMUM = 5


@dataclass(frozen=True)
class Published:
    """What is out, what it was made from, and what else is stated."""

    truth: pl.DataFrame
    made: Protection
    system: System
    cells: pl.DataFrame
    statements: tuple[Statement, ...] = ()

    def count(self, variable: int) -> float:
        """The true count of a variable."""
        return float(self.truth["count"].to_list()[self.rows(variable)[0]])

    def rows(self, variable: int) -> list[int]:
        """Where a variable is printed."""
        return [row for row, other in enumerate(self.system.cells["variable"]) if other == variable]

    def withheld(self) -> list[int]:
        """Variables that are withheld."""
        return sorted(set(self.system.cells.filter(self.cells["status"] == "withheld")["variable"].to_list()))

    def printed(self) -> list[int]:
        """Variables that are printed and not zero."""
        return sorted(set(self.system.cells.filter(self.cells["count"].fill_null(0) > 0)["variable"].to_list()))

    def primary(self, below: int = MINIMUM) -> list[int]:
        """Variables that are too small to be told."""
        return self.made.required.filter(pl.col("count") < below)["variable"].to_list()

    def print_again(self, row: int) -> "Published":
        """The same, with the true count in one row."""
        here = pl.int_range(pl.len()) == row
        return replace(
            self,
            cells=self.cells.with_columns(
                pl.when(here).then(self.truth["count"]).otherwise(pl.col("count")).alias("count"),
                pl.when(here).then(pl.lit("ok")).otherwise(pl.col("status")).alias("status"),
            ),
        )

    def state(self, *statements: Statement) -> "Published":
        """The same, and something else is said."""
        return replace(self, statements=(*self.statements, *statements))


def edition() -> Published:
    """Eighteen municipalities by origin, three mergers, two arrondissements, before and after."""
    random = Random(46030)  # noqa: S311  # seeded, so that a leak comes back
    names = [f"M{number:02}" for number in range(18)]
    became = {name: name for name in names} | {
        "M00": "N0",
        "M01": "N0",
        "M06": "N1",
        "M07": "N1",
        "M12": "N2",
        "M13": "N2",
    }
    old = {name: {one: random.choice((0, 1, 2, 3, 4, 9, 17, 28, 40, 90, 300)) for one in ORIGINS} for name in names}
    new: dict[str, dict[str, int]] = {}
    for name, row in old.items():
        into = new.setdefault(became[name], dict.fromkeys(ORIGINS, 0))
        for one, count in row.items():
            into[one] += count
    tables, hierarchy = [], {}
    for geography, rows in (("2019", old), ("2025", new)):
        halves = {"P": sorted(rows)[: len(rows) // 2], "Q": sorted(rows)[len(rows) // 2 :]}
        unions = {half: {one: sum(rows[m][one] for m in parts) for one in ORIGINS} for half, parts in halves.items()}
        region = {"R": {one: sum(row[one] for row in rows.values()) for one in ORIGINS}}
        full = {area: {TOTAL: sum(row.values()), **row} for area, row in {**rows, **unions, **region}.items()}
        tables.append(cells(full, geography=geography))
        edges = [("R", "P"), ("R", "Q"), *((half, part) for half, parts in halves.items() for part in parts)]
        hierarchy[geography] = pl.DataFrame(edges, schema=["parent", "child"], orient="row")
    table = pl.concat(tables)
    merger = pl.DataFrame(sorted(became.items()), schema=["area", "to"], orient="row")
    system = equations(table, hierarchy, {("2019", "2025"): merger}, partitions=by_origin(*ORIGINS))
    made = protect(table, system, {"people": Threshold(minimum=MINIMUM)})
    return Published(table, made, system, made.cells)


Change = Callable[[Published, Random], Published]


def one_withheld_cell_is_printed(out: Published, random: Random) -> Published:
    """Anywhere, in one geography only: every other file still withholds it."""
    return out.print_again(random.choice(out.rows(random.choice(out.withheld()))))


def a_figure_of_the_old_geography_is_left(out: Published, random: Random) -> Published:
    """Printed on 2019, withheld on 2025."""
    old = [row for row in range(out.cells.height) if out.cells["geography"][row] == "2019"]
    return out.print_again(random.choice([row for row in old if out.cells["status"][row] == "withheld"]))


def a_total_of_the_others_is_added(out: Published, random: Random) -> Published:
    """A group that holds all withheld cells of a sum but one."""
    matrix = out.system.matrix
    gone = set(out.withheld())
    primary = random.choice([one for one in out.primary() if _sums_with(out, one, gone)])
    equation = random.choice(_sums_with(out, primary, gone))
    others = [int(one) for one in matrix[equation].indices if int(one) in gone and int(one) != primary]
    terms = tuple((one, float(matrix[equation, one])) for one in others)
    total = sum(coefficient * out.count(one) for one, coefficient in terms)
    return out.state(Statement(terms, total, total))


def _sums_with(out: Published, variable: int, gone: set[int]) -> list[int]:
    column = out.system.matrix[:, variable].tocoo()
    return [int(row) for row in column.row if len(gone & {int(one) for one in out.system.matrix[row].indices}) > 1]


def a_percentage_has_a_decimal_more(out: Published, random: Random) -> Published:
    """A share of the region, with as many decimals as tell the count."""
    region = next(one for one in out.printed() if "R" in out.system.name(one).split(":")[1].split(" ")[0])
    small = random.choice(out.primary())
    value = 100 * out.count(small) / out.count(region)
    return out.state(*percentage(small, region, round(value, 4), 4))


def a_verdict_is_made_from_what_is_withheld(out: Published, random: Random) -> Published:
    """A colour class or a rank that says: fewer than five."""
    return out.state(Statement(((random.choice(out.primary()), 1.0),), 0.0, MINIMUM - 1))


def a_gap_to_a_printed_count_is_told(out: Published, random: Random) -> Published:
    """So many fewer than the neighbour."""
    small, other = random.choice(out.primary()), random.choice(out.printed())
    gap = out.count(small) - out.count(other)
    return out.state(Statement(((small, 1.0), (other, -1.0)), gap, gap))


def a_tooltip_rounds_too_little(out: Published, random: Random) -> Published:
    """To a multiple of two."""
    small = random.choice(out.primary(below=4))
    return out.state(rounded(small, 2 * round(out.count(small) / 2), 2))


def bounds_are_too_tight(out: Published, random: Random) -> Published:
    """Between the count itself and one more."""
    small = random.choice(out.primary())
    return out.state(Statement(((small, 1.0),), out.count(small), out.count(small) + 1))


LEAKS: tuple[Change, ...] = (
    one_withheld_cell_is_printed,
    a_figure_of_the_old_geography_is_left,
    a_total_of_the_others_is_added,
    a_percentage_has_a_decimal_more,
    a_verdict_is_made_from_what_is_withheld,
    a_gap_to_a_printed_count_is_told,
    a_tooltip_rounds_too_little,
    bounds_are_too_tight,
)


def a_printed_count_is_printed_again(out: Published, random: Random) -> Published:
    """In a sentence, a chart, another file."""
    one = random.choice(out.printed())
    return out.state(Statement(((one, 1.0),), out.count(one), out.count(one)))


def a_share_of_printed_counts_is_told(out: Published, random: Random) -> Published:
    """With any number of decimals."""
    one, other = random.sample(out.printed(), 2)
    return out.state(*percentage(one, other, round(100 * out.count(one) / out.count(other), 6), 6))


def a_printed_count_is_rounded(out: Published, random: Random) -> Published:
    """To tens, in a title."""
    one = random.choice(out.printed())
    return out.state(rounded(one, 10 * round(out.count(one) / 10), 10))


def a_withheld_count_is_said_to_be_no_more_than_its_whole(out: Published, random: Random) -> Published:
    """Which everybody knows."""
    one = random.choice(out.withheld())
    wholes = [row for row in out.printed() if out.count(row) > 100 * out.count(one)]
    return out.state(Statement(((one, 1.0),), 0.0, 1e6 + len(wholes)))


def printed_counts_are_added_up(out: Published, random: Random) -> Published:
    """A group that the reader puts together, of printed parts."""
    some = random.sample(out.printed(), 4)
    total = sum(out.count(one) for one in some)
    return out.state(Statement(tuple((one, 1.0) for one in some), total, total))


HARMLESS: tuple[Change, ...] = (
    a_printed_count_is_printed_again,
    a_share_of_printed_counts_is_told,
    a_printed_count_is_rounded,
    a_withheld_count_is_said_to_be_no_more_than_its_whole,
    printed_counts_are_added_up,
)
