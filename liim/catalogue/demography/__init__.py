"""Demography: who lives here, by nationality and by origin, who comes and goes; in the order of the report."""

from liim.catalogue.demography import migration, nationality, origin

INDICATORS = (
    *nationality.INDICATORS,
    *origin.OF_THE_CITY_MONITOR,
    *migration.MOVES,
    *origin.OF_STATBEL,
    *migration.BIRTHS,
)
