"""From files to checked observations: what each says, that it is whole, and that no two contradict each other."""

import warnings
from collections.abc import Iterator

import polars as pl

from liim.model import TOTAL
from liim.observations import BREAKDOWNS, BadObservations, check
from liim.sources.errors import BadInput, DoubtfulInput
from liim.sources.extracts import gsm_extract
from liim.sources.recognise import Found, RawFile

_Said = tuple[str, str, str, str]  # a quantity, period and division, and the breakdowns by which it is split
_SAID = ("quantity", "period", "division", "split")


def observe(file: RawFile) -> pl.DataFrame:
    """The observations of one file, checked. Raises BadInput if it is not what it claims to be."""
    observations = file.reader.tidy(file.path)
    try:
        check(observations)
    except BadObservations as broken:
        raise BadInput(file.path, broken.problem, remedy=broken.remedy) from broken
    return observations


def observe_all(found: Found) -> Iterator[pl.DataFrame]:
    """The checked observations of each file in turn, so that one raw file is in memory at a time.

    What stands in two files must be the same in both, and is given once. Raises BadInput where it is not, and warns of
    a file that says of its year exactly what another says of another year.
    """
    before: dict[_Said, tuple[RawFile, int]] = {}
    for file in found.files:
        if is_for_comparing(file):
            continue
        observations = observe(file).with_columns(_split().alias("split"))
        repeated = []
        for (quantity, period, division, split), part in observations.group_by(_SAID):
            said = (str(quantity), str(period), str(division), str(split))
            numbers = _fingerprint(part)
            if said not in before:
                if _moves(part):
                    _warn_of_a_copy(file, said, numbers, before)
                before[said] = (file, numbers)
            elif before[said][1] == numbers:
                repeated.append(said)
            else:
                raise BadInput(
                    file.path,
                    f"{quantity} of {period} stand in {before[said][0].path} too, with other numbers.",
                    remedy="Keep one of the two files in the folder: the newer.",
                )
        yield _without(observations, repeated).drop("split")


def sectors_of(found: Found) -> pl.DataFrame | None:
    """The counts of statistical sectors (see `liim.sources.delivered.sector_delivery`), or None where there are none.

    Raises BadInput where a file is not what it claims to be, or two tell of the same quantity and period.
    """
    if not found.sectors:
        return None
    read: list[pl.DataFrame] = []
    before: dict[tuple[str, str], RawFile] = {}
    for file in found.sectors:
        rows = file.reader.tidy(file.path)
        for quantity, period in rows.select("quantity", "period").unique(maintain_order=True).rows():
            if (quantity, period) in before:
                raise BadInput(
                    file.path,
                    f"{quantity} of {period} by sector stand in {before[quantity, period].path.name} too.",
                    remedy="Keep one of the two files in the folder: the newer.",
                )
            before[quantity, period] = file
        read.append(rows)
    return pl.concat(read)


def is_for_comparing(file: RawFile) -> bool:
    """Whether a file holds values that a publisher computed of what LIIM computes itself: compared, not taken over."""
    return file.reader is gsm_extract and not gsm_extract.is_stated(file.path)


def published_values(found: Found) -> pl.DataFrame | None:
    """The values of all files that are for comparing, or None where there is none. Raises BadInput where unsure."""
    read = [gsm_extract.published_values(file.path) for file in found.files if is_for_comparing(file)]
    return pl.concat(read) if read else None


def _without(observations: pl.DataFrame, repeated: list[_Said]) -> pl.DataFrame:
    if not repeated:
        return observations
    given = pl.DataFrame(repeated, schema=_SAID, orient="row")
    return observations.join(given, on=_SAID, how="anti")


def _split() -> pl.Expr:
    """The breakdowns by which a row is split: one file may tell newcomers by sex, another how many there are."""
    names = [pl.when(pl.col(one) != TOTAL).then(pl.lit(one)) for one in BREAKDOWNS]
    return pl.concat_str(names, separator="+", ignore_nulls=True)


def _fingerprint(part: pl.DataFrame) -> int:
    """A number that two tables share if they say the same of a period, in whatever order."""
    return hash(part.select("area", *BREAKDOWNS, "count", "status").hash_rows().sort().to_numpy().tobytes())


def _moves(part: pl.DataFrame) -> bool:
    """Whether counts would differ from year to year; of what counts every municipality once no copy is known."""
    return not part["count"].is_in([0.0, 1.0]).all()


def _warn_of_a_copy(file: RawFile, said: _Said, numbers: int, before: dict[_Said, tuple[RawFile, int]]) -> None:
    quantity, period, _, split = said
    for (other, year, _, way), (earlier, same) in before.items():
        if (other, way) == (quantity, split) and same == numbers:
            warnings.warn(
                f"{file.path.name} says of {period} exactly what {earlier.path.name} says of {year}: {quantity} do not "
                "stand still. Was the file given another year's name?",
                DoubtfulInput,
                stacklevel=3,
            )
