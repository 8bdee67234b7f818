"""Which editions have been released: a list that only grows."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from liim.editions.layout import editions_folder


class Release(TypedDict):
    """One line of the list: an edition, and when it became the current one."""

    edition: str
    at: str


def _list() -> Path:
    return editions_folder() / "released.jsonl"


def releases() -> list[Release]:
    """Every release so far, oldest first."""
    if not _list().exists():
        return []
    return [json.loads(line) for line in _list().read_text(encoding="utf-8").splitlines()]


def is_released(id_: str) -> bool:
    """Whether an edition of this id was ever released."""
    return any(one["edition"] == id_ for one in releases())


def record(id_: str) -> None:
    """Add a release to the list."""
    line = json.dumps(Release(edition=id_, at=datetime.now(UTC).isoformat(timespec="seconds"))) + "\n"
    with _list().open("a", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
