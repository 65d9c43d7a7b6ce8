"""How allauth behaves here: accounts come by invitation, every refusal leaves a line.

allauth calls its adapters at each step of a sign-in; overriding them keeps the journal complete
without listening to signals.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from passerelles.accounts.events import (
    PROTECTION_CHANGED,
    SIGN_IN_REFUSED,
    SIGNED_IN,
    SIGNED_OUT,
)
from passerelles.accounts.limits import journal_limit, wait_sentence
from passerelles.accounts.models import User
from passerelles.accounts.sessions import LIFE_KEY
from passerelles.journal.actions import record
from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind

_LIMITED = {"too_many_login_attempts": "login_failed", "rate_limited": "login_failed"}
_REFUSED = {
    "email_password_mismatch": "password",
    "incorrect_password": "password",
    "incorrect_code": "second-factor",
}
# Said by the page itself, or by the header: a banner would only repeat it.
_SILENT_MESSAGES = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
WRONG_PASSWORD = _("L’adresse ou le mot de passe n’est pas le bon.")


def _actor() -> Actor:
    """Who is known at this point: the gate stands inside allauth, or has not been reached."""
    return getattr(context.request, "actor", None) or ANONYMOUS


def actor_of_user(user: AbstractBaseUser, request_id: str = "") -> Actor:
    """The bare actor of an account, before it acts for anybody: security lines only."""
    if not isinstance(user, User):
        raise TypeError(f"compte inattendu : {type(user).__name__}")
    kind = ActorKind.PERSON if user.own_person_id else ActorKind.PROFESSIONAL
    return Actor(kind=kind, user_id=user.id, person_id=user.own_person_id, request_id=request_id)


def _note_refusal(code: str) -> None:
    if code in _LIMITED:
        journal_limit(code, _actor())
    elif code in _REFUSED:
        record(SIGN_IN_REFUSED, actor=_actor(), details={"reason": _REFUSED[code]})


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_PASSWORD,
        "invalid_login": WRONG_PASSWORD,
        "incorrect_password": _("Ce n’est pas le bon mot de passe."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_code": _("Ce n’est pas le bon code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Every "no" of allauth passes here: journal it, and say how long to wait."""
        _note_refusal(code)
        if code in _LIMITED:
            return ValidationError(wait_sentence(_LIMITED[code]), code=code)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        # Signing in again starts a new life: the absolute limit counts from here.
        request.session.pop(LIFE_KEY, None)
        super().login(request, user)
        record(SIGNED_IN, actor=actor_of_user(user, getattr(request, "id", "")))

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            record(SIGNED_OUT, actor=actor_of_user(request.user, getattr(request, "id", "")))
        super().logout(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """allauth warns the owner at each change of what protects the account: journal it too."""
        change = template_prefix.rsplit("/", 1)[-1]
        record(PROTECTION_CHANGED, actor=actor_of_user(user), details={"change": change})
        # allauth only writes to addresses it has verified itself; here an invitation did it.
        address = email or user.get_username()
        super().send_notification_mail(template_prefix, user, context, address)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message_template in _SILENT_MESSAGES and level != messages.ERROR:
            return
        super().add_message(request, level, message_template, message_context, extra_tags, message)


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted at rest, refusals journalled, French words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ce n’est pas le bon code. Prenez celui qui s’affiche maintenant."),
        "cannot_generate_recovery_codes": _(
            "Ajoutez d’abord une application de codes ou une clé d’accès."
        ),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        _note_refusal(code)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def encrypt(self, text: str) -> str:
        return _ring(tuple(settings.ENCRYPTION_KEYS)).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _ring(tuple(settings.ENCRYPTION_KEYS)).decrypt(encrypted_text).decode()
        except InvalidToken as error:
            raise ValueError("Aucune clé du trousseau n’ouvre ce second facteur.") from error

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Passerelles"}
