"""Newcomers and what they go through: registration, contract, certificate."""

from liim.model import FLANDERS, Quantity

KRUISPUNTBANK = "ABB (Kruispuntbank Inburgering)"

NEWCOMERS = (
    Quantity(
        id="newcomers",
        title="Meerderjarige nieuwkomers",
        unit="nieuwkomers",
        breakdowns=("sex", "age", "nationality_group", "target_group", "residence_status"),
        moment="calendar year",
        owner=KRUISPUNTBANK,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="newcomers_non_eu",
        title="Meerderjarige nieuwkomers van buiten de EU",
        unit="nieuwkomers",
        moment="calendar year",
        owner=KRUISPUNTBANK,
        part_of="newcomers",
        covers=(FLANDERS,),
    ),
    Quantity(
        id="registrations",
        title="Inburgeraars aangemeld bij een onthaalbureau",
        unit="inburgeraars",
        breakdowns=("target_group", "nationality_group"),
        moment="calendar year",
        owner=KRUISPUNTBANK,
    ),
    Quantity(
        id="contracts",
        title="Inburgeraars met een eerste inburgeringscontract",
        unit="inburgeraars",
        breakdowns=("target_group", "nationality_group"),
        moment="calendar year",
        owner=KRUISPUNTBANK,
    ),
    Quantity(
        id="certificates",
        title="Inburgeraars met een inburgeringsattest",
        unit="inburgeraars",
        breakdowns=("target_group", "nationality_group"),
        moment="calendar year",
        owner=KRUISPUNTBANK,
    ),
)
