"""The site application."""

from django.apps import AppConfig

from liim_web.catalogues import compile_all


class SiteConfig(AppConfig):
    """Public pages, and what all pages share: base template, styles, safety, languages."""

    name = "liim_web.site"

    def ready(self) -> None:
        """Make the compiled catalogues that are missing."""
        compile_all()
