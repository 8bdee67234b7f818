"""The site application."""

from types import ModuleType

from django.apps import AppConfig

from liim_web.catalogues import compile_all


class SiteConfig(AppConfig):
    """Public pages, and what all pages share: base template, styles, safety, languages."""

    name = "liim_web.site"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        # Make the compiled catalogues that are missing: before `ready`, because models look up words as they are read.
        compile_all()
