"""Whether the parts of a programme fit together: names that exist, numbers in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from passerelles.law.programmes.model import Duty, Gate, Phase, Programme, Rhythm
from passerelles.law.reading import Mistake


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


def coherence_mistakes(programme: Programme) -> list[Mistake]:
    """Every mistake, in the order of the programme."""
    return [
        *_entry(programme),
        *_phases(programme),
        *_gates(programme),
        *_duties(programme),
        *_limits(programme),
        *_counters(programme),
        *_repeated("notices", programme.notices),
        *_repeated("dimensions", programme.dimensions),
        *_repeated("measures", programme.measures),
        *_ordered("to", programme.start, programme.end, "une fin qui suit le début"),
    ]


def _repeated(name: str, rows: Iterable[_Coded]) -> Iterator[Mistake]:
    codes = [row.code for row in rows]
    twice = {code for code, count in Counter(codes).items() if count > 1}
    for index, code in enumerate(codes):
        if code in twice:
            yield Mistake(f"{name}.{index}.code", f"un code différent pour chacun (« {code} »)")


def _ordered(path: str, low: Any, high: Any, expected: str) -> Iterator[Mistake]:
    if low is not None and high is not None and high < low:
        yield Mistake(path, expected)


def _entry(programme: Programme) -> Iterator[Mistake]:
    entry = programme.entry
    yield from _ordered(
        "entry.age_max", entry.age_min, entry.age_max, "un âge qui n’est pas sous l’âge minimal"
    )
    yield from _ordered(
        "entry.usual_age_max",
        entry.usual_age_min,
        entry.usual_age_max,
        "un âge qui n’est pas sous l’âge habituel minimal",
    )
    yield from _repeated("entry.judgments", entry.judgments)


def _phases(programme: Programme) -> Iterator[Mistake]:
    if not programme.phases:
        yield Mistake("phases", "au moins une phase")
        return
    yield from _repeated("phases", programme.phases)
    for index, phase in enumerate(programme.phases):
        yield from _phase(f"phases.{index}", phase)
    if not programme.first_phases:
        yield Mistake("gates", "une phase par où commencer, vers laquelle ne mène aucun passage")


def _phase(path: str, phase: Phase) -> Iterator[Mistake]:
    yield from _ordered(
        f"{path}.weekly_hours_max",
        phase.weekly_hours_min,
        phase.weekly_hours_max,
        "un nombre d’heures qui n’est pas sous le minimum",
    )
    yield from _ordered(
        f"{path}.months_max",
        phase.months,
        phase.months_max,
        "une durée qui n’est pas sous la durée conseillée",
    )
    if phase.paid_by_day and phase.pay_per_hour is None:
        yield Mistake(f"{path}.pay_per_hour", "le montant payé par heure")


def _gates(programme: Programme) -> Iterator[Mistake]:
    yield from _repeated("gates", programme.gates)
    codes = {phase.code for phase in programme.phases}
    counters = {counter.code for counter in programme.counters}
    for index, gate in enumerate(programme.gates):
        yield from _gate(f"gates.{index}", gate, codes, counters)


def _gate(path: str, gate: Gate, phases: set[str], counters: set[str]) -> Iterator[Mistake]:
    for name, code in (("source", gate.source), ("target", gate.target)):
        if code not in phases:
            yield Mistake(f"{path}.{name}", f"une phase du programme (« {code} » n’existe pas)")
    if gate.source == gate.target:
        yield Mistake(f"{path}.target", "une autre phase que celle de départ")
    for number, code in enumerate(gate.counters):
        if code not in counters:
            yield Mistake(f"{path}.counters.{number}", "un compteur d’heures du programme")
    if gate.decision and not gate.decided_by:
        yield Mistake(f"{path}.decided_by", "qui décide")


def _duties(programme: Programme) -> Iterator[Mistake]:
    yield from _repeated("duties", programme.duties)
    codes = {phase.code for phase in programme.phases}
    for index, duty in enumerate(programme.duties):
        yield from _duty(f"duties.{index}", duty, codes)
        if duty.plans_dimensions and not programme.dimensions:
            yield Mistake(f"duties.{index}.plans_dimensions", "des côtés suivis ensemble")
        if duty.plans_dimensions and duty.met_by:
            yield Mistake(f"duties.{index}.met_by", "rien : les objectifs la font déjà")


def _duty(path: str, duty: Duty, phases: set[str]) -> Iterator[Mistake]:
    if duty.phase and duty.phase not in phases:
        yield Mistake(f"{path}.phase", f"une phase du programme (« {duty.phase} » n’existe pas)")
    if duty.rhythm is Rhythm.REPEATED and duty.every_months is None:
        yield Mistake(f"{path}.every_months", "tous les combien de mois")
    if duty.rhythm is Rhythm.ONCE and duty.to_months is None:
        yield Mistake(f"{path}.to_months", "au bout de combien de mois au plus tard")
    if duty.to_months is not None and duty.to_months <= duty.from_months:
        yield Mistake(f"{path}.to_months", "un mois qui suit celui où cela commence")


def _limits(programme: Programme) -> Iterator[Mistake]:
    limits = programme.limits
    yield from _ordered(
        "limits.months",
        limits.advised_months,
        limits.months,
        "une durée qui n’est pas sous la durée conseillée",
    )
    yield from _ordered(
        "limits.extended_months",
        limits.months,
        limits.extended_months,
        "une durée qui n’est pas sous la durée ordinaire",
    )
    if limits.extended_months is not None and limits.months is None:
        yield Mistake("limits.months", "la durée ordinaire, puisqu’il y a une durée allongée")


def _counters(programme: Programme) -> Iterator[Mistake]:
    yield from _repeated("counters", programme.counters)
    for index, counter in enumerate(programme.counters):
        yield from _ordered(
            f"counters.{index}.hours_max",
            counter.hours_min,
            counter.hours_max,
            "un nombre d’heures qui n’est pas sous le minimum",
        )
