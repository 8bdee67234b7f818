"""The three divisions of Flanders and Brussels into municipalities, and which figures can be expressed in which."""

from datetime import date

GEOGRAPHIES: tuple[str, ...] = ("2018", "2019", "2025")

# A day on which each division held; nothing changed in Flanders and Brussels between 2009 and the end of 2018.
_DAY = {"2018": date(2018, 12, 31), "2019": date(2019, 1, 1), "2025": date(2025, 1, 1)}
_LAST_YEAR = {"2018": 2018, "2019": 2024}
_YEAR = 4  # digits


def day_of(geography: str) -> date:
    """A day on which the geography held. Raises ValueError for a geography that does not exist."""
    if geography not in _DAY:
        raise ValueError(f"{geography!r} is no geography. There are {', '.join(GEOGRAPHIES)}.")
    return _DAY[geography]


def division_of(period: str) -> str:
    """The division that held in a period, by the year that its text begins with ("2018", "2018-06", "2018-2019").

    Raises ValueError for a period that does not begin with a year.
    """
    year = period[:_YEAR]
    if len(year) < _YEAR or not (year.isascii() and year.isdigit()):
        raise ValueError(f"period {period!r} does not begin with a year of four digits.")
    return next((division for division, last in _LAST_YEAR.items() if int(year) <= last), GEOGRAPHIES[-1])


def geographies_for(period: str, delivered: str) -> tuple[str, ...]:
    """The geographies in which a figure of `period`, delivered in `delivered`, is expressed; oldest first.

    Today's always; an older one only for periods in which it held or was still to come, and never older than
    delivered: a merged area cannot be split. Raises ValueError for a period without year or an unknown geography.
    """
    oldest = max(day_of(delivered), day_of(division_of(period)))
    return tuple(geography for geography in GEOGRAPHIES if day_of(geography) >= oldest)
