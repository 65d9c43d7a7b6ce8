"""Two identities compared: how much they look alike, and why, in words.

Nothing here decides that two people are one: a professional does, with the reasons in front.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from rapidfuzz import fuzz

from passerelles.kernel.text import fold

# From which score (0 to 100) a look-alike is shown before a record is opened.
SHOWN_FROM = 80
# From which score another organisation that may hold the record is told of the request.
PROBABLY_SAME_FROM = 90
# From which likeness (0 to 100) two spellings are one name with a typing error.
ONE_NAME_FROM = 85


class Birth(Enum):
    """How two birth dates agree, and what it adds to the likeness of the names."""

    SAME = 10
    CLOSE = 0
    UNKNOWN = -5
    DIFFERENT = -30


@dataclass(frozen=True, slots=True)
class Identity:
    first_name: str
    last_name: str
    usage_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` from 0 to 100; ``reasons`` are shown beside it."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.score >= SHOWN_FROM

    @property
    def is_probable(self) -> bool:
        return self.score >= PROBABLY_SAME_FROM


def plainly_different(one: Identity, other: Identity) -> bool:
    """A quick answer: with such different birth dates, even the same names are not shown."""
    return compare_births(one.birth_date, other.birth_date) is Birth.DIFFERENT


def compare(one: Identity, other: Identity) -> Likeness:
    """The straight reading, or the one where first and last name were swapped if it fits better."""
    straight = _read(one, other)
    swapped = _read(one, Identity(other.last_name, other.first_name, "", other.birth_date))
    if swapped.score > straight.score:
        return Likeness(swapped.score, ("Prénom et nom inversés", *swapped.reasons))
    return straight


def _read(one: Identity, other: Identity) -> Likeness:
    first = _first_names(one.first_name, other.first_name)
    last, crossed = _last_names(one, other)
    birth = compare_births(one.birth_date, other.birth_date)
    # Both names must fit: brothers and sisters share one, twins the birth date too.
    names = 0.5 * min(first, last) + 0.25 * (first + last)
    score = max(0, min(100, round(names + birth.value)))
    reasons = [_said("prénom", first)]
    reasons.append("Un nom de naissance égale un nom d’usage" if crossed else _said("nom", last))
    reasons.append(_BIRTH_SAID[birth])
    return Likeness(score, tuple(reason for reason in reasons if reason))


def _first_names(one: str, other: str) -> float:
    left, right = fold(one), fold(other)
    if not left or not right:
        return 0.0
    whole = fuzz.token_sort_ratio(left, right)
    # "Jean" and "Jean-Pierre" may be one person: alike, but less than one same name.
    if set(left.split()) & set(right.split()):
        return max(whole, float(ONE_NAME_FROM))
    return float(whole)


def _last_names(one: Identity, other: Identity) -> tuple[float, bool]:
    """The best likeness between the names each has borne, and whether it crosses two kinds."""
    best, crossed = 0.0, False
    for left, left_usage in _names(one):
        for right, right_usage in _names(other):
            ratio = float(fuzz.token_sort_ratio(left, right))
            if ratio > best:
                best, crossed = ratio, left_usage != right_usage
    return best, crossed and best >= ONE_NAME_FROM


def _names(identity: Identity) -> list[tuple[str, bool]]:
    pairs = ((identity.last_name, False), (identity.usage_name, True))
    return [(fold(name), usage) for name, usage in pairs if fold(name)]


def compare_births(one: date | None, other: date | None) -> Birth:
    """Same, close (one part differs, or day and month swapped), unknown, or different."""
    if one is None or other is None:
        return Birth.UNKNOWN
    if one == other:
        return Birth.SAME
    swapped = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    differing = (one.day != other.day) + (one.month != other.month) + (one.year != other.year)
    if swapped or (differing == 1 and abs(one.year - other.year) in (0, 1, 10)):
        return Birth.CLOSE
    return Birth.DIFFERENT


_BIRTH_SAID = {
    Birth.SAME: "Même date de naissance",
    Birth.CLOSE: "Date de naissance presque pareille",
    Birth.UNKNOWN: "Date de naissance inconnue d’un côté",
    Birth.DIFFERENT: "Date de naissance différente",
}


def _said(what: str, ratio: float) -> str:
    if ratio >= 100:
        return f"Même {what}"
    if ratio >= ONE_NAME_FROM:
        return f"Même {what} à une faute de frappe près"
    return f"{what.capitalize()} différent"
