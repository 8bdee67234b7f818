"""The methods that figures are made with, for the method sheets: what each computes and who described it.

The column `method` of a figure holds an id from here. x is a count, n its whole, p = x/n, z the normal quantile.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to compute an interval, a test or an index: formula in plain signs, source as paper or practice."""

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
        formula="as wilson, with n = respondents / design effect",
        source="Kish 1965, Survey Sampling",
    ),
    Method(
        id="wilson_kish",
        formula="as wilson, with n = (Σw)² / Σw², where all or none gave the answer",
        source="Kish 1965, Survey Sampling",
    ),
    Method(
        id="poisson_exact",
        formula="quantiles of the gamma distributions of x and x + 1, divided by n; below 10 events",
        source="Garwood 1936, Biometrika 28",
    ),
    Method(
        id="byar",
        formula="x·(1 - 1/9x - z/3√x)³ and (x+1)·(1 - 1/9(x+1) + z/3√(x+1))³, divided by n; from 10 events on",
        source="Breslow & Day 1987, Statistical Methods in Cancer Research II",
    ),
    Method(
        id="poisson_stock",
        formula="as poisson_exact below 10 and byar from 10 on, of the count itself",
        source="as poisson_exact and byar",
    ),
    Method(
        id="survey_logit",
        formula="logit(p) ± t·se / p(1 - p), turned back; se by linearisation over strata and weights",
        source="Lumley 2010, Complex Surveys; R package survey",
    ),
    Method(
        id="survey_normal",
        formula="mean ± z·se; se by linearisation over strata and weights",
        source="Lumley 2010, Complex Surveys; R package survey",
    ),
    Method(
        id="newcombe",
        formula="p₁ - p₂ - √((p₁ - l₁)² + (u₂ - p₂)²) and p₁ - p₂ + √((u₁ - p₁)² + (p₂ - l₂)²), l and u by Wilson",
        source="Newcombe 1998, Statistics in Medicine 17, method 10",
    ),
    Method(
        id="score_test",
        formula="z = (p₁ - p₂) / √(p(1 - p)(1/n₁ + 1/n₂)), p of both together; exact_rate_test below 5 expected",
        source="Wilson 1927; Benjamini & Hochberg 1995 within a profile",
    ),
    Method(
        id="exact_rate_test",
        formula="x₁ given x₁ + x₂ is binomial with probability n₁ / (n₁ + n₂); twice the smaller tail",
        source="Przyborowski & Wilenski 1940, Biometrika 31",
    ),
    Method(
        id="cochran_armitage",
        formula="χ² = (Σ s(x - np))² / p(1 - p)Σ n(s - s̄)², s the years, p over all years; rates: p for p(1 - p)",
        source="Armitage 1955, Biometrics 11",
    ),
    Method(
        id="dobson_byar",
        formula="Σ w·x/n ± √(Σ w²x/n² / Σx)·(Byar's limits of Σx - Σx), w the European Standard Population 2013",
        source="Dobson e.a. 1991, Statistics in Medicine 10; Eurostat 2013",
    ),
    Method(
        id="kitagawa",
        formula="Σ (c₁ - c₂)(p₁ + p₂)/2 for composition and Σ (p₁ - p₂)(c₁ + c₂)/2 for rates, c the share of a stratum",
        source="Kitagawa 1955, Journal of the American Statistical Association 50",
    ),
    Method(
        id="dissimilarity",
        formula="½ Σ |x/X - y/Y|; corrected: (D - E)/(1 - E), E its mean when people are allocated at random",
        source="Duncan & Duncan 1955; Carrington & Troske 1997",
    ),
    Method(
        id="isolation",
        formula="Σ x/X · x/t, t all people of the unit",
        source="Bell 1954, Social Forces 32",
    ),
)
