"""Fictitious files as Statbel publishes them of income and of cars: what similar municipalities are found by."""

import datetime as dt
from pathlib import Path

import numpy as np
import xlsxwriter

from liim.demo.chance import Counts, Numbers, draws, whole
from liim.demo.people import ADULT, inhabitants
from liim.demo.places import places
from liim.demo.towns import Towns
from liim.geography import division_of, municipalities
from liim.sources.mark import MARK, MARK_LINE

INCOME_YEARS = range(2014, 2023)
CARS_YEAR = 2023

_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # so that the same seed gives the same bytes
_DIVISION = "2019"  # the whole series of incomes stands in it
_CLASS_FROM = (10_000, 25_000, 60_000)  # inhabitants
_CLASSES = ("klein,Kleine gemeente", "middelgroot,Middelgrote gemeente", "groot,Grote gemeente", "stad,Stad")
_SECTORS = ("A00-", "A01-", "B10-", "ZZZZ")  # the last cannot be located


def income_file(folder: Path, towns: Towns, seed: int) -> Path:
    """Declarations and income by year and municipality, with the residents of the first day after the year."""
    heads = ("CD_YEAR", "CD_MUNTY_REFNIS", "MS_NBR_NON_ZERO_INC", "MS_TOT_NET_TAXABLE_INC", "MS_TOT_RESIDENTS")
    level = 21_000 + 14_000 * draws(seed, "income").random(len(towns))
    path = folder / "TF_PSNL_INC_TAX_MUNTY.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"keywords": MARK, "created": _CREATED})
        sheet = book.add_worksheet("TF_PSNL_INC_TAX_MUNTY")
        sheet.write_row(0, 0, (*heads, "TX_MUNTY_DESCR_NL"))
        row = 0
        for year in INCOME_YEARS:
            for code, (declarations, cents, residents) in _taxed(towns, year, level, seed).items():
                row += 1
                sheet.write_row(row, 0, (year, code, declarations, cents / 100, residents))
                sheet.write_string(row, len(heads), places(_DIVISION)[code].name_nl)
    return path


def cars_file(folder: Path, towns: Towns, seed: int) -> Path:
    """Households and cars by sector: a dot between thousands, and `-00` for no cars."""
    people = inhabitants(towns, CARS_YEAR, seed).sum(axis=(1, 2, 3, 4))
    chance = draws(seed, "cars").random((2, len(towns)))
    households = whole(people / (2.05 + 0.55 * chance[0]), chance[1])
    a_car_each = np.where(towns.within("04000"), 0.4, 0.95) + 0.4 * draws(seed, "cars each").random(len(towns))
    cars = whole(households * a_car_each, chance[0])
    division = division_of(str(CARS_YEAR))
    lines = ["CD_YEAR;CD_REFNIS;TX_REFNIS_DESCR_FR;TX_REFNIS_DESCR_NL;CD_STAT_SECTOR;MS_NUM_HH;MS_NUM_CAR"]
    for code, counted in sorted(towns.joined(np.stack([households, cars], axis=1), division).items()):
        place = places(division)[code]
        for sector, homes, owned in _by_sector(*map(int, counted)):
            where = f"{CARS_YEAR};{code};{place.name_fr};{place.name_nl};{code}{sector}"
            lines.append(f"{where};{_with_dots(homes)};{_with_dots(owned) if owned else '-00'}")
    path = folder / "TF_CAR_HH_SECTOR.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, MARK_LINE, ""]).encode())
    return path


def typology_file(folder: Path, towns: Towns) -> Path:
    """An invented typology by size, in the division before today's: a merged town is of the class of its parts."""
    sizes = towns.joined(np.rint(towns.size).astype(np.int64)[:, None], _DIVISION)
    known = municipalities(_DIVISION)
    lines = ["area,class,title"]
    for code, (size,) in sorted(sizes.items()):
        if code in known:
            lines.append(f"{code},{_CLASSES[int(np.searchsorted(_CLASS_FROM, size, side='right'))]}")
    path = folder / "typology_grootte.csv"
    path.write_text("\n".join([*lines, MARK_LINE, ""]), encoding="utf-8")
    return path


def _by_sector(homes: int, owned: int) -> list[tuple[str, int, int]]:
    """Households and cars of a municipality spread over its sectors; nobody in the last one has a car."""
    quarter, third = homes // 4, owned // 3
    parts = ((homes - 3 * quarter, owned - 2 * third), (quarter, third), (quarter, third), (quarter, 0))
    return [(sector, *part) for sector, part in zip(_SECTORS, parts, strict=True)]


def _with_dots(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _taxed(towns: Towns, year: int, level: Numbers, seed: int) -> dict[str, Counts]:
    """Per municipality: declarations, income in cents, residents."""
    people = inhabitants(towns, year + 1, seed)
    adults = people[..., ADULT:].sum(axis=(1, 2, 3, 4))
    declarations = np.maximum(whole(adults * 0.72, draws(seed, "declarations", year).random(len(towns))), 1)
    cents = np.rint(declarations * level * (1 + 0.02 * (year - INCOME_YEARS[0])) * 100).astype(np.int64)
    counted = np.stack([declarations, cents, people.sum(axis=(1, 2, 3, 4))], axis=1)
    return dict(sorted(towns.joined(counted, _DIVISION).items()))
