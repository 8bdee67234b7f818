"""To write the site to files: no database, no accounts, no key; only what makes a page."""

import os
import secrets
from pathlib import Path

from liim_web.settings.base import *  # noqa: F403 settings are inherited by import, Django's own way

SECRET_KEY = secrets.token_urlsafe(50)  # nothing is signed
ALLOWED_HOSTS = ["testserver"]
SITE_IS_WRITTEN = True
ANSWERS_KEPT = 32  # a page is made in three languages, most at two addresses
EDITION = os.environ.get("LIIM_WRITTEN_EDITION", "current")
INSTALLED_APPS = [
    "liim_web.accounts",  # whose people are never asked for
    "liim_web.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]
ROOT_URLCONF = "liim_web.site.writing.urls"
MIDDLEWARE = ["liim_web.site.writing.answering.as_the_public", "django.middleware.locale.LocaleMiddleware"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "liim_web.site.writing.answering.told_to_templates",
            ],
        },
    },
]
DATABASES = {}

# Where the static files of this export are gathered; each process of it is told the same folder.
STATIC_ROOT = Path(os.environ.get("LIIM_WRITTEN_STATIC", "/nonexistent"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
