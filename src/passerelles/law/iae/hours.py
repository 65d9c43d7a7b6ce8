"""A CDDI under twenty hours: three rules, one answer.

Either a decision allows it (ACI), or another job completes it, or it is refused: the rule that
holds the reason is the only one to speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.places import ADAPTED, SIAE
from passerelles.law.parameters import UnknownParameter
from passerelles.law.situations import covers
from passerelles.law.wording import day_fr, number_fr

_ACI = frozenset({"aci", "regie", None})  # where a decision may allow fewer hours
_DECISIONS = frozenset({"individual", "collective", "prefect"})


class HoursGround(Enum):
    """What a CDDI of few hours rests on."""

    NONE_NEEDED = "none_needed"
    NOTHING = "nothing"
    PROGRAMME = "programme"
    DECISION = "decision"
    OTHER_JOB = "other_job"
    OTHER_JOB_UNTOLD = "other_job_untold"
    OTHER_JOB_REFUSED = "other_job_refused"


def ground_of(check: Check[Contract]) -> HoursGround:
    act = check.act
    if act.weekly_hours is None or act.weekly_hours >= check.parameter("cddi_hours_min").value:
        return HoursGround.NONE_NEEDED
    if act.weekly_hours == 0:
        return HoursGround.NOTHING
    if act.type == "cddi_cvg":
        return HoursGround.PROGRAMME
    if act.derogation is not None and act.employer_kind in _ACI:
        return HoursGround.DECISION
    kinds = {other.employer_kind for other in other_jobs(check)} if _may_complete(check) else set()
    if any(kind is not None and kind not in SIAE | ADAPTED for kind in kinds):
        return HoursGround.OTHER_JOB
    if None in kinds:
        return HoursGround.OTHER_JOB_UNTOLD
    return HoursGround.OTHER_JOB_REFUSED if kinds else HoursGround.NOTHING


def _may_complete(check: Check[Contract]) -> bool:
    """Another job completes a short CDDI only since the law says so."""
    try:
        check.parameter("cumul_hours_target")
    except UnknownParameter:
        return False
    return True


def other_jobs(check: Check[Contract]) -> list[Contract]:
    """Contracts of the history with another employer, held when this one starts or today."""
    act = check.act
    start = act.start or check.at
    days = {start, max(start, check.at)}
    return [
        other
        for other in check.others(Contract)
        if not (other.employer is not None and other.employer == act.employer)
        and any(covers(other.start, other.end, day) for day in days)
    ]


@rule("IAE-09", Contract, ("cddi", "cddi_cvg"))
def twenty_hours(check: Check[Contract]) -> Iterator[Finding]:
    if ground_of(check) is not HoursGround.NOTHING:
        return
    act = check.act
    row = check.parameter("cddi_hours_min")
    if act.weekly_hours == 0:
        yield check.block(
            f"Un CDDI a un horaire : {number_fr(row.value)} h par semaine au moins.", row
        )
    elif act.employer_kind not in _ACI:
        yield check.block(
            f"La durée hebdomadaire minimale est de {number_fr(row.value)} h.",
            row,
            remedy="En dessous : seulement avec un autre emploi à temps partiel, hors SIAE et EA. "
            "La dérogation n’existe qu’en ACI.",
            opens=("second_job",),
        )


@rule("IAE-10", Contract, ("cddi",))
def decision_under_twenty_hours(check: Check[Contract]) -> Iterator[Finding]:
    ground = ground_of(check)
    act = check.act
    if ground is HoursGround.NOTHING and act.employer_kind in _ACI and act.weekly_hours:
        row = check.parameter("cddi_hours_min")
        yield check.block(
            f"Moins de {number_fr(row.value)} h : il faut une dérogation (grande exclusion, ou "
            "projet autorisé par le préfet).",
            row,
            remedy="Joignez la dérogation ; ou passez par Premières heures en chantier, ou par "
            "un autre emploi à temps partiel.",
            opens=("derogation", "second_job"),
        )
    elif ground is HoursGround.DECISION:
        yield from _decision(check)


def _decision(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    decision = act.derogation
    row = check.parameter("cddi_hours_min")
    if decision is None:
        return
    if decision.type not in _DECISIONS:
        yield check.block(
            f"Cette décision ne permet pas moins de {number_fr(row.value)} h.",
            row,
            opens=("derogation",),
        )
    elif decision.decided_on is None:
        yield check.unknown("De quand date la dérogation ?", "act.derogation.decided_on")
    elif act.start is not None and decision.decided_on > act.start:
        yield check.block(
            f"La dérogation date du {day_fr(decision.decided_on)}, après le début du contrat.",
            row,
            remedy="Le contrat à horaire réduit commence une fois la dérogation décidée.",
            opens=("derogation",),
            opens_on=decision.decided_on,
        )
    elif decision.end is not None and act.start is not None and decision.end < act.start:
        yield check.block(
            f"La dérogation a pris fin le {day_fr(decision.end)}.", row, opens=("derogation",)
        )
    elif decision.end is not None and act.end is not None and decision.end < act.end:
        yield check.warn(
            f"La dérogation prend fin le {day_fr(decision.end)}, avant le contrat.",
            row,
            remedy="Demandez son renouvellement, ou prévoyez l’horaire minimal ensuite.",
        )
    else:
        yield check.info(f"Moins de {number_fr(row.value)} h, par dérogation.", row)


@rule("IAE-11", Contract, ("cddi",))
def second_job(check: Check[Contract]) -> Iterator[Finding]:
    match ground_of(check):
        case HoursGround.OTHER_JOB_UNTOLD:
            yield check.unknown(
                "Autre emploi : il manque le type d’employeur.", "history.employer_kind"
            )
        case HoursGround.OTHER_JOB_REFUSED:
            row = check.parameter("cddi_hours_min")
            yield check.block(
                f"Moins de {number_fr(row.value)} h : le cumul ne se fait pas avec une autre SIAE "
                "ni une EA.",
                row,
                remedy="L’autre emploi doit être hors SIAE et EA ; en ACI, une dérogation est "
                "l’autre possibilité.",
                opens=("derogation", "second_job"),
            )
        case HoursGround.OTHER_JOB:
            yield from _total(check)


def _total(check: Check[Contract]) -> Iterator[Finding]:
    row = check.parameter("cumul_hours_target")
    jobs = [
        other
        for other in other_jobs(check)
        if other.employer_kind is not None and other.employer_kind not in SIAE | ADAPTED
    ]
    told = [job.weekly_hours for job in jobs if job.weekly_hours is not None]
    total = sum(told, check.act.weekly_hours or 0)
    if total < row.value and len(told) < len(jobs):
        yield check.unknown(
            "Autre emploi : il manque les heures par semaine.", "history.weekly_hours"
        )
        return
    check.computed["weekly_hours_total"] = total
    ends = [job.end for job in jobs if job.end is not None]
    if total >= row.value and len(ends) == len(jobs) and check.act.end is not None:
        yield from _other_job_ends(check, max(ends), check.act.end)
    if total < row.value:
        yield check.warn(
            f"Cumul : {number_fr(total)} h en tout, au moins {number_fr(row.value)} h attendues.",
            row,
            remedy="Augmentez l’un des deux horaires.",
        )
    else:
        yield check.info(
            f"Horaire réduit permis par le cumul : {number_fr(total)} h en tout. À déclarer ; "
            "l’aide suit les heures.",
            row,
        )


def _other_job_ends(check: Check[Contract], last: date, end: date) -> Iterator[Finding]:
    if last < end:
        yield check.warn(
            f"L’autre emploi prend fin le {day_fr(last)}, avant le CDDI.",
            remedy="Prévoyez l’horaire minimal ensuite, ou un autre emploi.",
        )
