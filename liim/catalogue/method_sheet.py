"""The method sheet of an indicator, made from its declaration: plain data, for a page of the site and for the docs.

`python -m liim.catalogue.method_sheet` writes the sheets of all indicators, in Dutch, to standard output.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from liim.catalogue import breakdowns, catalogue, coarser_of, groupings_of, is_additive, quantities, statistics
from liim.classifications import NATIONALITY, grouping_with
from liim.formulas import Count, Formula
from liim.model import SOURCE_LANGUAGE, Dominance, Indicator, Language, PublicElsewhere, Respondents, Threshold
from liim.translations import translate

HEADINGS = {
    "what": "Wat",
    "why": "Waarom het telt",
    "formula": "Hoe het berekend wordt",
    "statistics": "Hoe zeker het is",
    "source": "Bron",
    "classes": "Opdelingen",
    "breaks": "Breuken in de reeks",
    "cautions": "Let op",
    "to_verify": "Nog na te gaan",
    "comparability": "Vergelijkbaarheid",
    "protection": "Bescherming van personen",
    "contact": "Vragen",
}
KINDS = {
    "count": "{part}.",
    "share": "{part}, gedeeld door {whole}, maal {per}.",
    "composition": "{part} van elke klasse, gedeeld door {whole} van alle klassen samen, maal {per}.",
    "rate": "{part}, gedeeld door {whole}, maal {per}.",
    "balance": "{part}, min {minus}, gedeeld door {whole}, maal {per}.",
    "gap": "Het aandeel {part} op {whole}, min het aandeel {part_less} op {whole_less}, in procentpunt.",
    "published": "{part}: het percentage staat er zoals de bron het publiceert.",
}
MOMENTS = {
    "01-01": "op 1 januari",
    "02-01": "op 1 februari",
    "12-31": "op 31 december",
    "calendar year": "in de loop van het jaar",
    "12-month mean": "gemiddelde van twaalf maanden",
    "school year": "in het schooljaar",
    "04-01..03-31": "van 1 april tot 31 maart van het volgende jaar",
    "survey wave": "ronde van de bevraging",
    "survey reference date": "op de referentiedatum van de bevraging",
    "election year, before 08-01": "in een verkiezingsjaar, vóór 1 augustus",
}
AGES = {
    "all": "alle leeftijden",
    "0": "borelingen",
    "0-2": "0 tot en met 2 jaar",
    "0-59": "0 tot en met 59 jaar",
    "15-64": "15 tot en met 64 jaar",
    "17-85": "17 tot en met 85 jaar",
    "18+": "18 jaar en ouder",
    "20-64": "20 tot en met 64 jaar",
    "school age": "schoolleeftijd",
    "past compulsory age": "voorbij de leerplicht",
}
FREQUENCIES = {"yearly": "elk jaar", "three-yearly": "om de drie jaar", "six-yearly": "om de zes jaar"}
COUNTED = {
    "register": "een register: iedereen is geteld",
    "survey": "een bevraging van een steekproef van inwoners",
    "return": "opgaven van gemeenten: alles is geteld",
}
ORIGIN_RULES = {
    "gsm": (
        "Herkomst: de huidige of eerste nationaliteit van de persoon, of de eerste van vader of moeder, is vreemd; de "
        "groep volgt vader, moeder, huidige, eigen eerste (regel van de Gemeente-Stadsmonitor)."
    ),
    "ksz": "Herkomst: met dezelfde vier criteria als Statistiek Vlaanderen (regel van de Kruispuntbank).",
    "vdab": "Herkomst: alleen de eigen nationaliteit bij de geboorte en de huidige tellen (regel van de VDAB).",
    "kg": "Herkomst: de nationaliteit van de moeder bij haar geboorte (regel van Kind en Gezin).",
    "statbel": "Herkomst: Belg met Belgische of met buitenlandse achtergrond, of niet-Belg (regel van Statbel).",
    "portal": "Herkomst: de regel van het portaal is niet gedocumenteerd.",
}
POLARITIES = {
    "higher_is_better": "Hoger is gunstiger.",
    "lower_is_better": "Lager is gunstiger.",
    "neutral": "Hoger of lager is op zich goed noch slecht.",
}
SENTENCES = {
    "owner": "Geteld door: {owner}.",
    "moment": "Moment: {moment}, {frequency}.",
    "age": "Leeftijd: {age}.",
    "counted": "Soort bron: {counted}.",
    "classes": "{breakdown}: {classes}.",
    "coarser": "Waar van geen van deze klassen een cijfer getoond mag worden, staan er ruimere: {classes}.",
    "pinned": "{quantity} ({classes})",
    "later": "{quantity} een periode later",
    "at": "{quantity} {moment}",
    "without": "{whole} zonder {without}",
    "and": " en ",
    "not_comparable": "Niet te vergelijken met {id}, {title}.",
    "related": "Zie ook {id}, {title}.",
    "additive": "Cijfers van delen mogen opgeteld worden: teller en noemer apart, en dan gedeeld.",
    "not_additive": "Cijfers van delen mogen niet opgeteld worden en niet gemiddeld.",
    "threshold": "Aantallen van 1 tot en met {most} blijven verborgen, en ook wat ze zou verraden.",
    "respondents": "Cijfers van minder dan {minimum} antwoorden blijven verborgen.",
    "dominance": "Bedragen die één van de grootste bijdragen zouden verraden, blijven verborgen.",
    "public": "Niets is verborgen. {where}.",
    "contact": "Een fout gezien, of een vraag? Laat het weten aan wie deze editie uitgeeft, met het nummer {id} erbij.",
}
TEXTS = tuple(
    text
    for table in (
        HEADINGS, KINDS, MOMENTS, AGES, FREQUENCIES, COUNTED, ORIGIN_RULES, POLARITIES, SENTENCES,
    )
    for text in table.values()
)  # fmt: skip


_TIMES, _OVER, _MINUS = " \u00d7 ", " \u00f7 ", " \u2212 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading of a method sheet with its lines; `symbols` is the formula as a mathematician writes it."""

    id: str
    title: str
    lines: tuple[str, ...]
    symbols: str = ""


def method_sheet(indicator: Indicator, language: Language = SOURCE_LANGUAGE) -> tuple[Section, ...]:
    """What the declaration says, heading by heading; a heading without lines is left out."""
    say = _Say(language)
    lines = {
        "what": (say(indicator.definition), say(POLARITIES[indicator.polarity])),
        "why": (say(indicator.theme.why),),
        "formula": (_in_words(indicator.formula, say),),
        "statistics": tuple(_statistics(indicator, say)),
        "source": tuple(_source(indicator, say)),
        "classes": tuple(_classes(indicator, say)),
        "breaks": tuple(f"{one.period}: {say(one.why)}" for one in indicator.breaks),
        "cautions": tuple(say(text) for text in indicator.cautions),
        "to_verify": tuple(say(text) for text in indicator.to_verify),
        "comparability": tuple(_comparability(indicator, say)),
        "protection": (_protection(indicator, say),),
        "contact": (say(SENTENCES["contact"], id=indicator.id),),
    }
    symbols = {"formula": in_symbols(indicator.formula)}
    return tuple(
        Section(id=id_, title=say(HEADINGS[id_]), lines=lines[id_], symbols=symbols.get(id_, ""))
        for id_ in HEADINGS
        if lines[id_]
    )


@dataclass(frozen=True, slots=True)
class _Say:
    """Texts in one language, their {parts} filled in."""

    language: Language

    def __call__(self, text: str, **parts: str) -> str:
        said = translate(text, self.language)
        return said.format(**parts) if parts else said


def in_symbols(formula: Formula) -> str:
    """The formula over names of quantities: 100 times foreign_nationals over inhabitants."""
    above = " + ".join(_symbol(one) for one in formula.plus)
    if formula.minus:
        above = f"({_MINUS.join([above, *(_symbol(one) for one in formula.minus)])})"
    if formula.within is None:
        return above
    per = f"{formula.per:g}{_TIMES}" if formula.per != 1 else ""
    below = _symbol(formula.within, [f"{breakdown}=all" for breakdown in formula.over])
    if formula.without is not None:
        below = f"({below}{_MINUS}{_symbol(formula.without)})"
    own = f"{per}{above}{_OVER}{below}"
    return f"{own}{_MINUS}{in_symbols(formula.less)}" if formula.less else own


def _symbol(count: Count, more: list[str] | None = None) -> str:
    pinned = [f"{breakdown}={code}" for breakdown, code in count.classes] + (more or [])
    classes = f"[{', '.join(pinned)}]" if pinned else ""
    return f"{count.quantity}{classes}" + (f"(t+{count.later})" if count.later else "")


def _in_words(formula: Formula, say: _Say) -> str:
    parts = {
        "part": say(SENTENCES["and"]).join(_counted(one, say) for one in formula.plus),
        "minus": say(SENTENCES["and"]).join(_counted(one, say) for one in formula.minus),
        "whole": _counted(formula.within, say) if formula.within else "",
        "per": f"{formula.per:g}",
    }
    if formula.without is not None:
        parts["whole"] = say(SENTENCES["without"], whole=parts["whole"], without=_counted(formula.without, say))
    if formula.less is not None and formula.less.within is not None:
        parts |= {"part_less": _counted(formula.less.plus[0], say), "whole_less": _counted(formula.less.within, say)}
    said = say(KINDS[formula.kind], **parts)
    return said[0].upper() + said[1:]


def _counted(count: Count, say: _Say) -> str:
    """A count in words, in the middle of a sentence."""
    title = say(quantities()[count.quantity].title)
    words = title if title[1:2].isupper() else title[0].lower() + title[1:]
    if count.classes:
        titles = ", ".join(say(_class_title(*one)) for one in count.classes)
        words = say(SENTENCES["pinned"], quantity=words, classes=titles)
    if count.at:
        words = say(SENTENCES["at"], quantity=words, moment=say(MOMENTS[count.at]))
    return say(SENTENCES["later"], quantity=words) if count.later else words


def _class_title(breakdown: str, code: str) -> str:
    return next(one.title for one in grouping_with(breakdown, code).classes if one.code == code)


def _statistics(indicator: Indicator, say: _Say) -> Iterator[str]:
    note = statistics.note_of(indicator)
    if note:
        yield say(statistics.NOTES[note])
    for use, method in statistics.statistics_of(indicator):
        formula = say(method.formula)
        yield say(statistics.SAID, use=say(statistics.USES[use]), formula=formula, source=method.source)


def _source(indicator: Indicator, say: _Say) -> Iterator[str]:
    owners = dict.fromkeys(quantities()[one.quantity].owner for one in indicator.formula.counts)
    for owner in owners:
        yield say(SENTENCES["owner"], owner=say(owner))
    yield say(SENTENCES["counted"], counted=say(COUNTED[indicator.kind]))
    moment, frequency = say(MOMENTS[indicator.moment]), say(FREQUENCIES[indicator.frequency])
    yield say(SENTENCES["moment"], moment=moment, frequency=frequency)
    if indicator.age:
        yield say(SENTENCES["age"], age=say(AGES[indicator.age]))


def _classes(indicator: Indicator, say: _Say) -> Iterator[str]:
    titles = breakdowns()
    for grouping in groupings_of(indicator):
        if grouping.id != NATIONALITY:  # every country is a class there
            classes = ", ".join(say(one.title) for one in grouping.classes)
            yield say(SENTENCES["classes"], breakdown=say(titles[grouping.breakdown].title), classes=classes)
    for grouping in coarser_of(indicator):
        yield say(SENTENCES["coarser"], classes="; ".join(say(one.title) for one in grouping.classes))


def _comparability(indicator: Indicator, say: _Say) -> Iterator[str]:
    if indicator.origin_rule:
        yield say(ORIGIN_RULES[indicator.origin_rule])
    for kind, ids in (("not_comparable", indicator.not_comparable_with), ("related", indicator.related)):
        for id_ in ids:
            yield say(SENTENCES[kind], id=id_, title=say(catalogue()[id_].title))
    yield say(SENTENCES["additive" if is_additive(indicator) else "not_additive"])


def _protection(indicator: Indicator, say: _Say) -> str:
    match indicator.disclosure:
        case PublicElsewhere(where=where):
            return say(SENTENCES["public"], where=say(where))
        case Threshold(minimum=minimum):
            return say(SENTENCES["threshold"], most=str(minimum - 1))
        case Respondents(minimum=minimum):
            return say(SENTENCES["respondents"], minimum=str(minimum))
        case Dominance():
            return say(SENTENCES["dominance"])


def as_markdown() -> str:
    """The sheets of all indicators, in Dutch, for the docs."""
    parts = [
        "# Indicatoren",
        "",
        "Gemaakt uit de catalogus met `python -m liim.catalogue.method_sheet`; een test faalt als dit achterloopt.",
    ]
    theme = None
    for indicator in catalogue().values():
        if indicator.theme != theme:
            theme = indicator.theme
            parts += ["", f"## {theme.title}"]
        parts += ["", f"### {indicator.id} · {indicator.title}"]
        for section in method_sheet(indicator):
            parts += ["", f"**{section.title}.** " + " ".join(section.lines)]
            parts += [f"`{section.symbols}`"] if section.symbols else []
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
