"""What axe finds on each kind of page, light and dark: nothing."""

import pytest
from playwright.sync_api import Browser

from tests.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "",
    "zoek/?q=gen",
    "gemeente/gent-44021/",
    "gemeente/herstappe-73028/",
    "gebied/vlaams-gewest-02000/",
    "indicator/",
    "indicator/DE_42/",
    "indicator/PC_04/",
    "indicator/DE_42/beeld/",
    "indicator/DE_42/inbed/",
    "vergelijk/?in=44021,41002,02000",
    "gemeente/gent-44021/DE_42/",
    "gemeente/gent-44021/DE_42/beeld/",
    "gemeente/gent-44021/DE_42/inbed/",
    "gemeente/gent-44021/WE_02/",
    "gemeente/gent-44021/documenten/",
    "gemeente/gent-44021/documenten/geheim.pdf",
    "gemeente/gent-44021/alles/",
    "gemeente/gent-44021/nieuw/",
    "gemeente/gent-44021/binnen/",
    "indicator/DE_42/methode/",
    "beschikbaar/",
    "beschikbaar/?geography=2018",
    "vergelijk/twee/?in=44021,41002&x=DE_42&y=DE_49",
    "vergelijk/?in=44021,41002,44083&as=group",
    "bronnen/",
    "niet-getoond/",
    "toegankelijkheid/",
    "edities/",
    "editie/demo/",
    "editie/nergens/",
    "nergens/",
)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_axe_finds_nothing(browser: Browser, site: str, language: str) -> None:
    page = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900}).new_page()
    found: list[tuple[str, str]] = []
    for address in PAGES:
        page.goto(f"{site}/{language}/{address}")
        found += [(address, one) for one in violations(page)]
    assert not found


SOUND = """<!doctype html><html lang="nl"><title>Tabel</title><style>
    html { background: #fff; color: #000 } .near { color: #113; text-decoration: none }
    @media (prefers-color-scheme: dark) {
      html { background: #000; color: #fff } .near { color: #eef } .night { color: #333 }
    }
</style><main><h1>Tabel</h1><table><tr><th scope="col">Aantal</th></tr>%s</table>%s</main></html>"""
CELLS = [f"<tr><td>{number}</td></tr>" for number in range(10, 200)]


@pytest.mark.parametrize(
    ("spoilt", "beside", "found"),
    [
        ("<tr><td>11</td></tr>", "", []),
        ('<tr><td style="color: #bbb">11</td></tr>', "", ["light, color-contrast"]),
        ('<tr><td style="opacity: 0.4">11</td></tr>', "", ["light, color-contrast", "dark, color-contrast"]),
        ('<tr style="background: #222"><td>11</td></tr>', "", ["light, color-contrast"]),
        ('<tr><td class="night">11</td></tr>', "", ["dark, color-contrast"]),
        ("<tr><td>11</td></tr>", '<p>Zie <a href="#x" class="near">hier</a> of daar.',
         ["light, link-in-text-block", "dark, link-in-text-block"]),
        ("<tr><td>11</td></tr>", '<p class="night">?<p class="night">Wat er is</p>',
         ["dark, color-contrast"]),
        ("<tr><td>11</td></tr>", '<img src="data:,">', ["image-alt"]),
    ],
)  # fmt: skip
def test_one_fault_among_many_that_look_right_is_found(
    browser: Browser, spoilt: str, beside: str, found: list[str]
) -> None:
    """The judge itself must be able to fail."""
    page = browser.new_page()
    page.set_content(SOUND % ("".join([*CELLS[:90], spoilt, *CELLS[90:]]), beside))
    assert sorted({one.rpartition(": <")[0] for one in violations(page)}) == sorted(found)
