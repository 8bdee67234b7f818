"""An official typology: read from a table, expressed in the municipalities of today, a benchmark like any other."""

from pathlib import Path

import polars as pl
import pytest

from liim import geography
from liim.figures.benchmarks import of_typologies
from liim.geography.typologies import read_typologies

TOWNS_OF_2019 = sorted(geography.municipalities("2019"))


def written(folder: Path, lines: list[str], name: str = "typology_bos.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(["area,class,title", *lines, "# a remark", ""]), encoding="utf-8")
    return path


def whole(**classes: str) -> list[str]:
    """Everybody of 2019 in one class, save who is named."""
    return [f"{town},{classes.get('t' + town, 'land')},Landelijk" for town in TOWNS_OF_2019]


def test_a_merged_municipality_is_of_the_class_of_its_parts_or_of_none(tmp_path: Path) -> None:
    """Antwerp took in Borsbeek, of another class; Lokeren took in Moerbeke, of the same."""
    found = read_typologies([written(tmp_path, whole(t11002="stad"))])
    told = {row["area"]: row for row in found.to_dicts()}
    assert set(told) == geography.municipalities("2025")
    assert (told["11002"]["class"], told["11002"]["reason"]) == (None, "parts_of_other_classes")
    assert (told["46029"]["class"], told["46029"]["title"], told["46029"]["reason"]) == ("land", "Landelijk", "")
    assert set(found["typology"]) == {"bos"}


def test_files_that_are_no_typology_are_passed_over(tmp_path: Path) -> None:
    assert read_typologies([written(tmp_path, whole(), "TF_CAR.csv")]).is_empty()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["44021,stad,"] * 2, "44021 stands there twice"),
        (["44021,,"], "lacks an area or a class"),
        (["00000,stad,"], "00000"),
        (["44011,stad,", "46030,land,"], "never stood together"),
    ],
)
def test_what_is_no_typology_is_refused_with_its_file(tmp_path: Path, lines: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=rf"typology_bos.csv: .*{says}"):
        read_typologies([written(tmp_path, lines)])


def test_a_table_without_classes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "typology_bos.csv"
    path.write_text("gemeente;klasse\n44021;stad\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns area and class"):
        read_typologies([path])


def test_two_typologies_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with pytest.raises(ValueError, match="one name"):
        read_typologies([written(tmp_path, whole()), written(tmp_path / "other", whole())])


def test_the_others_of_a_class_are_a_benchmark_and_who_has_no_class_has_none() -> None:
    classes = pl.DataFrame({"typology": "bos", "area": ["A", "B", "C", "D"], "class": ["x", "x", "y", None]})
    made = of_typologies(classes, geography="2025")
    assert made.pairs.rows() == [
        ("2025", "A", "typology:bos", "typology:bos:x"),
        ("2025", "B", "typology:bos", "typology:bos:x"),
        ("2025", "C", "typology:bos", "typology:bos:y"),
    ]
    assert made.members.filter(group="typology:bos:x")["member"].to_list() == ["A", "B"]
