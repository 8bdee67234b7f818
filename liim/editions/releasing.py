"""Release an edition: make it the current one, in one step that either happens or does not."""

import os
from pathlib import Path

from liim.editions.layout import editions_folder
from liim.editions.reading import open_edition
from liim.editions.released import record
from liim.editions.verifying import verify


class Refused(Exception):
    """An edition that failed its checks is not released."""


def release(id_: str) -> None:
    """Make an edition the current one; Refused, with every failed check, where it does not verify."""
    with open_edition(id_) as edition:
        failed = [check for check in verify(edition) if not check.passed]
    if failed:
        raise Refused(f"Edition {id_} is not released:\n" + "\n".join(f"- {one.name}: {one.found}" for one in failed))
    record(id_)
    pointer = editions_folder() / f".current.{os.getpid()}"
    pointer.symlink_to(Path(id_))
    pointer.replace(editions_folder() / "current")
