"""Provincies in Cijfers, adult newcomers by municipality and year, in all and from outside the EU: one CSV each.

What is odd about it: municipalities by name, the whole series on today's division (Pajottegem has 2014); Brussels has
only `-`, which is no value and not zero; small counts are printed, so protecting them is up to us.
"""

import csv
import re
from pathlib import Path

import polars as pl

from liim.sources import raw as files
from liim.sources.description import Published, Source
from liim.sources.errors import BadInput
from liim.sources.provincies_in_cijfers import swing

source = Source(
    id="pinc_newcomers",
    publisher="Provincies in Cijfers (Kruispuntbank Inburgering)",
    title="Nieuwkomers, gemeenten",
    licence="Vlaamse overheidsdata; geen licentie in het bestand: bron en portaal vermelden",
    page="https://provincies.incijfers.be",
    folder="provincies-in-cijfers/exports",
    files=(
        Published(
            name="nieuwkomers - gemeenten.csv", save="onderwerp nieuwkomers, alle gemeenten, alle jaren, als CSV"
        ),
        Published(
            name="nieuwkomers niet-EU - gemeenten.csv",
            save="onderwerp nieuwkomers niet-EU: alle gemeenten en jaren, als CSV",
        ),
    ),
    named=r"^nieuwkomers.*gemeenten",
    quantities=("newcomers", "newcomers_non_eu"),
    appears=12,
    lag=1,
    refuses_programs=True,
    notes=(
        "Cijfers op de gemeenten van vandaag, ook voor vroeger.",
        "Geen cijfers voor Brussel.",
    ),
)

_QUANTITIES = {"nieuwkomers": "newcomers", "nieuwkomers niet-EU": "newcomers_non_eu"}
_AREAS = "gemeenten"
_HEADING = re.compile(r"^(?P<label>.+)\|(?P<year>20\d\d)$")
_FIRST_ROW = 2


def claims(look: files.Look) -> bool:
    """Whether the header says newcomers by municipality."""
    return any(line.lower().lstrip('"').startswith(_AREAS) and "nieuwkomers" in line for line in look.head)


def tidy(raw: Path) -> pl.DataFrame:
    """Newcomers, or those from outside the EU, by municipality and year.

    Brussels is not applicable, any other `-` missing. Raises BadInput for a heading, name or count that is not one.
    """
    lines = files.text(raw).data.decode().rstrip().splitlines()
    try:
        header, *body = csv.reader(lines, delimiter=";", strict=True)
    except (ValueError, csv.Error) as broken:
        raise BadInput(raw, f"the table cannot be read ({broken}).", remedy="Save the export again.") from broken
    quantity, years = _heading(header, raw)
    for row, line in enumerate(body, _FIRST_ROW):
        if len(line) != len(header):
            raise BadInput(
                raw,
                f"this row has {len(line)} fields, the header {len(header)}.",
                row=row,
                remedy="The file was cut or edited: save the export again.",
            )
    table = pl.DataFrame(body, schema=dict.fromkeys(["name", *years], pl.String), orient="row").with_row_index(
        "row", _FIRST_ROW
    )
    areas, division = swing.areas_named(table["name"], raw, _FIRST_ROW)
    cells = table.unpivot(index=["row", "name"], variable_name="period", value_name="text")
    return swing.observations(
        cells.with_columns(pl.lit(quantity).alias("quantity")), areas, source=source.id, division=division, path=raw
    )


def _heading(header: list[str], raw: Path) -> tuple[str, list[str]]:
    """The quantity and the years that the header tells: one quantity, each year once."""
    read = [_HEADING.match(cell.strip()) for cell in header[1:]]
    labels = {found["label"] if found else "?" for found in read}
    years = [found["year"] if found else "?" for found in read]
    if header[:1] != [_AREAS] or not labels <= set(_QUANTITIES) or len(labels) != 1 or len(set(years)) != len(years):
        raise BadInput(
            raw,
            f"the header is {'; '.join(header[:3])} … .",
            row=1,
            remedy=f'Expected are "{_AREAS}" and then, for each year once, one of '
            f"{' or '.join(f'{label}|2024' for label in _QUANTITIES)}. Save the export again.",
        )
    return _QUANTITIES[labels.pop()], years
