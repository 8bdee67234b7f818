"""Demography: who lives here, by nationality and by origin."""

from liim.catalogue.themes import DEMOGRAPHY
from liim.formulas import composition, of, share
from liim.model import Indicator, PublicElsewhere

_STATBEL_PUBLISHES_EVERY_COUNT = PublicElsewhere(
    where="Statbel publiceert deze aantallen per gemeente als open data, ook de kleine"
)

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
    related=("DE_44", "DE_45", "ST_01"),
    published_as="GSM_Extract_DE_42",
)

FOREIGN_NATIONALS_BY_SEX = Indicator(
    id="DE_44",
    title="Vreemdelingen, naar geslacht",
    definition="Aandeel inwoners zonder Belgische nationaliteit op 1 januari, bij de inwoners van elk geslacht.",
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
    definition="Aandeel inwoners zonder Belgische nationaliteit op 1 januari, bij de inwoners van elke leeftijdsgroep.",
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

FOREIGN_BACKGROUND = Indicator(
    id="ST_01",
    title="Inwoners met buitenlandse achtergrond of nationaliteit (Statbel)",
    definition=(
        "Aandeel inwoners die geen Belg met Belgische achtergrond zijn op 1 januari, op alle inwoners. "
        "Daarbij tellen de eigen eerste en huidige nationaliteit en de eerste nationaliteit van de ouders."
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
    not_comparable_with=("DE_40", "DE_71"),
)

INDICATORS = (
    FOREIGN_NATIONALS,
    FOREIGN_NATIONALS_BY_SEX,
    FOREIGN_NATIONALS_BY_AGE,
    FOREIGN_BACKGROUND,
    INHABITANTS_BY_ORIGIN_GROUP,
)
