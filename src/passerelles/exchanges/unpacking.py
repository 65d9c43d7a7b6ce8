"""From a file on disk to its bytes: gzip and zip opened, cut files and bombs refused."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from passerelles.kernel.errors import Refusal

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_TEXT_SUFFIXES = (".csv", ".txt", ".tsv", ".json")


class FileRefused(Refusal):
    """The file as a whole cannot be imported; no line of it was."""


class ContentKind(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Content:
    name: str
    data: bytes
    kind: ContentKind


def unpack(path: Path) -> Content:
    """The bytes to read, whatever they were wrapped in; a :class:`FileRefused` otherwise."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FileRefused(_("« %(name)s » est un dossier.") % {"name": path.name})
        if size > MAX_FILE_BYTES:
            raise _too_big(path.name, MAX_FILE_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise FileRefused(
            _("Le fichier « %(name)s » ne peut pas être lu.") % {"name": path.name},
            _("Vérifiez son chemin et les droits d’accès."),
        ) from error
    return _open(path.name, data)


def _open(name: str, data: bytes) -> Content:
    if not data.strip(b"\x00\r\n\t "):
        raise FileRefused(
            _("Le fichier « %(name)s » est vide.") % {"name": name},
            _("Téléchargez-le à nouveau."),
        )
    if data.startswith(_GZIP):
        return _open(name.removesuffix(".gz"), _gunzip(name, data))
    if data.startswith(_OLD_EXCEL):
        return Content(name, data, ContentKind.WORKBOOK)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _open_zip(name, data)
    return Content(name, data, ContentKind.TEXT)


def _gunzip(name: str, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return _read_capped(name, stream)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise cut(name) from error


def _open_zip(name: str, data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
            if "[Content_Types].xml" in members or "content.xml" in members:
                _check_total(name, members.values())
                return Content(name, data, ContentKind.WORKBOOK)
            member = _only_member(name, list(members))
            if members[member].flag_bits & 0x1:
                raise FileRefused(
                    _("L’archive « %(name)s » est protégée par un mot de passe.") % {"name": name},
                    _("Décompressez-la, puis importez le fichier qu’elle contient."),
                )
            with archive.open(member) as stream:
                content = _read_capped(name, stream)
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise cut(name) from error
    return _open(Path(member).name, content)


def _only_member(name: str, members: list[str]) -> str:
    texts = [m for m in members if m.lower().endswith(_TEXT_SUFFIXES)]
    if len(texts) != 1:
        raise FileRefused(
            _("L’archive « %(name)s » contient %(count)d fichiers de données, il en faut un seul.")
            % {"name": name, "count": len(texts)},
            _("Décompressez-la, puis importez le fichier voulu."),
        )
    return texts[0]


def _check_total(name: str, members: Iterable[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in members)
    if total > MAX_UNPACKED_BYTES:
        raise _too_big(name, MAX_UNPACKED_BYTES)


def _read_capped(name: str, stream: gzip.GzipFile | IO[bytes]) -> bytes:
    content = stream.read(MAX_UNPACKED_BYTES + 1)
    if len(content) > MAX_UNPACKED_BYTES:
        raise _too_big(name, MAX_UNPACKED_BYTES)
    return content


def cut(name: str, detail: str = "") -> FileRefused:
    message = _("Le fichier « %(name)s » est incomplet ou abîmé.") % {"name": name}
    return FileRefused(
        f"{message} {detail}".strip(),
        _("Téléchargez-le à nouveau : rien n’a été importé."),
    )


def _too_big(name: str, limit: int) -> FileRefused:
    return FileRefused(
        _("Le fichier « %(name)s » dépasse %(limit)d Mo.")
        % {"name": name, "limit": limit // (1024 * 1024)},
        _("Vérifiez qu’il s’agit du bon fichier, ou découpez-le."),
    )
