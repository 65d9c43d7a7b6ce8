"""Missions of the ETTI, and hours an AI may provide to enterprises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from passerelles.kernel.calendar import add_months, last_day
from passerelles.law.acts.work import Assignment
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.pass_iae import pass_start_of
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr, number_fr

AI_MISSION = "ai_provision"
# Kinds of hosts whose hours count towards the cap of the AI: the others are not enterprises.
_ENTERPRISES = frozenset({"company", "ea", "ei", "etti"})


def _dates(check: Check[Assignment]) -> Iterator[Finding]:
    act = check.act
    if act.start is None or act.end is None:
        missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
        yield check.unknown("Il manque la date de début ou de fin.", *missing)
    elif act.end < act.start:
        yield check.block("La fin de la mission vient avant son début.")


@rule("IAE-12", Assignment, ("etti_mission",))
def etti_mission(check: Check[Assignment]) -> Iterator[Finding]:
    """A mission, and the path it belongs to, last twenty-four months at most."""
    yield from _dates(check)
    act = check.act
    if act.start is None or act.end is None or act.end < act.start:
        return
    row = check.parameter("etti_months_max")
    if act.end > (ceiling := last_day(act.start, row.whole)):
        yield check.warn(
            f"Une mission dure au plus {number_fr(row.value)} mois.",
            row,
            remedy=f"Fin au plus tard le {day_fr(ceiling)}.",
        )
        return
    started = pass_start_of(check)
    if started is None:
        yield check.unknown("Il manque le début du parcours.", "act.path_start")
    elif act.end > (ceiling := last_day(started, row.whole)):
        yield check.warn(
            f"Le parcours atteint {number_fr(row.value)} mois le {day_fr(ceiling)}, avant la fin "
            "de la mission.",
            row,
            remedy="Vérifiez la fin du PASS IAE, ou demandez une prolongation.",
            opens=("prolongation",),
        )


@rule("IAE-13", Assignment, (AI_MISSION,))
def pass_for_every_mission(check: Check[Assignment]) -> Iterator[Finding]:
    held = check.holds(SituationKind.IAE_PASS)
    if held is None:
        yield check.unknown_situation(SituationKind.IAE_PASS)
    elif not held:
        yield check.warn(
            "Il faut un PASS IAE pour toute mission, même courte.",
            remedy="Demandez le PASS à la première mise à disposition.",
            opens=(SituationKind.IAE_PASS,),
        )


@rule("IAE-13", Assignment, (AI_MISSION,))
def hours_in_enterprises(check: Check[Assignment]) -> Iterator[Finding]:
    """480 hours in enterprises over any twenty-four months that end with this mission."""
    yield from _dates(check)
    act = check.act
    if act.start is None or act.end is None or act.end < act.start:
        return
    if act.non_profit:
        return
    if act.host_kind is None:
        yield check.unknown("Chez qui est la mission ?", "act.host_kind")
        return
    if act.host_kind not in _ENTERPRISES:
        return
    row = check.parameter("ai_hours_max")
    already = _hours_already(check, act.end)
    total = (already or Decimal(0)) + (act.worked_hours or Decimal(0))
    if total <= row.value and (already is None or act.worked_hours is None):
        missing = ["act.hours"] if already is None else []
        missing += ["act.worked_hours"] if act.worked_hours is None else []
        yield check.unknown("Il manque des heures faites en entreprise.", *missing)
        return
    check.computed["enterprise_hours"] = total
    check.computed["enterprise_hours_left"] = max(row.value - total, Decimal(0))
    yield from _against_the_cap(check, total)


def _hours_already(check: Check[Assignment], end: date) -> Decimal | None:
    """Hours of earlier missions in enterprises, counted whole when they ended in the window;
    ``None`` when they were not told."""
    if check.act.hours is not None:
        return check.act.hours
    window = check.parameter("ai_window_months")
    counted = hours_in_window(check.others(Assignment), end, window.whole)
    return None if counted.untold or not _earlier_missions_told(check) else counted.hours


@dataclass(frozen=True, slots=True)
class WindowHours:
    """Hours of missions in enterprises; ``untold``: missions whose hours nobody gave."""

    hours: Decimal
    untold: int


def hours_in_window(missions: Iterable[Assignment], end: date, months: int) -> WindowHours:
    """Missions in enterprises over the window that closes on ``end``."""
    opened = add_months(end, -months)
    counted = [
        mission.worked_hours
        for mission in missions
        if mission.type == AI_MISSION
        and not mission.non_profit
        and mission.host_kind in _ENTERPRISES
        and (mission.start is None or mission.start <= end)
        and (mission.end is None or mission.end > opened)
    ]
    told = [hours for hours in counted if hours is not None]
    return WindowHours(sum(told, Decimal(0)), len(counted) - len(told))


def _earlier_missions_told(check: Check[Assignment]) -> bool:
    """A history that holds missions is taken as told; an empty one says nothing."""
    return any(other.type == AI_MISSION for other in check.others(Assignment))


def _against_the_cap(check: Check[Assignment], total: Decimal) -> Iterator[Finding]:
    row = check.parameter("ai_hours_max")
    warning = check.parameter("ai_hours_warning")
    if total > row.value:
        yield from _over_the_cap(check, total)
    elif total >= warning.value:
        yield check.warn(
            f"{number_fr(total)} h en entreprise : le plafond est de {number_fr(row.value)} h sur "
            "24 mois.",
            row,
            warning,
            remedy=f"Il reste {number_fr(row.value - total)} h ; préparez la suite avec la "
            "personne.",
        )
    else:
        yield check.info(f"{number_fr(total)} h en entreprise sur {number_fr(row.value)}.", row)


def _over_the_cap(check: Check[Assignment], total: Decimal) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("ai_hours_max")
    decision = act.derogation
    if decision is None or decision.type != "prefect":
        yield check.block(
            f"Plafond de {number_fr(row.value)} h sur 24 mois atteint : {number_fr(total)} h.",
            row,
            remedy="Demandez une dérogation au préfet, ou une mission hors entreprise.",
            opens=("derogation",),
        )
        return
    if decision.decided_on is None:
        yield check.unknown("De quand date la dérogation ?", "act.derogation.decided_on")
        return
    years = check.parameter("ai_derogation_months_max")
    last = last_day(decision.decided_on, years.whole)
    if decision.end is not None:
        last = min(last, decision.end)
    if act.end is not None and not decision.decided_on <= act.end <= last:
        yield check.block(
            f"La dérogation du préfet ne vaut que du {day_fr(decision.decided_on)} au "
            f"{day_fr(last)}.",
            row,
            years,
            remedy="Demandez son renouvellement.",
            opens=("derogation",),
        )
    else:
        yield check.info(f"{number_fr(total)} h en entreprise, par dérogation du préfet.", row)
