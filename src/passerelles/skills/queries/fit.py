"""Persons of an organisation beside an activity: what they were seen doing, what interests them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from passerelles.kernel.actors import Actor
from passerelles.pathways.queries.gathering import people_led
from passerelles.people.models import Person, Wish
from passerelles.people.rules.wishes import WishKind
from passerelles.skills.models import (
    COUNTED_ATTEMPT,
    COUNTED_PARTICIPATION,
    Participation,
    SkillAttempt,
)
from passerelles.skills.rules.fit import ActivityFit, PersonFit, Profile, activity_fit
from passerelles.skills.rules.workshops import AttemptResult

_SAID = (WishKind.JOB, WishKind.INTEREST)


@dataclass(frozen=True, slots=True)
class FitLine:
    """The answer about somebody, and their name, which took no part in it."""

    person: Person
    fit: PersonFit


@dataclass(frozen=True, slots=True)
class FitPage:
    answer: ActivityFit
    lines: tuple[FitLine, ...]


def fit_of(actor: Actor, trade: str, skills: Sequence[str]) -> FitPage:
    """Persons whose path the organisation leads; all of them, in as many queries for one as for many.

    Reads only skills, workshops and wishes: nothing else of a person enters the answer.
    """
    people = people_led(actor)
    keys = [person.id for person in people]
    validated: dict[UUID, set[str]] = defaultdict(set)
    learning: dict[UUID, set[str]] = defaultdict(set)
    rows = SkillAttempt.objects.filter(COUNTED_ATTEMPT, person_id__in=keys).across_people()
    for person_id, skill, result in rows.values_list("person_id", "skill", "result"):
        kept = validated if result == AttemptResult.VALIDATED else learning
        kept[person_id].add(skill)
    said: dict[UUID, list[str]] = defaultdict(list)
    for wish in Wish.objects.filter(person_id__in=keys, kind__in=_SAID).across_people():
        said[wish.person_id].append(wish.words)
    done: dict[UUID, list[str]] = defaultdict(list)
    came = Participation.objects.filter(
        COUNTED_PARTICIPATION, person_id__in=keys, came=True
    ).across_people()
    for person_id, worked in came.values_list("person_id", "day__workshop__trade"):
        done[person_id].append(worked)
    profiles = [
        Profile(
            person.id,
            frozenset(validated[person.id]),
            frozenset(learning[person.id]),
            tuple(said[person.id]),
            tuple(done[person.id]),
        )
        for person in people
    ]
    fit = activity_fit(trade, skills, profiles)
    by_key = {person.id: person for person in people}
    return FitPage(fit, tuple(FitLine(by_key[one.key], one) for one in fit.people))
