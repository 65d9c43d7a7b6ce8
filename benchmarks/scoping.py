"""What deciding who may see costs: the same rows with and without the decision.

Both are timed in turn, round after round, so that whatever else the machine does weighs the
same on the two.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from statistics import median
from typing import Any
from unittest.mock import patch
from uuid import UUID

from benchmarks.browsing import Visitor
from benchmarks.subjects import Subject, actor_for
from benchmarks.visiting import Visits, visit


@dataclass(frozen=True, slots=True)
class Ratio:
    name: str
    ordinary: float
    free: float

    @property
    def value(self) -> float:
        return self.ordinary / self.free


def measure_pages(subject: Subject, visitor: Visitor, rounds: int) -> list[Ratio]:
    """Whole pages, as they are and with nothing deciding who may see."""
    timed = (Visits(), Visits())
    known = _visible(subject)
    for number in range(rounds + 2):
        for free in (False, True) if number % 2 else (True, False):
            kept = timed[free] if number >= 2 else Visits()
            with unfiltered(known) if free else nullcontext():
                visit(visitor, subject, random.Random(number), kept)
    if errors := timed[0].errors + timed[1].errors:
        raise AssertionError(f"pages refusées : {sorted(set(errors))}")
    return [
        Ratio(name, median(ordinary), median(timed[1].timings[name]))
        for name, ordinary in timed[0].timings.items()
    ]


def _visible(subject: Subject) -> list[UUID]:
    from passerelles.kernel.actors import acting_as
    from passerelles.people.models import Person

    membership = subject.organisation.memberships.get(user=subject.user)
    with acting_as(actor_for(membership)):
        return list(Person.objects.order_by("pk").values_list("pk", flat=True))


@contextmanager
def unfiltered(known: list[UUID]) -> Iterator[None]:
    """Reads as somebody whom nothing filters, on the same persons, without row security."""
    from django.db.models import Q

    from passerelles.kernel.actors import system_actor
    from passerelles.people.models import person
    from passerelles.sharing import row_security
    from passerelles.sharing.models import entries

    system = system_actor("mesure de performance")
    with (
        patch.object(person, "persons_visible", lambda *args, **kwargs: Q(pk__in=known)),
        patch.object(entries, "entries_visible", lambda *args, **kwargs: Q()),
        patch.object(entries, "persons_reached", lambda *args, **kwargs: Q(person_id__in=known)),
        patch.object(row_security, "_scope", lambda: system),
    ):
        yield


def measure_queries(subject: Subject, rounds: int) -> list[Ratio]:
    from passerelles.kernel.actors import acting_as, system_actor

    membership = subject.organisation.memberships.get(user=subject.user)
    actors = (actor_for(membership), system_actor("mesure de performance"))
    ratios = []
    for name, question in _questions(subject).items():
        timed: tuple[list[float], list[float]] = ([], [])
        counts = set()
        for number in range(rounds + 3):
            for which in (0, 1) if number % 2 else (1, 0):
                with acting_as(actors[which]):
                    begun = time.perf_counter()
                    counts.add(question(actors[which]))
                    elapsed = (time.perf_counter() - begun) * 1000
                if number >= 3:
                    timed[which].append(elapsed)
        if len(counts) != 1:
            raise AssertionError(f"{name} : les deux acteurs n’ont pas lu les mêmes lignes")
        ratios.append(Ratio(name, median(timed[0]), median(timed[1])))
    return ratios


def _questions(subject: Subject) -> dict[str, Callable[[Any], int]]:
    """Questions whose answer is the same rows for both: the organisation's own persons."""
    from passerelles.organisations.searching import Criteria, hits, search
    from passerelles.pathways.queries.eyes import own_eyes
    from passerelles.pathways.queries.synthesis import synthesis
    from passerelles.people.models import Person
    from passerelles.people.queries.directory import lines
    from passerelles.people.rules.search import nearest
    from passerelles.sharing.policy import peek_record
    from passerelles.territories.models import Commune

    person_id = subject.people[0]
    commune = Commune.objects.get(pk=subject.organisation.site_lines.get(main=True).commune_id)

    def people_list(actor: Any) -> int:
        own = Person.objects.filter(created_for=subject.organisation).select_related("commune")
        return own.count() + len(lines(actor, own[:25]))

    def by_name(actor: Any) -> int:
        own = Person.objects.filter(created_for=subject.organisation)
        names = dict(own.values_list("pk", "folded_name"))
        found = nearest(subject.name, names)
        return len(lines(actor, own.select_related("commune").in_bulk(found).values()))

    def record(actor: Any) -> int:
        told = synthesis(own_eyes(actor, peek_record(actor, person_id)))
        return len(told.told) + len(told.wishes)

    def directory(actor: Any) -> int:
        found = search(actor, Criteria(commune=commune, km=30))
        return len(hits(actor, found[:20]))

    return {
        "Mes personnes": people_list,
        "Recherche par nom": by_name,
        "Synthèse d’un dossier": record,
        "Annuaire, rayon de 30 km": directory,
    }
