"""Finding a name that was typed with mistakes; pure, on folded text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key")

# How alike (0 to 100) two words must be to be one word with a typing error.
ALIKE = 75
# Words shorter than this are too many to be forgiven a mistake: they only add to the rank.
SHORT = 4


def contains_all(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def closeness(typed: str, words: Sequence[str], text: str) -> int:
    """Rank of a text that contains every word: what begins as typed comes first."""
    if text == typed:
        return 4
    if text.startswith(typed):
        return 3
    padded = f" {text}"
    if f" {typed}" in padded:
        return 2
    return 1 if all(f" {word}" in padded for word in words) else 0


def forgiving(typed: str, rows: Iterable[tuple[Key, str]]) -> dict[Key, float]:
    """Rows (key, folded text) in which every long word of the search has a look-alike.

    The search's words are compared with each word in use once, not with each row: it stays
    quick on thousands of names.
    """
    from rapidfuzz import fuzz, process

    rows = list(rows)
    words = typed.split()
    long_words = [word for word in words if len(word) >= SHORT] or words
    vocabulary = sorted({word for _key, text in rows for word in text.split()})
    alike: dict[str, dict[str, float]] = {}
    for word in long_words:
        # A beginning is enough: "blanchis" finds "blanchisserie".
        heads = {known: known[: max(len(word), SHORT)] for known in vocabulary}
        whole = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        begun = process.extract(word, heads, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        # A beginning is worth a little less than the whole word.
        found = {known: score - 5 for _head, score, known in begun}
        for known, score, _index in whole:
            found[known] = max(score, found.get(known, 0))
        alike[word] = found
    scored = ((key, _score(text, long_words, alike)) for key, text in rows)
    return {key: score for key, score in scored if score is not None}


def _score(text: str, words: Sequence[str], alike: dict[str, dict[str, float]]) -> float | None:
    total = 0.0
    own = text.split()
    for word in words:
        best = max((alike[word].get(known, 0.0) for known in own), default=0.0)
        if not best:
            return None
        total += best
    return total / len(words)
