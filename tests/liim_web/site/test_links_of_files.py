"""Links of a page that is written to a file."""

import pytest

from liim_web.site.writing.links import relative

THERE = {"gemeente/gent-44021/": "gemeente/gent-44021/", "gemeente/gent-44021/alles/": "editie/e1/gemeente/alles/"}
LINKS = {
    "/nl/gemeente/gent-44021/": "../../../nl/gemeente/gent-44021/",
    "/nl/gemeente/gent-44021/#DE_42": "../../../nl/gemeente/gent-44021/#DE_42",
    "alles/": "../../../nl/editie/e1/gemeente/alles/",
    "alles/#DE_42-hoe": "../../../nl/editie/e1/gemeente/alles/#DE_42-hoe",
    "alles/?a=1&amp;b=&#x27;2&#x27;#DE_42": "../../../nl/editie/e1/gemeente/alles/#DE_42",
    "?a=1&amp;b=2": "../../../nl/gemeente/gent-44021/",
    "/static/liim/site.css": "../../../static/liim/site.css",
    "#DE_42": "#DE_42",
    "https://vlaanderen.be/#a": "https://vlaanderen.be/#a",
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_to_the_same_place_from_any_folder(link: str) -> None:
    text = f'<a class="x" href="{link}">Gent</a>'
    written = relative(
        text, "/nl/gemeente/gent-44021/", "nl/gemeente/gent-44021/", lambda path, _query: THERE.get(path)
    )
    assert written == f'<a class="x" href="{LINKS[link]}">Gent</a>'


def test_a_link_to_what_is_not_written_is_none() -> None:
    text = '<a class="x" href="/nl/plannen/#a">Plannen</a>'
    assert relative(text, "/nl/", "nl/", lambda _path, _query: None) == '<a class="x">Plannen</a>'
