"""Education: home language of pupils, who falls behind or leaves without a diploma, who learns later."""

from liim.catalogue.themes import EDUCATION
from liim.formulas import composition, of, rate, share
from liim.model import Indicator, Threshold

_RESIDENCE = "Leerlingen tellen waar ze wonen; in Brussel alleen wie Nederlandstalig onderwijs volgt."
_FAMILY = (
    "Of de thuistaal Nederlands is, hangt mee af van het aantal gezinsleden: dezelfde antwoorden "
    "tellen in een eenoudergezin anders."
)
_ADULT_YEAR = "Het jaar loopt van 1 april tot 31 maart van het volgende jaar."

NURSERY_PUPILS = Indicator(
    id="ON_03",
    title="Leerlingen kleuteronderwijs, naar woonplaats, naar thuistaal",
    definition=(
        "Verdeling van de leerlingen in het gewoon kleuteronderwijs die in de gemeente wonen, naar "
        "thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=composition(of("pupils_nursery"), over="home_language"),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    disclosure=Threshold(),
    cautions=(_RESIDENCE, _FAMILY),
    related=("ON_09", "ON_21"),
    not_comparable_with=("DE_68",),
    published_as="GSM_Extract_ON_03",
)

PRIMARY_PUPILS = Indicator(
    id="ON_09",
    title="Leerlingen lager onderwijs, naar woonplaats, naar thuistaal",
    definition=(
        "Verdeling van de leerlingen in het gewoon lager onderwijs die in de gemeente wonen, naar "
        "thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=composition(of("pupils_primary"), over="home_language"),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    disclosure=Threshold(),
    cautions=(_RESIDENCE, _FAMILY),
    related=("ON_03", "ON_21", "ON_15"),
    not_comparable_with=("DE_68",),
    published_as="GSM_Extract_ON_09",
)

SECONDARY_PUPILS = Indicator(
    id="ON_21",
    title="Leerlingen secundair onderwijs, naar woonplaats, naar thuistaal",
    definition=(
        "Verdeling van de leerlingen in het gewoon secundair onderwijs die in de gemeente wonen, naar "
        "thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=composition(of("pupils_secondary"), over="home_language"),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    disclosure=Threshold(),
    cautions=(_RESIDENCE, _FAMILY),
    related=("ON_03", "ON_09", "ON_27"),
    not_comparable_with=("DE_68",),
    published_as="GSM_Extract_ON_21",
)

PART_TIME_PUPILS = Indicator(
    id="ON_22",
    title="Leerlingen deeltijds beroepsonderwijs, naar woonplaats, naar thuistaal",
    definition=(
        "Verdeling van de leerlingen in het deeltijds beroepsonderwijs die in de gemeente wonen, naar "
        "thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=composition(of("pupils_part_time"), over="home_language"),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    disclosure=Threshold(),
    cautions=(_RESIDENCE, _FAMILY, "Deeltijds beroepsonderwijs is hervormd tot duaal leren."),
    to_verify=(
        (
            "De noemer: de bron noemt alle leerlingen in het gewoon secundair onderwijs, de titel die in het "
            "deeltijds beroepsonderwijs. Pas te gebruiken als de producent het bevestigt."
        ),
    ),
    related=("ON_21",),
    published_as="GSM_Extract_ON_22",
)

OKAN_PUPILS = Indicator(
    id="ON_39",
    title="Leerlingen OKAN, naar woonplaats, naar thuistaal",
    definition=(
        "Verdeling van de leerlingen in het onthaalonderwijs voor anderstalige nieuwkomers (OKAN) die in "
        "de gemeente wonen, naar thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=composition(of("pupils_okan"), over="home_language"),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    disclosure=Threshold(),
    cautions=(_RESIDENCE, _FAMILY, "Buiten de steden gaat het om zeer kleine aantallen."),
    to_verify=("De teldatum: ze staat niet bij de bron.",),
    related=("ON_21",),
    published_as="GSM_Extract_ON_39",
)

PRIMARY_DELAY = Indicator(
    id="ON_15",
    title="Schoolse vertraging lager onderwijs, naar woonplaats, naar thuistaal",
    definition=(
        "Aandeel leerlingen in het lager onderwijs met minstens twee jaar schoolse vertraging, bij de "
        "leerlingen van elke thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=share(of("delayed_primary"), within=of("pupils_primary")),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    polarity="lower_is_better",
    disclosure=Threshold(),
    cautions=(
        "Minstens twee jaar; het algemene cijfer ON_14 telt onder bijna dezelfde titel vanaf één jaar.",
        _RESIDENCE,
    ),
    related=("ON_09", "ON_27"),
    published_as="GSM_Extract_ON_15",
)

SECONDARY_DELAY = Indicator(
    id="ON_27",
    title="Schoolse vertraging secundair onderwijs, naar woonplaats, naar thuistaal",
    definition=(
        "Aandeel leerlingen in het secundair onderwijs met minstens twee jaar schoolse vertraging, bij de "
        "leerlingen van elke thuistaal, op 1 februari."
    ),
    theme=EDUCATION,
    formula=share(of("delayed_secondary"), within=of("pupils_secondary")),
    breakdowns=("home_language",),
    unit="%",
    moment="02-01",
    age="school age",
    polarity="lower_is_better",
    disclosure=Threshold(),
    cautions=("Minstens twee jaar; het algemene cijfer ON_26 telt vanaf één jaar.", _RESIDENCE),
    related=("ON_21", "ON_15"),
    published_as="GSM_Extract_ON_27",
)

EARLY_LEAVERS = Indicator(
    id="ON_32",
    title="Vroegtijdige schoolverlaters, naar woonplaats, naar thuistaal",
    definition=(
        "Aandeel jongeren die na de leerplicht zonder kwalificatie uit het Vlaams secundair onderwijs "
        "vertrokken, bij alle schoolverlaters van elke thuistaal."
    ),
    theme=EDUCATION,
    formula=share(of("early_leavers"), within=of("school_leavers")),
    breakdowns=("home_language",),
    unit="%",
    moment="school year",
    age="past compulsory age",
    polarity="lower_is_better",
    disclosure=Threshold(),
    cautions=(
        (
            "De noemer zijn de schoolverlaters, niet de leerlingen of een leeftijdsgroep: dit is niet het "
            "Europese cijfer voor 18 tot 24 jaar."
        ),
        _RESIDENCE,
    ),
    related=("ON_27",),
    published_as="GSM_Extract_ON_32",
)

ADULT_LEARNERS = Indicator(
    id="ON_37",
    title="Deelnemers volwassenenonderwijs, naar nationaliteit, naar woonplaats",
    definition=("Verdeling van de cursisten in het volwassenenonderwijs die in de gemeente wonen, naar nationaliteit."),
    theme=EDUCATION,
    formula=composition(of("adult_learners"), over="nationality_group"),
    breakdowns=("nationality_portal",),
    unit="%",
    moment="04-01..03-31",
    age="18+",
    disclosure=Threshold(),
    cautions=(
        _ADULT_YEAR,
        (
            "De nationaliteit is de huidige, zoals de school ze meldt; ook wie jonger is maar voorbij de "
            "voltijdse leerplicht telt mee."
        ),
        "In Brussel alleen Nederlandstalig volwassenenonderwijs.",
    ),
    to_verify=("De nationaliteitsgroepen.",),
    related=("ON_38",),
    published_as="GSM_Extract_ON_37",
)

FRENCH_SCHOOLS = Indicator(
    id="ON_10",
    title="Leerlingen Franstalig basisonderwijs, naar vestigingsplaats",
    definition=(
        "Aantal leerlingen in Franstalige kleuter- en lagere scholen in de gemeente, per 100 leerlingen "
        "in Nederlandstalige kleuter- en lagere scholen in de gemeente."
    ),
    theme=EDUCATION,
    formula=rate(of("pupils_french_schools"), within=of("pupils_dutch_schools"), per=100),
    unit="per 100",
    moment="02-01",
    age="school age",
    disclosure=Threshold(),
    cautions=(
        "Een verhouding van twee aparte groepen: ze kan boven 100 gaan.",
        "Leerlingen tellen waar de school staat, niet waar ze wonen.",
    ),
    to_verify=("De referentiedatum.",),
    related=("ON_03", "ON_09"),
    is_related=True,
    published_as="GSM_Extract_ON_10",
)

DUTCH_AS_SECOND_LANGUAGE = Indicator(
    id="ON_38",
    title="Unieke inschrijvingen Nederlands tweede taal",
    definition=(
        "Aantal unieke inschrijvingen voor Nederlands tweede taal (volwassenen- en basiseducatie, "
        "alfabetisering inbegrepen) van inwoners, per 100 inwoners van 18 jaar en ouder."
    ),
    theme=EDUCATION,
    formula=rate(of("nt2_enrolments"), within=of("inhabitants", age="18+", at="01-01"), per=100),
    unit="per 100",
    moment="04-01..03-31",
    age="18+",
    disclosure=Threshold(),
    cautions=("Wie zich in hetzelfde jaar meer dan eens inschrijft, telt één keer.", _ADULT_YEAR),
    to_verify=("Het referentiejaar.",),
    related=("ON_37",),
    is_related=True,
    published_as="GSM_Extract_ON_38",
)

INDICATORS = (
    NURSERY_PUPILS,
    PRIMARY_PUPILS,
    SECONDARY_PUPILS,
    PART_TIME_PUPILS,
    OKAN_PUPILS,
    PRIMARY_DELAY,
    SECONDARY_DELAY,
    EARLY_LEAVERS,
    ADULT_LEARNERS,
    FRENCH_SCHOOLS,
    DUTCH_AS_SECOND_LANGUAGE,
)
