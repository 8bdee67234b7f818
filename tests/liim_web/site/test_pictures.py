"""Charts that are taken along."""

import csv
import io
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

Page = Callable[[str], str]
Release = Callable[..., str]

TREND, MAP = "/nl/gemeente/gent-44021/DE_42/", "/nl/indicator/DE_42/"
BOTH = pytest.mark.parametrize("address", [TREND, MAP])


@BOTH
def test_a_picture_tells_by_itself_what_it_shows_and_where_it_comes_from(
    release: Release, page: Page, address: str
) -> None:
    release("e1", kind="demo")
    drawn = page(f"{address}beeld.svg")
    words = " ".join(ET.fromstring(drawn).itertext())  # noqa: S314 drawn by us
    assert "Verzonnen cijfers (demo)" in words
    assert "Bron: Niemand" in words
    assert "LIIM, editie e1. Geen officiële statistiek." in words
    assert "http://testserver/nl/editie/e1/" in words
    assert "<a" not in drawn, "a link of a page leads nowhere from a file"


@BOTH
def test_a_picture_comes_as_points_of_colour_too(release: Release, client: Client, address: str) -> None:
    release()
    answer = client.get(f"{address}beeld.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_its_numbers_are_those_of_the_open_data(release: Release, page: Page) -> None:
    release()
    rows = list(csv.DictReader(io.StringIO(page(f"{TREND}beeld.csv"))))
    gent = [row for row in rows if row["area"] == "44021"]
    assert [row["period"] for row in gent] == ["2018", "2019", "2020", "2021", "2022", "2023"]
    assert (gent[-1]["numerator"], gent[-1]["value"], gent[-1]["edition"]) == ("125.0", "12.5", "e1")


def test_nothing_of_a_withheld_figure_goes_along(release: Release, page: Page) -> None:
    release()
    rows = list(csv.DictReader(io.StringIO(page(f"{MAP}beeld.csv"))))
    (hidden,) = [row for row in rows if row["area"] == "73028"]
    assert hidden["status"] == "withheld"
    assert not any(hidden[name] for name in ("numerator", "denominator", "value", "lower", "upper"))


@BOTH
def test_only_a_page_made_for_it_may_be_framed(release: Release, client: Client, address: str) -> None:
    release("e1", kind="demo")
    framed = client.get(f"{address}inbed/")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert "Verzonnen cijfers" in framed.text
    assert "Geen officiële statistiek" in framed.text
    other = client.get(address)
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == "DENY"


@BOTH
def test_a_page_leads_to_what_can_be_taken(release: Release, page: Page, address: str) -> None:
    release()
    assert f'href="{address}beeld/' in page(address)
    text = page(f"{address}beeld/")
    assert f"http://testserver{address}inbed/" in text
    assert "/nl/editie/e1/" in text


def test_a_map_is_taken_as_it_was_chosen(release: Release, page: Page) -> None:
    release()
    assert ", 2019" in page(f"{MAP}beeld.svg?period=2019")


@pytest.mark.parametrize(
    "address",
    [
        "gemeente/gent-44021/XX_1/beeld.svg",
        "gemeente/gent-44021/DE_42/beeld.exe",
        "gemeente/x-99999/DE_42/beeld.svg",
        "indicator/XX_1/beeld.png",
        "gemeente/aalst-41002/PC_02/inbed/",
        "indicator/PC_05/beeld/",
    ],
)
def test_what_is_not_there_is_told(release: Release, client: Client, address: str) -> None:
    release()
    assert client.get(f"/nl/{address}").status_code == 404
