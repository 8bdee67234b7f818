"""How unevenly a group lives over the parts of a municipality, held against what chance alone would give.

Dissimilarity (Duncan & Duncan 1955), isolation and interaction (Bell 1954). Small groups in small units look uneven by
chance: each index comes with the band of random allocation and a value corrected for it (Carrington & Troske 1997).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]

DRAWS = 1000
SEED = 2026
FEWEST_UNITS = 2


def dissimilarity(group: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Part of the group that would have to move to live as evenly as the others; units along the last axis."""
    x, t = _units(group, total)
    y = t - x
    share_x = x / x.sum(axis=-1, keepdims=True)
    index: Floats = np.abs(share_x - y / y.sum(axis=-1, keepdims=True)).sum(axis=-1) / 2
    return index


def isolation(group: npt.ArrayLike, total: npt.ArrayLike) -> Floats:
    """Share of the own group in the unit of the average member; interaction with the others is one minus this."""
    x, t = _units(group, total)
    index: Floats = (x / x.sum(axis=-1, keepdims=True) * (x / t)).sum(axis=-1)
    return index


def segregation(
    units: pl.DataFrame, by: Sequence[str], *, level: float = 0.95, draws: int = DRAWS, seed: int = SEED
) -> pl.DataFrame:
    """One row per `by` (area, period …) of a table with one row per unit: group and total, null where not known.

    Columns: units (with people), group, total; dissimilarity and isolation, each with _expected, _lower and _upper
    (what random allocation of as many people to these units gives) and _corrected (0 by chance, 1 complete, -1 even);
    interaction; verdict (more_uneven, not_shown, more_even or "") and reason (unit_unknown, one_unit, one_group or "").
    An index never stands without its band.
    Raises ValueError where a group is larger than its unit, or a unit stands there twice.
    """
    if "unit" in units.columns and units.select(pl.struct(*by, "unit").is_duplicated().any()).item():
        raise ValueError("A unit stands in the table twice for one area and period. Add up its rows first.")
    rows = []
    for name, part in sorted(units.partition_by(list(by), as_dict=True).items(), key=lambda item: str(item[0])):
        found = _of_one(part["group"], part["total"], level, draws, seed)
        rows.append(dict(zip(by, name, strict=True)) | found)
    return pl.DataFrame(rows, schema={**{c: units.schema[c] for c in by}, **SCHEMA})


INDICES = {"dissimilarity": dissimilarity, "isolation": isolation}
SCHEMA = {
    "units": pl.Int64,
    "group": pl.Float64,
    "total": pl.Float64,
    **{f"{i}{s}": pl.Float64 for i in INDICES for s in ("", "_expected", "_lower", "_upper", "_corrected")},
    "interaction": pl.Float64,
    "verdict": pl.String,
    "reason": pl.String,
}


def _of_one(group: pl.Series, total: pl.Series, level: float, draws: int, seed: int) -> dict[str, object]:
    empty = dict.fromkeys(SCHEMA) | {"verdict": ""}
    if group.null_count() or total.null_count():
        return empty | {"reason": "unit_unknown"}
    x, t = group.to_numpy().astype(np.float64), total.to_numpy().astype(np.float64)
    if np.any(x > t) or np.any(x < 0):
        raise ValueError("A group cannot be larger than its unit, nor below 0.")
    x, t = x[t > 0], t[t > 0]
    order = np.lexsort((x, t))  # a sum of fractions depends on its order: always the same
    x, t = x[order], t[order]
    size: dict[str, object] = {"units": len(t), "group": x.sum(), "total": t.sum()}
    if len(t) < FEWEST_UNITS:
        return empty | size | {"reason": "one_unit"}
    if x.sum() in {0, t.sum()}:
        return empty | size | {"reason": "one_group"}
    # Numbered by its own size, so that an area draws the same whatever stands beside it.
    rng = np.random.default_rng([seed, len(t), int(x.sum()), int(t.sum())])
    by_chance = rng.multivariate_hypergeometric(t.astype(np.int64), int(x.sum()), size=draws, method="marginals")
    found = size | {"interaction": 1 - float(isolation(x, t)), "reason": ""}
    tail, evenly = (1 - level) / 2, {"dissimilarity": 0.0, "isolation": x.sum() / t.sum()}
    for name, index in INDICES.items():
        drawn, value = index(by_chance, t), float(index(x, t))
        expected = float(drawn.mean())
        room = 1 - expected if value >= expected else expected - evenly[name]
        found |= {
            name: value,
            f"{name}_expected": expected,
            f"{name}_lower": float(np.quantile(drawn, tail)),
            f"{name}_upper": float(np.quantile(drawn, 1 - tail)),
            f"{name}_corrected": (value - expected) / room if room > 0 else 0.0,
        }
    above, below = (found["dissimilarity_upper"], found["dissimilarity_lower"])
    value = float(dissimilarity(x, t))
    verdict = "more_uneven" if value > above else "more_even" if value < below else "not_shown"  # type: ignore[operator]  # both are floats
    return found | {"verdict": verdict}


def _units(group: npt.ArrayLike, total: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Units with people only: an empty one says nothing."""
    x, t = np.asarray(group, dtype=np.float64), np.asarray(total, dtype=np.float64)
    if np.any(x > t) or np.any(x < 0):
        raise ValueError("A group cannot be larger than its unit, nor below 0.")
    lived_in = t > 0
    return x[..., lived_in], t[lived_in]
