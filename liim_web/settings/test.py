"""For tests and type checks: quick hashes, a database in memory, or PostgreSQL when LIIM_TEST_DB says so."""

import os

from liim_web.settings.base import *  # noqa: F403 settings are inherited by import, Django's own way
from liim_web.settings.database import database

SECRET_KEY = "for tests only"  # noqa: S105 it protects nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Static files are read where they lie; nothing is collected.
MIDDLEWARE = [middleware for middleware in MIDDLEWARE if "whitenoise" not in middleware]  # noqa: F405 as the first import

if os.environ.get("LIIM_TEST_DB") == "postgres":
    # The server is started by the tests, which fill in the socket's folder.
    DATABASES = {"default": database("postgresql://liim@/liim", LIIM_HOME)}  # noqa: F405 as the first import
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
