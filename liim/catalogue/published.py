"""The catalogue as an edition publishes it: plain data, so that a page or a program needs no Python of ours."""

from typing import Any

from liim.catalogue import breakdowns, catalogue, groupings_of, quantities
from liim.formulas import Count
from liim.model import Dominance, Indicator, PublicElsewhere, Respondents, Threshold


def as_published() -> list[dict[str, Any]]:
    """One entry per indicator, in the order of the report; the order of classes is that of the lists."""
    return [_entry(order, indicator) for order, indicator in enumerate(catalogue().values(), start=1)]


def _entry(order: int, indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "order": order,
        "title": {"nl": indicator.title},
        "definition": {"nl": indicator.definition},
        "theme": {"id": indicator.theme.id, "order": indicator.theme.order, "title": {"nl": indicator.theme.title}},
        "kind": indicator.kind,
        "formula": _formula(indicator),
        "unit": indicator.unit,
        "polarity": indicator.polarity,
        "moment": indicator.moment,
        "age": indicator.age,
        "frequency": indicator.frequency,
        "origin_rule": indicator.origin_rule,
        "breakdowns": [
            {
                "id": grouping.breakdown,
                "grouping": grouping.id,
                "title": {"nl": breakdowns()[grouping.breakdown].title},
                "classes": [{"code": one.code, "title": {"nl": one.title}} for one in grouping.classes],
            }
            for grouping in groupings_of(indicator)
        ],
        "breaks": [{"period": one.period, "why": {"nl": one.why}} for one in indicator.breaks],
        "cautions": [{"nl": text} for text in indicator.cautions],
        "to_verify": [{"nl": text} for text in indicator.to_verify],
        "not_comparable_with": list(indicator.not_comparable_with),
        "related": list(indicator.related),
        "disclosure": _disclosure(indicator),
    }


def _formula(indicator: Indicator) -> dict[str, Any]:
    """How the value is made, in names of quantities."""
    formula = indicator.formula
    return {
        "kind": formula.kind,
        "per": formula.per,
        "numerator": [_count(one) for one in formula.plus],
        "minus": [_count(one) for one in formula.minus],
        "denominator": _count(formula.within) if formula.within else None,
        "over": list(formula.over),
    }


def _count(count: Count) -> dict[str, Any]:
    quantity = quantities()[count.quantity]
    return {
        "quantity": quantity.id,
        "title": {"nl": quantity.title},
        "unit": {"nl": quantity.unit},
        "classes": dict(count.classes),
    }


def _disclosure(indicator: Indicator) -> dict[str, Any]:
    match indicator.disclosure:
        case PublicElsewhere(where=where):
            return {"rule": "public_elsewhere", "where": {"nl": where}}
        case Threshold(minimum=minimum):
            return {"rule": "threshold", "minimum": minimum}
        case Respondents(minimum=minimum):
            return {"rule": "respondents", "minimum": minimum}
        case Dominance(percent=percent):
            return {"rule": "dominance", "percent": percent}
