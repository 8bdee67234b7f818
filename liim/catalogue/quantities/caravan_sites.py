"""What municipalities return on their caravan sites, once a year."""

from liim.model import FLANDERS, Quantity

OWN_SURVEY = "eigen bevraging van de gemeenten"
_DAY = "survey reference date"

CARAVAN_SITES = (
    Quantity(
        id="caravan_sites",
        title="Woonwagenterreinen in gebruik",
        unit="terreinen",
        breakdowns=("site_type", "ownership"),
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="pitches",
        title="Standplaatsen",
        unit="standplaatsen",
        breakdowns=("site_type", "ownership"),
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="pitches_out_of_use",
        title="Standplaatsen buiten gebruik",
        unit="standplaatsen",
        breakdowns=("site_type", "ownership"),
        moment=_DAY,
        owner=OWN_SURVEY,
        part_of="pitches",
        covers=(FLANDERS,),
    ),
    Quantity(
        id="pitches_occupied",
        title="Bezette standplaatsen",
        unit="standplaatsen",
        breakdowns=("site_type", "ownership"),
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="caravans",
        title="Woonwagens",
        unit="woonwagens",
        breakdowns=("site_type", "ownership"),
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="caravan_households",
        title="Huishoudens op residentiële terreinen",
        unit="huishoudens",
        breakdowns=("ownership",),
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="pitch_applicants",
        title="Kandidaten op een wachtlijst voor een standplaats",
        unit="kandidaten",
        moment=_DAY,
        owner=OWN_SURVEY,
        additive=False,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="pitches_planned",
        title="Geplande standplaatsen",
        unit="standplaatsen",
        breakdowns=("site_type", "ownership"),
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="municipalities_asked",
        title="Bevraagde gemeenten",
        unit="gemeenten",
        moment=_DAY,
        owner=OWN_SURVEY,
        covers=(FLANDERS,),
    ),
    Quantity(
        id="municipalities_answered",
        title="Gemeenten die antwoordden",
        unit="gemeenten",
        moment=_DAY,
        owner=OWN_SURVEY,
        part_of="municipalities_asked",
        covers=(FLANDERS,),
    ),
)
