"""From raw files to an edition: the function to read first.

raw files → observations → cells → protected cells → figures → edition
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console

from liim import disclosure, editions, gate, geography, sources
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.catalogue.strata import STRATA
from liim.catalogue.structure import TRAITS
from liim.cells import cells
from liim.demo import DELIVERIES, YEARS, Size, make_demo
from liim.disclosure.earlier import lifts, printed_before, withheld_before
from liim.editions.areas import published_areas
from liim.editions.layout import checked_id, home, work_folder
from liim.figures.derived import derived
from liim.figures.differences import as_listed, compared
from liim.figures.in_turn import written
from liim.figures.structure import similar_municipalities, stability_of, structure
from liim.figures.values import crossed, values
from liim.geography.shapes import surfaces, topologies
from liim.geography.typologies import read_typologies
from liim.publish import DOCUMENTS
from liim.sources import fetching

Say = Callable[[str], None]

_A_MINUTE = 60  # seconds
_ROOM = 5  # an edition and its work take so many times the room of the files that it is made from, at most


def build(
    folder: Path | None = None,
    *,
    id_: str | None = None,
    say: Say = print,
    tell: disclosure.Tell = disclosure.tell_nobody,
) -> Path:
    """Build one edition from the files in a folder, or from those that were fetched, and give its own folder.

    Every file that is read is kept under raw/. Raises sources.BadInput, naming file, row and remedy, where a file is
    not what it claims to be; then nothing is written to any edition. Unprotected counts stand in the work folder
    alone, readable by the operator alone.
    """
    id_ = checked_id(id_ or today())
    editions.refuse_released(id_)
    indicators = catalogue().values()
    counted = (*indicators, *TRAITS, *STRATA)
    found = sources.find(folder) if folder else sources.sort_out(fetching.latest(home()))
    say(found.told())
    if not found.files:
        raise ValueError("There is no file of a known source. Run `liim fetch`, or name a folder with `--from`.")
    fetching.require_room(home(), _ROOM * sum(file.path.stat().st_size for file in found.files), f"edition {id_}")
    truth = cells(sources.observe_all(found), counted)
    keep_inside(id_, cells=truth)
    keep_raw(found)
    _tell_what_is_undone(id_, truth, say)
    kind = "demo" if found.is_fictitious else "open"
    before = gate.shown_in_released(kind, but=id_)
    made = disclosure.protect_all(
        truth,
        counted,
        sources.hiding(file.source for file in found.files),
        kept=withheld_before(before),
        printed=printed_before(before),
        earlier=_remembered(),
        tell=tell,
    )
    keep_inside(id_, **made.memory._asdict())
    protected = made.cells
    for lift in lifts(home() / gate.LIFTED):
        say(f"Lifted: {lift.quantity} {lift.area} {lift.period}, because {lift.reason}")
    say(f"{truth.height:,} cells, {protected.filter(status='withheld').height:,} of them withheld to protect people.")
    towns = structure(values(protected, TRAITS), surfaces(folder, geography.GEOGRAPHIES[-1]) if folder else {})
    inside = sources.sectors_of(found)
    told_inside = (
        None
        if inside is None
        else disclosure.protected_sectors(
            inside, truth, published=protected, before=gate.sectors_in_released(kind, but=id_)
        )
    )
    with _room_for_figures(id_) as room:
        figures = written(protected, indicators, room)
        of_today = figures.filter(geography=geography.GEOGRAPHIES[-1]).collect()
        beside = derived(
            of_today,
            indicators,
            similar_municipalities(towns),
            strata=crossed(protected, STRATA),
            typologies=read_typologies(found.geography),
            sectors=told_inside,
        )
        return editions.write(
            id_,
            editions.Made(
                kind=kind,
                figures=figures,
                derived=beside | {"stability": stability_of(towns)},
                areas=published_areas(),
                indicators=as_published(),
                sources=list_sources(file.source for file in (*found.files, *found.sectors)),
                inputs=[file.as_input() for file in (*found.files, *found.sectors)],
                shapes=topologies(folder) if folder else {},
                documents=DOCUMENTS,
                differences=_differences(figures, found, say),
            ),
        )


def _differences(figures: pl.LazyFrame, found: sources.Found, say: Say) -> list[dict[str, Any]]:
    """What others published of the same, beside our figures, for the manifest; the operator is told how many differ."""
    published = sources.published_values(found)
    if published is None:
        return []
    shared = figures.filter(pl.col("indicator").is_in(published["indicator"].unique().to_list())).collect()
    differences = as_listed(compared(shared, published))
    for one in differences:
        say(f"{one['indicator']}, {one['period']}: {one['differ']} of {one['compared']} differ from what is published.")
    return differences


@contextmanager
def _room_for_figures(id_: str) -> Iterator[Path]:
    """An empty folder for the figures of one indicator after the other; what a killed build left there goes."""
    room = work_folder(id_) / "figures"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir()
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def build_demo(
    *,
    id_: str = "demo",
    size: Size = "small",
    say: Say = print,
    tell: disclosure.Tell = disclosure.tell_nobody,
) -> Path:
    """Build the demo edition: fictitious files in the formats of the real ones, and the same way from there."""
    with tempfile.TemporaryDirectory() as folder:
        make_demo(Path(folder), years=YEARS[size], deliveries=DELIVERIES[size])
        return build(Path(folder), id_=id_, say=say, tell=tell)


def keep_raw(found: sources.Found) -> None:
    """Keep what an edition is made from, as found; fictitious files are made anew instead."""
    for file in () if found.is_fictitious else found.files:
        fetching.keep(file.path, file.source, home())


def start(*, demo: bool, say: Say, tell: disclosure.Tell, console: Console) -> None:
    """See to it that there is a current edition: from what the publishers offer within a minute, else fictitious."""
    if not demo:
        came = fetching.fetch(home=home(), limit=_A_MINUTE, console=console)
        for one in came:
            if one.outcome in {"by_hand", "refused", "unreachable", "failed", "out_of_time"}:
                say(f"{one.source}, {one.name}: {one.message}")
        if fetching.latest(home()):
            _release_new(today(), build, say, tell)
            return
        say("No real source answered, and none was fetched before: fictitious figures are shown instead.")
    _release_new(f"demo-{today()}", build_demo, say, tell)


def _release_new(id_: str, make: Callable[..., Path], say: Say, tell: disclosure.Tell) -> None:
    """Build and release an edition, unless the one of today is there already."""
    if id_ not in editions.list_editions():
        make(id_=id_, say=say, tell=tell)
    gate.release(id_, tell=tell)


def keep_inside(id_: str, **tables: pl.DataFrame) -> None:
    """Keep what is not protected, for the inside check and the next build, where only who runs LIIM can read it."""
    folder = work_folder(id_)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name, table in tables.items():
        table.write_parquet(folder / f"{name}.parquet")


def _tell_what_is_undone(id_: str, truth: pl.DataFrame, say: Say) -> None:
    """Tell the operator how many counts a publisher hides in vain; which ones stands in the work folder."""
    undone = disclosure.undone_by_publishers(truth)
    keep_inside(id_, undone_by_publishers=undone)
    for source, quantity, number in undone.group_by("source", "quantity").len().sort("source", "quantity").rows():
        say(
            f"{source}: {number} hidden counts of {quantity} follow from its own numbers. They are withheld here with "
            f"others; which they are stands in undone_by_publishers.parquet, in the work folder: tell the publisher."
        )


def _remembered() -> disclosure.Memory | None:
    """What the latest build decided about each family of counts; the decision stays where nothing changed."""
    found = sorted((home() / "work").glob("*/outcomes.parquet"), key=lambda path: path.stat().st_mtime)
    if not found:
        return None
    return disclosure.Memory(*(pl.read_parquet(found[-1].with_stem(name)) for name in disclosure.Memory._fields))


def today() -> str:
    """The id of an edition that is not given another: the day on which it is made."""
    return datetime.now(UTC).date().isoformat()


def list_sources(mapped: Iterable[sources.Source] = ()) -> list[dict[str, Any]]:
    """What can be read, one row per source; with those that a mapping describes, if they are given."""
    return [
        {"id": one.id, "publisher": one.publisher, "title": one.title, "licence": one.licence, "page": one.page}
        | {"hides": one.hides and asdict(one.hides)}
        for one in {one.id: one for one in (*sources.SOURCES, *mapped)}.values()
    ]
