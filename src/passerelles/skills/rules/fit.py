"""Does an activity suit the people who would do it?  Counted, explained, and never a ranking.

Only three things are looked at: what somebody was seen doing, the workshops they came to, and
what they said interests them.
Neither age, gender, origin nor address enters here, because nothing here has them.  What nobody
observed is *unknown*: a person about whom nothing is known is not a person who cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from passerelles.kernel.text import fold
from passerelles.skills.rules.interest import speaks_of


class Held(StrEnum):
    """What is known of somebody and a skill."""

    YES = "yes"
    LEARNING = "learning"
    UNKNOWN = "unknown"


HELD_LABELS: dict[Held, str] = {
    Held.YES: "sait faire",
    Held.LEARNING: "apprend",
    Held.UNKNOWN: "on ne sait pas",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """``key`` is only carried back, and says nothing of anybody; skills as written, interests in
    the person's words.

    ``practised``: trades of the workshops the person came to.
    """

    key: UUID
    validated: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    interests: tuple[str, ...] = ()
    practised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFit:
    key: UUID
    held: tuple[tuple[str, Held], ...]
    interest: str = ""
    practised: str = ""

    @property
    def fits(self) -> bool:
        return bool(self.held) and all(held is Held.YES for _skill, held in self.held)

    @property
    def known(self) -> bool:
        """Whether anything at all was observed about the skills asked for."""
        return any(held is not Held.UNKNOWN for _skill, held in self.held)

    @property
    def learning(self) -> tuple[str, ...]:
        return tuple(skill for skill, held in self.held if held is Held.LEARNING)

    @property
    def unseen(self) -> tuple[str, ...]:
        return tuple(skill for skill, held in self.held if held is Held.UNKNOWN)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(skill for skill, held in self.held if held is not Held.YES)


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """One skill of the activity: how many hold it, learn it, and of how many nothing is known."""

    skill: str
    yes: int
    learning: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ActivityFit:
    people: tuple[PersonFit, ...]
    needs: tuple[SkillNeed, ...]

    @property
    def fitting(self) -> int:
        return sum(1 for one in self.people if one.fits)

    @property
    def interested(self) -> int:
        return sum(1 for one in self.people if one.interest)

    @property
    def unknown(self) -> int:
        return sum(1 for one in self.people if not one.known)


def activity_fit(trade: str, skills: Iterable[str], profiles: Iterable[Profile]) -> ActivityFit:
    """Everybody, whoever is interested or skilled first; then in the order they came in."""
    asked = tuple(skills)
    people = [_person(trade, asked, profile) for profile in profiles]
    needs = tuple(_need(skill, people) for skill in asked)
    ordered = sorted(people, key=lambda one: (not one.interest, not one.fits, len(one.missing)))
    return ActivityFit(tuple(ordered), needs)


def _person(trade: str, skills: tuple[str, ...], profile: Profile) -> PersonFit:
    validated = {fold(skill) for skill in profile.validated}
    learning = {fold(skill) for skill in profile.learning}

    def held(skill: str) -> Held:
        if fold(skill) in validated:
            return Held.YES
        return Held.LEARNING if fold(skill) in learning else Held.UNKNOWN

    return PersonFit(
        key=profile.key,
        held=tuple((skill, held(skill)) for skill in skills),
        interest=next((said for said in profile.interests if speaks_of(said, trade)), ""),
        practised=next((done for done in profile.practised if speaks_of(done, trade)), ""),
    )


def _need(skill: str, people: list[PersonFit]) -> SkillNeed:
    found = [dict(one.held)[skill] for one in people]
    return SkillNeed(
        skill, found.count(Held.YES), found.count(Held.LEARNING), found.count(Held.UNKNOWN)
    )
