"""WHAT IS READ: one module per published table, each with a `source` and a `tidy(raw)`."""

from liim.sources import pinc_jobseekers, pinc_newcomers, statbel_origin, statbel_population
from liim.sources.description import Published, Reader, Source
from liim.sources.errors import BadInput, DoubtfulInput

READERS: tuple[Reader, ...] = (statbel_population, statbel_origin, pinc_newcomers, pinc_jobseekers)
SOURCES: tuple[Source, ...] = tuple(reader.source for reader in READERS)

__all__ = ["READERS", "SOURCES", "BadInput", "DoubtfulInput", "Published", "Reader", "Source"]
