"""Countries by their ISO 3166 code, those that registers still hold though they are gone, and the groups they are in.

The list of countries is pycountry's, their names in three languages those of the CLDR. States that are gone, Kosovo
and statelessness stand in historical_states.csv; groups, with the days between which a country is a member, in
country_groups.csv. `*` is every country that no other group of that grouping holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl
import pycountry
from babel import Locale

from liim.model import UNKNOWN, Language
from liim.translations import translate

OTHER = "other"  # the group of a country that a grouping does not name
_REST = "*"
_COMPLETE = ("uniform_2015", "gsm_nationality", "serv_2016", "arvastat", "vdab", "kbi", "kbi_dutch", "statbel_origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country, or a state that is gone: then `stands_for` is the country whose groups it is in."""

    code: str
    title: str
    stands_for: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A country is in a group from a day on, until another (not included); None is open."""

    grouping: str
    group: str
    country: str
    valid_from: date
    valid_to: date

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day < self.valid_to


def country(code: str) -> Country:
    """The country of a code; KeyError, with what to do, for a code that no list holds."""
    if code not in countries():
        raise KeyError(f"No country has the code {code!r}: add it to historical_states.csv, or map it to unknown.")
    return countries()[code]


@cache
def countries() -> dict[str, Country]:
    """Every country by code: those of ISO 3166 first, then those of historical_states.csv."""
    names = Locale("nl").territories
    today = {
        one.alpha_2: Country(code=one.alpha_2, title=names.get(one.alpha_2, one.name)) for one in pycountry.countries
    }
    gone = {
        row["code"]: Country(
            code=row["code"],
            title=row["title"],
            stands_for=row["stands_for"],
            until=date.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in _table("historical_states.csv")
    }
    return today | gone


def name(code: str, language: Language) -> str:
    """The name of a country in a language."""
    own = country(code)
    return str(Locale(language).territories.get(code) or translate(own.title, language))


def group_of(code: str, grouping: str, day: date) -> str:
    """The group of a country on a day: `other` for one that the grouping does not name, `unknown` for no country.

    A state that is gone is in the group of the country that it stands for. Raises KeyError for an unknown grouping.
    """
    if grouping not in country_groupings():
        raise KeyError(f"No grouping of countries is called {grouping!r}: known are {', '.join(country_groupings())}.")
    if code not in countries():
        return UNKNOWN
    code = countries()[code].stands_for or code
    held = country_groupings()[grouping]
    own = next((one.group for one in held if one.country == code and one.holds(day)), None)
    rest = next((one.group for one in held if one.country == _REST), OTHER)
    return own or rest


@cache
def country_groupings() -> dict[str, tuple[Membership, ...]]:
    """Every grouping of countries by id; checked when first asked for."""
    found: dict[str, list[Membership]] = {}
    for row in _table("country_groups.csv"):
        for code in row["members"].split():
            found.setdefault(row["grouping"], []).append(
                Membership(
                    grouping=row["grouping"],
                    group=row["group"],
                    country=code,
                    valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
                    valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
                )
            )
    for memberships in found.values():
        refuse_bad(memberships)
    for id_ in _COMPLETE:
        refuse_gaps(found[id_])
    return {id_: tuple(memberships) for id_, memberships in found.items()}


def refuse_bad(memberships: Iterable[Membership]) -> None:
    """Raise ValueError for a country that no list holds, or one that is in two groups of a grouping on one day."""
    seen: dict[str, list[Membership]] = {}
    for one in memberships:
        if one.country not in {*countries(), _REST}:
            raise ValueError(f"country_groups.csv: {one.country} of {one.grouping} is no country. Correct the code.")
        for other in seen.setdefault(one.country, []):
            if one.valid_from < other.valid_to and other.valid_from < one.valid_to:
                raise ValueError(
                    f"country_groups.csv: {one.country} of {one.grouping} is in {other.group} and in {one.group} at "
                    "once. Give one of them an end (valid_to), or take it out."
                )
        seen[one.country].append(one)


def refuse_gaps(memberships: Iterable[Membership]) -> None:
    """Raise ValueError where a grouping that must hold every country leaves one out on some day."""
    held = tuple(memberships)
    if any(one.country == _REST for one in held):
        return
    for code, own in countries().items():
        at = date.min
        for one in sorted((one for one in held if one.country == (own.stands_for or code)), key=_start):
            if one.valid_from > at:
                break
            at = one.valid_to
        if at < date.max:
            raise ValueError(
                f"country_groups.csv: {code} ({own.title}) is in no group of {held[0].grouping}"
                f"{f' from {at}' if at > date.min else ''}. Add it to a group, or add the group of the rest (*)."
            )


def _start(one: Membership) -> date:
    return one.valid_from


def _table(name_: str) -> list[dict[str, str]]:
    table = pl.read_csv(files(__package__).joinpath(name_).read_bytes(), infer_schema=False)
    return table.with_columns(pl.all().fill_null("")).to_dicts()
