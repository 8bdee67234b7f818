"""The chapters of the monitor, in the order of the LIIM report."""

from liim.model import Theme

DEMOGRAPHY = Theme(id="demography", title="Demografie", order=1)
NEWCOMERS = Theme(id="newcomers", title="Nieuwkomers en inburgering", order=2)
WORK = Theme(id="work", title="Werk", order=3)
EDUCATION = Theme(id="education", title="Onderwijs", order=4)
HOUSING = Theme(id="housing", title="Wonen", order=5)
POVERTY = Theme(id="poverty", title="Welzijn en armoede", order=6)
PARTICIPATION = Theme(id="participation", title="Participatie", order=7)
LIVING_TOGETHER = Theme(id="living_together", title="Samenleven", order=8)

THEMES = (DEMOGRAPHY, NEWCOMERS, WORK, EDUCATION, HOUSING, POVERTY, PARTICIPATION, LIVING_TOGETHER)
