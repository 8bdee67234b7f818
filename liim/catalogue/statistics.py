"""The statistics of each indicator, for its method sheet: what is computed, by which formula, and who described it.

The column `method` of a figure holds the id of a method. In formulas x is a count, n its whole, p = x/n, z the normal
quantile; 1 and 2 are the two sides that are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from liim.model import Indicator

BY_SECTOR = ("inhabitants", "foreign_nationals")  # what administrations can be asked to count by sector


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to compute an interval, a test or an index: its formula in signs and few words, and its source."""

    id: str
    formula: str
    source: str


METHODS = (
    Method(
        id="wilson",
        formula="(p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n)",
        source="Wilson 1927, Journal of the American Statistical Association 22",
    ),
    Method(
        id="wilson_deff",
        formula="als Wilson, met n = het aantal antwoorden / het ontwerpeffect",
        source="Kish 1965, Survey Sampling",
    ),
    Method(
        id="wilson_kish",
        formula="als Wilson, met n = (Σw)² / Σw², waar allen of niemand zo antwoordde",
        source="Kish 1965, Survey Sampling",
    ),
    Method(
        id="poisson_exact",
        formula="kwantielen van de gammaverdelingen van x en x + 1, gedeeld door n; onder 10 gevallen",
        source="Garwood 1936, Biometrika 28",
    ),
    Method(
        id="byar",
        formula="x·(1 - 1/9x - z/3√x)³ en (x + 1)·(1 - 1/9(x + 1) + z/3√(x + 1))³, gedeeld door n; vanaf 10 gevallen",
        source="Breslow & Day 1987, Statistical Methods in Cancer Research II",
    ),
    Method(
        id="poisson_stock",
        formula="exact onder 10 en Byar vanaf 10, van het aantal zelf",
        source="Garwood 1936, Biometrika 28; Breslow & Day 1987",
    ),
    Method(
        id="survey_logit",
        formula="logit(p) ± t·se / p(1 - p), teruggerekend; se door linearisatie over strata en gewichten",
        source="Lumley 2010, Complex Surveys",
    ),
    Method(
        id="survey_normal",
        formula="gemiddelde ± z·se; se door linearisatie over strata en gewichten",
        source="Lumley 2010, Complex Surveys",
    ),
    Method(
        id="newcombe",
        formula="p₁ - p₂ - √((p₁ - l₁)² + (u₂ - p₂)²) en p₁ - p₂ + √((u₁ - p₁)² + (p₂ - l₂)²), l en u volgens Wilson",
        source="Newcombe 1998, Statistics in Medicine 17, methode 10",
    ),
    Method(
        id="score_test",
        formula="z = (p₁ - p₂) / √(p(1 - p)(1/n₁ + 1/n₂)), p van beide samen; exact onder 5 verwachte gevallen",
        source="Wilson 1927; Przyborowski & Wilenski 1940",
    ),
    Method(
        id="exact_rate_test",
        formula="x₁ bij gegeven x₁ + x₂ is binomiaal met kans n₁ / (n₁ + n₂); tweemaal de kleinste staart",
        source="Przyborowski & Wilenski 1940, Biometrika 31",
    ),
    Method(
        id="false_discovery",
        formula="alle totalen van één gemeente delen de kans op vals alarm: p·m / rang, m hun aantal",
        source="Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57",
    ),
    Method(
        id="cochran_armitage",
        formula="χ² = (Σ s(x - np))² / p(1 - p)Σ n(s - s̄)², s de jaren; bij verhoudingen p voor p(1 - p)",
        source="Armitage 1955, Biometrics 11",
    ),
    Method(
        id="detectable_change",
        formula="d² = ((z₀,₉₇₅ + z₀,₈)·5)²·v / (17,5·n), v de variantie van één mens op het midden van de zes jaren",
        source="Cohen 1988, Statistical Power Analysis; statsmodels",
    ),
    Method(
        id="dobson_byar",
        formula="Σ w·x/n ± √(Σ w²x/n² / Σx)·(grenzen van Byar van Σx - Σx), w de Europese standaardbevolking van 2013",
        source="Dobson e.a. 1991, Statistics in Medicine 10; Eurostat 2013",
    ),
    Method(
        id="gap_distance",
        formula="z = (|p₁ - p₂| hier - |p₁ - p₂| elders) / √(som van de varianties), elk met twee mensen meer",
        source="Agresti & Caffo 2000, The American Statistician 54",
    ),
    Method(
        id="gap_trend",
        formula="helling van p₁ - p₂ over de jaren, elk jaar gewogen met 1 / variantie",
        source="Agresti & Caffo 2000, The American Statistician 54",
    ),
    Method(
        id="standardised_gap",
        formula="Σ s(p₁ - p₂), s het deel van leeftijd en geslacht in beide groepen samen",
        source="Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions",
    ),
    Method(
        id="kitagawa",
        formula="Σ (c₁ - c₂)(p₁ + p₂)/2; de rest is Σ (p₁ - p₂)(c₁ + c₂)/2, c het deel van elke klasse",
        source="Kitagawa 1955, Journal of the American Statistical Association 50",
    ),
    Method(
        id="dissimilarity",
        formula="½ Σ |x/X - y/Y|; gecorrigeerd: (D - E)/(1 - E), E het gemiddelde bij een verdeling door toeval",
        source="Duncan & Duncan 1955; Carrington & Troske 1997",
    ),
    Method(
        id="isolation",
        formula="Σ x/X · x/t, t alle inwoners van de sector",
        source="Bell 1954, Social Forces 32",
    ),
)

USES = {
    "interval": "Interval van 95 %",
    "comparison": "Vergelijking met andere plaatsen",
    "trend": "Stijgen of dalen, over vijf jaren op rij of meer",
    "detectable": "Kleinste verandering die vijf jaar erbij kunnen tonen, in vier van de vijf keer",
    "wider": "Is de kloof hier groter dan elders",
    "closing": "Groeit of krimpt de kloof",
    "adjusted": "Kloof als beide groepen even oud waren, met evenveel vrouwen en mannen",
    "split": "Wat van de kloof door leeftijd en geslacht komt",
    "inside": "Hoe ongelijk de groep over de sectoren van een gemeente woont",
}
NOTES = {
    "everybody": (
        "Iedereen is geteld: er is geen foutmarge. Een interval zegt hier hoeveel toeval cijfers van jaar tot jaar "
        "doet verschillen."
    ),
    "no_interval": (
        "Er is geen interval en geen uitspraak over verschil of trend: achter dit cijfer staan geen aantallen die dat "
        "toelaten."
    ),
}
SAID = "{use}: {formula}. {source}."
TEXTS = (*USES.values(), *NOTES.values(), SAID, *(one.formula for one in METHODS))

_BY_ID = {method.id: method for method in METHODS}
_PARTS_OF_A_WHOLE = ("share", "composition")


def statistics_of(indicator: Indicator) -> tuple[tuple[str, Method], ...]:
    """Each use of a statistic in an indicator, as in USES, with its method."""
    return tuple((use, _BY_ID[id_]) for use, id_ in _statistics(indicator))


def _statistics(indicator: Indicator) -> Iterator[tuple[str, str]]:
    formula, register = indicator.formula, indicator.kind == "register"
    if formula.kind == "gap":
        yield from (("interval", "newcombe"), ("wider", "gap_distance"), ("closing", "gap_trend"))
        yield from (("adjusted", "standardised_gap"), ("split", "kitagawa"))
    elif formula.kind in _PARTS_OF_A_WHOLE and indicator.kind == "survey":
        yield "interval", "wilson_deff"
    elif formula.kind in _PARTS_OF_A_WHOLE and register:
        yield from (("interval", "wilson"), ("comparison", "score_test"), ("comparison", "false_discovery"))
    elif formula.kind == "rate" and register:
        yield from (("interval", "poisson_exact"), ("interval", "byar"))
        yield from (("comparison", "exact_rate_test"), ("comparison", "false_discovery"))
    if formula.kind in (*_PARTS_OF_A_WHOLE, "rate") and register and indicator.frequency == "yearly":
        yield from (("trend", "cochran_armitage"), ("detectable", "detectable_change"))
    if is_told_by_sector(indicator):
        yield from (("inside", "dissimilarity"), ("inside", "isolation"))


def note_of(indicator: Indicator) -> str:
    """What the sheet says before the statistics, or in their place: a key of NOTES, or ""."""
    if not statistics_of(indicator):
        return "no_interval"
    return "everybody" if indicator.kind == "register" else ""


def is_told_by_sector(indicator: Indicator) -> bool:
    """Whether it is the undivided share of which both counts can be delivered by sector."""
    counts = indicator.formula.counts
    return (
        indicator.formula.kind == "share"
        and not indicator.breakdowns
        and {one.quantity for one in counts} <= set(BY_SECTOR)
        and not any(one.classes or one.later for one in counts)
    )
