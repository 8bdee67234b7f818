"""On one's own machine: everything in LIIM_HOME, nothing to fill in."""

import secrets

from liim_web.settings.base import *  # noqa: F403 settings are inherited by import, Django's own way
from liim_web.settings.base import LIIM_HOME

DEBUG = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

LIIM_HOME.mkdir(parents=True, exist_ok=True)
_key = LIIM_HOME / "secret-key"
if not _key.exists():
    _key.touch(mode=0o600)
    _key.write_text(secrets.token_urlsafe(50))
SECRET_KEY = _key.read_text()
