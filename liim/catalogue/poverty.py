"""Welfare and poverty: who is born or lives in a family with little."""

from liim.catalogue.themes import POVERTY
from liim.formulas import composition, of, share
from liim.model import Indicator, Threshold

_RULE = "Herkomstregel van de Kruispuntbank Sociale Zekerheid; niet te vergelijken met de cijfers van de VDAB."
_LATE = "Een referentiejaar verschijnt ongeveer drie jaar later."

DEPRIVED_BIRTHS = Indicator(
    id="AR_04",
    title="Kansarmoede-index Kind en Gezin, naar herkomst moeder",
    definition=(
        "Verdeling van de kinderen van drie opeenvolgende geboortejaren die in een kansarm gezin geboren "
        "zijn en op 31 december in de gemeente wonen, naar de herkomst van de moeder."
    ),
    theme=POVERTY,
    formula=composition(of("deprived_births"), over="origin"),
    breakdowns=("origin_foreign",),
    unit="%",
    moment="12-31",
    age="0-2",
    origin_rule="kg",
    disclosure=Threshold(minimum=6),
    cautions=(
        "Herkomst is hier de nationaliteit van de moeder bij haar geboorte.",
        "Opeenvolgende cijfers delen twee van hun drie geboortejaren.",
    ),
    to_verify=(
        (
            "De noemer: zoals de bron hem noemt is dit een verdeling, zoals de titel klinkt een aandeel. Pas "
            "te gebruiken als de producent het bevestigt."
        ),
    ),
    related=("DE_67",),
    published_as="GSM_Extract_AR_04",
)

LOW_WORK_INTENSITY = Indicator(
    id="AR_07",
    title="Personen in gezin met zeer lage werkintensiteit, naar herkomst",
    definition=(
        "Aandeel personen in een gezin met een werkintensiteit van 0,2 of minder, bij de inwoners van 0 "
        "tot en met 59 jaar van elke herkomstgroep, op 1 januari."
    ),
    theme=POVERTY,
    formula=share(of("low_work_intensity"), within=of("inhabitants_0_59")),
    breakdowns=("origin_portal",),
    unit="%",
    moment="01-01",
    age="0-59",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(_RULE, _LATE),
    to_verify=("De grens: de bron schrijft zowel hoogstens 0,2 als minder dan 0,2.",),
    related=("AR_14", "WE_02"),
    published_as="GSM_Extract_AR_07",
)

INTEGRATION_INCOME = Indicator(
    id="AR_14",
    title="Personen met (equivalent) leefloon, naar herkomst",
    definition=(
        "Aandeel personen met een leefloon of een equivalent leefloon, bij de inwoners van elke "
        "herkomstgroep, op 1 januari."
    ),
    theme=POVERTY,
    formula=share(of("integration_income"), within=of("inhabitants_ksz")),
    breakdowns=("origin_portal",),
    unit="%",
    moment="01-01",
    polarity="lower_is_better",
    origin_rule="ksz",
    disclosure=Threshold(),
    cautions=(
        "De noemer is de bevolking van de Kruispuntbank Sociale Zekerheid, niet die van Statbel.",
        "Wie een equivalent leefloon krijgt, valt buiten de gewone regeling.",
        _RULE,
        _LATE,
    ),
    related=("AR_07",),
    published_as="GSM_Extract_AR_14",
)

INDICATORS = (DEPRIVED_BIRTHS, LOW_WORK_INTENSITY, INTEGRATION_INCOME)
