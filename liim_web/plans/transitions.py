"""Every change of state, once: the table drives buttons, checks, the log, the documentation and the tests.

Who may do it stands in rights.py under the same name. A transition without a right there is done by the application
itself, as the consequence of another: an action is adopted by a version, a report expires when its round closes.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liim_web.plans.rights import TABLE
from liim_web.plans.scopes import Kind

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From one of the source states to the target; `reason` is what the person is asked for, if anything."""

    kind: Kind
    name: str
    sources: tuple[str, ...]
    target: str
    label: Text
    reason: Text = ""
    consequence: Text = ""

    @property
    def by_people(self) -> bool:
        """Whether someone may do it, or only the application."""
        return (self.kind, self.name) in TABLE


def _version(
    name: str, sources: str, target: str, label: Text, *, reason: Text = "", consequence: Text = ""
) -> Transition:
    return Transition(
        kind=Kind.VERSION,
        name=name,
        sources=tuple(sources.split()),
        target=target,
        label=label,
        reason=reason,
        consequence=consequence,
    )


def _cell(name: str, sources: str, target: str, label: Text, *, reason: Text = "") -> Transition:
    return Transition(
        kind=Kind.CELL, name=name, sources=tuple(sources.split()), target=target, label=label, reason=reason
    )


def _action(name: str, sources: str, target: str, label: Text, *, reason: Text = "") -> Transition:
    return Transition(
        kind=Kind.ACTION, name=name, sources=tuple(sources.split()), target=target, label=label, reason=reason
    )


def _round(name: str, sources: str, target: str, label: Text, *, consequence: Text = "") -> Transition:
    return Transition(
        kind=Kind.ROUND, name=name, sources=tuple(sources.split()), target=target, label=label, consequence=consequence
    )


def _report(name: str, sources: str, target: str, label: Text, *, reason: Text = "") -> Transition:
    return Transition(
        kind=Kind.REPORT, name=name, sources=tuple(sources.split()), target=target, label=label, reason=reason
    )


def _change(name: str, sources: str, target: str, label: Text, *, reason: Text = "") -> Transition:
    return Transition(
        kind=Kind.CHANGE, name=name, sources=tuple(sources.split()), target=target, label=label, reason=reason
    )


_WHY = _("Waarom?")
_SEALS = _("Daarna verandert niemand deze versie nog. Een rechtzetting is een nieuwe versie.")
_CLOSES = _(
    "Rapporten die niet zijn ingediend, krijgen de stand “niet ontvangen”. Dit kan niet ongedaan gemaakt worden."
)

TRANSITIONS: tuple[Transition, ...] = (
    _version("send_for_advice", "concept", "voor_advies", _("Vraag advies")),
    _version("receive_advice", "voor_advies", "advies_ontvangen", _("Noteer dat het advies er is")),
    _version("submit", "advies_ontvangen", "ter_beslissing", _("Leg ter beslissing voor")),
    _version("decide", "ter_beslissing", "vastgesteld", _("Noteer de beslissing en verzegel"), consequence=_SEALS),
    _version("publish", "vastgesteld", "gepubliceerd", _("Publiceer")),
    _version("replace", "gepubliceerd", "vervangen", _("Vervang")),
    _version("take_back", "voor_advies advies_ontvangen ter_beslissing", "concept", _("Neem terug"), reason=_WHY),
    _cell("fill", "open", "ingevuld", _("Zeg dat dit ingevuld is")),
    _cell(
        "explain",
        "open",
        "gemotiveerd_geen",
        _("Motiveer waarom er geen actie is"),
        reason=_("Waarom is er geen actie?"),
    ),
    _cell("call_irrelevant", "open", "niet_relevant", _("Zeg dat dit niet relevant is"), reason=_WHY),
    _cell("reopen", "ingevuld gemotiveerd_geen niet_relevant betwist", "open", _("Open opnieuw")),
    _cell("accept", "ingevuld gemotiveerd_geen niet_relevant betwist", "aanvaard", _("Aanvaard")),
    _cell("contest", "ingevuld gemotiveerd_geen niet_relevant aanvaard", "betwist", _("Betwist"), reason=_WHY),
    _cell("open_again", "ingevuld gemotiveerd_geen niet_relevant aanvaard betwist", "open", _("Nieuwe versie")),
    _action("adopt", "voorstel", "opgenomen", _("Neem op")),
    _action("start", "opgenomen gepauzeerd geblokkeerd", "gestart", _("Start")),
    _action("complete", "opgenomen gestart gepauzeerd geblokkeerd", "afgerond", _("Rond af")),
    _action("pause", "opgenomen gestart geblokkeerd", "gepauzeerd", _("Pauzeer"), reason=_WHY),
    _action("block", "opgenomen gestart gepauzeerd", "geblokkeerd", _("Geblokkeerd"), reason=_WHY),
    _action("stop", "voorstel opgenomen gestart gepauzeerd geblokkeerd", "stopgezet", _("Zet stop"), reason=_WHY),
    _action("merge", "voorstel opgenomen gestart gepauzeerd geblokkeerd", "samengevoegd", _("Voeg samen"), reason=_WHY),
    _round("open", "gepland", "open", _("Open de ronde")),
    _round("review", "open", "in_nazicht", _("Begin het nazicht")),
    _round("present", "in_nazicht", "voorgelegd", _("Leg voor aan de Commissie")),
    _round("close", "voorgelegd", "afgesloten", _("Sluit de ronde af"), consequence=_CLOSES),
    _round("publish", "afgesloten", "gepubliceerd", _("Publiceer de ronde")),
    _report("begin", "leeg", "concept", _("Begin")),
    _report("submit", "concept", "ingediend", _("Dien in")),
    _report("validate", "ingediend", "gevalideerd", _("Valideer")),
    _report("return", "ingediend gevalideerd", "concept", _("Stuur terug"), reason=_("Wat moet er anders?")),
    _report("accept", "gevalideerd", "aanvaard", _("Aanvaard")),
    _report("judge", "aanvaard", "beoordeeld", _("Leg het oordeel van de Commissie vast")),
    _report("expire", "leeg concept", "niet_ontvangen", _("Niet ontvangen")),
    _change("submit", "concept", "ingediend", _("Dien in")),
    _change("approve", "ingediend", "goedgekeurd", _("Keur goed voor het domein")),
    _change("accept", "goedgekeurd", "aanvaard", _("Aanvaard en pas het plan aan")),
    _change("refuse", "ingediend goedgekeurd", "geweigerd", _("Weiger"), reason=_WHY),
)

BY_NAME: dict[tuple[Kind, str], Transition] = {(each.kind, each.name): each for each in TRANSITIONS}


def from_state(kind: Kind, state: str) -> tuple[Transition, ...]:
    """What people may do next, in the order of the table."""
    return tuple(each for each in TRANSITIONS if each.kind == kind and state in each.sources and each.by_people)
