"""`manage.py example_plan`: a fictitious plan to look around in."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from liim_web.plans.example import CODE, draw
from liim_web.plans.models import Plan

# Whom a tester is told of first; all others are named alike.
FIRST = (
    "secretariat",
    "reporter-wse",
    "coordinator-wse",
    "seat-domain-wse",
    "seat-society",
    "chair",
    "cabinet-wse",
    "auditor",
)


_OWN_MACHINE = "liim_web.settings.served"  # with which `liim start` serves, on 127.0.0.1 alone


class Command(BaseCommand):
    """Make the fictitious example plan, with people in every role."""

    help = "Make a fictitious plan in which every state occurs, with an account for every role."

    def add_arguments(self, parser: CommandParser) -> None:
        """The password of the accounts; without one, one is drawn and told."""
        parser.add_argument("--password", default="", help="for all accounts; drawn and printed when left out")
        once = "make it if it is not there yet, and tell how to sign in; never on a server"
        parser.add_argument("--for-demo", action="store_true", help=once)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """All of it or nothing."""
        if options["for_demo"]:
            self._for_demo()
            return
        if Plan.objects.filter(code=CODE).exists():
            raise CommandError(f"The plan {CODE} is there already. Start from an empty database to make it again.")
        password, people = self._made(options["password"])
        self.stdout.write(f"Plan {CODE} is made; all its content is fictitious. Password of all accounts: {password}")
        for email, says in people.items():
            self.stdout.write(f"  {email:45} {says}")

    def _for_demo(self) -> None:
        """Once per home; the password is kept beside the database, for who started the demo only."""
        if not (settings.DEBUG or settings.SETTINGS_MODULE == _OWN_MACHINE):
            raise CommandError("Example people with a password that stands in a file have no place on a server.")
        kept = Path(settings.LIIM_HOME) / "example-people"
        if not Plan.objects.filter(code=CODE).exists():
            password, _people = self._made("")
            kept.touch(mode=0o600)
            kept.write_text(password, encoding="utf-8")
        self.stdout.write(f"The fictitious plan {CODE} is on /nl/plan/. Sign in on /nl/account/login/ as one of")
        self.stdout.write(f"  {', '.join(f'{name}@voorbeeld.invalid' for name in FIRST)}")
        password = kept.read_text(encoding="utf-8") if kept.exists() else "the one that was told when it was made"
        self.stdout.write(f"  (every domain has its own reporter-… and coordinator-…); password of all: {password}")

    def _made(self, password: str) -> tuple[str, dict[str, str]]:
        password = password or secrets.token_urlsafe(12)
        with transaction.atomic():
            return password, draw(password)
