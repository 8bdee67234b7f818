"""`manage.py plan_package`: a whole plan as one JSON file, out and in."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from liim_web.plans.exchange.package import packed, unpacked
from liim_web.plans.models import Plan


class Command(BaseCommand):
    """Write a plan to a file, or make one from it."""

    help = "Write a whole plan to a JSON file (export), or make a plan from one (import)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which way, which plan, which file."""
        parser.add_argument("way", choices=["export", "import"])
        parser.add_argument("code", help="of the plan; for import the code that it will have")
        parser.add_argument("file", type=Path)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """All of it or nothing."""
        code, file = options["code"], options["file"]
        if options["way"] == "export":
            plan = Plan.objects.filter(code=code).first()
            if plan is None:
                raise CommandError(f"There is no plan {code}.")
            file.write_text(json.dumps(packed(plan), ensure_ascii=False, indent=1), encoding="utf-8")
            self.stdout.write(f"Written: {file}")
            return
        try:
            made = unpacked(json.loads(file.read_text(encoding="utf-8")), code)
        except (ValueError, KeyError, FileNotFoundError) as problem:
            raise CommandError(f"{file}: {problem}") from problem
        self.stdout.write(f"Made: {made}, {made.actions.count()} actions, {made.versions.count()} versions.")
