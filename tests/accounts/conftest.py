"""Signing in the way people do: address, password, code of the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from passerelles.accounts.models import User

PASSWORD = "motdepasse-de-test"
LOGIN = "/compte/login/"


def code_now(secret: str) -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    def signed(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
        return client.post(LOGIN, {"login": email, "password": password}, **extra)

    return signed


@pytest.fixture
def with_codes() -> Callable[[User], tuple[str, list[str]]]:
    """Give a user an application of codes and recovery codes: ``(secret, recovery codes)``."""

    def given(user: User) -> tuple[str, list[str]]:
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return secret, RecoveryCodes.activate(user).generate_codes()

    return given
