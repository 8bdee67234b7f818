"""Ways in which one file of an edition could tell what is withheld, and changes of files that tell nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import duckdb
import polars as pl

from liim.geography import municipalities

ORIGINS = ("belgian_origin", "eu_origin", "non_eu_origin")
Change = Callable[[Path, Random], None]


def delivery(folder: Path) -> Path:
    """The labour force and the unemployed of every town of 2019 by origin, in two years; in some towns few are."""
    random = Random(46030)  # noqa: S311  # seeded, so that an edition comes back
    rows = ["source,quantity,area,division,period,origin,count,status,reason"]
    for period in ("2022", "2023"):
        for area in sorted(municipalities("2019")):
            force = dict(zip(ORIGINS, (random.randint(2000, 9000), *random.choices(range(60, 600), k=2)), strict=True))
            out = [
                round(n * share * random.uniform(0.5, 1.5)) for n, share in zip(force.values(), (4, 6, 9), strict=True)
            ]
            looking = dict(zip(ORIGINS, (n // 100 for n in out), strict=True))
            for quantity, counts in (("labour_force", force), ("unemployed", looking)):
                every = {"total": sum(counts.values()), **counts}
                rows += [f"ksz,{quantity},{area},2019,{period},{code},{n},ok," for code, n in every.items()]
    folder.mkdir()
    (folder / "delivery_ksz.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def _one_of(table: pl.DataFrame, random: Random, which: pl.Expr) -> pl.Expr:
    """A row that is as asked, taken at random."""
    return pl.int_range(pl.len()).eq(random.choice(table.with_row_index().filter(which)["index"].to_list()))


def _put(name: str, which: pl.Expr, **said: object) -> Change:
    """In one row of a table that is as asked, say something else."""

    def _change(folder: Path, random: Random) -> None:
        table = pl.read_parquet(folder / name)
        here = _one_of(table, random, which)
        changed = table.with_columns(
            pl.when(here).then(pl.lit(value, table.schema[column])).otherwise(column).alias(column)
            for column, value in said.items()
        )
        assert not changed.equals(table)
        changed.write_parquet(folder / name)

    return _change


def _more(name: str, column: str, by: float) -> Change:
    """Somewhere a number is a little more."""

    def _change(folder: Path, random: Random) -> None:
        table = pl.read_parquet(folder / name)
        here = _one_of(table, random, pl.col(column).is_not_null())
        table.with_columns(pl.when(here).then(pl.col(column) + by).otherwise(column).alias(column)).write_parquet(
            folder / name
        )

    return _change


def _served(table: str, column: str = "numerator") -> Change:
    """A count that is withheld stands in the file from which pages are served."""

    def _change(folder: Path, random: Random) -> None:
        with duckdb.connect(folder / "serving.duckdb") as serving:
            told = serving.execute(f"SELECT rowid FROM {table} WHERE status = 'withheld'")  # noqa: S608  # ours
            (row,) = random.choice(told.fetchall())
            serving.execute(f"UPDATE {table} SET {column} = 3 WHERE rowid = {row}")  # noqa: S608  # as above

    return _change


def _served_verdict(table: str) -> Change:
    """A verdict that does not follow from what is published stands in the file from which pages are served."""

    def _change(folder: Path, random: Random) -> None:
        with duckdb.connect(folder / "serving.duckdb") as serving:
            (row,) = random.choice(serving.execute(f"SELECT rowid FROM {table}").fetchall())  # noqa: S608  # as above
            serving.execute(f"UPDATE {table} SET verdict = 'another' WHERE rowid = {row}")  # noqa: S608  # as above

    return _change


def a_class_that_nobody_declared(folder: Path, random: Random) -> None:
    """Two classes together, of a town that withholds both."""
    figures = pl.read_parquet(folder / "figures.parquet")
    row = figures.filter(_one_of(figures, random, WITHHELD)).with_columns(
        origin=pl.lit("eu_or_non_eu_origin"), numerator=pl.lit(9.0), value=pl.lit(4.5), status=pl.lit("ok")
    )
    pl.concat([figures, row]).write_parquet(folder / "figures.parquet")


def a_column_that_nobody_declared(folder: Path, random: Random) -> None:
    """How many were asked, beside each figure."""
    figures = pl.read_parquet(folder / "figures.parquet")
    figures.with_columns(asked=pl.lit(float(random.randint(1, 4)))).write_parquet(folder / "figures.parquet")


def a_count_in_the_open_data(folder: Path, random: Random) -> None:
    """A row of the open data says what the figures withhold."""
    path = random.choice(sorted((folder / "open-data").glob("*.csv")))
    table = pl.read_csv(path, infer_schema=False)
    here = _one_of(table, random, pl.col("status") == "withheld")
    table.with_columns(pl.when(here).then(pl.lit("3")).otherwise("numerator").alias("numerator")).write_csv(path)


def a_total_in_the_open_data(folder: Path, random: Random) -> None:
    """One row more, of some towns together."""
    path = random.choice(sorted((folder / "open-data").glob("*.csv")))
    table = pl.read_csv(path, infer_schema=False)
    row = table.sample(1, seed=random.randint(0, 99)).with_columns(area=pl.lit("99999"), numerator=pl.lit("12"))
    pl.concat([table, row]).write_csv(path)


def a_count_in_what_describes_the_open_data(folder: Path, random: Random) -> None:
    """A remark that says how many."""
    path = random.choice(sorted((folder / "open-data").glob("*-metadata.json")))
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"rdfs:comment": f"In 11004: {random.randint(1, 4)}"}), encoding="utf-8")


def one_more_is_available(folder: Path, random: Random) -> None:
    """It is said that something can be seen that is withheld."""
    path = folder / "availability.json"
    text = path.read_text(encoding="utf-8")
    numbers = list(re.finditer(r"\b\d+\b(?!\")", text))
    one = random.choice(numbers)
    path.write_text(f"{text[: one.start()]}{int(one.group()) + 1}{text[one.end() :]}", encoding="utf-8")


def _beside(name: str) -> Change:
    """A file that no edition has."""

    def _change(folder: Path, random: Random) -> None:
        (folder / name).write_text(f"area,count\n11004,{random.randint(1, 4)}\n", encoding="utf-8")

    return _change


WITHHELD = pl.col("status") == "withheld"
_PRINTED = {"status": "ok", "numerator": 3.0, "value": 2.5, "reason": ""}
LEAKS: dict[str, Change] = {
    "a withheld figure is printed": _put("figures.parquet", WITHHELD & (pl.col("geography") == "2025"), **_PRINTED),
    "a figure of the old geography is printed": _put(
        "figures.parquet", WITHHELD & (pl.col("geography") == "2019"), **_PRINTED
    ),
    "a withheld figure keeps its percentage": _put("figures.parquet", WITHHELD, value=2.5),
    "a withheld figure keeps an interval": _put("figures.parquet", WITHHELD, lower=1.0, upper=4.0),
    "a class is told that nobody declared": a_class_that_nobody_declared,
    "a column is told that nobody declared": a_column_that_nobody_declared,
    "a verdict on a withheld figure": _put(
        "comparisons.parquet", pl.col("reason").str.contains("withheld"), verdict="higher", direction="up"
    ),
    "a benchmark of counts that are not shown": _more("comparisons.parquet", "benchmark_numerator", 1.0),
    "a difference with more in it": _more("comparisons.parquet", "difference", 0.01),
    "a trend of counts that are not shown": _put("trends.parquet", pl.col("verdict") == "", verdict="up"),
    "a slope of counts that are not shown": _put("trends.parquet", pl.col("slope").is_null(), slope=0.01),
    "one group of a gap": _put("gaps.parquet", pl.col("group_status") == "withheld", group_numerator=3.0),
    "a gap that is withheld": _put("gaps.parquet", pl.col("group_status") == "withheld", difference=2.5),
    "a verdict on a gap": _put("gap_comparisons.parquet", pl.col("verdict") == "", verdict="larger"),
    "a trend of a gap": _put("gap_trends.parquet", pl.col("verdict") == "", verdict="larger"),
    "a withheld count where figures are served": _served("figures"),
    "a withheld count where maps are served": _served("by_indicator"),
    "a withheld share where profiles are served": _served("figures", "value"),
    "a verdict where comparisons are served": _served_verdict("comparisons"),
    "a verdict where trends are served": _served_verdict("trends"),
    "a verdict where gaps are served": _served_verdict("gap_comparisons"),
    "a withheld count in the open data": a_count_in_the_open_data,
    "a total in the open data": a_total_in_the_open_data,
    "a count in what describes the open data": a_count_in_what_describes_the_open_data,
    "one more that can be seen": one_more_is_available,
    "a file beside the figures": _beside("small-counts.csv"),
    "a file beside the open data": _beside("open-data/small-counts.csv"),
}


def written_otherwise(folder: Path, random: Random) -> None:
    """The same tables, in pieces of another size."""
    for path in sorted(folder.glob("*.parquet")):
        pl.read_parquet(path).write_parquet(path, row_group_size=random.randint(100, 900), compression="gzip")


def served_once_more(folder: Path, _: Random) -> None:
    """The serving file was opened, and closed."""
    with duckdb.connect(folder / "serving.duckdb") as serving:
        serving.execute("CHECKPOINT")


def spaces_in_json(folder: Path, _: Random) -> None:
    """A file is indented."""
    path = folder / "availability.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=3), encoding="utf-8")


HARMLESS: tuple[Change, ...] = (written_otherwise, served_once_more, spaces_in_json)
