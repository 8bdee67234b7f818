"""The report of a place: a PDF for councils, with the same figures as its page."""

from liim.publish.report.setting import NoFont, report
from liim.publish.town import NoSuchArea, municipalities

__all__ = ["NoFont", "NoSuchArea", "municipalities", "report"]
