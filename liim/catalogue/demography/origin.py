"""Demography: who lives here, by origin. Two origin rules, that are never joined."""

from liim.catalogue.themes import DEMOGRAPHY
from liim.formulas import composition, of, share
from liim.model import Indicator, PublicElsewhere

_STATBEL_PUBLISHES_EVERY_COUNT = PublicElsewhere(
    where="Statbel publiceert deze aantallen per gemeente als open data, ook de kleine"
)
_RULE = (
    "Herkomstregel van de Gemeente-Stadsmonitor: ja of neen is hetzelfde als bij Statistiek "
    "Vlaanderen, de groep kan verschillen."
)
_SUM = "De groepen tellen op tot het aandeel personen van buitenlandse herkomst (DE_36), niet tot 100."
_DATES = "Vanaf welke datum de producent Kroatië bij de EU telt en het Verenigd Koninkrijk niet meer."
_OTHER_RULE = ("ST_01", "ST_02")

FOREIGN_ORIGIN = Indicator(
    id="DE_36",
    title="Personen van buitenlandse herkomst",
    definition=(
        "Aandeel personen van buitenlandse herkomst op 1 januari, op alle inwoners: de huidige of eerste "
        "nationaliteit van de persoon, of de eerste nationaliteit van de vader of de moeder, is gekend en "
        "niet Belgisch."
    ),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_origin"), within=of("inhabitants")),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(_RULE, "De herkomstgroepen die Statbel publiceert, volgen een andere regel."),
    related=("DE_37", "DE_38", "DE_39", "DE_40", "DE_41"),
    not_comparable_with=_OTHER_RULE,
    published_as="GSM_Extract_DE_36",
)

FOREIGN_ORIGIN_BY_GROUP = Indicator(
    id="DE_40",
    title="Personen van buitenlandse herkomst, naar herkomst",
    definition="Aandeel personen van EU-herkomst en van niet-EU-herkomst op 1 januari, op alle inwoners.",
    theme=DEMOGRAPHY,
    formula=share(of("foreign_origin"), within=of("inhabitants")),
    breakdowns=("origin_groups",),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(_RULE, _SUM),
    to_verify=(_DATES,),
    related=("DE_36", "DE_71"),
    not_comparable_with=_OTHER_RULE,
    published_as="GSM_Extract_DE_40",
)

FOREIGN_ORIGIN_BY_DETAILED_GROUP = Indicator(
    id="DE_71",
    title="Personen van buitenlandse herkomst, naar herkomst (detail)",
    definition="Aandeel personen van elke fijnere herkomstgroep op 1 januari, op alle inwoners.",
    theme=DEMOGRAPHY,
    formula=share(of("foreign_origin"), within=of("inhabitants")),
    breakdowns=("origin_detail_groups",),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(_RULE, _SUM),
    to_verify=("De fijnere lijst is niet gedocumenteerd; deze indeling is een werklijst.", _DATES),
    related=("DE_36", "DE_40"),
    not_comparable_with=_OTHER_RULE,
    published_as="GSM_Extract_DE_71",
)

FOREIGN_ORIGIN_BY_SEX = Indicator(
    id="DE_38",
    title="Personen van buitenlandse herkomst, naar geslacht",
    definition="Aandeel personen van buitenlandse herkomst op 1 januari, bij de inwoners van elk geslacht.",
    theme=DEMOGRAPHY,
    formula=share(of("foreign_origin"), within=of("inhabitants")),
    breakdowns=("sex",),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=("Het gaat om het aandeel binnen elk geslacht, niet om de verdeling over de geslachten.",),
    related=("DE_36", "DE_39"),
    published_as="GSM_Extract_DE_38",
)

FOREIGN_ORIGIN_BY_AGE = Indicator(
    id="DE_39",
    title="Personen van buitenlandse herkomst, naar leeftijd",
    definition=("Aandeel personen van buitenlandse herkomst op 1 januari, bij de inwoners van elke leeftijdsgroep."),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_origin"), within=of("inhabitants")),
    breakdowns=("age_broad",),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=("Het gaat om het aandeel binnen elke leeftijdsgroep.",),
    to_verify=("De officiële leeftijdsgrenzen zijn niet gedocumenteerd; deze indeling is een eigen keuze.",),
    related=("DE_36", "DE_38"),
    published_as="GSM_Extract_DE_39",
)

NATIONALITY_HISTORY = Indicator(
    id="DE_41",
    title="Personen van buitenlandse herkomst, naar nationaliteitshistoriek",
    definition=(
        "Verdeling van de personen van buitenlandse herkomst op 1 januari: nu vreemdeling, Belg geworden, "
        "of als Belg geboren met een ouder met een vreemde eerste nationaliteit."
    ),
    theme=DEMOGRAPHY,
    formula=composition(of("foreign_origin"), over="nationality_history"),
    breakdowns=("nationality_history",),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(
        (
            "Het geheel zijn de personen van buitenlandse herkomst, niet alle inwoners zoals bij de andere "
            "cijfers over herkomst."
        ),
    ),
    related=("DE_36",),
    published_as="GSM_Extract_DE_41",
)

FOREIGN_ORIGIN_NOT_DUTCH = Indicator(
    id="DE_37",
    title="Personen van buitenlandse herkomst excl. Nederlandse herkomst",
    definition=(
        "Aandeel personen van buitenlandse herkomst met een ander land van herkomst dan Nederland op 1 "
        "januari, op alle inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=share(of("foreign_origin_not_dutch"), within=of("inhabitants")),
    unit="%",
    moment="01-01",
    origin_rule="gsm",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(
        "Wie van Nederlandse herkomst is, verdwijnt uit de teller maar blijft in de noemer.",
        "Wie hier meetelt, hangt af van de volgorde in de herkomstregel.",
    ),
    related=("DE_36",),
    published_as="GSM_Extract_DE_37",
)

FOREIGN_BACKGROUND = Indicator(
    id="ST_01",
    title="Inwoners met buitenlandse achtergrond of nationaliteit (Statbel)",
    definition=(
        "Aandeel inwoners die geen Belg met Belgische achtergrond zijn op 1 januari, op alle inwoners. "
        "Daarbij tellen de eigen eerste en huidige nationaliteit en de eerste nationaliteit van de "
        "ouders."
    ),
    theme=DEMOGRAPHY,
    formula=share(of("inhabitants_by_origin", origin_statbel="foreign_background"), within=of("inhabitants_by_origin")),
    unit="%",
    moment="01-01",
    origin_rule="statbel",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=("Statbel volgt een andere herkomstregel dan de Gemeente-Stadsmonitor (DE_36).",),
    related=("ST_02", "DE_42"),
    not_comparable_with=("DE_36", "DE_40", "DE_71"),
)

INHABITANTS_BY_ORIGIN_GROUP = Indicator(
    id="ST_02",
    title="Inwoners naar herkomstgroep (Statbel)",
    definition=(
        "Verdeling van de inwoners op 1 januari over vier groepen: Belg met Belgische achtergrond, "
        "herkomst uit een buurland, uit een ander EU27-land, of van buiten de EU27."
    ),
    theme=DEMOGRAPHY,
    formula=composition(of("inhabitants_by_origin"), over="origin_statbel"),
    breakdowns=("origin_statbel",),
    unit="%",
    moment="01-01",
    origin_rule="statbel",
    disclosure=_STATBEL_PUBLISHES_EVERY_COUNT,
    cautions=(
        "Statbel volgt een andere herkomstregel en andere groepen dan de Gemeente-Stadsmonitor.",
        "De EU27 van vandaag geldt voor alle jaren.",
    ),
    related=("ST_01",),
    not_comparable_with=("DE_36", "DE_40", "DE_71"),
)

OF_THE_CITY_MONITOR = (
    FOREIGN_ORIGIN,
    FOREIGN_ORIGIN_BY_GROUP,
    FOREIGN_ORIGIN_BY_DETAILED_GROUP,
    FOREIGN_ORIGIN_BY_SEX,
    FOREIGN_ORIGIN_BY_AGE,
    NATIONALITY_HISTORY,
    FOREIGN_ORIGIN_NOT_DUTCH,
)
OF_STATBEL = (FOREIGN_BACKGROUND, INHABITANTS_BY_ORIGIN_GROUP)
