"""The monitor's own form: read as documented, and refused with the row and the mend where it is not."""

from pathlib import Path

import polars as pl
import pytest

from liim.geography import municipalities, region_of
from liim.model import Status
from liim.observations import COLUMNS
from liim.sources import BadInput, RawFile, find, observe, recognise
from liim.sources.mark import MARK_LINE

HEADER = "source,quantity,area,division,period,origin,count,status,reason"
DIVISION = "2025"
GENT, HERSTAPPE = "44021", "73028"


def form(folder: Path, *rows: str, header: str = HEADER, name: str = "delivery_ksz.csv") -> Path:
    """A form with these rows, and a total of integration incomes for every municipality that has none among them."""
    told = {row.split(",")[2] for row in rows if row.split(",")[5:6] == ["total"]}
    totals = [
        f"ksz,integration_income,{area},{DIVISION},2025,total,10,ok,"
        for area in sorted(municipalities(DIVISION) - told)
        if region_of(area, DIVISION) in {"02000", "04000"}
    ]
    path = folder / name
    path.write_text("\n".join([header, *rows, *totals, ""]), encoding="utf-8")
    return path


def row(
    area: str = GENT,
    origin: str = "total",
    count: str = "7",
    status: str = "ok",
    reason: str = "",
    *,
    quantity: str = "integration_income",
    source: str = "ksz",
    division: str = DIVISION,
    period: str = "2025",
) -> str:
    return f"{source},{quantity},{area},{division},{period},{origin},{count},{status},{reason}"


def read(path: Path) -> pl.DataFrame:
    reader = recognise(path)
    assert reader is not None
    return observe(RawFile(path, reader))


def test_every_number_is_read_with_its_classes_and_names_who_counted(tmp_path: Path) -> None:
    path = form(tmp_path, row(), row(origin="non_eu_origin", count="4"), row(HERSTAPPE, count="", status="missing"))
    observed = read(path)
    assert dict(observed.schema) == COLUMNS
    assert set(observed["source"]) == {"ksz"}
    gent = observed.filter(area=GENT).sort("origin")
    assert gent.select("origin", "count", "sex").rows() == [("non_eu_origin", 4.0, "total"), ("total", 7.0, "total")]
    assert observed.filter(area=HERSTAPPE).select("count", "status").rows() == [(None, Status.MISSING.value)]


def test_a_form_is_known_by_its_content_under_any_name(tmp_path: Path) -> None:
    (file,) = find(form(tmp_path, row(), name="download (3).csv").parent).files
    assert file.source.id == "ksz"


def test_a_fictitious_form_says_so_and_its_mark_is_no_row(tmp_path: Path) -> None:
    path = form(tmp_path, row())
    path.write_text(path.read_text(encoding="utf-8") + MARK_LINE + "\n", encoding="utf-8")
    assert find(tmp_path).is_fictitious
    assert read(path).height == len(municipalities(DIVISION))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (row(quantity="integration_incomes"), "quantity is 'integration_incomes'"),
        (row(quantity="newcomers"), "ksz delivers"),
        (row(source="vdab"), "the content vdab"),
        (row(source="somebody"), "source is 'somebody'"),
        (row(division="2024"), "division is '2024'"),
        (row(period="25"), "period is '25'"),
        (row(status="fine"), "status is 'fine'"),
        (row(origin="martian_origin"), "origin is 'martian_origin'"),
        (row(origin="foreign_origin"), "does not know this category"),
        (row(count="-3"), "count is '-3'"),
        (row(count="three"), "count is 'three'"),
        (row(count="1.5"), "People are counted whole"),
        (row(count=""), "count is ''"),
        (row(count="3", status="missing"), "A status without a count"),
        (row(count="", status="withheld"), "has not declared which counts it hides"),
        (row(area="99999"), "municipality '99999' does not exist"),
        (row(area="44011"), "44011"),
    ],
    ids=str,
)
def test_what_is_not_as_documented_is_refused_with_its_row(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(BadInput) as error:
        read(form(tmp_path, wrong))
    assert told in str(error.value)
    assert str(error.value).endswith((".", "?"))


def test_people_whom_the_classification_does_not_place_are_delivered_as_unknown(tmp_path: Path) -> None:
    assert read(form(tmp_path, row(), row(origin="unknown", count="2"))).filter(origin="unknown")["count"].item() == 2


def test_a_breakdown_that_the_quantity_does_not_carry_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path, row(origin="asylum"), header=HEADER.replace("origin", "residence_status"))
    with pytest.raises(BadInput, match="integration_income is broken down by origin"):
        read(path)


def test_a_column_that_is_no_breakdown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="colour is no breakdown"):
        read(form(tmp_path, row(), header=HEADER.replace("origin", "colour")))


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="stands twice"):
        read(form(tmp_path, row(), row()))
