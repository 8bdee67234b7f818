"""What a municipality is like, whatever is compared: counted to find similar ones, and published as no indicator."""

from liim.model import Quantity

STATBEL = "Statbel"
_YEAR = "calendar year"

STRUCTURE = (
    Quantity(
        id="tax_declarations",
        title="Aangiften in de personenbelasting met inkomen",
        unit="aangiften",
        moment=_YEAR,
        owner=STATBEL,
    ),
    Quantity(
        id="taxable_income",
        title="Netto belastbaar inkomen",
        unit="euro",
        moment=_YEAR,
        owner=STATBEL,
    ),
    Quantity(
        id="households",
        title="Huishoudens",
        unit="huishoudens",
        moment=_YEAR,
        owner=STATBEL,
    ),
    Quantity(
        id="cars",
        title="Wagens van huishoudens",
        unit="wagens",
        moment=_YEAR,
        owner=STATBEL,
    ),
)
