#!/usr/bin/env python
"""Django's own commands for the application: `./manage.py migrate`, `./manage.py runserver` and so on."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liim_web.settings.dev")
    execute_from_command_line(sys.argv)
