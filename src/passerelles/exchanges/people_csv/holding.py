"""A file kept, encrypted, between its upload and its import; gone within a day in any case."""

from __future__ import annotations

import base64
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.sharing.secrecy import decrypt, encrypt

if TYPE_CHECKING:
    Upload: TypeAlias = UploadedFile[Any]

KEPT_FOR = timedelta(days=1)
MAX_BYTES = 10 * 1024 * 1024
SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".ods", ".xls")


def hold(upload: Upload) -> str:
    """Keep an upload and give the ticket that leads to it; its name is forgotten."""
    _sweep()
    ticket = str(uuid.uuid4())
    suffix = Path(upload.name or "").suffix.lower()
    text = base64.b64encode(upload.read()).decode()
    path = _path(ticket)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_text(encrypt(f"{suffix}:{text}"), encoding="utf-8")
    return ticket


@contextmanager
def opened(ticket: str) -> Iterator[Path]:
    """The file in clear, for the time of reading it; ``Hidden`` when it is gone."""
    path = _path(ticket)
    if not path.is_file():
        raise Hidden("upload gone")
    suffix, _separator, text = decrypt(path.read_text(encoding="utf-8")).partition(":")
    with tempfile.TemporaryDirectory(prefix="reprise-") as folder:
        clear = Path(folder) / f"fichier{suffix}"
        clear.write_bytes(base64.b64decode(text))
        yield clear


def is_held(ticket: str | None) -> TypeGuard[str]:
    """Whether the upload is still there: it goes once imported, or after a day."""
    return ticket is not None and _path(ticket).is_file()


def forget(ticket: str) -> None:
    _path(ticket).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "reprises"


def _path(ticket: str) -> Path:
    # A ticket is one of ours or nothing: it never walks the disk.
    return _folder() / f"{uuid.UUID(ticket)}.chiffre"


def _sweep() -> None:
    oldest = (clock.now() - KEPT_FOR).timestamp()
    for path in _folder().glob("*.chiffre"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
