"""Open an edition and ask it for figures: the only door by which pages, documents and the API reach them."""

import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import duckdb

from liim.editions import packing
from liim.editions.layout import NoSuchEdition, checked_id, editions_folder
from liim.editions.serving import COLUMNS, FILE, MAP, unpacked
from liim.model import Status

T = TypeVar("T")

_CLASSES = COLUMNS.index("period") + 1
_ORDER = (*COLUMNS[:_CLASSES], "classes", *COLUMNS[_CLASSES:])
_COLUMNS, _FLAGS = ", ".join(_ORDER), _ORDER.index("flags")
# A database takes as long over each column as over each row: what is asked for need not be told.
_OF_A_TREND = ", ".join(name for name in _ORDER if name not in {"indicator", "area", "geography", "classes"})
_OF_A_VARIABLE = ("variable", "domain", "period", "own", "theirs", "contribution", "reason")


class Figure(NamedTuple):
    """One published figure; the columns of figures.parquet, `classes` holding the breakdowns that are not total."""

    indicator: str
    area: str
    geography: str
    as_published: bool
    period: str
    classes: tuple[tuple[str, str], ...]
    numerator: float | None
    denominator: float | None
    value: float | None
    lower: float | None
    upper: float | None
    numerator_lower: float | None
    numerator_upper: float | None
    status: str
    reason: str
    flags: tuple[str, ...]
    source: str
    method: str

    @property
    def is_shown(self) -> bool:
        """Whether there is a value to show."""
        return self.value is not None

    @property
    def is_total(self) -> bool:
        """Whether it is not broken down."""
        return not self.classes

    @property
    def is_withheld(self) -> bool:
        """Whether it exists, but is not published, to protect people."""
        return self.status == Status.WITHHELD


def _figures(rows: Sequence[tuple[Any, ...]]) -> list[Figure]:
    """From rows of the serving file, in the order of the fields; by column, since pages read thousands."""
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    if not columns:
        return []
    columns[_CLASSES], columns[_FLAGS] = map(unpacked, columns[_CLASSES]), map(_told, columns[_FLAGS])
    return list(map(Figure._make, zip(*columns, strict=True)))


@cache
def _told(flags: str) -> tuple[str, ...]:
    return tuple(flags.split(",")) if flags else ()


@dataclass(frozen=True)
class Edition:
    """One edition, open for reading; safe to share between threads. `queries` counts what was asked of its database.

    It keeps the answers to the last `keeps` questions, for who asks the same in one language after another.
    """

    folder: Path
    keeps: int = 0

    def __post_init__(self) -> None:
        if not (self.folder / "manifest.json").exists():
            raise NoSuchEdition(f"There is no edition {self.folder.name}. See `liim list editions`.")

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What it was made from, its files with their checksums, the checks that it passed."""
        found: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return found

    @property
    def id(self) -> str:
        """Its id, for good."""
        return str(self.manifest["id"])

    @property
    def is_fictitious(self) -> bool:
        """Whether its figures are made up, to be said wherever they are shown."""
        return bool(self.manifest["kind"] == "demo")

    @cached_property
    def indicators(self) -> dict[str, dict[str, Any]]:
        """The catalogue as published with this edition, by id, in the order of the report."""
        listed = json.loads((self.folder / "indicators.json").read_text(encoding="utf-8"))
        return {one["id"]: one for one in listed}

    @cached_property
    def availability(self) -> list[dict[str, Any]]:
        """Per indicator, geography and period: how many totals have which status."""
        found: list[dict[str, Any]] = json.loads((self.folder / "availability.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def areas(self) -> dict[str, dict[str, Any]]:
        """Today's areas by code: level, name_nl, name_fr, parents (codes, nearest first)."""
        cursor = self._cursor()
        cursor.execute("FROM areas WHERE valid_to IS NULL")
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return {row["code"]: row for row in rows}

    def profile(self, areas: Sequence[str], geography: str = "2025") -> list[Figure]:
        """Every figure of some areas, in the order of area, indicator, period and class."""
        if len(areas) == 1:  # in the order in which the table is kept
            return self._ask("FROM figures WHERE area = ? AND geography = ?", [*areas, geography])
        return self._ask(
            f"FROM figures WHERE area IN ({', '.join('?' * len(areas))}) AND geography = ? "
            "ORDER BY area, indicator, period, classes",
            [*areas, geography],
        )

    def overview(self, area: str) -> list[Figure]:
        """What the profile of an area of today shows at first: its totals, and the classes of the last period with any.

        In the order of indicator, period and class, as they were written. An edition of before this table is asked for
        all that it has.
        """
        if "profiles" not in self._tables:
            return self.profile([area])
        return self._ask("FROM profiles WHERE area = ?", [area])

    def everything(self, indicator: str, areas: Sequence[str], geography: str = "2025") -> list[Figure]:
        """Every figure of one indicator for some areas, classes included, in the order of area, period and class."""
        return self._ask(
            f"FROM figures WHERE area IN ({', '.join('?' * len(areas))}) AND geography = ? AND indicator = ? "
            "ORDER BY area, period, classes",
            [*areas, geography, indicator],
        )

    def trend(self, indicator: str, area: str, geography: str = "2025") -> list[Figure]:
        """The undivided figures of one indicator for one area, by period."""
        asked = self._execute(
            f"SELECT {_OF_A_TREND} FROM figures WHERE area = ? AND geography = ? AND indicator = ? AND classes = ''",  # noqa: S608 - our own names
            [area, geography, indicator],
        )
        return _figures([(indicator, area, geography, *rest[:2], "", *rest[2:]) for rest in asked.fetchall()])

    def totals(self, indicator: str, geography: str = "2025", period: str | None = None) -> list[Figure]:
        """The undivided figures of all areas for one indicator, of one period (what a map shows) or of all, by area."""
        if period is None:
            return self._ask(
                "FROM totals WHERE indicator = ? AND geography = ? ORDER BY area, period", [indicator, geography]
            )
        if "maps" not in self._tables:
            return self._ask(
                "FROM totals WHERE indicator = ? AND geography = ? AND period = ?", [indicator, geography, period]
            )
        place = self._maps.get((indicator, geography, period))
        if place is None:
            return []
        ((piece,),) = self._execute("SELECT figures FROM maps WHERE rowid = ?", [place]).fetchall()
        return _of_a_map(piece, indicator, geography, period)

    def latest(self, geography: str = "2025", areas: Sequence[str] | None = None) -> list[Figure]:
        """The undivided figures of all areas, or some; each indicator in the last period that has a figure to show."""
        return self._ask(
            "FROM totals SEMI JOIN (SELECT indicator, max(period) AS period FROM totals WHERE geography = ? AND "
            "value IS NOT NULL GROUP BY indicator) USING (indicator, period) "
            "WHERE geography = ? AND (? OR area IN (SELECT unnest(?))) ORDER BY indicator, area",
            [geography, geography, areas is None, list(areas or [])],
        )

    def figures(self, indicator: str, geography: str = "2025", period: str | None = None) -> list[Figure]:
        """Every figure of one indicator, classes included, in the order of area, period and class."""
        table = "by_indicator" if "by_indicator" in self._tables else "figures"
        if period is not None:
            return self._ask(
                f"FROM {table} WHERE indicator = ? AND geography = ? AND period = ? ORDER BY area, classes",
                [indicator, geography, period],
            )
        return self._ask(
            f"FROM {table} WHERE indicator = ? AND geography = ? ORDER BY area, period, classes", [indicator, geography]
        )

    def comparisons(self, area: str) -> list[dict[str, Any]]:
        """The figures of the latest period of one area beside its benchmarks (see `liim.figures.comparisons`)."""
        return self._rows("comparisons", area)

    def trend_verdicts(self, area: str) -> list[dict[str, Any]]:
        """Whether the undivided series of one area rise or fall, in short: those of `trends`.

        indicator, first_period, last_period, verdict, reason, detectable.
        """
        columns = "indicator, first_period, last_period, verdict, reason, detectable"
        return self._asked("trends", area, "", columns, "classes = ''")

    def trends(self, area: str) -> list[dict[str, Any]]:
        """Whether the series of one area rise or fall (see `liim.figures.trends`)."""
        return self._rows("trends", area)

    def gaps(self, area: str) -> list[dict[str, Any]]:
        """The gaps of one area over the years: both levels (`liim.figures.gaps`), adjusted and split (`…adjusted`)."""
        return self._rows("gaps", area)

    def gap_comparisons(self, area: str) -> list[dict[str, Any]]:
        """Whether the latest gaps of one area are wider than elsewhere (see `liim.figures.gap_comparisons`)."""
        return self._rows("gap_comparisons", area)

    def gap_trends(self, area: str) -> list[dict[str, Any]]:
        """Whether the gaps of one area widen or narrow (see `liim.figures.gap_comparisons`)."""
        return self._rows("gap_trends", area)

    def segregation(self, area: str) -> list[dict[str, Any]]:
        """How unevenly people live over the sectors of one municipality (see `liim.figures.sectors`)."""
        return self._rows("segregation", area)

    def sectors(self, area: str) -> list[dict[str, Any]]:
        """The counts of the sectors of one municipality, as far as told (see `liim.disclosure.inside`)."""
        return self._rows("sectors", area)

    def similar(self, area: str) -> list[dict[str, Any]]:
        """The municipalities that are most like this one, the nearest first (see `liim.figures.structure`).

        Each has neighbour, rank, distance, reason and `variables`: variable, domain, period, own, theirs, contribution
        and reason, what makes most of the distance first. One without neighbour has only the reason why.
        """
        found: dict[str | None, dict[str, Any]] = {}
        for row in self._asked("similar", area, "rank, contribution DESC NULLS LAST, variable"):
            pair = {name: row[name] for name in ("neighbour", "rank", "distance")}
            whole = "" if row["variable"] else row["reason"]
            one = found.setdefault(row["neighbour"], pair | {"reason": whole, "variables": []})
            if row["variable"]:
                one["variables"].append({name: row[name] for name in _OF_A_VARIABLE})
        return list(found.values())

    def traits(self) -> list[tuple[str, str, str, float]]:
        """What every municipality is like, as far as likeness rests on it: area, variable, period, value."""
        if not (self.folder / "similar.parquet").exists():
            return []
        asked = self._cursor().execute(
            'SELECT DISTINCT area, variable, period, own FROM "similar" WHERE own IS NOT NULL ORDER BY area, variable'
        )
        return asked.fetchall()

    def stability(self, region: str) -> list[dict[str, Any]]:
        """Per trait how many similar ones a municipality of a region keeps, on average, when the trait is left out."""
        return self._asked("stability", region, "ALL")

    def typologies(self, area: str) -> list[dict[str, Any]]:
        """The class of one area in each official typology, or the reason why it has none."""
        return self._asked("typologies", area, "ALL")

    def neighbours(self) -> dict[str, list[str]]:
        """The municipalities that are most like each one, the nearest first; in one question for all of them."""
        if "similar" not in self._tables:
            return {}
        asked = self._execute(
            "SELECT area, list(neighbour ORDER BY rank) FROM "
            '(SELECT DISTINCT area, neighbour, rank FROM "similar" WHERE neighbour IS NOT NULL) GROUP BY area',
            [],
        )
        return dict(asked.fetchall())

    def verdicts(self, area: str, benchmarks: Sequence[str]) -> list[dict[str, Any]]:
        """What tests say of the undivided figures of one area: those of `comparisons` with some benchmarks, in short.

        indicator, period, benchmark, group, benchmark_value, controlled, verdict, reason.
        """
        columns = 'indicator, period, benchmark, "group", benchmark_value, controlled, verdict, reason'
        which = f"classes = '' AND benchmark IN ({', '.join('?' * len(benchmarks))})"
        return self._asked("comparisons", area, "", columns, which, benchmarks)

    def _rows(self, table: str, area: str) -> list[dict[str, Any]]:
        """The rows of a derived table for one area, each with its `classes`; none where the table is not there."""
        rows = self._asked(table, area, "ALL")
        return [row | {"classes": unpacked(row["classes"])} for row in rows]

    def _asked(
        self, table: str, area: str, order: str, columns: str = "*", which: str = "true", values: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        if not (self.folder / f"{table}.parquet").exists():
            return []
        sorted_ = f" ORDER BY {order}" if order else ""  # else in the order of the table
        query = f'SELECT {columns} FROM "{table}" WHERE area = ? AND {which}{sorted_}'  # noqa: S608 - our own names

        def ask() -> list[dict[str, Any]]:
            asked = self._execute(query, [area, *values])
            names = [column[0] for column in asked.description or ()]
            return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

        return [dict(row) for row in self._once((query, area, *values), ask)]

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(
            self.folder / FILE, read_only=True, config={"threads": 1}
        )  # small questions, many readers

    @cached_property
    def _threads(self) -> threading.local:
        return threading.local()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        self.count_query()
        return self._connection.cursor()

    def count_query(self) -> None:
        """One more question was asked; tests hold pages to a number of them."""
        self._threads.queries = self.queries + 1

    @property
    def queries(self) -> int:
        """How many questions this thread has asked so far."""
        return int(getattr(self._threads, "queries", 0))

    def _ask(self, query: str, values: list[object]) -> list[Figure]:
        def ask() -> list[Figure]:
            return _figures(self._execute(f"SELECT {_COLUMNS} {query}", values).fetchall())

        return list(self._once((query, repr(values)), ask))

    def _once(self, question: tuple[str, ...], ask: Callable[[], list[T]]) -> list[T]:
        """The answer to a question, asked unless it is kept. It is not the asker's own."""
        if not self.keeps:
            return ask()
        answer: list[T] | None = self._kept.get(question)
        if answer is None:
            answer = self._kept[question] = ask()
            if len(self._kept) > self.keeps:
                self._kept.pop(next(iter(self._kept)), None)  # the first that was asked
        return answer

    @cached_property
    def _kept(self) -> dict[tuple[str, ...], Any]:
        return {}

    def _execute(self, query: str, values: list[object]) -> duckdb.DuckDBPyConnection:
        """Ask once more what this thread may have asked before: cursor and parsed question are kept."""
        self.count_query()
        kept = self._threads.__dict__
        if "cursor" not in kept:
            kept |= {"cursor": self._connection.cursor(), "statements": {}}
        if query not in kept["statements"]:
            (kept["statements"][query],) = kept["cursor"].extract_statements(query)
        asked: duckdb.DuckDBPyConnection = kept["cursor"].execute(kept["statements"][query], values)
        return asked

    @cached_property
    def _tables(self) -> frozenset[str]:
        """The tables of the serving file: those of older editions are fewer."""
        asked = self._connection.cursor().execute("SELECT table_name FROM duckdb_tables()")
        return frozenset(name for (name,) in asked.fetchall())

    @cached_property
    def _maps(self) -> dict[tuple[str, str, str], int]:
        """In which row of its table each map stands: found there at once, where a search takes as long as reading."""
        asked = self._connection.cursor().execute(f"SELECT {', '.join(MAP)}, rowid FROM maps")  # noqa: S608 - our own names
        return {(indicator, geography, period): row for indicator, geography, period, row in asked.fetchall()}

    def close(self) -> None:
        """Let go of the file."""
        if "_connection" in self.__dict__:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _of_a_map(piece: bytes, indicator: str, geography: str, period: str) -> list[Figure]:
    columns = packing.unpacked(piece)
    same: dict[str, Iterable[Any]] = {
        "indicator": repeat(indicator),
        "geography": repeat(geography),
        "period": repeat(period),
        "classes": repeat(()),
        "flags": map(_told, columns["flags"]),
    }
    return list(map(Figure._make, zip(*((columns | same)[name] for name in Figure._fields), strict=False)))


def open_edition(id_: str, *, keeps: int = 0) -> Edition:
    """The edition of this id, or the released one for "current"; NoSuchEdition where there is none."""
    if id_ == "current":
        return Edition((editions_folder() / "current").resolve(), keeps)
    return Edition(editions_folder() / checked_id(id_), keeps)


def current() -> Edition:
    """The released edition."""
    return open_edition("current")


def list_editions() -> list[str]:
    """The ids of all whole editions, in the order of their names."""
    found = editions_folder().glob("*/manifest.json")
    return sorted(path.parent.name for path in found if path.parent.name != "current")
