"""Civic integration: who registers, signs a contract, obtains a certificate."""

from liim.catalogue.themes import NEWCOMERS
from liim.formulas import composition, of, rate
from liim.model import Indicator, SeriesBreak, Threshold

_ASYLUM_SEEKERS_LEAVE = SeriesBreak(
    period="2022", why="Asielzoekers behoren sinds 1 maart 2022 niet meer tot de doelgroep van inburgering."
)
_FEES = SeriesBreak(
    period="2023",
    why="Sinds 1 september 2023 gelden retributies en een test Nederlands; een deel is op 20 juli 2023 vernietigd.",
)
_FOURTH_PILLAR = SeriesBreak(
    period="2023",
    why=(
        "Sinds 1 januari 2023 hoort een participatie- en netwerktraject bij de inburgering; "
        "sinds 1 september 2023 gelden retributies en een test Nederlands."
    ),
)
_PROVISIONAL = "Cijfers van de jongste jaren worden nog kwartalen later herzien: ze zijn voorlopig."
_BREXIT = "Vanaf welke datum het Verenigd Koninkrijk niet meer bij de EU telt."
_FIRST_ONLY = "Alleen het allereerste contract telt: latere contracten na een verhuizing of een stopzetting niet."
_NO_SUCCESS_RATE = "Per inwoner, dus het volgt de instroom van vroegere jaren: het is geen slaagcijfer."

REGISTRATIONS = Indicator(
    id="DE_61",
    title="Inburgeraars aangemeld bij onthaalbureau",
    definition=(
        "Aantal volwassenen die zich in de loop van het jaar voor het eerst bij een onthaalbureau "
        "aanmeldden, per 10.000 inwoners."
    ),
    theme=NEWCOMERS,
    formula=rate(of("registrations"), within=of("inhabitants", at="01-01"), per=10000),
    unit="per 10000",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FEES),
    cautions=(_PROVISIONAL,),
    related=("DE_62", "DE_63", "DE_49"),
    published_as="GSM_Extract_DE_61",
)

REGISTRATIONS_BY_TARGET_GROUP = Indicator(
    id="DE_62",
    title="Inburgeraars aangemeld bij onthaalbureau, naar doelgroep",
    definition=(
        "Verdeling van de inburgeraars die zich in het jaar voor het eerst aanmeldden naar doelgroep: "
        "verplicht om in te burgeren, rechthebbend, of niet bepaald."
    ),
    theme=NEWCOMERS,
    formula=composition(of("registrations"), over="target_group"),
    breakdowns=("target_group",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FEES),
    cautions=(
        "De kleine groep van wie de doelgroep niet bepaald is, blijft zichtbaar.",
        (
            "In Brussel bestaat de verplichting van het Vlaamse decreet niet: de opdeling is er niet van "
            "toepassing, wat iets anders is dan nul."
        ),
        _PROVISIONAL,
    ),
    related=("DE_61", "DE_63"),
    published_as="GSM_Extract_DE_62",
)

REGISTRATIONS_BY_NATIONALITY = Indicator(
    id="DE_63",
    title="Inburgeraars aangemeld bij onthaalbureau, naar nationaliteit",
    definition=(
        "Verdeling van de inburgeraars die zich in het jaar voor het eerst aanmeldden naar nationaliteit: "
        "EU+-landen en derde landen."
    ),
    theme=NEWCOMERS,
    formula=composition(of("registrations"), over="nationality_group"),
    breakdowns=("nationality_eu_plus",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FEES),
    cautions=("EU+ is de EU met Zwitserland, Noorwegen, IJsland en Liechtenstein.", _PROVISIONAL),
    to_verify=(_BREXIT,),
    related=("DE_61", "DE_62"),
    published_as="GSM_Extract_DE_63",
)

CONTRACTS = Indicator(
    id="DE_58",
    title="Inburgeraars met inburgeringscontract",
    definition=(
        "Aantal volwassenen die in de loop van het jaar hun allereerste inburgeringscontract tekenden, "
        "per 10.000 inwoners."
    ),
    theme=NEWCOMERS,
    formula=rate(of("contracts"), within=of("inhabitants", at="01-01"), per=10000),
    unit="per 10000",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FOURTH_PILLAR),
    cautions=(_FIRST_ONLY, _PROVISIONAL),
    related=("DE_59", "DE_60", "DE_49"),
    published_as="GSM_Extract_DE_58",
)

CONTRACTS_BY_TARGET_GROUP = Indicator(
    id="DE_59",
    title="Inburgeraars met inburgeringscontract, naar doelgroep",
    definition=(
        "Verdeling van de inburgeraars die in het jaar een eerste contract tekenden naar doelgroep: "
        "verplicht om in te burgeren, rechthebbend, of niet bepaald."
    ),
    theme=NEWCOMERS,
    formula=composition(of("contracts"), over="target_group"),
    breakdowns=("target_group",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FOURTH_PILLAR),
    cautions=(
        "De kleine groep van wie de doelgroep niet bepaald is, blijft zichtbaar.",
        (
            "In Brussel bestaat de verplichting van het Vlaamse decreet niet: de opdeling is er niet van "
            "toepassing, wat iets anders is dan nul."
        ),
        _FIRST_ONLY,
        _PROVISIONAL,
    ),
    related=("DE_58", "DE_60"),
    published_as="GSM_Extract_DE_59",
)

CONTRACTS_BY_NATIONALITY = Indicator(
    id="DE_60",
    title="Inburgeraars met inburgeringscontract, naar nationaliteit",
    definition=(
        "Verdeling van de inburgeraars die in het jaar een eerste contract tekenden naar nationaliteit: "
        "EU+-landen en derde landen."
    ),
    theme=NEWCOMERS,
    formula=composition(of("contracts"), over="nationality_group"),
    breakdowns=("nationality_eu_plus",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FOURTH_PILLAR),
    cautions=("EU+ is de EU met Zwitserland, Noorwegen, IJsland en Liechtenstein.", _FIRST_ONLY, _PROVISIONAL),
    to_verify=(_BREXIT,),
    related=("DE_58", "DE_59"),
    published_as="GSM_Extract_DE_60",
)

CERTIFICATES = Indicator(
    id="DE_55",
    title="Inburgeraars met inburgeringsattest",
    definition=(
        "Aantal volwassenen die in de loop van het jaar het attest van een volledig traject behaalden, "
        "per 10.000 inwoners."
    ),
    theme=NEWCOMERS,
    formula=rate(of("certificates"), within=of("inhabitants", at="01-01"), per=10000),
    unit="per 10000",
    moment="calendar year",
    age="18+",
    polarity="higher_is_better",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FOURTH_PILLAR),
    cautions=(_NO_SUCCESS_RATE, _PROVISIONAL),
    related=("DE_56", "DE_57", "DE_49"),
    published_as="GSM_Extract_DE_55",
)

CERTIFICATES_BY_TARGET_GROUP = Indicator(
    id="DE_56",
    title="Inburgeraars met inburgeringsattest, naar doelgroep",
    definition=(
        "Verdeling van de inburgeraars die in het jaar een attest behaalden naar doelgroep: verplicht om "
        "in te burgeren, rechthebbend, of niet bepaald."
    ),
    theme=NEWCOMERS,
    formula=composition(of("certificates"), over="target_group"),
    breakdowns=("target_group",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FOURTH_PILLAR),
    cautions=(
        "De kleine groep van wie de doelgroep niet bepaald is, blijft zichtbaar.",
        (
            "In Brussel bestaat de verplichting van het Vlaamse decreet niet: de opdeling is er niet van "
            "toepassing, wat iets anders is dan nul."
        ),
        _NO_SUCCESS_RATE,
        _PROVISIONAL,
    ),
    related=("DE_55", "DE_57"),
    published_as="GSM_Extract_DE_56",
)

CERTIFICATES_BY_NATIONALITY = Indicator(
    id="DE_57",
    title="Inburgeraars met inburgeringsattest, naar nationaliteit",
    definition=(
        "Verdeling van de inburgeraars die in het jaar een attest behaalden naar nationaliteit: "
        "EU+-landen en derde landen."
    ),
    theme=NEWCOMERS,
    formula=composition(of("certificates"), over="nationality_group"),
    breakdowns=("nationality_eu_plus",),
    unit="%",
    moment="calendar year",
    age="18+",
    disclosure=Threshold(),
    breaks=(_ASYLUM_SEEKERS_LEAVE, _FOURTH_PILLAR),
    cautions=("EU+ is de EU met Zwitserland, Noorwegen, IJsland en Liechtenstein.", _NO_SUCCESS_RATE, _PROVISIONAL),
    to_verify=(_BREXIT,),
    related=("DE_55", "DE_56"),
    published_as="GSM_Extract_DE_57",
)

INDICATORS = (
    REGISTRATIONS,
    REGISTRATIONS_BY_TARGET_GROUP,
    REGISTRATIONS_BY_NATIONALITY,
    CONTRACTS,
    CONTRACTS_BY_TARGET_GROUP,
    CONTRACTS_BY_NATIONALITY,
    CERTIFICATES,
    CERTIFICATES_BY_TARGET_GROUP,
    CERTIFICATES_BY_NATIONALITY,
)
