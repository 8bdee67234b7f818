"""Settings of the server that is measured: those of the tests, on the database that the environment names."""

import os

from liim_web.settings.database import database
from liim_web.settings.test import *  # noqa: F403 settings are inherited by import, Django's own way
from liim_web.settings.test import LIIM_HOME

DATABASES = {"default": database(os.environ["DATABASE_URL"], LIIM_HOME)}
