"""Demography: who comes and goes, and who is born."""

from liim.catalogue.themes import DEMOGRAPHY
from liim.formulas import balance, composition, of, rate
from liim.model import Indicator, Threshold

_DENOMINATOR = "De referentiedatum van de noemer: hier 1 januari van het jaar zelf."
_MOVES = "Verhuizingen tussen gemeenten die samengaan, verdwijnen na de fusie: de som van de delen is te hoog."
_BIRTHS = Threshold(minimum=6)

INTERNAL_ARRIVALS = Indicator(
    id="DE_23",
    title="Interne inwijking van vreemdelingen",
    definition=(
        "Aantal vreemdelingen die in de loop van het jaar uit een andere Belgische gemeente kwamen, per 1.000 inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=rate(of("internal_arrivals"), within=of("inhabitants", at="01-01"), per=1000),
    unit="per 1000",
    moment="calendar year",
    disclosure=Threshold(),
    cautions=(_MOVES,),
    to_verify=(_DENOMINATOR,),
    related=("DE_24", "DE_73"),
    published_as="GSM_Extract_DE_23",
)

INTERNAL_DEPARTURES = Indicator(
    id="DE_24",
    title="Interne uitwijking van vreemdelingen",
    definition=(
        "Aantal vreemdelingen die in de loop van het jaar naar een andere Belgische gemeente vertrokken, "
        "per 1.000 inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=rate(of("internal_departures"), within=of("inhabitants", at="01-01"), per=1000),
    unit="per 1000",
    moment="calendar year",
    disclosure=Threshold(),
    cautions=(_MOVES,),
    to_verify=(_DENOMINATOR,),
    related=("DE_23", "DE_73"),
    published_as="GSM_Extract_DE_24",
)

EXTERNAL_ARRIVALS = Indicator(
    id="DE_28",
    title="Externe inwijking van vreemdelingen",
    definition=(
        "Aantal vreemdelingen die in de loop van het jaar uit het buitenland kwamen, uit het "
        "wachtregister werden overgeschreven of na een schrapping opnieuw werden ingeschreven, per 1.000 "
        "inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=rate(of("external_arrivals"), within=of("inhabitants", at="01-01"), per=1000),
    unit="per 1000",
    moment="calendar year",
    disclosure=Threshold(),
    cautions=(("Ook administratieve inschrijvingen tellen mee; een regularisatie van asieldossiers geeft een piek."),),
    to_verify=(_DENOMINATOR,),
    related=("DE_29", "DE_73"),
    published_as="GSM_Extract_DE_28",
)

EXTERNAL_DEPARTURES = Indicator(
    id="DE_29",
    title="Externe uitwijking van vreemdelingen",
    definition=(
        "Aantal vreemdelingen die in de loop van het jaar naar het buitenland vertrokken, naar het "
        "wachtregister werden overgeschreven of geschrapt werden, per 1.000 inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=rate(of("external_departures"), within=of("inhabitants", at="01-01"), per=1000),
    unit="per 1000",
    moment="calendar year",
    disclosure=Threshold(),
    cautions=(("Ambtshalve schrappingen volgen de praktijk van de gemeente, niet alleen het vertrek van mensen."),),
    to_verify=(_DENOMINATOR,),
    related=("DE_28", "DE_73"),
    published_as="GSM_Extract_DE_29",
)

NET_MIGRATION = Indicator(
    id="DE_73",
    title="Migratiesaldo van vreemdelingen",
    definition=(
        "Aantal vreemdelingen die in de loop van het jaar kwamen, uit een andere gemeente of uit het "
        "buitenland, min het aantal dat vertrok, per 1.000 inwoners."
    ),
    theme=DEMOGRAPHY,
    formula=balance(
        (of("internal_arrivals"), of("external_arrivals")),
        (of("internal_departures"), of("external_departures")),
        within=of("inhabitants", at="01-01"),
        per=1000,
    ),
    unit="per 1000",
    moment="calendar year",
    disclosure=Threshold(),
    cautions=(
        "Het saldo kan negatief zijn.",
        "Het saldo mag over gebieden opgeteld worden: verhuizingen tussen de delen heffen elkaar op.",
    ),
    to_verify=(_DENOMINATOR,),
    related=("DE_23", "DE_24", "DE_28", "DE_29"),
    published_as="GSM_Extract_DE_73",
)

BIRTHS_BY_NATIONALITY = Indicator(
    id="DE_67",
    title="Borelingen, naar nationaliteit moeder",
    definition=("Verdeling van de borelingen van het jaar naar de nationaliteit van de moeder bij haar geboorte."),
    theme=DEMOGRAPHY,
    formula=composition(of("births_by_nationality"), over="nationality_group"),
    breakdowns=("nationality_portal",),
    unit="%",
    moment="12-31",
    age="0",
    origin_rule="kg",
    disclosure=_BIRTHS,
    cautions=(
        "De bron verbergt het cijfer bij minder dan 6 geboorten in de gemeente.",
        "Onbekende nationaliteiten (tot 7 %) staan niet in de noemer, al heet die alle geboorten.",
    ),
    to_verify=("De nationaliteitsgroepen.",),
    related=("DE_68", "AR_04"),
    is_related=True,
    published_as="GSM_Extract_DE_67",
)

BIRTHS_BY_LANGUAGE = Indicator(
    id="DE_68",
    title="Borelingen, naar taal moeder en kind",
    definition="Verdeling van de borelingen van het jaar naar de taal die de moeder met het kind spreekt.",
    theme=DEMOGRAPHY,
    formula=composition(of("births_by_language"), over="home_language"),
    breakdowns=("language_of_mother",),
    unit="%",
    moment="12-31",
    age="0",
    disclosure=_BIRTHS,
    cautions=(
        "De bron verbergt het cijfer bij minder dan 6 geboorten in de gemeente.",
        "De taalregel is een andere dan bij leerlingen.",
    ),
    to_verify=("De lijst van talen.",),
    related=("DE_67",),
    not_comparable_with=("ON_03", "ON_09", "ON_21"),
    is_related=True,
    published_as="GSM_Extract_DE_68",
)

MOVES = (INTERNAL_ARRIVALS, INTERNAL_DEPARTURES, EXTERNAL_ARRIVALS, EXTERNAL_DEPARTURES, NET_MIGRATION)
BIRTHS = (BIRTHS_BY_NATIONALITY, BIRTHS_BY_LANGUAGE)
