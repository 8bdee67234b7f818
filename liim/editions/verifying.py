"""Verify an edition from outside: every check again, on the files as they were written."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from liim import geography
from liim.editions.layout import FIGURES, KEY
from liim.editions.reading import Edition
from liim.editions.writing import list_files
from liim.model import HAS_A_COUNT, Status
from liim.observations import BREAKDOWNS

_NUMBERS = ("numerator", "value", "lower", "upper", "numerator_lower", "numerator_upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its name as a sentence, and what was found where it does not hold."""

    name: str
    found: str = ""

    @property
    def passed(self) -> bool:
        """Whether nothing was found against it."""
        return not self.found


def verify(edition: Edition) -> list[Check]:
    """Every check on an edition, in the order in which they were made; those after broken files are not tried."""
    files = Check(name="Every file is the one that was written", found=_changed_files(edition))
    if not files.passed:
        return [files]
    try:
        figures = pl.read_parquet(edition.folder / "figures.parquet")
    except (OSError, pl.exceptions.PolarsError) as error:
        return [files, Check(name="The figures can be read", found=f"figures.parquet: {type(error).__name__}")]
    return [files, *(Check(name=name, found=find(figures)) for name, find in _CHECKS.items())]


def _changed_files(edition: Edition) -> str:
    """Files that are missing, changed or added since the edition was written."""
    written = {file["path"]: file["sha256"] for file in edition.manifest["files"]}
    there = {file["path"]: file["sha256"] for file in list_files(edition.folder)}
    return ", ".join(sorted(path for path in written.keys() | there.keys() if written.get(path) != there.get(path)))


def _columns(figures: pl.DataFrame) -> str:
    return ", ".join(
        name for name, dtype in FIGURES.items() if name not in figures.columns or figures.schema[name] != dtype
    )


def _twice(figures: pl.DataFrame) -> str:
    return _show(figures.filter(pl.struct(KEY).is_duplicated()))


def _unknown_status(figures: pl.DataFrame) -> str:
    return _show(figures.filter(~pl.col("status").is_in([status.value for status in Status])))


def _withheld_with_number(figures: pl.DataFrame) -> str:
    has_number = pl.any_horizontal(pl.col(_NUMBERS).is_not_null())
    return _show(figures.filter((pl.col("status") == Status.WITHHELD.value) & has_number))


def _not_a_number(figures: pl.DataFrame) -> str:
    numbers = pl.col(pl.Float64)
    return _show(figures.filter(pl.any_horizontal(numbers.is_nan() | numbers.is_infinite())))


def _shown_without_value(figures: pl.DataFrame) -> str:
    shown = pl.col("status").is_in([status.value for status in HAS_A_COUNT])
    return _show(figures.filter(shown & pl.col("value").is_null()))


def _unexplained(figures: pl.DataFrame) -> str:
    blank = pl.col("status").is_in([Status.MISSING.value, Status.NOT_APPLICABLE.value]) & (pl.col("reason") == "")
    return _show(figures.filter(blank))


def _foreign_area(figures: pl.DataFrame) -> str:
    """Figures of an area that the geography does not hold, or of a period that ended before the geography did."""
    held = pl.concat(
        [geography.areas_of(one).select("code", geography=pl.lit(one)) for one in geography.GEOGRAPHIES]
    ).rename({"code": "area"})
    return _show(figures.join(held, on=["area", "geography"], how="anti"))


def _outside_interval(figures: pl.DataFrame) -> str:
    slack = 1e-9
    below, above = pl.col("value") < pl.col("lower") - slack, pl.col("value") > pl.col("upper") + slack
    return _show(figures.filter(below | above))


def _negative_people(figures: pl.DataFrame) -> str:
    return _show(figures.filter(pl.col("denominator") < 0))


_CHECKS: dict[str, Callable[[pl.DataFrame], str]] = {
    "The figures have the columns that other programs rely on": _columns,
    "No figure stands there twice": _twice,
    "Every status is known": _unknown_status,
    "What is withheld has no number": _withheld_with_number,
    "No number is infinite or undefined": _not_a_number,
    "What is shown has a value": _shown_without_value,
    "Every blank says why": _unexplained,
    "Every area is one of its geography": _foreign_area,
    "Every value lies in its interval": _outside_interval,
    "No denominator is negative": _negative_people,
}


def _show(wrong: pl.DataFrame) -> str:
    """The first rows at fault by key, never by number: what is wrong may be what must not be shown."""
    if wrong.is_empty():
        return ""
    first = wrong.select("indicator", "area", "geography", "period", *BREAKDOWNS).head(3).rows()
    listed = "; ".join(" ".join(str(part) for part in row if part != "total") for row in first)
    return f"{wrong.height} figures, the first: {listed}"
