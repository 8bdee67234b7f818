"""The form of something that people enter: it carries the revision that its reader saw, and loses nothing typed."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.audit import record
from liim_web.plans.dutch_options import DutchCheckboxes, DutchSelect
from liim_web.plans.models import Revised


def day() -> forms.DateInput:
    """A day, chosen where the browser helps and typed where it does not."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def as_typed(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """Days and texts as people fill them in; a link that someone types without scheme is taken for https."""
    match field:
        case models.DateField() if not isinstance(field, models.DateTimeField):
            options["widget"] = day()
        case models.TextField():
            options["widget"] = forms.Textarea(attrs={"rows": 3})
        case models.URLField():
            options["assume_scheme"] = "https"
        case models.ManyToManyField():
            options["widget"] = DutchCheckboxes
        case models.ForeignKey():
            options["widget"] = DutchSelect
        case _:
            pass
    return field.formfield(**options)


class PartForm(forms.ModelForm[Any]):
    """A form of which nothing is written on the thing itself: whoever saves does that with what stands there now."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Fields that are no column of the thing, which the form itself keeps.
    kept_apart: tuple[str, ...] = ()

    def _post_clean(self) -> None:
        """Rules of the thing are tried when it is saved, against what stands in the database."""

    def restrict_to(self, actor: Actor) -> None:
        """Leave out what this person may not choose anyway."""

    @property
    def plain(self) -> dict[str, Any]:
        """What was typed, as columns of the thing."""
        many = {field.name for field in self.instance._meta.many_to_many}  # noqa: SLF001 Django's documented way to the fields
        apart = {"revision", *many, *self.kept_apart}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}

    def made(self, actor: Actor) -> Any:  # noqa: ANN401 of whatever kind the form is
        """The new thing, added."""
        for name, value in self.plain.items():
            setattr(self.instance, name, value)
        return editing.add(actor, self.instance)

    def changed(self, actor: Actor) -> Any:  # noqa: ANN401 as above
        """The thing as it is after the change."""
        return editing.save(actor, self.instance, self.plain, seen=self.cleaned_data["revision"] or 0)

    def follow(self, actor: Actor, thing: Revised) -> None:
        """What hangs on the thing by many links."""
        for field in thing._meta.many_to_many:  # noqa: SLF001 as above
            if field.name in self.cleaned_data:
                link_many(actor, thing, field.name, self.cleaned_data[field.name])


def link_many(actor: Actor, thing: Any, name: str, wanted: Any) -> None:  # noqa: ANN401 a manager of many links
    """Link a thing to others, and log it when that changes anything."""
    links = getattr(thing, name)
    before, after = sorted(map(str, links.all())), sorted(map(str, wanted))
    if before == after:
        return
    links.set(wanted)
    thing.revision += 1
    thing.save()
    record(actor, thing, "edit", {name: (before, after)})


def form_for(model: type[models.Model], fields: tuple[str, ...], form: type[PartForm] = PartForm) -> type[PartForm]:
    """The form of a model with these fields, in this order."""
    apart = set(form.kept_apart)
    columns = [name for name in fields if name not in apart]
    made = forms.modelform_factory(model, form=form, fields=columns, formfield_callback=as_typed)
    assert issubclass(made, PartForm)  # noqa: S101 made from one
    made.field_order = fields
    return made


def compared(form: PartForm, now: Revised) -> list[tuple[str, str, str]]:
    """Field, what stands there now, and what was typed, where these differ; in words."""
    return [
        (str(form.fields[name].label), _said(now, name, getattr(now, name, None)), _said(now, name, value))
        for name, value in form.plain.items()
        if name in form.fields and getattr(now, name, None) != value
    ]


def _said(thing: Revised, name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list):
        return "\n".join(map(str, value))
    words = dict(getattr(thing._meta.get_field(name), "flatchoices", ()))  # noqa: SLF001 as above
    return str(words.get(value, "" if value is None else value))
