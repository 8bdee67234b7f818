"""Fictitious files as Statbel publishes them: population on 1 January, and population by origin."""

import io
import zipfile
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from liim.demo.chance import Counts, draws
from liim.demo.people import AGES, by_origin, inhabitants
from liim.demo.places import Place, places
from liim.demo.towns import Towns
from liim.geography import division_of
from liim.sources.mark import MARK, MARK_LINE

ORIGIN_YEARS = range(2015, 2025)

_NEW_LAYOUT_FROM = 2019
_LAST_YEAR_IN_CP1252 = 2016
_SAME_EVERYWHERE = (2000, 1, 1, 0, 0, 0)  # date of a member, so that the same seed gives the same bytes
_ONE_ROW_IN = 900  # is split into two rows with the same key, as in the publisher's newer files

_SEXES = ("F", "M")
_OLD_COLUMNS = (
    "CD_MUNTY_REFNIS|TX_MUNTY_DESCR_NL|TX_MUNTY_DESCR_FR|CD_DSTR_REFNIS|TX_ADM_DSTR_DESCR_NL|TX_ADM_DSTR_DESCR_FR|"
    "CD_PROV_REFNIS|TX_PROV_DESCR_NL|TX_PROV_DESCR_FR|CD_RGN_REFNIS|TX_RGN_DESCR_NL|TX_RGN_DESCR_FR|CD_SEX|CD_NATLTY|"
    "TX_NATLTY_FR|TX_NATLTY_NL|CD_CIV_STS|TX_CIV_STS_FR|TX_CIV_STS_NL|CD_AGE|MS_POPULATION|CD_YEAR"
)
_OLD_NATIONALITIES = ("BEL|Belges|Belgen", "ETR|Etrangers|Vreemdelingen")
_OLD_CIVIL_STATUSES = ("10|Célibataire|Ongehuwd", "20|Marié|Gehuwd", "30|Veuf|Weduwstaat", "40|Divorcé|Gescheiden")
_NEW_COLUMNS = (
    "CD_REFNIS|TX_DESCR_NL|TX_DESCR_FR|CD_DSTR_REFNIS|TX_ADM_DSTR_DESCR_NL|TX_ADM_DSTR_DESCR_FR|"
    "CD_PROV_REFNIS|TX_PROV_DESCR_NL|TX_PROV_DESCR_FR|CD_RGN_REFNIS|TX_RGN_DESCR_NL|TX_RGN_DESCR_FR|CD_SEX|CD_NATLTY|"
    "TX_NATLTY_NL|TX_NATLTY_FR|CD_CIV_STS|TX_CIV_STS_NL|TX_CIV_STS_FR|CD_AGE|MS_POPULATION"
)
_NEW_NATIONALITIES = ("BEL|Belgen|Belges", "ETR|niet-Belgen|non-Belges")
_NEW_CIVIL_STATUSES = ("1|Ongehuwd|Célibataire", "2|Gehuwd|Marié", "3|Weduwstaat|Veuf", "4|Gescheiden|Divorcé")


def population_file(folder: Path, towns: Towns, year: int, seed: int) -> Path:
    """The population of one year, zipped; the layout, encoding and division are those of the year."""
    text = _population_text(towns, year, seed)
    path = folder / f"TF_SOC_POP_STRUCT_{year}.zip"
    member = zipfile.ZipInfo(f"TF_SOC_POP_STRUCT_{year}.txt", date_time=_SAME_EVERYWHERE)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3  # whatever system this runs on
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, text, compresslevel=1)
        archive.comment = MARK.encode()
    return path


def origin_file(folder: Path, towns: Towns, seed: int) -> Path:
    """Population by origin: the totals of a year are those of its population file."""
    lines = ["year,nis,belgian_background,neighbouring,eu27,non_eu27,total"]
    for year in ORIGIN_YEARS:
        groups = towns.joined(by_origin(towns, inhabitants(towns, year, seed), seed), division_of(str(year)))
        lines += [f"{year},{code},{','.join(map(str, row))},{row.sum()}" for code, row in sorted(groups.items())]
    path = folder / f"origin_by_municipality_{ORIGIN_YEARS[0]}-{ORIGIN_YEARS[-1]}.csv"
    path.write_bytes("\n".join([*lines, MARK_LINE, ""]).encode())
    return path


def _population_text(towns: Towns, year: int, seed: int) -> bytes:
    old = year < _NEW_LAYOUT_FROM
    division = division_of(str(year))
    people = towns.joined(inhabitants(towns, year, seed), division)
    where = [_place_columns(places(division)[code], blank=" " if old else "") for code in people]
    cells = np.stack(list(people.values()))
    nationalities, statuses = (
        (_OLD_NATIONALITIES, _OLD_CIVIL_STATUSES) if old else (_NEW_NATIONALITIES, _NEW_CIVIL_STATUSES)
    )
    classes = ["|".join(labels) for labels in product(_SEXES, nationalities, statuses)]
    rows = _rows(cells.reshape(len(where), len(classes), AGES.size), where, classes)
    rows = rows.with_columns(year=pl.lit(year)) if old else _with_duplicate_keys(rows, draws(seed, "duplicates", year))
    buffer = io.BytesIO()
    rows.write_csv(buffer, include_header=False, separator="|", line_terminator="\r\n", quote_style="never")
    text = f"{_OLD_COLUMNS if old else _NEW_COLUMNS}\r\n".encode() + buffer.getvalue()
    return text.decode().encode("cp1252") if year <= _LAST_YEAR_IN_CP1252 else b"\xef\xbb\xbf" + text


def _place_columns(place: Place, blank: str) -> str:
    """The twelve columns that say where; Brussels lies in no province."""
    province = (place.province, place.province_nl, place.province_fr) if place.province else (blank,) * 3
    return "|".join(
        (
            *(place.code, place.name_nl, place.name_fr),
            *(place.arrondissement, place.arrondissement_nl, place.arrondissement_fr),
            *province,
            *(place.region, place.region_nl, place.region_fr),
        )
    )


def _rows(cells: Counts, where: list[str], classes: list[str]) -> pl.DataFrame:
    """One row per cell with at least one person."""
    place, group, age = np.nonzero(cells)
    return pl.DataFrame(
        {
            "where": pl.Series(where).gather(place),
            "class": pl.Series(classes).gather(group),
            "age": age,
            "persons": cells[place, group, age],
        }
    )


def _with_duplicate_keys(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Some rows split in two, many into equal ones: who keeps one row per key, or distinct rows, loses people."""
    chosen = pl.Series(rng.integers(0, _ONE_ROW_IN, len(rows)) == 0) & (rows["persons"] > 1)
    half = pl.col("persons") // 2
    split = rows.filter(chosen)
    return pl.concat(
        [
            rows.filter(~chosen),
            split.with_columns(persons=pl.col("persons") - half),
            split.with_columns(persons=half),
        ]
    )
