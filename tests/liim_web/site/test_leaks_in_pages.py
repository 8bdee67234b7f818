"""Pages of the demo that tell one thing more than its edition are refused; harmless changes are not.

What is planted are numbers that the edition gives nowhere for the place or the indicator of the page: by its rule
(decision 0089) the gate cannot tell a withheld number from an equal one that is published of the same.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from django.test import Client
from django.utils import translation

from liim import editions
from liim.editions import Edition
from liim.model import LANGUAGES
from liim.publish.readers import Judge
from liim_web.site.edition import shelf
from liim_web.site.edition.reading import Reading
from liim_web.site.writing import files
from tests.liim_web.site.leaks_in_pages import HARMLESS, LEAKS, Made, Secret

ADDRESSES = (
    "gemeente/herstappe-73028",
    "gemeente/deinze-44083",
    "indicator/CW_02",
    "indicator/WE_33",
)
PLACES = ("73028", "11004")


@pytest.fixture(scope="module")
def demo(demo_home: Path) -> Iterator[Edition]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(demo_home))
        with editions.open_edition("demo") as edition:
            yield edition


@pytest.fixture(scope="module")
def pages(demo: Edition, django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Pages in every language, and what scripts read of some places."""
    made = {}
    with django_db_blocker.unblock():
        for language in LANGUAGES:
            for address in ADDRESSES:
                made[f"{language}/{address}/index.html"] = Client().get(f"/{language}/{address}/").text
            with translation.override(language):
                reading = Reading(shelf.released(), language, written=True)
                for code in PLACES:
                    made[f"{language}/vergelijk/{code}.json"] = json.dumps(files.figures(reading, code))
    return made


@pytest.fixture(scope="module")
def judge(demo: Edition) -> Judge:
    return Judge(demo.folder)


def faults(judge: Judge, folder: Path, where: str, text: str) -> list[str]:
    path = folder / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return judge.faults(path, folder)


def test_pages_that_were_not_changed_pass(judge: Judge, pages: dict[str, str], tmp_path: Path) -> None:
    assert [one for where, text in pages.items() for one in faults(judge, tmp_path, where, text)] == []


@pytest.mark.parametrize(
    "address", ["indicator/ON_38", "editie/demo/gemeente/lubbeek-24066/binnen"], ids=["an open age", "one part"]
)
def test_what_a_class_is_called_and_of_how_many_parts_a_place_is_pass(
    judge: Judge, demo: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None, address: str
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(demo.folder.parents[1]))
    text = Client().get(f"/nl/{address}/").text
    assert faults(judge, tmp_path, f"nl/{address}/index.html", text) == []


@pytest.mark.parametrize("seed", range(90))
def test_a_leak_is_caught(judge: Judge, demo: Edition, pages: dict[str, str], tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- seeded, so that a leak comes back
    where, text = LEAKS[seed % len(LEAKS)](Made(pages, random), Secret(demo, random))
    assert text != pages[where]
    assert faults(judge, tmp_path, where, text)


@pytest.mark.parametrize("seed", range(50))
def test_a_harmless_change_is_not(
    judge: Judge, demo: Edition, pages: dict[str, str], tmp_path: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 -- as above
    where, text = HARMLESS[seed % len(HARMLESS)](Made(pages, random), Secret(demo, random))
    assert faults(judge, tmp_path, where, text) == []


def test_what_describes_open_data_passes_and_says_no_number_of_its_own(
    demo: Edition, judge: Judge, tmp_path: Path
) -> None:
    descriptions = sorted((demo.folder / "open-data").glob("*.json"))
    assert [fault for path in descriptions for fault in judge.faults(path)] == []
    plain = descriptions[0].read_text(encoding="utf-8")
    spoilt = plain.replace('"Gebied (NIS-code)"', '"Gebied (NIS-code), 3.917"')
    assert faults(judge, tmp_path, descriptions[0].name, spoilt)


SPOILT = {
    "truth.bin": "7",
    "static/truth.json": '{"44083": 7}',
    "nl/truth.json": "{",
    ".made.json": '{"liim-nl-deinze-44083.pdf": "7"}',
    "liim.json": '{"edition": "demo", "kind": "demo", "files": 9, "truth": 7}',
    "nl/beschikbaar/index.html": '<html lang="nl"><p><a href="/nl/indicator/CW_02/">Standplaatsen</a> 299</p></html>',
    "nl/index.html": '<html lang="nl"><p><a href="/nl/gemeente/deinze-44083/">Deinze</a> 299</p></html>',
    "nl/zoek/names.json": json.dumps(
        {"kinds": {}, "found": "", "nothing": "", "places": [], "lowest": 1, "levels": [], "keys": [["x", 7, "", ""]]}
    ),
}


@pytest.mark.parametrize("where", SPOILT)
def test_a_file_that_says_more_than_its_kind_may_is_refused(judge: Judge, tmp_path: Path, where: str) -> None:
    assert faults(judge, tmp_path, where, SPOILT[where])


NO_PAGES = {
    "a second page in it": '<html lang="nl"><body><p>x</p><html title="7654321"><p>y</p></html>',
    "a second body in it": '<html lang="nl"><body><p>x</p><BODY title="7654321"><p>y</p></html>',
    "nothing in it": " ",
}


@pytest.mark.parametrize("text", NO_PAGES.values(), ids=NO_PAGES)
def test_a_page_is_refused_of_which_the_parser_loses_something(judge: Judge, tmp_path: Path, text: str) -> None:
    assert faults(judge, tmp_path, "nl/gemeente/deinze-44083/index.html", text)


SAID = {
    "between elements": "<p>{}</p>",
    "around an element": "<p>a <b>b</b> {}</p>",
    "in a comment": "<p>a <!-- {} --> b</p>",
    "after the end": "</body></html><!-- {} -->",
    "in a second label": '<svg><path class="fill-class2"><title>a 1</title><title>{}</title></path></svg>',
    "in a verdict": '<p class="verdict">a <i>{}</i></p>',
}


@pytest.mark.parametrize("where", SAID.values(), ids=SAID)
def test_a_number_is_read_wherever_it_stands(judge: Judge, tmp_path: Path, where: str) -> None:
    page = f'<html lang="nl"><body><h1>Deinze</h1><p>geen getal</p>{where}'
    assert faults(judge, tmp_path, "nl/gemeente/deinze-44083/index.html", page.format("7.654.321"))


def test_a_number_is_read_whole_though_the_parser_gives_it_in_pieces(judge: Judge, tmp_path: Path) -> None:
    page = '<html lang="nl"><body><p>{}7&#46;654&#46;321</p></body></html>'
    assert faults(judge, tmp_path, "nl/gemeente/deinze-44083/index.html", page.format("a " * 5000))


def test_a_place_has_a_colour_only_with_a_number_in_its_own_label(judge: Judge, tmp_path: Path) -> None:
    page = '<html lang="nl"><body><svg><a><path class="fill-class2">{}</path></a></svg></body></html>'
    where = "nl/gemeente/deinze-44083/index.html"
    for label in ("<title></title>", "<title>Deinze</title>", "<title/>"):
        assert faults(judge, tmp_path, where, page.format(label)) == [
            f"{where} gives a colour to a place for which it has no number."
        ]


def test_how_many_municipalities_a_place_has_may_be_told(demo: Edition, judge: Judge, tmp_path: Path) -> None:
    page = '<html lang="nl"><p><a href="/nl/gebied/provincie-antwerpen-10000/">Provincie Antwerpen</a> {}</p></html>'
    towns = (one for one in demo.areas.values() if one["level"] == "municipality")
    many = sum("10000" in one["parents"] for one in towns)
    assert faults(judge, tmp_path, "nl/index.html", page.format(many)) == []
    assert faults(judge, tmp_path, "nl/index.html", page.format(many + 1))


def test_what_is_told_of_a_sector_may_be_said_of_its_municipality_and_nothing_else(
    judge: Judge, demo: Edition, tmp_path: Path
) -> None:
    """Its counts and their share; its code is the name of a place."""
    told = pl.read_parquet(demo.folder / "sectors.parquet").drop_nulls("count").filter(pl.col("sector") != "total")
    wide = told.pivot("quantity", index=["area", "sector"], values="count").drop_nulls()
    part, whole = "foreign_nationals", "inhabitants"
    row = wide.filter(pl.col(part) > 0).sort(whole).row(-1, named=True)
    share = f"{100 * row[part] / row[whole]:.1f}".replace(".", ",")

    def found(count: float) -> list[str]:
        page = tmp_path / "nl" / "gemeente" / f"ergens-{row['area']}" / "binnen" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        cells = f"<td>{row['sector']}</td><td>{count:.0f}</td><td>{row[whole]:.0f}</td><td>{share}%</td>"
        page.write_text(f'<html lang="nl"><body><table id="DE_42-buurten"><tr>{cells}</tr></table></body></html>')
        return judge.faults(page, tmp_path)

    assert found(row[part]) == []
    assert found(row[part] + 1_000_003) != []


def test_a_legend_tells_the_limits_of_classes_and_no_other_number(judge: Judge, tmp_path: Path) -> None:
    page = (
        '<html lang="nl"><body><ul class="legend"><li>minder dan {}%</li><li>{}% tot 3,137%</li>{}</ul></body></html>'
    )
    address, last = "nl/indicator/DE_42/index.html", "<li>3,137% en meer</li>"
    assert faults(judge, tmp_path, address, page.format("1,613", "1,613", last)) == []
    assert faults(judge, tmp_path, address, page.format("1,613", "1,614", last)) != []
    assert faults(judge, tmp_path, address, page.format("1,613", "1,613", last + "<li>7654321</li>")) != []
