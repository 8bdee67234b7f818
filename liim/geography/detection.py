"""Tells in which division a file is written, from the codes or names that it holds: never from its year.

Publishers rebuild the past: a column headed 2014 may already know Pajottegem.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import cache

import polars as pl

from liim.geography import tables
from liim.geography.divisions import GEOGRAPHIES
from liim.geography.hierarchy import areas_of, municipalities

# Statistical sectors (ZZZZ), parts of municipalities (ONB, ONBE) and neighbourhoods (WONB) that stand for "unknown".
_UNKNOWN_PART = re.compile(r"^\d{5}(ZZZZ|W?ONBE?)$")
# Walloon Brabant, Hainaut, Liège, Luxembourg and Namur: national files hold them, this project does not.
_WALLONIA = re.compile(r"^(25|[5689]\d)\d{3}$|^20002$|^03000$")
_SHOWN = 10  # codes or names named in an error


def is_pseudo(code: str) -> bool:
    """Whether a code stands for people who could not be located.

    99991, 99992, 99993, 99999, and below municipalities 11002ZZZZ, 11002ONB, 11002ONBE and 11002WONB.

    They carry people in some sources, belong to no municipality's figures and never appear on a map.
    """
    return code in _pseudo_codes() or bool(_UNKNOWN_PART.match(code))


def is_walloon(code: str) -> bool:
    """Whether a five-digit code lies in Wallonia, which national files hold and this project leaves out."""
    return code not in _pseudo_codes() and bool(_WALLONIA.match(code))


def detect_division(codes: Collection[str], *, otherwise: str | None = None) -> str:
    """The one division that holds all these codes of municipalities.

    Pseudo-areas, unions and Wallonia are passed over. `otherwise` is the division to take, if it fits, where a file
    holds so few municipalities that several fit.

    Raises ValueError, naming the codes, where no division holds one of them or they never stood together, and where
    several divisions fit and `otherwise` does not decide.
    """
    told = {code for code in codes if not (is_pseudo(code) or is_walloon(code) or code in _unions())}
    return _the_one(told, {geography: municipalities(geography) for geography in GEOGRAPHIES}, str, otherwise)


def detect_division_by_names(names: Collection[str], *, otherwise: str | None = None) -> str:
    """The one division that holds municipalities of all these names, Dutch or French, in any spelling.

    As `detect_division`, of which it raises the errors with names for codes.
    """
    spelt = {fold(name): name for name in names}
    divisions = {geography: frozenset(_codes_by_name(geography)) for geography in GEOGRAPHIES}
    told = {name for name in spelt if name not in _pseudo_names()}
    return _the_one(told, divisions, lambda name: spelt[name], otherwise)


def code_named(name: str, division: str) -> str:
    """The code of the municipality, or pseudo-area, of this name in a division.

    For files that give names only, once their division is known: seven names occur with two codes.
    Raises ValueError if the division knows no such name.
    """
    folded = fold(name)
    code = _codes_by_name(division).get(folded) or _pseudo_names().get(folded)
    if code is None:
        raise ValueError(f"no municipality of division {division} is called {name!r}.")
    return code


def fold(text: str) -> str:
    """A name as it compares: no accents, case, hyphens, apostrophes or suffix in brackets; one space between words."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", text)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", plain.casefold()).split())


def _the_one(
    told: set[str],
    divisions: Mapping[str, frozenset[str]],
    spell: Callable[[str], str],
    otherwise: str | None,
) -> str:
    fits = [division for division, members in divisions.items() if told <= members]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise ValueError(_why_none_fits(told, divisions, spell))
    if otherwise in fits:
        return otherwise
    raise ValueError(
        f"the municipalities ({len(told)}) fit the divisions {', '.join(fits)}: too few to tell which. "
        "Say which one it is written in.",
    )


def _why_none_fits(told: set[str], divisions: Mapping[str, frozenset[str]], spell: Callable[[str], str]) -> str:
    unknown = told - frozenset().union(*divisions.values())
    if unknown:
        return f"no division since 2009 holds {_some(unknown, spell)}. Misspelt, or a file of other areas?"
    alone = "; ".join(f"{division} lacks {_some(told - members, spell)}" for division, members in divisions.items())
    return f"these municipalities never stood together: {alone}. Does the file mix years of different divisions?"


def _some(of: set[str], spell: Callable[[str], str]) -> str:
    shown = sorted(spell(one) for one in of)
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more


@cache
def _pseudo_codes() -> frozenset[str]:
    return frozenset(tables.pseudo_areas()["code"])


@cache
def _pseudo_names() -> Mapping[str, str]:
    return {fold(name): code for code, name in tables.pseudo_areas().select("code", "name_nl").iter_rows()}


@cache
def _unions() -> frozenset[str]:
    return frozenset(tables.areas().filter(pl.col("level") != "municipality")["code"])


@cache
def _codes_by_name(division: str) -> Mapping[str, str]:
    table = areas_of(division, "municipality")
    return {fold(row[name]): row["code"] for name in ("name_fr", "name_nl") for row in table.iter_rows(named=True)}
