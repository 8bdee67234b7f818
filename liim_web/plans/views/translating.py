"""Translating a plan: what is translated and what not, and the texts of one thing beside their Dutch."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting
from liim_web.plans.content import Reading, readable
from liim_web.plans.counting import counted
from liim_web.plans.models import Action, Objective, Plan, other_languages
from liim_web.plans.models.outside import OutsideAction
from liim_web.plans.rights import require
from liim_web.plans.translations import Texts, TextState, dictionary, state_of, texts_of, translate
from liim_web.plans.views.filling_in import status_of

# The plan itself has no number within the plan.
ITSELF = "plan"


class TranslationForm(forms.Form):
    """One box per Dutch text; a translation of an earlier text is offered, and has to be confirmed."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, texts: Texts, known: Any, **more: Any) -> None:  # noqa: ANN401 a dictionary
        super().__init__(*arguments, **more)
        self.initial["seen"] = state_of(texts, known)
        self.confirmed: dict[str, str] = {}
        for name, dutch in texts.fields.items():
            told = known.spoken(texts.of, name, dutch)
            offered = "" if told.untranslated else str(told)
            box = forms.Textarea(attrs={"rows": max(2, min(8, len(dutch) // 70 + 1))})
            self.fields[name] = forms.CharField(
                label=_named(name), required=False, initial=offered, help_text=dutch, widget=box
            )
            if told.outdated:
                self.confirmed[name] = f"still-{name}"
                self.fields[f"still-{name}"] = forms.BooleanField(
                    label=_("Dit klopt ook bij de tekst van nu"), required=False
                )
                self.fields[name].label_suffix = f" ({TextState.OUTDATED.label})"

    def typed(self) -> dict[str, str]:
        """What counts as a translation of the text of now."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name == "seen" or name.startswith("still-"):
                continue
            still = self.confirmed.get(name)
            if still and not self.cleaned_data.get(still) and name not in self.changed_data:
                continue
            found[name] = value.replace("\r\n", "\n")
        return found


def overview(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Everything that is translated, counted, what is missing or outdated first."""
    actor, plan, content = _opened(request, code, language)
    known = dictionary(plan, language)
    rows, counts = [], Counter[TextState]()
    for texts in texts_of(content):
        standings = Counter(known.spoken(texts.of, name, dutch).state for name, dutch in texts.fields.items())
        counts += standings
        rows.append((texts, [(each, standings[each]) for each in TextState if standings[each]], texts.of or ITSELF))
    shown = {
        "plan": plan,
        "actor": actor,
        "rows": rows,
        "counts": [(each, counts[each]) for each in TextState],
        "language": language,
        "languages": other_languages(),
        "title": _titled(language),
    }
    return render(request, "plans/working/translations.html", shown)


def texts(request: HttpRequest, code: str, language: str, of: str) -> HttpResponse:
    """The texts of one thing, with a box for each."""
    actor, plan, content = _opened(request, code, language)
    asked = "" if of == ITSELF else of
    found = next((each for each in texts_of(content) if each.of == asked), None)
    if found is None:
        raise Http404(f"{of} has no text in {code}.")
    known = dictionary(plan, language)
    form = TranslationForm(request.POST or None, texts=found, known=known)
    overtaken = False
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] == state_of(found, known):
            done = translate(actor, plan, language, found, form.typed())
            messages.success(request, counted(done, "texts", "saved"))
            return redirect(reverse("plans:translations", args=[code, language]))
        overtaken = True
        form.data = {**form.data.dict(), "seen": state_of(found, known)}  # type: ignore[attr-defined]  # POST data is a QueryDict
        message = _(
            "De Nederlandse tekst of de vertaling veranderde intussen. Wat je typte, staat er nog: kijk het na."
        )
        form.add_error(None, message)
    shown = {
        "plan": plan,
        "actor": actor,
        "form": form,
        "texts": found,
        "language": language,
        "title": _titled(language),
        "back": reverse("plans:translations", args=[code, language]),
    }
    return render(request, "plans/working/translate.html", shown, status=status_of(request, overtaken=overtaken))


def _opened(request: HttpRequest, code: str, language: str) -> tuple[Actor, Plan, dict[str, Any]]:
    """Who translates, what, and its Dutch texts: those of the last version, made or in the making."""
    if language not in dict(other_languages()):
        raise Http404(f"Plans are not translated into {language}.")
    actor, plan = acting(request), get_object_or_404(Plan, code=code)
    require(actor, "translate", plan)
    last = readable(actor, code).last()
    if last is None:
        raise Http404(f"{code} has no version yet.")
    return actor, plan, Reading(actor=actor, version=last).content()


def _titled(language: str) -> str:
    return _("Vertaling: %(language)s") % {"language": dict(other_languages())[language]}


def _named(name: str) -> str:
    """A field in words; every translated field is one of these."""
    for model in (Plan, Objective, Action, OutsideAction):
        if name in {field.name for field in model._meta.fields}:  # noqa: SLF001 Django's documented way to the fields
            return capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))  # noqa: SLF001 as above
    return name
