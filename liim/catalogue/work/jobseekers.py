"""Work: who looks for a job, as the employment service registers them; and who works for the local authority."""

from liim.catalogue.themes import WORK
from liim.formulas import composition, of, published, share
from liim.model import Indicator, PublicElsewhere, Threshold

_RULE = (
    "Herkomstregel van de VDAB: alleen de eigen huidige nationaliteit en die bij de geboorte tellen, "
    "en het VK ligt in alle jaren buiten de EU."
)
_ONE_DAY = "Toestand op 31 december, niet het jaargemiddelde van WE_15 tot WE_22."
_NOT_FOR_BRUSSELS = "De bron geeft geen cijfers voor Brussel."
_HIDDEN = "Wat de bron zelf verbergt, blijft hier ook verborgen."
_OTHER_NOTION = ("WE_09", "WE_10", "WE_11", "WE_12", "WE_33")

JOBSEEKERS_OUTSIDE_EUROPE = Indicator(
    id="WE_15",
    title="Werkzoekenden zonder werk van buiten de EU-27, EVA-landen of VK",
    definition=(
        "Aandeel werkzoekenden zonder werk met een herkomst buiten de EU-27, de EVA-landen en het VK, op "
        "alle werkzoekenden zonder werk van 15 tot en met 64 jaar; gemiddelde van twaalf maanden."
    ),
    theme=WORK,
    formula=share(of("jobseekers_outside_europe"), within=of("jobseekers_mean")),
    unit="%",
    moment="12-month mean",
    age="15-64",
    origin_rule="vdab",
    disclosure=Threshold(),
    cautions=(_RULE,),
    related=("WE_17", "PC_04"),
    not_comparable_with=_OTHER_NOTION,
    published_as="GSM_Extract_WE_15",
)

SCHOOLING_OF_JOBSEEKERS = Indicator(
    id="WE_17",
    title="Werkzoekenden zonder werk, naar herkomst, naar scholingsgraad",
    definition=(
        "Verdeling van de werkzoekenden zonder werk naar scholingsgraad, per herkomstgroep; gemiddelde "
        "van twaalf maanden."
    ),
    theme=WORK,
    formula=composition(of("jobseekers_mean"), over="schooling"),
    breakdowns=("origin_portal", "schooling"),
    unit="%",
    moment="12-month mean",
    age="15-64",
    origin_rule="vdab",
    disclosure=Threshold(),
    cautions=(_RULE,),
    to_verify=("Of buitenlandse diploma's zonder erkenning als laaggeschoold tellen.",),
    related=("WE_15", "WE_18"),
    not_comparable_with=_OTHER_NOTION,
    published_as="GSM_Extract_WE_17",
)

AGE_OF_JOBSEEKERS = Indicator(
    id="WE_18",
    title="Werkzoekenden zonder werk, naar herkomst, naar leeftijd",
    definition=(
        "Verdeling van de werkzoekenden zonder werk naar leeftijd, per herkomstgroep; gemiddelde van twaalf maanden."
    ),
    theme=WORK,
    formula=composition(of("jobseekers_mean"), over="age"),
    breakdowns=("origin_portal", "age_jobseekers"),
    unit="%",
    moment="12-month mean",
    age="15-64",
    origin_rule="vdab",
    disclosure=Threshold(),
    cautions=(_RULE,),
    related=("WE_15", "WE_17"),
    not_comparable_with=_OTHER_NOTION,
    published_as="GSM_Extract_WE_18",
)

SCHOOL_LEAVERS_WAITING = Indicator(
    id="WE_19",
    title="Werkzoekenden zonder werk in beroepsinschakelingstijd, naar herkomst",
    definition=(
        "Verdeling van de werkzoekenden in beroepsinschakelingstijd naar herkomst; gemiddelde van twaalf maanden."
    ),
    theme=WORK,
    formula=composition(of("school_leavers_waiting"), over="origin"),
    breakdowns=("origin_portal",),
    unit="%",
    moment="12-month mean",
    age="15-64",
    origin_rule="vdab",
    disclosure=Threshold(),
    cautions=(
        (
            "Een verdeling over de herkomstgroepen, terwijl WE_21 en WE_22 met een gelijkaardige titel "
            "aandelen binnen een groep zijn."
        ),
        "Niet alle schoolverlaters zijn in beroepsinschakelingstijd.",
        _RULE,
    ),
    related=("WE_21", "WE_22"),
    not_comparable_with=_OTHER_NOTION,
    published_as="GSM_Extract_WE_19",
)

LONG_TERM_JOBSEEKERS = Indicator(
    id="WE_21",
    title="Langdurig werkzoekenden zonder werk, naar herkomst",
    definition=(
        "Aandeel werkzoekenden die meer dan een jaar zonder werk zijn, bij de werkzoekenden zonder werk "
        "van elke herkomstgroep; gemiddelde van twaalf maanden."
    ),
    theme=WORK,
    formula=share(of("jobseekers_one_year"), within=of("jobseekers_mean")),
    breakdowns=("origin_portal",),
    unit="%",
    moment="12-month mean",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="vdab",
    disclosure=Threshold(),
    cautions=("Wie langer dan twee jaar zonder werk is (WE_22), zit hierin: nooit optellen.", _RULE),
    related=("WE_22", "WE_19"),
    not_comparable_with=_OTHER_NOTION,
    published_as="GSM_Extract_WE_21",
)

VERY_LONG_TERM_JOBSEEKERS = Indicator(
    id="WE_22",
    title="Zeer langdurige werkzoekenden zonder werk, naar herkomst",
    definition=(
        "Aandeel werkzoekenden die meer dan twee jaar zonder werk zijn, bij de werkzoekenden zonder werk "
        "van elke herkomstgroep; gemiddelde van twaalf maanden."
    ),
    theme=WORK,
    formula=share(of("jobseekers_two_years"), within=of("jobseekers_mean")),
    breakdowns=("origin_portal",),
    unit="%",
    moment="12-month mean",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="vdab",
    disclosure=Threshold(),
    cautions=("Deel van WE_21: nooit optellen.", _RULE),
    related=("WE_21", "WE_19"),
    not_comparable_with=_OTHER_NOTION,
    published_as="GSM_Extract_WE_22",
)

LOCAL_STAFF_BY_ORIGIN = Indicator(
    id="LO_23",
    title="Personeelsleden, naar herkomst",
    definition=(
        "Verdeling van het personeel van gemeente, OCMW (zonder artikel 60) en politiezone naar herkomst, op 1 januari."
    ),
    theme=WORK,
    formula=composition(of("local_staff"), over="origin"),
    breakdowns=("origin_foreign",),
    unit="%",
    moment="01-01",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=("Waar mensen werken, niet waar ze wonen; laatst gekend voor 2019.",),
    to_verify=(("Of personeel van een politiezone die gemeenten delen bij elk van hen telt: daarom niet optellen."),),
    related=("WE_02",),
    published_as="GSM_Extract_LO_23",
)

JOBSEEKERS_BY_NATIONALITY = Indicator(
    id="PC_03",
    title="Werkzoekenden zonder werk, naar nationaliteit",
    definition="Verdeling van de werkzoekenden zonder werk op 31 december naar nationaliteit.",
    theme=WORK,
    formula=composition(of("jobseekers"), over="nationality_group"),
    breakdowns=("nationality_portal",),
    unit="%",
    moment="12-31",
    age="15-64",
    disclosure=Threshold(),
    cautions=(_ONE_DAY, _HIDDEN, _NOT_FOR_BRUSSELS),
    related=("PC_04", "PC_05"),
    not_comparable_with=_OTHER_NOTION,
)

JOBSEEKERS_BY_ORIGIN = Indicator(
    id="PC_04",
    title="Werkzoekenden zonder werk, naar herkomst",
    definition="Verdeling van de werkzoekenden zonder werk op 31 december naar herkomst.",
    theme=WORK,
    formula=composition(of("jobseekers"), over="origin"),
    breakdowns=("origin_portal",),
    unit="%",
    moment="12-31",
    age="15-64",
    origin_rule="portal",
    disclosure=Threshold(),
    cautions=(_ONE_DAY, _HIDDEN, _NOT_FOR_BRUSSELS),
    to_verify=("De herkomstregel van het portaal is niet gedocumenteerd.",),
    related=("PC_03", "PC_05"),
    not_comparable_with=_OTHER_NOTION,
)

JOBSEEKERS_RATE = Indicator(
    id="PC_05",
    title="Werkzoekendengraad",
    definition=("Aandeel werkzoekenden zonder werk (jaargemiddelde), zoals de bron het publiceert, zonder aantallen."),
    theme=WORK,
    formula=published(of("jobseekers_rate"), stated="share"),
    unit="%",
    moment="12-month mean",
    age="15-64",
    disclosure=PublicElsewhere(where="Provincies in Cijfers publiceert dit percentage per gemeente"),
    cautions=(
        (
            "De bron geeft alleen het percentage: er is geen interval, geen cijfer voor een groter gebied en "
            "geen herrekening na een fusie."
        ),
        _NOT_FOR_BRUSSELS,
    ),
    to_verify=("Over welke leeftijden de bron deelt, is niet gedocumenteerd.",),
    related=("PC_03", "PC_04"),
    not_comparable_with=_OTHER_NOTION,
)

JOBSEEKERS_WITH_LITTLE_DUTCH = Indicator(
    id="WE_14",
    title="Werkzoekenden zonder werk met een taalachterstand Nederlands",
    definition=(
        "Aandeel werkzoekenden zonder werk die weinig of geen Nederlands kennen, op alle werkzoekenden "
        "zonder werk van 15 tot en met 64 jaar; gemiddelde van twaalf maanden."
    ),
    theme=WORK,
    formula=share(of("jobseekers_little_dutch"), within=of("jobseekers_mean")),
    unit="%",
    moment="12-month mean",
    age="15-64",
    disclosure=Threshold(),
    cautions=("De kennis van het Nederlands is die welke de VDAB noteert.",),
    to_verify=("De referentieperiode staat niet bij de bron.",),
    related=("WE_15",),
    not_comparable_with=_OTHER_NOTION,
    is_related=True,
    published_as="GSM_Extract_WE_14",
)

INDICATORS = (
    JOBSEEKERS_OUTSIDE_EUROPE,
    SCHOOLING_OF_JOBSEEKERS,
    AGE_OF_JOBSEEKERS,
    SCHOOL_LEAVERS_WAITING,
    LONG_TERM_JOBSEEKERS,
    VERY_LONG_TERM_JOBSEEKERS,
    LOCAL_STAFF_BY_ORIGIN,
    JOBSEEKERS_BY_NATIONALITY,
    JOBSEEKERS_BY_ORIGIN,
    JOBSEEKERS_RATE,
    JOBSEEKERS_WITH_LITTLE_DUTCH,
)
