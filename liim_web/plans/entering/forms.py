"""Forms that need more than their fields: what may be chosen, and what is saved besides."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Mandate, Organisation, PolicyDomain, Role
from liim_web.plans import editing, indicators
from liim_web.plans.changes import add_action, serve
from liim_web.plans.decisions import ensure_cells, new_version
from liim_web.plans.dutch_options import DutchCheckboxes, DutchSelect
from liim_web.plans.entering.fields import PartForm
from liim_web.plans.models import (
    Action,
    Evaluation,
    Objective,
    Plan,
    PlanVersion,
    QuestionSet,
    StrategicObjective,
)
from liim_web.plans.models.plans import Mission


class Lines(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 what was typed, or a list
        """As it is shown."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 as above
        """Without empty lines."""
        return [line for line in map(str.strip, str(value or "").splitlines()) if line]


class PlanForm(PartForm):
    """A plan; its code is given once, since every number in it starts with it."""

    themes = Lines(label=_("Thema's"), required=False, help_text=_("Eén per regel."))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if self.instance.pk:
            del self.fields["code"]
        _among(self, "predecessor", Plan.objects.exclude(pk=self.instance.pk))

    def made(self, actor: Actor) -> Plan:
        """A plan starts with a first version in the making."""
        plan: Plan = super().made(actor)
        new_version(actor, plan, PlanVersion.Kind.FIRST)
        return plan


class ObjectiveForm(PartForm):
    """An operational objective: a column of the matrix, in which every domain has a cell to answer."""

    def made(self, actor: Actor) -> Objective:
        """With its cells."""
        goal: Objective = super().made(actor)
        ensure_cells(goal.strategic.plan)
        return goal


class GoalForm(PartForm):
    """A strategic objective, with the elements of the policy that it serves."""

    missions = forms.MultipleChoiceField(
        label=_("Welk element van het beleid dient ze"),
        choices=Mission.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OutsideForm(PartForm):
    """An action outside the plan: whoever speaks for a domain records it for that domain."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        goals = Objective.objects.filter(strategic__plan=self.instance.plan_id).select_related("strategic")
        self.fields["objective"] = OneGoal(goals, label=self.fields["objective"].label, required=False)

    def restrict_to(self, actor: Actor) -> None:
        """The own domain; a reporter also the own entity."""
        if actor.role in (Role.REPORTER, Role.COORDINATOR):
            _among(self, "domain", PolicyDomain.objects.filter(pk=actor.domain_id or 0))
            self.initial.setdefault("domain", actor.domain_id)
        if actor.role is Role.REPORTER:
            _among(self, "organisation", Organisation.objects.filter(pk=actor.organisation_id or 0))
            self.fields["organisation"].required = True
            self.initial.setdefault("organisation", actor.organisation_id)


class QuestionSetForm(PartForm):
    """What a round asks besides the fixed fields; a next set starts from the last."""

    questions = Lines(
        label=_("Vragen"), help_text=_("Eén vraag per regel, hoogstens vijf. Elke trekker beantwoordt ze per actie.")
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        last = None if self.instance.pk else self.instance.plan.question_sets.last()
        if last:
            self.initial["questions"] = last.questions

    def made(self, actor: Actor) -> QuestionSet:
        """With the next number."""
        last = self.instance.plan.question_sets.last()
        self.instance.number = last.number + 1 if last else 1
        made: QuestionSet = super().made(actor)
        return made


class MilestoneForm(PartForm):
    """A milestone; who only follows it does not rename it."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        frozen = self.instance.due_at_approval
        if frozen:
            said = _("Bij de vaststelling was dit %(day)s; die datum blijft staan.")
            self.fields["due"].help_text = said % {"day": f"{frozen:%d-%m-%Y}"}
        elif "reason" in self.fields:
            del self.fields["reason"]


class LinkForm(PartForm):
    """A figure of the monitor: indicator, place and group are chosen from the catalogue, never typed."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    area = forms.ChoiceField(label=_("Gebied"))
    population = forms.ChoiceField(
        label=_("Bevolkingsgroep"),
        required=False,
        help_text=_("Leeg: iedereen. De groep waarover het cijfer gaat, is niet vanzelf de doelgroep van de actie."),
    )
    comparator = forms.ChoiceField(
        label=_("Vergeleken met"), required=False, help_text=_("Kies een tweede groep, en je volgt de kloof.")
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        link = self.instance
        _choose(self, "indicator", [("", ""), *indicators.choices()])
        _choose(self, "area", indicators.places())
        for name in ("population", "comparator"):
            _choose(self, name, [("", ""), *indicators.groups()])
            self.initial[name] = f"{link.breakdown}:{getattr(link, name)}" if getattr(link, name) else ""
        _among(self, "evaluation", Evaluation.objects.filter(plan=link.plan_id))

    def clean(self) -> dict[str, Any]:
        """Two groups are of one breakdown, which the indicator has."""
        cleaned = super().clean() or {}
        breakdown, _colon, population = cleaned.get("population", "").partition(":")
        other, _colon, comparator = cleaned.get("comparator", "").partition(":")
        if comparator and not population:
            raise ValidationError({"population": _("Een kloof heeft twee groepen nodig.")})
        if comparator and other != breakdown:
            raise ValidationError({"comparator": _("De twee groepen horen bij dezelfde uitsplitsing.")})
        known = indicators.groups_of(cleaned.get("indicator", ""))
        for name, chosen in (("population", population), ("comparator", comparator)):
            if chosen and (breakdown, chosen) not in known:
                there = ", ".join(title for _code, title in known.items()) or str(_("geen"))
                message = _("Deze indicator kent die groep niet. Hij kent: %(groups)s.")
                raise ValidationError({name: message % {"groups": there}})
        return {**cleaned, "breakdown": breakdown, "population": population, "comparator": comparator}


class OneGoal(forms.ModelChoiceField[Objective]):
    """An operational objective, named with the strategic one above it."""

    widget = DutchSelect

    def label_from_instance(self, obj: Objective) -> str:
        """As people know it."""
        return f"{obj.strategic.code}-{obj}"


class EvaluationForm(PartForm):
    """An evaluation: of the plan as a whole, of one objective or of one action."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        plan = self.instance.plan_id
        goals = Objective.objects.filter(strategic__plan=plan).select_related("strategic")
        self.fields["objective"] = OneGoal(goals, label=self.fields["objective"].label, required=False)
        _among(self, "strategic", StrategicObjective.objects.filter(plan=plan))
        _among(self, "action", Action.objects.filter(plan=plan))
        for name in ("strategic", "objective", "action"):
            self.fields[name].help_text = _("Laat leeg als de evaluatie over iets anders of over het hele plan gaat.")


class OutcomeForm(PartForm):
    """What a study measured before and after; the monitor's indicator that it is about is chosen, never typed."""

    indicator = forms.ChoiceField(label=_("Indicator van de monitor"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        _choose(self, "indicator", [("", _("geen van de monitor")), *indicators.choices()])


class Goals(forms.ModelMultipleChoiceField[Objective]):
    """Several of them."""

    def label_from_instance(self, obj: Objective) -> str:
        """As people know it."""
        return f"{obj.strategic.code}-{obj}"


class ActionForm(PartForm):
    """An action as the secretariat writes it in the draft, with the objectives that it serves besides its own."""

    also_serves = Goals(Objective.objects.none(), label=_("Dient ook"), required=False, widget=DutchCheckboxes)
    motive = forms.CharField(label=_("Motivering"), widget=forms.Textarea(attrs={"rows": 2}))
    kept_apart: tuple[str, ...] = ("also_serves", "motive")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        action = self.instance
        plans = [action.plan_id, action.plan.predecessor_id]
        for name in ("predecessor", "split_from"):
            _among(self, name, Action.objects.filter(plan__in=plans).exclude(pk=action.pk))
        # A mandate that ended is not given to an action; one that has it keeps it, so that history stays true.
        held = Mandate.objects.filter(Mandate.holds_on(timezone.localdate()) | Q(pk=action.mandate_id))
        _among(self, "mandate", held)
        if "mandate" in self.fields:
            message = _("Dit mandaat bestaat niet of is afgelopen. Kies er een dat vandaag geldt.")
            self.fields["mandate"].error_messages["invalid_choice"] = message
        _among(self, "also_in_plans", Plan.objects.exclude(pk=action.plan_id))
        goals = Objective.objects.filter(strategic__plan=action.plan_id).select_related("strategic")
        if action.pk:
            goals = goals.exclude(served_by__action=action.pk, served_by__primary=True)
            self.initial["also_serves"] = list(action.serves.filter(primary=False).values_list("objective", flat=True))
        _among(self, "also_serves", goals)

    def changed(self, actor: Actor) -> Action:
        """With the motive in the log."""
        seen = self.cleaned_data["revision"] or 0
        action: Action = self.instance
        return editing.save(actor, action, self.plain, seen=seen, reason=self.cleaned_data["motive"])

    def follow(self, actor: Actor, thing: Any) -> None:  # noqa: ANN401 as made above
        """The other objectives that it serves."""
        super().follow(actor, thing)
        serve(actor, thing, self.cleaned_data["also_serves"])


class NewActionForm(ActionForm):
    """A new action: its own objective gives it its number."""

    objective = OneGoal(Objective.objects.none(), label=_("Hoofddoelstelling"))
    kept_apart = ("objective", "also_serves", "motive")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        _among(
            self,
            "objective",
            Objective.objects.filter(strategic__plan=self.instance.plan_id).select_related("strategic__plan"),
        )

    def made(self, actor: Actor) -> Action:
        """Added under its objective."""
        for name, value in self.plain.items():
            setattr(self.instance, name, value)
        return add_action(actor, self.instance, self.cleaned_data["objective"])

    def follow(self, actor: Actor, thing: Any) -> None:  # noqa: ANN401 as made above
        """As for others, without its own objective among the others."""
        own = self.cleaned_data["objective"]
        self.cleaned_data["also_serves"] = [each for each in self.cleaned_data["also_serves"] if each != own]
        super().follow(actor, thing)


def _choose(form: PartForm, name: str, choices: Any) -> None:  # noqa: ANN401 pairs, or groups of pairs
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
    field.choices = choices


def _among(form: PartForm, name: str, those: Any) -> None:  # noqa: ANN401 a query set of whatever the field links to
    field = form.fields.get(name)
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = those
