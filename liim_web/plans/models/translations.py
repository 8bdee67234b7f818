"""Texts of a plan in French and English. Dutch is what was decided; a translation knows which Dutch text it is of."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Revised
from liim_web.plans.models.plans import Plan


def other_languages() -> list[tuple[str, str]]:
    """The languages of the site besides the one in which plans are decided, with their names for the reader."""
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [(code, get_language_info(code)["name_translated"]) for code in codes]


class Translation(Revised):
    """One text in one language. It is of the text with this hash: when that changes, it is a translation of before."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="translations")
    # The number of what the text belongs to, without the code of the plan; empty for the plan itself.
    of = models.CharField(max_length=80, blank=True)
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=other_languages)
    source_sha256 = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        ordering = ["of", "field", "language", "pk"]
        verbose_name = _("vertaling")
        verbose_name_plural = _("vertalingen")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "of", "field", "language", "source_sha256"], name="a_text_is_translated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of or self.plan.code} {self.field} ({self.language})"
