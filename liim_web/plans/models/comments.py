"""What people who work on a plan say to each other about an action or a cell: it stays, whatever becomes of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.models import Organisation, PolicyDomain, Revised, Role, User
from liim_web.plans.models.actions import Action
from liim_web.plans.models.commission import Commitment
from liim_web.plans.models.follow_up import ReportingRound
from liim_web.plans.models.plans import Plan


class Comment(Revised):
    """Something that was said, by whom and in which role. It is never changed or taken away."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="comments")
    # Of an action: about its report in this round, or about the action itself.
    round = models.ForeignKey(ReportingRound, models.CASCADE, null=True, blank=True, related_name="comments")
    cell = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="comments")
    # Whose it was when it was said: an action may go to another domain.
    domain = models.ForeignKey(PolicyDomain, models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="comments")
    text = models.TextField(_("opmerking"))
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    by = models.CharField(max_length=200, editable=False)
    role = models.CharField(max_length=30, choices=Role, editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("opmerking")
        verbose_name_plural = _("opmerkingen")
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=True) ^ Q(cell__isnull=True), name="a_comment_is_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=True) | Q(action__isnull=False), name="a_comment_on_a_report_names_its_action"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something"),
        ]

    def __str__(self) -> str:
        return str(self.action or self.cell)
