"""Secondary suppression: what else to withhold so that no primary cell can be told too closely.

The work is done one linked group at a time, so that an unchanged group keeps its decision in the next edition.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy import sparse

from liim.disclosure.group import Decision, Group
from liim.disclosure.heuristic import withhold_in
from liim.disclosure.rules import TOLERANCE, Needs, needs, rest_needs
from liim.disclosure.system import KEY, Flags, Indices, Numbers, System, tied
from liim.disclosure.truth import completed, one_possible
from liim.model import Disclosure, HidesItself, Status

PROTECTS_PEOPLE = "protects_people"
_DEARER = 0.25  # a count of sixteen times as many people is twice as dear to withhold
_PRINTED_BEFORE = 1e3  # times as dear to withhold
METHOD = b"8"  # a change of method makes every group, and every family, new
_UNLIMITED = 1e7  # more people than any cell holds; an infinite bound helps no solver


@dataclass(frozen=True, slots=True, eq=False)
class Protection:
    """What may be published, and what the inside check needs to prove it.

    `cells`: as given, with status withheld and count null where so decided; `reason` tells nothing more.
    `required`: unprotected, for the work folder only: variable, count, low, high for every primary cell.
    `groups`: group (a hash of all it was decided from), variable, withheld, kept (withheld because it was before), low,
    high: as secret; hand it to the next build.
    """

    cells: pl.DataFrame
    required: pl.DataFrame
    groups: pl.DataFrame


def protect(
    cells: pl.DataFrame,
    system: System,
    rules: Mapping[str, Disclosure],
    *,
    hiding: Mapping[str, HidesItself] | None = None,
    kept: pl.DataFrame | None = None,
    printed: pl.DataFrame | None = None,
    earlier: pl.DataFrame | None = None,
    polish: bool = False,
) -> Protection:
    """Withhold what must be withheld.

    `cells` are those that `system` was made from, in the same order, with count, status, reason, source.
    `rules` per quantity; `hiding` per source what its publisher hides itself. `kept` (KEY): withheld in an earlier
    edition, so withheld again, since two editions can be subtracted; `printed` (KEY): printed in one, so that it is
    dear to withhold: that hides nothing from who kept that edition. `earlier`: the groups of an earlier one; those in
    which no count, rule or tie changed are reused. `polish` chooses exactly in small groups, which takes longer. An
    optional column `importance` (1: as others) makes a cell dearer to withhold. Raises DisclosureError, naming the
    group, where there can be no edition.
    """
    asked = needs(cells, system, rules, hiding or {})
    count = completed(system, asked)
    asked = rest_needs(asked, system, rules, count)
    small = asked.primary & ~system.implied
    withheld = small | _among(system, kept) & ~asked.public
    dear = np.where(_among(system, printed), _PRINTED_BEFORE, 1.0)
    decided = _decided(earlier)
    prices, blocks = _prices(cells, system, count), _blocks(system, asked.public)
    low, high = asked.low.copy(), asked.high.copy()
    heights = _height_of_areas(system)
    notes = []
    keys = system.variables.select(pl.concat_str(pl.all().cast(pl.String), separator="|")).to_series()
    for members in tied(system.matrix, np.flatnonzero(~asked.public)):
        if not asked.primary[members].any():
            continue
        group = group_of(
            system, asked, count, withheld=small, prices=prices, blocks=blocks, heights=heights, members=members
        )
        names = keys[members]
        # What other editions say of a group does not change what was decided about the same counts.
        mark = _mark(group, names, polish=polish)
        stays = withheld[members] & ~group.open
        decision = _taken_over(group, names, decided[mark], stays) if mark in decided else None
        if decision is None:
            decision = withhold_in(replace(group, withheld=stays, cost=group.cost * dear[members]), polish=polish)
        withheld[members] |= decision.chosen
        low[members[group.primary]], high[members[group.primary]] = decision.low, decision.high
        notes.append(_note(mark, names, group, decision, stays & ~small[members]))
    return Protection(
        cells=_withhold(cells, system, withheld & ~system.implied),
        required=pl.DataFrame(
            {
                "variable": np.flatnonzero(asked.primary),
                "count": count[asked.primary],
                "low": low[asked.primary],
                "high": high[asked.primary],
            }
        ),
        groups=pl.concat(notes) if notes else pl.DataFrame(schema=NOTE),
    )


def group_of(
    system: System,
    asked: Needs,
    count: Numbers,
    *,
    withheld: Flags,
    prices: Numbers,
    blocks: Indices,
    heights: Indices,
    members: Indices,
) -> Group:
    """One linked group, cut from the system."""
    name = system.name(int(members[0]))
    matrix = system.matrix[:, members]
    touched = np.flatnonzero(np.diff(matrix.indptr))
    filled = one_possible(system, count, asked, members, name)
    primary = np.flatnonzero(asked.primary[members])
    open_ = asked.open[members]
    return Group(
        name=name,
        matrix=matrix[touched],
        count=filled,
        withheld=withheld[members] & ~open_,
        open=open_,
        candidate=~open_ & (np.abs(filled) > TOLERANCE),
        up=np.minimum(asked.most[members] - filled, _UNLIMITED),
        down=np.minimum(filled - asked.least[members], _UNLIMITED),
        down_if_withheld=np.clip(filled - asked.least_if_withheld[members], 0, _UNLIMITED),
        primary=primary,
        low=asked.low[members][primary],
        high=asked.high[members][primary],
        cost=prices[members],
        block=blocks[members],
        height=heights[members],
    )


NOTE = {
    "group": pl.String,
    "variable": pl.String,
    "withheld": pl.Boolean,
    "kept": pl.Boolean,
    "low": pl.Float64,
    "high": pl.Float64,
}


def _note(mark: str, names: pl.Series, group: Group, decision: Decision, kept: Flags) -> pl.DataFrame:
    low, high = np.full(len(names), np.nan), np.full(len(names), np.nan)
    low[group.primary], high[group.primary] = decision.low, decision.high
    values = [[mark] * len(names), names, decision.chosen, kept, low, high]
    told = pl.DataFrame(dict(zip(NOTE, values, strict=True)), schema=NOTE)
    return told.filter(pl.col("withheld") | pl.col("kept") | pl.col("low").is_not_nan())


def _decided(earlier: pl.DataFrame | None) -> dict[str, pl.DataFrame]:
    if earlier is None:
        return {}
    return {str(mark): table for (mark,), table in earlier.partition_by("group", as_dict=True).items()}


def _taken_over(group: Group, names: pl.Series, decided: pl.DataFrame, stays: Flags) -> Decision | None:
    """The decision of an earlier build; None where it rested on what had been withheld before and is lifted since."""
    told = pl.DataFrame({"variable": names}).join(decided, on="variable", how="left", maintain_order="left")
    if (told["kept"].fill_null(value=False).to_numpy() & ~stays).any():
        return None
    return Decision(
        chosen=told["withheld"].fill_null(value=False).to_numpy(),
        low=told["low"].to_numpy()[group.primary],
        high=told["high"].to_numpy()[group.primary],
    )


def _mark(group: Group, names: pl.Series, *, polish: bool) -> str:
    """A hash of all that a group's decision rests on: when it is the same, so is the decision."""
    mark = hashlib.sha256(METHOD + bytes([polish]))
    numbers = (group.count, group.up, group.down, group.down_if_withheld, group.low, group.high, group.cost)
    flags = (group.withheld, group.open, group.candidate, group.primary)
    ties = (group.matrix.indptr, group.matrix.indices, group.matrix.data)
    for part in (*numbers, *flags, *ties):
        mark.update(np.asarray(part, dtype=np.float64).tobytes())
    mark.update("\n".join(names).encode())
    return mark.hexdigest()


def _prices(cells: pl.DataFrame, system: System, count: Numbers) -> Numbers:
    """What it costs to withhold a cell: big ones more, unions and totals most, region and province last.

    A price that hardly rises with the count lets large counts move for small ones elsewhere (decision 0100).
    """
    height = np.zeros(len(count))
    for areas, step in ((False, 1.0), (True, 3.0)):
        rows = np.array([kind != "period" and (kind == "area") == areas for kind in system.kinds], dtype=bool)
        height += step * _height(system.matrix[rows].tocoo(), len(count))
    importance = np.ones(len(count))
    if "importance" in cells.columns:
        found = cells.with_columns(system.cells["variable"]).group_by("variable").agg(pl.col("importance").max())
        importance[found["variable"].to_numpy()] = found["importance"].to_numpy()
    prices: Numbers = importance * (1 + height) * (1 + np.nan_to_num(np.abs(count))) ** _DEARER
    return prices


def _blocks(system: System, public: Flags) -> Indices:
    """Cells that are tied while every union of areas stands still have one number: those of one arrondissement."""
    found = np.full(len(public), -1)
    for number, cells in enumerate(tied(system.matrix, np.flatnonzero((_height_of_areas(system) == 0) & ~public))):
        found[cells] = number
    return found


def _height_of_areas(system: System) -> Indices:
    """How many sums of areas stand below each variable: 0 for what is of an area without parts."""
    sums = system.matrix[np.array([kind == "area" for kind in system.kinds], dtype=bool)].tocoo()
    return _height(sums, system.variables.height).astype(np.int64)


def _height(sums: sparse.coo_matrix, variables: int) -> Numbers:
    """How many sums stand below each variable: 0 for what is only a part."""
    of_whole = sums.data > 0
    whole = np.zeros(sums.shape[0], int)
    whole[sums.row[of_whole]] = sums.col[of_whole]
    height = np.zeros(variables)
    for _ in range(6):  # from class to total, and from municipality to region, no way is longer
        highest_part = np.zeros(sums.shape[0])
        np.maximum.at(highest_part, sums.row[~of_whole], height[sums.col[~of_whole]])
        np.maximum.at(height, whole, highest_part + 1)
    return height


def _among(system: System, told: pl.DataFrame | None) -> Flags:
    flags = np.zeros(system.variables.height, bool)
    if told is not None:
        flags[system.cells.join(told.select(KEY), on=KEY, how="semi")["variable"].to_numpy()] = True
    return flags


def _withhold(cells: pl.DataFrame, system: System, withheld: Flags) -> pl.DataFrame:
    """Take counts away, in every geography in which a withheld variable is printed."""
    gone = pl.Series(withheld[system.cells["variable"].to_numpy()]) & cells["count"].is_not_null()
    return cells.with_columns(
        pl.when(gone).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(gone).then(pl.lit(Status.WITHHELD.value)).otherwise(pl.col("status")).alias("status"),
        pl.when(gone).then(pl.lit(PROTECTS_PEOPLE)).otherwise(pl.col("reason")).alias("reason"),
    )
