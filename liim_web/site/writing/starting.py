"""Makes a new process ready to answer; read before Django's own modules can be."""

import os
from pathlib import Path

import django

from liim.workers import end_with_parent, look_for_waste_seldom


def begin(edition: str, static: Path) -> None:
    """Pages of an edition, with the static files that were gathered in a folder."""
    end_with_parent()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "liim_web.settings.written",
        "LIIM_WRITTEN_EDITION": edition,
        "LIIM_WRITTEN_STATIC": str(static),
    }
    django.setup()
    look_for_waste_seldom()
