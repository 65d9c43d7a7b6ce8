"""The access card: a number that can be read aloud, and four pictures to keep secret.

Why pictures: many of those who hold a card read with difficulty and type with more.  Four
pictures out of thirty-two, in order and without repetition, are touched one after the other;
each has its word, so that they can also be said, listened to or written down.  Together with
the number they are worth more than 46 bits, and five wrong tries lock the card: guessing the
pictures of a stolen card succeeds six times in a million.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from passerelles.kernel.identifiers import luhn_is_valid
from passerelles.kernel.text import fold

MAX_TRIES = 5
NUMBER_LENGTH = 9
SECRET_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """``code`` names its drawing; ``word`` is written under it and read aloud."""

    code: str
    word: str


# Things everybody can name; no two that look alike on a small screen or in black and white.
PICTURES: tuple[Picture, ...] = (
    Picture("cat", "chat"),
    Picture("fish", "poisson"),
    Picture("turtle", "tortue"),
    Picture("bird", "oiseau"),
    Picture("rabbit", "lapin"),
    Picture("snail", "escargot"),
    Picture("tree", "arbre"),
    Picture("flower", "fleur"),
    Picture("sun", "soleil"),
    Picture("moon", "lune"),
    Picture("star", "étoile"),
    Picture("umbrella", "parapluie"),
    Picture("banana", "banane"),
    Picture("apple", "pomme"),
    Picture("carrot", "carotte"),
    Picture("cherry", "cerises"),
    Picture("croissant", "croissant"),
    Picture("cake", "gâteau"),
    Picture("house", "maison"),
    Picture("key", "clé"),
    Picture("bed", "lit"),
    Picture("armchair", "fauteuil"),
    Picture("book", "livre"),
    Picture("scissors", "ciseaux"),
    Picture("guitar", "guitare"),
    Picture("bicycle", "vélo"),
    Picture("bus", "bus"),
    Picture("boat", "bateau"),
    Picture("plane", "avion"),
    Picture("glasses", "lunettes"),
    Picture("heart", "cœur"),
    Picture("shirt", "maillot"),
)
_BY_CODE = {picture.code: picture for picture in PICTURES}
_BY_WORD = {fold(picture.word): picture for picture in PICTURES}


def new_number() -> str:
    """Nine digits; the last one is a key, so that a slip of the finger is not a wrong try."""
    body = "".join(secrets.choice("0123456789") for _ in range(NUMBER_LENGTH - 1))
    return next(body + key for key in "0123456789" if luhn_is_valid(body + key))


def new_secret() -> tuple[Picture, ...]:
    return tuple(secrets.SystemRandom().sample(PICTURES, SECRET_LENGTH))


def read_number(typed: str) -> str:
    """Digits of a typed number, empty when it cannot be the number of a card."""
    digits = "".join(char for char in typed if char.isascii() and char.isdigit())
    return digits if len(digits) == NUMBER_LENGTH and luhn_is_valid(digits) else ""


def spaced(number: str) -> str:
    """``482 915 307``: three by three, as one says it."""
    return " ".join(number[start : start + 3] for start in range(0, len(number), 3))


def known_pictures(codes: Iterable[str]) -> list[Picture]:
    """Pictures behind the codes, at most those of one secret; unknown codes are dropped."""
    return [_BY_CODE[code] for code in codes if code in _BY_CODE][:SECRET_LENGTH]


def read_words(typed: str) -> list[Picture]:
    """Pictures written as words ("chat, soleil, vélo, clé"); a word that is none is dropped."""
    return [_BY_WORD[word] for word in fold(typed).split() if word in _BY_WORD]


def secret_text(pictures: Sequence[Picture]) -> str:
    """What is hashed: the codes in order."""
    return "-".join(picture.code for picture in pictures)
