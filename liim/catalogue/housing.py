"""Housing: who rents a social dwelling."""

from liim.catalogue.themes import HOUSING
from liim.formulas import of, share
from liim.model import Indicator, Threshold

_BREXIT = "Vanaf welke datum het Verenigd Koninkrijk niet meer bij de EU telt."

SOCIAL_TENANTS = Indicator(
    id="WO_12",
    title="Huurders van sociale woning, naar nationaliteit",
    definition=(
        "Aantal huurders van een sociale woning op 31 december, bij de inwoners van elke "
        "nationaliteitsgroep op 1 januari van het volgende jaar."
    ),
    theme=HOUSING,
    formula=share(of("social_tenants"), within=of("inhabitants_by_nationality", at="01-01", later=1)),
    breakdowns=("nationality_portal",),
    unit="%",
    moment="12-31",
    disclosure=Threshold(),
    cautions=(
        (
            "Teller en noemer liggen één dag uit elkaar en komen uit twee registers; onbekende "
            "nationaliteiten staan alleen in de teller."
        ),
        "Huurders, niet alle leden van hun gezin.",
    ),
    to_verify=("Of Wonen in Vlaanderen, waarin de VMSW opging, hetzelfde telt.", _BREXIT),
    related=("DE_42",),
    published_as="GSM_Extract_WO_12",
)

INDICATORS = (SOCIAL_TENANTS,)
