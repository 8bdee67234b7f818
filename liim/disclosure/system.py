"""What ties published counts to each other, as one sparse system of equations: a whole is the sum of its parts.

Areas, breakdowns, quantities (a part and its complement) and geographies (old and new) are all wholes and parts;
stock and flow tie periods. The system holds no counts: who sees only what is published builds the same one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse
from scipy.sparse import csgraph

from liim.disclosure.territories import territories
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
    can compute: inhabitants minus foreign nationals are the Belgians.
    """

    column: str
    whole: str
    parts: tuple[str, ...]
    complete: bool = True


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


def equations(
    cells: pl.DataFrame,
    hierarchy: Mapping[str, pl.DataFrame],
    translations: Mapping[tuple[str, str], pl.DataFrame],
    *,
    partitions: Sequence[Partition] = (),
    identities: Sequence[Identity] = (),
    not_additive: Collection[str] = (),
    not_located: Collection[tuple[str, str]] = (),
    signed: Collection[str] = (),
) -> System:
    """Build the system among cells (KEY and whatever else; only KEY is read).

    `hierarchy` gives per geography parent, child; `translations` per (older, newer) geography area, to. Sums over
    areas are not made for quantities in `not_additive`; `not_located` names (quantity, area) that hold people who
    are in none of its parts; `signed` names quantities that may be below zero.
    """
    if cells.is_empty():
        raise ValueError("there are no cells to tie: nothing to protect is more likely a mistake than a fact")
    places, ground = territories(hierarchy, translations)
    placed = (
        cells.select(KEY)
        .join(places, on=["geography", "area"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("territory", pl.format("{}:{}", "geography", "area")).alias("territory"))
    )
    named = placed.select(NAME).unique().sort(NAME).with_row_index("variable")
    summed = named.filter(~pl.col("quantity").is_in(list(not_additive)))
    open_wholes = _open_wholes(placed, not_located)
    drafts = [_sums(summed, ground, "territory", open_wholes, "area")]
    for column in dict.fromkeys(one.column for one in partitions):
        told = [one for one in partitions if one.column == column]
        parts = pl.DataFrame(
            [(number, one.whole, part) for number, one in enumerate(told) for part in one.parts],
            schema={"partition": pl.Int64, "whole": pl.String, "part": pl.String},
            orient="row",
        )
        incomplete = pl.DataFrame({"partition": [n for n, one in enumerate(told) if not one.complete]}).cast(pl.Int64)
        drafts.append(_sums(named, parts, column, incomplete, column))
    drafts += [_identity(named, one) for one in identities]
    return _assemble(placed, named, drafts, frozenset(signed))


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


def _typed(entries: pl.DataFrame) -> pl.DataFrame:
    return entries.select(
        pl.col("equation").cast(pl.UInt32), pl.col("variable").cast(pl.UInt32), pl.col("coefficient").cast(pl.Float64)
    )


def _open_wholes(placed: pl.DataFrame, not_located: Collection[tuple[str, str]]) -> pl.DataFrame:
    pairs = pl.DataFrame(sorted(not_located), schema={"quantity": pl.String, "area": pl.String}, orient="row")
    return placed.join(pairs, on=["quantity", "area"]).select("quantity", pl.col("territory").alias("whole")).unique()


def _sums(named: pl.DataFrame, parts: pl.DataFrame, column: str, open_ones: pl.DataFrame, kind: str) -> _Draft:
    """A whole is the sum of its parts, for every variable whose `column` is a whole.

    A part without a cell is replaced by its own parts; what is left without a cell becomes the rest.
    """
    others = [one for one in NAME if one != column]
    wholes = (
        named.join(parts.select("partition", pl.col("whole").alias(column)).unique(), on=column)
        .sort("partition", "variable")
        .with_row_index("equation")
    )
    variables = named.select("variable", *NAME)
    asked = wholes.drop("variable", column).join(parts.select("partition", column="part"), on="partition")
    first = parts.group_by("whole").agg(pl.col("partition").min())
    split = parts.join(first, on=["whole", "partition"]).select(column="whole", inner="part")
    found = []
    while not asked.is_empty():
        looked = asked.rename({"column": column}).join(variables, on=[*others, column], how="left")
        found.append(looked.filter(pl.col("variable").is_not_null()).select("equation", "variable"))
        absent = looked.filter(pl.col("variable").is_null()).drop("variable").rename({column: "column"})
        # Where nobody prints who is unknown, nobody is: the other classes are the whole, as every reader knows.
        absent = absent.filter(pl.col("column") != UNKNOWN)
        asked = absent.join(split, on="column").drop("column").rename({"inner": "column"})
        found.append(
            absent.join(split, on="column", how="anti").select("equation", pl.lit(None, pl.UInt32).alias("variable"))
        )
    members = pl.concat(found) if found else pl.DataFrame(schema={"equation": pl.UInt32, "variable": pl.UInt32})
    told = members.drop_nulls().select("equation").unique()  # a whole without any printed part tells nothing
    wholes = wholes.join(told, on="equation", how="semi")
    entries = pl.concat(
        [
            wholes.select("equation", "variable", coefficient=pl.lit(1.0)),
            members.drop_nulls().unique().select("equation", "variable", coefficient=pl.lit(-1.0)),
        ]
    )
    lacking = members.filter(pl.col("variable").is_null()).select("equation")
    opened = wholes.with_columns(whole=column).join(open_ones, on=open_ones.columns, how="semi").select("equation")
    rest_of = pl.concat([lacking, opened]).unique()
    rests = wholes.join(rest_of, on="equation", how="semi").select("equation", "partition", *NAME)
    if column == "quantity":  # the complement is protected by the rule of the part
        rule = parts.group_by("partition").agg(pl.col("part").first())
        rests = rests.join(rule, on="partition").with_columns(quantity="part").drop("part")
    else:
        rests = rests.with_columns(pl.format("rest of {} ({})", column, "partition").alias(column))
    return _Draft(kind, _typed(entries), rests.drop("partition").sort("equation"))


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
