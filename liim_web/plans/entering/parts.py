"""What people enter by hand, declared once: fields, under what it hangs, and in which list it is shown."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Mandate, Organisation, PolicyDomain
from liim_web.plans.changes import FIELDS
from liim_web.plans.entering.fields import PartForm, form_for
from liim_web.plans.entering.forms import (
    ActionForm,
    EvaluationForm,
    GoalForm,
    LinkForm,
    MilestoneForm,
    NewActionForm,
    ObjectiveForm,
    OutcomeForm,
    OutsideForm,
    PlanForm,
    QuestionSetForm,
)
from liim_web.plans.models import (
    Action,
    BudgetLine,
    CommissionSeat,
    Evaluation,
    IndicatorLink,
    Milestone,
    Objective,
    Outcome,
    OutputIndicator,
    OutputValue,
    OutsideAction,
    Partner,
    Plan,
    QuestionSet,
    StrategicObjective,
)
from liim_web.plans.scopes import KINDS, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that people enter.

    `under` names the link to what it hangs under (empty: it stands on its own); `operation` and `adding` name the
    rights in the table to change one and to make one (empty: it is not made in this way).
    What is not removable ends on a day: mandates, bodies, seats.
    """

    slug: str
    model: type[models.Model]
    new: Promise | str
    fields: tuple[str, ...]
    under: str = ""
    form: type[PartForm] = PartForm
    new_fields: tuple[str, ...] = ()
    new_form: type[PartForm] | None = None
    operation: str = "edit"
    adding: str = "edit"
    removable: bool = True

    @property
    def kind(self) -> Kind:
        """In the table of rights."""
        return KINDS[self.model]

    def form_of(self, *, new: bool) -> type[PartForm]:
        """The form for a new one, or for one that is there."""
        if new and self.new_form:
            return form_for(self.model, self.new_fields or self.fields, self.new_form)
        return form_for(self.model, self.fields, self.form)

    @property
    def above(self) -> type[models.Model]:
        """The model of what it hangs under."""
        model = self.model._meta.get_field(self.under).related_model  # noqa: SLF001 Django's documented way to a field
        assert isinstance(model, type)  # noqa: S101 every `under` is a link
        return model

    def blank(self, above: models.Model | None) -> Any:  # noqa: ANN401 of whatever kind the part is
        """A new one, under what it hangs under."""
        thing: Any = self.model()
        if above is not None:
            setattr(thing, self.under, above)
            if isinstance(thing, IndicatorLink) and (plan := plan_of(above)):
                thing.plan = plan
        return thing


_LINK = (
    "indicator", "role", "area", "population", "comparator", "claim", "rationale", "lag_years", "evaluation",
    "baseline_period", "direction", "target_kind", "target_value", "target_period",
)  # fmt: skip
_ACTION = (
    "title", "lead_domain", "lead_organisation", "mandate", *(name for name in FIELDS if name != "title"),
    "contact_person", "predecessor", "split_from", "also_in_plans", "internal", "also_serves", "motive",
)  # fmt: skip
_PLAN = (
    "code", "title", "kind", "themes", "visibility", "owner", "legislature", "start", "end", "legal_basis",
    "situation", "coordinating_mandate", "predecessor",
)  # fmt: skip

PARTS: tuple[Part, ...] = (
    Part(slug="plan", model=Plan, new=_("Nieuw plan"), fields=_PLAN, form=PlanForm, adding="add", removable=False),
    Part(
        slug="strategische-doelstelling", model=StrategicObjective, new=_("Nieuwe strategische doelstelling"),
        fields=("code", "title", "rationale", "population", "missions", "order"), under="plan", form=GoalForm,
    ),
    Part(
        slug="doelstelling", model=Objective, new=_("Nieuwe operationele doelstelling"),
        fields=("code", "title", "rationale", "population", "order"), under="strategic", form=ObjectiveForm,
    ),
    Part(
        slug="evaluatie", model=Evaluation, new=_("Nieuwe evaluatie"), under="plan", form=EvaluationForm,
        fields=("title", "moment", "strategic", "objective", "action", "method", "limits", "lessons", "link"),
    ),
    Part(
        slug="voor-en-na", model=Outcome, new=_("Nieuwe meting voor en na"), under="evaluation", form=OutcomeForm,
        fields=(
            "title", "indicator", "unit", "before_period", "before", "after_period", "after", "compared_with",
            "compared_before", "compared_after", "note",
        ),
    ),
    Part(
        slug="actie", model=Action, new=_("Nieuwe actie"), fields=_ACTION, under="plan", form=ActionForm,
        new_fields=("objective", *_ACTION), new_form=NewActionForm, removable=False,
    ),
    Part(
        slug="mijlpaal", model=Milestone, new=_("Nieuwe mijlpaal"), under="action", form=MilestoneForm,
        fields=("title", "due", "reason", "done_on", "evidence_kind"),
    ),
    Part(
        slug="voortgang-mijlpaal", model=Milestone, new=_("Mijlpaal volgen"), under="action", form=MilestoneForm,
        fields=("due", "reason", "done_on"), operation="follow", adding="", removable=False,
    ),
    Part(
        slug="partner", model=Partner, new=_("Nieuwe partner"), under="action", fields=("name", "role"),
    ),
    Part(
        slug="budgetlijn", model=BudgetLine, new=_("Nieuwe budgetlijn"), under="action",
        fields=("year", "source", "nature", "stage", "amount"),
    ),
    Part(
        slug="eigen-indicator", model=OutputIndicator, new=_("Nieuwe eigen indicator"), under="action",
        fields=("title", "unit", "target", "target_date"),
    ),
    Part(
        slug="waarde", model=OutputValue, new=_("Nieuwe waarde"), under="output",
        fields=("on", "value", "source", "note", "provisional"),
    ),
    Part(
        slug="cijfer-bij-actie", model=IndicatorLink, new=_("Nieuw cijfer uit de monitor"), under="action",
        fields=_LINK, form=LinkForm,
    ),
    Part(
        slug="cijfer-bij-doelstelling", model=IndicatorLink, new=_("Nieuw cijfer uit de monitor"), under="objective",
        fields=_LINK, form=LinkForm,
    ),
    Part(
        slug="buiten-het-plan", model=OutsideAction, new=_("Nieuwe actie buiten het plan"), under="plan",
        fields=("title", "domain", "organisation", "description", "objective", "start", "end", "link"),
        form=OutsideForm, adding="add",
    ),
    Part(
        slug="vragenlijst", model=QuestionSet, new=_("Nieuwe vragenlijst"), under="plan", fields=("questions",),
        form=QuestionSetForm, adding="add",
    ),
    Part(
        slug="zetel", model=CommissionSeat, new=_("Nieuwe zetel"), removable=False,
        fields=("holder", "substitute", "user", "organisation", "represents", "domain", "voting", "start", "end"),
    ),
    Part(
        slug="beleidsdomein", model=PolicyDomain, new=_("Nieuw beleidsdomein"), removable=False,
        fields=("code", "name", "order", "relevant_by_default", "start", "end"),
    ),
    Part(
        slug="organisatie", model=Organisation, new=_("Nieuwe organisatie"), removable=False,
        fields=("name", "kind", "ovo", "kbo", "nis", "domain", "start", "end", "successor"),
    ),
    Part(
        slug="mandaat", model=Mandate, new=_("Nieuw mandaat"), removable=False,
        fields=("holder", "title", "domains", "start", "end"),
    ),
)  # fmt: skip
BY_SLUG: dict[str, Part] = {part.slug: part for part in PARTS}


def part_of(thing: models.Model) -> Part:
    """How a thing is edited as a whole."""
    return next(
        part
        for part in PARTS
        if part.model is type(thing) and part.operation == "edit" and not (part.under and _is_none(thing, part.under))
    )


def plan_of(thing: Any) -> Plan | None:  # noqa: ANN401 any part
    """The plan that a thing belongs to, if it belongs to one."""
    match thing:
        case Plan():
            return thing
        case Objective():
            return thing.strategic.plan
        case Milestone() | BudgetLine() | OutputIndicator() | Partner():
            return thing.action.plan
        case OutputValue():
            return thing.output.action.plan
        case (
            StrategicObjective()
            | Evaluation()
            | Outcome()
            | Action()
            | IndicatorLink()
            | OutsideAction()
            | QuestionSet()
        ):
            return thing.plan
        case _:
            return None


def action_of(thing: Any) -> Action | None:  # noqa: ANN401 any part
    """The action that a thing belongs to, if it belongs to one."""
    match thing:
        case Action():
            return thing
        case Milestone() | BudgetLine() | OutputIndicator() | Partner():
            return thing.action
        case OutputValue():
            return thing.output.action
        case IndicatorLink():
            return thing.action
        case _:
            return None


def list_of(thing: models.Model) -> str:
    """The address of the list in which a thing is shown and edited."""
    action, plan = action_of(thing), plan_of(thing)
    if plan and isinstance(thing, OutsideAction | QuestionSet):
        return reverse("plans:outside" if isinstance(thing, OutsideAction) else "plans:rounds", args=[plan.code])
    if action and action.pk:
        return reverse("plans:edit_action", args=[action.plan.code, action.uid])
    if plan and plan.pk:
        return reverse("plans:edit_plan", args=[plan.code])
    return reverse("plans:seats") if isinstance(thing, CommissionSeat) else reverse("plans:bodies")


def _is_none(thing: models.Model, link: str) -> bool:
    return getattr(thing, f"{link}_id") is None
