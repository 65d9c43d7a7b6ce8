"""Searching a name among those one may see: accents, case and typing errors forgiven."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process

from passerelles.kernel.text import fold

# Typing errors are forgiven from this many letters, and from this likeness (0 to 100).
TYPO_LETTERS = 4
TYPO_LIKENESS = 78

Key = TypeVar("Key")


def words(text: str) -> list[str]:
    """What was typed, word by word, ready to be looked for in a folded name."""
    return fold(text).split()


def nearest(text: str, names: Mapping[Key, str], limit: int = 50) -> list[Key]:
    """Keys of the folded names nearest to what was typed, best first."""
    typed = fold(text)
    if len(typed) < TYPO_LETTERS:
        return []
    # The quick scorer sifts, the fair one judges what is left.
    longest = max(typed.split(), key=len)
    sifted = process.extract(
        longest, names, scorer=fuzz.partial_ratio, score_cutoff=TYPO_LIKENESS - 10, limit=None
    )
    judged = [(least_alike(typed, name), key) for name, _score, key in sifted]
    judged.sort(key=lambda pair: -pair[0])
    return [key for score, key in judged if score >= TYPO_LIKENESS][:limit]


def least_alike(typed: str, name: str) -> float:
    """Each word typed is compared with its best word in the name: the least alike counts."""
    parts = name.split()
    return min(
        max((fuzz.ratio(word, part) for part in parts), default=0.0) for word in typed.split()
    )
