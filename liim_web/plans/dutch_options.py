"""Choices among what people wrote in Dutch: told apart on a page in another language, for who hears it read aloud."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language


def _elsewhere() -> bool:
    return get_language() != settings.LANGUAGE_CODE


class DutchSelect(forms.Select):
    """A list to choose from; what stands for no choice is in the language of the page."""

    def create_option(self, name: str, value: Any, *more: Any, **others: Any) -> dict[str, Any]:  # noqa: ANN401 as Django calls it
        """An option holds no marks, so it is itself of a language."""
        option = super().create_option(name, value, *more, **others)
        if _elsewhere() and str(value):
            option["attrs"]["lang"] = settings.LANGUAGE_CODE
        return option


class DutchCheckboxes(forms.CheckboxSelectMultiple):
    """Several to choose."""

    def create_option(self, name: str, value: Any, *more: Any, **others: Any) -> dict[str, Any]:  # noqa: ANN401 as above
        """Here it is the text beside the box that is of a language."""
        option = super().create_option(name, value, *more, **others)
        if _elsewhere():
            option["label"] = format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, option["label"])
        return option
