"""The catalogue as an edition publishes it: plain data, so that a page or a program needs no Python of ours."""

from typing import Any

from liim.catalogue import breakdowns, catalogue, coarser_of, groupings_of, is_additive, quantities
from liim.classifications import NATIONALITY, Class, Grouping, made_of
from liim.classifications.countries import countries, name
from liim.formulas import Count, Formula
from liim.model import LANGUAGES, UNKNOWN, Dominance, Indicator, Language, PublicElsewhere, Respondents, Threshold
from liim.translations import in_languages


def as_published() -> list[dict[str, Any]]:
    """One entry per indicator, in the order of the report; the order of classes is that of the lists."""
    return [_entry(order, indicator) for order, indicator in enumerate(catalogue().values(), start=1)]


def _entry(order: int, indicator: Indicator) -> dict[str, Any]:
    divided = groupings_of(indicator)
    return {
        "id": indicator.id,
        "order": order,
        "title": in_languages(indicator.title),
        "definition": in_languages(indicator.definition),
        "theme": {
            "id": indicator.theme.id,
            "order": indicator.theme.order,
            "title": in_languages(indicator.theme.title),
            "shown_in": indicator.theme.shown_in,
        },
        "is_related": indicator.is_related,
        "kind": indicator.kind,
        "formula": _formula(indicator),
        "unit": indicator.unit,
        "polarity": indicator.polarity,
        "margin": indicator.margin,
        "moment": indicator.moment,
        "age": indicator.age,
        "frequency": indicator.frequency,
        "origin_rule": indicator.origin_rule,
        "additive": is_additive(indicator),
        "published_as": indicator.published_as,
        "breakdowns": [
            {
                "id": grouping.breakdown,
                "grouping": grouping.id,
                "title": in_languages(breakdowns()[grouping.breakdown].title),
                "classes": _classes(indicator, grouping, several=len(divided) > 1),
            }
            for grouping in divided
        ],
        "breaks": [{"period": one.period, "why": in_languages(one.why)} for one in indicator.breaks],
        "cautions": [in_languages(text) for text in indicator.cautions],
        "to_verify": [in_languages(text) for text in indicator.to_verify],
        "not_comparable_with": list(indicator.not_comparable_with),
        "related": list(indicator.related),
        "disclosure": _disclosure(indicator),
    }


def _classes(indicator: Indicator, fine: Grouping, *, several: bool) -> list[dict[str, Any]]:
    """The classes of a breakdown; the broader ones, with those in whose place each is told, before the unknown."""
    own = [{"code": one.code, "title": _class_title(fine, one, several=several)} for one in fine.classes]
    broader = [
        {"code": one.code, "title": in_languages(one.title), "instead_of": list(made_of(coarse, fine)[one.code])}
        for coarse in coarser_of(indicator)
        if coarse.breakdown == fine.breakdown
        for one in coarse.classes
    ]
    return sorted([*own, *broader], key=lambda one: one["code"] == UNKNOWN)


def _class_title(grouping: Grouping, one: Class, *, several: bool) -> dict[Language, str]:
    """What a class is called; where people are divided in several ways, "unknown" says what is not known of them."""
    if several and one.code == UNKNOWN:
        of = in_languages(breakdowns()[grouping.breakdown].title)
        return {language: f"{title} ({of[language].lower()})" for language, title in in_languages(one.title).items()}
    if grouping.id == NATIONALITY and one.code in countries():
        return {language: name(one.code, language) for language in LANGUAGES}
    return in_languages(one.title)


def _formula(indicator: Indicator) -> dict[str, Any]:
    """How the value is made, in names of quantities."""
    return _made(indicator.formula)


def _made(formula: Formula) -> dict[str, Any]:
    return {
        "kind": formula.kind,
        "per": formula.per,
        "numerator": [_count(one) for one in formula.plus],
        "minus": [_count(one) for one in formula.minus],
        "denominator": _count(formula.within) if formula.within else None,
        "without": _count(formula.without) if formula.without else None,
        "over": list(formula.over),
        "less": _made(formula.less) if formula.less else None,
        "stated": formula.stated,
    }


def _count(count: Count) -> dict[str, Any]:
    quantity = quantities()[count.quantity]
    return {
        "quantity": quantity.id,
        "title": in_languages(quantity.title),
        "unit": in_languages(quantity.unit),
        "noun": in_languages(quantity.noun or quantity.title),
        "owner": in_languages(quantity.owner),
        "classes": dict(count.classes),
        "at": count.at,
        "later": count.later,
    }


def _disclosure(indicator: Indicator) -> dict[str, Any]:
    match indicator.disclosure:
        case PublicElsewhere(where=where):
            return {"rule": "public_elsewhere", "where": in_languages(where)}
        case Threshold(minimum=minimum):
            return {"rule": "threshold", "minimum": minimum}
        case Respondents(minimum=minimum):
            return {"rule": "respondents", "minimum": minimum}
        case Dominance(percent=percent):
            return {"rule": "dominance", "percent": percent}
