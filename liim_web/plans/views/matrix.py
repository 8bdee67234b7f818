"""The coverage matrix of a version: its cells, what they tell besides, and the letter to each domain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liim_web.accounts.acting import acting
from liim_web.plans import told_in_cells
from liim_web.plans.content import Reading, reading
from liim_web.plans.coverage import Cover, Matrix
from liim_web.plans.models import Commitment, ReportingRound
from liim_web.plans.reporting import handed_in
from liim_web.plans.rights import visible
from liim_web.plans.told_in_cells import Place, Told
from liim_web.plans.views.commenting import comments_on
from liim_web.plans.views.reading import abroad, page


def matrix(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Domains by objectives; one cell opens beside the matrix."""
    found = reading(acting(request), code, number)
    computed = found.matrix()
    domain, _colon, objective = request.GET.get("cel", "").partition(":")
    cells = (cell for row in computed.rows for cell in row.cells)
    opened = next((cell for cell in cells if (cell.domain, cell.objective) == (domain, objective)), None)
    # The answering of a cell happens on the draft only.
    word = Commitment.objects.filter(pk=opened.id).first() if opened and opened.id and not found.sealed else None
    rounds = visible(
        found.actor, "read", found.plan.rounds.filter(version__number__lte=number).exclude(state="gepland")
    )
    computed = _spoken(found, computed)
    told, says, kept = _asked(request, found, computed, list(rounds))
    strategic = dict(Counter(column.strategic for column in computed.columns))
    return page(
        request,
        "plans/reading/matrix.html",
        found,
        matrix=computed,
        strategic=strategic.items(),
        opened=opened,
        titles=titles_of(found, opened.actions) if opened else {},
        opened_row=next((row for row in computed.rows if opened and row.domain == opened.domain), None),
        opened_column=next((each for each in computed.columns if opened and each.code == opened.objective), None),
        word=word,
        comments=comments_on(found.actor, word) if word else {},
        rounds=rounds,
        told=told,
        says=says,
        kept=kept,
        groups=told_in_cells.overview(computed, told_in_cells.target_groups(found))
        if "doelgroep" in request.GET
        else (),
        group=request.GET.get("doelgroep", ""),
        stages=told_in_cells.stages(found),
    )


def letter(request: HttpRequest, code: str, number: int, domain: str) -> HttpResponse:
    """What a domain has answered and what is still open, dated, to be printed and sent."""
    found = reading(acting(request), code, number)
    computed = found.matrix()
    row = next((row for row in computed.rows if row.domain == domain), None)
    if row is None:
        raise Http404(f"{domain} is no domain of {found.version.uid}.")
    titles = {column.code: column.title for column in computed.columns}
    cells = [(cell, titles[cell.objective]) for cell in row.cells]
    groups = [(cover, [each for each in cells if each[0].cover == cover]) for cover in Cover]
    uids = tuple(uid for cell in row.cells for uid in cell.actions)
    return page(request, "plans/reading/letter.html", found, row=row, groups=groups, titles=titles_of(found, uids))


def _spoken(found: Reading, matrix: Matrix) -> Matrix:
    """The matrix with its objectives in the language of the page, as far as they were translated."""
    known = abroad(found)
    if known is None:
        return matrix
    columns = tuple(replace(each, title=known.spoken(each.code, "title", each.title)) for each in matrix.columns)
    return replace(matrix, columns=columns)


def titles_of(found: Reading, uids: tuple[str, ...]) -> dict[str, str]:
    """The titles of some actions: from the seal, or as they stand now for who may read them."""
    known = abroad(found)
    if found.sealed:
        titles = {each["uid"]: each["title"] for each in found.version.public["actions"] if each["uid"] in uids}
    else:
        mine = visible(found.actor, "read", found.plan.actions.filter(uid__in=uids))
        titles = dict(mine.values_list("uid", "title"))
    if known is None:
        return titles
    code = f"{found.plan.code}-"
    return {uid: known.spoken(uid.removeprefix(code), "title", title) for uid, title in titles.items()}


def _groups(request: HttpRequest, found: Reading, computed: Matrix) -> list[told_in_cells.Group]:
    """The target groups, for who asks after them."""
    named = told_in_cells.target_groups(found) if "doelgroep" in request.GET else {}
    return told_in_cells.overview(computed, named) if named else []


def _asked(
    request: HttpRequest, found: Reading, computed: Matrix, rounds: Sequence[ReportingRound]
) -> tuple[dict[Place, Told] | None, str, str]:
    """What the cells tell besides their cover, as the reader asked: in each cell, in a sentence, and in the address."""
    number, group, stage = (request.GET.get(name, "") for name in ("ronde", "doelgroep", "budget"))
    round_ = next((each for each in rounds if str(each.number) == number), None)
    if round_ is not None:
        told = told_in_cells.per_round(computed, handed_in(found.actor, round_))
        return told, _("Per cel: rapporten ontvangen van gevraagd, %(title)s.") % {"title": round_}, f"ronde={number}"
    if group:
        told = told_in_cells.per_group(computed, told_in_cells.target_groups(found), group)
        says = _("Per cel: acties voor %(group)s, van alle acties.") % {"group": group}
        return told, says, f"doelgroep={quote(group)}"
    names = dict(told_in_cells.stages(found))
    if stage in names:
        money = told_in_cells.euros(found, stage)
        told = told_in_cells.per_budget(computed, money, told_in_cells.primaries(found))
        says = _("Per cel: duizend euro, %(stage)s, van alle jaren samen.") % {"stage": names[stage]}
        once = _("Een actie telt één keer, bij haar hoofddoelstelling.")
        return told, f"{says} {once}", f"budget={stage}"
    return None, "", ""
