"""The monitor's own counts, protected together: the rules of its quantities, and the equations between its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import polars as pl

from liim import geography
from liim.catalogue import quantities
from liim.disclosure.again import OUTCOME, mark_of, outcome, taken_over
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.classes import classes, refuse_exceptions
from liim.disclosure.coarser import Coarser, coarser, is_broader, told
from liim.disclosure.errors import ContradictionError, UnprotectableError
from liim.disclosure.families import Tell, each, families, tell_nobody
from liim.disclosure.suppress import NOTE, PROTECTS_PEOPLE, Protection, protect
from liim.disclosure.system import KEY, NAME, Partition, System, equations
from liim.model import (
    TOTAL,
    Disclosure,
    HidesItself,
    Indicator,
    PublicElsewhere,
    Status,
    Threshold,
)
from liim.observations import BREAKDOWNS


class Memory(NamedTuple):
    """What a build remembers of each family: for the work folder alone.

    `groups`: family and the columns of `Protection.groups`. `outcomes`: what was done to which cell (`again.OUTCOME`).
    """

    required: pl.DataFrame
    groups: pl.DataFrame
    outcomes: pl.DataFrame

    def of_each(self) -> dict[str, "Memory"]:
        """By family."""
        parts = [one.partition_by("family", as_dict=True) for one in self]
        names = {str(name) for part in parts for (name,) in part}
        return {
            name: Memory(*(part.get((name,), one.clear()) for part, one in zip(parts, self, strict=True)))
            for name in names
        }


@dataclass(frozen=True, slots=True, eq=False)
class Protected:
    """What may be published, and for the work folder alone what proves it.

    `cells`: as given, withheld where need be, with `lower` and `upper`. `required`: family, NAME, implied, count, low,
    high of every primary cell. `memory`: hand it to the next build.
    """

    cells: pl.DataFrame
    memory: Memory

    @property
    def required(self) -> pl.DataFrame:
        """How wide every primary cell must stay."""
        return self.memory.required


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """All that the decision about one family rests on."""

    name: str
    cells: pl.DataFrame
    of_quantity: Mapping[str, Disclosure]
    hiding: Mapping[str, HidesItself]
    kept: pl.DataFrame | None
    printed: pl.DataFrame | None
    earlier: Memory | None
    coarser: tuple[Coarser, ...]

    @property
    def declared(self) -> dict[str, object]:
        """The rules of its quantities, their broader classes, and what publishers hide."""
        there = self.cells["quantity"].unique().to_list()
        broader = {f"coarser {one.quantity} {one.breakdown}": one for one in self.coarser if one.quantity in there}
        return {**{one: self.of_quantity.get(one) for one in there}, **self.hiding, **broader}


def protected(cells: pl.DataFrame, indicators: Iterable[Indicator], hiding: Mapping[str, HidesItself]) -> pl.DataFrame:
    """Cells of which none gives anybody away: as given, withheld where need be, with `lower` and `upper`."""
    return protect_all(cells, indicators, hiding).cells


def protect_all(
    cells: pl.DataFrame,
    indicators: Iterable[Indicator],
    hiding: Mapping[str, HidesItself],
    *,
    kept: pl.DataFrame | None = None,
    printed: pl.DataFrame | None = None,
    earlier: Memory | None = None,
    tell: Tell = tell_nobody,
) -> Protected:
    """Protect every family of cells, and attack the result; `tell` how many are done.

    What is public elsewhere stays. A sum of which a part is withheld is published where it follows from what is
    published anyway, else between the bounds that follow (status bounded). `hiding` tells per source what its
    publisher hides itself; `kept` and `printed` (KEY) what earlier editions did; `earlier` what an
    earlier build remembers: families in which nothing changed are taken over.
    Raises UnprotectableError where the attack on the result finds a cell told too closely.
    """
    every = tuple(indicators)
    of_quantity, broader = rules(every), coarser(every)
    there = sorted(cells["quantity"].unique())
    secret = pl.col("quantity").is_in([one for one in there if not _is_public(one, of_quantity)])
    nothing = [pl.lit(None, pl.Float64).alias(side) for side in ("lower", "upper")]
    remembered = {} if earlier is None else earlier.of_each()
    tasks = []
    for held in families(cells, of_quantity):
        name = f"{held['period'][0]} {min(q for q in held['quantity'].unique() if not _is_public(q, of_quantity))}"
        stays, shown = (None if one is None else one.join(held, on=KEY, how="semi") for one in (kept, printed))
        tasks.append(_Family(name, held, of_quantity, hiding, stays, shown, remembered.get(name), broader))
    made = each(_protect_family, tasks, cells.filter(secret).height, named="families of counts protected", tell=tell)
    whole = pl.concat([cells.filter(~secret).with_columns(nothing), *(one.cells for one in made)]).sort(KEY)
    return Protected(
        cells=whole.filter(~is_broader(broader) | pl.col("count").is_not_null()),
        memory=Memory(*map(pl.concat, zip(_NOTHING, *(one.memory for one in made), strict=True))),
    )


_NOTHING = Memory(
    required=pl.DataFrame(
        schema=dict.fromkeys(("family", *NAME), pl.String)
        | {"implied": pl.Boolean}
        | dict.fromkeys(("count", "low", "high"), pl.Float64)
    ),
    groups=pl.DataFrame(schema={"family": pl.String, **NOTE}),
    outcomes=pl.DataFrame(schema=OUTCOME),
)


def _is_public(quantity: str, of_quantity: Mapping[str, Disclosure]) -> bool:
    return isinstance(of_quantity.get(quantity, PublicElsewhere(where="nowhere")), PublicElsewhere)


def _protect_family(family: _Family) -> Protected:
    public = pl.col("quantity").is_in([q for q in family.of_quantity if _is_public(q, family.of_quantity)])
    broad = is_broader(family.coarser)
    cells, broader = family.cells.filter(~broad), family.cells.filter(broad)
    system = system_of(cells)
    mark = mark_of(family.cells, system, family.declared)
    if family.earlier is not None:
        again = taken_over(family.cells, mark, family.earlier.outcomes, family.kept)
        if again is not None:
            return Protected(cells=again.filter(~public), memory=family.earlier)
    refuse_exceptions(cells)
    hiding = family.hiding
    made = protect(
        cells.with_columns(importance=_importance()),
        system,
        family.of_quantity,
        hiding=hiding,
        kept=family.kept,
        printed=family.printed,
        earlier=None if family.earlier is None else family.earlier.groups,
    )
    attacked = attack(made.cells, system, hiding=hiding, enough=_enough(made, system))
    narrow = too_narrow(attacked, made.required)
    if not narrow.is_empty():
        names = ", ".join(system.name(variable) for variable in narrow["variable"].head(3))
        raise UnprotectableError(
            f"{narrow.height} cells could be told too closely, the first: {names}. No edition is made."
        )
    required = system.variables[made.required["variable"].to_list()].select(*NAME, "implied")
    required = required.hstack(made.required.select("count", "low", "high"))
    done = _bounded(made, system, attacked).select(*family.cells.columns, "lower", "upper")
    if not broader.is_empty():
        done = pl.concat([done, _told_or_not(done, broader, family, required)]).sort(KEY)
    name = pl.lit(family.name).alias("family")
    return Protected(
        cells=done.filter(~public),
        memory=Memory(
            required=required.select(name, pl.all()),
            groups=made.groups.select(name, pl.all()),
            outcomes=outcome(family.name, mark, family.cells, done, family.kept),
        ),
    )


def _told_or_not(done: pl.DataFrame, broader: pl.DataFrame, family: _Family, required: pl.DataFrame) -> pl.DataFrame:
    """The cells of broader classes, those withheld that may not stand beside the others."""
    unbounded = broader.with_columns(pl.lit(None, pl.Float64).alias(side) for side in ("lower", "upper"))
    shown = told(done, unbounded, family.coarser, required=required, hiding=family.hiding, tie=system_of)
    marked = unbounded.join(shown.select(KEY).with_columns(shown=True), on=KEY, how="left", maintain_order="left")
    gone = pl.col("shown").is_null() & pl.col("count").is_not_null()
    return marked.with_columns(
        pl.when(gone).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(gone).then(pl.lit(Status.WITHHELD.value)).otherwise(pl.col("status")).alias("status"),
        pl.when(gone).then(pl.lit(PROTECTS_PEOPLE)).otherwise(pl.col("reason")).alias("reason"),
    ).select(done.columns)


def _importance() -> pl.Expr:
    """What is not divided is what readers look for first, and what all else is compared with."""
    undivided = pl.all_horizontal(pl.col(one) == TOTAL for one in BREAKDOWNS)
    return pl.when(undivided).then(_MAIN_FIGURE).otherwise(1.0)


def _enough(made: Protection, system: System) -> pl.DataFrame:
    """How far the attack has to look: small counts as far as their rule asks; sums that are told, to their limits."""
    sums = made.cells.with_columns(system.cells["variable"].cast(pl.Int64)).filter(_IS_SUM)
    return pl.concat(
        [
            made.required.select(pl.col("variable").cast(pl.Int64), "low", "high"),
            sums.select("variable", low=pl.lit(-np.inf), high=pl.lit(np.inf)),
        ]
    )


def is_secret(quantity: str, of_quantity: Mapping[str, Disclosure]) -> bool:
    """Whether a quantity has to be protected, or is a whole of which a part has to be."""
    parts = [q.id for q in quantities().values() if q.part_of == quantity]
    rule = of_quantity.get(quantity)
    return (rule is not None and not isinstance(rule, PublicElsewhere)) or any(is_secret(q, of_quantity) for q in parts)


def _bounded(made: Protection, system: System, attacked: pl.DataFrame) -> pl.DataFrame:
    """Sums with a withheld part: what follows for them from all that is published, which tells nobody anything new."""
    found = attacked.select(pl.col("variable").cast(pl.Int64), "lower", "upper")
    told = _IS_SUM & pl.col("lower").is_not_null() & pl.col("upper").is_not_null() & pl.col("upper").is_finite()
    follows = told & (pl.col("upper") - pl.col("lower") < _SAME)
    return (
        made.cells.with_columns(system.cells["variable"].cast(pl.Int64))
        .join(found, on="variable", how="left", maintain_order="left")
        .with_columns(
            pl.when(follows).then(pl.col("lower").round(6)).otherwise(pl.col("count")).alias("count"),
            pl.when(follows)
            .then(pl.lit(Status.OK.value))
            .when(told)
            .then(pl.lit(Status.BOUNDED.value))
            .otherwise(pl.col("status"))
            .alias("status"),
            pl.when(follows).then(pl.lit("")).otherwise(pl.col("reason")).alias("reason"),
            *(pl.when(told & ~follows).then(pl.col(name)).alias(name) for name in ("lower", "upper")),
        )
        .drop("variable")
    )


_MAIN_FIGURE = 10.0  # times as dear to withhold as its classes
_SAME = 1e-6  # people
_IS_SUM = pl.col("reason") == f"part_{Status.WITHHELD}"


def rules(indicators: Iterable[Indicator]) -> dict[str, Disclosure]:
    """The rule of every quantity: that of the indicators that count it, the strictest where there are several.

    A quantity that is only divided by is as protected as what is divided, unless it is public elsewhere.
    """
    counted: dict[str, list[Disclosure]] = {}
    divided: dict[str, list[Disclosure]] = {}
    for indicator in indicators:
        for one in indicator.formula.plus + indicator.formula.minus:
            counted.setdefault(one.quantity, []).append(indicator.disclosure)
        if indicator.formula.within:
            divided.setdefault(indicator.formula.within.quantity, []).append(indicator.disclosure)
    return {quantity: _strictest(quantity, found) for quantity, found in counted.items()} | {
        quantity: _public(found) or _strictest(quantity, found)
        for quantity, found in divided.items()
        if quantity not in counted
    }


def _public(found: list[Disclosure]) -> PublicElsewhere | None:
    return next((rule for rule in found if isinstance(rule, PublicElsewhere)), None)


def _strictest(quantity: str, found: list[Disclosure]) -> Disclosure:
    if len(kinds := {type(rule) for rule in found}) > 1:
        names = " and ".join(sorted(kind.__name__ for kind in kinds))
        raise ContradictionError(f"{quantity}: its indicators declare {names}. Give all of them the same rule.")
    return max(found, key=lambda rule: rule.minimum if isinstance(rule, Threshold) else 0)


def partitions_of(cells: pl.DataFrame) -> list[Partition]:
    """Which cells are parts of which: classes of their total, and quantities of each other."""
    return [*classes(cells), *_parts()]


def system_of(cells: pl.DataFrame, partitions: list[Partition] | None = None) -> System:
    """The equations between cells, as anybody can write them down who knows the catalogue and the map.

    `partitions` are those of a larger table, where the cells are too few to tell.
    """
    return equations(
        cells,
        {one: geography.children(one) for one in geography.GEOGRAPHIES},
        {(old, new): geography.translate(old, new) for old, new in combinations(geography.GEOGRAPHIES, 2)},
        partitions=partitions_of(cells) if partitions is None else partitions,
        not_additive=[quantity.id for quantity in quantities().values() if not quantity.additive],
    )


def _parts() -> list[Partition]:
    """Quantities of which one is part of another: what is left is computed by whoever subtracts."""
    every = quantities().values()
    return [Partition("quantity", one.part_of, (one.id,), complete=False) for one in every if one.part_of]
