"""Free text of the sensitive volet, encrypted at rest with its own key ring.

``MultiFernet`` reads with every key and writes with the first one: rotating is adding a key
in front.  Values are marked so that plain text of other volets stays readable and searchable.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

from passerelles.sharing.rules.volets import Volet

MARK = "chiffré:"


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    return MARK + _ring(tuple(settings.ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Plain text behind a stored value; raises ``ValueError`` when no key of the ring opens it."""
    if not stored.startswith(MARK):
        return stored
    try:
        token = stored.removeprefix(MARK).encode()
        return _ring(tuple(settings.ENCRYPTION_KEYS)).decrypt(token).decode()
    except InvalidToken as error:
        raise ValueError("Aucune clé du trousseau n’ouvre ce texte.") from error


class SecretTextField(models.TextField[str, str]):
    """Text encrypted when its row belongs to the sensitive volet (``instance.volet``)."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        volet = getattr(model_instance, "volet", Volet.SENSITIVE)
        if value and volet == Volet.SENSITIVE and not value.startswith(MARK):
            return encrypt(value)
        return value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(value)
