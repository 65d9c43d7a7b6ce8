"""Administrative criteria as data: which facts open a scheme, at which level, on which proof.

One file of ``data/criteria/`` for each scheme (the file name is its code: ``iae``, ``geiq``,
``ea``).  A criterion is met by any of its situations, by an age or by a level of diploma; what
nobody told stays unknown.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from passerelles.kernel.calendar import add_months
from passerelles.kernel.periods import age_on
from passerelles.law.parameters import Confidence
from passerelles.law.person import Person, Situation
from passerelles.law.situations import SituationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row.  ``annex`` and ``level`` classify it in its scheme, empty or 0 when it does not.
    ``every``: situations, age and diploma must all be right, rather than one of them.

    ``age_min`` and ``age_max`` are included, in full years.  ``diplomas``: levels of
    :class:`~passerelles.law.person.Person` that meet it.  ``proof_months``: the proof must be
    younger than that; ``None`` when the fact itself must hold on the day.
    """

    scheme: str
    code: str
    label: str
    plain: str
    annex: str
    level: int
    situations: tuple[SituationKind, ...]
    age_min: int | None
    age_max: int | None
    diplomas: frozenset[str]
    every: bool
    proof: str
    proof_months: int | None
    sensitive: bool
    start: date | None
    end: date | None
    article: str
    confidence: Confidence

    def in_force(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def met(self, person: Person, day: date) -> bool | None:
        """Whether the person meets it that day; ``None`` when what would tell is not known."""
        answers = [self._any_situation(person, day)] if self.situations else []
        if self.age_min is not None or self.age_max is not None:
            answers.append(self._right_age(person, day))
        if self.diplomas:
            answers.append(self._right_diploma(person))
        decisive = not self.every
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive

    def missing(self, person: Person, day: date) -> tuple[str, ...]:
        """Paths in the document of what would tell, when it is not known."""
        paths = [f"situation.{kind}" for kind in self.situations if person.holds(kind, day) is None]
        if (self.age_min is not None or self.age_max is not None) and person.birth_date is None:
            paths.append("person.birth_date")
        if self.diplomas and self._right_diploma(person) is None:
            paths.append("person.diploma_level")
        return tuple(paths)

    def held(self, person: Person, day: date) -> tuple[Situation, ...]:
        """The dated facts that meet it that day: those a proof is asked of."""
        found = (person.situation(kind, day) for kind in self.situations)
        return tuple(situation for situation in found if situation is not None)

    def proof_is_recent(self, proof_date: date, day: date) -> bool:
        """Whether a proof of that day is young enough: under three months excludes the day on
        which three months are full."""
        return self.proof_months is None or add_months(proof_date, self.proof_months) > day

    def _any_situation(self, person: Person, day: date) -> bool | None:
        answers = [person.holds(kind, day) for kind in self.situations]
        if True in answers:
            return True
        return None if None in answers else False

    def _right_age(self, person: Person, day: date) -> bool | None:
        if person.birth_date is None:
            return None
        age = age_on(person.birth_date, day)
        old_enough = self.age_min is None or age >= self.age_min
        return old_enough and (self.age_max is None or age <= self.age_max)

    def _right_diploma(self, person: Person) -> bool | None:
        # The level of a foreign diploma is not known before someone compares it.
        if person.diploma_level is None or person.diploma_level == "foreign":
            return None
        return person.diploma_level in self.diplomas


def read_criteria(scheme: str, text: str) -> tuple[Criterion, ...]:
    """Criteria of a TOML file, one table each, in the order of the file."""
    return tuple(_criterion(scheme, code, row) for code, row in tomllib.loads(text).items())


def _criterion(scheme: str, code: str, row: dict[str, Any]) -> Criterion:
    return Criterion(
        scheme=scheme,
        code=code,
        label=row["label"],
        plain=row["plain"],
        annex=row.get("annex", ""),
        level=row.get("level", 0),
        situations=tuple(SituationKind(kind) for kind in row.get("situations", ())),
        age_min=row.get("age_min"),
        age_max=row.get("age_max"),
        diplomas=frozenset(row.get("diplomas", ())),
        every=row.get("every", False),
        proof=row.get("proof", ""),
        proof_months=row.get("proof_months"),
        sensitive=row.get("sensitive", False),
        start=row.get("from"),
        end=row.get("to"),
        article=row["article"],
        confidence=Confidence(row["confidence"]),
    )


@lru_cache(maxsize=16)
def criteria_of(scheme: str) -> tuple[Criterion, ...]:
    """Criteria shipped for a scheme (``iae``, ``geiq``, ``ea``); none for another word."""
    file = resources.files("passerelles.law") / "data" / "criteria" / f"{scheme}.toml"
    return read_criteria(scheme, file.read_text(encoding="utf-8")) if file.is_file() else ()


@lru_cache(maxsize=256)
def criteria_on(scheme: str, day: date) -> tuple[Criterion, ...]:
    """Those in force on a day."""
    return tuple(criterion for criterion in criteria_of(scheme) if criterion.in_force(day))
