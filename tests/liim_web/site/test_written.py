"""The whole site as files, served by a plain web server in a folder of its own."""

import functools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from liim import editions
from liim.publish.published import publish

LINK = re.compile(r'<[^>]* (?:href|src|action|data-files|data-root|data-names)="([^"]*)"')


def export(home: Path, to: Path, edition: str = "e1") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "liim", "export", "--site", "--edition", edition, "--to", str(to)]
    return subprocess.run(
        command, env=os.environ | {"LIIM_HOME": str(home)}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one small edition."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(home))
        request.getfixturevalue("release_once")("e1", kind="demo")
        with editions.open_edition("e1") as edition:
            publish(edition, ["44021"], kind="workbook", workers=1)
    done = export(home, home / "public" / "monitor")
    assert done.returncode == 0, done.stderr
    assert all(told in done.stderr for told in ("writing", "reading back")), "how far it is"
    return home / "public" / "monitor"


@pytest.fixture(scope="module")
def pages(written: Path) -> dict[str, str]:
    """Every page by its folder."""
    return {str(path.parent.relative_to(written)): path.read_text() for path in written.rglob("index.html")}


@pytest.mark.parametrize(
    "page",
    [
        "nl",
        "fr/gemeente/gent-44021",
        "en/gebied/vlaams-gewest-02000",
        "nl/indicator/DE_42",
        "nl/editie/e1/indicator/DE_42/2019",
        "nl/editie/e1/indicator/DE_44/2023/sex.female",
        "nl/editie/e1/gemeente/gent-44021",
        "fr/editie/e1/gemeente/gent-44021/alles",
        "nl/zoek",
        "nl/vergelijk",
        "nl/bronnen",
        "nl/niet-getoond",
        "nl/edities",
        "nl/editie/e1",
        "nl/toegankelijkheid",
    ],
)
def test_every_kind_of_page_is_there(pages: dict[str, str], page: str) -> None:
    assert f'<html lang="{page[:2]}">' in pages[page]
    assert 'http-equiv="Content-Security-Policy"' in pages[page]


def test_what_was_published_can_be_downloaded_and_nothing_else_is_offered(written: Path, pages: dict[str, str]) -> None:
    """A site of files makes no documents."""
    workbook = "editie/e1/gemeente/gent-44021/documenten/liim-nl-gent-44021.xlsx"
    assert (written / "nl" / workbook).read_bytes().startswith(b"PK")
    assert f'href="../../../nl/{workbook}"' in pages["nl/gemeente/gent-44021"]
    assert pages["nl/gemeente/gent-44021"].count("documenten/") == 1
    assert "documenten/" not in pages["nl/gemeente/aalst-41002"] + pages["fr/gemeente/gent-44021"]


def test_every_link_leads_to_a_file_and_holds_in_any_folder(written: Path, pages: dict[str, str]) -> None:
    broken = set()
    for folder, text in pages.items():
        for link in set(LINK.findall(text)):
            if link.startswith(("#", "http", "data:")):
                continue
            there = urljoin(f"/{folder}/", link).partition("#")[0].partition("?")[0]
            target = written / there.removeprefix("/")
            if link.startswith("/") or not (target / "index.html" if there.endswith("/") else target).is_file():
                broken.add((folder, link))
    assert not broken


def test_every_place_within_a_page_is_there(pages: dict[str, str]) -> None:
    """Of one municipality: a link to a figure leads to the figure."""
    folder = "nl/gemeente/gent-44021"
    broken = set()
    for link in set(LINK.findall(pages[folder])):
        there, _, place = urljoin(f"/{folder}/", link).partition("#")
        if place and f'id="{place}"' not in pages[there.strip("/")]:
            broken.add(link)
    assert not broken


def test_static_files_are_named_after_what_they_hold(written: Path) -> None:
    names = [path.name for path in (written / "static").rglob("*") if path.is_file()]
    assert names
    assert all(re.search(r"\.[0-9a-f]{12}\.", name) for name in names)


def test_an_old_code_leads_to_what_became_of_it(pages: dict[str, str]) -> None:
    assert (
        "Nevele (NIS-code 44049) is sinds 1 januari 2019 deel van deze gemeente." in pages["nl/gemeente/nevele-44049"]
    )


def test_a_server_has_a_page_for_what_is_not_there(written: Path) -> None:
    text = (written / "404.html").read_text()
    assert "Deze pagina bestaat niet" in text
    assert 'href="/nl/' in text, "it stands in for any address, so its links begin at the root"


def test_nobody_is_asked_to_sign_in_where_nobody_can(pages: dict[str, str]) -> None:
    assert not [folder for folder, text in pages.items() if "Aanmelden" in text]


def test_invented_figures_are_said_to_be_invented(pages: dict[str, str]) -> None:
    words = {"nl": "verzonnen", "fr": "inventés", "en": "made up"}
    assert not [
        folder for folder, text in pages.items() if folder[:2] in words and words[folder[:2]] not in text.casefold()
    ]


def test_a_file_for_comparing_holds_no_more_than_the_page(written: Path, pages: dict[str, str]) -> None:
    cells = json.loads((written / "nl/vergelijk/73028.json").read_text())["cells"]
    assert cells["DE_42"][:3] == ["■", "", ""] or not re.search(r"\d", cells["DE_42"][0])
    assert "Afgeschermd" in cells["DE_42"][3]
    assert json.loads((written / "nl/vergelijk/44021.json").read_text())["cells"]["DE_42"][0] == "12,5%"


def test_a_site_takes_the_place_of_an_earlier_one_and_of_nothing_else(written: Path, tmp_path: Path) -> None:
    home = written.parents[1]
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "draft.txt").write_text("Everything.")
    done = export(home, tmp_path / "thesis")
    assert done.returncode == 1
    assert "something else" in done.stderr
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["draft.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["thesis"], "nothing half-written is left"


def test_an_edition_that_was_not_released_is_not_written(written: Path, write: Any, tmp_path: Path) -> None:
    write("secret")
    done = export(tmp_path, tmp_path / "site", "secret")
    assert done.returncode == 1
    assert "not been released" in done.stderr
    assert not (tmp_path / "site").exists()


class Silent(SimpleHTTPRequestHandler):
    """A plain file server that does not talk."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(written: Path) -> Iterator[str]:
    """The address of the site, in a folder of a plain web server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(written.parent))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/monitor"
        server.shutdown()
        thread.join()


@pytest.fixture
def reader(browser: Browser, served: str) -> Iterator[Page]:
    """A reader with scripts; the test fails if something is loaded from elsewhere, or a script breaks."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((served, "data:")) else wrong.append(asked.url))
    page.goto(f"{served}/nl/")
    yield page
    context.close()
    assert not wrong


def find(reader: Page, text: str) -> None:
    reader.get_by_label("Zoek je gemeente").fill(text)
    reader.get_by_role("button", name="Toon").click()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "place"),
    [("gent", "Gent"), ("Gand", "Gent"), ("9850 Nevele", "Deinze"), ("  AALST", "Aalst"), ("9000", "Gent")],
)
def test_a_municipality_is_found_without_a_server(reader: Page, typed: str, place: str) -> None:
    find(reader, typed)
    expect(reader.get_by_role("heading", level=1)).to_have_text(place)


@pytest.mark.browser
def test_what_fits_several_or_none_is_told(reader: Page) -> None:
    find(reader, "hers")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Gevonden voor “hers”")
    expect(reader.get_by_role("link", name="Herstappe", exact=True)).to_be_visible()
    find(reader, "<b>zzzzzz")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Niets gevonden voor “<b>zzzzzz”")


@pytest.mark.browser
def test_two_municipalities_are_compared_without_a_server(reader: Page) -> None:
    find(reader, "gent")
    reader.get_by_role("link", name="vergelijk met andere").click()
    reader.get_by_label("Voeg een gemeente, provincie of gewest toe").fill("aalst")
    reader.get_by_role("button", name="Voeg toe").click()
    heads = reader.locator("table.compare").first.locator("thead th")
    expect(heads).to_have_text(["Indicator", "Gent", "Vlaams Gewest", "Aalst"])
    row = reader.locator("table.compare tr").filter(has=reader.locator("a[href$='indicator/DE_42/']"))
    expect(row).to_contain_text("12,5%")
    expect(reader).to_have_url(re.compile(r"\?in=44021,02000,41002$"))
    reader.get_by_role("link", name="Neem Gent weg").click()
    expect(heads).to_have_text(["Indicator", "Vlaams Gewest", "Aalst"])


@pytest.mark.browser
def test_a_row_opens_below_itself(reader: Page) -> None:
    find(reader, "gent")
    row = reader.locator("#DE_42")
    row.locator(".open a").first.click()
    expect(row.locator("table").first).to_be_visible()


@pytest.mark.browser
def test_everything_is_read_without_scripts(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/nl/")
    page.get_by_text("Provincie Oost-Vlaanderen").first.click()
    page.get_by_role("link", name="Gent", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gent")
    page.locator("#DE_42 .open a").first.click()
    expect(page.locator("#DE_42 table").first).to_be_visible()
    page.goto(f"{served}/nl/indicator/DE_42/")
    page.get_by_role("link", name="2019", exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("2019")
    context.close()
