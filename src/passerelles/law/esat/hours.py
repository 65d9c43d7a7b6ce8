"""Hours in ESAT, and those of an ESAT and a job together: thirty-five a week at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.esat.versions import reads
from passerelles.law.findings import Finding
from passerelles.law.wording import number_fr

_ESAT = "cat"
_SHARED = "esat_shared_time"
# Contracts that may stand beside a part-time in ESAT: ordinary work, EA, self-employment.
_BESIDE = (
    "cdd", "cdi", "ea_cdd", "ea_cdi", "apprenticeship", "professionalisation", "self_employment",
)  # fmt: skip
_ASSIGNED = ("mad_esat_individual", "mad_esat_collective")


@rule("ESAT-08", Contract, (_ESAT,))
def weekly_hours(check: Check[Contract]) -> Iterator[Finding]:
    """``weekly_hours`` counts the support, unless ``support_hours`` tells it apart."""
    told = hours_of(check.act)
    if told is None:
        yield check.unknown(
            "Il manque le nombre d’heures par semaine, soutien compris.", "act.weekly_hours"
        )
        return
    row = check.parameter("esat_weekly_hours_max")
    if told > row.value:
        yield check.block(
            "La durée d’activité, soutien compris, ne peut dépasser"
            f" {number_fr(row.value)} h par semaine ({number_fr(told)} h prévues).",
            row,
        )


def hours_of(act: Contract) -> Decimal | None:
    """Hours of a week, those of support in an ESAT among them; ``None`` when nobody told."""
    return None if act.weekly_hours is None else act.weekly_hours + (act.support_hours or 0)


@rule("ESAT-09", Contract, (_ESAT, _SHARED, *_BESIDE))
def total_hours(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if not reads(check, "esat_shared_hours_max"):
        return
    others = [other for other in check.others(Contract) if _together(act, other)]
    in_esat = [other for other in others if other.type == _ESAT]
    if act.type == _SHARED and not in_esat:
        yield check.unknown("Dites le contrat de la personne à l’ESAT et ses heures.", "history")
        return
    if act.type != _ESAT and not in_esat:
        return
    if not others:
        return
    yield from _total(check, others)


def _total(check: Check[Contract], others: list[Contract]) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("esat_shared_hours_max")
    total = _most_in_a_week(act, others)
    check.computed["total_weekly_hours"] = total
    if total > row.value:
        yield check.block(
            f"Le cumul ESAT + emploi ne peut dépasser {number_fr(row.value)} h par semaine"
            f" ({number_fr(total)} h prévues).",
            row,
            remedy="Réduisez les heures de l’un des engagements.",
        )
        return
    missing = ["act.weekly_hours"] if act.weekly_hours is None else []
    if any(other.weekly_hours is None for other in others):
        missing.append("history.weekly_hours")
    if any(other.start is None for other in others):
        missing.append("history.start")
    if missing:
        yield check.unknown(
            "Il manque les heures ou les dates d’un des contrats pour faire le total.", *missing
        )


def _most_in_a_week(act: Contract, others: list[Contract]) -> Decimal:
    """The heaviest week while ``act`` runs; what is not told counts for nothing here."""
    first = act.start or date.min
    running = [act, *(other for other in others if other.start is not None)]
    days = [first, *(o.start for o in running if o.start is not None and o.start > first)]
    return max(
        sum((hours_of(one) or Decimal(0) for one in running if runs_on(one, day)), Decimal(0))
        for day in days
    )


def runs_on(act: Contract, day: date) -> bool:
    """Whether a contract counts that day: its last day is the one noted, else the one planned."""
    return (act.start is None or act.start <= day) and (act.end is None or day <= act.end)


def _together(one: Contract | Assignment, other: Contract | Assignment) -> bool:
    """Whether two acts share a day; a date that is not told leaves it possible."""
    return not (_before(one, other) or _before(other, one))


def _before(one: Contract | Assignment, other: Contract | Assignment) -> bool:
    return one.end is not None and other.start is not None and one.end < other.start


@rule("ESAT-09", Contract, (_SHARED, *_BESIDE))
def employer_is_not_host(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if not check.history or not reads(check, "esat_shared_hours_max"):
        return
    hosts = [
        one.host
        for one in check.others(Assignment)
        if one.type in _ASSIGNED and _together(act, one)
    ]
    yield from _same(check, act.employer, hosts, "act.employer", "history.host")


@rule("ESAT-09", Assignment, _ASSIGNED)
def host_is_not_employer(check: Check[Assignment]) -> Iterator[Finding]:
    act = check.act
    if not check.history or not reads(check, "esat_shared_hours_max"):
        return
    employers = [
        one.employer for one in check.others(Contract) if one.type != _ESAT and _together(act, one)
    ]
    yield from _same(check, act.host, employers, "act.host", "history.employer")


def _same(
    check: Check[Contract] | Check[Assignment],
    mine: str | None,
    theirs: list[str | None],
    my_path: str,
    their_path: str,
) -> Iterator[Finding]:
    if not theirs:
        return
    if mine is not None and mine in theirs:
        yield check.block(
            "Même employeur que la mise à disposition en cours : le cumul n’est pas possible.",
            remedy="Terminez la mise à disposition avant de signer avec cet employeur.",
        )
    elif mine is None or None in theirs:
        missing = [my_path] if mine is None else []
        missing += [their_path] if None in theirs else []
        yield check.unknown(
            "Dites si l’employeur est celui chez qui la personne est mise à disposition.", *missing
        )
