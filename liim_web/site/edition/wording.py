"""The words of the site that are chosen by code: why a figure is absent, what a flag means, how a figure is made."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from liim.catalogue.method_sheet import AGES, MOMENTS
from liim.editions import Figure
from liim.model import Language, Status
from liim.publish import numbers, words
from liim.translations import translate

TIMES = "\N{MULTIPLICATION SIGN}"

_STATUSES = {
    Status.WITHHELD: _("Afgeschermd om mensen te beschermen: dit cijfer zou te veel prijsgeven over een kleine groep."),
    Status.MISSING: _("De bron heeft hier geen cijfer."),
    Status.NOT_APPLICABLE: _("Niet van toepassing op dit gebied."),
    Status.NOT_YET: _("Nog niet geleverd."),
    Status.BOUNDED: _("Het juiste cijfer is niet bekend, wel waar het zeker tussen ligt."),
    Status.PROVISIONAL: _("Voorlopig: kan nog wijzigen."),
    Status.ESTIMATED: _("Geschat."),
}
# A code says more than its status does; what is withheld never tells why it was.
_REASONS = {
    "not_delivered": _("De bron leverde dit gebied niet."),
    "outside_scope": _("De bron geeft geen cijfers voor dit gewest."),
    "part_missing": _("Een deel van dit gebied ontbreekt in de bron, dus ook het geheel."),
    "part_not_yet": _("Een deel van dit gebied is nog niet geleverd, dus ook het geheel niet."),
    "part_withheld": _("Een deel van dit gebied is afgeschermd, dus ook het geheel."),
    "no_denominator": _("Het aantal waarop we delen, ontbreekt voor deze periode."),
    "denominator_is_zero": _("Er is niemand in deze groep, dus er valt niets te delen."),
    "only_larger_areas": _("Alleen voor grotere gebieden: over één gemeente zegt dit cijfer niets."),
    "not_additive": _(
        "De bron geeft alleen cijfers van de (vroegere) gemeenten apart, en die kunnen niet worden opgeteld."
    ),
    "hidden_by_source": _("De bron toont dit cijfer zelf niet, omdat het over te weinig mensen gaat."),
    "too_few_respondents": _("Te weinig mensen beantwoordden deze vraag."),
}
_NOT_READ = _("De bron is nog niet ingelezen.")
_FLAGS = {
    "rebuilt": _("Herrekend: de gemeenten die fuseerden zijn opgeteld."),
    "break": _("Vanaf deze periode betekent het cijfer iets anders dan ervoor."),
    "low_reliability": _("Weinig betrouwbaar: het interval is breed."),
    "carried_over": _("Overgenomen uit een vorige periode."),
}
_METHODS = {
    "wilson": _("Wilson-interval, 95%"),
    "wilson_deff": _("Wilson-interval met ontwerpeffect, 95%"),
    "poisson_exact": _("exact Poisson-interval, 95%"),
    "poisson_stock": _("Poisson-interval, 95%"),
    "byar": _("Poisson-interval volgens Byar, 95%"),
}
_POLARITIES = {
    "neutral": _("Hoger is niet beter of slechter."),
    "higher_is_better": _("Hoger is beter."),
    "lower_is_better": _("Lager is beter."),
}
_LEVELS = {
    "municipality": _("gemeente"),
    "arrondissement": _("arrondissement"),
    "province": _("provincie"),
    "region": _("gewest"),
}
_KINDS = {
    "count": _("aantal"),
    "share": _("aandeel"),
    "rate": _("verhouding"),
    "composition": _("verdeling"),
    "balance": _("saldo"),
    "gap": _("kloof"),
    "published": _("gepubliceerd percentage"),
}

_OF_TWO_GROUPS = _("%s, van de ene groep min van de andere")


def why_blank(figure: Figure) -> str:
    """Why there is no exact number, as a sentence."""
    return why(figure.status, figure.reason)


def why(status: str, reason: str) -> str:
    """What a status and the code of its reason say, as a sentence."""
    if status != Status.WITHHELD and reason in _REASONS:
        return str(_REASONS[reason])
    return str(_STATUSES.get(Status(status), ""))


def remarks(figure: Figure) -> list[str]:
    """What a reader should know beside a figure: its status where that is not plain, and its flags."""
    said = [] if figure.status == Status.OK else [why_blank(figure)]
    return [*said, *(str(_FLAGS[flag]) for flag in figure.flags if flag in _FLAGS)]


def moment(code: str, language: Language) -> str:
    """At what moment of its period an indicator holds, as its method sheet says."""
    return translate(MOMENTS[code], language) if code in MOMENTS else code


def age(code: str, language: Language) -> str:
    """Of what ages an indicator is, as its method sheet says."""
    return translate(AGES[code], language) if code in AGES else code


def method(code: str) -> str:
    """How an interval was made; "" where there is none."""
    return str(_METHODS.get(code, "")) if code else ""


def polarity(code: str) -> str:
    """Whether higher is better, as a sentence."""
    return str(_POLARITIES[code])


def level(code: str) -> str:
    """What kind of area it is."""
    return str(_LEVELS[code])


def kind(code: str) -> str:
    """What kind of formula it is, in a word."""
    return str(_KINDS[code])


def plain(texts: Mapping[str, str], language: Language) -> str:
    """A text of the edition in a language, else in Dutch."""
    return words.text_of(texts, language)[0]


def told(texts: Mapping[str, str], language: Language) -> SafeString:
    """The same for a page, marked as Dutch where it had to stay so."""
    text, spoken = words.text_of(texts, language)
    return format_html("{}", text) if spoken == language else format_html('<span lang="{}">{}</span>', spoken, text)


def formula(entry: Mapping[str, Any], language: Language) -> str:
    """How the value is made, in words: what is counted, over what, times how much."""
    made = entry["formula"]
    plus = " + ".join(_counted(one, language) for one in made["numerator"])
    minus = "".join(f" \N{MINUS SIGN} {_counted(one, language)}" for one in made["minus"])
    if made["denominator"] is None:
        return plus + minus
    above = f"({plus}{minus})" if minus else plus
    per = numbers.number(made["per"], language)
    level = f"{above} ÷ {_counted(made['denominator'], language)} {TIMES} {per}"
    return str(_OF_TWO_GROUPS) % level if made.get("less") else level


def _counted(one: Mapping[str, Any], language: Language) -> str:
    return plain(one["title"], language)


def never_delivered() -> str:
    """Why there is no figure where not even a status was delivered."""
    return str(_REASONS["not_delivered"])


def source_not_read() -> str:
    """Why nobody has a figure: no file that counts it was read."""
    return str(_NOT_READ)
