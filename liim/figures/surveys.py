"""Shares and means of a survey, with the uncertainty of its design: strata, weights, size of the population.

`svy` computes (Taylor linearisation; logit limits for shares, as R's survey package); this module refuses designs of
which no error is known, and says what it could not compute.
"""

import polars as pl
import scipy
import svy

from liim.figures.intervals import wilson

FEWEST_RESPONDENTS = 30  # fewer answers give no figure


def sample(respondents: pl.DataFrame, *, stratum: str, weight: str, population: str | None = None) -> svy.Sample:
    """The respondents with their design; `population` is the column with the size of each stratum.

    Raises ValueError for a weight that is missing or not above 0, a stratum with a single respondent (its error is not
    0 but unknown), and a stratum with more respondents than people.
    """
    weights = respondents[weight]
    if weights.null_count() or not (weights > 0).all():
        raise ValueError(f"A respondent has no weight above 0 in {weight}. Leave non-respondents out of the table.")
    sizes = respondents.group_by(stratum, maintain_order=True).agg(pl.len().alias("n"))
    single = sizes.filter(pl.col("n") == 1)
    if single.height:
        raise ValueError(
            f"Stratum {single[stratum][0]} has one respondent: its error cannot be known. Join it to a stratum like it."
        )
    if population is not None:
        crowded = respondents.filter(pl.len().over(stratum) > pl.col(population))
        if crowded.height:
            raise ValueError(f"Stratum {crowded[stratum][0]} has more respondents than people in {population}.")
    return svy.Sample(respondents, svy.Design(stratum=stratum, wgt=weight, pop_size=population))


def survey_shares(
    respondents: pl.DataFrame,
    answer: str,
    *,
    stratum: str,
    weight: str,
    population: str | None = None,
    by: str | None = None,
    level: float = 0.95,
) -> pl.DataFrame:
    """One row per class of `by` (or one row): the share in % that gave `answer` (true or false) of those who answered.

    Columns: by, respondents, value, lower, upper, design_effect, status, reason, method. Domains, and those who
    answered (not null), keep the full design. With fewer than 30 answers there is no figure (too_few_respondents).
    Where all or none say yes the design gives no error: Wilson on the effective number of respondents (Kish), and the
    method says so.
    """
    domain = by or "_all"
    table = respondents.with_columns(
        **({} if by else {"_all": pl.lit(1)}),
        _answered=pl.col(answer).is_not_null(),
        _yes=pl.col(answer).cast(pl.Int64).fill_null(0),
    ).drop_nulls(domain)
    drawn = sample(table, stratum=stratum, weight=weight, population=population)
    made = drawn.estimation.prop(
        "_yes", by=domain, where=pl.col("_answered"), alpha=1 - level, deff="wr" if population is None else "wor"
    )
    sizes = (
        table.filter("_answered")
        .group_by(domain, maintain_order=True)
        .agg(
            pl.len().alias("respondents"),
            (pl.col(weight).sum() ** 2 / (pl.col(weight) ** 2).sum()).alias("effective"),
            pl.col("_yes").sum().alias("yes"),
        )
    )
    shares = sizes.join(_table(made).filter(pl.col("_yes") == 1), on=domain, how="left", maintain_order="left")
    return _published(shares, [by] if by else [], level)


def _published(shares: pl.DataFrame, keys: list[str], level: float) -> pl.DataFrame:
    """Limits where the design gives some, Wilson's where all or none say yes, nothing where too few answered."""
    one_sided = (pl.col("yes") == 0) | (pl.col("yes") == pl.col("respondents"))
    value = pl.when(one_sided).then((pl.col("yes") > 0).cast(pl.Float64)).otherwise(pl.col("est"))
    shares = shares.with_columns(value=value)
    lower, upper = wilson(shares["value"] * shares["effective"], shares["effective"], level)
    shares = shares.with_columns(pl.Series("_lower", lower), pl.Series("_upper", upper))
    enough = pl.col("respondents") >= FEWEST_RESPONDENTS
    return shares.select(
        *keys,
        "respondents",
        pl.when(enough).then(100 * pl.col("value")).alias("value"),
        pl.when(enough).then(100 * pl.when(one_sided).then("_lower").otherwise("lci")).alias("lower"),
        pl.when(enough).then(100 * pl.when(one_sided).then("_upper").otherwise("uci")).alias("upper"),
        pl.when(enough & ~one_sided).then("deff").alias("design_effect"),
        pl.when(enough).then(pl.lit("ok")).otherwise(pl.lit("missing")).alias("status"),
        pl.when(enough).then(pl.lit("")).otherwise(pl.lit("too_few_respondents")).alias("reason"),
        pl.when(~enough)
        .then(pl.lit(None, dtype=pl.String))
        .when(one_sided)
        .then(pl.lit("wilson_kish"))
        .otherwise(pl.lit("survey_logit"))
        .alias("method"),
    )


def survey_means(
    respondents: pl.DataFrame,
    score: str,
    *,
    stratum: str,
    weight: str,
    population: str | None = None,
    by: str | None = None,
    level: float = 0.95,
) -> pl.DataFrame:
    """One row per class of `by` (or one row): the mean of a score, with normal limits as R's survey package gives them.

    Columns: by, respondents, value, standard_error, lower, upper, design_effect, status, reason, method.
    """
    drawn = sample(
        respondents.with_columns(_answered=pl.col(score).is_not_null(), _score=pl.col(score).fill_null(0)),
        stratum=stratum,
        weight=weight,
        population=population,
    )
    made = drawn.estimation.mean(
        "_score", by=by, where=pl.col("_answered"), alpha=1 - level, deff="wr" if population is None else "wor"
    )
    half = scipy.stats.norm.isf((1 - level) / 2) * pl.col("se")
    enough = pl.col("n") >= FEWEST_RESPONDENTS
    numbers = {
        "value": pl.col("est"),
        "standard_error": pl.col("se"),
        "lower": pl.col("est") - half,
        "upper": pl.col("est") + half,
        "design_effect": pl.col("deff"),
    }
    return _table(made).select(
        *([by] if by else []),
        pl.col("n").alias("respondents"),
        *(pl.when(enough).then(number).alias(name) for name, number in numbers.items()),
        pl.when(enough).then(pl.lit("ok")).otherwise(pl.lit("missing")).alias("status"),
        pl.when(enough).then(pl.lit("")).otherwise(pl.lit("too_few_respondents")).alias("reason"),
        pl.when(enough).then(pl.lit("survey_normal")).alias("method"),
    )


def _table(made: svy.Estimate | list[svy.Estimate]) -> pl.DataFrame:
    """One question gives one estimate."""
    if isinstance(made, list):
        raise TypeError("One question was asked, several estimates came back.")
    return made.to_polars()
