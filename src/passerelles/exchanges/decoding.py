"""From bytes to text: the encoding is recognised or the file is refused, never guessed wrong."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _

from passerelles.exchanges.unpacking import FileRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32's mark begins like UTF-16's: looked at first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What UTF-8's second bytes look like once read as Windows-1252 or Latin-1: "Ã©" for "é".
_TWICE_ENCODED = re.compile("[ÃÂÅ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]")
# Signs that Windows-1252 shows inside words when the file comes from MS-DOS or an old Macintosh.
_STRAY_SIGN = re.compile("(?<=[A-Za-z])[‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™›ž¢£¤¥§¨](?=[A-Za-z])")
# No text begins with these; one lost in the middle of a long file is left to the connector.
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_HEAD = 1000
_FRENCH_LETTER = re.compile("[àâäçéèêëîïôöùûüÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ]")


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; a :class:`FileRefused` when it makes no sense."""
    text, encoding = _decode(name, data)
    if "\x00" in text or _CONTROL.search(text[:_HEAD]):
        raise _refused(name, _("ce n’est pas un fichier texte"))
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        raise _refused(
            name,
            _("des caractères ont été perdus par un logiciel précédent (ligne %(line)d)")
            % {"line": line},
        )
    if match := _mojibake(text):
        line = text.count("\n", 0, match.start()) + 1
        raise _refused(
            name,
            _("les accents ont été encodés deux fois (« %(sample)s » ligne %(line)d)")
            % {"sample": match.group(), "line": line},
        )
    return text, encoding


def _decode(name: str, data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _refused(name, _("il s’annonce en Unicode mais ne l’est pas")) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if b"\x00" in data[:4096]:
            raise _refused(name, _("ce n’est pas un fichier texte")) from error
        if _breaks_off(data, error):
            raise _refused(name, _("il s’arrête au milieu d’un caractère, il est coupé")) from error
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _refused(name, _("ni UTF-8, ni Windows-1252")) from error
    if len(_STRAY_SIGN.findall(text)) > len(_FRENCH_LETTER.findall(text)):
        raise _refused(name, _("il semble venir de MS-DOS ou d’un ancien Macintosh"))
    return text, "cp1252"


def _breaks_off(data: bytes, error: UnicodeDecodeError) -> bool:
    """Sound UTF-8, with accents, up to the last bytes: the file was cut, not encoded otherwise."""
    return error.reason == "unexpected end of data" and not data[: error.start].isascii()


def _mojibake(text: str) -> re.Match[str] | None:
    for match in _TWICE_ENCODED.finditer(text):
        sample = match.group()
        for encoding in ("cp1252", "latin-1"):
            try:
                sample.encode(encoding).decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
            return match
    return None


def _refused(name: str, why: str) -> FileRefused:
    return FileRefused(
        _("L’encodage du fichier « %(name)s » n’est pas reconnu : %(why)s.")
        % {"name": name, "why": why},
        _("Enregistrez-le à nouveau depuis le tableur, au format « CSV UTF-8 »."),
    )
