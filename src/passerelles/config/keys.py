"""Keys created on first start, so that one command is enough to begin."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def _read_or_create(path: Path, create: str) -> str:
    """Return the first content ever written to ``path``; readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes starting together must agree on one key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(create)
    return create


def secret_key(data_dir: Path) -> str:
    return _read_or_create(data_dir / "cles" / "session.key", secrets.token_urlsafe(64))


def encryption_keys(data_dir: Path) -> tuple[str, ...]:
    """Key ring of the sensitive volet, most recent first."""
    created = _read_or_create(
        data_dir / "cles" / "volet-sensible.key", Fernet.generate_key().decode()
    )
    return tuple(line for line in created.split() if line)
