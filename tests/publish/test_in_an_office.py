"""What is made for offices is opened by LibreOffice, without a warning, and says there what it says here."""

import math
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import pypdf
import pytest

from liim.editions import Edition
from liim.publish.report import editable
from liim.publish.town import town
from liim.publish.workbook import overview, workbook

SECONDS = 120
OF_ITSELF = "javaldx"  # LibreOffice misses Java, which no document of ours needs


@pytest.fixture(scope="module")
def opened(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice made of a workbook, the overview and a Word document."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed; on Debian: apt-get install libreoffice-calc libreoffice-writer")
    folder = tmp_path_factory.mktemp("office")
    overview(edition, folder / "overview.xlsx")
    workbook(edition, "44083", folder / "place.xlsx")
    (folder / "report.docx").write_bytes(editable(town(edition, "44083")))
    for kind, names in {"xlsx": ("overview.xlsx", "place.xlsx"), "pdf": ("place.xlsx", "report.docx")}.items():
        profile = f"-env:UserInstallation=file://{folder}/profile"
        to = ("--headless", "--convert-to", kind, "--outdir", str(folder / kind))
        command = [office, profile, *to, *(str(folder / name) for name in names)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
        said = [line for line in done.stderr.splitlines() if line and OF_ITSELF not in line]
        assert said == []
    return folder


def is_same(seen: object, written: object) -> bool:
    """Text to the letter, numbers to the fifteen digits that LibreOffice itself saves."""
    if isinstance(written, int | float) and isinstance(seen, int | float):
        return math.isclose(seen, written, rel_tol=1e-14)
    return seen == written


@pytest.mark.parametrize("name", ["overview.xlsx", "place.xlsx"])
def test_libreoffice_reads_every_cell_as_it_was_written(opened: Path, name: str) -> None:
    here, there = (openpyxl.load_workbook(folder / name) for folder in (opened, opened / "xlsx"))
    assert here.sheetnames == there.sheetnames
    for sheet in here:
        cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        seen = {c.coordinate: c.value for row in there[sheet.title].iter_rows() for c in row if c.value is not None}
        assert seen.keys() == cells.keys()
        assert [key for key, value in cells.items() if not is_same(seen[key], value)] == []
        assert there[sheet.title].auto_filter.ref == sheet.auto_filter.ref


def test_a_workbook_can_be_printed(opened: Path) -> None:
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(opened / "pdf" / "place.pdf").pages)
    assert "Integratie en inburgering in Deinze" in said
    assert re.search(r"5[.,]271", said)  # an office groups by its own locale


def test_the_word_document_opens_with_its_headings_figures_and_pictures(opened: Path) -> None:
    pages = pypdf.PdfReader(opened / "pdf" / "report.pdf").pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Integratie en inburgering in Deinze" in said
    assert "Wat opvalt" in said
    assert "5.271" in said
    assert sum(len(page.images) for page in pages) > 0
