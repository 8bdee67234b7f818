"""How many, in words: a number with what it counts, in the number and gender that each language asks for.

A label alone ("versterkt") is of no number. Where a number stands before a word, the word comes from here.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext_lazy

from liim_web.plans.coverage import Cover
from liim_web.plans.models import Action, ActionReport

_A, _P, _R = Action.State, ActionReport.Progress, ActionReport.State
COUNTED: dict[str, dict[str, Any]] = {
    "action": {
        _A.PROPOSED: ngettext_lazy("%(n)s voorstel", "%(n)s voorstellen", "n"),
        _A.ADOPTED: ngettext_lazy("%(n)s opgenomen", "%(n)s opgenomen", "n"),
        _A.STARTED: ngettext_lazy("%(n)s gestart", "%(n)s gestart", "n"),
        _A.COMPLETED: ngettext_lazy("%(n)s afgerond", "%(n)s afgerond", "n"),
        _A.PAUSED: ngettext_lazy("%(n)s gepauzeerd", "%(n)s gepauzeerd", "n"),
        _A.BLOCKED: ngettext_lazy("%(n)s geblokkeerd", "%(n)s geblokkeerd", "n"),
        _A.STOPPED: ngettext_lazy("%(n)s stopgezet", "%(n)s stopgezet", "n"),
        _A.MERGED: ngettext_lazy("%(n)s samengevoegd", "%(n)s samengevoegd", "n"),
    },
    "novelty": {
        Action.Novelty.NEW: ngettext_lazy("%(n)s nieuw", "%(n)s nieuw", "n"),
        Action.Novelty.STRENGTHENED: ngettext_lazy("%(n)s versterkt", "%(n)s versterkt", "n"),
        Action.Novelty.EXISTING: ngettext_lazy("%(n)s bestaand", "%(n)s bestaand", "n"),
    },
    "cover": {
        Cover.COVERED: ngettext_lazy("%(n)s gedekt", "%(n)s gedekt", "n"),
        Cover.EXPLAINED: ngettext_lazy("%(n)s gemotiveerd zonder actie", "%(n)s gemotiveerd zonder actie", "n"),
        Cover.OPEN: ngettext_lazy("%(n)s open", "%(n)s open", "n"),
        Cover.NOT_RELEVANT: ngettext_lazy("%(n)s niet relevant", "%(n)s niet relevant", "n"),
        Cover.CONTESTED: ngettext_lazy("%(n)s betwist", "%(n)s betwist", "n"),
    },
    # What the entities say; a closed round counts with it the reports that never came.
    "progress": {
        _P.NOT_STARTED: ngettext_lazy("%(n)s niet gestart", "%(n)s niet gestart", "n"),
        _P.PREPARING: ngettext_lazy("%(n)s in voorbereiding", "%(n)s in voorbereiding", "n"),
        _P.RUNNING: ngettext_lazy("%(n)s loopt", "%(n)s lopen", "n"),
        _P.COMPLETED: ngettext_lazy("%(n)s afgerond", "%(n)s afgerond", "n"),
        _P.PAUSED: ngettext_lazy("%(n)s gepauzeerd", "%(n)s gepauzeerd", "n"),
        _P.BLOCKED: ngettext_lazy("%(n)s geblokkeerd", "%(n)s geblokkeerd", "n"),
        _P.ABANDONED: ngettext_lazy("%(n)s stopgezet", "%(n)s stopgezet", "n"),
        _P.MERGED: ngettext_lazy("%(n)s samengevoegd", "%(n)s samengevoegd", "n"),
        _R.NOT_RECEIVED: ngettext_lazy("%(n)s niet ontvangen", "%(n)s niet ontvangen", "n"),
    },
    "report": {
        _R.EMPTY: ngettext_lazy("%(n)s leeg", "%(n)s leeg", "n"),
        _R.DRAFT: ngettext_lazy("%(n)s concept", "%(n)s concepten", "n"),
        _R.SUBMITTED: ngettext_lazy("%(n)s ingediend", "%(n)s ingediend", "n"),
        _R.VALIDATED: ngettext_lazy("%(n)s gevalideerd", "%(n)s gevalideerd", "n"),
        _R.ACCEPTED: ngettext_lazy("%(n)s aanvaard", "%(n)s aanvaard", "n"),
        _R.JUDGED: ngettext_lazy("%(n)s beoordeeld", "%(n)s beoordeeld", "n"),
        _R.NOT_RECEIVED: ngettext_lazy("%(n)s niet ontvangen", "%(n)s niet ontvangen", "n"),
    },
    # Rows of a file that is brought in.
    "row": {
        "added": ngettext_lazy("%(n)s nieuw", "%(n)s nieuw", "n"),
        "changed": ngettext_lazy("%(n)s gewijzigd", "%(n)s gewijzigd", "n"),
        "removed": ngettext_lazy("%(n)s weg", "%(n)s weg", "n"),
        "unchanged": ngettext_lazy("%(n)s ongewijzigd", "%(n)s ongewijzigd", "n"),
        "problems": ngettext_lazy("%(n)s met een probleem", "%(n)s met een probleem", "n"),
    },
    "days": {
        "later": ngettext_lazy("%(n)s dag later", "%(n)s dagen later", "n"),
        "earlier": ngettext_lazy("%(n)s dag vroeger", "%(n)s dagen vroeger", "n"),
        "later_than_decided": ngettext_lazy(
            "%(n)s dag later dan vastgesteld", "%(n)s dagen later dan vastgesteld", "n"
        ),
    },
    "reports": {"done": ngettext_lazy("%(n)s rapport: gedaan.", "%(n)s rapporten: gedaan.", "n")},
    "texts": {"saved": ngettext_lazy("%(n)s tekst bewaard.", "%(n)s teksten bewaard.", "n")},
}


def counted(n: int, of: str, code: str) -> str:
    """A number with what it counts; a code that nobody knows any more, as it stands."""
    says = COUNTED[of].get(code)
    return str(says % {"n": n}) if says else f"{n} {code}"


def in_words(counts: Mapping[str, int], of: str) -> str:
    """Several of them, one after another."""
    return ", ".join(counted(n, of, code) for code, n in counts.items())


def later(days: int) -> str:
    """How much later, or earlier."""
    return counted(abs(days), "days", "later" if days > 0 else "earlier")
