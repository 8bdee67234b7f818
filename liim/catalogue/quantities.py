"""What sources count, whoever delivers it. An indicator is a formula over these."""

from liim.model import FLANDERS, Breakdown, Quantity

BREAKDOWNS = (
    Breakdown(id="sex", title="Geslacht"),
    Breakdown(id="age", title="Leeftijd"),
    Breakdown(id="nationality_group", title="Nationaliteitsgroep"),
    Breakdown(id="origin", title="Herkomst"),
    Breakdown(id="origin_statbel", title="Herkomstgroep (Statbel)"),
)

QUANTITIES = (
    Quantity(
        id="inhabitants",
        title="Inwoners",
        unit="inwoners",
        breakdowns=("sex", "age"),
        moment="01-01",
    ),
    Quantity(
        id="foreign_nationals",
        title="Inwoners zonder Belgische nationaliteit",
        unit="inwoners",
        breakdowns=("sex", "age"),
        moment="01-01",
        part_of="inhabitants",
    ),
    Quantity(
        id="inhabitants_by_origin",
        title="Inwoners naar herkomst volgens Statbel",
        unit="inwoners",
        breakdowns=("origin_statbel",),
        moment="01-01",
    ),
    Quantity(
        id="newcomers",
        title="Meerderjarige nieuwkomers",
        unit="nieuwkomers",
        moment="calendar year",
        covers=(FLANDERS,),
    ),
    Quantity(
        id="newcomers_non_eu",
        title="Meerderjarige nieuwkomers van buiten de EU",
        unit="nieuwkomers",
        moment="calendar year",
        part_of="newcomers",
        covers=(FLANDERS,),
    ),
    Quantity(
        id="jobseekers",
        title="Werkzoekenden zonder werk op 31 december",
        unit="werkzoekenden",
        breakdowns=("nationality_group", "origin"),
        moment="12-31",
        covers=(FLANDERS,),
    ),
    Quantity(
        id="jobseekers_rate",
        title="Werkzoekendengraad, zoals gepubliceerd",
        unit="%",
        moment="12-31",
        covers=(FLANDERS,),
        additive=False,
    ),
)
