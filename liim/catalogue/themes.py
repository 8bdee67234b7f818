"""The chapters of the monitor, in the order of the LIIM report."""

from liim.model import Theme

DEMOGRAPHY = Theme(
    id="demography",
    title="Demografie",
    order=1,
    why="Wie hier woont en waar mensen vandaan komen, bepaalt voor wie een gemeente haar beleid maakt.",
)
NEWCOMERS = Theme(
    id="newcomers",
    title="Nieuwkomers en inburgering",
    order=2,
    why="Hoeveel mensen nieuw zijn en welke weg ze afleggen, zegt welk onthaal een gemeente nodig heeft.",
)
WORK = Theme(
    id="work",
    title="Werk",
    order=3,
    why="Werk is voor de meeste mensen de weg naar een eigen inkomen; de kloof tussen groepen toont wie achterblijft.",
)
EDUCATION = Theme(
    id="education",
    title="Onderwijs",
    order=4,
    why="Wie op school achterop raakt of zonder diploma vertrekt, draagt dat lang mee; taal speelt daarin een rol.",
)
HOUSING = Theme(
    id="housing",
    title="Wonen",
    order=5,
    why="Een betaalbare en degelijke woning is een voorwaarde om aan al het andere te kunnen deelnemen.",
)
CARAVAN_SITES = Theme(
    id="caravan_sites",
    title="Woonwagenterreinen",
    order=6,
    why="Woonwagenbewoners kunnen alleen wonen zoals ze willen waar er standplaatsen zijn.",
    shown_in="housing",
)
POVERTY = Theme(
    id="poverty",
    title="Welzijn en armoede",
    order=7,
    why="Armoede beperkt wat mensen kunnen doen; ze treft groepen in een gemeente niet even vaak.",
)
PARTICIPATION = Theme(
    id="participation",
    title="Participatie",
    order=8,
    why="Meebeslissen en meedoen is een einddoel van het integratiebeleid.",
)
LIVING_TOGETHER = Theme(
    id="living_together",
    title="Samenleven",
    order=9,
    why="Hoe mensen met elkaar omgaan, is een einddoel van het integratiebeleid.",
)

THEMES = (
    DEMOGRAPHY,
    NEWCOMERS,
    WORK,
    EDUCATION,
    HOUSING,
    CARAVAN_SITES,
    POVERTY,
    PARTICIPATION,
    LIVING_TOGETHER,
)
