"""Newcomers and civic integration: who settled here, and who follows a trajectory; in the order of the report."""

from liim.catalogue.newcomers import arrivals, trajectories

INDICATORS = (*arrivals.OF_THE_CROSSROADS_BANK, *trajectories.INDICATORS, *arrivals.OF_THE_PORTAL)
