"""docs/adding.md works as it is written: its blocks are run, and figures are made with them."""

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from liim.catalogue import catalogue, check, quantities
from liim.catalogue.breakdowns import BREAKDOWNS as DECLARED
from liim.catalogue.themes import DEMOGRAPHY
from liim.cells import cells
from liim.figures.values import values
from liim.formulas import of, share
from liim.model import TOTAL, Indicator, PublicElsewhere, Quantity
from liim.observations import BREAKDOWNS, COLUMNS

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
