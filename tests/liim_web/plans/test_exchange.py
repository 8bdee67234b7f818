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
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from liim_web.accounts.models import Mandate, Role
from liim_web.plans.content import Reading
from liim_web.plans.coverage import Cover
from liim_web.plans.editing import save
from liim_web.plans.exchange.columns import columns, neutral, rows_of
from liim_web.plans.snapshots import broken_seals, leaf, seal, snapshot

HEADERS = [column.header for column in columns()]
EVIL = '=HYPERLINK("http://voorbeeld.be","klik")'


def test_formulas_in_text_do_not_run_in_excel_or_csv(world: Any, making: Client, maker: Any) -> None:
    world.action(title=EVIL)
    book = openpyxl.load_workbook(BytesIO(making.get("/nl/plan/HIBP/versie/1/plan.xlsx").content))
    cell = book["Acties"].cell(2, HEADERS.index("Titel") + 1)
    assert (cell.value, cell.data_type) == (EVIL, "s")
    lines = list(csv.DictReader(StringIO(making.get("/nl/plan/HIBP/versie/1/acties.csv").text)))
    assert lines[0]["title"] == f"'{EVIL}"


@given(st.text())
def test_no_text_begins_a_formula_once_neutral(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_page_excel_csv_and_json_tell_the_same(world: Any, making: Client) -> None:
    for n in range(3):
        world.action(title=f"Actie {n}", novelty=["new", "existing", "new"][n])
    base = "/nl/plan/HIBP/versie/1/"
    told = json.loads(making.get(f"{base}plan.json").content)
    in_excel = fastexcel.read_excel(making.get(f"{base}plan.xlsx").content)
    lines = list(csv.DictReader(StringIO(making.get(f"{base}acties.csv").text)))
    page = making.get(base)
    covered = sum(cell["cover"] == Cover.COVERED for cell in told["cells"])
    assert len(told["actions"]) == len(lines) == in_excel.load_sheet("Acties").height == 3
    assert "3 acties" in page.text
    assert covered == making.get(f"{base}matrix/").context["matrix"].count(Cover.COVERED) == 1
    said = [value for line in in_excel.load_sheet("Matrix").to_polars().rows() for value in line]
    assert sum(str(value).startswith("gedekt") for value in said) == covered


def text_of(pdf: bytes) -> str:
    """What a reader reads, lines joined."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def in_word(file: bytes) -> str:
    """What stands in a Word document, tables included."""
    page = docx.Document(BytesIO(file))
    cells = [cell.text for each in page.tables for row in each.rows for cell in row.cells]
    return " ".join([*(each.text for each in page.paragraphs), *cells])


def test_every_count_of_the_summary_is_the_same_in_page_excel_word_pdf_and_json(world: Any, making: Client) -> None:
    """Counted anew from the open data, without our own code, and found in all that people read."""
    for n in range(4):
        action = world.action(title=f"Actie {n}", novelty=["new", "existing", "new", "strengthened"][n])
        action.budget.create(year=2026, source="VO", stage="authorised", amount=f"{n + 1}234.50")
    base = "/nl/plan/HIBP/versie/1/"
    told = json.loads(making.get(f"{base}plan.json").content)
    novelty = Counter(action["novelty"] for action in told["actions"])
    covers = Counter(cell["cover"] for cell in told["cells"])
    amount = sum(Decimal(line["amount"]) for action in told["actions"] for line in action["budget"])
    assert amount == Decimal("10938.00")
    expected = [
        f"{novelty['new']} nieuw, {novelty['strengthened']} versterkt, {novelty['existing']} bestaand",
        f"{covers['covered']} gedekt, {covers['explained']} gemotiveerd zonder actie, {covers['open']} open",
        "10.938,00 €",
    ]
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", making.get(base).text))
    pdf = text_of(making.get(f"{base}plan.pdf").content)
    book = openpyxl.load_workbook(BytesIO(making.get(f"{base}plan.xlsx").content))
    excel = " ".join(str(cell.value) for line in book["Over"].iter_rows() for cell in line)
    word = in_word(making.get(f"{base}plan.docx").content)
    for said in expected:
        for where in (page, pdf, excel, word):
            assert said in where, said


def test_the_plan_as_a_document_names_every_action_and_is_tagged(world: Any, making: Client) -> None:
    action = world.action(
        title="Taallessen", contribution="Taal opent deuren.", description="<b>Vet</b> #let x = 1 $y$"
    )
    action.milestones.create(title="Eerste groep", due="2026-09-01")
    world.plan.fictitious = True
    world.plan.save()
    made = making.get("/nl/plan/HIBP/versie/1/plan.pdf").content
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


def test_the_plan_for_word_has_headings_says_its_language_and_that_it_is_made_up(world: Any, making: Client) -> None:
    world.action(title="Taallessen\x07", description="=1+1 <b>vet</b>").milestones.create(
        title="Stap", due="2026-09-01"
    )
    world.plan.fictitious = True
    world.plan.save()
    made = making.get("/fr/plan/HIBP/versie/1/plan.docx")
    assert made.headers["Content-Disposition"].endswith('HIBP-V1.docx"')
    page = docx.Document(BytesIO(made.content))
    assert "Taallessen" in [each.text for each in page.paragraphs if each.style and each.style.name == "Heading 3"]
    assert (page.core_properties.language, page.core_properties.keywords) == ("fr", "LIIM-FICTIEF")
    said = in_word(made.content)
    assert "=1+1 <b>vet</b>" in said
    assert "Stap" in said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_document_speaks_the_language_of_the_page(world: Any, making: Client, language: str) -> None:
    world.action()
    read = text_of(making.get(f"/{language}/plan/HIBP/versie/1/plan.pdf").content)
    assert {"fr": "Domaine politique", "en": "Policy domain"}[language] in read


def test_the_annex_tells_which_words_changed(world: Any, maker: Any, making: Client) -> None:
    action = world.action(title="Taallessen op het werk", state="opgenomen")
    draft = world.plan.versions.get()
    draft.state, draft.snapshot, draft.sha256 = "gepubliceerd", snapshot(draft), "1" * 64
    draft.save()
    world.version("concept", number=2)
    save(maker, action, {"title": "Taallessen thuis"}, seen=None)
    read = text_of(making.get("/nl/plan/HIBP/versie/2/gewijzigd-sinds/1/bijlage.pdf").content)
    assert "Van versie 1 naar versie 2" in read
    assert action.uid in read
    assert "thuis" in read


def test_filters_apply_to_page_and_exports_and_are_printed(world: Any, making: Client) -> None:
    world.action(title="Van werk")
    world.action(title="Van wonen", domain="wonen")
    asked = "/nl/plan/HIBP/versie/1/{}?domain=wonen"
    assert "Van werk" not in making.get(asked.format("")).text
    assert "Van werk" not in making.get(asked.format("acties.csv")).text
    book = openpyxl.load_workbook(BytesIO(making.get(asked.format("plan.xlsx")).content))
    assert ["Filters", "domain: wonen"] in [[cell.value for cell in line] for line in book["Over"].iter_rows()]


def test_anyone_can_check_the_chain_from_open_data(world: Any, maker: Any) -> None:
    """With the public leaf and the hash of the internal one."""
    world.action(internal=True)
    world.plan.versions.all().delete()
    straw = world.version("gepubliceerd")
    told = json.loads(Client().get(f"/nl/plan/HIBP/versie/{straw.number}/plan.json").content)
    seals = told.pop("seal")
    assert leaf(told) == seals["sha256_public"]
    assert len(seal(seals["previous_sha256"], leaf(told), seals["sha256_internal"])) == 64
    assert list(broken_seals(world.plan)), "a seal of straw does not hold"


def test_control_characters_do_not_break_the_workbook(world: Any, maker: Any) -> None:
    world.action(title="Met\x0bteken")
    content = Reading(actor=maker, version=world.plan.versions.get()).content()
    assert rows_of(content)[0]["title"] == "Metteken"


def test_actions_leave_with_their_state_lead_mandate_slippage_and_figures(world: Any, making: Client) -> None:
    """To be read and filtered on, in CSV and in Excel alike; whoever brings the file in again changes none of them."""
    action = world.action(mandate=Mandate.objects.create(holder="An Voorbeeld", title="Minister", start="2024-01-01"))
    action.milestones.create(title="Stap", due="2026-03-03", due_at_approval="2026-03-01", reason="Regen.")
    action.indicator_links.create(plan=world.plan, indicator="WE_02")
    base = "/nl/plan/HIBP/versie/1/"
    (line,) = csv.DictReader(StringIO(making.get(f"{base}acties.csv").text))
    told = ["voorstel", "2", "Departement Werk en Sociale Economie", "Minister (An Voorbeeld)", "WE_02"]
    assert [line[name] for name in ("state", "slippage", "organisation", "mandate", "indicators")] == told
    sheet = fastexcel.read_excel(making.get(f"{base}plan.xlsx").content).load_sheet("Acties").to_polars()
    assert [str(value) for value in sheet.row(0)[-5:]] == told


def test_the_plan_says_who_leads_how_many_actions_with_how_much_money(world: Any, making: Client) -> None:
    for domain, amounts in (("werk", (1000, 2000)), ("wonen", (500,))):
        for amount in amounts:
            world.action(domain=domain).budget.create(year=2026, source="VO", stage="authorised", amount=amount)
    told = making.get("/nl/plan/HIBP/versie/1/").context["summary"].responsible
    assert [(each.name, each.actions, {stage: int(sum_) for stage, sum_ in each.budget.items()}) for each in told] == [
        ("Departement Werk en Sociale Economie", 2, {"authorised": 3000}),
        ("Departement Wonen", 1, {"authorised": 500}),
    ]


def test_an_export_of_a_part_of_the_plan_says_that_it_is_a_part(world: Any, making: Client) -> None:
    """A reporter takes the own domain along; the file says how much is missing from it."""
    world.action()
    world.action(domain="wonen")
    reporter = Client()
    reporter.force_login(world.member(Role.REPORTER, "werk").user)
    told = []
    for browser in (making, reporter):
        book = fastexcel.read_excel(browser.get("/nl/plan/HIBP/versie/1/plan.xlsx").content)
        told.append(str(book.load_sheet("Over", header_row=None).to_polars().rows()))
    assert "jij mag lezen" not in told[0]
    assert "Enkel wat jij mag lezen; acties die er niet in staan: 1." in told[1]
