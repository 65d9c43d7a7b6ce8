"""People who log in."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock

OWN_LINK_DAYS = 7


class UserManager(BaseUserManager["User"]):
    """Accounts are looked up by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One login.  Rights live in memberships, never here.

    ``own_person_id`` is set for a person accompanied who chose an account instead of, or
    beside, an access card: such an account has no membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("adresse électronique"), max_length=254, unique=True)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    job_title = models.CharField(_("fonction"), max_length=120, blank=True)
    is_active = models.BooleanField(_("actif"), default=True)
    is_platform_admin = models.BooleanField(
        _("administre la plateforme"),
        default=False,
        help_text=_("Crée des organisations ; ne lit aucun dossier."),
    )
    own_person_id = models.UUIDField(_("personne accompagnée"), null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message=_("Un compte utilise déjà cette adresse."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def short_name(self) -> str:
        """First name and initial: what partners and the person read ("Inès B.")."""
        return f"{self.first_name} {self.last_name[:1]}.".strip()

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """No right is granted here: sharing decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


def _own_link_end() -> datetime:
    return clock.now() + timedelta(days=OWN_LINK_DAYS)


class OwnAccountLinkQuerySet(models.QuerySet["OwnAccountLink"]):
    def pending(self, at: datetime | None = None) -> Self:
        return self.filter(used_at=None, cancelled_at=None, expires_at__gt=at or clock.now())


class OwnAccountLink(models.Model):
    """One-time link by which a person accompanied opens their own account.

    ``person_id`` is opaque here: accounts know nothing of the persons' records.  The name comes
    from the person's own page, so that it is not asked again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(_("personne accompagnée"), db_index=True)
    email = models.EmailField(_("adresse électronique"), max_length=254)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("demandé le"), default=clock.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"), default=_own_link_end)
    used_at = models.DateTimeField(_("utilisé le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = OwnAccountLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien pour ouvrir son compte")
        verbose_name_plural = _("liens pour ouvrir son compte")

    def __str__(self) -> str:
        return str(self.id)
