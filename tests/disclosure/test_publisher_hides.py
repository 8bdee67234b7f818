"""A publisher that hides small counts, and whose hiding can be undone."""

from pathlib import Path

import polars as pl
import pytest

from liim.disclosure import undone_by_publishers
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.suppress import protect
from liim.disclosure.system import KEY, Partition, System, equations
from liim.model import TOTAL, Disclosure, HidesItself, Threshold
from tests.disclosure.tables import by_origin, cells

WORKBOOK = (
    Path(__file__).parents[2].parent / "shared/data/provincies-in-cijfers/exports/unemployment_jobseekers_data.xlsx"
)
BY_NATIONALITY = {"WZW Belg": "belgian", "WZW EU (excl. Belg)": "eu", "WZW niet-EU": "non_eu"}
BY_ORIGIN = {
    "WZW Belgische herkomst": "belgian",
    "WZW EU herkomst (excl. Belg)": "eu",
    "WZW niet-EU herkomst": "non_eu",
}
ONE_OR_TWO = {"portal": HidesItself(lowest=1, highest=2)}
ANY: dict[str, Disclosure] = {"jobseekers": Threshold(minimum=1)}


def hidden(table: pl.DataFrame, *classes: str) -> pl.DataFrame:
    """The publisher prints x for these classes."""
    gone = pl.col("origin").is_in(classes)
    return table.with_columns(
        pl.when(gone).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(gone).then(pl.lit("withheld")).otherwise(pl.col("status")).alias("status"),
        pl.when(gone).then(pl.lit("hidden_by_source")).otherwise(pl.col("reason")).alias("reason"),
    )


def test_what_the_publisher_gives_away_we_hide_once_more() -> None:
    table = hidden(
        cells({"A": {"total": 60, "be": 40, "eu": 18, "other": 2}}, quantity="jobseekers", source="portal"), "other"
    )
    system = equations(table, {}, {}, partitions=by_origin("be", "eu", "other"))
    assert attack(table, system, hiding=ONE_OR_TWO)["exact"].to_list() == [True]
    protected = protect(table, system, ANY, hiding=ONE_OR_TWO)
    attacked = attack(protected.cells, system, hiding=ONE_OR_TWO)
    own = attacked.filter(origin="other")
    assert own.select("lower", "upper").row(0) == (1, 2)
    assert too_narrow(attacked, protected.required).is_empty()


def test_what_the_publisher_hid_keeps_the_reason_that_it_gave() -> None:
    table = hidden(
        cells({"A": {"total": 60, "be": 40, "eu": 18, "other": 2}}, quantity="jobseekers", source="portal"), "other"
    )
    system = equations(table, {}, {}, partitions=by_origin("be", "eu", "other"))
    protected = protect(table, system, ANY, hiding=ONE_OR_TWO).cells
    assert protected.filter(origin="other")["reason"].to_list() == ["hidden_by_source"]


def jobseekers() -> tuple[pl.DataFrame, System]:
    """Municipality, year, class: the counts of the workbook as cells."""
    if not WORKBOOK.exists():
        pytest.skip(f"needs {WORKBOOK.name} beside the repository, in shared/data")
    sheet = pl.read_excel(WORKBOOK, has_header=False, infer_schema_length=0)
    labels = {label.split(" [")[0]: column for column, label in enumerate(sheet.row(1)) if label}
    rows = []
    for column, klass, label in [
        ("origin", TOTAL, "WZW"),
        *(("nationality_group", klass, label) for label, klass in BY_NATIONALITY.items()),
        *(("origin", klass, label) for label, klass in BY_ORIGIN.items()),
    ]:
        last = labels[label]
        for offset in range(11):
            values = sheet[3:288, last - 10 + offset]
            rows += [
                {**dict.fromkeys(KEY, TOTAL), column: klass, "area": area, "period": str(2014 + offset), "value": value}
                for area, value in zip(sheet[3:288, 0], values, strict=True)
            ]
    count = pl.col("value").cast(pl.Float64, strict=False)
    is_hidden = pl.col("value") == "x"
    table = pl.DataFrame(rows).with_columns(
        count.alias("count"),
        quantity=pl.lit("jobseekers"),
        geography=pl.lit("2025"),
        source=pl.lit("portal"),
        status=pl.when(is_hidden)
        .then(pl.lit("withheld"))
        .when(count.is_null())
        .then(pl.lit("missing"))
        .otherwise(pl.lit("ok")),
        reason=pl.when(is_hidden).then(pl.lit("hidden_by_source")).otherwise(pl.lit("")),
    )
    classes = tuple(BY_ORIGIN.values())
    partitions = [Partition("nationality_group", TOTAL, classes), Partition("origin", TOTAL, classes)]
    return table, equations(table, {}, {}, partitions=partitions)


@pytest.mark.real
def test_the_hidden_jobseekers_that_can_be_undone_are_found_and_hidden_again() -> None:
    table, system = jobseekers()
    undone = attack(table, system).filter("exact")
    assert undone.filter(pl.col("nationality_group") != TOTAL).height == 105
    assert undone.filter(pl.col("origin") != TOTAL).height == 27
    assert undone["lower"].is_in([1.0, 2.0]).all()
    protected = protect(table, system, ANY, hiding=ONE_OR_TWO)
    attacked = attack(protected.cells, system, hiding=ONE_OR_TWO)
    assert too_narrow(attacked, protected.required).is_empty()
    hidden_ones = attacked.join(
        table.filter(reason="hidden_by_source").select(pl.col("area"), "period", "nationality_group", "origin"),
        left_on=[pl.col("territory").str.strip_prefix("2025:"), "period", "nationality_group", "origin"],
        right_on=["area", "period", "nationality_group", "origin"],
    )
    assert (hidden_ones["upper"] - hidden_ones["lower"] == 1).all()


def test_the_operator_is_told_which_hidden_counts_follow_and_never_what_they_are() -> None:
    rows = {"44021": {"total": 60, "belgian_origin": 40, "eu_origin": 18, "non_eu_origin": 2}}
    table = hidden(cells(rows, quantity="jobseekers", source="portal"), "non_eu_origin")
    told = undone_by_publishers(table)
    assert told.select("source", "area", "origin").rows() == [("portal", "44021", "non_eu_origin")]
    assert "count" not in told.columns


def test_what_two_hidden_classes_share_is_not_undone() -> None:
    rows = {"44021": {"total": 60, "belgian_origin": 57, "eu_origin": 1, "non_eu_origin": 2}}
    table = hidden(cells(rows, quantity="jobseekers", source="portal"), "eu_origin", "non_eu_origin")
    assert undone_by_publishers(table).is_empty()
