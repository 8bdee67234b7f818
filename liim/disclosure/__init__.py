"""Disclosure control: what is withheld so that nobody is given away, and the attack that proves it."""

from liim.disclosure.errors import DisclosureError
from liim.disclosure.families import Tell, tell_nobody
from liim.disclosure.inside import found_in_sectors, printed_after_all, protected_sectors
from liim.disclosure.linking import Memory, Protected, protect_all, protected, rules, system_of
from liim.disclosure.undone import undone_by_publishers

__all__ = [
    "DisclosureError",
    "Memory",
    "Protected",
    "Tell",
    "found_in_sectors",
    "printed_after_all",
    "protect_all",
    "protected",
    "protected_sectors",
    "rules",
    "system_of",
    "tell_nobody",
    "undone_by_publishers",
]
