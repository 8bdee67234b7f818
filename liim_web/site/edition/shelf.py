"""Which edition a page is made from: the released one, noticed anew at every request, or one that is named.

An edition never changes, so what is derived from it is kept for as long as it is on the shelf.
"""

import threading
from collections import OrderedDict
from pathlib import Path

import duckdb
from django.conf import settings

from liim import editions
from liim.editions import Edition, NoSuchEdition
from liim.editions.released import is_released
from liim_web.site.edition.facts import Facts

_ROOM = 6  # editions; a reader of older ones makes room for theirs

_Mark = tuple[Path, int, int]
_shelf: OrderedDict[_Mark, Facts] = OrderedDict()
_lock = threading.Lock()


def released() -> Facts:
    """The edition that is current at this moment. Raises NoSuchEdition while there is none."""
    return _facts(editions.open_edition(settings.EDITION, keeps=settings.ANSWERS_KEPT))


def named(id_: str, *, may_preview: bool = False) -> Facts:
    """The edition of an id. Raises NoSuchEdition where there is none, or none that this reader may see yet."""
    try:
        edition = editions.open_edition(id_, keeps=settings.ANSWERS_KEPT)
    except ValueError as no_id:
        raise NoSuchEdition(str(no_id)) from no_id
    if not (may_preview or is_released(edition.folder.name)):
        raise NoSuchEdition(f"Edition {id_} has not been released.")
    return _facts(edition)


def _facts(edition: Edition) -> Facts:
    """What is known of an edition: from the shelf, or read now and put there."""
    try:
        written = (edition.folder / "manifest.json").stat()
        # An id that was never released may be built again: then it is another edition.
        mark = (edition.folder, written.st_ino, written.st_mtime_ns)
        with _lock:
            if mark in _shelf:
                _shelf.move_to_end(mark)
                return _shelf[mark]
        facts = Facts.read(edition)
    except (FileNotFoundError, duckdb.IOException) as gone:
        raise NoSuchEdition(f"Edition {edition.folder.name} went away while it was read.") from gone
    with _lock:
        _shelf[mark] = facts
        while len(_shelf) > _ROOM:
            _shelf.popitem(last=False)
    return facts
