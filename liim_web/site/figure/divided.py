"""An indicator by the classes of a breakdown: in a line, as bars, and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.publish import charts
from liim.publish.tables import is_unknown, nobody_is_known, replaced
from liim.publish.words import word
from liim_web.site.edition import wording
from liim_web.site.edition.series import Split
from liim_web.site.edition.tables import Table
from liim_web.site.figure.parts import part_id
from liim_web.site.figure.subject import Subject, safe

MOST_CLASSES, LARGEST = 12, 5  # a list of nationalities is not read to its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """One breakdown, opened."""

    id: str
    title: str
    chart: SafeString
    table: Table
    note: str = ""


def shown_classes(
    breakdown: Mapping[str, Any], by_class: Mapping[str, Figure]
) -> list[tuple[Figure, Mapping[str, str]]]:
    """The classes that have a figure, in their order, with their titles; of many only the largest groups.

    Where broader classes are told, they stand in the place of the finer, of which none can be.
    """
    gone = _gone(breakdown, by_class)
    titles = {one["code"]: one["title"] for one in breakdown["classes"] if one["code"] in by_class.keys() - gone}
    if len(titles) > MOST_CLASSES:
        by_size = sorted(titles, key=lambda code: -(by_class[code].numerator or 0))
        titles = {code: titles[code] for code in by_size[:LARGEST]}
    return [(by_class[code], title) for code, title in titles.items()]


def _gone(breakdown: Mapping[str, Any], by_class: Mapping[str, Figure]) -> set[str]:
    return replaced(breakdown, {code for code, figure in by_class.items() if figure.is_shown})


def parts_of_the_whole(subject: Subject, period: str) -> list[tuple[Figure, Mapping[str, str]]]:
    """The parts of a composition in a period, with their titles; none where no part with a name is known."""
    for breakdown in subject.parts if subject.is_composed else []:
        by_class = subject.own.divided.get(breakdown["id"], {}).get(period, {})
        known = [one for one in shown_classes(breakdown, by_class) if one[0].value is not None]
        if any(figure.value and not is_unknown(figure) for figure, _title in known):
            return known
    return []


def largest(parts: Sequence[tuple[Figure, Mapping[str, str]]]) -> tuple[Figure, Mapping[str, str]]:
    """The largest part that has a name."""
    return max((one for one in parts if not is_unknown(one[0])), key=lambda one: one[0].value or 0.0)


def divided(subject: Subject) -> list[Divided]:
    """Every breakdown of which a class can be shown."""
    splits = [(breakdown, subject.own.split(breakdown["id"])) for breakdown in subject.entry["breakdowns"]]
    return [_opened(subject, breakdown, split) for breakdown, split in splits if split]


def _opened(subject: Subject, breakdown: Mapping[str, Any], split: Split) -> Divided:
    reading, region = subject.reading, subject.place.region_name
    said = reading.said
    as_counts = subject.is_composed and breakdown not in subject.parts
    others = {} if as_counts else subject.beside.divided.get(breakdown["id"], {}).get(split.period, {})
    name = wording.plain(breakdown["title"], reading.language)
    caption = f"{subject.title}, {name.lower()}, {split.period}"
    if _gone(breakdown, split.by_class):
        caption += said(", in ruimere klassen: van de fijnere mag er geen getoond worden")
    chosen = [
        (wording.plain(title, reading.language), figure, others.get(dict(figure.classes)[breakdown["id"]]))
        for figure, title in shown_classes(breakdown, split.by_class)
    ]
    return Divided(
        note=word("nobody_is_known", reading.language)
        if nobody_is_known(one for _title, one, _other in chosen)
        else "",
        id=part_id(subject.id, breakdown["id"]),
        title=name,
        chart=safe(
            charts.bars(
                [_count_bar(subject, *one) if as_counts else _bar(subject, *one) for one in chosen],
                caption=charts.Caption(
                    f"b-{subject.id}-{breakdown['id']}",
                    caption,
                    said("De streep is %(region)s.") % {"region": region} if others else "",
                ),
                region_name=region if others else "",
                width=400,
            )
        ),
        table=_counts(subject, chosen, caption, [name, said("Aantal")])
        if as_counts
        else _table(subject, chosen, caption, [name, said("Waarde"), said("Aantal"), said("Op")]),
    )


def _bar(subject: Subject, label: str, figure: Figure, other: Figure | None) -> charts.Bar:
    return charts.Bar(
        label=label,
        value=figure.value,
        lower=figure.lower,
        upper=figure.upper,
        status=figure.status,
        text=subject.value(figure),
        region=other.value if other else None,
    )


def _count_bar(subject: Subject, label: str, figure: Figure, _other: Figure | None) -> charts.Bar:
    """How many a group counts."""
    return charts.Bar(
        label=label, value=figure.numerator, status=figure.status, text=subject.reading.count(figure), region=None
    )


def _counts(
    subject: Subject, chosen: Sequence[tuple[str, Figure, Figure | None]], caption: str, heads: list[str]
) -> Table:
    """How many each group counts."""
    return Table(
        caption=caption,
        heads=heads,
        rows=[[label, subject.reading.count(figure)] for label, figure, _other in chosen],
        links=[subject.reading.cell_link(figure) for _label, figure, _other in chosen],
    )


def _table(
    subject: Subject, chosen: Sequence[tuple[str, Figure, Figure | None]], caption: str, heads: list[str]
) -> Table:
    reading = subject.reading
    with_region = any(other for _label, _figure, other in chosen)
    rows: list[list[str]] = []
    notes: dict[str, list[str]] = {}
    links = [reading.cell_link(figure) for _label, figure, _other in chosen]
    for label, figure, other in chosen:
        cells = [label, subject.value(figure), reading.count(figure), reading.out_of(figure)]
        rows.append([*cells, subject.value(other) if other else ""] if with_region else cells)
        for remark in wording.remarks(figure):
            notes.setdefault(remark, []).append(label)
    return Table(
        caption=caption,
        heads=[*heads, subject.place.region_name] if with_region else heads,
        rows=rows,
        links=links,
        notes=[f"{', '.join(labels)}{reading.said(': ')}{note}" for note, labels in notes.items()],
    )
