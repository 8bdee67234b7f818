"""Open data: one CSV per indicator (RFC 4180, UTF-8), described by the CSVW metadata beside it."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from liim.editions.layout import FIGURES, KEY

FOLDER = "open-data"
NAMES = ("area_level", "area_name_nl", "area_name_fr")

_TEXTS = {
    "indicator": "Indicator",
    "area": "Gebied (NIS-code)",
    "area_level": "Niveau van het gebied",
    "area_name_nl": "Naam van het gebied (Nederlands)",
    "area_name_fr": "Naam van het gebied (Frans)",
    "geography": "Gebiedsindeling waarin het cijfer is uitgedrukt",
    "as_published": "Zoals de bron het voor dit gebied publiceerde",
    "period": "Periode",
    "numerator": "Teller",
    "denominator": "Noemer",
    "value": "Waarde, in de eenheid van de indicator",
    "lower": "Ondergrens van het betrouwbaarheidsinterval",
    "upper": "Bovengrens van het betrouwbaarheidsinterval",
    "numerator_lower": "Zekere ondergrens van de teller",
    "numerator_upper": "Zekere bovengrens van de teller",
    "status": "Status: ok, provisional, estimated, bounded, withheld, missing, not_applicable, not_yet",
    "reason": "Waarom er geen cijfer is (code)",
    "flags": "Aandachtspunten (codes, gescheiden door een komma)",
    "source": "Bron (code)",
    "method": "Methode van het interval (code)",
    "edition": "Editie waaruit het cijfer komt",
    "kind": "Soort editie: open, register, of demo (fictieve cijfers)",
}
_TYPES = {pl.String: "string", pl.Boolean: "boolean", pl.Float64: "number"}


def write_open_data(folder: Path) -> None:
    """Fill the subfolder open-data of an edition from its figures, areas and indicators."""
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    figures = (
        _with_names(pl.read_parquet(folder / "figures.parquet"), pl.read_parquet(folder / "areas.parquet"))
        .with_columns(edition=pl.lit(manifest["id"]), kind=pl.lit(manifest["kind"]))
        .partition_by("indicator", as_dict=True)
    )
    for indicator in json.loads((folder / "indicators.json").read_text(encoding="utf-8")):
        table = figures.get((indicator["id"],))
        if table is not None:
            _shortened(table).write_csv(target / f"{indicator['id']}.csv", line_terminator="\r\n")
            text = json.dumps(metadata(indicator, table.columns), ensure_ascii=False, indent=1)
            (target / f"{indicator['id']}.csv-metadata.json").write_text(text + "\n", encoding="utf-8")


def metadata(indicator: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    """The CSVW description of the table of one indicator."""
    classes = {one["id"]: one["title"] for one in indicator["breakdowns"]}
    described = []
    for name in columns:
        titles = classes.get(name) or {"nl": _TEXTS.get(name, name)}
        kind = _TYPES[FIGURES.get(name, pl.String)]
        described.append({"name": name, "titles": {"und": [name], **titles}, "datatype": kind, "null": ""})
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": f"{indicator['id']}.csv",
        "dc:title": _in_languages(indicator["title"]),
        "dc:description": _in_languages(indicator["definition"]),
        "dc:identifier": indicator["id"],
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": described, "primaryKey": list(KEY)},
    }


def _in_languages(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _with_names(figures: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """The names of areas beside their codes; a code that had several keeps the latest."""
    latest = areas.sort("valid_from").unique("code", keep="last")
    names = latest.select(area="code", area_level="level", area_name_nl="name_nl", area_name_fr="name_fr")
    place = list(FIGURES).index("area") + 1
    order = [*list(FIGURES)[:place], *NAMES, *list(FIGURES)[place:]]
    return figures.join(names, on="area", how="left", maintain_order="left").select(order)


def _shortened(table: pl.DataFrame) -> pl.DataFrame:
    """Whole counts are written without decimals; a number reads back the same."""
    whole = [
        name
        for name in ("numerator", "denominator", "numerator_lower", "numerator_upper")
        if (table[name].drop_nulls() % 1 == 0).all()
    ]
    return table.with_columns(pl.col(whole).cast(pl.Int64))
