"""The gate: every check on an edition and its documents, from outside, before anything leaves.

It fails closed: what cannot be read, solved or proved refuses the edition.
"""

from pathlib import Path

import polars as pl

from liim import disclosure, editions, sources
from liim.catalogue import catalogue
from liim.disclosure.outside import given_away
from liim.editions import Check, Edition
from liim.model import HidesItself
from liim.publish.readers import check_published


def verify(edition: Edition, published: Path | None = None) -> list[Check]:
    """Every check on an edition, and on documents made from it in a folder; those after broken files are not tried."""
    checks = editions.verify(edition)
    if not all(check.passed for check in checks):
        return checks
    checks.append(Check(name="The open data say what the figures say", found=_some(_open_data(edition))))
    if published is not None:
        found = _some(check_published(edition.folder, published))
        checks.append(Check(name=f"The documents in {published} say what the figures say", found=found))
    checks.append(Check(name="Nobody can be found in what is published", found=_attacked(edition)))
    return checks


def release(id_: str) -> None:
    """Make an edition the current one; editions.Refused, with every failed check, where it does not verify."""
    with editions.open_edition(id_) as edition:
        failed = [check for check in verify(edition) if not check.passed]
    if failed:
        told = "\n".join(f"- {one.name}: {one.found}" for one in failed)
        raise editions.Refused(f"Edition {id_} is not released:\n{told}")
    editions.make_current(id_)


def _open_data(edition: Edition) -> list[str]:
    return check_published(edition.folder, edition.folder / "open-data")


def _attacked(edition: Edition) -> str:
    """The withheld counts that can be computed from all figures together, or why this could not be tried."""
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    try:
        return _some(given_away(figures, catalogue().values(), _hiding(edition)))
    except disclosure.DisclosureError as error:
        return f"the attack did not end in a proof: {error}"


def _hiding(edition: Edition) -> dict[str, HidesItself]:
    """What publishers hide themselves, those included that only a mapping described when the edition was made."""
    told = {one["id"]: one.get("hides") for one in edition.manifest.get("sources", [])}
    return sources.hiding() | {id_: HidesItself(**hides) for id_, hides in told.items() if hides}


def _some(found: list[str]) -> str:
    """What was found, the first few, with how many there are."""
    return f"{len(found)}, the first: {'; '.join(found[:3])}" if found else ""
