"""No social-security number anywhere: finding one in free text so that it can be refused.

The rule refuses too much rather than too little, within reason: any unbroken run of 13 or 15
digits is refused; a broken one (spaces, dots, dashes) when it reads like a NIR.  A SIRET (14
digits), a phone number or a date beside a postal code do not.
"""

from __future__ import annotations

import re
import unicodedata

from passerelles.kernel.errors import Refusal

_GAP = r"[ \t.\-_/]{0,3}"
# Born in France: 01-12; unknown or fictitious months: 20-42 and 50-99.
_MONTH = r"(?:0[1-9]|1[0-2]|2\d|3\d|4[0-2]|[5-9]\d)"
_DEPARTEMENT = r"(?:\d\d|2[AB])"
_PARTS = (r"[123478]", r"\d\d", _MONTH, _DEPARTEMENT, r"\d{3}", r"\d{3}")
_GROUPED = re.compile(rf"(?<!\d){_GAP.join(_PARTS)}(?:{_GAP}\d\d)?(?!\d)", re.IGNORECASE)
_SHAPE = re.compile(rf"{''.join(_PARTS)}(?:\d\d)?", re.IGNORECASE)
_UNBROKEN = re.compile(r"(?<!\d)(?:\d{15}|\d{13})(?!\d)")
_BROKEN_RUNS = (
    re.compile(rf"\d(?:{_GAP}\d)+"),
    re.compile(rf"\d(?:{_GAP}\d){{4}}{_GAP}2{_GAP}[AB](?:{_GAP}\d)+", re.IGNORECASE),
)
# 00 33 and nine digits: a French phone number dialled from abroad happens to have 13 digits.
_PHONE_FROM_ABROAD = re.compile(r"0033[1-9]\d{8}")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−·"), "-")
_NIR_LENGTHS = (13, 15)


def contains_nir(text: str) -> bool:
    """True when a French social-security number, or what looks like one, is in the text."""
    plain = _normalise(text)
    for match in _UNBROKEN.finditer(plain):
        if not _PHONE_FROM_ABROAD.fullmatch(match.group()):
            return True
    if _GROUPED.search(plain):
        return True
    runs = (match.group() for pattern in _BROKEN_RUNS for match in pattern.finditer(plain))
    return any(_reads_like_nir(run) for run in runs)


def refuse_nir(text: str, *, field: str = "") -> str:
    """The text itself, or a refusal with its reason when it holds a social-security number."""
    if contains_nir(text):
        raise Refusal(
            "Ce texte contient une suite de 13 ou 15 chiffres qui ressemble à un numéro de "
            "sécurité sociale.",
            "Passerelles n’enregistre jamais ce numéro : retirez-le, le reste du texte suffit.",
            field=field,
        )
    return text


def _normalise(text: str) -> str:
    # NFKC turns full-width and superscript digits, and every odd space, into the usual ones;
    # format characters (zero-width spaces) would otherwise split a number unseen.
    usual = unicodedata.normalize("NFKC", text).translate(_DASHES)
    kept = (char for char in usual if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)


def _reads_like_nir(run: str) -> bool:
    """A run cut at unusual places: of NIR length and shape; with 15 digits, a right key too."""
    digits = re.sub(r"[^\dAB]", "", run.upper())
    if len(digits) not in _NIR_LENGTHS or not _SHAPE.fullmatch(digits):
        return False
    return len(digits) == 13 or _key_is_right(digits)


def _key_is_right(digits: str) -> bool:
    number = digits[:13]
    if number[6] == "A":  # Corsica counts as 19 (2A) and 18 (2B) in the key
        number = number.replace("2A", "19")
    elif number[6] == "B":
        number = number.replace("2B", "18")
    return 97 - int(number) % 97 == int(digits[13:])
