"""Caravan sites: what municipalities return in the yearly survey."""

from liim.catalogue.themes import CARAVAN_SITES
from liim.formulas import count, of, rate, share
from liim.model import Indicator, PublicElsewhere, Threshold

_CARRIED_OVER = "Antwoordde een gemeente niet, dan telt haar vorige opgave; dat staat erbij."

SITES = Indicator(
    id="CW_01",
    title="Woonwagenterreinen",
    definition="Aantal woonwagenterreinen die op de referentiedatum in gebruik zijn.",
    theme=CARAVAN_SITES,
    formula=count(of("caravan_sites")),
    breakdowns=("site_type", "ownership"),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=("Pleisterplaatsen zijn geen terreinen.", _CARRIED_OVER),
    related=("CW_02", "CW_06"),
)

PITCHES = Indicator(
    id="CW_02",
    title="Standplaatsen",
    definition="Aantal aangelegde standplaatsen op terreinen die in gebruik zijn.",
    theme=CARAVAN_SITES,
    formula=count(of("pitches")),
    breakdowns=("site_type", "ownership"),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=("Standplaatsen buiten gebruik tellen mee; trek er CW_03 van af voor de bruikbare.", _CARRIED_OVER),
    related=("CW_03", "CW_04"),
)

PITCHES_OUT_OF_USE = Indicator(
    id="CW_03",
    title="Standplaatsen buiten gebruik",
    definition="Aantal standplaatsen die op de referentiedatum niet gebruikt kunnen worden.",
    theme=CARAVAN_SITES,
    formula=count(of("pitches_out_of_use")),
    breakdowns=("site_type", "ownership"),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=(_CARRIED_OVER,),
    related=("CW_02",),
)

OCCUPIED_PITCHES = Indicator(
    id="CW_04",
    title="Bezette standplaatsen",
    definition="Aantal standplaatsen die op de referentiedatum bezet zijn.",
    theme=CARAVAN_SITES,
    formula=count(of("pitches_occupied")),
    breakdowns=("site_type", "ownership"),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=(
        ("Niet het aantal woonwagens: een woonwagen kan anderhalve standplaats innemen, twee kunnen er een delen."),
        _CARRIED_OVER,
    ),
    related=("CW_05", "CW_06"),
)

OCCUPANCY = Indicator(
    id="CW_05",
    title="Bezettingsgraad residentiële terreinen",
    definition="Aandeel bezette standplaatsen op residentiële terreinen, op de bruikbare standplaatsen daar.",
    theme=CARAVAN_SITES,
    formula=rate(
        of("pitches_occupied", site_type="residential_site"),
        within=of("pitches", site_type="residential_site"),
        without=of("pitches_out_of_use", site_type="residential_site"),
        per=100,
    ),
    breakdowns=("ownership",),
    unit="%",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=(
        "Het cijfer kan boven 100 gaan.",
        "Alleen residentiële terreinen; vol kan op een tekort wijzen en is dus goed noch slecht.",
        _CARRIED_OVER,
    ),
    related=("CW_04",),
)

CARAVANS = Indicator(
    id="CW_06",
    title="Woonwagens",
    definition="Aantal woonwagens op terreinen op de referentiedatum.",
    theme=CARAVAN_SITES,
    formula=count(of("caravans")),
    breakdowns=("site_type", "ownership"),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=("Alleen op terreinen, niet elders.", _CARRIED_OVER),
    related=("CW_01", "CW_07"),
)

HOUSEHOLDS = Indicator(
    id="CW_07",
    title="Huishoudens op woonwagenterreinen",
    definition="Aantal huishoudens die op de referentiedatum op residentiële terreinen wonen.",
    theme=CARAVAN_SITES,
    formula=count(of("caravan_households")),
    breakdowns=("ownership",),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=(
        "Zeer kleine aantallen blijven verborgen.",
        "Niet te vergelijken met de woonwagengezinnen die LIIM voor 2003 en 2011 gaf.",
        _CARRIED_OVER,
    ),
    related=("CW_08",),
)

HOUSEHOLDS_PER_INHABITANT = Indicator(
    id="CW_08",
    title="Huishoudens op woonwagenterreinen per 1.000 inwoners",
    definition="Aantal huishoudens op residentiële terreinen, per 1.000 inwoners op 1 januari.",
    theme=CARAVAN_SITES,
    formula=rate(of("caravan_households"), within=of("inhabitants", at="01-01"), per=1000),
    unit="per 1000",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=("Huishoudens op personen: het is geen aandeel.", _CARRIED_OVER),
    related=("CW_07",),
)

WAITING_LIST = Indicator(
    id="CW_09",
    title="Wachtlijst voor een standplaats",
    definition="Aantal kandidaten op de wachtlijsten van terreinen.",
    theme=CARAVAN_SITES,
    formula=count(of("pitch_applicants")),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=(
        "Een huishouden kan op meer dan één lijst staan.",
        "Niet overal is er een lijst: geen cijfer is iets anders dan nul.",
        _CARRIED_OVER,
    ),
    related=("CW_02",),
)

PLANNED_PITCHES = Indicator(
    id="CW_10",
    title="Geplande standplaatsen",
    definition=("Aantal standplaatsen waarvoor een beslissing of vergunning bestaat en die nog niet in gebruik zijn."),
    theme=CARAVAN_SITES,
    formula=count(of("pitches_planned")),
    breakdowns=("site_type", "ownership"),
    unit="count",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=("De gemeente zegt zelf hoe ver het plan staat.", _CARRIED_OVER),
    related=("CW_02",),
)

PITCHES_PER_INHABITANT = Indicator(
    id="CW_11",
    title="Residentiële standplaatsen per 10.000 inwoners",
    definition="Aantal standplaatsen op residentiële terreinen, per 10.000 inwoners op 1 januari.",
    theme=CARAVAN_SITES,
    formula=rate(of("pitches", site_type="residential_site"), within=of("inhabitants", at="01-01"), per=10000),
    breakdowns=("ownership",),
    unit="per 10000",
    moment="survey reference date",
    age="",
    kind="return",
    disclosure=Threshold(),
    cautions=(
        "Nul waar een gemeente geen terrein heeft en dat zei; geen cijfer waar ze niet antwoordde.",
        _CARRIED_OVER,
    ),
    related=("CW_02",),
)

RESPONSE = Indicator(
    id="CW_12",
    title="Respons van de gemeenten",
    definition=(
        "Aandeel gemeenten van wie het antwoord voor het jaar binnen is, ook als ze geen terreinen "
        "hebben, op de bevraagde gemeenten."
    ),
    theme=CARAVAN_SITES,
    formula=share(of("municipalities_answered"), within=of("municipalities_asked")),
    unit="%",
    moment="survey reference date",
    age="",
    polarity="higher_is_better",
    kind="return",
    disclosure=PublicElsewhere(where="Het gaat over gemeenten, niet over mensen: er valt niemand te beschermen"),
    cautions=("Alleen voor grotere gebieden; een overgenomen vorige opgave telt niet als antwoord.",),
    related=("CW_01",),
)

INDICATORS = (
    SITES,
    PITCHES,
    PITCHES_OUT_OF_USE,
    OCCUPIED_PITCHES,
    OCCUPANCY,
    CARAVANS,
    HOUSEHOLDS,
    HOUSEHOLDS_PER_INHABITANT,
    WAITING_LIST,
    PLANNED_PITCHES,
    PITCHES_PER_INHABITANT,
    RESPONSE,
)
