"""Who acts: people, and for whom they act."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.actors import Mandate, Membership, Organisation, PolicyDomain, Revised, Role, Spell

__all__ = ["Mandate", "Membership", "Organisation", "PolicyDomain", "Revised", "Role", "Spell", "User", "Users"]


class Users(BaseUserManager["User"]):
    """People, found and made by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """Make a person who can sign in; without a password the account waits for one to be set."""
        if not email:
            raise ValueError("A person needs an e-mail address to sign in with.")
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Without regard to upper and lower case: people type their address as they please."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person. Rights come from memberships only: there is no superuser who may do everything."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=200)
    is_active = models.BooleanField(_("actief"), default=True)
    joined = models.DateTimeField(_("sinds"), auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email
