"""The site application."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Public pages, and what all pages share: base template, styles, safety."""

    name = "liim_web.site"
