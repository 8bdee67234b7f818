"""By what a quantity may be split: one column of every table each, in this order. New ones go to the end."""

from liim.model import Breakdown

BREAKDOWNS = (
    Breakdown(id="sex", title="Geslacht"),
    Breakdown(id="age", title="Leeftijd"),
    Breakdown(id="nationality_group", title="Nationaliteitsgroep"),
    Breakdown(id="origin", title="Herkomst"),
    Breakdown(id="origin_statbel", title="Herkomstgroep (Statbel)"),
    Breakdown(id="nationality_group_detail", title="Nationaliteitsgroep (detail)"),
    Breakdown(id="nationality_top5", title="Nationaliteit (vijf grootste)"),
    Breakdown(id="nationality_history", title="Nationaliteitshistoriek"),
    Breakdown(id="origin_detail", title="Herkomst (detail)"),
    Breakdown(id="target_group", title="Doelgroep van inburgering"),
    Breakdown(id="residence_status", title="Verblijfsgrond"),
    Breakdown(id="home_language", title="Thuistaal"),
    Breakdown(id="schooling", title="Scholingsgraad"),
    Breakdown(id="work_status", title="Statuut"),
    Breakdown(id="work_regime", title="Arbeidsregime"),
    Breakdown(id="wage_class", title="Dagloonklasse"),
    Breakdown(id="work_sector", title="Sector"),
    Breakdown(id="item", title="Stelling of vraag"),
    Breakdown(id="response", title="Antwoord"),
    Breakdown(id="site_type", title="Soort terrein"),
    Breakdown(id="ownership", title="Eigendom"),
)
