"""The coverage matrix: what each domain does for each objective, says of it, or leaves open. Computed, never told."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from liim_web.accounts.models import PolicyDomain
from liim_web.plans.models import Action, ActionObjective, CommissionSeat, Commitment, Objective, Plan

# What no longer runs covers nothing.
NO_LONGER = (Action.State.STOPPED, Action.State.MERGED)


class Cover(models.TextChoices):
    """What a cell of the matrix comes to."""

    COVERED = "covered", _("gedekt")
    EXPLAINED = "explained", _("gemotiveerd zonder actie")
    OPEN = "open", _("open")
    NOT_RELEVANT = "not_relevant", _("niet relevant")
    CONTESTED = "contested", _("betwist")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One domain and one objective."""

    domain: str
    objective: str
    cover: Cover
    state: str = Commitment.State.OPEN
    relevance: str = Commitment.Relevance.RELEVANT
    explanation: str = ""
    note: str = ""
    days_open: int = 0
    actions: tuple[str, ...] = ()
    novelty: Mapping[str, int] | None = None
    id: int | None = None

    @property
    def of_each(self) -> dict[str, int]:
        """How many actions are new, strengthen what exists, or exist already."""
        return {kind: (self.novelty or {}).get(kind, 0) for kind in Action.Novelty.values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All cells of one domain."""

    domain: str
    name: str
    cells: tuple[Cell, ...]
    has_seat: bool

    def count(self, *covers: Cover) -> int:
        """How many cells come to one of these."""
        return sum(cell.cover in covers for cell in self.cells)

    @property
    def relevant(self) -> int:
        """How many cells the domain has to answer for."""
        return len(self.cells) - self.count(Cover.NOT_RELEVANT)

    @property
    def covered(self) -> int:
        """How many have an action and are not contested."""
        return self.count(Cover.COVERED)

    @property
    def sentence(self) -> str:
        """The row in words."""
        numbers = {"covered": self.covered, "relevant": self.relevant}
        said = [
            ngettext(
                "%(covered)s van %(relevant)s relevante cel gedekt",
                "%(covered)s van %(relevant)s relevante cellen gedekt",
                self.relevant,
            )
            % numbers
        ]
        n = self.count(Cover.EXPLAINED)
        said.append(ngettext("%(n)s gemotiveerd", "%(n)s gemotiveerd", n) % {"n": n})
        n = self.count(Cover.OPEN)
        said.append(ngettext("%(n)s open", "%(n)s open", n) % {"n": n})
        if n := self.count(Cover.CONTESTED):
            said.append(ngettext("%(n)s betwist", "%(n)s betwist", n) % {"n": n})
        return ", ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An operational objective."""

    code: str
    title: str
    strategic: str

    @property
    def short(self) -> str:
        """The code under its strategic objective."""
        return self.code.removeprefix(f"{self.strategic}-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Domains by objectives."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def count(self, cover: Cover) -> int:
        """How many cells of the whole matrix come to this."""
        return sum(row.count(cover) for row in self.rows)

    @property
    def counts(self) -> list[tuple[Cover, int]]:
        """Every kind of cell with its number, zero included."""
        return [(cover, self.count(cover)) for cover in Cover]

    @property
    def seat_gaps(self) -> tuple[Row, ...]:
        """Domains for which nobody sits in the Commission."""
        return tuple(row for row in self.rows if not row.has_seat)


def comes_to(*, state: str, relevance: str, explanation: str, actions: int) -> Cover:
    """What a cell comes to. An objection stands above all; an action covers even where none was expected."""
    if state == Commitment.State.CONTESTED:
        return Cover.CONTESTED
    if actions:
        return Cover.COVERED
    if relevance == Commitment.Relevance.NOT_RELEVANT:
        return Cover.NOT_RELEVANT
    if explanation and state in {Commitment.State.EXPLAINED, Commitment.State.ACCEPTED}:
        return Cover.EXPLAINED
    return Cover.OPEN


def coverage(plan: Plan, day: dt.date | None = None) -> Matrix:
    """The matrix of the plan as it is being edited. Five queries, whatever the size."""
    today = day or timezone.localdate()
    domains = list(domains_of(plan, today))
    objectives = list(
        Objective.objects.filter(strategic__plan=plan).values_list("pk", "strategic__code", "code", "title").order_by(
            "strategic__order", "strategic__code", "order", "code"
        )
    )  # fmt: skip
    said = {(each.domain_id, each.objective_id): each for each in Commitment.objects.filter(plan=plan)}
    done: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    links = ActionObjective.objects.filter(action__plan=plan).exclude(action__state__in=NO_LONGER)
    for domain, objective, uid, novelty in links.order_by("action__uid").values_list(
        "action__lead_domain_id", "objective_id", "action__uid", "action__novelty"
    ):
        done[domain, objective].append((uid, novelty))
    seated = seated_domains(today)

    def cell(domain: PolicyDomain, objective: int, code: str) -> Cell:
        actions = done.get((domain.pk, objective), [])
        word = said.get((domain.pk, objective)) or Commitment(relevance=default_relevance(domain), opened_on=plan.start)
        cover = comes_to(state=word.state, relevance=word.relevance, explanation=word.explanation, actions=len(actions))
        return Cell(
            domain=domain.code, objective=code, cover=cover, state=word.state, relevance=word.relevance,
            explanation=word.explanation, note=word.commission_note,
            days_open=max((today - word.opened_on).days, 0) if cover == Cover.OPEN else 0, id=word.pk,
            actions=tuple(uid for uid, _novelty in actions), novelty=Counter(novelty for _uid, novelty in actions),
        )  # fmt: skip

    columns = tuple(Column(code=f"{so}-{oo}", title=title, strategic=so) for _pk, so, oo, title in objectives)
    rows = tuple(
        Row(
            domain=domain.code,
            name=domain.name,
            cells=tuple(cell(domain, pk, f"{so}-{oo}") for pk, so, oo, _title in objectives),
            has_seat=domain.pk in seated,
        )
        for domain in domains
    )
    return Matrix(columns=columns, rows=rows)


def from_content(content: Mapping[str, list[dict[str, object]]]) -> Matrix:
    """The matrix as it was in a sealed version."""
    cells: dict[str, list[Cell]] = defaultdict(list)
    for cell in content["cells"]:
        kept = {name: value for name, value in cell.items() if name in Cell.__slots__}
        kept |= {"cover": Cover(str(cell["cover"])), "actions": tuple(cell["actions"])}  # type: ignore[arg-type]  # JSON holds a list
        cells[str(cell["domain"])].append(Cell(**kept))  # type: ignore[arg-type]  # written from a Cell
    columns = tuple(
        Column(code=str(column["code"]), title=str(column["title"]), strategic=str(column["strategic"]))
        for column in content["columns"]
    )
    rows = tuple(
        Row(
            domain=str(domain["code"]),
            name=str(domain["name"]),
            cells=tuple(cells[str(domain["code"])]),
            has_seat=bool(domain["has_seat"]),
        )
        for domain in content["domains"]
    )
    return Matrix(columns=columns, rows=rows)


def domains_of(plan: Plan, today: dt.date) -> Iterable[PolicyDomain]:
    """The domains that hold today, and those that have an action or a word in the plan."""
    held = PolicyDomain.holds_on(today)
    return PolicyDomain.objects.filter(
        held | Q(pk__in=plan.actions.values("lead_domain")) | Q(pk__in=plan.commitments.values("domain"))
    ).order_by("order", "code")


def seated_domains(today: dt.date) -> set[int | None]:
    """Domains for which someone sits in the Commission."""
    seats = CommissionSeat.objects.filter(CommissionSeat.holds_on(today), represents=CommissionSeat.Represents.DOMAIN)
    return set(seats.values_list("domain_id", flat=True))


def default_relevance(domain: PolicyDomain) -> str:
    """What holds for a cell of which nobody has said anything."""
    relevance = Commitment.Relevance
    return relevance.RELEVANT if domain.relevant_by_default else relevance.UNDECIDED
