"""Work: who has a job or a benefit, by origin, as the Crossroads Bank for Social Security counts them."""

from liim.catalogue.themes import WORK
from liim.formulas import composition, gap, of, share
from liim.model import Indicator, Threshold

_RULE = "Herkomstregel van de Kruispuntbank Sociale Zekerheid; niet te vergelijken met de cijfers van de VDAB."
_LATE = "Een referentiejaar verschijnt ongeveer drie jaar later."
_DATES = "Vanaf welke datum de producent Kroatië bij de EU telt en het Verenigd Koninkrijk niet meer."
_BENEFIT = "Alleen wie recht heeft op een uitkering telt mee: dat onderschat nieuwkomers."
_JOBSEEKERS = (
    "WE_14", "WE_15", "WE_17", "WE_18", "WE_19", "WE_21", "WE_22", "PC_03", "PC_04", "PC_05",
)  # fmt: skip

EMPLOYMENT_BY_ORIGIN = Indicator(
    id="WE_02",
    title="Werkzaamheidsgraad, naar herkomst",
    definition=(
        "Aandeel werkenden (loontrekkenden, zelfstandigen en helpers) bij de inwoners van 20 tot en met "
        "64 jaar, per herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("employed"), within=of("inhabitants_20_64")),
    breakdowns=("origin_portal",),
    unit="%",
    moment="01-01",
    age="20-64",
    polarity="higher_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_03", "WE_04", "WE_06", "WE_32"),
    published_as="GSM_Extract_WE_02",
)

EMPLOYMENT_BY_DETAILED_ORIGIN = Indicator(
    id="WE_32",
    title="Werkzaamheidsgraad, naar herkomst (detail)",
    definition=(
        "Aandeel werkenden bij de inwoners van 20 tot en met 64 jaar, per fijnere herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("employed"), within=of("inhabitants_20_64")),
    breakdowns=("origin_detail",),
    unit="%",
    moment="01-01",
    age="20-64",
    polarity="higher_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_RULE, _LATE),
    to_verify=("De fijnere lijst is niet gedocumenteerd; deze indeling is een werklijst.", _DATES),
    related=("WE_02",),
    published_as="GSM_Extract_WE_32",
)

EMPLOYMENT_BY_ORIGIN_AND_SEX = Indicator(
    id="WE_03",
    title="Werkzaamheidsgraad, naar herkomst, naar geslacht",
    definition=(
        "Aandeel werkenden bij de inwoners van 20 tot en met 64 jaar, per herkomstgroep en geslacht, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("employed"), within=of("inhabitants_20_64")),
    breakdowns=("origin_portal", "sex"),
    unit="%",
    moment="01-01",
    age="20-64",
    polarity="higher_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_02",),
    published_as="GSM_Extract_WE_03",
)

EMPLOYMENT_BY_ORIGIN_AND_AGE = Indicator(
    id="WE_04",
    title="Werkzaamheidsgraad, naar herkomst, naar leeftijd",
    definition=(
        "Aandeel werkenden bij de inwoners van 20 tot en met 64 jaar, per herkomstgroep en "
        "leeftijdsgroep, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("employed"), within=of("inhabitants_20_64")),
    breakdowns=("origin_portal", "age_employment"),
    unit="%",
    moment="01-01",
    age="20-64",
    polarity="higher_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=("De jongste groep is hier 20 tot en met 24 jaar, in WE_11 15 tot en met 24 jaar.", _RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_02", "WE_11"),
    published_as="GSM_Extract_WE_04",
)

EMPLOYMENT_GAP = Indicator(
    id="WE_06",
    title="Werkzaamheidsgraad: herkomstkloof",
    definition=(
        "Werkzaamheidsgraad van personen van Belgische herkomst min die van personen van niet-EU-herkomst "
        "(20 tot en met 64 jaar), in procentpunt, op 1 januari."
    ),
    theme=WORK,
    formula=gap(
        share(of("employed", origin="belgian_origin"), within=of("inhabitants_20_64", origin="belgian_origin")),
        less=share(of("employed", origin="non_eu_origin"), within=of("inhabitants_20_64", origin="non_eu_origin")),
    ),
    unit="pp",
    moment="01-01",
    age="20-64",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(
        (
            "Het teken is Belgisch min niet-EU, omgekeerd aan WE_12: een positief cijfer is een nadeel voor "
            "wie van niet-EU-herkomst is."
        ),
        "Er bestaan negatieve cijfers: de afstand tot nul telt.",
        _RULE,
        _LATE,
    ),
    to_verify=(_DATES,),
    related=("WE_02", "WE_12"),
    published_as="GSM_Extract_WE_06",
)

UNEMPLOYMENT_BY_ORIGIN = Indicator(
    id="WE_09",
    title="Werkloosheidsgraad, naar herkomst",
    definition=(
        "Aandeel werklozen met een uitkering bij de beroepsbevolking (werkenden en werklozen) van 15 tot "
        "en met 64 jaar, per herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("unemployed"), within=of("labour_force")),
    breakdowns=("origin_portal",),
    unit="%",
    moment="01-01",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_BENEFIT, _RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_10", "WE_11", "WE_12", "WE_33"),
    not_comparable_with=_JOBSEEKERS,
    published_as="GSM_Extract_WE_09",
)

UNEMPLOYMENT_BY_DETAILED_ORIGIN = Indicator(
    id="WE_33",
    title="Werkloosheidsgraad, naar herkomst (detail)",
    definition=(
        "Aandeel werklozen met een uitkering bij de beroepsbevolking van 15 tot en met 64 jaar, per "
        "fijnere herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("unemployed"), within=of("labour_force")),
    breakdowns=("origin_detail",),
    unit="%",
    moment="01-01",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_BENEFIT, _RULE, _LATE),
    to_verify=("De fijnere lijst is niet gedocumenteerd; deze indeling is een werklijst.", _DATES),
    related=("WE_09",),
    not_comparable_with=_JOBSEEKERS,
    published_as="GSM_Extract_WE_33",
)

UNEMPLOYMENT_BY_ORIGIN_AND_SEX = Indicator(
    id="WE_10",
    title="Werkloosheidsgraad, naar herkomst, naar geslacht",
    definition=(
        "Aandeel werklozen met een uitkering bij de beroepsbevolking van 15 tot en met 64 jaar, per "
        "herkomstgroep en geslacht, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("unemployed"), within=of("labour_force")),
    breakdowns=("origin_portal", "sex"),
    unit="%",
    moment="01-01",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_BENEFIT, _RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_09",),
    not_comparable_with=_JOBSEEKERS,
    published_as="GSM_Extract_WE_10",
)

UNEMPLOYMENT_BY_ORIGIN_AND_AGE = Indicator(
    id="WE_11",
    title="Werkloosheidsgraad, naar herkomst, naar leeftijd",
    definition=(
        "Aandeel werklozen met een uitkering bij de beroepsbevolking, per herkomstgroep en "
        "leeftijdsgroep, op 1 januari."
    ),
    theme=WORK,
    formula=share(of("unemployed"), within=of("labour_force")),
    breakdowns=("origin_portal", "age_unemployment"),
    unit="%",
    moment="01-01",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_BENEFIT, _RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_09", "WE_04"),
    not_comparable_with=_JOBSEEKERS,
    published_as="GSM_Extract_WE_11",
)

UNEMPLOYMENT_GAP = Indicator(
    id="WE_12",
    title="Werkloosheidsgraad: herkomstkloof",
    definition=(
        "Werkloosheidsgraad van personen van niet-EU-herkomst min die van personen van Belgische herkomst "
        "(15 tot en met 64 jaar), in procentpunt, op 1 januari."
    ),
    theme=WORK,
    formula=gap(
        share(of("unemployed", origin="non_eu_origin"), within=of("labour_force", origin="non_eu_origin")),
        less=share(of("unemployed", origin="belgian_origin"), within=of("labour_force", origin="belgian_origin")),
    ),
    unit="pp",
    moment="01-01",
    age="15-64",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(
        (
            "Het teken is niet-EU min Belgisch, omgekeerd aan WE_06: een positief cijfer is een nadeel voor "
            "wie van niet-EU-herkomst is."
        ),
        _BENEFIT,
        _RULE,
        _LATE,
    ),
    to_verify=(_DATES,),
    related=("WE_09", "WE_06"),
    not_comparable_with=_JOBSEEKERS,
    published_as="GSM_Extract_WE_12",
)

WORK_STATUS_BY_ORIGIN = Indicator(
    id="WE_23",
    title="Loontrekkenden en zelfstandigen, naar herkomst",
    definition=(
        "Verdeling van de werkenden van 20 tot en met 64 jaar over loontrekkenden en zelfstandigen, per "
        "herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=composition(of("employed"), over="work_status"),
    breakdowns=("work_status", "origin_portal"),
    unit="%",
    moment="01-01",
    age="20-64",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(
        (
            "De verdeling telt binnen elke herkomstgroep op tot 100; wie meer dan een job heeft, telt bij de "
            "voornaamste."
        ),
        _RULE,
        _LATE,
    ),
    to_verify=("Welke leeftijden van zelfstandigen de bron meetelt: ze schrijft het op twee manieren.", _DATES),
    related=("WE_02", "WE_24"),
    published_as="GSM_Extract_WE_23",
)

WORK_REGIME_BY_ORIGIN = Indicator(
    id="WE_24",
    title="Loontrekkenden, naar arbeidsregime, naar herkomst",
    definition=(
        "Verdeling van de loontrekkenden van 20 tot en met 64 jaar over voltijds, deeltijds en speciaal "
        "werk, per herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=composition(of("employed", work_status="employee"), over="work_regime"),
    breakdowns=("work_regime", "origin_portal"),
    unit="%",
    moment="01-01",
    age="20-64",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(
        (
            "De uren zijn niet gekend; speciaal betekent korte of onregelmatige contracten (interim, seizoen, "
            "gelegenheid)."
        ),
        _RULE,
        _LATE,
    ),
    to_verify=(_DATES,),
    related=("WE_23", "WE_25", "WE_26"),
    published_as="GSM_Extract_WE_24",
)

DAY_WAGE_BY_ORIGIN = Indicator(
    id="WE_25",
    title="Loontrekkenden, naar dagloonklasse, naar herkomst",
    definition=(
        "Verdeling van de loontrekkenden van 20 tot en met 64 jaar over klassen van bruto dagloon, per "
        "herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=composition(of("employed", work_status="employee"), over="wage_class"),
    breakdowns=("wage_class", "origin_portal"),
    unit="%",
    moment="01-01",
    age="20-64",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(
        ("Het dagloon is omgerekend naar voltijds werk: het is geen inkomen. De grenzen volgen de prijzen niet."),
        _RULE,
        _LATE,
    ),
    to_verify=("De grenzen van de dagloonklassen zijn niet gedocumenteerd.", _DATES),
    related=("WE_24", "WE_26"),
    published_as="GSM_Extract_WE_25",
)

SECTOR_BY_ORIGIN = Indicator(
    id="WE_26",
    title="Loontrekkenden, naar sector, naar herkomst",
    definition=(
        "Verdeling van de loontrekkenden van 20 tot en met 64 jaar over de primaire, secundaire, "
        "tertiaire en quartaire sector, per herkomstgroep, op 1 januari."
    ),
    theme=WORK,
    formula=composition(of("employed", work_status="employee"), over="work_sector"),
    breakdowns=("work_sector", "origin_portal"),
    unit="%",
    moment="01-01",
    age="20-64",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=("Interimwerk telt bij de tertiaire sector, waar de job ook is.", _RULE, _LATE),
    to_verify=(_DATES,),
    related=("WE_24", "WE_25"),
    published_as="GSM_Extract_WE_26",
)

INDICATORS = (
    EMPLOYMENT_BY_ORIGIN,
    EMPLOYMENT_BY_DETAILED_ORIGIN,
    EMPLOYMENT_BY_ORIGIN_AND_SEX,
    EMPLOYMENT_BY_ORIGIN_AND_AGE,
    EMPLOYMENT_GAP,
    UNEMPLOYMENT_BY_ORIGIN,
    UNEMPLOYMENT_BY_DETAILED_ORIGIN,
    UNEMPLOYMENT_BY_ORIGIN_AND_SEX,
    UNEMPLOYMENT_BY_ORIGIN_AND_AGE,
    UNEMPLOYMENT_GAP,
    WORK_STATUS_BY_ORIGIN,
    WORK_REGIME_BY_ORIGIN,
    DAY_WAGE_BY_ORIGIN,
    SECTOR_BY_ORIGIN,
)
