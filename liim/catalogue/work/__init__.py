"""Work: who has a job, who looks for one, who works for the local authority; in the order of the report."""

from liim.catalogue.work import employment, jobseekers

INDICATORS = (*employment.INDICATORS, *jobseekers.INDICATORS)
