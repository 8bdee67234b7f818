"""Counts that are withheld are looked for in every byte that is published or said.

They are made so large that nothing else can be them: what protects the one small count withholds others, however large.
"""

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pikepdf
import polars as pl
import pypdf
import pytest
from django.test import Client
from typer.testing import CliRunner

from liim import editions, gate
from liim.cli import app
from liim.editions import Edition
from liim.geography import municipalities
from liim.publish.report import editable, report
from liim.publish.town import town
from liim.publish.workbook import overview, workbook
from liim_web.site.edition import shelf
from liim_web.site.edition.reading import Reading

CLASSES = ("belgian_nationality", "eu_nationality", "non_eu_nationality")
FEW, SMALL = "11004", 2
TRUTHS = {"raw", "work", "from", "other"}  # what was delivered, and what only the operator may read
Counts = dict[str, dict[str, int]]


def counts() -> Counts:
    """Social tenants of every town by nationality: each count occurs once, and one of them is small."""
    towns = sorted(municipalities("2025"))
    drawn = iter(Random(46030).sample(range(100_000, 999_999), len(towns) * len(CLASSES)))  # noqa: S311 -- seeded
    made = {area: {code: next(drawn) for code in CLASSES} for area in towns}
    made[FEW][CLASSES[-1]] = SMALL
    return made


def delivered(folder: Path, *, off: int = 0) -> Path:
    """Their file; `off` more are told in all than there are in classes, in one town."""
    rows = [("source", "quantity", "area", "division", "period", "nationality_group", "count", "status", "reason")]
    for area, each in counts().items():
        total = sum(each.values()) + (off if area == FEW else 0)
        for code, count in {"total": total, **each}.items():
            rows.append(("wonen", "social_tenants", area, "2025", "2024", code, str(count), "ok", ""))
    folder.mkdir(parents=True)
    lines = "\n".join(",".join(row) for row in rows) + "\n"
    (folder / "delivery_wonen.csv").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """What commands say while an edition is built, checked and released, and where it cannot be built."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(home))
        run, told = CliRunner(), {}
        for name, command in {
            "build": ["build", "--from", str(delivered(home / "from")), "--id", "one"],
            "verify": ["verify", "one"],
            "verify as JSON": ["verify", "one", "--format", "json"],
            "release": ["release", "one"],
            "list": ["list", "editions"],
            "build what cannot be": ["build", "--from", str(delivered(home / "other" / "from", off=1)), "--id", "two"],
        }.items():
            done = run.invoke(app, command)
            assert (done.exit_code == 0) == (name != "build what cannot be"), done.output
            told[name] = done.output.encode() + repr(done.exception).encode()
        yield told


@pytest.fixture(scope="module")
def edition(said: dict[str, bytes]) -> Iterator[Edition]:
    with editions.open_edition("one") as opened:
        yield opened


@pytest.fixture(scope="module")
def secrets(edition: Edition) -> frozenset[int]:
    """The true counts of what is withheld, save the small one."""
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    withheld = figures.filter(pl.col("status").is_in(["withheld", "bounded"]), geography="2025")
    true = counts()
    found = {true[area][code] for area, code in withheld.select("area", "nationality_group").rows() if area in true}
    return frozenset(found - {SMALL})


def written(number: int) -> re.Pattern[bytes]:
    """A number as a person or a program writes it, or as eight bytes hold it."""
    digits = str(number)
    between = b"(?:[.,]|\xc2\xa0|\xe2\x80\xaf|&nbsp;|&#160;|&#8239;| )?"
    text = rb"(?<!\d)(?<!\d\.)" + digits[:3].encode() + between + digits[3:].encode() + rb"(?:\.0+)?(?!\d)"
    return re.compile(b"|".join([text, re.escape(struct.pack("<d", number)), re.escape(struct.pack("<q", number))]))


def found_in(name: str, content: bytes, secrets: frozenset[int]) -> list[str]:
    """Where a secret stands; never which."""
    return [f"{name}: {len(content)} bytes" for one in secrets if written(one).search(content)]


def inside(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what is packed in them."""
    yield path.read_bytes()
    if path.suffix == ".parquet":
        yield pl.read_parquet(path).select(pl.exclude(pl.List)).write_csv().encode()
    elif path.suffix == ".duckdb":
        with duckdb.connect() as database:
            database.execute(f"ATTACH '{path}' AS it (READ_ONLY)")
            for (table,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                for row in database.execute(f'FROM it."{table}"').fetchall():
                    yield repr(row).encode()
                    yield from (zlib.decompress(one[8:]) for one in row if isinstance(one, bytes))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    elif path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            yield from (one.read_bytes() for one in document.objects if isinstance(one, pikepdf.Stream))
        yield "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).encode()


def test_secrets_are_planted_and_would_be_found(edition: Edition, secrets: frozenset[int], tmp_path: Path) -> None:
    """Else this file would test nothing."""
    home = edition.folder.parents[1]
    assert len(secrets) > 2
    assert (home / "work" / "one").stat().st_mode & 0o077 == 0
    truth = pl.DataFrame({"count": [float(one) for one in secrets]})
    truth.write_parquet(tmp_path / "truth.parquet")
    with duckdb.connect(tmp_path / "truth.duckdb") as database:
        database.execute(f"CREATE TABLE truth AS FROM '{tmp_path / 'truth.parquet'}'")
    with zipfile.ZipFile(tmp_path / "truth.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", " ".join(f"<v>{one:,}</v>" for one in secrets))
    for path in (home / "from" / "delivery_wonen.csv", *tmp_path.iterdir()):
        assert any(found_in(path.name, text, secrets) for text in inside(path)), path.name


def test_no_command_says_a_withheld_count(said: dict[str, bytes], secrets: frozenset[int]) -> None:
    assert [fault for name, text in said.items() for fault in found_in(name, text, secrets)] == []


def test_no_file_of_an_edition_holds_a_withheld_count(edition: Edition, secrets: frozenset[int]) -> None:
    """Nor any other that lies about: caches, lists of editions."""
    home = edition.folder.parents[1]
    paths = [one for one in home.rglob("*") if one.is_file() and one.relative_to(home).parts[0] not in TRUTHS]
    assert {"serving.duckdb", "figures.parquet", "manifest.json"} <= {path.name for path in paths}
    assert [fault for one in paths for text in inside(one) for fault in found_in(one.name, text, secrets)] == []


def test_no_document_holds_a_withheld_count_and_the_gate_passes_them(
    edition: Edition, secrets: frozenset[int], tmp_path: Path
) -> None:
    """And what the gate tells of them holds none either."""
    overview(edition, tmp_path / "overview.xlsx")
    workbook(edition, FEW, tmp_path / f"liim-nl-boechout-{FEW}.xlsx")
    (tmp_path / "report.pdf").write_bytes(report(edition, FEW, "fr"))
    (tmp_path / "short.docx").write_bytes(editable(town(edition, FEW)))
    found = [fault for one in tmp_path.iterdir() for text in inside(one) for fault in found_in(one.name, text, secrets)]
    assert found == []
    verified = gate.verify(edition, tmp_path)
    assert [check.found for check in verified.checks if not check.passed] == []
    assert found_in("the gate", json.dumps(asdict(verified)).encode(), secrets) == []


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_no_page_answer_or_picture_holds_a_withheld_count(
    edition: Edition, secrets: frozenset[int], language: Any, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(edition.folder.parents[1]))
    reading = Reading(shelf.released(), language)
    place = reading.area_link(FEW)
    addresses = [place, *(f"{place}{one}/" for one in ("alles", "nieuw", "binnen", "WO_12", "documenten"))]
    addresses += [f"{place}WO_12/{one}" for one in ("beeld/", "inbed/", "beeld.svg", "beeld.png", "beeld.json")]
    map_ = reading.indicator_link("WO_12")
    addresses += [map_, *(f"{map_}{one}" for one in ("beeld/", "inbed/", "methode/", "beeld.svg", "beeld.png"))]
    addresses += [f"{map_}?{query}" for query in (f"part=nationality_portal.{code}" for code in CLASSES)]
    beside = f"{reading.root}vergelijk/?in={FEW},11005,11002"
    addresses += [beside, f"{beside}&as=group", f"{reading.root}vergelijk/twee/?in={FEW},11005"]
    addresses += [f"{reading.root}{one}/" for one in ("niet-getoond", "beschikbaar", "bronnen", "nergens")]
    addresses += [f"{reading.root}beschikbaar/beschikbaar.json"]
    answers = {address: Client().get(address) for address in addresses}
    assert answers[place].status_code == answers[map_].status_code == 200
    told = {
        address: b"".join(answer) if answer.streaming else answer.content + str(answer.headers).encode()
        for address, answer in answers.items()
    }
    assert [fault for address, text in told.items() for fault in found_in(address, text, secrets)] == []
