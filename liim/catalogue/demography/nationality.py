"""Demography: who lives here, by current nationality."""

from liim.catalogue.themes import DEMOGRAPHY
from liim.formulas import count, of, share
from liim.model import Indicator, PublicElsewhere, SeriesBreak

_STATBEL_PUBLISHES_EVERY_COUNT = PublicElsewhere(
    where="Statbel publiceert deze aantallen per gemeente als open data, ook de kleine"
)
_CROATIA = SeriesBreak(period="2013", why="Kroatië verhuist van Europa buiten de EU naar EU13.")

FOREIGN_NATIONALS = Indicator(
    id="DE_42",
    title="Vreemdelingen",
    definition="Aandeel inwoners zonder Belgische nationaliteit op 1 januari, op alle inwoners.",
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals"), within=of("inhabitants")),
    unit="%",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(
        "Wie naast een andere ook de Belgische nationaliteit heeft, telt als Belg.",
        "Mensen in het wachtregister (asiel) staan niet in de bevolkingsregisters.",
    ),
    related=("DE_44", "DE_45", "DE_47", "DE_43", "ST_01"),
    published_as="GSM_Extract_DE_42",
)

FOREIGN_NATIONALS_BY_SEX = Indicator(
    id="DE_44",
    title="Vreemdelingen, naar geslacht",
    definition=("Aandeel inwoners zonder Belgische nationaliteit op 1 januari, bij de inwoners van elk geslacht."),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals"), within=of("inhabitants")),
    breakdowns=("sex",),
    unit="%",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=("Het gaat om het aandeel binnen elk geslacht, niet om de verdeling over de geslachten.",),
    related=("DE_42", "DE_45"),
    published_as="GSM_Extract_DE_44",
)

FOREIGN_NATIONALS_BY_AGE = Indicator(
    id="DE_45",
    title="Vreemdelingen, naar leeftijd",
    definition=(
        "Aandeel inwoners zonder Belgische nationaliteit op 1 januari, bij de inwoners van elke leeftijdsgroep."
    ),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals"), within=of("inhabitants")),
    breakdowns=("age_broad",),
    unit="%",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=("Het gaat om het aandeel binnen elke leeftijdsgroep.",),
    to_verify=("De officiële leeftijdsgrenzen zijn niet gedocumenteerd; deze indeling is een eigen keuze.",),
    related=("DE_42", "DE_44"),
    published_as="GSM_Extract_DE_45",
)

FOREIGN_NATIONALS_BY_GROUP = Indicator(
    id="DE_47",
    title="Vreemdelingen, naar nationaliteitsgroep",
    definition="Aandeel inwoners met een nationaliteit van elke groep landen op 1 januari, op alle inwoners.",
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals"), within=of("inhabitants")),
    breakdowns=("nationality_gsm",),
    unit="%",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    breaks=(_CROATIA,),
    cautions=(
        (
            "De groep die officieel Maghreb heet, bevat ook Turkije, Libië en Mauritanië; hier heet ze "
            "Maghreb en Turkije."
        ),
        "Het Verenigd Koninkrijk telt in alle jaren als Europa buiten de EU.",
        "De groepen tellen op tot het aandeel vreemdelingen (DE_42), niet tot 100.",
    ),
    to_verify=("Of Kroatië al op 1 januari 2013 bij EU13 hoort.",),
    related=("DE_42", "DE_72"),
    not_comparable_with=("DE_43",),
    published_as="GSM_Extract_DE_47",
)

FOREIGN_NATIONALS_BY_DETAILED_GROUP = Indicator(
    id="DE_72",
    title="Vreemdelingen, naar nationaliteitsgroep (detail)",
    definition=("Aandeel inwoners met een nationaliteit van elke fijnere groep landen op 1 januari, op alle inwoners."),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals"), within=of("inhabitants")),
    breakdowns=("nationality_detail",),
    unit="%",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    breaks=(_CROATIA,),
    cautions=("De groepen tellen op tot het aandeel vreemdelingen (DE_42), niet tot 100.",),
    to_verify=("De fijnere lijst is niet gedocumenteerd; deze indeling is een werklijst.",),
    related=("DE_42", "DE_47"),
    published_as="GSM_Extract_DE_72",
)

CENTRAL_AND_EAST_EUROPEANS = Indicator(
    id="DE_43",
    title="Vreemdelingen met nationaliteit MOE-landen",
    definition=(
        "Aandeel inwoners met de nationaliteit van een Midden- of Oost-Europees land (MOE-land) op 1 "
        "januari, op alle inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals_moe"), within=of("inhabitants")),
    unit="%",
    moment="01-01",
    margin=0.5,
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(
        (
            "De lijst van MOE-landen bevat Turkije en overlapt met EU13 en met Europa buiten de EU van DE_47: "
            "nooit bij DE_47 optellen."
        ),
    ),
    related=("DE_42", "DE_47"),
    not_comparable_with=("DE_47",),
    published_as="GSM_Extract_DE_43",
)

FIVE_LARGEST_NATIONALITIES = Indicator(
    id="DE_46",
    title="Vreemdelingen, naar nationaliteit",
    definition=(
        "Aandeel inwoners van elk van de vijf meest voorkomende vreemde nationaliteiten op 1 januari, op alle inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_nationals_top5"), within=of("inhabitants")),
    breakdowns=("nationality",),
    unit="%",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(
        (
            "De vijf grootste verschillen per gemeente en per jaar: er is geen tijdreeks en geen groter "
            "gebied zonder alle aantallen per nationaliteit."
        ),
        "Een nationaliteit die hier niet staat, kan toch in de gemeente wonen.",
    ),
    related=("DE_42", "DE_48"),
    published_as="GSM_Extract_DE_46",
)

NUMBER_OF_NATIONALITIES = Indicator(
    id="DE_48",
    title="Vreemde nationaliteiten",
    definition="Aantal verschillende gekende vreemde nationaliteiten onder de inwoners op 1 januari.",
    theme=DEMOGRAPHY,
    formula=count(of("foreign_nationalities")),
    unit="count",
    moment="01-01",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=("Een groter gebied heeft minder verschillende nationaliteiten dan de som van zijn delen.",),
    to_verify=("Of staatlozen en onbekenden meetellen.",),
    related=("DE_42", "DE_46"),
    published_as="GSM_Extract_DE_48",
)

INDICATORS = (
    FOREIGN_NATIONALS,
    FOREIGN_NATIONALS_BY_SEX,
    FOREIGN_NATIONALS_BY_AGE,
    FOREIGN_NATIONALS_BY_GROUP,
    FOREIGN_NATIONALS_BY_DETAILED_GROUP,
    CENTRAL_AND_EAST_EUROPEANS,
    FIVE_LARGEST_NATIONALITIES,
    NUMBER_OF_NATIONALITIES,
)
