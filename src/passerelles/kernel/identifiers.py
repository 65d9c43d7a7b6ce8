"""French identifiers: read, checked, and repaired when a spreadsheet ate their leading zero.

Each ``parse_*`` returns a :class:`Reading` whose ``repair`` is a French sentence when the value
had to be mended, or raises :class:`~passerelles.kernel.errors.Refusal` with what to do next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import contains_nir, refuse_nir

__all__ = [
    "LA_POSTE_SIREN",
    "Reading",
    "contains_nir",
    "departement_of_insee",
    "departement_of_postal_code",
    "finess_is_valid",
    "insee_is_valid",
    "luhn_is_valid",
    "parse_finess",
    "parse_insee",
    "parse_postal_code",
    "parse_siren",
    "parse_siret",
    "postal_code_is_valid",
    "refuse_nir",
    "siren_is_valid",
    "siren_of",
    "siret_is_valid",
]

# La Poste numbers its tens of thousands of establishments outside the Luhn rule.
LA_POSTE_SIREN = "356000000"

_SEPARATORS = re.compile(r"[\s.\-_/]+")
_FINESS = re.compile(r"(?:\d{2}|2[AB])\d{7}")
_INSEE = re.compile(r"(?:0[1-9]|[13-8]\d|2[1-9AB]|9[0-5])\d{3}|9[78]\d{3}")
_POSTAL = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """An identifier in its official form, and the sentence saying what was mended, if anything."""

    value: str
    repair: str = ""

    @property
    def repaired(self) -> bool:
        return bool(self.repair)


def luhn_is_valid(digits: str) -> bool:
    """Luhn's check: every second digit from the right counts double, the total ends with 0."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        value = int(char) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def siren_is_valid(siren: str) -> bool:
    return _is_number(siren, 9) and siren != "0" * 9 and luhn_is_valid(siren)


def siret_is_valid(siret: str) -> bool:
    if not _is_number(siret, 14) or siret.startswith("0" * 9):
        return False
    if luhn_is_valid(siret):
        return True
    return siret.startswith(LA_POSTE_SIREN) and sum(map(int, siret)) % 5 == 0


def finess_is_valid(finess: str) -> bool:
    """Shape and key: Luhn over the nine characters, Corsica's A counting 1 and B counting 2."""
    if not finess.isascii() or not _FINESS.fullmatch(finess):
        return False
    return finess != "0" * 9 and luhn_is_valid(finess.replace("A", "1").replace("B", "2"))


def parse_siren(text: str) -> Reading:
    return _parse_number(text, name="SIREN", length=9, is_valid=siren_is_valid)


def parse_siret(text: str) -> Reading:
    return _parse_number(text, name="SIRET", length=14, is_valid=siret_is_valid)


def siren_of(siret: str) -> str:
    return siret[:9]


def parse_finess(text: str) -> Reading:
    """A FINESS number, of a legal entity (EJ) or of an establishment (ET): same shape, same key."""
    value = _compact(text)
    if finess_is_valid(value):
        return Reading(value)
    padded = value.zfill(9)
    if len(value) == 8 and finess_is_valid(padded):
        return Reading(padded, _zero_sentence("numéro FINESS", value, padded))
    raise Refusal(
        f"« {text.strip()} » n’est pas un numéro FINESS : il en faut 9 caractères "
        "et une clé de contrôle juste.",
        "Vérifiez le numéro sur finess.esante.gouv.fr.",
    )


def insee_is_valid(code: str) -> bool:
    """The shape of a commune code; whether the commune exists is known by ``territories``."""
    return code.isascii() and _INSEE.fullmatch(code) is not None


def parse_insee(text: str) -> Reading:
    value = _compact(text)
    if insee_is_valid(value):
        return Reading(value)
    padded = value.zfill(5)
    if len(value) == 4 and insee_is_valid(padded):
        return Reading(padded, _zero_sentence("code commune", value, padded))
    raise Refusal(
        f"« {text.strip()} » n’est pas un code commune INSEE : il en faut 5 caractères "
        "(par exemple 02691, 2A004 ou 97411).",
        "Ce n’est pas le code postal : cherchez la commune sur insee.fr.",
    )


def postal_code_is_valid(code: str) -> bool:
    return code.isascii() and _POSTAL.fullmatch(code) is not None


def parse_postal_code(text: str) -> Reading:
    value = _compact(text)
    if postal_code_is_valid(value):
        return Reading(value)
    padded = value.zfill(5)
    if len(value) == 4 and postal_code_is_valid(padded):
        return Reading(padded, _zero_sentence("code postal", value, padded))
    raise Refusal(
        f"« {text.strip()} » n’est pas un code postal : il en faut 5 chiffres.",
        "Vérifiez l’adresse, par exemple 02100 ou 97400.",
    )


def departement_of_insee(code: str) -> str:
    """The département's code: two characters, three overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def departement_of_postal_code(code: str) -> str:
    """The département a postal code usually serves; Corsica is cut at 20200."""
    if code.startswith("20"):
        return "2A" if code < "20200" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _is_number(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _zero_sentence(what: str, before: str, after: str) -> str:
    zeros = len(after) - len(before)
    lost = "Le zéro perdu" if zeros == 1 else f"Les {zeros} zéros perdus"
    verb = "a été remis" if zeros == 1 else "ont été remis"
    return f"{lost} au début du {what} {verb} : {before} → {after}."


def _parse_number(text: str, *, name: str, length: int, is_valid: Callable[[str], bool]) -> Reading:
    value = _compact(text)
    if is_valid(value):
        return Reading(value)
    padded = value.zfill(length)
    # Spreadsheets drop zeros from the left; the key proves that putting them back is right.
    if length - 3 <= len(value) < length and is_valid(padded):
        return Reading(padded, _zero_sentence(f"numéro {name}", value, padded))
    if not _is_number(value, length):
        problem = f"il en faut {length} chiffres, celui-ci a {len(value)} caractères"
    else:
        problem = "sa clé de contrôle est fausse, un chiffre est sans doute mal recopié"
    raise Refusal(
        f"« {text.strip()} » n’est pas un numéro {name} : {problem}.",
        "Vérifiez le numéro sur annuaire-entreprises.data.gouv.fr.",
    )
