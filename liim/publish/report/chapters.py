"""The chapters of a report in the order of the monitor: per indicator sentences, chart and table, as plain data."""

from collections.abc import Sequence
from typing import Any

from liim.editions import Figure
from liim.model import Language, Status
from liim.publish import numbers, places, sentences, tables, verdicts
from liim.publish.class_sentences import read_classes
from liim.publish.highlights import is_part
from liim.publish.report import gaps, pictures
from liim.publish.sentences import Sentence, Speech
from liim.publish.town import Town
from liim.publish.words import in_words, text_of, word

PERIODS = 5  # of a series in its table; the chart shows all, and so does the workbook
MOST_CLASSES = 30  # rows in a table of classes
LARGEST = 5  # of a breakdown with more than that: the top five of nationalities
LINE = 11.2  # points: the height of a row of one line, as the template sets it
BAR_WIDTH = 66.0  # points
# The columns of a table of classes, in points; what is left is for the names of classes.
_WIDTHS = {"numerator": 44.0, "denominator": 72.0, "value": 40.0, "interval": 62.0, "region": 74.0}
_FOR_NAMES = 487.0 - BAR_WIDTH - 6  # with the bars beside them, on an A4 page between its margins
_LETTER = 4.1  # of a name, about
_CELL = 6.0  # what stands between a number and the next column
_BLANK = {Status.NOT_APPLICABLE, Status.MISSING, Status.NOT_YET}


def speeches(town: Town, language: Language) -> list[Speech]:
    """Every indicator of the edition, in the order of the report, with as many decimals as its intervals bear."""
    made = []
    for id_, indicator in town.indicators.items():
        figures = [*town.totals(id_), *town.classes(id_)]
        decimals = numbers.decimals(figures, indicator["unit"])
        made.append(Speech(indicator=indicator, language=language, decimals=decimals))
    return made


def has_figures(town: Town, speech: Speech) -> bool:
    """Whether the edition has a row of an indicator for this place, be it a blank one."""
    id_ = speech.indicator["id"]
    return bool(town.totals(id_) or town.classes(id_))


def chapters(town: Town, every: Sequence[Speech]) -> list[dict[str, Any]]:
    """The chapters in their order; what has no figure yet is named at the end of its chapter."""
    made: dict[str, dict[str, Any]] = {}
    for speech in every:
        theme, language = speech.indicator["theme"], speech.language
        empty = {
            "id": theme["id"],
            "title": text_of(theme["title"], language)[0],
            "order": int(theme["order"]),
            "indicators": [],
            "without": [],
            "only_withheld": True,
        }
        chapter = made.setdefault(theme["id"], empty)
        if has_figures(town, speech):
            chapter["indicators"].append(indicator(town, speech))
            chapter["only_withheld"] &= _all_withheld(town, speech)
        else:
            chapter["without"].append(text_of(speech.indicator["title"], language)[0])
    for chapter in made.values():
        language, the_area = every[0].language, places.the(town.area, every[0].language)
        titles = "; ".join(chapter["without"])
        chapter["without"] = word("never_delivered", language, titles=titles) if titles else ""
        chapter["lead"] = ""
        if not chapter["indicators"]:
            chapter["lead"] = word("nothing_in_theme", language, the_area=the_area)
        elif chapter["only_withheld"]:
            chapter["lead"] = word("only_withheld_in_theme", language, the_area=the_area)
    return sorted(made.values(), key=lambda chapter: int(chapter["order"]))


def _all_withheld(town: Town, speech: Speech) -> bool:
    id_ = speech.indicator["id"]
    return all(one.is_withheld for one in (*town.totals(id_), *town.classes(id_)))


def indicator(town: Town, speech: Speech) -> dict[str, Any]:
    """One indicator: what is said of it, and what is drawn and set in tables where there is something to show."""
    id_ = speech.indicator["id"]
    made: dict[str, Any] = {"id": id_, "title": text_of(speech.indicator["title"], speech.language)[0], "breaks": []}
    totals, classes = town.totals(id_), latest_classes(town, speech)
    made["sentences"] = [one.text for one in spoken(town, speech)]
    if id_ in gaps.declared() and (picture := gaps.gap_picture(town, speech)):
        made["gap"] = picture
    if totals and not is_part(speech):
        drawn = sum(map(has_something_to_draw, totals))
        if drawn > 1:  # a line of one year tells nothing
            made["trend"] = pictures.trend(town, speech, totals)
        if drawn:
            made["strip"] = pictures.strip(town, speech, last_shown(totals))
        if any(one.status not in _BLANK for one in totals):
            made["table"] = tables.by_period(town, speech, totals, PERIODS).as_data()
    if any(_tells_something(town, one) for one in classes):
        made["classes"] = _class_table(town, speech, classes)
    if "table" in made or "classes" in made:
        made["breaks"] = breaks(speech)
    return made


def spoken(town: Town, speech: Speech) -> list[Sentence]:
    """What is said of an indicator: of its undivided figures, of its gap, or of its classes."""
    id_ = speech.indicator["id"]
    if id_ in gaps.declared() and (said := gaps.gap_sentences(town, speech)):
        return said
    totals, classes = town.totals(id_), latest_classes(town, speech)
    if totals and not is_part(speech):
        return _of_totals(town, speech, totals)
    if classes and all(not one.is_shown for one in classes) and len({one.status for one in classes}) == 1:
        return sentences.blank(speech, classes[-1], town.area)
    return read_classes(town, speech, classes)


def _of_totals(town: Town, speech: Speech, totals: Sequence[Figure]) -> list[Sentence]:
    """With verdicts of tests, else with the region's figure beside."""
    other = verdicts.comparison(town, speech, totals[-1]) or verdicts.beside(town, speech, totals[-1])
    said = sentences.read(speech, totals, town.area, [other] if other else [])
    return [*said, *verdicts.trend(town, speech, totals)]


def latest_classes(town: Town, speech: Speech) -> list[Figure]:
    """The classes of the latest period that shows one, crossed as far as they are; of very many, the largest."""
    every = town.classes(speech.indicator["id"])
    if not every:
        return []
    period = last_shown(every).period
    some = [one for one in every if one.period == period]
    crossed = max(len(one.classes) for one in some)
    some = tables.in_order(speech.indicator, [one for one in some if len(one.classes) == crossed])
    some = tables.told(speech.indicator, some)
    if len(some) <= MOST_CLASSES:
        return some
    counted = [one for one in some if one.numerator]
    return sorted(counted or some, key=lambda one: -(one.numerator or 0))[:LARGEST]


def _class_table(town: Town, speech: Speech, classes: Sequence[Figure]) -> dict[str, Any]:
    """The table of classes with its bars as a column: its widths, and the heights that tell where each bar stands."""
    table = tables.by_class(town, speech, classes).as_data()
    columns = zip(table["kinds"][1:], zip(*(row[1:] for row in table["rows"]), strict=True), strict=True)
    table["widths"] = widths = [max(_WIDTHS[kind], *map(_wide, cells)) for kind, cells in columns]
    letters = int((_FOR_NAMES - sum(widths) - _CELL) / _LETTER)
    table["heights"] = heights = [LINE * -(-len(row[0]) // letters) for row in table["rows"]]
    if any(map(has_something_to_draw, classes)):
        table["bars"] = pictures.bar_column(town, speech, classes, heights, BAR_WIDTH)
    every = {one.classes for one in town.classes(speech.indicator["id"]) if one.period == classes[0].period}
    if len(every) > MOST_CLASSES and len(classes) <= LARGEST:
        table["notes"].append(word("some_classes", speech.language, many=in_words(len(classes), speech.language)))
    return table


def _wide(cell: str) -> float:
    """How wide a column has to be for a number, with room to spare: figures are all as wide as each other."""
    return _CELL + sum(4.7 if letter.isdigit() else 2.2 if letter in ".,\u00a0\u202f" else 6.0 for letter in cell)


def _tells_something(town: Town, figure: Figure) -> bool:
    """Whether a row of a table says more than the sentence above it: here, or of the region beside it."""
    beside = town.beside(figure)
    return figure.status not in _BLANK or (beside is not None and beside.status not in _BLANK)


def has_something_to_draw(figure: Figure) -> bool:
    """Whether there is a value, or bounds."""
    return figure.is_shown or figure.status == Status.BOUNDED


def last_shown(figures: Sequence[Figure]) -> Figure:
    """The latest figure with a number, else the latest."""
    by_period = sorted(figures, key=lambda one: one.period)
    return next((one for one in reversed(by_period) if one.is_shown), by_period[-1])


def breaks(speech: Speech) -> list[str]:
    """Where the series of an indicator break, and why."""
    return [
        word("break", speech.language, period=one["period"], why=text_of(one["why"], speech.language)[0])
        for one in speech.indicator["breaks"]
    ]
