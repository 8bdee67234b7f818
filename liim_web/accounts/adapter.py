"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by invitation; the sign-up page is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 the signature is allauth's
        """Nobody makes an account for themselves."""
        return False
