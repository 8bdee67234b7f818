"""The report of a place: a PDF for councils, with the same figures as its page."""

from liim.publish.report.content import KINDS, Kind
from liim.publish.report.editable import editable
from liim.publish.report.setting import NoFont, report, report_of
from liim.publish.town import NoSuchArea, group, municipalities

__all__ = ["KINDS", "Kind", "NoFont", "NoSuchArea", "editable", "group", "municipalities", "report", "report_of"]
