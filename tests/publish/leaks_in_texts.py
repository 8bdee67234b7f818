"""Single changes to documents, for a seeded test: each tells one number more, or none more."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]  # the library ships no types

from liim.editions import Edition
from liim.publish.numbers import count, share
from liim.publish.report.content import content
from liim.publish.report.front import created
from liim.publish.report.setting import set_as_pdf
from liim.publish.town import Town, town

NIS = "44083"
Told = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """Documents as they were made, and a folder for a changed copy of one."""

    edition: Edition
    documents: Path
    folder: Path
    random: Random

    @property
    def place(self) -> Town:
        return town(self.edition, NIS)

    def copy(self, name: str) -> Path:
        return Path(shutil.copy(self.documents / name, self.folder / name))

    def pdf(self, told: Told) -> Path:
        path = self.folder / "report.pdf"
        path.write_bytes(set_as_pdf(told, "short", created(self.place)))
        return path


Change = Callable[[Made, str], Path]


def in_the_profile_of_a_report(made: Made, said: str) -> Path:
    told = content(made.place, "nl", "short")
    row = made.random.choice([row for theme in told["profile"] for row in theme["rows"]])
    row[made.random.choice(["figure", "count", "region", "similar"])] = said
    return made.pdf(told)


def in_an_alternative_text_of_a_report(made: Made, said: str) -> Path:
    told = content(made.place, "nl", "short")
    row = made.random.choice([row for theme in told["profile"] for row in theme["rows"]])
    row["spark"]["alt"] += f" Nu {said}."
    return made.pdf(told)


def in_a_sentence_of_a_report(made: Made, said: str) -> Path:
    full = content(made.place, "nl")
    one = made.random.choice([one for part in full["chapters"] for one in part["indicators"] if "trend" in one])
    told = content(made.place, "nl", "short")
    told["highlights"] = [
        {"title": one["title"], "said": [*one["sentences"], f"Het gaat om {said}."], "picture": one["trend"]}
    ]
    return made.pdf(told)


def in_the_picture_of_a_report(made: Made, said: str) -> Path:
    told = content(made.place, "nl", "short")
    row = made.random.choice([row for theme in told["profile"] for row in theme["rows"]])
    row["spark"]["svg"] = row["spark"]["svg"].replace("</svg>", f'<text x="9" y="9" font-size="6">{said}</text></svg>')
    return made.pdf(told)


def among_the_key_figures_of_a_report(made: Made, said: str) -> Path:
    told = content(made.place, "nl", "short")
    made.random.choice(told["key"])["count"] += f" ({said})"
    return made.pdf(told)


def in_a_paragraph_of_a_word_document(made: Made, said: str) -> Path:
    path = made.copy("short.docx")
    document = docx.Document(str(path))
    made.random.choice([one for one in document.paragraphs if one.text.strip()]).add_run(f" Het zijn er {said}.")
    document.save(str(path))
    return path


def in_a_cell_of_a_word_document(made: Made, said: str) -> Path:
    path = made.copy("short.docx")
    document = docx.Document(str(path))
    table = made.random.choice(document.tables)
    made.random.choice(table.rows[1:]).cells[made.random.randint(2, 5)].text = said
    document.save(str(path))
    return path


def in_a_cell_of_a_workbook(made: Made, said: str) -> Path:
    path = made.copy(f"werk-{NIS}.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[made.random.choice([name for name in book.sheetnames if book[name]["A1"].value == "indicator"][:-1])]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index(made.random.choice(["interval van", "interval tot", "aantal minstens", "gewest"])) + 1
    number = float(said.strip("%").replace(".", "").replace(",", "."))
    sheet.cell(made.random.randint(2, sheet.max_row), column).value = number
    book.save(path)
    return path


def in_a_note_of_a_workbook(made: Made, said: str) -> Path:
    path = made.copy(f"werk-{NIS}.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[made.random.choice([name for name in book.sheetnames if book[name]["A1"].value == "indicator"][:-1])]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(made.random.randint(2, sheet.max_row), heads.index("bron") + 1).value = f"zie {said}"
    book.save(path)
    return path


def in_a_line_of_open_data(made: Made, said: str) -> Path:
    path = made.copy("DE_49.csv")
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    line = made.random.choice([one for one in lines if one["status"] == "withheld"])
    line["numerator"] = said.strip("%").replace(".", "").replace(",", ".")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    return path


LEAKS: tuple[Change, ...] = (
    in_the_profile_of_a_report,
    in_a_paragraph_of_a_word_document,
    in_an_alternative_text_of_a_report,
    in_a_cell_of_a_word_document,
    in_a_sentence_of_a_report,
    in_a_cell_of_a_workbook,
    in_the_picture_of_a_report,
    in_a_note_of_a_workbook,
    among_the_key_figures_of_a_report,
    in_a_line_of_open_data,
)


def another_day(made: Made, _: str) -> Path:
    told = content(made.place, "nl", "short")
    told["date"] = f"{made.random.randint(1, 28)} maart {made.random.randint(2020, 2030)}"
    return made.pdf(told)


def another_order(made: Made, _: str) -> Path:
    told = content(made.place, "nl", "short")
    for theme in told["profile"]:
        made.random.shuffle(theme["rows"])
    made.random.shuffle(told["key"])
    return made.pdf(told)


def a_published_number_once_more(made: Made, _: str) -> Path:
    told = content(made.place, "nl", "short")
    row = made.random.choice([row for theme in told["profile"] for row in theme["rows"] if row["count"]])
    row["spark"]["alt"] += f" Nu {row['count']}."
    return made.pdf(told)


def another_typeface(made: Made, _: str) -> Path:
    path = made.copy("short.docx")
    document = docx.Document(str(path))
    for one in document.paragraphs:
        for run in one.runs:
            run.bold = made.random.random() < 0.5
    document.add_paragraph("De gemeenteraad bespreekt dit rapport op 3 juni 2026.")
    document.save(str(path))
    return path


def another_order_of_rows(made: Made, _: str) -> Path:
    path = made.copy("DE_49.csv")
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    made.random.shuffle(lines)
    path.write_text("".join([head, *lines]), encoding="utf-8")
    return path


HARMLESS: tuple[Change, ...] = (
    another_day,
    another_typeface,
    another_order,
    another_order_of_rows,
    a_published_number_once_more,
)


def secret(made: Made) -> str:
    """A count or a share that is published nowhere of the place or its region, as a writer would put it."""
    figures = made.edition.profile([NIS, "02000"], "2025")
    told = [getattr(one, name) for one in figures for name in ("numerator", "denominator", "value", "lower", "upper")]
    told += [edge for one in figures for edge in (one.numerator_lower, one.numerator_upper)]
    taken = {round(number, decimals) for number in told if number is not None for decimals in (0, 1, 3)}
    if made.random.random() < 0.3:
        return share(next(one for one in _numbers(made.random, 100, 3) if round(one, 1) not in taken), "nl", 3)
    return count(next(one for one in _numbers(made.random, 400, 0) if one not in taken), "nl")


def _numbers(random: Random, most: int, decimals: int) -> list[float]:
    """Many, of which some will do."""
    return [round(random.uniform(1, most), decimals) for _ in range(1000)]
