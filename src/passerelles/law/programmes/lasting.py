"""How long it has lasted, how long is left, and until when it may be planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from passerelles.kernel.calendar import full_months, last_day
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.programmes.model import Phase, Programme
from passerelles.law.programmes.remarks import Remark, block, info, unknown, warn
from passerelles.law.wording import day_fr, plural

PATH_GOES_ON = "Le parcours de la personne, lui, continue."


@dataclass(frozen=True, slots=True)
class Lasting:
    """Full months used; ``ceiling`` and ``ends_on`` are ``None`` when nothing bounds it.

    ``extended`` says whether the longer limit of the members applies, ``None`` when it is not
    known whether the place is one.
    """

    used: int
    left: int | None
    ceiling: int | None
    ends_on: date | None
    extended: bool | None


def lasting(enrolment: Enrolment, at: date, programme: Programme) -> Lasting:
    limits = programme.limits
    extended: bool | None = False
    ceiling = limits.months
    if limits.extended_months is not None:
        extended = enrolment.place_is_member
        if extended:
            ceiling = limits.extended_months
    entered = enrolment.entered_on
    if entered is None:
        return Lasting(0, ceiling, ceiling, None, extended)
    used = full_months(entered, min(at, enrolment.left_on or at))
    if ceiling is None:
        return Lasting(used, None, None, None, extended)
    return Lasting(used, max(ceiling - used, 0), ceiling, last_day(entered, ceiling), extended)


def limit_remarks(enrolment: Enrolment, at: date, programme: Programme) -> Iterator[Remark]:
    """Limits bind the programme, never the path."""
    entered = enrolment.entered_on
    if entered is None or programme.limits.months is None:
        return
    state = lasting(enrolment, at, programme)
    asked = enrolment.left_on or enrolment.planned_end or at
    if asked < entered:
        if enrolment.planned_end is not None and enrolment.planned_end < entered:
            yield block("La fin prévue est avant l’entrée.", "Corrigez une des deux dates.")
        return
    yield from _past_ceiling(enrolment, programme, state, asked)
    advised = programme.limits.advised_months
    if advised is not None and state.ends_on is not None:
        advised_end = last_day(entered, advised)
        if advised_end < asked <= state.ends_on:
            yield info(f"Au-delà de la durée conseillée ({advised} mois, {day_fr(advised_end)}).")


def _past_ceiling(
    enrolment: Enrolment, programme: Programme, state: Lasting, asked: date
) -> Iterator[Remark]:
    if state.ceiling is None or state.ends_on is None or asked <= state.ends_on:
        return
    limits = programme.limits
    entered = enrolment.entered_on
    longer = limits.extended_months
    longer_end = last_day(entered, longer) if entered and longer else None
    if longer_end is not None and asked <= longer_end and state.extended is None:
        yield unknown(
            f"Au-delà de {state.ceiling} mois, dites si la structure est membre du programme.",
            "act.place_is_member",
        )
        return
    # Past the longest limit, belonging to the network would change nothing.
    within = longer_end is not None and asked <= longer_end
    most = state.ceiling if within or longer is None else longer
    remedy = f"Fin au plus tard le {day_fr(state.ends_on)}. {PATH_GOES_ON}"
    if within:
        remedy = (
            f"Jusqu’à {longer} mois seulement dans une structure membre du programme. "
            f"{PATH_GOES_ON}"
        )
    yield block(
        f"{programme.label} : au plus {plural(most, 'mois', 'mois')} en tout.",
        remedy,
        opens=("membership",) if within else (),
    )


def phase_remarks(phase: Phase | None, entered: date | None, at: date) -> Iterator[Remark]:
    """A phase that lasts longer than usual is told, and nothing more."""
    if phase is None or entered is None or phase.months_max is None:
        return
    ceiling = last_day(entered, phase.months_max)
    if at > ceiling:
        yield warn(
            f"« {phase.label} » dure d’habitude {phase.months_max} mois au plus "
            f"(jusqu’au {day_fr(ceiling)}).",
            "Voyez avec la personne si une autre étape convient mieux.",
        )
