"""One round of the five pages that matter, timed one by one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.browsing import Visitor, fields_of
from benchmarks.subjects import Subject

Timings = dict[str, list[float]]


@dataclass
class Visits:
    """Milliseconds of each page, and what went wrong."""

    timings: Timings = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, page: str, milliseconds: float) -> None:
        self.timings.setdefault(page, []).append(milliseconds)

    @property
    def count(self) -> int:
        return sum(map(len, self.timings.values()))


def visit(visitor: Visitor, subject: Subject, rng: random.Random, visits: Visits) -> None:
    """One round of the five pages, each timed on its own."""
    person = rng.choice(subject.people)
    record = f"/dossier/{person}/"
    adding = f"{record}progres/ajouter/"
    blank = visitor.get(adding)
    if blank.status != 200:
        visits.errors.append(f"formulaire de progrès : {blank.status}")
        return
    filled, choices = fields_of(blank.text)
    axis = rng.choice(sorted(name for name in {*filled, *choices} if name.startswith("axis_")))
    filled |= {axis: str(rng.randint(0, 4)), "context": "mesure"}

    def search() -> int:
        asked = visitor.post("/personnes/", {**_token(filled), "text": subject.name})
        return asked.status if asked.status != 302 else visitor.get("/personnes/").status

    pages: list[tuple[str, int, Callable[[], int]]] = [
        ("Mes personnes", 200, lambda: visitor.get("/personnes/").status),
        ("Dossier (synthèse)", 200, lambda: visitor.get(record).status),
        ("Recherche par nom", 200, search),
        (
            "Annuaire, rayon de 30 km",
            200,
            lambda: visitor.get(f"/annuaire/?commune={subject.commune}&km=30").status,
        ),
        ("Nouvelle observation", 302, lambda: visitor.post(adding, filled).status),
    ]
    for name, expected, act in pages:
        begun = time.perf_counter()
        status = act()
        visits.add(name, (time.perf_counter() - begun) * 1000)
        if status != expected:
            visits.errors.append(f"{name} : {status}")
    visitor.post("/personnes/", {**_token(filled), "text": ""})


def _token(filled: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in filled.items() if k == "csrfmiddlewaretoken"}
