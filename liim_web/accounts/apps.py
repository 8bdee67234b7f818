"""The accounts application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, mandates and memberships."""

    name = "liim_web.accounts"
