"""What `liim serve` starts on one's own machine: as in production, but without TLS and with nothing to fill in."""

from liim_web.settings.dev import *  # noqa: F403 settings are inherited by import, Django's own way

DEBUG = False
# Static files carry their checksum in their name, stand compressed beside themselves, and may be kept for ever.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
