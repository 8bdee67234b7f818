"""Participation: who votes, and who takes part."""

from liim.catalogue.themes import PARTICIPATION
from liim.formulas import of, published, share
from liim.model import Indicator, PublicElsewhere, SeriesBreak, Threshold

_SAMPLE = (
    "Een steekproef: verschillen van enkele punten kunnen toeval zijn en er is geen rangschikking. "
    "Gemeenten met te weinig antwoorden blijven verborgen."
)
_EVERYBODY = "Van alle inwoners, niet naar herkomst: het toont wat het beleid beoogt en zegt niets over één groep."
_WITHOUT_COUNTS = (
    "De bron geeft alleen percentages: er is geen cijfer voor een groter gebied en geen herrekening na een fusie."
)
_PUBLISHED = PublicElsewhere(where="De Gemeente-Stadsmonitor publiceert dit percentage per gemeente")
_VOTE = SeriesBreak(period="2024", why="In 2024 verviel in Vlaanderen de opkomstplicht bij gemeenteraadsverkiezingen.")

REGISTERED_VOTERS = Indicator(
    id="LO_29",
    title="Bereik niet-Belgische kiezers",
    definition=(
        "Aandeel niet-Belgen die zich als kiezer registreerden, bij de niet-Belgen die dat konden: "
        "EU-burgers, en anderen met minstens vijf jaar onafgebroken hoofdverblijf."
    ),
    theme=PARTICIPATION,
    formula=share(of("registered_voters"), within=of("potential_voters")),
    unit="%",
    moment="election year, before 08-01",
    age="18+",
    frequency="six-yearly",
    polarity="higher_is_better",
    disclosure=Threshold(),
    breaks=(_VOTE,),
    cautions=("Eén keer per gemeenteraadsverkiezing: er is geen jaarlijkse evolutie.",),
    to_verify=("Het effect op de registratie van het wegvallen van de opkomstplicht.",),
    related=("LO_28",),
    published_as="GSM_Extract_LO_29",
)

REGISTERED_VOTERS_BY_NATIONALITY = Indicator(
    id="LO_28",
    title="Bereik niet-Belgische kiezers, naar nationaliteit",
    definition=(
        "Aandeel niet-Belgen die zich als kiezer registreerden, bij de niet-Belgen van elke "
        "nationaliteitsgroep die dat konden."
    ),
    theme=PARTICIPATION,
    formula=share(of("registered_voters"), within=of("potential_voters")),
    breakdowns=("nationality_foreign",),
    unit="%",
    moment="election year, before 08-01",
    age="18+",
    frequency="six-yearly",
    polarity="higher_is_better",
    disclosure=Threshold(),
    breaks=(_VOTE,),
    cautions=("De voorwaarden verschillen per groep; de aantallen van buiten de EU zijn klein.",),
    to_verify=("De nationaliteitsgroepen.", "Vanaf welke datum het Verenigd Koninkrijk niet meer bij de EU telt."),
    related=("LO_29",),
    published_as="GSM_Extract_LO_28",
)

INVOLVED_CITIZENS = Indicator(
    id="SA_S_02",
    title="Actieve betrokkenheid van de burger",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar die het afgelopen jaar actief waren om iets te "
        "verbeteren in hun buurt of gemeente: ja, nog niet maar misschien wel, neen."
    ),
    theme=PARTICIPATION,
    formula=published(of("involved_citizens"), stated="composition"),
    breakdowns=("involvement",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_EVERYBODY, _SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_05", "SA_S_06"),
    published_as="GSM_Extract_SA_S_02",
)

ASSOCIATION_MEMBERS = Indicator(
    id="SA_S_05",
    title="Participatie in verenigingsleven",
    definition="Aandeel inwoners van 17 tot en met 85 jaar die lid zijn van minstens één vereniging.",
    theme=PARTICIPATION,
    formula=published(of("association_members"), stated="share"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_EVERYBODY, _SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_02", "SA_S_06"),
    published_as="GSM_Extract_SA_S_05",
)

VOLUNTEERS = Indicator(
    id="SA_S_06",
    title="Vrijwilligerswerk",
    definition="Aandeel inwoners van 17 tot en met 85 jaar die in hun vrije tijd vrijwilligerswerk doen.",
    theme=PARTICIPATION,
    formula=published(of("volunteers"), stated="share"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_EVERYBODY, _SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_02", "SA_S_05"),
    published_as="GSM_Extract_SA_S_06",
)

TRUST_IN_GOVERNMENT = Indicator(
    id="LO_S_09_1",
    title="Vertrouwen in gemeentebestuur",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar met weinig, niet veel en niet weinig, of veel "
        "vertrouwen in het gemeentebestuur."
    ),
    theme=PARTICIPATION,
    formula=published(of("trust_in_government"), stated="composition"),
    breakdowns=("trust_in_government",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_EVERYBODY, _SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_12",),
    published_as="GSM_Extract_LO_S_09_1",
)

INDICATORS = (
    REGISTERED_VOTERS,
    REGISTERED_VOTERS_BY_NATIONALITY,
    INVOLVED_CITIZENS,
    ASSOCIATION_MEMBERS,
    VOLUNTEERS,
    TRUST_IN_GOVERNMENT,
)
