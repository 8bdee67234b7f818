"""The sheet of the objectives, out and in: SO1 is a strategic one, SO1-OO2 an operational one under it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from liim_web.plans.exchange.columns import Column, Row, as_text
from liim_web.plans.models.plans import Mission

OBJECTIVES, OBJECTIVES_TITLE = "objectives", "Doelstellingen"


def objective_columns() -> tuple[Column, ...]:
    """All columns, with headers in Dutch."""
    plain = str.strip
    return (
        Column("code", "Code", as_text, plain),
        Column("title", "Doelstelling", as_text, plain),
        Column("rationale", "Waarom deze doelstelling", as_text, plain),
        Column("population", "Over wie gaat het", as_text, plain),
        Column("missions", "Dient", _missions_out, _missions_back),
    )


def objective_rows(content: Mapping[str, Any]) -> Iterator[Row]:
    """The objectives of a version, each strategic one before its operational ones."""
    for strategic in content["strategic_objectives"]:
        for goal in (strategic, *strategic["objectives"]):
            yield {column.name: column.out(goal.get(column.name)) for column in objective_columns()}


def _missions_out(codes: Any) -> str:  # noqa: ANN401 whatever the content holds
    return "; ".join(str(Mission(code).label) for code in codes or ())


def _missions_back(text: str) -> list[str]:
    known = {str(label).lower(): str(value) for value, label in Mission.choices}
    asked = [word.strip().lower() for word in text.replace("\n", ";").split(";") if word.strip()]
    if unknown := [word for word in asked if word not in known]:
        raise ValueError(_("Kies uit: %(words)s.") % {"words": ", ".join(known)} + f" ({', '.join(unknown)})")
    return sorted(known[word] for word in asked)
