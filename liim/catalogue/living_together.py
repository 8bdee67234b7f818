"""Living together: attitudes, friends, work and neighbourhood, in a survey of all inhabitants."""

from liim.catalogue.themes import LIVING_TOGETHER
from liim.formulas import of, published
from liim.model import Indicator, PublicElsewhere

_SAMPLE = (
    "Een steekproef: verschillen van enkele punten kunnen toeval zijn en er is geen rangschikking. "
    "Gemeenten met te weinig antwoorden blijven verborgen."
)
_EVERYBODY = "Van alle inwoners, niet naar herkomst: het toont wat het beleid beoogt en zegt niets over één groep."
_WITHOUT_COUNTS = (
    "De bron geeft alleen percentages: er is geen cijfer voor een groter gebied en geen herrekening na een fusie."
)
_PUBLISHED = PublicElsewhere(where="De Gemeente-Stadsmonitor publiceert dit percentage per gemeente")

ATTITUDE_TO_DIVERSITY = Indicator(
    id="SA_S_27",
    title="Houding tegenover diversiteit",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar met een negatieve, neutrale of positieve houding "
        "tegenover diversiteit: gemiddelde over zes stellingen (2,8 of minder; daartussen; 4 of meer)."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("attitude_to_diversity"), stated="mean_class"),
    breakdowns=("attitude",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        (
            "De stellingen zijn vóór het gemiddelde in één richting gezet; wie op minder dan vier stellingen "
            "antwoordde, telt niet mee."
        ),
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    related=("SA_S_11",),
    published_as="GSM_Extract_SA_S_27",
)

ATTITUDE_TO_STATEMENTS = Indicator(
    id="SA_S_11",
    title="Houding tegenover diversiteit (detail)",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar die het oneens, niet eens en niet oneens, of eens "
        "zijn met elke stelling over diversiteit."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("attitude_to_statements"), stated="composition"),
    breakdowns=("diversity_statement", "agreement"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        "Vier stellingen zijn positief verwoord en twee negatief: eens is niet overal gunstig.",
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    to_verify=("De tekst van de stellingen.",),
    related=("SA_S_27",),
    published_as="GSM_Extract_SA_S_11",
)

DIVERSITY_OF_FRIENDS = Indicator(
    id="SA_S_09",
    title="Diversiteit vriendenkring",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar met een lage, gemiddelde of hoge diversiteit onder "
        "vrienden: gemiddelde over drie vragen (1,5 of minder; daartussen; meer dan 2,5)."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("diversity_of_friends"), stated="mean_class"),
    breakdowns=("diversity_of_friends",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=("Herkomst, seksuele geaardheid en handicap tellen samen.", _SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_31",),
    published_as="GSM_Extract_SA_S_09",
)

KINDS_OF_FRIENDS = Indicator(
    id="SA_S_31",
    title="Diversiteit vriendenkring (detail)",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar naar het aantal vrienden van een andere herkomst, met "
        "een andere seksuele geaardheid of met een handicap."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("kinds_of_friends"), stated="composition"),
    breakdowns=("kind_of_friends", "how_many"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_09",),
    published_as="GSM_Extract_SA_S_31",
)

COLLEAGUES_OF_OTHER_ORIGIN = Indicator(
    id="SA_S_10",
    title="Niet-Belgische herkomst werkplaats",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar naar het aantal naaste collega's van niet-Belgische herkomst."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("colleagues_of_other_origin"), stated="composition"),
    breakdowns=("how_many",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=("Wie geen collega's heeft, antwoordt niet van toepassing.", _SAMPLE, _WITHOUT_COUNTS),
    to_verify=("Of wie niet van toepassing antwoordt, in de noemer zit.",),
    related=("SA_S_09",),
    published_as="GSM_Extract_SA_S_10",
)

CHILDREN_WITH_DIVERSE_FRIENDS = Indicator(
    id="SA_S_08",
    title="Verschillende herkomst vriendenkring kinderen",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar die zeggen dat hun kinderen meer vrienden van een "
        "andere herkomst hebben dan zijzelf."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("children_with_diverse_friends"), stated="share"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        "De titel klinkt als een aantal vrienden; de vraag vergelijkt kinderen met hun ouder.",
        "Wie niet van toepassing antwoordt, telt niet mee.",
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    related=("SA_S_09",),
    published_as="GSM_Extract_SA_S_08",
)

DISCRIMINATION = Indicator(
    id="SA_S_29",
    title="Discriminatie",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar die zich het afgelopen jaar gekwetst, beledigd of "
        "benadeeld voelden om minstens één van vier gronden."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("discriminated"), stated="share"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    polarity="lower_is_better",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        "Wie niet van toepassing antwoordt, blijft in de noemer, anders dan bij SA_S_08.",
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    related=("SA_S_07",),
    published_as="GSM_Extract_SA_S_29",
)

DISCRIMINATION_BY_GROUND = Indicator(
    id="SA_S_07",
    title="Discriminatie (detail)",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar die zich het afgelopen jaar gekwetst, beledigd of "
        "benadeeld voelden, per grond: geslacht, seksuele geaardheid, herkomst of handicap."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("discriminated_on_ground"), stated="share"),
    breakdowns=("ground_of_discrimination",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    polarity="lower_is_better",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        (
            "Wie niet van toepassing antwoordt, blijft in de noemer: het cijfer is laag voor gronden die op "
            "weinig mensen slaan."
        ),
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    related=("SA_S_29",),
    published_as="GSM_Extract_SA_S_07",
)

TRUST_IN_PEOPLE = Indicator(
    id="SA_S_12",
    title="Vertrouwen in medemens",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar naar hun vertrouwen in andere mensen, op tien: minder "
        "dan 5, 5 tot en met 7, 8 en meer."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("trust_in_people"), stated="composition"),
    breakdowns=("trust_in_people",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_EVERYBODY, _SAMPLE, _WITHOUT_COUNTS),
    related=("LO_S_09_1",),
    published_as="GSM_Extract_SA_S_12",
)

NEIGHBOURHOOD_ACTIVITIES = Indicator(
    id="SA_S_13",
    title="Deelname aan buurtactiviteiten",
    definition=("Aandeel inwoners van 17 tot en met 85 jaar die het afgelopen jaar aan een buurtactiviteit deelnamen."),
    theme=LIVING_TOGETHER,
    formula=published(of("neighbourhood_activities"), stated="share"),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(_EVERYBODY, _SAMPLE, _WITHOUT_COUNTS),
    related=("SA_S_28",),
    published_as="GSM_Extract_SA_S_13",
)

SOCIAL_FABRIC = Indicator(
    id="SA_S_28",
    title="Sociaal weefsel in de buurt",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar met een zwak, matig of sterk sociaal weefsel in de "
        "buurt: gemiddelde over vier stellingen."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("social_fabric"), stated="mean_class"),
    breakdowns=("social_fabric",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        _EVERYBODY,
        "Wie op minder dan drie van de vier stellingen antwoordde, telt niet mee.",
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    to_verify=("De grenzen van de klassen.",),
    related=("SA_S_13", "SA_S_30"),
    published_as="GSM_Extract_SA_S_28",
)

INTENSITY_OF_CONTACTS = Indicator(
    id="SA_S_30",
    title="Intensiteit van contacten",
    definition=(
        "Aandeel inwoners van 17 tot en met 85 jaar met een lage, gemiddelde of hoge intensiteit van "
        "contacten: gemiddelde over vijf vragen, waarvan één over mensen van niet-Belgische herkomst."
    ),
    theme=LIVING_TOGETHER,
    formula=published(of("intensity_of_contacts"), stated="mean_class"),
    breakdowns=("contacts",),
    unit="%",
    moment="survey wave",
    age="17-85",
    frequency="three-yearly",
    kind="survey",
    disclosure=_PUBLISHED,
    cautions=(
        _EVERYBODY,
        "Wie op minder dan drie van de vijf vragen antwoordde, telt niet mee.",
        _SAMPLE,
        _WITHOUT_COUNTS,
    ),
    to_verify=("De grenzen van de klassen.",),
    related=("SA_S_28",),
    published_as="GSM_Extract_SA_S_30",
)

INDICATORS = (
    ATTITUDE_TO_DIVERSITY,
    ATTITUDE_TO_STATEMENTS,
    DIVERSITY_OF_FRIENDS,
    KINDS_OF_FRIENDS,
    COLLEAGUES_OF_OTHER_ORIGIN,
    CHILDREN_WITH_DIVERSE_FRIENDS,
    DISCRIMINATION,
    DISCRIMINATION_BY_GROUND,
    TRUST_IN_PEOPLE,
    NEIGHBOURHOOD_ACTIVITIES,
    SOCIAL_FABRIC,
    INTENSITY_OF_CONTACTS,
)
