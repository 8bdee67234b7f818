"""The gate: every check on an edition and its documents, from outside, before anything leaves.

It fails closed: what cannot be read, solved or proved refuses the edition.
"""

from pathlib import Path

import polars as pl

from liim import disclosure, editions, sources
from liim.catalogue import catalogue
from liim.disclosure.earlier import lifts, not_lifted, printed_after_all, withheld_before
from liim.disclosure.outside import given_away, told_too_closely
from liim.disclosure.system import KEY
from liim.editions import Check, Edition
from liim.editions.layout import home, work_folder
from liim.figures.derived import derived
from liim.model import HidesItself
from liim.publish.readers import check_published
from liim.publish.readers.siblings import sibling_faults

LIFTED = "lifted.toml"  # in LIIM_HOME: what may be printed again, and why


def verify(edition: Edition, published: Path | None = None) -> list[Check]:
    """Every check on an edition, and on documents made from it in a folder; those after broken files are not tried."""
    checks = editions.verify(edition)
    if not all(check.passed for check in checks):
        return checks
    checks.append(Check(name="What stands beside the figures follows from them", found=_some(_beside(edition))))
    checks.append(Check(name="The open data say what the figures say", found=_some(_open_data(edition))))
    if published is not None:
        found = _some(check_published(edition.folder, published))
        checks.append(Check(name=f"The documents in {published} say what the figures say", found=found))
    checks.append(Check(name="Nobody can be found in what is published", found=_attacked(edition)))
    if (required := work_folder(edition.id) / "required.parquet").exists():
        name = "No small count is told closer than its rule allows, and none is told wrongly"
        checks.append(Check(name=name, found=_from_inside(edition, pl.read_parquet(required))))
    name = "What an earlier edition withheld is not printed after all"
    checks.append(Check(name=name, found=_some(_printed_after_all(edition))))
    return checks


def release(id_: str) -> None:
    """Make an edition the current one; editions.Refused, with every failed check, where it does not verify."""
    with editions.open_edition(id_) as edition:
        failed = [check for check in verify(edition) if not check.passed]
    if failed:
        told = "\n".join(f"- {one.name}: {one.found}" for one in failed)
        raise editions.Refused(f"Edition {id_} is not released:\n{told}")
    editions.make_current(id_)


def _beside(edition: Edition) -> list[str]:
    """What is told beside the figures that cannot be made from them as they are published."""
    similar, typologies = (
        pl.read_parquet(path) if (path := edition.folder / f"{name}.parquet").exists() else None
        for name in ("similar", "typologies")
    )
    if similar is None:
        return ["similar.parquet is not there."]
    return sibling_faults(
        edition.folder, lambda figures: derived(figures, catalogue().values(), similar, typologies=typologies)
    )


def _open_data(edition: Edition) -> list[str]:
    return check_published(edition.folder, edition.folder / "open-data")


def _attacked(edition: Edition) -> str:
    """The withheld counts that can be computed from all figures together, or why this could not be tried."""
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    try:
        return _some(given_away(figures, catalogue().values(), _hiding(edition)))
    except disclosure.DisclosureError as error:
        return f"the attack did not end in a proof: {error}"


def _from_inside(edition: Edition, required: pl.DataFrame) -> str:
    """The small counts that are told too closely, as long as the work folder knows what each may not be told."""
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    try:
        return _some(told_too_closely(figures, catalogue().values(), _hiding(edition), required))
    except disclosure.DisclosureError as error:
        return f"the attack did not end in a proof: {error}"


def withheld_in_released(kind: str, *, but: str) -> pl.DataFrame:
    """KEY of all that released editions of a kind withhold to protect people, save one, and nobody has lifted."""
    indicators = tuple(catalogue().values())
    found = []
    for id_ in sorted({one["edition"] for one in editions.releases()} - {but}):
        if id_ not in editions.list_editions():
            continue  # withdrawn: who kept a copy still has it, but we have not
        with editions.open_edition(id_) as edition:
            if edition.manifest["kind"] == kind:
                found.append(withheld_before(pl.read_parquet(edition.folder / "figures.parquet"), indicators))
    every = pl.concat(found).unique() if found else pl.DataFrame(schema=dict.fromkeys(KEY, pl.String))
    return not_lifted(every, lifts(home() / LIFTED)).sort(KEY)


def _printed_after_all(edition: Edition) -> list[str]:
    withheld = withheld_in_released(edition.manifest["kind"], but=edition.id)
    if withheld.is_empty():
        return []
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    return printed_after_all(withheld, figures, catalogue().values())


def _hiding(edition: Edition) -> dict[str, HidesItself]:
    """What publishers hide themselves, those included that only a mapping described when the edition was made."""
    told = {one["id"]: one.get("hides") for one in edition.manifest.get("sources", [])}
    return sources.hiding() | {id_: HidesItself(**hides) for id_, hides in told.items() if hides}


def _some(found: list[str]) -> str:
    """What was found, the first few, with how many there are."""
    return f"{len(found)}, the first: {'; '.join(found[:3])}" if found else ""
