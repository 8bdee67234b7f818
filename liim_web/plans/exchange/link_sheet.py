"""The sheet of the figures of the monitor beside actions and objectives, out and in with the same columns."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from liim_web.plans.exchange.columns import Column, Row, as_text, one_of, yes
from liim_web.plans.exchange.part_sheets import as_number
from liim_web.plans.indicators import group_name, place_name, title_of
from liim_web.plans.models import IndicatorLink

LINKS, LINKS_TITLE = "links", "Cijfers uit de monitor"
BESIDE, REMOVE = "beside", "remove"
# By these a row finds the link that it changes.
KEY = ("indicator", "area", "breakdown", "population", "comparator")
# Kept when the version was decided; a file shows it and does not change it.
FROZEN = ("baseline_value", "baseline_edition")


def link_columns() -> tuple[Column, ...]:
    """All columns, with headers in Dutch."""
    role_out, role_back, roles = one_of(IndicatorLink.Role)
    claim_out, claim_back, claims = one_of(IndicatorLink.Claim)
    kind_out, kind_back, kinds = one_of(IndicatorLink.Target)
    way_out, way_back, ways = one_of(IndicatorLink.Direction)
    plain = str.strip
    return (
        Column(BESIDE, "Actie of doelstelling", as_text, plain),
        Column("indicator", "Indicator", title_of, _first_word),
        Column("role", "Rol", role_out, role_back, roles),
        Column("claim", "Wat we beweren", claim_out, claim_back, claims),
        Column("area", "Gebied", lambda code: _with_code(place_name(code), code), _code),
        Column("geography", "Gebiedsindeling", as_text, plain),
        Column("breakdown", "Uitsplitsing", as_text, plain),
        Column("population", "Bevolkingsgroep", as_text, _code),
        Column("comparator", "Vergeleken met", as_text, _code),
        Column("baseline_period", "Nulmeting, periode", as_text, plain),
        Column("baseline_value", "Nulmeting, waarde", _number_out, _number_back),
        Column("baseline_edition", "Nulmeting, editie", as_text, plain),
        Column("target_kind", "Soort streefdoel", kind_out, kind_back, kinds),
        Column("target_value", "Streefdoel", _number_out, _number_back),
        Column("target_period", "Streefdoel, periode", as_text, plain),
        Column("direction", "Gewenste richting", way_out, way_back, ways),
        Column("lag_years", "Verwachte vertraging (jaren)", _number_out, _years),
        Column("rationale", "Waarom dit cijfer", as_text, plain),
        Column("evaluation", "Evaluatie", as_text, plain),
        Column(REMOVE, "Haal weg", as_text, yes),
    )


def link_rows(content: Mapping[str, Any]) -> Iterator[Row]:
    """The figures beside the objectives and actions of a version, one row each."""
    for strategic in content["strategic_objectives"]:
        for goal in strategic["objectives"]:
            yield from (link_row(goal["code"], each) for each in goal["indicators"])
    for action in content["actions"]:
        yield from (link_row(action["uid"], each) for each in action["indicators"])


def link_row(beside: str, link: Mapping[str, Any]) -> Row:
    """One of them as texts; groups of people in words, with the code by which they come back."""
    told = {**link, BESIDE: beside, REMOVE: ""}
    for name in ("population", "comparator"):
        told[name] = _with_code(group_name(link["breakdown"], link[name]), link[name]) if link[name] else ""
    return {column.name: column.out(told[column.name]) for column in link_columns()}


def _with_code(name: str, code: str) -> str:
    return f"{name} ({code})" if code else ""


def _code(text: str) -> str:
    """What stands between the last brackets; a text without brackets is itself a code."""
    found = re.search(r"\(([^()]*)\)\s*$", text)
    return (found[1] if found else text).strip()


def _first_word(text: str) -> str:
    return next(iter(text.split()), "")


def _number_out(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}".replace(".", ",")


def _number_back(text: str) -> float | None:
    text = text.strip()
    # With a comma there is no doubt; with a point, 1.234 may be a thousand or one and a bit.
    if re.fullmatch(r"-?\d+,\d+", text):
        return float(text.replace(",", "."))
    number = as_number(text)
    return None if number is None else float(number)


def _years(text: str) -> int | None:
    text = text.strip().removesuffix(".0")
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(_("Schrijf een geheel aantal jaren."))
    return int(text)
