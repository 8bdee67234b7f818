"""What ties published counts to each other, as one sparse system of equations: a whole is the sum of its parts.

Areas, breakdowns, quantities (a part and its complement) and geographies (old and new) are all wholes and parts;
stock and flow tie periods. The system holds no counts: who sees only what is published builds the same one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypedDict, Unpack

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse
from scipy.sparse import csgraph

from liim.disclosure.territories import Ground, territories
from liim.model import UNKNOWN
from liim.observations import BREAKDOWNS

KEY = ("quantity", "area", "geography", "period", *BREAKDOWNS)
NAME = ("quantity", "territory", "period", *BREAKDOWNS)

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Partition:
    """The parts of a whole on one column: classes of a breakdown, or quantities of which one is part of another.

    Where `complete` is False, or a part has no cell, the rest is a cell of its own that nobody prints and anybody
    can compute: inhabitants minus foreign nationals are the Belgians. It holds for one `quantity`, or for all.
    """

    column: str
    whole: str
    parts: tuple[str, ...]
    complete: bool = True
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that is zero across periods: (coefficient, quantity, periods later) for every area and class."""

    terms: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Variables (what is one count, however often printed), where cells print them, and the equations that tie them.

    `cells`: KEY and `variable`, one row per printed cell. `variables`: NAME, `implied` (nobody prints it), in order.
    `matrix` times counts is 0, one row per equation, told by `kinds`. `signed`: may be below zero.
    """

    cells: pl.DataFrame
    variables: pl.DataFrame
    matrix: sparse.csr_matrix
    kinds: tuple[str, ...]
    signed: Flags

    @property
    def implied(self) -> Flags:
        """Which variables nobody prints."""
        return self.variables["implied"].to_numpy()

    def name(self, variable: int) -> str:
        """A variable in words, without its count."""
        row = self.variables.row(variable, named=True)
        return " · ".join(str(row[column]) for column in NAME if row[column] != "total")


class Tied(TypedDict, total=False):
    """What ties cells beside the ground that they stand on.

    Sums over areas are not made for quantities in `not_additive`; `not_located` names (quantity, area) that hold people
    who are in none of its parts; `signed` names quantities that may be below zero.
    """

    partitions: Sequence[Partition]
    identities: Sequence[Identity]
    not_additive: Collection[str]
    not_located: Collection[tuple[str, str]]
    signed: Collection[str]


def equations(
    cells: pl.DataFrame,
    hierarchy: Mapping[str, pl.DataFrame],
    translations: Mapping[tuple[str, str], pl.DataFrame],
    **what_else: Unpack[Tied],
) -> System:
    """Build the system among cells (KEY and whatever else; only KEY is read), as `tie` does.

    `hierarchy` gives per geography parent, child; `translations` per (older, newer) geography area, to.
    """
    return tie(cells, territories(hierarchy, translations), **what_else)


def tie(cells: pl.DataFrame, ground: Ground, **what_else: Unpack[Tied]) -> System:
    """Build the system among cells of which the ground is known."""
    if cells.is_empty():
        raise ValueError("there are no cells to tie: nothing to protect is more likely a mistake than a fact")
    placed = (
        cells.select(KEY)
        .join(ground.places, on=["geography", "area"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("territory", pl.format("{}:{}", "geography", "area")).alias("territory"))
    )
    named = placed.select(NAME).unique().sort(NAME).with_row_index("variable")
    summed = named.filter(~pl.col("quantity").is_in(list(what_else.get("not_additive", ()))))
    drafts = [_sums(summed, _by_ground(placed, ground, what_else.get("not_located", ())), "territory", "area")]
    for column, told_parts in _by_column(what_else.get("partitions", ()), named["quantity"].unique().sort().to_list()):
        drafts.append(_sums(named, told_parts, column, column))
    drafts += [_identity(named, one) for one in what_else.get("identities", ())]
    return _assemble(placed, named, drafts, frozenset(what_else.get("signed", ())))


def tied(matrix: sparse.csr_matrix, variables: Indices) -> list[Indices]:
    """Variables in the parts into which they fall when all others are known."""
    if not len(variables):
        return []
    inside = matrix[:, variables]
    both = sparse.bmat([[None, inside.T], [inside, None]], format="csr")
    _, label = csgraph.connected_components(both, directed=False)
    label = label[: len(variables)]
    order = np.argsort(label, kind="stable")
    return np.split(variables[order], np.flatnonzero(np.diff(label[order])) + 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Draft:
    """Equations before they are numbered: equation, variable, coefficient; and the rests of those that have one."""

    kind: str
    entries: pl.DataFrame
    rests: pl.DataFrame  # equation and NAME


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """Partitions of one column: partition, whole, part, name (of the rest); of what each is told; which are open."""

    columns: ClassVar = {"partition": pl.Int64, "whole": pl.String, "part": pl.String, "name": pl.String}

    parts: pl.DataFrame
    told: pl.DataFrame  # partition, quantity, and period where it is not told of all
    open: pl.DataFrame  # what names the wholes of which there is a rest besides: partition, or quantity and whole


def _typed(entries: pl.DataFrame) -> pl.DataFrame:
    return entries.select(
        pl.col("equation").cast(pl.UInt32), pl.col("variable").cast(pl.UInt32), pl.col("coefficient").cast(pl.Float64)
    )


def _by_ground(placed: pl.DataFrame, ground: Ground, not_located: Collection[tuple[str, str]]) -> _Parts:
    """The partitions of territories, told of a quantity and period where both their geographies are written."""
    written = placed.select("quantity", "period", "geography").unique()
    both = written.join(ground.tellers, on="geography").join(
        written, left_on=["quantity", "period", "other"], right_on=["quantity", "period", "geography"], how="semi"
    )
    pairs = pl.DataFrame(sorted(not_located), schema={"quantity": pl.String, "area": pl.String}, orient="row")
    return _Parts(
        parts=ground.partitions.with_columns(name=pl.format("rest of {} ({})", "whole", "partition")),
        told=both.select("partition", "quantity", "period").unique(),
        open=placed.join(pairs, on=["quantity", "area"]).select("quantity", whole="territory").unique(),
    )


def _by_column(partitions: Sequence[Partition], quantities: list[str]) -> Iterator[tuple[str, _Parts]]:
    """The partitions of each column, and of which quantities they are told."""
    for column in dict.fromkeys(one.column for one in partitions):
        held = list(enumerate(one for one in partitions if one.column == column))
        rows = [(number, one.whole, part, _rest(one)) for number, one in held for part in one.parts]
        told = [(n, quantity) for n, one in held for quantity in ([one.quantity] if one.quantity else quantities)]
        yield (
            column,
            _Parts(
                parts=pl.DataFrame(rows, schema=_Parts.columns, orient="row"),
                told=pl.DataFrame(told, schema={"partition": pl.Int64, "quantity": pl.String}, orient="row"),
                open=pl.DataFrame({"partition": [n for n, one in held if not one.complete]}).cast(pl.Int64),
            ),
        )


def _rest(one: Partition) -> str:
    """What the rest is called; of quantities it goes by the name, and the rule, of the part."""
    return one.parts[0] if one.column == "quantity" else f"rest of {one.whole} without {'+'.join(one.parts)}"


def _sums(named: pl.DataFrame, held: _Parts, column: str, kind: str) -> _Draft:
    """A whole is the sum of its parts, for every variable whose `column` is a whole.

    A part without a cell is replaced by its own parts; what is left without a cell becomes the rest.
    """
    told = held.parts.select("partition", "whole").unique().join(held.told, on="partition")
    scope = [one for one in ("quantity", "period") if one in told.columns and one != column]
    if column == "quantity":
        told = told.drop("quantity").unique()
    wholes = (
        named.select("variable", *scope, whole=column)
        .join(told, on=["whole", *scope])
        .sort("partition", "variable")
        .with_row_index("equation")
    )
    # What else names a cell, as one number: twenty columns of text are slow to join.
    place = named.select("variable", pl.col(column).alias("part"), other=_numbered(named, column))
    asked = (
        wholes.select("equation", "variable", "partition", *scope)
        .join(place.select("variable", "other"), on="variable")
        .drop("variable")
        .join(held.parts.select("partition", "part"), on="partition")
        .drop("partition")
    )
    first = told.group_by("whole", *scope).agg(pl.col("partition").min())
    split = first.join(held.parts.select("partition", inner="part"), on="partition").rename({"whole": "part"})
    found = []
    while not asked.is_empty():
        looked = asked.join(place, on=["other", "part"], how="left")
        found.append(looked.filter(pl.col("variable").is_not_null()).select("equation", "variable"))
        absent = looked.filter(pl.col("variable").is_null()).drop("variable")
        # Where nobody prints who is unknown, nobody is: the other classes are the whole, as every reader knows.
        absent = absent.filter(pl.col("part") != UNKNOWN)
        asked = absent.join(split, on=["part", *scope]).drop("part", "partition").rename({"inner": "part"})
        found.append(
            absent.join(split, on=["part", *scope], how="anti").select(
                "equation", pl.lit(None, pl.UInt32).alias("variable")
            )
        )
    members = pl.concat(found) if found else pl.DataFrame(schema={"equation": pl.UInt32, "variable": pl.UInt32})
    printed = members.drop_nulls().unique()  # a whole without any printed part tells nothing
    wholes = wholes.join(printed, on="equation", how="semi")
    entries = pl.concat(
        [
            wholes.select("equation", "variable", coefficient=pl.lit(1.0)),
            printed.select("equation", "variable", coefficient=pl.lit(-1.0)),
        ]
    )
    lacking = members.filter(pl.col("variable").is_null()).select("equation")
    opened = wholes.join(held.open, on=held.open.columns, how="semi").select("equation")
    rests = wholes.join(pl.concat([lacking, opened]).unique(), on="equation", how="semi")
    names = held.parts.select("partition", "name").unique()
    rests = rests.select("equation", "partition", "variable").join(named, on="variable").join(names, on="partition")
    rests = rests.drop(column).rename({"name": column})
    return _Draft(kind, _typed(entries), rests.select("equation", *NAME).sort("equation"))


def _numbered(named: pl.DataFrame, column: str) -> pl.Series:
    """One number per row, the same where all columns are the same but this one."""
    number = pl.Series("other", np.zeros(named.height, np.int64))
    for one in NAME:
        if one == column or named[one].n_unique() <= 1:
            continue
        codes = named[one].cast(pl.Categorical).to_physical().cast(pl.Int64)
        pair = number * (int(codes.max()) + 1 if len(codes) else 1) + codes  # type: ignore[arg-type]
        number = pair.rank("dense").cast(pl.Int64)
    return number


def _identity(named: pl.DataFrame, identity: Identity) -> _Draft:
    others = [one for one in NAME if one not in {"quantity", "period"}]
    base: pl.DataFrame | None = None
    for number, (_, quantity, later) in enumerate(identity.terms):
        term = named.filter(quantity=quantity).select(
            *others,
            (pl.col("period").cast(pl.Int64, strict=False) - later).alias("start"),
            pl.col("variable").alias(f"term{number}"),
        )
        base = term if base is None else base.join(term, on=[*others, "start"])
    if base is None:
        raise ValueError("an identity without terms ties nothing: name at least two quantities")
    numbered = base.sort("term0").with_row_index("equation")
    entries = [
        numbered.select("equation", pl.col(f"term{number}").alias("variable"), coefficient=pl.lit(float(coefficient)))
        for number, (coefficient, _, _) in enumerate(identity.terms)
    ]
    none = pl.DataFrame(schema={"equation": pl.UInt32, **dict.fromkeys(NAME, pl.String)})
    return _Draft("period", _typed(pl.concat(entries)), none)


def _assemble(placed: pl.DataFrame, named: pl.DataFrame, drafts: list[_Draft], signed: frozenset[str]) -> System:
    """Number equations and rests through, and make the matrix."""
    tables, rows, columns, values, kinds = [named.select(NAME, implied=pl.lit(value=False))], [], [], [], list[str]()
    count = named.height
    for draft in drafts:
        numbers = draft.entries["equation"].unique().sort()
        start = len(kinds)
        rows.append(start + np.searchsorted(numbers.to_numpy(), draft.entries["equation"].to_numpy()))
        columns.append(draft.entries["variable"].to_numpy().astype(np.int64))
        values.append(draft.entries["coefficient"].to_numpy())
        rests = draft.rests
        rows.append(start + np.searchsorted(numbers.to_numpy(), rests["equation"].to_numpy()))
        columns.append(np.arange(count, count + rests.height))
        values.append(np.full(rests.height, -1.0))
        tables.append(rests.select(NAME, implied=pl.lit(value=True)))
        count += rests.height
        kinds += [draft.kind] * len(numbers)
    variables = pl.concat(tables)
    matrix = sparse.csr_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(len(kinds), count)
    )
    return System(
        cells=placed.join(named, on=NAME, maintain_order="left").select(*KEY, "variable"),
        variables=variables,
        matrix=matrix,
        kinds=tuple(kinds),
        signed=variables["quantity"].is_in(sorted(signed)).to_numpy() | np.zeros(count, bool),
    )
