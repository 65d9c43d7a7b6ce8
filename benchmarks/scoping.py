"""What deciding who may see costs: the same rows asked by a worker and by the system.

Both are timed in turn, round after round, so that whatever else the machine does weighs the
same on the two.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.subjects import Subject, actor_for


@dataclass(frozen=True, slots=True)
class Ratio:
    name: str
    ordinary: float
    system: float

    @property
    def value(self) -> float:
        return self.ordinary / self.system


def measure_ratios(subject: Subject, rounds: int) -> list[Ratio]:
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
    from passerelles.sharing.policy import peek_record
    from passerelles.territories.models import Commune

    person_id = subject.people[0]
    commune = Commune.objects.get(pk=subject.organisation.site_lines.get(main=True).commune_id)

    def people_list(actor: Any) -> int:
        own = Person.objects.filter(created_for=subject.organisation).select_related("commune")
        return own.count() + len(lines(actor, own[:25]))

    def by_name(actor: Any) -> int:
        own = Person.objects.filter(created_for=subject.organisation)
        return len(own.values_list("pk", "folded_name"))

    def record(actor: Any) -> int:
        told = synthesis(own_eyes(actor, peek_record(actor, person_id)))
        return len(told.told) + len(told.wishes)

    def directory(actor: Any) -> int:
        found = search(actor, Criteria(commune=commune, km=30))
        return len(hits(actor, found[:20]))

    return {
        "Mes personnes": people_list,
        "Noms où chercher": by_name,
        "Synthèse d’un dossier": record,
        "Annuaire, rayon de 30 km": directory,
    }
