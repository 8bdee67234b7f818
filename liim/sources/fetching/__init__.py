"""HOW FILES COME: fetched from their publishers or saved by hand, kept under date and checksum, never overwritten."""

from liim.sources.fetching.fetch import Fetched, fetch
from liim.sources.fetching.probe import Probed, probe
from liim.sources.fetching.snapshots import Snapshot, by_hand, keep, latest, require_room

__all__ = [
    "Fetched",
    "Probed",
    "Snapshot",
    "by_hand",
    "fetch",
    "keep",
    "latest",
    "probe",
    "require_room",
]
