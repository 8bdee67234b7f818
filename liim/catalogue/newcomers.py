"""Newcomers and civic integration: who settled here, and who follows a trajectory."""

from liim.catalogue.themes import NEWCOMERS
from liim.formulas import of, rate, share
from liim.model import Indicator, SeriesBreak, Threshold

_ASYLUM_SEEKERS_LEAVE = SeriesBreak(
    period="2022", why="Asielzoekers behoren sinds 1 maart 2022 niet meer tot de doelgroep van inburgering."
)
_NOT_FOR_BRUSSELS = "De bron geeft geen cijfers voor Brussel."

ADULT_NEWCOMERS = Indicator(
    id="DE_49",
    title="Meerderjarige nieuwkomers",
    definition=(
        "Aantal volwassenen die zich in de loop van het jaar voor het eerst en niet tijdelijk vestigden, "
        "per 1.000 inwoners."
    ),
    theme=NEWCOMERS,
    formula=rate(of("newcomers"), within=of("inhabitants"), per=1000),
    unit="per 1000",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    cautions=(
        "De noemer telt alle leeftijden; een ander Vlaams portaal deelt door de inwoners van 18 jaar en ouder (PC_01).",
        _NOT_FOR_BRUSSELS,
    ),
    related=("PC_01", "PC_02"),
    published_as="GSM_Extract_DE_49",
)

NEWCOMERS_PER_ADULT = Indicator(
    id="PC_01",
    title="Nieuwkomers per 1.000 inwoners van 18 jaar en ouder",
    definition=(
        "Aantal nieuwkomers zoals Provincies in Cijfers ze telt, per 1.000 inwoners van 18 jaar en ouder op 1 januari."
    ),
    theme=NEWCOMERS,
    formula=rate(of("newcomers"), within=of("inhabitants", age="18+"), per=1000),
    unit="per 1000",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    cautions=("Een andere noemer dan DE_49: alleen volwassenen.", _NOT_FOR_BRUSSELS),
    related=("DE_49", "PC_02"),
)

NEWCOMERS_FROM_OUTSIDE_THE_EU = Indicator(
    id="PC_02",
    title="Nieuwkomers van buiten de EU",
    definition="Aandeel nieuwkomers van buiten de EU, op alle nieuwkomers van het jaar.",
    theme=NEWCOMERS,
    formula=share(of("newcomers_non_eu"), within=of("newcomers")),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    cautions=("Het portaal toont ook kleine aantallen; hier zijn ze afgeschermd.", _NOT_FOR_BRUSSELS),
    related=("DE_49", "PC_01"),
)

INDICATORS = (ADULT_NEWCOMERS, NEWCOMERS_PER_ADULT, NEWCOMERS_FROM_OUTSIDE_THE_EU)
