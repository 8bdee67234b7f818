"""What people type about plans. What is decided is kept apart, as snapshots in PlanVersion and ReportingRound."""

from liim_web.accounts.models import Revised
from liim_web.plans.models.actions import (
    Action,
    ActionObjective,
    BudgetLine,
    Milestone,
    OutputIndicator,
    OutputValue,
    Partner,
)
from liim_web.plans.models.comments import Comment
from liim_web.plans.models.commission import CommissionSeat, Commitment
from liim_web.plans.models.evaluations import Evaluation, Outcome
from liim_web.plans.models.follow_up import (
    ActionReport,
    ChangeRequest,
    Evidence,
    Judgement,
    QuestionSet,
    ReportingRound,
)
from liim_web.plans.models.indicator_links import IndicatorLink
from liim_web.plans.models.outside import OutsideAction
from liim_web.plans.models.plans import Objective, Plan, PlanVersion, StrategicObjective
from liim_web.plans.models.proof import AuditEvent, AuditHead
from liim_web.plans.models.translations import Translation, other_languages

__all__ = [
    "Action",
    "ActionObjective",
    "ActionReport",
    "AuditEvent",
    "AuditHead",
    "BudgetLine",
    "ChangeRequest",
    "Comment",
    "CommissionSeat",
    "Commitment",
    "Evaluation",
    "Evidence",
    "IndicatorLink",
    "Judgement",
    "Milestone",
    "Objective",
    "Outcome",
    "OutputIndicator",
    "OutputValue",
    "OutsideAction",
    "Partner",
    "Plan",
    "PlanVersion",
    "QuestionSet",
    "ReportingRound",
    "Revised",
    "StrategicObjective",
    "Translation",
    "other_languages",
]
