"""The words in which a published table is described: who publishes it, where, under which name, and from when."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from liim.model import HidesItself
from liim.sources.raw import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A file as its publisher offers it; `{year}` in name and address stands for each year from `since` on.

    No `address` means that there is none to give: the file is made on request, in a browser, on the source's page.
    """

    name: str
    address: str | None = None
    since: int | None = None
    save: str = ""  # where there is no address: what to choose on the page

    def in_year(self, year: int | None) -> tuple[str, str | None]:
        """Name and address for a year."""
        filled = str(year)
        return self.name.replace("{year}", filled), self.address and self.address.replace("{year}", filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published table.

    `folder` is where its files lie on a mirror, and where a person saves what programs may not fetch.
    `named` is a regular expression: a file of such a name claims to be of this source, and must hold to it.
    `appears` is the month in which a period is usually published, `lag` how many years after the period's own.
    """

    id: str
    publisher: str
    title: str
    licence: str
    page: str
    folder: str
    files: tuple[Published, ...]
    named: str
    quantities: tuple[str, ...]
    appears: int
    lag: int = 0
    refuses_programs: bool = False
    notes: tuple[str, ...] = ()
    verified: bool = True
    hides: HidesItself | None = None  # what the publisher hides itself, as far as its readers know


class Reader(Protocol):
    """A module of this package: what it reads, what it knows such a file by, and how it becomes observations."""

    @property
    def source(self) -> Source:
        """The description."""

    def claims(self, look: Look) -> bool:
        """Whether the content of a file says that it is of this source, whole or not."""

    def tidy(self, raw: Path) -> pl.DataFrame:
        """The observations of one file. Raises BadInput."""
