"""The gate: every check on an edition and its documents, from outside, before anything leaves.

It fails closed: what cannot be read, solved or proved refuses the edition.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from liim import disclosure, editions, sources
from liim.catalogue import catalogue
from liim.disclosure.earlier import both, lifts, not_lifted
from liim.disclosure.outside import Attacked, attack_figures, published_cells
from liim.editions import Check, Edition
from liim.editions.layout import home, work_folder
from liim.figures.derived import derived
from liim.model import HidesItself
from liim.publish.readers import check_published
from liim.publish.readers.siblings import sibling_faults

LIFTED = "lifted.toml"  # in LIIM_HOME: what may be printed again, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the gate did with an edition: its checks, the files that it read, what it attacked, and how long it took.

    `files` are those of the edition and those published beside it; `edition` tells which.
    """

    edition: str
    checks: tuple[Check, ...]
    files: tuple[str, ...]
    attacked: tuple[Attacked, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)


def verify(
    edition: Edition, published: Path | None = None, *, tell: disclosure.Tell = disclosure.tell_nobody
) -> Report:
    """Every check on an edition, and on documents made from it in a folder; those after broken files are not tried."""
    start = time.perf_counter()
    checks, attacked = editions.verify(edition), tuple[Attacked, ...]()
    files = _files(edition.folder) + (() if published is None else _files(published))
    if all(check.passed for check in checks):
        checks.append(_check("What stands beside the figures follows from them", lambda: _beside(edition)))
        checks.append(_check("The open data say what the figures say", lambda: _open_data(edition)))
        if published is not None:
            name = f"The documents in {published} say what the figures say"
            checks.append(_check(name, lambda: check_published(edition.folder, published)))
        before = shown_in_released(edition.manifest["kind"], but=edition.id)
        more, attacked = _attacked(edition, before, tell)
        checks += more
        checks += _beside_earlier(edition, before)
        checks += _inside(edition)
    return Report(
        edition=edition.id,
        checks=tuple(checks),
        files=files,
        attacked=attacked,
        seconds=time.perf_counter() - start,
    )


def release(id_: str, *, tell: disclosure.Tell = disclosure.tell_nobody) -> None:
    """Make an edition the current one; editions.Refused, with every failed check, where it does not verify."""
    with editions.open_edition(id_) as edition:
        failed = [check for check in verify(edition, tell=tell).checks if not check.passed]
    if failed:
        told = "\n".join(f"- {one.name}: {one.found}" for one in failed)
        raise editions.Refused(f"Edition {id_} is not released:\n{told}")
    editions.make_current(id_)


def _check(name: str, find: Callable[[], list[str]]) -> Check:
    """A check; what cannot be read does not pass."""
    try:
        return Check(name=name, found=_some(find()))
    except (ValueError, LookupError, OSError) as error:
        return Check(name=name, found=f"a file cannot be read: {error}")
    except pl.exceptions.PolarsError as error:  # its words may repeat what stands in the file
        return Check(name=name, found=f"a file cannot be read ({type(error).__name__})")


def _files(folder: Path) -> tuple[str, ...]:
    return tuple(str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.is_file())


def _beside(edition: Edition) -> list[str]:
    """What is told beside the figures that cannot be made from them as they are published."""
    similar, typologies, sectors = (
        pl.read_parquet(path) if (path := edition.folder / f"{name}.parquet").exists() else None
        for name in ("similar", "typologies", "sectors")
    )
    if similar is None:
        return ["similar.parquet is not there."]
    return sibling_faults(
        edition.folder,
        lambda figures: derived(figures, catalogue().values(), similar, typologies=typologies, sectors=sectors),
    )


def _open_data(edition: Edition) -> list[str]:
    return check_published(edition.folder, edition.folder / "open-data")


def _attacked(
    edition: Edition, before: Mapping[str, pl.DataFrame], tell: disclosure.Tell
) -> tuple[list[Check], tuple[Attacked, ...]]:
    """The attack on all figures together, from outside, and from inside as long as the work folder is there."""
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    inside = work_folder(edition.id) / "required.parquet"
    required = pl.read_parquet(inside) if inside.exists() else None
    names = ["Nobody can be found in what is published"]
    if required is not None:
        names.append("No small count is told closer than its rule allows, and none is told wrongly")
    try:
        attacked = tuple(
            attack_figures(figures, catalogue().values(), _hiding(edition), required, before=before, tell=tell)
        )
    except disclosure.DisclosureError as error:
        return [Check(name=name, found=f"the attack did not end in a proof: {error}") for name in names], ()
    found = ([f for one in attacked for f in one.given_away], [f for one in attacked for f in one.too_close])
    return [Check(name=name, found=_some(what)) for name, what in zip(names, found, strict=False)], attacked


def shown_in_released(kind: str, *, but: str) -> dict[str, pl.DataFrame]:
    """The cells that released editions of a kind show, by their id, save one, without what has been lifted since."""
    indicators, lifted = tuple(catalogue().values()), lifts(home() / LIFTED)
    found = {}
    for id_ in sorted({one["edition"] for one in editions.releases()} - {but}):
        if id_ not in editions.list_editions():
            continue  # withdrawn: who kept a copy still has it, but we have not
        with editions.open_edition(id_) as edition:
            if edition.manifest["kind"] == kind:
                figures = pl.read_parquet(edition.folder / "figures.parquet")
                found[id_] = not_lifted(published_cells(figures, indicators), lifted)
    return found


def sectors_in_released(kind: str, *, but: str) -> dict[str, pl.DataFrame]:
    """What released editions of a kind tell of sectors, by their id, save one, without what has been lifted since."""
    lifted, found = lifts(home() / LIFTED), {}
    for id_ in sorted({one["edition"] for one in editions.releases()} & set(editions.list_editions()) - {but}):
        with editions.open_edition(id_) as edition:
            path = edition.folder / "sectors.parquet"
            if edition.manifest["kind"] == kind and path.exists():
                found[id_] = not_lifted(pl.read_parquet(path), lifted)
    return found


def _inside(edition: Edition) -> list[Check]:
    """What is told of the sectors of municipalities, beside the figures and beside earlier editions."""
    path = edition.folder / "sectors.parquet"
    if not path.exists():
        return []

    def follows() -> list[str]:
        figures = pl.read_parquet(edition.folder / "figures.parquet")
        return disclosure.found_in_sectors(pl.read_parquet(path), published_cells(figures, catalogue().values()))

    def printed() -> list[str]:
        before = sectors_in_released(edition.manifest["kind"], but=edition.id)
        return disclosure.printed_after_all(pl.read_parquet(path), before)

    return [
        _check("Nobody can be found in what is told of the sectors of a municipality", follows),
        _check("What an earlier edition withheld of a sector is not printed after all", printed),
    ]


def _beside_earlier(edition: Edition, before: Mapping[str, pl.DataFrame]) -> list[Check]:
    """What one edition prints and another withholds is known, or soon would be, to who holds both."""
    cells = published_cells(pl.read_parquet(edition.folder / "figures.parquet"), catalogue().values())
    after_all = _some(both(cells, before, now="printed", then="withheld"))
    in_vain = _some(both(cells, before, now="withheld", then="printed"))
    lift = f"name it in {LIFTED} with a reason"
    return [
        Check(
            name="What an earlier edition withheld is not printed after all",
            found=after_all and f"{after_all}. Build it again, or {lift}.",
        ),
        Check(
            name="What is withheld was not printed by an earlier edition",
            found=in_vain and f"{in_vain}. Who kept that edition knows the count as it was: withdraw it, or {lift}.",
        ),
    ]


def _hiding(edition: Edition) -> dict[str, HidesItself]:
    """What publishers hide themselves, those included that only a mapping described when the edition was made."""
    told = {one["id"]: one.get("hides") for one in edition.manifest.get("sources", [])}
    return sources.hiding() | {id_: HidesItself(**hides) for id_, hides in told.items() if hides}


def _some(found: list[str]) -> str:
    """What was found, the first few, with how many there are."""
    return f"{len(found)}, the first: {'; '.join(found[:3])}" if found else ""
