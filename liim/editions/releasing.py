"""Make an edition the current one, in one step that either happens or does not. `liim.gate` says whether it may."""

import os
from pathlib import Path

from liim.editions.layout import editions_folder
from liim.editions.reading import open_edition
from liim.editions.released import record


class Refused(Exception):
    """An edition that failed its checks is not released."""


def make_current(id_: str) -> None:
    """Record an edition as released and point at it; NoSuchEdition where it is not there whole."""
    open_edition(id_).close()
    record(id_)
    pointer = editions_folder() / f".current.{os.getpid()}"
    pointer.symlink_to(Path(id_))
    pointer.replace(editions_folder() / "current")
