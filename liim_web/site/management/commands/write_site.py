"""`python -m django write_site`: what `liim export --site` starts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TaskID

from liim.editions import NoSuchEdition
from liim_web.site.writing.whole import WORKERS, Refused, write_site


class Command(BaseCommand):
    """Write the public site to files."""

    help = "Write the public site of an edition, in three languages, to a folder that any web server can serve."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and by how many."""
        parser.add_argument("to", type=Path, help="the folder; what it holds of an earlier export is replaced")
        parser.add_argument("--workers", type=int, default=WORKERS, help="processes")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """All of it or nothing."""
        if not settings.SITE_IS_WRITTEN:
            raise CommandError("Start it with `liim export --site`: it needs the settings liim_web.settings.written.")
        try:
            with Progress(
                *Progress.get_default_columns(), MofNCompleteColumn(), console=Console(stderr=True)
            ) as progress:
                written = progress.add_task("writing", total=None)
                read = progress.add_task("reading back", total=None, start=False)

                def told(bar: TaskID) -> Callable[[int, int], None]:
                    def say(done: int, every: int) -> None:
                        progress.start_task(bar)
                        progress.update(bar, completed=done, total=every)

                    return say

                number = write_site(
                    options["to"].absolute(),
                    workers=options["workers"],
                    say=told(written),
                    say_read=told(read),
                )
        except (Refused, NoSuchEdition) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"The site of {number} files is in {options['to']}.")
