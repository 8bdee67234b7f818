"""Raw files as they came, never overwritten: `<home>/raw/<source>/<date>-<sha256>/<name>`, and where they came from."""

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from liim.sources.description import Source
from liim.sources.errors import BadInput
from liim.sources.raw import checksum

_NOTE = "snapshot.json"
_SPARE = 50_000_000  # bytes that stay free for others


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A file that is kept, and what its publisher said of it."""

    path: Path
    source: str
    sha256: str
    fetched: str  # moment, ISO
    address: str = ""  # "" if saved by hand
    etag: str = ""
    last_modified: str = ""


def raw_folder(home: Path) -> Path:
    """Where snapshots are kept."""
    return home / "raw"


def by_hand(home: Path, source: Source) -> Path:
    """Where a person saves what programs may not fetch."""
    return home / "by-hand" / source.folder


def keep(
    file: Path, source: Source, home: Path, *, address: str = "", etag: str = "", last_modified: str = ""
) -> Snapshot:
    """Keep a copy of a file; one that is kept already, to the byte and under whatever name, is left as it is.

    The copy appears whole or not at all. Raises BadInput where the disk is too full.
    """
    sha256 = checksum(file)
    folder = raw_folder(home) / source.id
    for kept in _of(folder):
        if kept.sha256 == sha256:
            return kept
    require_room(home, file.stat().st_size, file.name)
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    final = folder / f"{now.date().isoformat()}-{sha256}"
    snapshot = Snapshot(
        path=final / file.name,
        source=source.id,
        sha256=sha256,
        fetched=now.isoformat(),
        address=address,
        etag=etag,
        last_modified=last_modified,
    )
    with tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as making:
        whole = Path(making) / "whole"
        whole.mkdir()
        shutil.copyfile(file, whole / file.name)
        note = {**asdict(snapshot), "path": file.name}
        (whole / _NOTE).write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")
        whole.rename(final)
    return snapshot


def latest(home: Path) -> tuple[Path, ...]:
    """The newest snapshot of every file of every source: what a build reads unless it is told another folder."""
    return tuple(snapshot.path for snapshot in newest(home).values())


def newest(home: Path) -> dict[tuple[str, str], Snapshot]:
    """The newest snapshot by source and name."""
    folder = raw_folder(home)
    every = [one for source in sorted(folder.iterdir()) for one in _of(source)] if folder.is_dir() else []
    return {(one.source, one.path.name): one for one in sorted(every, key=lambda one: one.fetched)}


def require_room(folder: Path, needed: int, name: str) -> None:
    """Raise BadInput unless the disk that holds a folder has room for so many bytes, and some to spare."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(there).free
    if free < needed + _SPARE:
        raise BadInput(
            name,
            f"{(needed + _SPARE) / 1e6:,.0f} MB are needed on the disk of {folder}, {free / 1e6:,.0f} MB are free.",
            remedy="Make room, or set LIIM_HOME to a folder on another disk.",
        )


def _of(folder: Path) -> list[Snapshot]:
    """The snapshots of one source; what a fetch is still making begins with a dot."""
    notes = folder.glob(f"[!.]*/{_NOTE}")
    read = [(note.parent, json.loads(note.read_text(encoding="utf-8"))) for note in notes]
    return [Snapshot(**{**said, "path": parent / said["path"]}) for parent, said in read]
