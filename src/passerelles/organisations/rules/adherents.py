"""Adherents a group or a network keeps itself: lines pasted at once, and who counts on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import parse_siret
from passerelles.kernel.nir import refuse_nir

LONGEST_NAME = 160
MOST_AT_ONCE = 200
FIELD = "companies"


@dataclass(frozen=True, slots=True)
class AdherentLine:
    """One company as it was typed; either is enough."""

    name: str = ""
    siret: str = ""


def typed_lines(text: str) -> tuple[AdherentLine, ...]:
    """One company a line: its name, its SIRET, or both with a semicolon between."""
    lines = [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]
    if not lines:
        raise Refusal("Aucune entreprise n’est écrite.", "Écrivez un nom par ligne.", FIELD)
    if len(lines) > MOST_AT_ONCE:
        raise Refusal(
            f"Plus de {MOST_AT_ONCE} entreprises à la fois.",
            "Ajoutez-les en plusieurs fois.",
            FIELD,
        )
    return tuple(dict.fromkeys(_line(number, line) for number, line in enumerate(lines, 1)))


def _line(number: int, text: str) -> AdherentLine:
    name, _semicolon, siret = (part.strip() for part in text.partition(";"))
    if not siret and name.replace(" ", "").isdigit():
        name, siret = "", name
    try:
        refuse_nir(name, field=FIELD)
        if siret:
            siret = parse_siret(siret).value
    except Refusal as refusal:
        raise Refusal(f"Ligne {number} : {refusal.message}", refusal.remedy, FIELD) from refusal
    if len(name) > LONGEST_NAME:
        raise Refusal(
            f"Ligne {number} : le nom dépasse {LONGEST_NAME} caractères.",
            "Gardez le nom d’usage.",
            FIELD,
        )
    return AdherentLine(name, siret)


def check_end(since: date | None, until: date) -> None:
    """Nobody leaves before they came."""
    if since is not None and until < since:
        raise Refusal("La fin précède le début.", "Vérifiez la date de fin.", "until")
