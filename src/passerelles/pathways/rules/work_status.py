"""Where a person stands, read from the contracts and supports going on rather than from stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.law.person import Status
from passerelles.law.work_kinds import WorkFamily, work_kinds


@dataclass(frozen=True, slots=True)
class ToldWork:
    """A work going on: its form, who employs, since when; ``suspended``: it waits meanwhile."""

    kind: str
    employer_kind: str = ""
    start: date | None = None
    end: date | None = None
    suspended: bool = False


ESAT = "cat"
_BY_KIND: dict[str, Status] = {
    ESAT: Status.ESAT_WORKER,
    "esat_shared_time": Status.ESAT_AND_ORDINARY,
    "mad_esat_individual": Status.ESAT_WORKER,
    "mad_esat_collective": Status.ESAT_WORKER,
    "ea_cdi": Status.EA_EMPLOYEE,
    "ea_cdd": Status.EA_EMPLOYEE,
    "mad_ea": Status.EA_EMPLOYEE,
    "cdd_tremplin": Status.EA_TREMPLIN,
    "eatt_mission": Status.EATT_EMPLOYEE,
    "geiq_apprenticeship": Status.GEIQ_EMPLOYEE,
    "geiq_professionalisation": Status.GEIQ_EMPLOYEE,
    "geiq_other": Status.GEIQ_EMPLOYEE,
    "mad_geiq": Status.GEIQ_EMPLOYEE,
    "ai_provision": Status.AI_EMPLOYEE,
    "etti_mission": Status.ETTI_EMPLOYEE,
    "eiti_support": Status.EITI_SUPPORTED,
    "ebe_cdi": Status.EBE_EMPLOYEE,
    "cdi": Status.OPEN_ENDED,
    "cdd": Status.FIXED_TERM,
    "self_employment": Status.SELF_EMPLOYED,
}
# Their employer says which structure of insertion it is; without it, nothing is guessed.
_BY_EMPLOYER: dict[str, Status] = {
    "aci": Status.ACI_EMPLOYEE,
    "ei": Status.EI_EMPLOYEE,
    "ai": Status.AI_EMPLOYEE,
    "etti": Status.ETTI_EMPLOYEE,
}
_SAID_BY_EMPLOYER = frozenset({"cddi", "cddi_phc", "cddi_cvg", "cdi_inclusion", "passerelle"})
# Fixed-term or open-ended: their last day says it.
_SAID_BY_TERM = frozenset({"apprenticeship", "professionalisation"})


def says_where(kind: str) -> bool:
    """Whether such a work tells where the person stands: a trial or a visit does not."""
    return work_kinds()[kind].family is not WorkFamily.IMMERSION


def status_of_work(works: Iterable[ToldWork]) -> Status | None:
    """The status the works going on give; a suspended one speaks only when it is alone."""
    told = [work for work in works if says_where(work.kind)]
    going = [work for work in told if not work.suspended] or told
    if _is_shared_time(going):
        return Status.ESAT_AND_ORDINARY
    # A contract first, then who lends the person; the latest wins.
    going.sort(key=_order, reverse=True)
    return _one(going[0]) if going else None


def _order(work: ToldWork) -> tuple[bool, date]:
    lent = work_kinds()[work.kind].family is WorkFamily.ASSIGNMENT
    return not lent, work.start or date.min


def _is_shared_time(works: list[ToldWork]) -> bool:
    kinds = {work.kind for work in works}
    if ESAT not in kinds:
        return False
    return any(
        work_kinds()[kind].family is WorkFamily.CONTRACT and work_kinds()[kind].creates_contract
        for kind in kinds
    )


def _one(work: ToldWork) -> Status | None:
    if work.kind in _SAID_BY_EMPLOYER:
        return _BY_EMPLOYER.get(work.employer_kind)
    if work.kind in _SAID_BY_TERM:
        return Status.OPEN_ENDED if work.end is None else Status.FIXED_TERM
    return _BY_KIND.get(work.kind)
