"""The annex “wat is gewijzigd”: what differs between two versions, as a document."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from liim_web.plans.content import Reading, side_by_side
from liim_web.plans.counting import later
from liim_web.plans.differences import ActionChange, Difference, difference
from liim_web.plans.exchange.pdf import Block, Document, bullets, changed, heading, pdf, table, text
from liim_web.plans.templatetags.plans import euro


def printed_changes(found: Reading, former: Reading) -> bytes:
    """What changed from the former version to the one found, as a PDF."""
    told = difference(*side_by_side(former, found))
    span = {"a": former.version.number, "b": found.version.number}
    return pdf(
        Document(
            title=_("Wat is gewijzigd"),
            subject=found.plan.title,
            subtitle=_("Van versie %(a)s naar versie %(b)s") % span,
            footer=f"{former.version.uid} → {found.version.uid}",
            blocks=[*_blocks(told, found.version.change_note)],
            fictitious=found.plan.fictitious,
            made=found.version.published_at or timezone.now(),
        )
    )


def _blocks(told: Difference, note: str) -> Iterator[Block]:
    if note:
        yield text(note)
    if told.is_empty:
        yield text(_("Er is niets gewijzigd."))
    for title, actions in ((_("Nieuwe acties"), told.added), (_("Geschrapte acties"), told.removed)):
        if actions:
            yield heading(1, f"{title} ({len(actions)})")
            yield bullets(f"{each.uid} {each.title}" for each in actions)
    if told.changed:
        yield heading(1, _("Gewijzigde acties") + f" ({len(told.changed)})")
        for each in told.changed:
            yield from _action(each)
    yield from _objectives(told)
    yield from _outside(told)
    if told.cells:
        yield heading(1, _("Cellen van de matrix") + f" ({len(told.cells)})")
        yield table("", (_("Domein"), _("Doelstelling"), _("Was"), _("Is nu")), (
            (cell.domain, cell.objective, _cover(cell.before), _cover(cell.after)) for cell in told.cells
        ))  # fmt: skip


def _objectives(told: Difference) -> Iterator[Block]:
    if told.objectives_added or told.objectives_removed or told.objectives_changed:
        yield heading(1, _("Doelstellingen"))
        yield from (changed(_("Nieuw"), [("new", each)]) for each in told.objectives_added)
        yield from (changed(_("Geschrapt"), [("gone", each)]) for each in told.objectives_removed)
        yield from (changed(each.field, each.words) for each in told.objectives_changed)


def _outside(told: Difference) -> Iterator[Block]:
    if told.outside_added or told.outside_removed or told.outside_changed:
        yield heading(1, _("Wat buiten het plan gebeurt"))
        yield from (changed(_("Nieuw"), [("new", f"{each.uid} {each.title}")]) for each in told.outside_added)
        yield from (changed(_("Geschrapt"), [("gone", f"{each.uid} {each.title}")]) for each in told.outside_removed)
        for each in told.outside_changed:
            yield from _action(each)


def _action(each: ActionChange) -> Iterator[Block]:
    yield heading(2, f"{each.uid} {each.title}")
    yield from (changed(field.field, field.words) for field in each.fields)
    facts = []
    if each.moved:
        facts.append(_("Verplaatst") + f": {each.moved[0]} → {each.moved[1]}")
    if each.merged_into:
        facts.append(_("Samengevoegd met") + f": {each.merged_into}")
    if each.budget:
        facts.append(_("Budget") + f": {'+' if each.budget > 0 else ''}{euro(each.budget)} €")
    facts += [f"{title}: {later(days)}" for title, days in each.slippage]
    if facts:
        yield bullets(facts)


def _cover(cover: object) -> str:
    return "–" if cover is None else str(getattr(cover, "label", cover))  # noqa: RUF001 an empty cell
