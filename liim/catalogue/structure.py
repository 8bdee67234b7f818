"""What a municipality is like: traits by which similar ones are found, counted and protected as indicators are.

They are published as reasons for a likeness, not as indicators; none is ever the outcome that is compared.
"""

from liim.catalogue.checks import check
from liim.catalogue.quantities import QUANTITIES
from liim.catalogue.themes import DEMOGRAPHY
from liim.formulas import Formula, count, of, rate, share
from liim.model import Indicator, PublicElsewhere, Unit

_STATBEL_PUBLISHES_IT = PublicElsewhere(where="Statbel publiceert dit per gemeente als open data")
_YEAR = "calendar year"


def _trait(id_: str, title: str, formula: Formula, unit: Unit, *, moment: str) -> Indicator:
    return Indicator(
        id=id_,
        title=title,
        definition=title + ".",
        theme=DEMOGRAPHY,
        formula=formula,
        unit=unit,
        moment=moment,
        disclosure=_STATBEL_PUBLISHES_IT,
    )


TRAITS = (
    _trait("inhabitants", "Inwoners", count(of("inhabitants")), "count", moment="01-01"),
    _trait(
        "under_18",
        "Aandeel inwoners jonger dan 18 jaar",
        share(of("inhabitants", age="0-17"), within=of("inhabitants")),
        "%",
        moment="01-01",
    ),
    _trait(
        "over_65",
        "Aandeel inwoners van 65 jaar en ouder",
        share(of("inhabitants", age="65+"), within=of("inhabitants")),
        "%",
        moment="01-01",
    ),
    _trait(
        "household_size",
        "Inwoners per 100 huishoudens",
        rate(of("inhabitants", at="01-01"), within=of("households"), per=100),
        "per 100",
        moment=_YEAR,
    ),
    _trait(
        "cars_per_household",
        "Wagens per 100 huishoudens",
        rate(of("cars"), within=of("households"), per=100),
        "per 100",
        moment=_YEAR,
    ),
    _trait(
        "income_per_declaration",
        "Gemiddeld belastbaar inkomen per aangifte",
        rate(of("taxable_income"), within=of("tax_declarations"), per=1),
        "euro",
        moment=_YEAR,
    ),
    _trait(
        "income_per_inhabitant",
        "Gemiddeld belastbaar inkomen per inwoner",
        rate(of("taxable_income"), within=of("inhabitants", at="01-01"), per=1),
        "euro",
        moment=_YEAR,
    ),
)

for trait in TRAITS:
    check(trait, {quantity.id: quantity for quantity in QUANTITIES})
