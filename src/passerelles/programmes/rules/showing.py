"""A programme in French sentences: what a field worker reads on the page and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from passerelles.law.programmes.model import (
    RHYTHM_LABELS,
    Duty,
    Entry,
    Gate,
    Limits,
    Phase,
    Programme,
    Rhythm,
)
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import day_fr, euros, number_fr, plural
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.rules.kinds import is_kind, kind
from passerelles.programmes.rules.drawing import Picture, picture


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate as it is said: where it leads, who opens it."""

    gate: Gate
    target: str
    how: str


@dataclass(frozen=True, slots=True)
class ShownPhase:
    """A step of the picture and a line of the table; ``passages`` lead out of it."""

    number: int
    phase: Phase
    begins: bool
    hours: str
    sessions: str
    pay: str
    length: str
    places: tuple[str, ...]
    contracts: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """What is known of it, in a few words."""
        return tuple(fact for fact in (self.hours, self.sessions, self.pay, self.length) if fact)


@dataclass(frozen=True, slots=True)
class ShownProgramme:
    programme: Programme
    entry: tuple[str, ...]
    judged: tuple[str, ...]
    phases: tuple[ShownPhase, ...]
    duties: tuple[tuple[str, str, str], ...]
    drawn: Picture
    limits: tuple[str, ...]
    quoted: tuple[str, ...]


def shown(programme: Programme) -> ShownProgramme:
    return ShownProgramme(
        programme=programme,
        entry=tuple(_entry(programme.entry)),
        judged=tuple(judgment.label for judgment in programme.entry.judgments),
        phases=tuple(
            _phase(number, phase, programme) for number, phase in enumerate(programme.phases, 1)
        ),
        duties=tuple(
            (duty.label, _rhythm(duty, programme), duty.plain) for duty in programme.duties
        ),
        drawn=picture(programme),
        limits=(*_limits(programme.limits), *_period(programme)),
        quoted=tuple(dict.fromkeys(rule_id for _term, rule_id in programme.quotes)),
    )


def place_label(code: str) -> str:
    return kind(code).label if is_kind(code) else code


def contract_label(code: str) -> str:
    known = work_kinds().get(code)
    return known.label if known else code


def _situations(kinds: tuple[SituationKind, ...]) -> str:
    return " ; ".join(SITUATION_TEXTS[situation].label for situation in kinds)


def _entry(entry: Entry) -> Iterator[str]:
    match entry.age_min, entry.age_max:
        case None, None:
            pass
        case int(low), None:
            yield f"À partir de {low} ans."
        case None, int(high):
            yield f"Jusqu’à {high} ans inclus."
        case low, high:
            yield f"De {low} à {high} ans inclus, le jour de l’entrée."
    if usual := _usual_ages(entry):
        yield usual
    if entry.all_of:
        yield f"Il faut : {_situations(entry.all_of)}."
    if entry.any_of:
        yield f"Au moins une de ces situations : {_situations(entry.any_of)}."
    if entry.prescribers:
        yield f"Orientation par : {', '.join(map(place_label, entry.prescribers))}."
    if entry.places:
        yield f"Porté par : {', '.join(map(place_label, entry.places))}."
    if entry.member_place:
        yield "Seulement dans une structure membre du programme."
    yield from entry.words


def _usual_ages(entry: Entry) -> str:
    low, high = entry.usual_age_min, entry.usual_age_max
    if low is None and high is None:
        return ""
    ages = (
        f"de {low} à {high} ans"
        if low is not None and high is not None
        else (f"jusqu’à {high} ans" if low is None else f"à partir de {low} ans")
    )
    where = ", ".join(map(place_label, entry.usual_age_places))
    place = f" ({where})" if where else ""
    return f"D’habitude {ages}{place} ; hors de ces âges, l’équipe vérifie et décide."


def _phase(number: int, phase: Phase, programme: Programme) -> ShownPhase:
    return ShownPhase(
        number=number,
        phase=phase,
        begins=phase in programme.first_phases,
        hours=_between(phase.weekly_hours_min, phase.weekly_hours_max, number_fr, "h par semaine"),
        sessions=_sessions(phase),
        pay=_pay(phase),
        length=_length(phase),
        places=tuple(map(place_label, phase.places)),
        contracts=tuple(map(contract_label, phase.contracts)),
        passages=tuple(
            Passage(gate, programme.label_of(gate.target), _how(gate, programme))
            for gate in programme.gates
            if gate.source == phase.code
        ),
    )


def _between(low: object, high: object, write: Callable[..., str], unit: str) -> str:
    match low, high:
        case None, None:
            return ""
        case _, None:
            return f"au moins {write(low)} {unit}"
        case None, _:
            return f"au plus {write(high)} {unit}"
        case _:
            return f"de {write(low)} à {write(high)} {unit}"


def _sessions(phase: Phase) -> str:
    parts = []
    if phase.sessions_per_week is not None:
        parts.append(f"{plural(phase.sessions_per_week, 'séance')} par semaine")
    if phase.hours_per_session is not None:
        parts.append(f"{number_fr(phase.hours_per_session)} h par séance")
    return ", ".join(parts)


def _pay(phase: Phase) -> str:
    if phase.pay_per_hour is None:
        return ""
    words = f"{euros(phase.pay_per_hour)} de l’heure"
    if phase.pay_per_session is not None:
        words += f", soit {euros(phase.pay_per_session)} la séance"
    return f"{words}, payé le jour même" if phase.paid_by_day else words


def _length(phase: Phase) -> str:
    if phase.months is None and phase.months_max is None:
        return ""
    if phase.months_max is None:
        return f"{phase.months} mois d’habitude"
    if phase.months is None:
        return f"{phase.months_max} mois au plus d’habitude"
    return f"{phase.months} mois d’habitude, {phase.months_max} au plus"


def _how(gate: Gate, programme: Programme) -> str:
    parts = []
    for counter in programme.counters:
        if counter.code in gate.counters:
            parts.append(f"{number_fr(counter.hours_min)} h faites ({counter.label})")
    if gate.decision:
        parts.append(f"décision humaine : {gate.decided_by}")
    if gate.criteria:
        parts.append(gate.criteria.rstrip("."))
    return " ; ".join(parts) or "ouvert à tous"


def _rhythm(duty: Duty, programme: Programme) -> str:
    since = f"après le début de « {programme.label_of(duty.phase)} »" if duty.phase else ""
    match duty.rhythm:
        case Rhythm.REPEATED:
            every = duty.every_months or 1
            words = "chaque mois" if every == 1 else f"tous les {every} mois"
        case Rhythm.ONCE if duty.from_months:
            words = f"entre {duty.from_months} et {duty.to_months} mois {since or 'après l’entrée'}"
        case Rhythm.ONCE:
            words = f"dans les {duty.to_months} mois {since or 'après l’entrée'}"
            if duty.to_months == 1:
                words = f"dans le mois {since or 'après l’entrée'}"
        case _:
            words = RHYTHM_LABELS[duty.rhythm]
    if duty.rhythm is Rhythm.REPEATED and since:
        words = f"{words}, {since}"
    if duty.until_months is not None:
        words = f"{words}, pendant {duty.until_months} mois"
    return words


def _period(programme: Programme) -> Iterator[str]:
    if programme.start is not None:
        yield f"Ouvert à partir du {day_fr(programme.start)}."
    if programme.end is not None:
        yield f"Entrées possibles jusqu’au {day_fr(programme.end)}, sauf texte plus récent."


def _limits(limits: Limits) -> Iterator[str]:
    if limits.advised_months is not None:
        renewable = ", renouvelable" if limits.renewable else ""
        yield f"Durée conseillée : {limits.advised_months} mois{renewable}."
    if limits.months is not None:
        yield f"Durée la plus longue : {limits.months} mois."
    if limits.extended_months is not None:
        yield f"Dans une structure membre : jusqu’à {limits.extended_months} mois en tout."
    if limits.months is None and limits.extended_months is None:
        yield "Aucune durée n’est fixée."
    else:
        yield "La limite lie le programme, jamais le parcours de la personne."
    if limits.words:
        yield limits.words
