"""Bodies of a project: who sits there, who may be asked for an opinion, how plainly it is told.

The social-life council (conseil de la vie sociale) speaks for the users of an establishment: its
opinion is worth something only when users sit in it and were there.  It advises; the body
that decides stays free, and answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passerelles.kernel.calendar import add_months


class BodyKind(StrEnum):
    STEERING = "steering"
    SOCIAL_LIFE = "social_life"
    COLLEGE = "college"


BODY_LABELS: dict[BodyKind, str] = {
    BodyKind.STEERING: "Comité de pilotage",
    BodyKind.SOCIAL_LIFE: "Conseil de la vie sociale (CVS)",
    BodyKind.COLLEGE: "Collège",
}


class SeatStatus(StrEnum):
    """``USERS``: elected by the users of the establishment, and speaking for them."""

    MEMBER = "member"
    USERS = "users"
    INVITED = "invited"


SEAT_LABELS: dict[SeatStatus, str] = {
    SeatStatus.MEMBER: "membre",
    SeatStatus.USERS: "représente les usagers",
    SeatStatus.INVITED: "invité",
}


class OpinionSense(StrEnum):
    FAVOURABLE = "favourable"
    RESERVED = "reserved"
    UNFAVOURABLE = "unfavourable"
    NONE = "none"


OPINION_LABELS: dict[OpinionSense, str] = {
    OpinionSense.FAVOURABLE: "avis favorable",
    OpinionSense.RESERVED: "avis favorable, avec des réserves",
    OpinionSense.UNFAVOURABLE: "avis défavorable",
    OpinionSense.NONE: "pas d’avis",
}
# The same, on the page that is read with the users.
OPINION_PLAIN: dict[OpinionSense, str] = {
    OpinionSense.FAVOURABLE: "Nous sommes d’accord.",
    OpinionSense.RESERVED: "Nous sommes d’accord, mais nous demandons quelque chose.",
    OpinionSense.UNFAVOURABLE: "Nous ne sommes pas d’accord.",
    OpinionSense.NONE: "Nous n’avons pas d’avis.",
}


def why_no_opinion(kind: BodyKind, users_seats: int, users_present: int | None) -> str:
    """Why the body cannot give the opinion of the users yet; empty when it can."""
    if kind is not BodyKind.SOCIAL_LIFE:
        return "L’avis des usagers se donne au conseil de la vie sociale."
    if not users_seats:
        return "Personne ne représente les usagers dans ce conseil."
    if users_present is None:
        return "On ne sait pas combien de représentants des usagers étaient là."
    if not users_present:
        return "Aucun représentant des usagers n’était là."
    return ""


LONGEST_PLAIN = 15  # words in one sentence: easy-to-read French keeps one idea in each
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def long_sentences(text: str) -> tuple[str, ...]:
    """Sentences of a plain summary that hold more than one idea, most likely."""
    sentences = (sentence.strip() for sentence in _SENTENCE_END.split(text))
    return tuple(s for s in sentences if len(re.findall(r"\w+", s)) > LONGEST_PLAIN)


@dataclass(frozen=True, slots=True)
class Regularity:
    """Meetings held in the last twelve months, the last one and the next one planned."""

    held: int
    last: date | None
    coming: date | None

    @property
    def words(self) -> str:
        if not self.held:
            return "aucune réunion en douze mois"
        return (
            "1 réunion en douze mois" if self.held == 1 else f"{self.held} réunions en douze mois"
        )


def regularity(held: Iterable[date], planned: Iterable[date], today: date) -> Regularity:
    """``held``: days of meetings that took place; ``planned``: days of those still to come."""
    past = sorted(day for day in held if day <= today)
    since = add_months(today, -12)
    return Regularity(
        held=sum(1 for day in past if day > since),
        last=past[-1] if past else None,
        coming=min((day for day in planned if day >= today), default=None),
    )
