"""Primary protection: which counts must not be known, and how wide they must stay for whoever reads everything."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from liim.disclosure.errors import ContradictionError, DisclosureError
from liim.disclosure.system import Flags, Numbers, System
from liim.model import Disclosure, Dominance, HidesItself, PublicElsewhere, Respondents, Status, Threshold

HIDDEN_BY_SOURCE = "hidden_by_source"
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What is known about every variable of a system, and what must stay open. Unprotected: never leaves the work.

    `count` is NaN where it is not known to us either. `public`: known to everybody whatever we do. `open`: known
    to nobody, since no cell prints it. `least` and `most`: what everybody knows beforehand; `least_if_withheld`:
    what follows for who knows that zeros are not withheld. `primary` cells must not be told closer than from
    `low` to `high`.
    """

    count: Numbers
    public: Flags
    open: Flags
    least: Numbers
    least_if_withheld: Numbers
    most: Numbers
    primary: Flags
    low: Numbers
    high: Numbers


def needs(
    cells: pl.DataFrame, system: System, rules: Mapping[str, Disclosure], hiding: Mapping[str, HidesItself]
) -> Needs:
    """Apply the rule of every quantity to every variable of the system.

    Cells have KEY, `count`, `status`, `reason`, `source`; optionally `respondents` (surveys), `largest` and `second`
    (contributions to an amount), `denominator` and `decimals` (a published percentage). `hiding` tells per source
    what its publisher hides itself. Raises ContradictionError if one variable is printed with two counts,
    DisclosureError if a quantity has no rule.
    """
    count, hidden, not_applicable = _counts(cells, system, hiding)
    quantities = system.variables["quantity"]
    lacking = sorted(set(quantities) - set(rules))
    if lacking:
        raise DisclosureError(
            f"no disclosure rule for {', '.join(lacking)}: declare a threshold, or where it is public"
        )
    elsewhere = quantities.is_in([q for q, rule in rules.items() if isinstance(rule, PublicElsewhere)]).to_numpy()
    minimum, zeros_public = _thresholds(system, rules)
    count = np.where(not_applicable, 0.0, count)
    small = (count > TOLERANCE) & (count < minimum - TOLERANCE)
    zero = np.abs(count) <= TOLERANCE
    withheld_zero = zero & ~zeros_public & ~system.implied
    fractions = _fractions(system, count)
    primary = (small | withheld_zero) & ~elsewhere & ~not_applicable
    low = np.where(primary, np.maximum(count - 1, 0), np.nan)
    high = np.where(primary, minimum, np.nan)
    least = np.where(system.signed, -np.inf, 0.0)
    printed = ~system.implied
    withheld_least = np.where(printed & zeros_public & ~fractions & ~system.signed & ~np.isnan(count), 1.0, least)
    most = np.full(len(count), np.inf)
    for variable, (lowest, highest) in hidden.items():
        least[variable] = withheld_least[variable] = low[variable] = lowest
        most[variable] = high[variable] = highest
        primary[variable] = True
    for variable, (lower, upper) in _by_contributors(cells, system, rules, count).items():
        primary[variable] = True
        low[variable], high[variable] = lower, upper
    return Needs(
        count=count,
        public=not_applicable | (printed & ~np.isnan(count) & (elsewhere | (zero & zeros_public))),
        open=np.isnan(count) | system.implied,
        least=least,
        least_if_withheld=withheld_least,
        most=most,
        primary=primary,
        low=low,
        high=high,
    )


def rest_needs(needs_: Needs, system: System, rules: Mapping[str, Disclosure], count: Numbers) -> Needs:
    """The same needs, now that the counts that nobody prints have been computed: small ones are primary too.

    Not where all that they follow from is public whatever we do: of 4 inhabitants none is a foreign national.
    """
    minimum, _ = _thresholds(system, rules)
    public = needs_.public.copy()
    ties = abs(system.matrix)
    alone = np.flatnonzero((ties @ (~public).astype(float)).round() == 1)
    last = ties[alone].multiply(~public).tocsr().indices
    public[last[system.implied[last]]] = True
    small = system.implied & ~public & (count > TOLERANCE) & (count < minimum - TOLERANCE)
    return Needs(
        count=count,
        public=public,
        open=needs_.open,
        least=needs_.least,
        least_if_withheld=needs_.least_if_withheld,
        most=needs_.most,
        primary=needs_.primary | small,
        low=np.where(small, np.maximum(count - 1, 0), needs_.low),
        high=np.where(small, minimum, needs_.high),
    )


def numerators(value: float, decimals: int, denominator: float) -> tuple[int, int]:
    """The least and the most that may stand over a known denominator, given a percentage with so many decimals.

    One decimal tells the count exactly up to a denominator of 1,000.
    """
    half = 0.5 * 10.0**-decimals
    lower = np.ceil((value - half) * denominator / 100 - TOLERANCE)
    upper = np.floor((value + half) * denominator / 100 + TOLERANCE)
    return max(0, int(lower)), min(int(denominator), int(upper))


def _counts(
    cells: pl.DataFrame, system: System, hiding: Mapping[str, HidesItself]
) -> tuple[Numbers, dict[int, tuple[float, float]], Flags]:
    """Per variable its count or NaN; the bounds of those that their publisher hides; those that do not apply."""
    rows = cells.with_columns(system.cells["variable"])
    found = rows.group_by("variable").agg(
        pl.col("count").max().alias("count"),
        (pl.col("count").max() - pl.col("count").min()).alias("spread"),
        (pl.col("reason") == HIDDEN_BY_SOURCE).any().alias("hidden"),
        (pl.col("status") == Status.NOT_APPLICABLE.value).all().alias("not_applicable"),
        pl.col("source").filter(pl.col("reason") == HIDDEN_BY_SOURCE).first(),
    )
    twice = found.filter(pl.col("spread") > TOLERANCE)
    if not twice.is_empty():
        raise ContradictionError(
            f"{system.name(twice['variable'][0])} is printed with two counts. One territory has one count: "
            "is a file delivered in another division than it says?"
        )
    count = np.full(system.variables.height, np.nan)
    count[found["variable"].to_numpy()] = found["count"].cast(pl.Float64).to_numpy()
    not_applicable = np.zeros(len(count), bool)
    not_applicable[found["variable"].to_numpy()] = found["not_applicable"].to_numpy()
    hidden = {}
    for variable, source in found.filter("hidden", pl.col("count").is_null()).select("variable", "source").iter_rows():
        if source not in hiding:
            raise DisclosureError(f"{source} hides counts of its own, but not declared from how many to how many")
        hidden[variable] = (float(hiding[source].lowest), float(hiding[source].highest))
    return count, hidden, not_applicable


def _thresholds(system: System, rules: Mapping[str, Disclosure]) -> tuple[Numbers, Flags]:
    """Per variable the least count that may be told (0: any), and whether its zeros are public."""
    minimum = {q: float(rule.minimum) if isinstance(rule, Threshold) else 0.0 for q, rule in rules.items()}
    zeros = {q: not isinstance(rule, Threshold) or rule.zeros_are_public for q, rule in rules.items()}
    quantities = system.variables["quantity"]
    return (
        quantities.replace_strict(minimum, return_dtype=pl.Float64).to_numpy(),
        quantities.replace_strict(zeros, return_dtype=pl.Boolean).to_numpy(),
    )


def _fractions(system: System, count: Numbers) -> Flags:
    """Variables of quantities that are not counted in whole people: twelve-month means."""
    table = system.variables.select("quantity").with_columns(
        broken=pl.Series(np.abs(count - np.round(count)) > TOLERANCE)
    )
    return table.select(pl.col("broken").any().over("quantity")).to_series().to_numpy()


def _by_contributors(
    cells: pl.DataFrame, system: System, rules: Mapping[str, Disclosure], count: Numbers
) -> dict[int, tuple[float, float]]:
    """What surveys, amounts and percentages must keep open: variable → (low, high)."""
    found: dict[int, tuple[float, float]] = {}
    rows = cells.with_columns(system.cells["variable"])
    for quantity, rule in rules.items():
        of_quantity = rows.filter(pl.col("quantity") == quantity, pl.col("count").is_not_null())
        if isinstance(rule, Respondents):
            _require(of_quantity, quantity, "respondents")
            few = of_quantity.filter(pl.col("respondents") < rule.minimum)
            # Any width will do: the figure must not be told, and nothing adds up to it.
            found |= {v: (0.0, float(count[v])) for v in few["variable"]}
        elif isinstance(rule, Dominance):
            _require(of_quantity, quantity, "largest", "second")
            margin = pl.col("largest") * rule.percent / 100
            shown = pl.col("count") - pl.col("largest") - pl.col("second")
            told = of_quantity.with_columns(missing=margin - shown).filter(pl.col("missing") > 0)
            found |= {
                v: (max(0.0, total - missing), total + missing)
                for v, total, missing in told.select("variable", "count", "missing").iter_rows()
            }
        elif isinstance(rule, Threshold) and "decimals" in rows.columns:
            percentages = of_quantity.filter(pl.col("decimals").is_not_null(), pl.col("count") > 0)
            for v, value, decimals, whole in percentages.select(
                "variable", "count", "decimals", "denominator"
            ).iter_rows():
                if whole is None:
                    raise DisclosureError(f"{system.name(v)}: a percentage cannot be judged without its denominator")
                found_upper = numerators(value, decimals, whole)[1]
                if 0 < found_upper < rule.minimum:
                    found[v] = (0.0, 100 * min(rule.minimum, whole) / whole)
    return found


def _require(rows: pl.DataFrame, quantity: str, *columns: str) -> None:
    lacking = [column for column in columns if column not in rows.columns or rows[column].null_count()]
    if lacking and not rows.is_empty():
        raise DisclosureError(f"{quantity}: its rule needs {', '.join(lacking)} for every cell, and some have none")
