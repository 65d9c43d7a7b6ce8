"""From one phase to another: what may be entered today, and what each refusal would need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from passerelles.law.acts.programmes import Enrolment
from passerelles.law.programmes.model import Gate, Phase, Programme
from passerelles.law.programmes.remarks import Remark, block
from passerelles.law.programmes.worked import CounterState
from passerelles.law.wording import day_fr, number_fr


@dataclass(frozen=True, slots=True)
class Move:
    """A phase that may be entered; ``gate`` when people opened one for it."""

    phase: Phase
    why: str
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class RefusedMove:
    """A phase that may not be entered yet; each remark says what it would need."""

    phase: Phase
    reasons: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What moves are decided on."""

    enrolment: Enrolment
    at: date
    programme: Programme
    current: Phase | None
    entry: tuple[Remark, ...]
    counters: tuple[CounterState, ...]

    @property
    def visited(self) -> frozenset[str]:
        """Phases entered so far."""
        return frozenset(e.phase for e in self.enrolment.phases if e.start <= self.at)

    @property
    def left(self) -> bool:
        left = self.enrolment.left_on
        return left is not None and left < self.at


def moves(ground: Ground) -> tuple[tuple[Move, ...], tuple[RefusedMove, ...]]:
    """Every other phase of the programme, allowed or refused."""
    allowed, refused = [], []
    for phase in ground.programme.phases:
        if ground.current is not None and phase.code == ground.current.code:
            continue
        answer = _move(ground, phase)
        if isinstance(answer, Move):
            allowed.append(answer)
        else:
            refused.append(answer)
    return tuple(allowed), tuple(refused)


def _move(ground: Ground, phase: Phase) -> Move | RefusedMove:
    if ground.left and ground.enrolment.left_on is not None:
        day = day_fr(ground.enrolment.left_on)
        reason = block(
            f"La personne a quitté le programme le {day}.", "Une nouvelle entrée l’ouvre."
        )
        return RefusedMove(phase, (reason,))
    if phase.code in ground.visited:
        return Move(phase, "Retour à une étape déjà faite : toujours possible.")
    gates = ground.programme.gates_to(phase.code)
    if not gates:
        closed = tuple(remark for remark in ground.entry if remark.closes)
        begun = bool(ground.visited)
        return RefusedMove(phase, closed) if closed and not begun else Move(phase, "Ouverte.")
    reasons: list[Remark] = []
    # Several ways lead there: whoever is on one of them is not told what the others would need.
    on_the_way = [gate for gate in gates if gate.source in ground.visited]
    for gate in on_the_way or gates:
        needs = tuple(_needs(ground, gate))
        if not needs:
            return Move(phase, _why(ground, gate), gate)
        reasons += needs
    return RefusedMove(phase, tuple(dict.fromkeys(reasons)))


def _needs(ground: Ground, gate: Gate) -> Iterator[Remark]:
    if gate.source not in ground.visited:
        label = ground.programme.label_of(gate.source)
        yield block(f"Passez d’abord par « {label} ».", opens=(f"phase:{gate.source}",))
    yield from _hours_needed(ground, gate)
    if gate.decision:
        yield from _decision_needed(ground, gate)


def _hours_needed(ground: Ground, gate: Gate) -> Iterator[Remark]:
    for state in ground.counters:
        if state.counter.code in gate.counters and not state.complete:
            yield block(
                f"Il manque {number_fr(state.missing)} h sur {number_fr(state.counter.hours_min)} h "
                f"({state.counter.label}).",
                "Faites les heures qui manquent, ou notez celles déjà faites.",
                opens=(f"counter:{state.counter.code}",),
            )


def _decision_needed(ground: Ground, gate: Gate) -> Iterator[Remark]:
    """The latest decision counts; without one, nothing passes by itself."""
    latest = _latest(ground, gate)
    if latest is not None and latest[1]:
        return
    criteria = f" Critère : {gate.criteria}" if gate.criteria else ""
    if latest is None:
        message = f"Il manque une décision humaine : {gate.label}."
    else:
        message = f"« {gate.label} » : décision de ne pas passer encore, le {day_fr(latest[0])}."
    yield block(message, f"Qui décide : {gate.decided_by}.{criteria}", opens=(f"gate:{gate.code}",))


def _latest(ground: Ground, gate: Gate) -> tuple[date, bool] | None:
    # The same day twice: the more careful of the two decisions.
    taken = [
        (decision.decided_on, not decision.passed)
        for decision in ground.enrolment.decisions
        if decision.gate == gate.code and decision.decided_on <= ground.at
    ]
    if not taken:
        return None
    day, kept_shut = max(taken)
    return day, not kept_shut


def _why(ground: Ground, gate: Gate) -> str:
    latest = _latest(ground, gate)
    if gate.decision and latest is not None:
        return f"{gate.label} : décidé le {day_fr(latest[0])}."
    return f"{gate.label}."
