"""One-time links: a secret that leaves once by e-mail, of which only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets

SECRET_BYTES = 32  # 256 bits: guessing is hopeless, so a fast digest is enough
MAX_LENGTH = 100


def new_token() -> tuple[str, str]:
    """``(secret for the link, digest for the database)``."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    return token, digest(token)


def digest(token: str) -> str:
    """What the database keeps of a secret; an absurdly long one is cut before hashing."""
    return hashlib.sha256(token[:MAX_LENGTH].encode()).hexdigest()
