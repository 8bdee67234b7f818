"""Which files are there, and of which source? A file is known by its content, not by its path.

A file whose name or content claims a known source is read as such, and refused if it does not hold to it; one that
claims none is listed as ignored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from liim.geography.typologies import NAMED
from liim.model import HidesItself
from liim.sources import raw as files
from liim.sources.delivered import sector_delivery
from liim.sources.delivered.own_delivery import DELIVERIES
from liim.sources.description import Reader, Source
from liim.sources.errors import BadInput
from liim.sources.extracts import gsm_extract
from liim.sources.mapped.mapped_table import MappedTable, mapped_tables
from liim.sources.mapped.mapping import SUFFIX
from liim.sources.mark import MARK, is_fictitious
from liim.sources.provincies_in_cijfers import jobseekers, newcomers
from liim.sources.statbel import cars, income, origin, population

# A source is read because it stands here.
READERS: tuple[Reader, ...] = (
    population,
    origin,
    newcomers,
    jobseekers,
    income,
    cars,
    gsm_extract,
    *DELIVERIES,
)
SOURCES: tuple[Source, ...] = tuple(reader.source for reader in READERS)


def hiding(mapped: Iterable[Source] = ()) -> dict[str, HidesItself]:
    """What publishers hide themselves, by id of the source; with those that a mapping describes, if they are given."""
    return {source.id: source.hides for source in (*SOURCES, *mapped) if source.hides}


# Boundaries, as ESRI's shapefile, and the files that go with them.
_SHAPE = ".shp"
_BESIDE_A_SHAPE = {".shx", ".dbf", ".prj", ".cpg"}
_SHAPE_BEGINS = b"\x00\x00\x27\x0a"
# Lists of areas, and tables of which area lies in which (Provincies in Cijfers).
_AREA_LIST = "geoitem code"
_LEVEL = re.compile(
    r"(gemeente|deelgemeente|provincie|statsec|ggw7)(20\d\d)?|arrondiss|gewest|belgie|elz|igs|politiezone|vervoerregio"
    r"|REFREG"
)
_CHILD_AND_PARENT = 2  # columns


@dataclass(frozen=True)
class RawFile:
    """A file of a known source, not read yet."""

    path: Path
    reader: Reader

    @property
    def source(self) -> Source:
        """What it is a file of."""
        return self.reader.source

    def as_input(self) -> dict[str, Any]:
        """What an edition's manifest says of it."""
        about = self.path.stat()
        return {
            "source": self.source.id,
            "publisher": self.source.publisher,
            "licence": self.source.licence,
            "file": self.path.name,
            "sha256": files.checksum(self.path),
            "bytes": about.st_size,
            "date": datetime.fromtimestamp(about.st_mtime, UTC).date().isoformat(),
        }


@dataclass(frozen=True)
class Found:
    """The files of a folder: those of known sources, those that describe areas and boundaries, and the ignored.

    `sectors` tell of the inside of municipalities, and make no observations.
    """

    files: tuple[RawFile, ...]
    geography: tuple[Path, ...]
    ignored: tuple[Path, ...]
    is_fictitious: bool
    sectors: tuple[RawFile, ...] = ()

    def told(self) -> str:
        """What was found, in a sentence per kind."""
        known = dict.fromkeys(source.id for source in (*SOURCES, *(one.source for one in self.files)))
        counted = [f"{sum(one.source.id == id_ for one in self.files)} of {id_}" for id_ in known]
        told = [f"Files found: {', '.join(one for one in counted if not one.startswith('0 ')) or 'none of a source'}."]
        if self.is_fictitious:
            told.append("They are fictitious.")
        if self.geography:
            told.append(f"{len(self.geography)} describe areas and boundaries.")
        if self.sectors:
            told.append(f"{len(self.sectors)} tell of statistical sectors.")
        if self.ignored:
            told.append(f"Ignored, since of no source that is known: {', '.join(path.name for path in self.ignored)}.")
        return " ".join(told)


def find(folder: Path) -> Found:
    """Every file below a folder, sorted out. Raises BadInput for a folder that is not there."""
    if not folder.is_dir():
        raise BadInput(folder, "there is no such folder.", remedy="Name the folder that holds the publishers' files.")
    return sort_out(path for path in folder.rglob("*") if path.is_file())


def sort_out(paths: Iterable[Path]) -> Found:
    """The same for files named one by one. Raises BadInput where real and fictitious files stand together."""
    read: list[RawFile] = []
    sectors: list[RawFile] = []
    geography: list[Path] = []
    ignored: list[Path] = []
    every = sorted(paths)
    mapped = mapped_tables(every)
    for path in (one for one in every if not one.name.endswith(SUFFIX)):
        if sector_delivery.is_named(path):
            sectors.append(RawFile(path, sector_delivery))
            continue
        seen, reader = _recognised(path, mapped)
        if reader:
            read.append(RawFile(path, reader))
        elif is_geography(path, seen):
            geography.append(path)
        else:
            ignored.append(path)
    told = [*read, *sectors]
    fictitious = [one.path for one in told if is_fictitious(one.path)]
    if fictitious and len(fictitious) < len(told):
        real = next(one.path for one in told if one.path not in fictitious)
        raise BadInput(
            fictitious[0],
            f"this file is fictitious ({MARK}), and {real.name} beside it is not.",
            remedy="Real and fictitious figures are never mixed: take one kind out of the folder.",
        )
    return Found(tuple(read), tuple(geography), tuple(ignored), is_fictitious=bool(fictitious), sectors=tuple(sectors))


def recognise(path: Path) -> Reader | None:
    """The reader of the source that a file claims, by its content first and else by its name; None if it claims none.

    Raises BadInput where the two contradict each other, or a file that claims a source by its name cannot be opened.
    """
    return _recognised(path)[1]


def _recognised(path: Path, mapped: tuple[MappedTable, ...] = ()) -> tuple[files.Look | None, Reader | None]:
    """What a first look shows, None if the file cannot be opened, and the reader of the source that it claims.

    A mapping that describes a file goes before what the file itself may claim.
    """
    by_name = next((one for one in READERS if re.search(one.source.named, path.name, re.IGNORECASE)), None)
    try:
        seen = files.look(path)
        by_mapping = next((one for one in mapped if one.claims(seen)), None)
        if by_mapping:
            return seen, by_mapping
        by_content = next((one for one in READERS if one.claims(seen)), None)
    except BadInput:
        if by_name:
            raise
        return None, None
    if by_name and by_content and by_name is not by_content:
        raise BadInput(
            path,
            f"the name says {by_name.source.id}, the content {by_content.source.id}.",
            remedy="Give the file the name that its publisher gave it.",
        )
    return seen, by_content or by_name


def is_geography(path: Path, seen: files.Look | None) -> bool:
    """Whether a file holds boundaries, a typology, areas, or which lies in which (Provincies in Cijfers).

    `seen` is what a first look showed, None if it cannot be opened.
    """
    if path.suffix.lower() in _BESIDE_A_SHAPE:
        return path.with_suffix(_SHAPE).is_file()
    if path.suffix.lower() == _SHAPE:
        with path.open("rb") as file:
            return file.read(len(_SHAPE_BEGINS)) == _SHAPE_BEGINS
    if NAMED.fullmatch(path.name):
        return True
    head = seen.head if seen and seen.kind == "workbook" else ()
    return _AREA_LIST in head or (len(head) == _CHILD_AND_PARENT and all(_LEVEL.fullmatch(cell) for cell in head))
