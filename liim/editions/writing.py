"""Write an edition: everything into a folder beside its final name, then one rename."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from liim import __version__
from liim.editions.availability import availability
from liim.editions.layout import FIGURES, KEY, KINDS, checked_id, editions_folder
from liim.editions.released import is_released
from liim.editions.serving import serve

_PARTIAL = ".partial"


_ROW_GROUP = 131_072  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """All that an edition is made from. `areas` and `documents` stand beside the figures under their own names.

    `figures` that lie in files (a LazyFrame) are in the order of KEY already, and are never in memory as a whole.
    `derived`: tables by the name of their file, made from the figures alone. `documents`: name of a subfolder → a
    function that fills it, given the edition's folder. They see protected figures only, since there
    is nothing else to see. `differences`: what others published of the same (`liim.figures.differences`).
    """

    kind: str
    figures: pl.DataFrame | pl.LazyFrame
    areas: pl.DataFrame
    indicators: list[dict[str, Any]]
    inputs: list[dict[str, Any]]
    sources: list[dict[str, Any]] = field(default_factory=list)
    derived: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    shapes: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Callable[[Path], None]] = field(default_factory=dict)
    checks: list[dict[str, Any]] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)


def write(id_: str, made: Made) -> Path:
    """Write a new edition and give its folder; a failure at any moment leaves no trace under its name.

    Raises ValueError where the id was released before: a released edition is never rebuilt.
    """
    if made.kind not in KINDS:
        raise ValueError(f"An edition is of kind {', '.join(KINDS)}; not {made.kind!r}.")
    refuse_released(id_)
    editions_folder().mkdir(parents=True, exist_ok=True)
    with _partial(id_) as partial:
        _fill(partial, id_, made)
        partial.chmod(0o755)
        _take_place(partial, editions_folder() / id_)
    return editions_folder() / id_


@contextmanager
def _partial(id_: str) -> Iterator[Path]:
    """A hidden folder to write in, locked as long as somebody does; gone afterwards, whatever happens."""
    with ExitStack() as writing:
        with _locked(editions_folder()):
            _clear_abandoned()
            folder = Path(tempfile.mkdtemp(prefix=f".{id_}.", suffix=_PARTIAL, dir=editions_folder()))
            writing.enter_context(_locked(folder))
        writing.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def _clear_abandoned() -> None:
    """Away with what builds left that were killed: hidden folders in which nobody writes."""
    for folder in editions_folder().glob(f".*{_PARTIAL}"):
        with suppress(BlockingIOError), _locked(folder, wait=False):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Nobody else holds this folder meanwhile; a process that dies lets go. BlockingIOError if somebody does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def refuse_released(id_: str) -> None:
    """Raise ValueError where an edition of this id was released: it is never built again."""
    if is_released(checked_id(id_)):
        raise ValueError(f"Edition {id_} has been released and is never rebuilt. Choose another id with --id.")


def _take_place(partial: Path, final: Path) -> None:
    """Put a whole edition under its name; an unreleased one of that name goes."""
    if not final.exists():
        partial.rename(final)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{final.name}.old.", dir=final.parent))
    final.rename(old / final.name)
    partial.rename(final)
    shutil.rmtree(old)


def _fill(folder: Path, id_: str, made: Made) -> None:
    in_order = made.figures.sort(KEY) if isinstance(made.figures, pl.DataFrame) else made.figures
    figures = folder / "figures.parquet"
    in_order.lazy().select(pl.col(name).cast(dtype) for name, dtype in FIGURES.items()).sink_parquet(
        figures, compression="zstd", statistics=True, row_group_size=_ROW_GROUP, maintain_order=True
    )
    made.areas.write_parquet(folder / "areas.parquet", compression="zstd")
    for name, table in made.derived.items():
        table.write_parquet(folder / f"{name}.parquet", compression="zstd")
    _write_json(folder / "indicators.json", made.indicators)
    _write_json(folder / "availability.json", availability(pl.scan_parquet(figures)))
    if made.shapes:
        (folder / "shapes").mkdir()
        for name, text in made.shapes.items():
            (folder / "shapes" / name).write_text(text, encoding="utf-8")
    serve(folder, made.derived)
    about = {
        "id": id_,
        "kind": made.kind,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": __version__,
        "sources": made.sources,
        "inputs": made.inputs,
        "predecessors": [],
        "checks": made.checks,
        "differences": made.differences,
    }
    _write_json(folder / "manifest.json", about)  # documents say of which edition, and of which kind, they are
    for name, fill in made.documents.items():
        (folder / name).mkdir()
        fill(folder)
    _write_json(folder / "manifest.json", {**about, "files": list_files(folder)})
    _flush(folder)


def list_files(folder: Path) -> list[dict[str, Any]]:
    """Every file of an edition, save its manifest, with its size and sha256."""
    return [
        {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    ]


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _flush(folder: Path) -> None:
    """What is renamed next has reached the disk."""
    for path in [*folder.rglob("*"), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
