"""Where an edition keeps what, and the columns that other programs rely on (added to, never changed)."""

import os
import re
from pathlib import Path

import polars as pl

from liim.observations import BREAKDOWNS

HOME = "LIIM_HOME"
KINDS = ("open", "register", "demo")

FIGURES: dict[str, type[pl.DataType]] = {
    "indicator": pl.String,
    "area": pl.String,
    "geography": pl.String,
    "as_published": pl.Boolean,
    "period": pl.String,
    **dict.fromkeys(BREAKDOWNS, pl.String),
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "numerator_lower": pl.Float64,
    "numerator_upper": pl.Float64,
    "status": pl.String,
    "reason": pl.String,
    "flags": pl.String,
    "source": pl.String,
    "method": pl.String,
}
KEY = ("indicator", "area", "geography", "period", *BREAKDOWNS)


class NoSuchEdition(LookupError):
    """An edition that does not exist, or is not whole."""


def home() -> Path:
    """The folder in which LIIM keeps everything: the environment's LIIM_HOME, else ./var."""
    return Path(os.environ.get(HOME, "var")).absolute()


def editions_folder() -> Path:
    """<LIIM_HOME>/editions."""
    return home() / "editions"


def work_folder(id_: str) -> Path:
    """The folder `work`, then the id: unprotected counts, readable by the operator alone."""
    return home() / "work" / checked_id(id_)


def checked_id(id_: str) -> str:
    """The id of an edition; ValueError where it could not be the name of a folder."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,62}", id_) or id_ == "current":
        raise ValueError(
            f"{id_!r} cannot be the id of an edition: use lower-case letters, digits, '-', '_' and '.', "
            "beginning with a letter or a digit, and not the word current."
        )
    return id_
