"""A scanned agreement: what is accepted, and under which name it is kept.

The kind is read from the first bytes, never from the name or from what the browser says.
The file is served only through the policy, as an attachment, so that nothing in it ever runs
as a page of this site.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from passerelles.kernel.errors import Refusal

LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ScanKind:
    magic: bytes
    extension: str
    content_type: str


KINDS = (
    ScanKind(b"%PDF-", "pdf", "application/pdf"),
    ScanKind(b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    ScanKind(b"\xff\xd8\xff", "jpg", "image/jpeg"),
)
# A scanner never produces these: a PDF that acts by itself is not a scan.
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA)\b")


def checked_scan(upload: UploadedFile[Any]) -> ContentFile[bytes]:
    """The content under a random name, or a refusal that says what to send instead."""
    if upload.size is None or upload.size > LARGEST:
        raise Refusal(
            "Le fichier dépasse 5 Mo.", "Numérisez en noir et blanc, ou en 150 ppp.", field="scan"
        )
    content = upload.read(LARGEST + 1)
    kind = next((kind for kind in KINDS if content.startswith(kind.magic)), None)
    if kind is None or len(content) > LARGEST:
        raise Refusal(
            "Ce fichier n’est pas un PDF, un PNG ou un JPEG.",
            "Numérisez le papier dans l’un de ces trois formats.",
            field="scan",
        )
    if kind.extension == "pdf" and _ACTIVE_PDF.search(content):
        raise Refusal(
            "Ce PDF contient des actions automatiques ou des pièces jointes.",
            "Numérisez le papier à nouveau, ou imprimez le PDF dans un nouveau PDF.",
            field="scan",
        )
    return ContentFile(content, name=f"{uuid.uuid4().hex}.{kind.extension}")


def content_type_of(name: str) -> str:
    extension = name.rpartition(".")[2]
    return next(
        (kind.content_type for kind in KINDS if kind.extension == extension),
        "application/octet-stream",
    )
