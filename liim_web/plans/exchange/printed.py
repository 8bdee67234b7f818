"""A version of a plan as a document, from the same content as page, Excel and JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from liim_web.plans.content import Reading
from liim_web.plans.counting import in_words
from liim_web.plans.coverage import Cover, Matrix
from liim_web.plans.exchange.pdf import Block, Document, bullets, heading, pdf, table, text
from liim_web.plans.exchange.word_document import word
from liim_web.plans.summary import Summary, summary
from liim_web.plans.templatetags.plans import day, euro, mark, measured, says

Content = Mapping[str, Any]
# More columns than these do not fit on a page that stands.
NARROW = 12


def printed(found: Reading) -> bytes:
    """The whole version as a PDF."""
    return pdf(document_of(found))


def in_word(found: Reading) -> bytes:
    """The whole version as a document for Word."""
    return word(document_of(found))


def document_of(found: Reading) -> Document:
    """The whole version, in blocks of text and tables."""
    version, content = found.version, found.content()
    decided = (
        _("beslist op %(date)s (%(number)s)") % {"date": day(version.decision_date), "number": version.decision_number}
        if version.decision_date
        else str(version.get_state_display())
    )
    return Document(
        title=found.plan.title,
        subject=_("Beleidsplan"),
        subtitle=f"{version.get_kind_display()}, {version.number} · {decided}",
        footer=version.uid,
        blocks=[*_blocks(found, content)],
        fictitious=found.plan.fictitious,
        made=version.published_at or version.changed_at or timezone.now(),
        wide=len(content["columns"]) > NARROW,
    )


def counts(told: Summary) -> Iterator[tuple[str, str]]:
    """The summary in words: a name and what is counted."""
    yield _("Acties"), str(told.actions)
    yield _("Stand van de acties"), in_words(told.states, "action")
    yield _("Nieuw of bestaand"), in_words(told.novelty, "novelty")
    yield _("Cellen van de matrix"), in_words(told.covers, "cover")
    for stage, amount in told.budget.items():
        yield _("Budget, %(stage)s") % {"stage": says(stage, "stage")}, f"{euro(amount)} €"
    yield _("Acties zonder bedrag"), str(told.without_amount)


def _blocks(found: Reading, content: Content) -> Iterator[Block]:
    told = summary(content)
    if content["version"]["override_reason"]:
        yield text(_("Vastgesteld met open punten:") + " " + content["version"]["override_reason"])
    yield table(_("Hoe staat het ervoor"), (_("Wat"), _("Hoeveel")), counts(told), widths=(1, 2))
    if told.unserved:
        names = ", ".join(str(mission.label) for mission in told.unserved)
        yield text(_("Elementen van het beleid die nog geen doelstelling hebben:") + f" {names}.")
    if content["plan"].get("themes"):
        yield text(_("Thema's") + ": " + ", ".join(content["plan"]["themes"]), quiet=True)
    if content["plan"]["situation"]:
        yield heading(1, _("Waar het over gaat"))
        yield text(content["plan"]["situation"])
    yield heading(1, _("Wie doet wat"))
    yield from _matrix(found.matrix())
    for strategic in content["strategic_objectives"]:
        yield from _strategic(strategic, content)
    orphans = [action for action in content["actions"] if not action["objectives"]]
    if orphans:
        yield heading(1, _("Acties zonder doelstelling"))
        for action in orphans:
            yield from _action(action)
    yield from _outside(content.get("outside", ()))
    yield from _evaluations(content.get("evaluations", ()))
    if found.sealed:
        yield text(_("Verzegeld:") + f" {found.version.sha256}", quiet=True)


def _outside(actions: Sequence[Content]) -> Iterator[Block]:
    if actions:
        yield heading(1, _("Wat buiten het plan gebeurt"))
    for each in actions:
        yield heading(2, each["title"])
        start = _("vanaf %(day)s") % {"day": day(each["start"])} if each["start"] else ""
        until = _("tot en met %(day)s") % {"day": day(each["end"])} if each["end"] else ""
        facts = (each["uid"], each["domain_name"], each["organisation"], each["objective"], start, until, each["link"])
        yield text(" · ".join(filter(None, facts)), quiet=True)
        if each["description"]:
            yield text(each["description"])


def _evaluations(studies: Sequence[Content]) -> Iterator[Block]:
    if studies:
        yield heading(1, _("Evaluaties"))
    for study in studies:
        yield heading(2, study["title"])
        about = study["action"] or study["objective"] or study.get("strategic", "")
        yield text(" · ".join(filter(None, (says(study["moment"], "moment"), about, study["link"]))), quiet=True)
        if study.get("outcomes"):
            head = (_("Wat is gemeten"), _("Bij wie"), _("Voor"), _("Na"))
            yield table("", head, (row for each in study["outcomes"] for row in _outcome(each)), widths=(2, 2, 1, 1))
        for name, said in ((_("Methode"), "method"), (_("Beperkingen"), "limits"), (_("Lessen"), "lessons")):
            if study[said]:
                yield text(f"{name}: {study[said]}")


def _outcome(each: Content) -> Iterator[tuple[str, ...]]:
    """Before and after, of whom it was done for, and of those beside them."""
    groups = [(_("wie bereikt werd"), "before", "after")]
    if each["compared_with"]:
        groups.append((each["compared_with"], "compared_before", "compared_after"))
    for who, before, after in groups:
        yield (
            each["title"],
            who,
            f"{measured(each[before], each['unit'])} ({each['before_period']})",
            f"{measured(each[after], each['unit'])} ({each['after_period']})",
        )


def _strategic(strategic: Content, content: Content) -> Iterator[Block]:
    yield heading(1, f"{strategic['code']} {strategic['title']}")
    if strategic["rationale"]:
        yield text(strategic["rationale"])
    if strategic.get("population"):
        yield text(_("Over wie gaat het:") + f" {strategic['population']}", quiet=True)
    if strategic["missions"]:
        yield text(_("Dient:") + " " + ", ".join(says(each, "mission") for each in strategic["missions"]), quiet=True)
    for objective in strategic["objectives"]:
        yield from _objective(objective, content)


def _matrix(matrix: Matrix) -> Iterator[Block]:
    legend = " · ".join(f"{mark(cover)} {cover.label}" for cover in Cover)
    yield text(legend, quiet=True)
    yield table(
        _("Dekking per beleidsdomein en operationele doelstelling"),
        (_("Beleidsdomein"), *(column.code for column in matrix.columns)),
        ((row.name, *(f"{mark(cell.cover)}{len(cell.actions) or ''}" for cell in row.cells)) for row in matrix.rows),
        widths=(6, *(2 for _column in matrix.columns)),
        centre=range(1, len(matrix.columns) + 1),
    )
    yield bullets(f"{row.name}: {row.sentence}." for row in matrix.rows)
    explained = [
        f"{row.name}, {cell.objective} ({cell.cover.label}): {cell.note or cell.explanation}"
        for row in matrix.rows
        for cell in row.cells
        if (cell.cover in {Cover.EXPLAINED, Cover.CONTESTED}) and (cell.note or cell.explanation)
    ]
    if explained:
        yield heading(2, _("Toelichting van het domein"))
        yield bullets(explained)


def _objective(objective: Content, content: Content) -> Iterator[Block]:
    yield heading(2, f"{objective['code']} {objective['title']}")
    if objective["rationale"]:
        yield text(objective["rationale"])
    if objective["population"]:
        yield text(_("Over wie gaat het:") + f" {objective['population']}", quiet=True)
    if objective["indicators"]:
        yield _figures(objective["indicators"])
    # An action is printed once, under its own objective; elsewhere it is named.
    served = [action for action in content["actions"] if objective["code"] in action["objectives"]]
    for action in served:
        if action["objectives"][0] == objective["code"]:
            yield from _action(action)
    others = [f"{each['uid']} {each['title']}" for each in served if each["objectives"][0] != objective["code"]]
    if others:
        yield text(_("Dient ook"), quiet=True)
        yield bullets(others)
    if not served:
        yield text(_("Nog geen actie."), quiet=True)


def _action(action: Content) -> Iterator[Block]:
    yield heading(3, action["title"])
    until = _("tot en met %(day)s") % {"day": day(action["end"])} if action["end"] else _("geen einddatum")
    term = _("doorlopend") if action["continuous"] else until
    start = _("vanaf %(day)s") % {"day": day(action["start"])} if action["start"] else ""
    facts = (
        action["uid"], says(action["state"], "action"), says(action["novelty"], "novelty"), action["domain_name"],
        action["organisation"], action["mandate"], start, term,
    )  # fmt: skip
    yield text(" · ".join(fact for fact in facts if fact), quiet=True)
    for told in (action["description"], action["contribution"]):
        if told:
            yield text(told)
    really = ((_("Werkelijk gestart op"), "started_on"), (_("Werkelijk afgelopen op"), "ended_on"))
    for name, told in (
        (_("Partners"), action["partners"].replace("\n", "; ")),
        (_("Doelgroepen"), action["target_groups"].replace("\n", "; ")),
        (_("Bereik"), action.get("scope", "")),
        (_("Prioriteit"), says(action.get("priority", ""), "priority") if action.get("priority") else ""),
        *((name, day(action.get(key))) for name, key in really),
    ):
        if told:
            yield text(f"{name}: {told}", quiet=True)
    if action["milestones"]:
        head = (_("Mijlpalen"), _("Bij vaststelling"), _("Nu"), _("Klaar"))
        yield table("", head, (
            (each["title"], day(each["due_at_approval"]), day(each["due"]), day(each["done_on"]))
            for each in action["milestones"]
        ), widths=(3, 1, 1, 1))  # fmt: skip
    if action["budget"]:
        head = (_("Budget"), _("Herkomst"), _("Fase"), _("Bedrag"))
        yield table("", head, (
            (str(each["year"]), each["source"], says(each["stage"], "stage"), f"{euro(each['amount'])} {_unit(each)}")
            for each in action["budget"]
        ), widths=(1, 3, 1, 1), right=(3,))  # fmt: skip
    else:
        yield text(_("Budget") + f": {says(action['budget_statement'], 'budget')}", quiet=True)
    if action["indicators"]:
        yield _figures(action["indicators"])


def _unit(line: Content) -> str:
    return _("VTE") if line["nature"] == "fte" else "€"


def _figures(links: list[Content]) -> Block:
    head = (_("Cijfers uit de monitor"), _("Rol"), _("Nulmeting"), _("Streefdoel"))
    rows = (
        (
            each.get("title", each["indicator"]),
            says(each["role"], "link"),
            _measured(each["baseline_value"], each["baseline_period"]),
            _measured(each["target_value"], each["target_period"]),
        )
        for each in links
    )
    return table("", head, rows, widths=(2, 1, 1, 1))


def _measured(value: float | None, period: str) -> str:
    if value is None:
        return ""
    return f"{value:g} ({period})" if period else f"{value:g}"
