"""`manage.py example_plan`: a fictitious plan to look around in."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from liim_web.plans.example import CODE, draw
from liim_web.plans.models import Plan


class Command(BaseCommand):
    """Make the fictitious example plan, with people in every role."""

    help = "Make a fictitious plan in which every state occurs, with an account for every role."

    def add_arguments(self, parser: CommandParser) -> None:
        """The password of the accounts; without one, one is drawn and told."""
        parser.add_argument("--password", default="", help="for all accounts; drawn and printed when left out")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """All of it or nothing."""
        if Plan.objects.filter(code=CODE).exists():
            raise CommandError(f"The plan {CODE} is there already. Start from an empty database to make it again.")
        password = options["password"] or secrets.token_urlsafe(12)
        with transaction.atomic():
            people = draw(password)
        self.stdout.write(f"Plan {CODE} is made; all its content is fictitious. Password of all accounts: {password}")
        for email, says in people.items():
            self.stdout.write(f"  {email:45} {says}")
