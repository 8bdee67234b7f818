"""What sources count, whoever delivers it. An indicator is a formula over these."""

from liim.catalogue.quantities.caravan_sites import CARAVAN_SITES
from liim.catalogue.quantities.living import LIVING
from liim.catalogue.quantities.newcomers import NEWCOMERS
from liim.catalogue.quantities.people import PEOPLE
from liim.catalogue.quantities.structure import STRUCTURE
from liim.catalogue.quantities.survey import SURVEY_SHARES
from liim.catalogue.quantities.work import WORK

QUANTITIES = (*PEOPLE, *NEWCOMERS, *WORK, *LIVING, *SURVEY_SHARES, *CARAVAN_SITES, *STRUCTURE)
