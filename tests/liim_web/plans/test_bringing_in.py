"""Files come in: every table is shown first, cell by cell, then brought in, all of it or nothing."""

import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from liim_web.accounts.models import Role
from liim_web.plans.exchange import word
from liim_web.plans.exchange.bringing_in import bring_in
from liim_web.plans.exchange.part_sheets import as_number, part_sheets
from liim_web.plans.models import Action, AuditEvent
from tests.liim_web.plans.files import EVIL, HEADERS, book, exported, goals_of, row, sheet, shown


def test_what_goes_out_comes_in_unchanged(world: Any, maker: Any) -> None:
    world.action(description="Regel één\nregel twee", contribution=EVIL, continuous=True)
    world.action(novelty="existing", budget_statement="within_means")
    looked = shown(world, exported(world, maker))
    assert (looked.rows, looked.unchanged) == ((), 2 + goals_of(world))


def test_a_change_in_excel_is_shown_cell_by_cell_and_then_brought_in(world: Any, maker: Any) -> None:
    action = world.action(title="Oud")
    file = openpyxl.load_workbook(BytesIO(exported(world, maker)))
    file["Acties"].cell(2, HEADERS.index("Titel") + 1).value = "Nieuw"
    changed = BytesIO()
    file.save(changed)
    looked = shown(world, changed.getvalue())
    assert [(cell.header, cell.before, cell.after) for cell in looked.rows[0].cells] == [("Titel", "Oud", "Nieuw")]
    bring_in(maker, world.plan, looked)
    action.refresh_from_db()
    assert action.title == "Nieuw"


def test_a_new_row_becomes_an_action_with_the_next_number(world: Any, maker: Any) -> None:
    texts = row(
        title="Nieuw", novelty="nieuw", domain="Wonen", objective="SO1-OO2", start="01/02/2026", continuous="ja"
    )
    looked = shown(world, sheet(texts))
    assert (looked.added, looked.problems) == (1, 0)
    bring_in(maker, world.plan, looked)
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
    world: Any, maker: Any, texts: dict[str, str], says: str
) -> None:
    looked = shown(world, sheet(row(**texts)))
    assert says in " ".join(looked.rows[0].problems)
    with pytest.raises(Exception, match="Verbeter eerst"):
        bring_in(maker, world.plan, looked)


def test_a_file_does_not_move_an_action_nor_hold_it_twice(world: Any, maker: Any) -> None:
    action = world.action()
    moved = row(uid=action.uid, domain="wonen", objective="SO1-OO1", title=action.title, novelty="nieuw")
    twice = row(uid=action.uid, domain="werk", objective="SO1-OO1", title=action.title, novelty="nieuw")
    looked = shown(world, sheet(moved, twice))
    assert "domein" in looked.rows[0].problems[0]
    assert "al eerder" in looked.rows[1].problems[0]


def test_a_column_that_the_file_lacks_stays_as_it_is(world: Any, maker: Any) -> None:
    action = world.action(description="Blijft.")
    looked = shown(world, sheet([action.uid, "Anders"], headers=["Nummer", "Titel"]))
    bring_in(maker, world.plan, looked)
    action.refresh_from_db()
    assert (action.title, action.description) == ("Anders", "Blijft.")


def test_a_word_table_comes_in_after_its_columns_are_matched(world: Any, making: Client) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    for place, text in enumerate(["Maatregel", "Domein", "OD", "Soort"]):
        table.cell(0, place).text = text
    for place, text in enumerate(["Taallessen", "Wonen", "SO1-OO1", "versterkt"]):
        table.cell(1, place).text = text
    file = BytesIO()
    document.save(file)
    (read,) = word.read(file.getvalue())
    assert (read.about, read.headers, read.rows) == (
        "actions",
        ("Maatregel", "Domein", "OD", "Soort"),
        (("Taallessen", "Wonen", "SO1-OO1", "versterkt"),),
    )
    address = "/nl/plan/HIBP/invoer/"
    upload = making.post(address, {"file": SimpleUploadedFile("plan.docx", file.getvalue())})
    assert "Ontbreekt" in upload.text
    matched = {"column-0-0": "title", "column-0-1": "domain", "column-0-2": "objective", "column-0-3": "novelty"}
    carried = {"tables": upload.context["carried"], "digest": "", **matched}
    again = making.post(address, carried)
    assert again.context["preview"].problems == 0
    done = making.post(address, {**carried, "digest": again.context["preview"].digest, "confirm": "1"})
    assert done.status_code == 302
    assert Action.objects.get().novelty == "strengthened"


def test_a_plan_that_moved_on_since_the_preview_is_shown_again(world: Any, making: Client) -> None:
    action = world.action(title="Oud")
    file = sheet([action.uid, "Uit het bestand"], headers=["Nummer", "Titel"])
    upload = making.post("/nl/plan/HIBP/invoer/", {"file": SimpleUploadedFile("plan.xlsx", file)})
    Action.objects.update(title="Intussen anders")
    carried = {"tables": upload.context["carried"], "digest": upload.context["preview"].digest, "confirm": "1"}
    answer = making.post("/nl/plan/HIBP/invoer/", {**carried, "column-0-0": "uid", "column-0-1": "title"})
    assert "sinds het voorbeeld" in answer.text
    assert Action.objects.get().title == "Intussen anders"


@pytest.mark.parametrize(
    ("name", "inside", "says"),
    [
        ("stuk.xlsx", {}, "geen echt xlsx-bestand"),
        ("stuk.xlsx", {"xl/workbook.xml": b"<x/>"}, "geen leesbaar"),
        ("stuk.docx", {"word/document.xml": b"<x/>"}, "geen leesbaar"),
        ("plan.pdf", None, "geen leesbaar"),
    ],
)
def test_a_broken_file_is_refused_in_words(
    world: Any, making: Client, name: str, inside: dict[str, bytes] | None, says: str
) -> None:
    packed = BytesIO(b"%PDF-1.7")
    if inside is not None:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for member, content in (inside or {"leeg": b""}).items():
                archive.writestr(member, content)
    answer = making.post("/nl/plan/HIBP/invoer/", {"file": SimpleUploadedFile(name, packed.getvalue())})
    assert answer.status_code == 400
    assert says in answer.text


def test_a_forged_table_is_refused(world: Any, making: Client) -> None:
    answer = making.post("/nl/plan/HIBP/invoer/", {"tables": "vervalst", "confirm": "1", "digest": "x"})
    assert answer.status_code == 400
    assert not Action.objects.exists()


def test_only_who_makes_the_version_brings_files_in(world: Any, making: Client) -> None:
    other = Client()
    other.force_login(world.member(Role.COORDINATOR).user)
    assert other.get("/nl/plan/HIBP/invoer/").status_code == 403
    assert making.get("/nl/plan/HIBP/invoer/").status_code == 200


# Milestones, amounts and own indicators

MILESTONES = ["Actie", "Mijlpaal", "Datum nu", "Waarom verschoven", "Klaar op", "Haal weg"]
BUDGET = ["Actie", "Jaar", "Herkomst", "Aard", "Fase", "Bedrag of VTE"]


def full(world: Any) -> Action:
    """An action with something of everything that hangs under it."""
    action: Action = world.action(title="Taallessen", target_groups="Nieuwkomers\nJongeren", priority="high")
    action.partners.create(name="VVSG", role="verspreidt: overal")
    action.partners.create(name="Agentschap: de dienst")
    for due in ("2026-03-01", "2026-06-01"):
        action.milestones.create(title="Evaluatie", due=due, due_at_approval="2026-03-01", reason="Zo gevraagd.")
    action.budget.create(year=2026, source="VO", stage="planned", amount=Decimal("1234.50"))
    action.budget.create(year=2026, source="VO", stage="planned", nature="fte", amount=Decimal("2.5"))
    action.outputs.create(title=EVIL, unit="personen", target=Decimal(400), target_date="2027-01-01")
    return action


def test_everything_under_an_action_goes_out_and_comes_in_unchanged(world: Any, maker: Any) -> None:
    full(world)
    looked = shown(world, exported(world, maker))
    assert [(each.table.title, each.rows) for each in looked.tables] == [
        ("Acties", ()), ("Mijlpalen", ()), ("Budget", ()), ("Eigen indicatoren", ()),
        ("Buiten het plan", ()), ("Doelstellingen", ()), ("Cijfers uit de monitor", ()),
    ]  # fmt: skip
    assert looked.unchanged == 6 + goals_of(world)


def test_rows_of_milestones_and_amounts_are_added_changed_and_taken_away(world: Any, maker: Any) -> None:
    action = world.action(title="Taallessen")
    for title in ("Blijft", "Gaat", "Schuift"):
        action.milestones.create(title=title, due="2026-03-01")
    action.budget.create(year=2026, source="VO", amount=Decimal(1000))
    looked = shown(world, book(
        Mijlpalen=[
            MILESTONES,
            [action.uid, "Gaat", "2026-03-01", "", "", "ja"],
            ["taallessen", "Schuift", "01/05/2026", "De aanbesteding liep uit.", "", ""],
            [action.uid, "Nieuw", "2026-12-01", "", "", "nee"],
        ],
        Budget=[BUDGET, [action.uid, "2026", "VO", "terugkerend", "gepland", "2.500,50"]],
    ))  # fmt: skip
    assert (looked.added, looked.changed, looked.removed, looked.problems) == (1, 2, 1, 0)
    (amount,) = looked.tables[1].rows[0].cells
    assert (amount.header, amount.before, amount.after) == ("Bedrag of VTE", "1000.00", "2.500,50")
    bring_in(maker, world.plan, looked)
    assert {each.title: str(each.due) for each in action.milestones.all()} == {
        "Blijft": "2026-03-01", "Schuift": "2026-05-01", "Nieuw": "2026-12-01",
    }  # fmt: skip
    assert action.budget.get().amount == Decimal("2500.50")
    assert AuditEvent.objects.filter(operation="remove", label="Gaat").exists(), "the log keeps what went"


def test_a_new_action_comes_in_with_its_milestones_and_its_partners(world: Any, maker: Any) -> None:
    new = row(
        title="Mentoren", novelty="nieuw", domain="werk", objective="SO1-OO1", partners="VVSG: verspreidt\nSteden",
        target_groups="Nieuwkomers",
    )  # fmt: skip
    steps = [["Mentoren", "Eerste duo's", "2026-09-01", "", "", ""]]
    looked = shown(world, book(Acties=[HEADERS, new], Mijlpalen=[MILESTONES, *steps]))
    assert looked.problems == 0
    bring_in(maker, world.plan, looked)
    action = Action.objects.get()
    assert [each.title for each in action.milestones.all()] == ["Eerste duo's"]
    assert [(each.name, each.role) for each in action.partners.all()] == [("VVSG", "verspreidt"), ("Steden", "")]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (["", "2026", "VO", "terugkerend", "gepland", "5"], "nummer of haar titel"),
        (["Onbekend", "2026", "VO", "terugkerend", "gepland", "5"], "bestaat niet in dit plan of dit bestand"),
        (["Dubbel", "2026", "VO", "terugkerend", "gepland", "5"], "2 acties met de titel"),
        (["HIBP-SO1-OO1-A001", "26", "VO", "terugkerend", "gepland", "5"], "Schrijf een jaar"),
        (["HIBP-SO1-OO1-A001", "1926", "VO", "terugkerend", "gepland", "5"], "2000"),
        (["HIBP-SO1-OO1-A001", "2026", "", "terugkerend", "gepland", "5"], "Ontbreekt: Herkomst"),
        (["HIBP-SO1-OO1-A001", "2026", "VO", "ooit", "gepland", "5"], "Kies uit"),
        (["HIBP-SO1-OO1-A001", "2026", "VO", "terugkerend", "gepland", "1.234"], "als 1234 of 1234,50"),
        (["HIBP-SO1-OO1-A001", "2026", "VO", "terugkerend", "gepland", "=1+1"], "als 1234 of 1234,50"),
        (["HIBP-SO1-OO1-A001", "2026", "VO", "terugkerend", "gepland", "-5"], "niet negatief"),
        (["HIBP-SO1-OO1-A001", "2027", "VO", "terugkerend", "gepland", "500000"], "Duizend keer meer"),
        (["HIBP-SO1-OO1-A001", "2026", "VO", "terugkerend", "gepland", ""], "leeg"),
    ],
)
def test_an_amount_that_cannot_be_says_why_and_nothing_comes_in(
    world: Any, maker: Any, told: list[str], says: str
) -> None:
    world.action(title="Bekend").budget.create(year=2025, source="VO", amount=Decimal(500))
    world.action(title="Dubbel")
    world.action(title="Dubbel")
    looked = shown(world, book(Budget=[BUDGET, told]))
    assert says in " ".join(looked.rows[0].problems), looked.rows[0]
    with pytest.raises(Exception, match="Verbeter eerst"):
        bring_in(maker, world.plan, looked)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (["Stap", "2026-03-01", "2026-05-01", "", ""], "Zeg waarom de datum verschuift"),
        (["Stap", "2026-02-01", "2026-05-01", "Later.", ""], "Datum bij vaststelling staat vast"),
        (["Onbekend", "", "2026-05-01", "", "ja"], "Dit staat er niet"),
        (["Stap", "2026-03-01", "2026-03-01", "", "misschien"], "Schrijf ja of nee"),
        (["Stap", "", "31/02/2026", "", ""], "kan niet"),
    ],
)
def test_a_milestone_that_cannot_be_says_why(world: Any, maker: Any, told: list[str], says: str) -> None:
    action = world.action()
    action.milestones.create(title="Stap", due="2026-03-01", due_at_approval="2026-03-01")
    head = ["Actie", "Mijlpaal", "Datum bij vaststelling", "Datum nu", "Waarom verschoven", "Haal weg"]
    looked = shown(world, book(Mijlpalen=[head, [action.uid, *told]]))
    assert says in " ".join(looked.rows[0].problems), looked.rows[0]


def test_two_rows_that_contradict_each_other_leave_everything_as_it_was(world: Any, making: Client) -> None:
    """Only saving shows it: an amount of the file beside a thousandfold of the same file."""
    action = world.action(title="Taallessen")
    amounts = [[action.uid, year, "VO", "terugkerend", "gepland", amount] for year, amount in
               (("2026", "500"), ("2027", "500000"))]  # fmt: skip
    file = SimpleUploadedFile("plan.xlsx", book(Budget=[BUDGET, *amounts]))
    upload = making.post("/nl/plan/HIBP/invoer/", {"file": file})
    carried = {"tables": upload.context["carried"], "digest": upload.context["preview"].digest, "confirm": "1"}
    answer = making.post("/nl/plan/HIBP/invoer/", carried)
    assert "Duizend keer" in answer.text
    assert action.budget.count() == 0
    assert answer.context["preview"].added == 2, "the file is still there to be looked at"


def test_a_word_document_with_a_table_of_milestones_is_told_what_it_is_about(world: Any, making: Client) -> None:
    world.action(title="Taallessen")
    document = docx.Document()
    for head, line in (
        (("Maatregel", "Stap", "Tegen wanneer"), ("Taallessen", "Eerste groep", "1/9/2026")),
        (("Naam", "Functie"), ("An Voorbeeld", "Diensthoofd")),
    ):
        table = document.add_table(rows=2, cols=len(head))
        for place in range(len(head)):
            table.cell(0, place).text, table.cell(1, place).text = head[place], line[place]
    file = BytesIO()
    document.save(file)
    upload = making.post("/nl/plan/HIBP/invoer/", {"file": SimpleUploadedFile("plan.docx", file.getvalue())})
    told = {"tables": upload.context["carried"], "about-0": "milestones", "about-1": "skip"}
    matched = {"column-0-0": "action", "column-0-1": "title", "column-0-2": "due"}
    again = making.post("/nl/plan/HIBP/invoer/", told)
    assert [column.header for column in again.context["places"][0][2]][:2] == ["Actie", "Mijlpaal"]
    seen = making.post("/nl/plan/HIBP/invoer/", told | matched)
    assert (seen.context["preview"].added, seen.context["preview"].problems) == (1, 0)
    digest = {"digest": seen.context["preview"].digest, "confirm": "1"}
    assert making.post("/nl/plan/HIBP/invoer/", told | matched | digest).status_code == 302
    assert Action.objects.get().milestones.get().title == "Eerste groep"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_is_read_as_it_is_written(number: Decimal) -> None:
    assert as_number(str(number)) == number
    assert as_number(f"{number:,}".replace(",", " ").replace(".", ",")) == number
    if abs(number) >= 1000:
        assert as_number(f"{number:,}".translate(str.maketrans(",.", ".,"))) == number


def test_every_sheet_names_its_action_and_its_key() -> None:
    for each in part_sheets():
        names = [column.name for column in each.columns]
        assert names[0] == "action"
        assert set(each.key) < set(names)


# What happens outside the plan
