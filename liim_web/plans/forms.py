"""What people fill in. Every form carries the revision that its reader had before their eyes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from liim_web.plans import attachments
from liim_web.plans.changes import FIELDS, also_serves, code_of
from liim_web.plans.dutch_options import DutchCheckboxes, DutchSelect
from liim_web.plans.models import (
    Action,
    ActionReport,
    ChangeRequest,
    Comment,
    Commitment,
    Evidence,
    Judgement,
    Objective,
    Plan,
    PlanVersion,
    ReportingRound,
)
from liim_web.plans.transitions import Transition


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _as_written(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """A link that someone types without scheme is taken for https; what is chosen among is called in Dutch."""
    if isinstance(field, models.ForeignKey):
        options["widget"] = DutchSelect
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class ActionForm(forms.ModelForm[Action]):
    """An action as a domain may ask to change it."""

    objectives = forms.MultipleChoiceField(label=_("Dient ook"), required=False, widget=DutchCheckboxes)
    motive = forms.CharField(label=_("Motivering"), widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Action
        fields = FIELDS
        widgets = {
            "start": _day(),
            "end": _day(),
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("description", "contribution", "target_groups", "legal_basis")
            },
        }

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        action = self.instance
        if action.pk:
            own = action.serves.filter(primary=True).values("objective")
            _choose(self, "objectives", _goals(action.plan).exclude(pk__in=own))
            self.initial["objectives"] = also_serves(action)
        else:
            del self.fields["objectives"]

    def _post_clean(self) -> None:
        """Nothing is written on the action itself: whoever saves does that with what stands in the database."""


class NewActionForm(ActionForm):
    """An action that a domain wants to add, under one objective."""

    objective = forms.ChoiceField(label=_("Hoofddoelstelling"), widget=DutchSelect)

    field_order = ("objective", *FIELDS, "motive")

    def __init__(self, *arguments: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*arguments, **more)
        _choose(self, "objective", _goals(plan))


class ReportForm(forms.ModelForm[ActionReport]):
    """What an entity reports: the fields that are the same in every round, and what this round asks besides."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ActionReport
        fields = (
            "progress", "reason", "unblock_condition", "started_on", "ended_on", "done", "obstacles", "next_steps",
            "budget_realised", "proposed_changes", "unchanged", "unchanged_confirmed_by",
        )  # fmt: skip
        widgets = {"started_on": _day(), "ended_on": _day()} | {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("reason", "unblock_condition", "done", "obstacles", "next_steps", "proposed_changes")
        }
        help_texts = {
            "reason": _("Nodig als de actie gepauzeerd, geblokkeerd, stopgezet of samengevoegd is."),
            "unblock_condition": _("Nodig als de actie geblokkeerd is: wie of wat kan ze weer op gang brengen?"),
            "unchanged_confirmed_by": _("Je naam, als je bevestigt dat er niets veranderde."),
        }

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        asked = self.instance.round.questions
        self.asked = {f"question_{place}": text for place, text in enumerate(asked.questions if asked else (), start=1)}
        for name, text in self.asked.items():
            self.fields[name] = forms.CharField(
                label=text,
                required=False,
                initial=self.instance.answers.get(text, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.order_fields([*self.Meta.fields[:8], *self.asked])

    def clean(self) -> dict[str, Any]:
        """The answers together, each under its question."""
        cleaned = super().clean() or {}
        answers = {text: cleaned.pop(name, "") for name, text in self.asked.items()}
        return {**cleaned, "answers": {text: said for text, said in answers.items() if said}}

    def _post_clean(self) -> None:
        """As for actions."""


class EvidenceForm(forms.ModelForm[Evidence]):
    """A link or a file."""

    class Meta:
        model = Evidence
        fields = ("title", "link", "file", "language", "milestone", "public")
        widgets = {"link": forms.URLInput(attrs={"placeholder": "https://"})}
        help_texts = {
            "file": _("Hoogstens 10 MB: pdf, afbeelding, Word, Excel of OpenDocument. Groter? Geef een link.")
        }
        formfield_callback = _as_written

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        field = self.fields["milestone"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared so above
        own = self.instance.report.action.milestones.all()
        field.queryset = own
        # Those that were already read with the report are not read again.
        field.choices = [("", field.empty_label), *((each.pk, field.label_from_instance(each)) for each in own)]

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Only what is what it says it is."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file:
            attachments.check(file)
        return file


class JudgementForm(forms.ModelForm[Judgement]):
    """What a member of the Commission thinks."""

    class Meta:
        model = Judgement
        fields = ("value", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class CommentForm(forms.ModelForm[Comment]):
    """What someone has to say; it is kept as it was said."""

    class Meta:
        model = Comment
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class Days(forms.CharField):
    """Some numbers of days, as people write them: 30, 7, 1."""

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 what was typed, or a list
        """As it is shown."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 as above
        """A list of whole numbers, each once."""
        words = [word for word in str(value or "").replace(";", ",").replace(" ", ",").split(",") if word]
        if not all(word.isdecimal() for word in words):
            raise ValidationError(_("Schrijf aantallen dagen als 30, 7, 1."))
        return list(dict.fromkeys(map(int, words)))


class RoundForm(forms.ModelForm[ReportingRound]):
    """A round: two pairs of dates, what it asks besides the fixed fields, and when it reminds."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remind_before = Days(label=_("Herinner zoveel dagen voor de termijn"), required=False)
    remind_after = Days(
        label=_("En zoveel dagen erna"), required=False, help_text=_("Wie indiende, krijgt geen herinnering meer.")
    )

    class Meta:
        model = ReportingRound
        fields = (
            "version", "title", "period_start", "period_end", "reference_date", "opens_at", "due_at", "closes_at",
            "questions", "remind_before", "remind_after", "remind_monthly",
        )  # fmt: skip
        widgets = {
            "reference_date": _day(),
            "period_start": _day(),
            "period_end": _day(),
            "opens_at": _moment(),
            "due_at": _moment(),
            "closes_at": _moment(),
        }
        formfield_callback = _as_written

    def __init__(self, *arguments: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*arguments, **more)
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared so above
        field.queryset = plan.versions.exclude(sha256="")
        asked = self.fields["questions"]
        assert isinstance(asked, forms.ModelChoiceField)  # noqa: S101 as above
        asked.queryset, asked.empty_label = plan.question_sets.all(), _("geen vragen bij de vaste velden")
        self.initial["revision"] = self.instance.revision


class RelevanceForm(forms.ModelForm[Commitment]):
    """Whether a domain has anything to do with an objective."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Commitment
        fields = ("relevance",)

    def _post_clean(self) -> None:
        """As for actions."""


class NewVersionForm(forms.ModelForm[PlanVersion]):
    """Why the plan is opened."""

    class Meta:
        model = PlanVersion
        fields = ("kind",)


class DecisionFields(forms.ModelForm[PlanVersion]):
    """What is written down of a decision."""

    class Meta:
        model = PlanVersion
        fields = (
            "decision_number", "decision_date", "decision_link", "effective_from", "change_note", "override_reason",
        )  # fmt: skip
        widgets = {"decision_date": _day(), "effective_from": _day()}
        formfield_callback = _as_written

    def _post_clean(self) -> None:
        """As for actions."""


class StepForm(forms.Form):
    """A step: the revision, and the reason where the table asks for one."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def __init__(self, *arguments: Any, step: Transition, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if step.reason:
            self.fields["reason"].label = str(step.reason)
        else:
            del self.fields["reason"]


class MergeForm(forms.ModelForm[ChangeRequest]):
    """A request that is about an action as a whole."""

    class Meta:
        model = ChangeRequest
        fields = ("kind", "merge_into", "motive")
        widgets = {"motive": forms.Textarea(attrs={"rows": 4})}
        formfield_callback = _as_written

    def __init__(self, *arguments: Any, action: Action, **more: Any) -> None:
        super().__init__(*arguments, **more)
        into, kind = self.fields["merge_into"], self.fields["kind"]
        assert isinstance(into, forms.ModelChoiceField)  # noqa: S101 declared so above
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 declared so above
        into.queryset = action.plan.actions.exclude(pk=action.pk)
        kind.choices = [("stop", ChangeRequest.Kind.STOP.label), ("merge", ChangeRequest.Kind.MERGE.label)]


class MotiveForm(forms.Form):
    """Why something that hangs under an action should change, or go."""

    remove = forms.BooleanField(label=_("Haal dit weg"), required=False)
    motive = forms.CharField(label=_("Motivering"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *arguments: Any, removable: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if not removable:
            self.fields["remove"].widget = forms.HiddenInput()


def _goals(plan: Plan) -> models.QuerySet[Objective]:
    return Objective.objects.filter(strategic__plan=plan).select_related("strategic")


def _choose(form: forms.BaseForm, name: str, goals: models.QuerySet[Objective]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared so above
    field.choices = [(code_of(goal), f"{goal.strategic.code}-{goal}") for goal in goals]


def put_errors(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Show a refusal beside the fields that it is about; what the person typed stays in the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
