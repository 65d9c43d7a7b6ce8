"""Do somebody's words speak of a trade?  Whole words, and never a wish that says no.

A guess made to be checked with the person, whose words are always shown beside it.
"""

from __future__ import annotations

from passerelles.kernel.text import fold

# Words that say nothing of a trade: « je voudrais travailler en entreprise ».
_EMPTY = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "un",
        "une",
        "en",
        "au",
        "aux",
        "et",
        "ou",
        "pour",
        "avec",
        "dans",
        "sur",
        "je",
        "veux",
        "voudrais",
        "aimerais",
        "aime",
        "faire",
        "travailler",
        "travail",
        "metier",
        "emploi",
        "poste",
        "etre",
        "mon",
        "ma",
        "mes",
        "qui",
        "que",
        "comme",
        "entreprise",
        "milieu",
        "ordinaire",
        "secteur",
        "activite",
        "agent",
        "agente",
        "ouvrier",
        "ouvriere",
        "employe",
        "employee",
        "gens",
    ]
)
# A wish that holds one of these may say the contrary of its words: nobody is counted on it.
_NEGATIONS = frozenset(
    ["ne", "n", "pas", "plus", "jamais", "sans", "aucun", "aucune", "ni", "deteste", "refuse"]
)
# « Plus tard je voudrais jardiner », « pas trop loin » say nothing against the trade.
_HARMLESS = ("plus tard", "pas trop", "pas loin", "pas cher")
# Endings by which French makes the trade, the gesture and whoever does it from one word.
_ENDINGS = (
    "icienne",
    "icien",
    "ique",
    "erie",
    "iere",
    "ier",
    "euse",
    "eur",
    "ation",
    "age",
    "ure",
    "er",
    "e",
)
_LEAST_STEM = 4
# Words of one family that no ending brings together.
_FAMILIES = (
    frozenset({"vente", "vendre", "vendeur", "vendeuse"}),
    frozenset({"peinture", "peindre", "peintre"}),
    frozenset({"service", "servir", "serveur", "serveuse"}),
    frozenset({"accueil", "accueillir", "accueillant"}),
)
_LEAST_SHARED = 6
_OF_SHORTER = 0.75
_OF_LONGER = 0.6


def speaks_of(said: str, trade: str) -> bool:
    """Whether a wish and a trade share a word, or two words of one family."""
    told = fold(said)
    for phrase in _HARMLESS:
        told = told.replace(phrase, " ")
    words = told.split()
    if _NEGATIONS.intersection(words):
        return False
    asked = _telling(fold(trade).split())
    return any(_alike(one, other) for one in _telling(words) for other in asked)


def _telling(words: list[str]) -> set[str]:
    return {_singular(word) for word in words if len(word) > 2 and word not in _EMPTY} - _EMPTY


def _singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    return word[:-1] if len(word) > _LEAST_STEM and word[-1] in "sx" else word


def _alike(one: str, other: str) -> bool:
    if one == other or _stem(one) == _stem(other):
        return True
    if any(one in family and other in family for family in _FAMILIES):
        return True
    shared = _shared(one, other)
    shorter, longer = sorted((len(one), len(other)))
    return (
        shared >= _LEAST_SHARED
        and shared >= _OF_SHORTER * shorter
        and shared >= _OF_LONGER * longer
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word


def _shared(one: str, other: str) -> int:
    """Letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
