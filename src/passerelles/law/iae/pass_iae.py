"""The PASS IAE: 730 days, pushed by suspensions and prolongations.

What is computed is a preview.  The date of the national platform, told as the end of the
situation « PASS IAE », always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from passerelles.kernel.calendar import ONE_DAY, add_months, days_in
from passerelles.law.acts.entry import Eligibility
from passerelles.law.acts.follow import Prolongation, Suspension
from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.document import AnyAct
from passerelles.law.findings import Finding
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr, number_fr

InPath: TypeAlias = Contract | Assignment | Eligibility
InPathT = TypeVar("InPathT", bound=InPath)


@dataclass(frozen=True, slots=True)
class PassDates:
    """First and last day, both included, and what pushed the last one."""

    start: date
    end: date
    suspended_days: int
    prolonged_days: int


def pass_dates(start: date, days: int, history: Iterable[AnyAct]) -> PassDates | None:
    """Dates of a PASS that starts on a day; ``None`` when one event of the history has no dates.

    Events are taken in the order of their days: a suspension starts inside the PASS as it then
    stands, a prolongation starts when it ends.
    """
    end = start + timedelta(days=days - 1)
    suspended = prolonged = 0
    for event in _events(history):
        first = _first_day(event)
        if first is None or event.end is None:
            return None
        if first < start:
            continue
        if isinstance(event, Suspension):
            added = days_in(first, event.end) if first <= end else 0
            suspended += added
        else:
            added = days_added(event, end)
            prolonged += added
        end += timedelta(days=added)
    return PassDates(start, end, suspended, prolonged)


def _events(history: Iterable[AnyAct]) -> list[Suspension | Prolongation]:
    found: list[Suspension | Prolongation] = [
        act
        for act in history
        if isinstance(act, Prolongation)
        or (isinstance(act, Suspension) and act.subject == "iae_pass")
    ]
    return sorted(found, key=lambda act: (_first_day(act) or date.max, repr(act)))


def _first_day(event: Suspension | Prolongation) -> date | None:
    if isinstance(event, Prolongation) and event.start is None and event.pass_end is not None:
        return event.pass_end + ONE_DAY
    return event.start


def days_added(event: Prolongation, end: date) -> int:
    """Days a prolongation adds; the platform writes as its start the very last day of the PASS."""
    last = event.end
    if last is None:
        return 0
    if event.pass_end is not None:
        return max((last - event.pass_end).days, 0)
    if event.start in {end, end + ONE_DAY}:
        return max((last - end).days, 0)
    return 0 if event.start is None else days_in(event.start, last)


def pass_start_of(check: Check[InPathT]) -> date | None:
    """First day of the path: told by the act, or by the PASS held that day."""
    act = check.act
    told = act.pass_start if isinstance(act, Eligibility) else act.path_start
    if told is not None:
        return told
    held = check.person.situation(SituationKind.IAE_PASS, check.on)
    return None if held is None else held.start


@rule("IAE-05", Eligibility, ("iae",))
@rule("IAE-05", Contract, ("cddi", "cddi_phc", "cddi_cvg", "eiti_support"))
@rule("IAE-05", Assignment, ("ai_provision", "etti_mission"))
def preview_of_the_pass(check: Check[InPath]) -> Iterator[Finding]:
    start = pass_start_of(check)
    held = check.person.situation(SituationKind.IAE_PASS, check.on)
    if start is None:
        if isinstance(check.act, Contract):
            hired = "à l’entrée" if check.act.type == "eiti_support" else "à l’embauche"
            yield check.info(
                f"Un PASS IAE est nécessaire : il se demande {hired}.",
                remedy="Vérifiez d’abord que la personne est éligible (critères, ou prescripteur), "
                "ou dites le PASS qu’elle a déjà.",
            )
        return
    row = check.parameter("pass_days", start)
    dates = pass_dates(start, row.whole, check.history)
    told = None if held is None else held.end
    if dates is None and told is None:
        yield check.unknown(
            "Il manque une date d’une suspension ou d’une prolongation déjà enregistrée.",
            "history.end",
        )
        return
    end = told or (dates.end if dates else start)
    check.computed["pass_start"] = start
    check.computed["pass_end"] = end
    check.computed["days_left"] = days_in(max(start, check.at), end)
    if dates is not None:
        check.computed["pass_suspended_days"] = dates.suspended_days
        check.computed["pass_prolonged_days"] = dates.prolonged_days
        if end != dates.end:
            check.computed["pass_end_preview"] = dates.end
    yield from _say(check, end, told is not None)


def _say(check: Check[InPath], end: date, from_platform: bool) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("pass_days")
    says = (
        f"Fin du PASS IAE sur la plateforme : {day_fr(end)}."
        if from_platform
        else f"Fin prévisionnelle du PASS IAE : {day_fr(end)}. La date de la plateforme fait foi."
    )
    if isinstance(act, Eligibility):
        yield check.info(says, row)
    elif act.start is not None and act.start > end:
        yield check.warn(
            f"Le PASS IAE est terminé le {day_fr(end)}, avant le début.",
            row,
            remedy="Vérifiez la date sur la plateforme, ou demandez une prolongation.",
            opens=("prolongation",),
        )
    elif act.end is not None and act.end > end:
        before = check.parameter("prolongation_months_before")
        yield check.info(
            says,
            row,
            before,
            remedy=f"La fin prévue dépasse le PASS de {number_fr((act.end - end).days)} j : "
            f"prolongation à demander dès le {day_fr(add_months(end, -before.whole))}.",
        )
    else:
        yield check.info(says, row)
