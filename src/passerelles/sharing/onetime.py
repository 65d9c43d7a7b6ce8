"""One-time links and their codes: shown once, kept only as hashes.

A code has six digits: a slow hash would still fall to a million tries, so it is keyed with
the installation's secret, which is not in the database, and bound to its own link.
"""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

MAX_TRIES = 5
_SALT = "passerelles.sharing.onetime"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def code_hash(hashed_token: str, code: str) -> str:
    return salted_hmac(_SALT, f"{hashed_token}:{code}", algorithm="sha256").hexdigest()


def code_matches(hashed_token: str, code: str, expected: str) -> bool:
    return constant_time_compare(code_hash(hashed_token, plain_code(code)), expected)


def plain_code(typed: str) -> str:
    """Only the digits: people write "123 456" or "123-456"."""
    return "".join(char for char in typed if char.isdecimal())
