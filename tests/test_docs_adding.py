"""docs/adding.md works as it is written: its blocks are run, and figures are made with them."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.conf import settings

from liim.catalogue import catalogue, check, quantities
from liim.catalogue.breakdowns import BREAKDOWNS as DECLARED
from liim.catalogue.themes import DEMOGRAPHY
from liim.cells import COLUMNS as CELLS
from liim.cells import cells
from liim.editions.layout import FIGURES
from liim.figures.values import values
from liim.formulas import of, share
from liim.model import (
    DECIDES_A_FIGURE,
    DECIDES_A_SUM,
    HAS_A_COUNT,
    HAS_NO_COUNT,
    LANGUAGES,
    SOURCE_LANGUAGE,
    STOPS_A_SUM,
    TOTAL,
    Indicator,
    PublicElsewhere,
    Quantity,
    Status,
)
from liim.observations import BREAKDOWNS, COLUMNS
from liim.publish.words import word, words

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "adding.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```python\n# (\w+)\n(.*?)```", PAGE, flags=re.DOTALL))


def run(block: str) -> dict[str, Any]:
    """What a block of the page declares, run among the names that its module would import."""
    names: dict[str, Any] = {
        "Indicator": Indicator,
        "Quantity": Quantity,
        "PublicElsewhere": PublicElsewhere,
        "DEMOGRAPHY": DEMOGRAPHY,
        "of": of,
        "share": share,
        "pl": pl,
        "Path": Path,
        "TOTAL": TOTAL,
        "BREAKDOWNS": BREAKDOWNS,
    }
    exec(BLOCKS[block], names)  # noqa: S102  # the page is ours, and running it is the point
    return names


def observed(quantity: str, count: float, **other: str) -> dict[str, object]:
    row: dict[str, object] = {"source": "made", "quantity": quantity, "area": "44021", "division": "2025"}
    return (
        row
        | dict.fromkeys(BREAKDOWNS, TOTAL)
        | {"period": "2025", "count": count, "status": "ok", "reason": ""}
        | other
    )


def test_the_page_shows_an_indicator_a_quantity_and_a_source() -> None:
    assert set(BLOCKS) == {"indicator", "quantity", "source"}


def test_an_indicator_is_one_block() -> None:
    """The block as written passes the checks, and figures are made of it without any other change."""
    indicator = run("indicator")["FOREIGN_ADULTS"]
    check(indicator, quantities())
    people = [
        observed(quantity, count, age=age, sex="female")
        for quantity, counts in {"foreign_nationals": (5, 20, 10), "inhabitants": (50, 100, 100)}.items()
        for age, count in zip(("10", "30", "70"), counts, strict=True)
    ]
    counted = cells(pl.DataFrame(people, schema=COLUMNS), [indicator])
    open_to_all = counted.with_columns(lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64))
    made = values(open_to_all, [indicator]).filter(area="44021", geography="2025")
    assert dict(made.select("sex", "value").rows()) == {"total": 15.0, "female": 15.0}


def test_the_new_id_is_not_taken() -> None:
    assert run("indicator")["FOREIGN_ADULTS"].id not in catalogue()


def test_a_quantity_is_one_block_and_an_indicator_of_it_another() -> None:
    quantity = run("quantity")["LIBRARY_MEMBERS"]
    assert set(quantity.breakdowns) <= {one.id for one in DECLARED}
    indicator = run("indicator")["FOREIGN_ADULTS"]
    share_of_members = Indicator(
        **{name: getattr(indicator, name) for name in indicator.__slots__}
        | {"formula": share(of("library_members"), within=of("inhabitants")), "breakdowns": ()}
    )
    with pytest.raises(ValueError, match="no quantity is called library_members"):
        check(share_of_members, quantities())
    check(share_of_members, {**quantities(), quantity.id: quantity})


def test_a_source_is_one_module(tmp_path: Path) -> None:
    """What the reader of the page gives has the shape that every source has."""
    (tmp_path / "members.csv").write_text("nis,year,members\n44021,2025,1200\n11002,2025,0\n", "utf-8")
    observations = run("source")["tidy"](tmp_path / "members.csv")
    assert dict(observations.schema) == COLUMNS
    assert observations["count"].to_list() == [1200.0, 0.0]


def test_the_places_that_the_page_names_exist() -> None:
    for path in re.findall(r"`((?:liim|tests|docs)/[\w/.]+\.\w+)`", PAGE):
        assert (ROOT / path).is_file(), path
    for name, path in (("READERS", "liim/sources/recognise.py"), ("LANGUAGES", "liim/model.py")):
        assert name in (ROOT / path).read_text("utf-8")
    assert "_CHAPTERS" in (ROOT / "liim/catalogue/__init__.py").read_text("utf-8")


def test_a_status_is_told_in_one_place() -> None:
    """Whether it has a count, and what it decides, stands beside it; its words in one file, in all languages."""
    assert sorted((*HAS_A_COUNT, *HAS_NO_COUNT)) == sorted(Status)
    assert sorted(DECIDES_A_FIGURE) == sorted(Status)
    assert sorted((*DECIDES_A_SUM, Status.BOUNDED)) == sorted(Status)
    assert set(STOPS_A_SUM) <= set(DECIDES_A_SUM)
    for status, language in product(Status, LANGUAGES):
        assert word(f"status_{status}", language)
        word(f"sign_{status}", language)


def test_no_other_module_orders_statuses_by_itself() -> None:
    """A list of more than half of them is a second place."""
    spelled = [path.relative_to(ROOT) for path in _modules() if _most_statuses(path.read_text("utf-8"))]
    assert [str(path) for path in spelled] == ["liim/model.py"]


def _most_statuses(text: str) -> bool:
    lists = re.findall(r"[(\[{][^()\[\]{}]*[)\]}]", text)
    return any(sum(f"Status.{one.name}" in some for one in Status) > len(Status) / 2 for some in lists)


def test_how_a_language_writes_stands_in_one_place() -> None:
    """No other code tells two languages apart, but for the words by which the gate knows a workbook's."""
    quoted = [rf"[\"']{language}[\"']" for language in LANGUAGES]
    spelled = {
        str(path.relative_to(ROOT))
        for path in _modules()
        if "example" not in path.parts  # its plan is written in them
        and sum(bool(re.search(one, path.read_text("utf-8"))) for one in quoted) > 1
    }
    assert spelled == {"liim/model.py", "liim/publish/readers/workbook_texts.py"}


def test_a_language_has_all_that_is_read_in_it() -> None:
    assert [code for code, _ in settings.LANGUAGES] == list(LANGUAGES)
    for text in words().values():
        assert set(text) == set(LANGUAGES)
    for language in set(LANGUAGES) - {SOURCE_LANGUAGE}:
        assert (ROOT / f"liim/locale/{language}/LC_MESSAGES/liim.po").is_file()


def test_a_breakdown_is_one_line_and_every_table_gets_its_column() -> None:
    """The tables of the catalogue, of observations and of an edition have their columns from one list."""
    declared = [one.id for one in DECLARED]
    assert list(BREAKDOWNS) == declared
    for columns in (COLUMNS, FIGURES, CELLS):
        assert [one for one in columns if one in set(declared)] == declared


def _modules() -> list[Path]:
    every = [*(ROOT / "liim").rglob("*.py"), *(ROOT / "liim_web").rglob("*.py")]
    return [path for path in every if "migrations" not in path.parts]
