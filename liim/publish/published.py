"""Documents that readers may download: made, read back by the gate, and only then put where the site looks.

They stand in <LIIM_HOME>/documents/<edition>/<language>-<what they were made from>/: a document of an edition that was
built again, or of an older version of LIIM, is never found.
"""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from liim.editions import Edition
from liim.editions.layout import home
from liim.model import Language
from liim.publish.batch import WORKERS, Kind, Outcome, documents, file_name, fingerprint
from liim.publish.readers import judged
from liim.publish.town import town

_MARK = 12  # letters of the fingerprint: enough to tell versions apart


def folder(edition: Edition, language: Language) -> Path:
    """Where the documents of an edition stand, as this version of LIIM makes them; it may not be there yet."""
    return home() / "documents" / edition.id / f"{language}-{fingerprint(edition, language)[:_MARK]}"


def publish(
    edition: Edition,
    areas: Iterable[str],
    *,
    language: Language = "nl",
    kind: Kind = "full",
    workers: int = WORKERS,
    on_done: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Make documents of places, and put those that the gate passes where the site finds them; those there stay.

    A document that the gate refuses is among the failed, with what is wrong, and is not kept.
    Raises NoSuchArea for a code that is no area of today, and OSError for a folder that cannot be written.
    """
    to, outcome, wanted = folder(edition, language), Outcome(), []
    to.mkdir(parents=True, exist_ok=True)
    _without_older(to, language)
    for nis in areas:
        name = file_name(edition, town(edition, nis).area["code"], language, kind)
        if (to / name).exists():
            outcome.unchanged.append(name)
            on_done(nis)
        else:
            wanted.append(nis)
    with TemporaryDirectory(prefix=".made-", dir=to) as made:
        done = documents(edition, wanted, Path(made), language=language, kind=kind, workers=workers, on_done=on_done)
        outcome.failed.update(done.failed)
        for document, wrong in judged(edition.folder, [Path(made, name) for name in done.made], Path(made)):
            if wrong:
                outcome.failed[document.name] = f"the gate refuses it: {'; '.join(wrong[:3])}"
            else:
                document.replace(to / document.name)
                outcome.made.append(document.name)
    return outcome


def _without_older(to: Path, language: Language) -> None:
    for other in to.parent.glob(f"{language}-*"):
        if other != to:
            shutil.rmtree(other, ignore_errors=True)
