"""Plans go out to Excel, CSV and JSON and come in again, shown before anything changes."""

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import docx
import fastexcel
import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from liim_web.accounts.models import Role, User
from liim_web.plans.content import Reading
from liim_web.plans.coverage import Cover
from liim_web.plans.decisions import new_version
from liim_web.plans.editing import save
from liim_web.plans.exchange import word, workbook
from liim_web.plans.exchange.columns import columns, neutral, rows_of
from liim_web.plans.exchange.preview import bring_in, mapping_of, preview
from liim_web.plans.models import Action
from liim_web.plans.snapshots import broken_seals, leaf, seal, snapshot

HEADERS = [column.header for column in columns()]
EVIL = '=HYPERLINK("http://voorbeeld.be","klik")'


@pytest.fixture
def secretariat(world: Any) -> Any:
    actor = world.actor(Role.SECRETARIAT, None)
    new_version(actor, world.plan, "first")
    return actor


@pytest.fixture
def browser(secretariat: Any) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=secretariat.user_id))
    return client


def exported(world: Any, actor: Any) -> bytes:
    found = Reading(actor=actor, version=world.plan.versions.get())
    return workbook.written(found.content(), found.matrix(), [("Plan", world.plan.title)])


def sheet(*rows: list[str], headers: list[str] | None = None) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = book.add_worksheet("Acties")
        for line, row in enumerate([headers or HEADERS, *rows]):
            for place, text in enumerate(row):
                made.write_string(line, place, text)
    return file.getvalue()


def row(**texts: str) -> list[str]:
    return [texts.get(column.name, "") for column in columns()]


def shown(world: Any, file: bytes) -> Any:
    headers, rows = workbook.read(file)
    return preview(world.plan, rows, mapping_of(headers))


def test_what_goes_out_comes_in_unchanged(world: Any, secretariat: Any) -> None:
    world.action(description="Regel één\nregel twee", contribution=EVIL, continuous=True)
    world.action(novelty="existing", budget_statement="within_means")
    looked = shown(world, exported(world, secretariat))
    assert (looked.rows, looked.unchanged) == ((), 2)


def test_a_change_in_excel_is_shown_cell_by_cell_and_then_brought_in(world: Any, secretariat: Any) -> None:
    action = world.action(title="Oud")
    book = openpyxl.load_workbook(BytesIO(exported(world, secretariat)))
    book["Acties"].cell(2, HEADERS.index("Titel") + 1).value = "Nieuw"
    changed = BytesIO()
    book.save(changed)
    looked = shown(world, changed.getvalue())
    assert [(cell.header, cell.before, cell.after) for cell in looked.rows[0].cells] == [("Titel", "Oud", "Nieuw")]
    bring_in(secretariat, world.plan, looked)
    action.refresh_from_db()
    assert action.title == "Nieuw"


def test_a_new_row_becomes_an_action_with_the_next_number(world: Any, secretariat: Any) -> None:
    texts = row(
        title="Nieuw", novelty="nieuw", domain="Wonen", objective="SO1-OO2", start="01/02/2026", continuous="ja"
    )
    looked = shown(world, sheet(texts))
    assert (looked.added, looked.problems) == (1, 0)
    bring_in(secretariat, world.plan, looked)
    made = Action.objects.get()
    assert (made.uid, str(made.start), made.lead_domain.code) == ("HIBP-SO1-OO2-A001", "2026-02-01", "wonen")


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"uid": "HIBP-SO9-OO9-A999"}, "bestaat niet in dit plan"),
        ({"title": "X", "novelty": "nieuw", "domain": "maan", "objective": "SO1-OO1"}, "“maan” bestaat niet"),
        ({"title": "X", "novelty": "baanbrekend", "domain": "werk", "objective": "SO1-OO1"}, "Kies uit"),
        ({"title": "X", "domain": "werk", "objective": "SO1-OO1"}, "Ontbreekt: Nieuw of bestaand"),
        ({"title": "X", "novelty": "nieuw", "domain": "werk", "objective": "SO1-OO1", "start": "31/02/2026"}, "“31/02"),
        (
            {"title": "X", "novelty": "nieuw", "domain": "werk", "objective": "SO1-OO1", "start": "2026-05-01",
             "end": "2026-04-01"},
            "Het einde ligt voor de start",
        ),
        ({"title": "X", "novelty": "nieuw", "domain": "werk", "objective": "SO1-OO1", "contact": "x"}, "e-mail"),
        ({"title": "X" * 600, "novelty": "nieuw", "domain": "werk", "objective": "SO1-OO1"}, "500"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_says_why_and_nothing_comes_in(
    world: Any, secretariat: Any, texts: dict[str, str], says: str
) -> None:
    looked = shown(world, sheet(row(**texts)))
    assert says in " ".join(looked.rows[0].problems)
    with pytest.raises(Exception, match="Verbeter eerst"):
        bring_in(secretariat, world.plan, looked)


def test_a_file_does_not_move_an_action_nor_hold_it_twice(world: Any, secretariat: Any) -> None:
    action = world.action()
    moved = row(uid=action.uid, domain="wonen", objective="SO1-OO1", title=action.title, novelty="nieuw")
    twice = row(uid=action.uid, domain="werk", objective="SO1-OO1", title=action.title, novelty="nieuw")
    looked = shown(world, sheet(moved, twice))
    assert "domein" in looked.rows[0].problems[0]
    assert "al eerder" in looked.rows[1].problems[0]


def test_a_column_that_the_file_lacks_stays_as_it_is(world: Any, secretariat: Any) -> None:
    action = world.action(description="Blijft.")
    looked = shown(world, sheet([action.uid, "Anders"], headers=["Nummer", "Titel"]))
    bring_in(secretariat, world.plan, looked)
    action.refresh_from_db()
    assert (action.title, action.description) == ("Anders", "Blijft.")


def test_a_word_table_comes_in_after_its_columns_are_matched(world: Any, browser: Client) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for place, text in enumerate(["Maatregel", "Domein", "OD", "Soort"]):
        table.cell(0, place).text = text
    for place, text in enumerate(["Taallessen", "Wonen", "SO1-OO1", "versterkt"]):
        table.cell(1, place).text = text
    file = BytesIO()
    document.save(file)
    headers, rows = word.read(file.getvalue())
    assert (headers, rows) == (
        ["Maatregel", "Domein", "OD", "Soort"],
        [["Taallessen", "Wonen", "SO1-OO1", "versterkt"]],
    )
    address = "/nl/plan/HIBP/invoer/"
    upload = browser.post(address, {"file": SimpleUploadedFile("plan.docx", file.getvalue())})
    assert "Ontbreekt" in upload.text
    matched = {"column-0": "title", "column-1": "domain", "column-2": "objective", "column-3": "novelty"}
    carried = {"table": upload.context["table"], "digest": "", **matched}
    again = browser.post(address, carried)
    assert again.context["preview"].problems == 0
    done = browser.post(address, {**carried, "digest": again.context["preview"].digest, "confirm": "1"})
    assert done.status_code == 302
    assert Action.objects.get().novelty == "strengthened"


def test_a_plan_that_moved_on_since_the_preview_is_shown_again(world: Any, browser: Client) -> None:
    action = world.action(title="Oud")
    file = sheet([action.uid, "Uit het bestand"], headers=["Nummer", "Titel"])
    upload = browser.post("/nl/plan/HIBP/invoer/", {"file": SimpleUploadedFile("plan.xlsx", file)})
    Action.objects.update(title="Intussen anders")
    carried = {"table": upload.context["table"], "digest": upload.context["preview"].digest, "confirm": "1"}
    answer = browser.post("/nl/plan/HIBP/invoer/", {**carried, "column-0": "uid", "column-1": "title"})
    assert "sinds het voorbeeld" in answer.text
    assert Action.objects.get().title == "Intussen anders"


@pytest.mark.parametrize(("name", "content"), [("stuk.xlsx", b"PK\x03\x04stuk"), ("stuk.docx", b"PK\x03\x04stuk")])
def test_a_broken_file_is_refused_in_words(world: Any, browser: Client, name: str, content: bytes) -> None:
    answer = browser.post("/nl/plan/HIBP/invoer/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert "geen leesbaar" in answer.text


def test_a_forged_table_is_refused(world: Any, browser: Client) -> None:
    answer = browser.post("/nl/plan/HIBP/invoer/", {"table": "vervalst", "confirm": "1", "digest": "x"})
    assert answer.status_code == 400
    assert not Action.objects.exists()


def test_formulas_in_text_do_not_run_in_excel_or_csv(world: Any, browser: Client, secretariat: Any) -> None:
    world.action(title=EVIL)
    book = openpyxl.load_workbook(BytesIO(browser.get("/nl/plan/HIBP/versie/1/plan.xlsx").content))
    cell = book["Acties"].cell(2, HEADERS.index("Titel") + 1)
    assert (cell.value, cell.data_type) == (EVIL, "s")
    lines = list(csv.DictReader(StringIO(browser.get("/nl/plan/HIBP/versie/1/acties.csv").text)))
    assert lines[0]["title"] == f"'{EVIL}"


@given(st.text())
def test_no_text_begins_a_formula_once_neutral(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_page_excel_csv_and_json_tell_the_same(world: Any, browser: Client) -> None:
    for n in range(3):
        world.action(title=f"Actie {n}", novelty=["new", "existing", "new"][n])
    base = "/nl/plan/HIBP/versie/1/"
    told = json.loads(browser.get(f"{base}plan.json").content)
    in_excel = fastexcel.read_excel(browser.get(f"{base}plan.xlsx").content)
    lines = list(csv.DictReader(StringIO(browser.get(f"{base}acties.csv").text)))
    page = browser.get(base)
    covered = sum(cell["cover"] == Cover.COVERED for cell in told["cells"])
    assert len(told["actions"]) == len(lines) == in_excel.load_sheet("Acties").height == 3
    assert "3 acties" in page.text
    assert covered == browser.get(f"{base}matrix/").context["matrix"].count(Cover.COVERED) == 1
    said = [value for line in in_excel.load_sheet("Matrix").to_polars().rows() for value in line]
    assert sum(str(value).startswith("gedekt") for value in said) == covered


def text_of(pdf: bytes) -> str:
    """What a reader reads, lines joined."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def test_every_count_of_the_summary_is_the_same_in_page_excel_pdf_and_json(world: Any, browser: Client) -> None:
    """Counted anew from the open data, without our own code, and found in all that people read."""
    for n in range(4):
        action = world.action(title=f"Actie {n}", novelty=["new", "existing", "new", "strengthened"][n])
        action.budget.create(year=2026, source="VO", stage="authorised", amount=f"{n + 1}234.50")
    base = "/nl/plan/HIBP/versie/1/"
    told = json.loads(browser.get(f"{base}plan.json").content)
    novelty = Counter(action["novelty"] for action in told["actions"])
    covers = Counter(cell["cover"] for cell in told["cells"])
    amount = sum(Decimal(line["amount"]) for action in told["actions"] for line in action["budget"])
    assert amount == Decimal("10938.00")
    expected = [
        f"{novelty['new']} nieuw, {novelty['strengthened']} versterkt, {novelty['existing']} bestaand",
        f"{covers['covered']} gedekt, {covers['explained']} gemotiveerd zonder actie, {covers['open']} open",
        "10.938,00 €",
    ]
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", browser.get(base).text))
    pdf = text_of(browser.get(f"{base}plan.pdf").content)
    book = openpyxl.load_workbook(BytesIO(browser.get(f"{base}plan.xlsx").content))
    excel = " ".join(str(cell.value) for line in book["Over"].iter_rows() for cell in line)
    for said in expected:
        for where in (page, pdf, excel):
            assert said in where, said


def test_the_plan_as_a_document_names_every_action_and_is_tagged(world: Any, browser: Client) -> None:
    action = world.action(
        title="Taallessen", contribution="Taal opent deuren.", description="<b>Vet</b> #let x = 1 $y$"
    )
    action.milestones.create(title="Eerste groep", due="2026-09-01")
    world.plan.fictitious = True
    world.plan.save()
    made = browser.get("/nl/plan/HIBP/versie/1/plan.pdf").content
    read = text_of(made)
    for said in (
        action.uid,
        "Taallessen",
        "Taal opent deuren.",
        "Eerste groep",
        "<b>Vet</b> #let x = 1 $y$",
        "verzonnen",
    ):
        assert said in read, said
    reader = PdfReader(BytesIO(made))
    assert "/MarkInfo" in reader.root_object
    assert reader.metadata
    assert "LIIM-FICTIEF" in str(reader.metadata.get("/Keywords"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_document_speaks_the_language_of_the_page(world: Any, browser: Client, language: str) -> None:
    world.action()
    read = text_of(browser.get(f"/{language}/plan/HIBP/versie/1/plan.pdf").content)
    assert {"fr": "Domaine politique", "en": "Policy domain"}[language] in read


def test_the_annex_tells_which_words_changed(world: Any, secretariat: Any, browser: Client) -> None:
    action = world.action(title="Taallessen op het werk", state="opgenomen")
    draft = world.plan.versions.get()
    draft.state, draft.snapshot, draft.sha256 = "gepubliceerd", snapshot(draft), "1" * 64
    draft.save()
    world.version("concept", number=2)
    save(secretariat, action, {"title": "Taallessen thuis"}, seen=None)
    read = text_of(browser.get("/nl/plan/HIBP/versie/2/gewijzigd-sinds/1/bijlage.pdf").content)
    assert "Van versie 1 naar versie 2" in read
    assert action.uid in read
    assert "thuis" in read


def test_filters_apply_to_page_and_exports_and_are_printed(world: Any, browser: Client) -> None:
    world.action(title="Van werk")
    world.action(title="Van wonen", domain="wonen")
    asked = "/nl/plan/HIBP/versie/1/{}?domain=wonen"
    assert "Van werk" not in browser.get(asked.format("")).text
    assert "Van werk" not in browser.get(asked.format("acties.csv")).text
    book = openpyxl.load_workbook(BytesIO(browser.get(asked.format("plan.xlsx")).content))
    assert ["Filters", "domain: wonen"] in [[cell.value for cell in line] for line in book["Over"].iter_rows()]


def test_anyone_can_check_the_chain_from_open_data(world: Any, secretariat: Any) -> None:
    """With the public leaf and the hash of the internal one."""
    world.action(internal=True)
    world.plan.versions.all().delete()
    straw = world.version("gepubliceerd")
    told = json.loads(Client().get(f"/nl/plan/HIBP/versie/{straw.number}/plan.json").content)
    seals = told.pop("seal")
    assert leaf(told) == seals["sha256_public"]
    assert len(seal(seals["previous_sha256"], leaf(told), seals["sha256_internal"])) == 64
    assert list(broken_seals(world.plan)), "a seal of straw does not hold"


def test_only_who_makes_the_version_brings_files_in(world: Any, browser: Client) -> None:
    other = Client()
    other.force_login(world.member(Role.COORDINATOR).user)
    assert other.get("/nl/plan/HIBP/invoer/").status_code == 403
    assert browser.get("/nl/plan/HIBP/invoer/").status_code == 200


def test_control_characters_do_not_break_the_workbook(world: Any, secretariat: Any) -> None:
    world.action(title="Met\x0bteken")
    content = Reading(actor=secretariat, version=world.plan.versions.get()).content()
    assert rows_of(content)[0]["title"] == "Metteken"
