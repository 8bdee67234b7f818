"""How a figure was made: numerator, denominator, formula, files, edition, interval, protection, and how to cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.model import Status
from liim.publish import numbers
from liim_web.site.edition import wording
from liim_web.site.edition.facts import Facts
from liim_web.site.edition.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file that figures were made from."""

    name: str
    publisher: str
    licence: str
    date: str
    sha256: str

    @property
    def mark(self) -> str:
        """The beginning of its checksum: enough to tell it from any other."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Everything behind one figure."""

    definition: str
    formula: str
    filled: str
    moment: str
    interval: str
    status: str
    protection: str
    files: SafeString
    cautions: Sequence[str]
    cite: str
    permanent: str


def making(reading: Reading, figure: Figure, entry: Mapping[str, Any], decimals: int) -> Making:
    """What stands behind a figure."""
    language = reading.language
    part = ".".join(figure.classes[0]) if figure.classes else ""
    asked = urlencode({"period": figure.period} | ({"part": part} if part else {}))
    permanent = f"{reading.permanent_root}{reading.area_path(figure.area)}{figure.indicator}/?{asked}"
    return Making(
        definition=wording.plain(entry["definition"], language),
        formula=wording.formula(entry, language),
        filled=_filled(reading, figure, entry, decimals),
        moment=f"{figure.period}, {wording.moment(entry['moment'], language)}",
        interval=_interval(reading, figure, entry),
        status=" ".join(wording.remarks(figure)) or reading.said("Gepubliceerd."),
        protection=f"{_decided(reading, figure)} {protection(entry, reading)}",
        files=_files(reading, figure.source, figure.period),
        cautions=[
            *(wording.plain(one, language) for one in entry["cautions"]),
            *(reading.said("Nog na te gaan: %s") % wording.plain(one, language) for one in entry["to_verify"]),
        ],
        cite=reading.said("LIIM, editie %(edition)s, %(title)s (%(id)s), %(area)s, %(period)s")
        % {
            "edition": reading.facts.id,
            "title": wording.plain(entry["title"], language),
            "id": entry["id"],
            "area": reading.area_name(figure.area),
            "period": figure.period,
        },
        permanent=permanent,
    )


def _filled(reading: Reading, figure: Figure, entry: Mapping[str, Any], decimals: int) -> str:
    """The formula with its numbers, and what comes out."""
    whole = reading.out_of(figure)
    if figure.numerator is None or figure.value is None or not whole:
        return ""
    per = reading.number(entry["formula"]["per"])
    return f"{reading.count(figure)} ÷ {whole} {wording.TIMES} {per} = {reading.value(figure, decimals)}"


def _interval(reading: Reading, figure: Figure, entry: Mapping[str, Any]) -> str:
    if figure.lower is None or figure.upper is None:
        return ""
    edges = numbers.between(figure.lower, figure.upper, entry["unit"], reading.language)
    how = wording.method(figure.method)
    return f"{edges} ({how})" if how else edges


def _decided(reading: Reading, figure: Figure) -> str:
    """What was decided of this one figure."""
    if figure.status == Status.WITHHELD:
        return reading.said("Dit cijfer is afgeschermd.")
    if figure.status == Status.BOUNDED:
        return reading.said("Van dit cijfer tonen we alleen waar het tussen ligt.")
    if figure.is_shown:
        return reading.said("Dit cijfer mag getoond worden.")
    return reading.said("Er is geen cijfer om af te schermen.")


def protection(entry: Mapping[str, Any], reading: Reading) -> str:
    """By which rule small counts of an indicator are protected."""
    rule = entry["disclosure"]
    if rule["rule"] == "threshold":
        most = int(rule["minimum"]) - 1
        return reading.said("Aantallen van 1 tot en met %s zijn afgeschermd, en ook wat ze zou verraden.") % most
    if rule["rule"] == "respondents":
        return reading.said("Cijfers van minder dan %s antwoorden zijn afgeschermd.") % int(rule["minimum"])
    if rule["rule"] == "dominance":
        return reading.said("Bedragen die één grote bijdrage zouden verraden, zijn afgeschermd.")
    return reading.said("Niet afgeschermd: %s.") % wording.plain(rule["where"], reading.language)


def _files(reading: Reading, source: str, period: str) -> SafeString:
    """The files that figures of a source and a period were made from: the same for every area, so written once."""

    def made() -> SafeString:
        every = files_of(reading.facts, source, period)
        told = ((f"{one.publisher}: {one.name}{one.date and f', {one.date}'}", one.sha256, one.mark) for one in every)
        if not every:
            return format_html("<dd>{}</dd>", reading.said("niet vermeld"))
        return format_html_join("", '<dd>{} <code title="sha256 {}">{}</code></dd>', told)

    return reading.facts.kept(("files", source, period, reading.language), made)


def files_of(facts: Facts, source: str, period: str = "") -> list[File]:
    """The files of one or more sources (joined by +); of each source those whose names tell the period, else all."""
    files = []
    for id_ in source.split("+"):
        every = [one for one in facts.edition.manifest["inputs"] if one.get("source") == id_]
        of_period = [one for one in every if period and period[:4] in str(one.get("file", ""))]
        files += [_file(one) for one in of_period or every]
    return files


def _file(one: Mapping[str, Any]) -> File:
    return File(
        name=str(one.get("file", "")),
        publisher=str(one.get("publisher", one.get("source", ""))),
        licence=str(one.get("licence", "")),
        date=str(one.get("date", "")),
        sha256=str(one.get("sha256", "")),
    )
