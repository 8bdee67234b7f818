"""Work: who has a job, who looks for one."""

from liim.catalogue.themes import WORK
from liim.formulas import composition, of, published
from liim.model import Indicator, PublicElsewhere, Threshold

_ONE_DAY = "Toestand op 31 december, niet het jaargemiddelde van WE_15 tot WE_22."
_NOT_FOR_BRUSSELS = "De bron geeft geen cijfers voor Brussel."
_OTHER_NOTION = ("WE_09", "WE_10", "WE_11", "WE_12")

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
    cautions=(_ONE_DAY, "Wat de bron zelf verbergt, blijft hier ook verborgen.", _NOT_FOR_BRUSSELS),
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
    cautions=(_ONE_DAY, "Wat de bron zelf verbergt, blijft hier ook verborgen.", _NOT_FOR_BRUSSELS),
    to_verify=("De herkomstregel van het portaal is niet gedocumenteerd.",),
    related=("PC_03", "PC_05"),
    not_comparable_with=_OTHER_NOTION,
)

JOBSEEKERS_RATE = Indicator(
    id="PC_05",
    title="Werkzoekendengraad",
    definition="Aandeel werkzoekenden zonder werk (jaargemiddelde), zoals de bron het publiceert, zonder aantallen.",
    theme=WORK,
    formula=published(of("jobseekers_rate")),
    unit="%",
    moment="12-month mean",
    age="15-64",
    disclosure=PublicElsewhere(where="Provincies in Cijfers publiceert dit percentage per gemeente"),
    cautions=(
        (
            "De bron geeft alleen het percentage: er is geen interval, geen cijfer voor een groter gebied "
            "en geen herrekening na een fusie."
        ),
        _NOT_FOR_BRUSSELS,
    ),
    to_verify=("Over welke leeftijden de bron deelt, is niet gedocumenteerd.",),
    related=("PC_03", "PC_04"),
    not_comparable_with=_OTHER_NOTION,
)

INDICATORS = (JOBSEEKERS_BY_NATIONALITY, JOBSEEKERS_BY_ORIGIN, JOBSEEKERS_RATE)
