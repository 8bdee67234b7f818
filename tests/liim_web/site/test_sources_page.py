"""Where figures come from, how late they are, and whose statistic they are."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from liim_web.site.about.sources import source_rows
from liim_web.site.edition import shelf
from liim_web.site.edition.reading import Reading

Page = Callable[[str], str]
Release = Callable[..., str]


@pytest.mark.parametrize(("day", "late"), [(date(2025, 5, 31), 0), (date(2025, 9, 1), 3)])
def test_a_source_tells_when_its_next_period_is_due_and_how_late_it_is(
    release: Release, figure: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch, day: date, late: int
) -> None:
    """The population appears in June of the year itself."""
    release("e1", figure("DE_42", "44021", "2024", source="statbel_population"))
    facts = shelf.released()
    monkeypatch.setitem(facts.edition.manifest["sources"][0], "id", "statbel_population")
    (row,) = source_rows(Reading(facts, "nl"), day)
    assert row.next is not None
    assert (row.last, row.next.period, row.next.when, row.next.late) == ("2024", "2025", "juni 2025", late)


def test_sources_stand_in_the_order_of_the_report_and_those_of_no_figure_last(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    release("e1", figure("WE_02", "44021", source="ksz"), figure("DE_42", "44021", source="statbel_population"))
    facts = shelf.released()
    facts.edition.manifest["sources"] = [
        {"id": id_, "publisher": id_, "title": id_, "licence": "", "page": ""}
        for id_ in ("unused", "ksz", "statbel_population")
    ]
    rows = source_rows(Reading(facts, "nl"), date(2025, 5, 31))
    assert [row.id for row in rows] == ["statbel_population", "ksz", "unused"]
    shown = page("/nl/bronnen/")
    in_short = shown[shown.index("In het kort") : shown.index("</table>")]
    assert "#ksz" in in_short
    assert "#unused" not in in_short


def test_an_edition_is_an_official_statistic_only_once_an_authority_adopts_it(
    release: Release, page: Page, settings: Any
) -> None:
    release("e1")
    assert "Geen officiële statistiek." in page("/nl/bronnen/")
    settings.ADOPTED = {"e1": "Statistiek Vlaanderen"}
    text = page("/nl/editie/e1/bronnen/")
    assert "Officiële statistiek van Statistiek Vlaanderen." in text
    assert "geen officiële statistiek" not in text.casefold()


def test_invented_figures_are_never_an_official_statistic(release: Release, page: Page, settings: Any) -> None:
    settings.ADOPTED = {"e1": "Statistiek Vlaanderen"}
    release("e1", kind="demo")
    assert "Geen officiële statistiek." in page("/nl/bronnen/")


def test_the_accessibility_statement_holds_what_the_law_asks_for(release: Release, page: Page, settings: Any) -> None:
    """Status, what is not accessible, how and when it was made, where to write to, where to complain."""
    settings.CONTACT = "monitor@voorbeeld.be"
    release()
    text = page("/nl/toegankelijkheid/")
    for asked in (
        "gedeeltelijk",
        "Wat nog niet toegankelijk is",
        "Opgemaakt op",
        "monitor@voorbeeld.be",
        "Ombudsdienst",
    ):
        assert asked in text
