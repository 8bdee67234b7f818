"""What became of municipalities that are no more, and of what those of today were made."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from liim import geography
from liim.model import Language
from liim.publish import numbers, places


def former(code: str, today: str, language: Language) -> str:
    """A note for who came by an old code: what became of it. "" for a code that did not go into this area."""
    ended = _ended().get(code)
    if ended is None or geography.resolve(code) != today:
        return ""
    return _("%(former)s (NIS-code %(code)s) is sinds %(day)s deel van deze gemeente.") % {
        "former": places.name(ended, language),
        "code": code,
        "day": numbers.day(ended["valid_to"] + timedelta(days=1), language),
    }


def merged_into(code: str, language: Language) -> str:
    """What a municipality of today was made from; "" for one that never merged."""
    parts = [part for part in geography.predecessors(code, geography.GEOGRAPHIES[-1]) if part in _ended()]
    if not parts:
        return ""
    since: date = max(_ended()[part]["valid_to"] for part in parts) + timedelta(days=1)
    *names, last = [places.name(_ended()[part], language) for part in parts]
    return _("Ontstaan op %(day)s uit %(parts)s. Oudere cijfers zijn daaruit opgeteld.") % {
        "day": numbers.day(since, language),
        "parts": _("%(parts)s en %(last)s") % {"parts": ", ".join(names), "last": last},
    }


@cache
def _ended() -> Mapping[str, Mapping[str, Any]]:
    """The municipalities that are no more, by their code."""
    return {
        row["code"]: row for row in geography.areas().filter(pl.col("valid_to").is_not_null()).iter_rows(named=True)
    }
