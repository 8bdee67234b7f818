"""Newcomers: who settled here during the year."""

from liim.catalogue.themes import NEWCOMERS
from liim.formulas import composition, of, rate, share
from liim.model import Indicator, SeriesBreak, Threshold

_ASYLUM_SEEKERS_LEAVE = SeriesBreak(
    period="2022", why="Asielzoekers behoren sinds 1 maart 2022 niet meer tot de doelgroep van inburgering."
)
_NOT_FOR_BRUSSELS = "De bron geeft geen cijfers voor Brussel."
_BREXIT = "Vanaf welke datum het Verenigd Koninkrijk niet meer bij de EU telt."

ADULT_NEWCOMERS = Indicator(
    id="DE_49",
    title="Meerderjarige nieuwkomers",
    definition=(
        "Aantal volwassenen die zich in de loop van het jaar voor het eerst en niet tijdelijk vestigden, "
        "per 1.000 inwoners."
    ),
    theme=NEWCOMERS,
    formula=rate(of("newcomers"), within=of("inhabitants", at="01-01"), per=1000),
    unit="per 1000",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    cautions=(
        (
            "De noemer telt alle leeftijden; een ander Vlaams portaal deelt door de inwoners van 18 jaar en "
            "ouder (PC_01)."
        ),
        _NOT_FOR_BRUSSELS,
    ),
    related=("DE_50", "DE_51", "DE_52", "DE_53", "DE_54", "PC_01", "PC_02"),
    published_as="GSM_Extract_DE_49",
)

NEWCOMERS_BY_SEX = Indicator(
    id="DE_50",
    title="Meerderjarige nieuwkomers, naar geslacht",
    definition="Verdeling van de meerderjarige nieuwkomers van het jaar naar geslacht.",
    theme=NEWCOMERS,
    formula=composition(of("newcomers"), over="sex"),
    breakdowns=("sex",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    related=("DE_49",),
    published_as="GSM_Extract_DE_50",
)

NEWCOMERS_BY_AGE = Indicator(
    id="DE_51",
    title="Meerderjarige nieuwkomers, naar leeftijd",
    definition="Verdeling van de meerderjarige nieuwkomers van het jaar naar leeftijd.",
    theme=NEWCOMERS,
    formula=composition(of("newcomers"), over="age"),
    breakdowns=("age_adults",),
    coarser=("adults_in_two",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    to_verify=("De officiële leeftijdsgrenzen zijn niet gedocumenteerd; deze indeling is een eigen keuze.",),
    related=("DE_49",),
    published_as="GSM_Extract_DE_51",
)

NEWCOMERS_BY_NATIONALITY = Indicator(
    id="DE_52",
    title="Meerderjarige nieuwkomers, naar nationaliteit",
    definition=(
        "Verdeling van de meerderjarige nieuwkomers van het jaar naar nationaliteit: Nederland, andere "
        "EU+-landen en derde landen."
    ),
    theme=NEWCOMERS,
    formula=composition(of("newcomers"), over="nationality_group"),
    breakdowns=("nationality_newcomers",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    cautions=(
        "EU+ is de EU met Zwitserland, Noorwegen, IJsland en Liechtenstein.",
        "Nederland is hier een eigen groep; in DE_57, DE_60 en DE_63 hoort het bij EU+.",
    ),
    to_verify=(_BREXIT,),
    related=("DE_49", "PC_02"),
    published_as="GSM_Extract_DE_52",
)

NEWCOMERS_BY_TARGET_GROUP = Indicator(
    id="DE_53",
    title="Meerderjarige nieuwkomers, naar doelgroep",
    definition=(
        "Verdeling van de meerderjarige nieuwkomers van het jaar: verplicht om in te burgeren, "
        "rechthebbend, of niet bepaald."
    ),
    theme=NEWCOMERS,
    formula=composition(of("newcomers"), over="target_group"),
    breakdowns=("target_group",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    cautions=(
        (
            "In Brussel bestaat de verplichting van het Vlaamse decreet niet: de opdeling is er niet van "
            "toepassing, wat iets anders is dan nul."
        ),
        "Wie vrijgesteld is, verandert bij elke hervorming.",
    ),
    related=("DE_49", "DE_62"),
    published_as="GSM_Extract_DE_53",
)

NEWCOMERS_BY_STATUS = Indicator(
    id="DE_54",
    title="Meerderjarige nieuwkomers, naar statuut",
    definition=("Verdeling van de meerderjarige nieuwkomers van het jaar naar de grond waarop ze hier verblijven."),
    theme=NEWCOMERS,
    formula=composition(of("newcomers"), over="residence_status"),
    breakdowns=("residence_status",),
    coarser=("residence_in_two",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE,),
    to_verify=("De lijst van verblijfsgronden is niet gedocumenteerd.",),
    related=("DE_49",),
    published_as="GSM_Extract_DE_54",
)

NEWCOMERS_PER_ADULT = Indicator(
    id="PC_01",
    title="Nieuwkomers per 1.000 inwoners van 18 jaar en ouder",
    definition=(
        "Aantal nieuwkomers zoals Provincies in Cijfers ze telt, per 1.000 inwoners van 18 jaar en ouder op 1 januari."
    ),
    theme=NEWCOMERS,
    formula=rate(of("newcomers"), within=of("inhabitants", age="18+", at="01-01"), per=1000),
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
    related=("DE_49", "DE_52", "PC_01"),
)

OF_THE_CROSSROADS_BANK = (
    ADULT_NEWCOMERS,
    NEWCOMERS_BY_SEX,
    NEWCOMERS_BY_AGE,
    NEWCOMERS_BY_NATIONALITY,
    NEWCOMERS_BY_TARGET_GROUP,
    NEWCOMERS_BY_STATUS,
)
OF_THE_PORTAL = (NEWCOMERS_PER_ADULT, NEWCOMERS_FROM_OUTSIDE_THE_EU)
