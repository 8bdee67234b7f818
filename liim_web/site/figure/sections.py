"""What lies behind a figure, as sections of a page.

Written here, not in a template: the page of all figures of a place has a hundred of these, with a thousand texts among
them that are ours, and a template takes ten times as long.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from liim_web.site.edition.reading import Reading
from liim_web.site.edition.tables import Table
from liim_web.site.figure.making import Making
from liim_web.site.figure.opened import Opened


def sections(reading: Reading, one: Opened) -> SafeString:
    """Its course, its classes, its gap and its making."""
    said = reading.said
    course = _side(one.trend, one.table)
    if one.share:
        way = escape(said("Neem dit beeld over: als foto, cijfers of op je site"))
        course += f'<p class="ways"><a href="{escape(one.share)}">{way}</a></p>\n'
    parts = [_section(one.course_id, said("Verloop en tabel"), _paragraph(one.said) + course)]
    for part in one.divided:
        note = f"<p>{escape(part.note)}</p>\n" if part.note else ""
        parts.append(_section(part.id, part.title, note + _side(part.chart, part.table)))
    if one.gap:
        parts.append(
            _section(one.gap_id, said("Kloof"), _paragraph(one.gap.said) + _side(one.gap.chart, one.gap.table))
        )
    parts.append(_section(one.making_id, said("Hoe gemaakt?"), _made(reading, one.making)))
    return mark_safe("".join(parts))  # noqa: S308 every text is escaped, charts escape theirs


def _section(id_: str, title: str, body: str) -> str:
    return f'<section class="part" id="{escape(id_)}">\n<h2>{escape(title)}</h2>\n{body}</section>\n'


def _paragraph(sentences: Sequence[str]) -> str:
    return f"<p>{escape(' '.join(sentences))}</p>\n"


def _side(chart: SafeString, table: Table) -> str:
    """A chart, and beside it the table of what it shows."""
    notes = "".join(f"<li>{escape(note)}</li>" for note in table.notes)
    notes = f'\n<ul class="notes">{notes}</ul>' if notes else ""
    return (
        f'<div class="side">{chart}<div><table class="cards">\n<caption>{escape(table.caption)}</caption>\n'
        f"<thead>{table.head}</thead>\n<tbody>{table.body}</tbody>\n</table>{notes}</div></div>\n"
    )


def _made(reading: Reading, making: Making) -> str:
    said = reading.said
    filled = f"<br>{escape(making.filled)}" if making.filled else ""
    cite = f'{escape(making.cite)}. <a href="{escape(making.permanent)}">{escape(said("Vast adres"))}</a>'
    told = [
        (said("Wat het is"), [escape(making.definition)]),
        (said("Berekening"), [escape(making.formula) + filled]),
        (said("Meetmoment"), [escape(making.moment)]),
        (said("Zekerheid"), [escape(making.interval)] if making.interval else []),
        (said("Status"), [escape(making.status)]),
        (said("Bescherming"), [escape(making.protection)]),
        (said("Let op"), [escape(caution) for caution in making.cautions]),
    ]
    lines = [
        f"<div><dt>{escape(word)}</dt>{''.join(f'<dd>{text}</dd>' for text in texts)}</div>\n"
        for word, texts in told
        if texts
    ]
    lines.append(f"<div><dt>{escape(said('Bronbestanden'))}</dt>{making.files}</div>\n")
    lines.append(f"<div><dt>{escape(said('Zo citeer je dit'))}</dt><dd>{cite}</dd></div>\n")
    return f'<dl class="making">\n{"".join(lines)}</dl>\n'
