"""Which documents there are of an area: what each is called, where it stands, and how large it is once it was made."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from liim.editions import NoSuchEdition
from liim.publish.batch import Kind, file_name
from liim.publish.published import folder
from liim_web.site.edition import shelf
from liim_web.site.edition.reading import Reading

FOLDER = "documenten/"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of an area; `size` is in words, "" while it was not made."""

    kind: Kind
    title: str
    link: str
    path: Path
    size: str


def documents(reading: Reading, code: str) -> list[Document]:
    """Every document that an area can have.

    Its name stays that of the file: the gate reads from it whose figures it holds, and so does who keeps many of them.
    """
    there = reading.facts.kept(("documents", reading.language), lambda: folder(reading.facts.edition, reading.language))
    titles: dict[Kind, str] = {
        "full": _("Rapport (pdf)"),
        "short": _("Kort rapport (pdf)"),
        "workbook": _("Alle cijfers (Excel)"),
        "editable": _("Kort rapport om te bewerken (Word)"),
        "chapters": _("Een blad per hoofdstuk (pdf)"),
    }
    root = reading.permanent_root if reading.written else reading.root
    found = []
    for kind, title in titles.items():
        path = there / file_name(reading.facts.edition, code, reading.language, kind)
        found.append(
            Document(
                kind=kind,
                title=title,
                link=f"{root}{reading.area_path(code)}{FOLDER}{path.name}",
                path=path,
                size=_size(reading, path),
            )
        )
    return found


def offered(reading: Reading, code: str) -> list[Document]:
    """Those that a profile may lead to: what there is, and what is made when somebody asks for it."""
    every = documents(reading, code)
    return every if may_be_asked_for(reading) else [one for one in every if one.size]


def may_be_asked_for(reading: Reading) -> bool:
    """Whether a document that is not there will be made: of the released edition alone, where the operator lets it."""
    if reading.written or not settings.DOCUMENTS_ON_DEMAND:
        return False
    try:
        return shelf.released().id == reading.facts.id
    except NoSuchEdition:
        return False


def _size(reading: Reading, path: Path) -> str:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return ""
    return f"{reading.number(max(size / _MEGABYTE, 0.1), 1)} MB"
