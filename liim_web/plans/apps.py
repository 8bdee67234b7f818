"""The plans application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Policy plans and their follow-up."""

    name = "liim_web.plans"
