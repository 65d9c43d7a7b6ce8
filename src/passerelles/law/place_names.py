"""Kinds of places as a sentence names them, in as few words as it can."""

from __future__ import annotations

from collections.abc import Iterable

# Their usual abbreviation is a word of the field; the others have plain words below.
_ABBREVIATED = frozenset(
    {"esat", "ime", "sipfp", "aci", "ei", "ai", "etti", "eiti", "ea", "eatt", "geiq", "ebe", "mdph"}
)
_IN_WORDS: dict[str, str] = {
    "esms": "établissement médico-social",
    "regie": "régie de quartier ou de territoire",
    "training": "organisme de formation",
    "company": "entreprise",
    "buyer": "acheteur public",
    "collectivite": "collectivité",
    "bailleur": "bailleur social",
    "network": "réseau",
    "france_travail": "France Travail",
    "cap_emploi": "Cap emploi",
    "mission_locale": "mission locale",
    "funder": "financeur",
    "facilitator": "facilitateur des clauses",
    "barrier_partner": "partenaire qui lève les freins",
    "addiction": "structure d’addictologie",
    "justice": "service de la justice",
    "mental_health": "service de santé mentale",
    "shelter": "hébergement",
    "ptce": "PTCE",
    "ges": "groupe économique solidaire",
    "association": "association",
    "other": "autre structure",
}


def place_name(code: str) -> str:
    """``ACI``, ``régie de quartier ou de territoire``; a code nobody knows is said as it is."""
    return code.upper() if code in _ABBREVIATED else _IN_WORDS.get(code, code)


def place_names(codes: Iterable[str], last: str = "ou") -> str:
    """``ACI, AI, EI ou régie de quartier ou de territoire``: abbreviations first, then words."""
    names = [place_name(code) for code in sorted(codes, key=lambda c: (c not in _ABBREVIATED, c))]
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
