"""The administrations that can be asked to deliver in the monitor's own form, and what each of them counts."""

from liim.catalogue import quantities
from liim.catalogue.quantities.caravan_sites import OWN_SURVEY
from liim.catalogue.quantities.living import EDUCATION, INTERIOR, SOCIAL_HOUSING
from liim.catalogue.quantities.newcomers import KRUISPUNTBANK
from liim.catalogue.quantities.people import KIND_EN_GEZIN, STATBEL
from liim.catalogue.quantities.survey import SURVEY
from liim.catalogue.quantities.work import KSZ, VDAB
from liim.model import HidesItself
from liim.sources.description import Published, Source

_LICENCE = "volgens de overeenkomst met de administratie die levert; geen open data"
_NOTE = "Op vraag geleverd in het eigen formulier van de monitor (docs/own-delivery.md)."


def _delivers(
    id_: str,
    publisher: str,
    title: str,
    page: str,
    counts: tuple[str, ...],
    *,
    lag: int = 1,
    hides: HidesItself | None = None,
) -> Source:
    """The description of what one administration delivers when it is asked; there is nothing to download."""
    return Source(
        id=id_,
        publisher=publisher,
        title=title,
        licence=_LICENCE,
        page=page,
        folder=f"deliveries/{id_}",
        files=(Published(name=f"delivery_{id_}.csv", save=_NOTE),),
        named=rf"^delivery_{id_}(\.|-|_\d)",
        quantities=counts,
        appears=12,
        lag=lag,
        notes=(_NOTE,),
        verified=False,
        hides=hides,
    )


def _owned_by(owner: str) -> tuple[str, ...]:
    return tuple(one.id for one in quantities().values() if one.owner == owner)


ADMINISTRATIONS: tuple[Source, ...] = (
    _delivers(
        "rijksregister",
        "Statbel, op basis van het Rijksregister",
        "Nationaliteit, herkomst en verhuizingen, op vraag",
        "https://statbel.fgov.be/nl/over-statbel/privacy/microdata-voor-onderzoek",
        _owned_by(STATBEL),
    ),
    _delivers(
        "kind_en_gezin",
        "Opgroeien (Kind en Gezin)",
        "Borelingen en kansarmoede",
        "https://www.opgroeien.be",
        _owned_by(KIND_EN_GEZIN),
        hides=HidesItself(highest=5),
    ),
    _delivers(
        "ksz",
        "Kruispuntbank van de Sociale Zekerheid",
        "Werk, werkloosheid en inkomen naar herkomst (Datawarehouse Arbeidsmarkt en Sociale Bescherming)",
        "https://dwh.ksz-bcss.fgov.be",
        _owned_by(KSZ),
        lag=3,
    ),
    _delivers(
        "vdab",
        "VDAB",
        "Werkzoekenden zonder werk, gemiddelde van twaalf maanden",
        "https://arvastat.vdab.be",
        _owned_by(VDAB),
    ),
    _delivers(
        "kruispuntbank_inburgering",
        "Agentschap Binnenlands Bestuur (Kruispuntbank Inburgering)",
        "Nieuwkomers en inburgeraars",
        "https://www.vlaanderen.be/agentschap-binnenlands-bestuur",
        _owned_by(KRUISPUNTBANK),
    ),
    _delivers(
        "onderwijs",
        "Departement Onderwijs en Vorming",
        "Leerlingen, schoolverlaters en cursisten",
        "https://onderwijs.vlaanderen.be",
        _owned_by(EDUCATION),
    ),
    _delivers(
        "wonen",
        "Wonen in Vlaanderen (vroeger VMSW)",
        "Huurders van een sociale woning naar nationaliteit",
        "https://www.vlaanderen.be/wonen-in-vlaanderen",
        _owned_by(SOCIAL_HOUSING),
    ),
    _delivers(
        "binnenlandse_zaken",
        "FOD Binnenlandse Zaken",
        "Niet-Belgische kiezers",
        "https://verkiezingen.fgov.be",
        _owned_by(INTERIOR),
    ),
    _delivers(
        "burgerbevraging",
        "Agentschap Binnenlands Bestuur",
        "Burgerbevraging van de Gemeente-Stadsmonitor: gepubliceerde percentages",
        "https://gemeente-stadsmonitor.vlaanderen.be",
        _owned_by(SURVEY),
    ),
    _delivers(
        "woonwagens",
        "Agentschap Binnenlands Bestuur, bevraging van de gemeenten",
        "Woonwagenterreinen",
        "https://www.vlaanderen.be/agentschap-binnenlands-bestuur",
        _owned_by(OWN_SURVEY),
    ),
)
