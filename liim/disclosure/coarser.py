"""Broader classes of an area of which none of the finer may be told: told where the attack on all together allows it.

What is withheld stays as it was decided without them. They are printed as a trial, attacked as the gate will, and taken
back where somebody could be found with them, until nobody can.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from liim import geography
from liim.catalogue import coarser_of, groupings_of
from liim.classifications import made_of
from liim.disclosure.attack import attack, how_wide, too_narrow
from liim.disclosure.rules import HIDDEN_BY_SOURCE
from liim.disclosure.system import KEY, System
from liim.model import HidesItself, Indicator, Status, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Coarser:
    """The broader classes of a quantity in one column, each with the finer that it is made of, and its rule."""

    quantity: str
    breakdown: str
    parts: Mapping[str, tuple[str, ...]]
    minimum: int

    def is_broader(self) -> pl.Expr:
        """Whether a cell is of one of these classes."""
        return (pl.col("quantity") == self.quantity) & pl.col(self.breakdown).is_in(list(self.parts))

    def is_finer(self) -> pl.Expr:
        """Whether a cell is of a class that they are made of."""
        finer = [code for parts in self.parts.values() for code in parts]
        return (pl.col("quantity") == self.quantity) & pl.col(self.breakdown).is_in(finer)


def coarser(indicators: Iterable[Indicator]) -> tuple[Coarser, ...]:
    """The broader classes that the catalogue declares, of every quantity that is counted by them."""
    return tuple(
        Coarser(
            quantity=one.quantity,
            breakdown=broad.breakdown,
            parts=made_of(broad, fine),
            minimum=indicator.disclosure.minimum,
        )
        for indicator in indicators
        for broad in coarser_of(indicator)
        for fine in groupings_of(indicator)
        for one in indicator.formula.plus
        if fine.breakdown == broad.breakdown and isinstance(indicator.disclosure, Threshold)
    )


def is_broader(declared: Iterable[Coarser]) -> pl.Expr:
    """Whether a cell is of a broader class, of whatever quantity."""
    return pl.any_horizontal(pl.lit(value=False), *(one.is_broader() for one in declared))


def told(
    cells: pl.DataFrame,
    broader: pl.DataFrame,
    declared: Iterable[Coarser],
    *,
    required: pl.DataFrame,
    hiding: Mapping[str, HidesItself],
    tie: Callable[[pl.DataFrame], System],
) -> pl.DataFrame:
    """Which cells of broader classes may be printed beside the protected cells of their family.

    `cells` have KEY, count, lower, upper, status, reason, source; `broader` the same, with counts. `required`: how wide
    every small count must stay (NAME, implied, count, low, high); `tie` makes the equations between cells.
    """
    trial = pl.concat([broader.clear(), *(_candidates(cells, broader, one) for one in declared)])
    while not trial.is_empty():
        found = _found_with(pl.concat([cells, trial]).sort(KEY), required, hiding, tie)
        if found.is_empty():
            break
        trial = _without(trial, found)
    return trial


def _without(trial: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Those that are not of the areas where somebody is found; else not of their arrondissements; else none."""
    place = ["area", "geography"]
    around = pl.concat(
        geography.unions(one).filter(level="arrondissement").select("area", "union", geography=pl.lit(one))
        for one in geography.GEOGRAPHIES
    )
    near = around.join(found.join(around, on=place).select("union", "geography"), on=["union", "geography"], how="semi")
    for blamed in (found, near):
        left = trial.join(blamed, on=place, how="anti")
        if left.height < trial.height:
            return left
    return trial.clear()


def _candidates(cells: pl.DataFrame, broader: pl.DataFrame, one: Coarser) -> pl.DataFrame:
    """Broader classes of what has nothing to show but zeros by the finer, where none of them is hopeless.

    A class of which one part is withheld tells that part; one of which several are, each of them at least 1, tells the
    largest to within what the others leave.
    """
    place = [name for name in KEY if name != one.breakdown]
    count, parts = pl.col("count"), {code: broad for broad, parts in one.parts.items() for code in parts}
    finer = cells.filter(one.is_finer()).with_columns(broad=pl.col(one.breakdown).replace_strict(parts))
    hidden = finer.group_by(*place, "broad").agg(
        (pl.col("status") == Status.WITHHELD.value).sum().alias("hidden"), (count > 0).any().alias("shown")
    )
    emptied = (
        hidden.group_by(place)
        .agg(pl.col("hidden").sum(), pl.col("shown").any())
        .filter(pl.col("hidden") > 0, ~pl.col("shown").fill_null(value=False))
    )
    told_by = pl.when(pl.col("hidden") > 1).then(one.minimum + pl.col("hidden") - 1).otherwise(float("inf"))
    hopes = (
        broader.filter(one.is_broader())
        .join(hidden, left_on=[*place, one.breakdown], right_on=[*place, "broad"])
        .with_columns(((count == 0) | (count >= told_by)).fill_null(value=False).alias("hope"))
        .group_by(place)
        .agg((pl.col("hope").all() & (count > 0).any()).alias("hope"))
        .filter("hope")
    )
    fit = broader.filter(one.is_broader())
    return fit.join(emptied, on=place, how="semi").join(hopes, on=place, how="semi")


def _found_with(
    shown: pl.DataFrame,
    required: pl.DataFrame,
    hiding: Mapping[str, HidesItself],
    tie: Callable[[pl.DataFrame], System],
) -> pl.DataFrame:
    """The area and geography of each count that could be computed, or is told too closely, if these were printed."""
    system = tie(shown)
    numbered = shown.with_columns(system.cells["variable"].cast(pl.Int64))
    asked = how_wide(system, required)
    attacked = attack(shown, system, hiding=hiding, enough=asked).with_columns(pl.col("variable").cast(pl.Int64))
    withheld = numbered.filter(pl.col("status") == Status.WITHHELD.value, pl.col("reason") != HIDDEN_BY_SOURCE)
    exact = attacked.filter(pl.col("exact") | pl.col("exact_not_zero")).join(withheld, on="variable", how="semi")
    bad = pl.concat([too_narrow(attacked, asked).select("variable"), exact.select("variable")]).unique()
    return numbered.join(bad, on="variable", how="semi").select("area", "geography").unique()
