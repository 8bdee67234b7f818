"""A report says what its edition says, in tagged pages that a screen reader can follow."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from liim.editions import Edition, Figure
from liim.model import LANGUAGES, Language
from liim.publish import numbers, verdicts
from liim.publish.report import NoSuchArea, content, report, setting
from liim.publish.sentences import Speech
from liim.publish.town import Town, town

NUMBER = re.compile(r"(?<![\w.,/-])\d[\d.,]*\d%?|(?<![\w.,/-])\d%?")
YEARS = re.compile(r"^((19|20)\d\d\s?)+$")


@pytest.fixture(scope="module")
def deinze(edition: Edition) -> bytes:
    return report(edition, "44083")


def text(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def written_numbers(edition: Edition, nis: str) -> set[str]:
    """Every number that the edition holds for a place and its region, as it may be written."""
    place, found = town(edition, nis), set[str]()
    for id_, indicator in edition.indicators.items():
        own = [*place.totals(id_), *place.classes(id_)]
        unit, decimals = indicator["unit"], numbers.decimals(own, indicator["unit"])
        write = numbers.Writing(unit, "nl", decimals)
        for one in [*own, *filter(None, map(place.beside, own))]:
            edges = numbers.bounds(one, unit) or ()
            values = [v for v in (one.value, one.lower, one.upper, *edges) if v is not None]
            counts = (one.numerator, one.denominator, one.numerator_lower, one.numerator_upper)
            found |= {write(value).lstrip("<") for value in values}
            found |= {numbers.value(edge, unit, "nl", more) for edge in edges for more in range(decimals, 5)}
            found |= {numbers.count(one, "nl") for one in counts if one is not None}
            found.add(one.period)
        for one in own:
            found |= rest_of_region(one, place.beside(one), write)
    return found


def rest_of_region(own: Figure, region: Figure | None, write: numbers.Writing) -> set[str]:
    """A comparison leaves the place itself out of its region."""
    if region is None or None in {own.numerator, own.denominator, region.numerator, region.denominator}:
        return set()
    per = 100 if write.unit == "%" else float(write.unit.removeprefix("per "))
    whole = (region.denominator or 0) - (own.denominator or 0)
    return {write(per * ((region.numerator or 0) - (own.numerator or 0)) / whole)} if whole else set()


def is_axis(line: str) -> bool:
    """Marks of an axis: years, or numbers at equal steps."""
    marks = [
        float(mark.strip("%").replace(".", "").replace(",", ".")) for mark in line.split() if NUMBER.fullmatch(mark)
    ]
    steps = {round(after - before, 6) for before, after in pairwise(marks)}
    return bool(YEARS.match(line)) or (len(marks) == len(line.split()) and len(steps) <= 1)


def spoken(made: bytes) -> Iterator[str]:
    """The lines of the chapters, without axes, footers and running numbers of pages."""
    for page in pypdf.PdfReader(io.BytesIO(made)).pages[2:]:
        content = page.extract_text()
        if "Wat de cijfers betekenen" in content:
            return
        for line in content.splitlines():
            if not is_axis(line) and "pagina" not in line:
                yield re.sub(r"\b[A-Z]{2}_\d\d\b|\bper.1\.000\b|\bPer 1\.000\b", "", line)


def test_every_number_in_the_text_follows_from_the_edition(edition: Edition, deinze: bytes) -> None:
    known = written_numbers(edition, "44083") | {"1", "18", "1.000"}  # days, and what the catalogue says itself
    titles = " ".join(part for one in edition.indicators.values() for part in one["title"].values())
    lines = [line for line in spoken(deinze) if "Breuk in" not in line]  # a break is told by the catalogue
    found = [number.rstrip(".,") for line in lines for number in NUMBER.findall(line)]
    assert len(found) > 100
    assert not {number for number in found if number not in known and number not in titles}


def test_the_report_says_figure_and_comparison_and_since_when(deinze: bytes) -> None:
    said = " ".join(text(deinze).split())
    assert "Op 1 januari 2024 telde Deinze 5.271 inwoners zonder Belgische nationaliteit op 43.922 inwoners" in said
    assert "Dat is minder dan in de rest van het Vlaams Gewest (16,0%)." in said
    assert "Sinds 2017 neemt het aantoonbaar toe." in said
    assert "Dit cijfer is voorlopig en kan nog wijzigen." in said


def test_towns_alike_go_before_the_region(edition: Edition) -> None:
    place = town(edition, "44083")
    latest = place.totals("DE_42")[-1]
    told = {"indicator": "DE_42", "period": "2024", "classes": (), "verdict": "higher", "benchmark_value": 9.8}
    place.__dict__["comparisons"] = [
        told | {"benchmark": "region", "group": "02000"},
        told | {"benchmark": "similar", "group": "similar:44083"},
    ]
    speech = Speech(indicator=edition.indicators["DE_42"], language="nl")
    found = verdicts.comparison(place, speech, latest)
    assert found is not None
    assert found.inside == "in vergelijkbare gemeenten"


def test_what_is_not_shown_is_explained_where_it_is_not_shown(deinze: bytes) -> None:
    said = " ".join(text(deinze).split())
    assert "× afgeschermd om mensen te beschermen" in said
    assert "In 2024 telde Deinze 220 meerderjarige nieuwkomers." in said
    assert "het aantal waardoor gedeeld wordt, ontbreekt" in said
    assert "Breuk in 2022: Asielzoekers behoren" in said


def test_brussels_is_told_what_does_not_apply_and_gets_no_empty_chart(edition: Edition) -> None:
    said = " ".join(text(report(edition, "21004")).split())
    assert "Dit cijfer is in Brussel niet van toepassing." in said
    assert "Tabel DE_49" not in said
    assert "in de rest van het Brussels Hoofdstedelijk Gewest" in said


def test_a_union_has_a_report_as_well(edition: Edition) -> None:
    assert "Vlaams Gewest" in text(report(edition, "02000"))


def test_a_code_of_yesterday_is_refused_in_words(edition: Edition) -> None:
    with pytest.raises(NoSuchArea, match="Did it merge"):
        report(edition, "44011")


def test_a_place_without_any_figure_gets_a_report_that_says_so(edition: Edition) -> None:
    said = " ".join(text(report(edition, "71016")).split())
    assert "Nog zonder cijfers in deze editie: Vreemdelingen" in said


def test_source_checksum_edition_and_address_stand_in_it(edition: Edition, deinze: bytes) -> None:
    said = text(deinze)
    assert "ab" * 32 in said
    assert f"/nl/editie/{edition.id}/gemeente/deinze-44083/" in said


def test_every_page_of_a_fictitious_edition_says_that_it_is(fictitious: Edition) -> None:
    pages = pypdf.PdfReader(io.BytesIO(report(fictitious, "44083"))).pages
    assert all("Fictieve cijfers" in page.extract_text() for page in pages)


def test_a_real_edition_does_not_say_fictitious(deinze: bytes) -> None:
    assert "Fictie" not in text(deinze)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_made_in_every_language(edition: Edition, language: Language) -> None:
    with pikepdf.open(io.BytesIO(report(edition, "44083", language))) as pdf:
        assert str(pdf.Root.Lang).startswith(language)


def test_the_same_edition_gives_the_same_bytes(edition: Edition, deinze: bytes) -> None:
    assert report(edition, "44083") == deinze


def structure(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    kids = element.get("/K", pikepdf.Array())
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)


def test_a_screen_reader_finds_title_headings_tables_and_words_for_every_picture(deinze: bytes) -> None:
    with pikepdf.open(io.BytesIO(deinze)) as pdf:
        tags = list(structure(pdf.Root.StructTreeRoot))
        kinds = [str(tag.S) for tag in tags]
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Integratie en inburgering in Deinze"
        assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/Caption"} <= set(kinds)
        pictures = [tag for tag in tags if str(tag.S) == "/Figure"]
        assert pictures
        assert all(len(str(tag.Alt)) > 20 for tag in pictures)
        assert pdf.Root.Outlines.Count > 0


def test_every_head_of_a_table_says_of_which_cells_it_is_the_head(deinze: bytes) -> None:
    with pikepdf.open(io.BytesIO(deinze)) as pdf:
        heads = [tag for tag in structure(pdf.Root.StructTreeRoot) if str(tag.S) == "/TH"]
        assert heads
        attributes = [tag.A.unparse().decode() for tag in heads]
        assert all("/Scope /Column" in one for one in attributes)


def test_bookmarks_lead_to_every_chapter_and_indicator(edition: Edition, deinze: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(deinze))
    parts = (part if isinstance(part, list) else [part] for part in reader.outline)
    names = {str(one["/Title"]) for part in parts for one in part if not isinstance(one, list)}
    told = content.content(town(edition, "44083"), "nl")
    assert {one["title"] for one in told["chapters"]} <= names
    assert any(name.startswith("Vreemdelingen") for name in names)


@pytest.fixture(params=LANGUAGES)
def every_kind(edition: Edition, tmp_path: Path, request: pytest.FixtureRequest) -> list[Path]:
    """Each kind of report in a language, as files."""
    paths = []
    for kind in content.KINDS:
        paths.append(tmp_path / f"{kind}-{request.param}.pdf")
        paths[-1].write_bytes(report(edition, "44083", request.param, kind))
    return paths


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed (make qpdf installs it)")
def test_another_program_finds_nothing_wrong_with_any_kind(every_kind: list[Path]) -> None:
    for path in every_kind:
        done = subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, f"{path.name}: {done.stdout}{done.stderr}"
        assert "No syntax or stream encoding errors found" in done.stdout


def test_every_kind_says_its_language_its_title_and_what_its_pictures_show(every_kind: list[Path]) -> None:
    for path in every_kind:
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang).startswith(path.stem[-2:])
            assert "Deinze" in str(pdf.docinfo["/Title"])
            assert pdf.Root.MarkInfo.Marked
            pictures = [tag for tag in structure(pdf.Root.StructTreeRoot) if str(tag.S) == "/Figure"]
            assert pictures
            assert all("/Alt" in tag for tag in pictures)
            meta = pdf.open_metadata()
            assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")


def test_it_claims_to_be_accessible_and_to_last(deinze: bytes) -> None:
    with pikepdf.open(io.BytesIO(deinze)) as pdf:
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


def test_only_our_own_font_is_in_it_and_it_is_embedded(deinze: bytes) -> None:
    with pikepdf.open(io.BytesIO(deinze)) as pdf:
        names = {str(one.FontName) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one}
        files = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile3" in one]
        assert names
        assert all("Inter" in name for name in names)
        assert len(files) == len(names)


def test_without_our_font_there_is_no_report_in_another(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "_FONTS", ("Lost.otf",))
    setting._compiler.cache_clear()
    with pytest.raises(setting.NoFont, match="Install LIIM again"):
        report(edition, "44083")


def test_a_series_that_is_withheld_throughout_is_told_without_a_chart(edition: Edition) -> None:
    place = town(edition, "44083")
    hidden = [one._replace(status="withheld", value=None, numerator=None) for one in place.totals("DE_49")[:2]]
    blank = replace(place)
    blank.__dict__["_figures"] = {"DE_49": hidden}
    told = next(one for one in content.content(blank, "nl")["chapters"] if one["title"].startswith("Nieuwkomers"))
    assert told["lead"].startswith("Voor dit thema zijn alle cijfers van Deinze afgeschermd")
    shown = next(one for one in told["indicators"] if one["id"] == "DE_49")
    assert "trend" not in shown
    assert "afgeschermd" in shown["sentences"][0]
    assert [row[2:4] for row in shown["table"]["rows"]] == [["×", "–"], ["×", "–"]]


def with_figures(edition: Edition, nis: str, **figures: list[Figure]) -> Town:
    """A place of which the edition has these figures alone."""
    place = replace(town(edition, nis))
    place.__dict__.update({"_figures": figures, "trends": []})
    return place


def told_of(place: Town, id_: str) -> dict[str, Any]:
    """What a report tells of one indicator."""
    every = content.content(place, "nl")["chapters"]
    told: dict[str, Any] = next(one for chapter in every for one in chapter["indicators"] if one["id"] == id_)
    return told


def test_one_year_alone_has_a_place_among_all_others_and_no_line(edition: Edition) -> None:
    place = with_figures(edition, "44083", DE_42=town(edition, "44083").totals("DE_42")[-1:])
    told = told_of(place, "DE_42")
    assert "strip" in told
    assert "trend" not in told
    assert not re.search("Sinds|Op 1 januari 2017", " ".join(told["sentences"]))
    said = " ".join(text(setting.report_of(place)).split())
    assert "Op 1 januari 2024 telde Deinze 5.271 inwoners zonder Belgische nationaliteit" in said


def test_a_merger_in_the_last_year_is_told_with_what_could_not_be_added_up(edition: Edition) -> None:
    """Beveren, Kruibeke and Zwijndrecht are one since 2025: years before are sums, and what is no sum is missing."""
    share, rate = (town(edition, "44083").totals(id_)[-1] for id_ in ("DE_42", "PC_05"))
    before = share._replace(area="46030", period="2024", status="ok", flags=("rebuilt",))
    after = before._replace(period="2025", flags=())
    missing = rate._replace(area="46030", status="missing", reason="not_additive", value=None)
    place = with_figures(edition, "46030", DE_42=[before, after], PC_05=[missing])
    assert told_of(place, "DE_42")["table"]["notes"][-1] == "Herrekend naar de gemeente van vandaag: 2024."
    said = " ".join(text(setting.report_of(place)).split())
    assert "Deze gemeente ontstond op 1 januari 2025 uit een fusie van Beveren, Kruibeke en Zwijndrecht." in said
    assert "alleen cijfers van de gemeenten van voor de fusie, en die kunnen niet worden opgeteld" in said


def test_classes_of_which_nothing_is_known_are_told_in_a_sentence_without_a_table(edition: Edition) -> None:
    classes = town(edition, "11002").classes("DE_44")
    blank = [one._replace(period="2030", status="missing", reason="", value=None, numerator=None) for one in classes]
    told = told_of(with_figures(edition, "44083", DE_44=blank), "DE_44")
    assert told["sentences"] == ["Op 1 januari 2030 is er in Deinze geen cijfer bij de bron."]
    assert "classes" not in told


def test_broader_classes_stand_in_the_place_of_finer_ones_that_may_not_be_shown(edition: Edition) -> None:
    one = town(edition, "11002").classes("DE_44")[0]._replace(indicator="DE_51", period="2024", area="44083")
    hidden = one._replace(status="withheld", value=None, lower=None, upper=None, numerator=None)
    finer = [hidden._replace(classes=(("age", age),)) for age in ("18-24", "25-49", "50-64", "65+")]
    broader = [
        one._replace(classes=(("age", age),), numerator=7.0, denominator=14.0, value=50.0)
        for age in ("18-49", "from_50")
    ]
    table = told_of(with_figures(edition, "44083", DE_51=[*finer, *broader]), "DE_51")["classes"]
    assert [row[0] for row in table["rows"]] == ["18 tot en met 49 jaar", "50 jaar en ouder"]
    assert table["notes"][0] == "In ruimere klassen: van de fijnere mag er geen getoond worden."


def test_zeros_beside_an_unknown_that_holds_everyone_are_said_to_tell_nothing(edition: Edition) -> None:
    one = town(edition, "11002").classes("DE_44")[0]._replace(indicator="DE_51", period="2024", area="44083")

    def notes(*counts: float) -> list[str]:
        made = [
            one._replace(classes=(("age", age),), numerator=count, denominator=6.0, value=100 * count / 6)
            for age, count in zip(("18-24", "25-49", "unknown"), counts, strict=True)
        ]
        return list(told_of(with_figures(edition, "44083", DE_51=made), "DE_51")["classes"]["notes"])

    said = "Van niemand is dit bekend: iedereen staat bij onbekend. De nullen bij de andere groepen zeggen dus niets."
    assert notes(0, 0, 6)[0] == said
    assert said not in notes(1, 0, 5)


def test_the_report_of_a_region_compares_with_nothing_and_has_no_columns_for_it(edition: Edition) -> None:
    said = " ".join(text(report(edition, "02000", kind="short")).split())
    assert "Integratie en inburgering in het Vlaams Gewest" in said
    assert "Indicator Periode Cijfer Aantal Jaren" in said


def test_the_number_of_decimals_is_that_of_the_table(edition: Edition) -> None:
    speech = Speech(indicator=edition.indicators["DE_42"], language="nl", decimals=0)
    assert speech.value(12.4) == "12%"
