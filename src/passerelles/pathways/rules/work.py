"""Work situations: their states, what happens to them, and what the form of each kind asks.

What the law sets (employers, lengths, hours, papers) is data of the law; here stands what the
record adds: how a situation goes on, which stage of a path it is, which details are worth asking.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passerelles.law.findings import Finding, Severity
from passerelles.law.work_kinds import WorkFamily, WorkKind, work_kinds
from passerelles.pathways.rules.stages import StageKind


class WorkState(StrEnum):
    ONGOING = "ongoing"
    SUSPENDED = "suspended"
    ENDED = "ended"
    CANCELLED = "cancelled"


class WorkEvent(StrEnum):
    """What happened to a situation; each is a line of its history, never rewritten."""

    OPENED = "opened"
    CORRECTED = "corrected"
    RENEWED = "renewed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"
    CANCELLED = "cancelled"


WORK_STATE_LABELS: dict[WorkState, str] = {
    WorkState.ONGOING: "en cours",
    WorkState.SUSPENDED: "suspendu",
    WorkState.ENDED: "terminé",
    WorkState.CANCELLED: "annulé",
}
WORK_EVENT_LABELS: dict[WorkEvent, str] = {
    WorkEvent.OPENED: "Enregistré",
    WorkEvent.CORRECTED: "Corrigé",
    WorkEvent.RENEWED: "Renouvelé",
    WorkEvent.SUSPENDED: "Suspendu",
    WorkEvent.RESUMED: "Repris",
    WorkEvent.ENDED: "Terminé",
    WorkEvent.CANCELLED: "Annulé",
}

# What may happen next.  Nothing follows an end: another situation begins, or the person returns.
NEXT_EVENTS: dict[WorkState, tuple[WorkEvent, ...]] = {
    WorkState.ONGOING: (
        WorkEvent.RENEWED,
        WorkEvent.SUSPENDED,
        WorkEvent.CORRECTED,
        WorkEvent.ENDED,
        WorkEvent.CANCELLED,
    ),
    WorkState.SUSPENDED: (
        WorkEvent.RESUMED,
        WorkEvent.CORRECTED,
        WorkEvent.ENDED,
        WorkEvent.CANCELLED,
    ),
    WorkState.ENDED: (WorkEvent.CORRECTED,),
    WorkState.CANCELLED: (),
}


def may_happen(state: WorkState, event: WorkEvent) -> bool:
    return event in NEXT_EVENTS[state]


class EndReason(StrEnum):
    """Why a situation ends; a break of a contract has its own words in labour law."""

    TERM = "term"
    NEXT_STEP = "next_step"
    PERSON_CHOICE = "person_choice"
    EMPLOYER_CHOICE = "employer_choice"
    AGREEMENT = "agreement"
    TRIAL_NOT_KEPT = "trial_not_kept"
    HEALTH = "health"
    MOVED = "moved"
    OTHER = "other"


END_REASON_LABELS: dict[EndReason, str] = {
    EndReason.TERM: "C’est la date prévue",
    EndReason.NEXT_STEP: "La personne passe à l’étape suivante",
    EndReason.PERSON_CHOICE: "La personne l’a choisi",
    EndReason.EMPLOYER_CHOICE: "La structure ou l’entreprise l’a décidé",
    EndReason.AGREEMENT: "D’un commun accord",
    EndReason.TRIAL_NOT_KEPT: "Fin de la période d’essai",
    EndReason.HEALTH: "La situation de la personne ne le permet plus",
    EndReason.MOVED: "Déménagement",
    EndReason.OTHER: "Une autre raison",
}

# A step left for the next one is done; the others stop before their end.
REACHED_ITS_END: frozenset[EndReason] = frozenset({EndReason.TERM, EndReason.NEXT_STEP})


@dataclass(frozen=True, slots=True)
class Place:
    """An employer, a host or a prescriber as the law compares them.

    ``word`` tells two places apart and names nobody; ``kind`` is a code of kinds of organisations.
    """

    word: str = ""
    kind: str = ""


_STAGE_OF_KIND: dict[str, StageKind] = {
    "cat": StageKind.ESAT_WORK,
    "esat_shared_time": StageKind.ORDINARY_CONTRACT,
    "cdi_inclusion": StageKind.INSERTION_CONTRACT,
    "ime_stage": StageKind.INTERNSHIP,
    "trial_bench": StageKind.TRIAL,
    "visit": StageKind.VISIT,
    "eiti_support": StageKind.INSERTION_CONTRACT,
}
_STAGE_OF_FAMILY: dict[WorkFamily, StageKind] = {
    WorkFamily.CONTRACT: StageKind.ORDINARY_CONTRACT,
    WorkFamily.SUPPORT: StageKind.OTHER,
    WorkFamily.ASSIGNMENT: StageKind.ASSIGNMENT,
    WorkFamily.IMMERSION: StageKind.IMMERSION,
}
_STAGE_OF_EMPLOYER: dict[str, StageKind] = {
    "geiq": StageKind.GEIQ_CONTRACT,
    "ea": StageKind.EA_CONTRACT,
    "eatt": StageKind.EA_CONTRACT,
    "aci": StageKind.INSERTION_CONTRACT,
    "ei": StageKind.INSERTION_CONTRACT,
    "ai": StageKind.INSERTION_CONTRACT,
    "etti": StageKind.INSERTION_CONTRACT,
}


def stage_kind(kind: WorkKind) -> StageKind:
    """Which stage of a path such a situation is."""
    if kind.code in _STAGE_OF_KIND:
        return _STAGE_OF_KIND[kind.code]
    if kind.family is WorkFamily.CONTRACT:
        for employer in sorted(kind.employers):
            if employer in _STAGE_OF_EMPLOYER:
                return _STAGE_OF_EMPLOYER[employer]
    return _STAGE_OF_FAMILY[kind.family]


def kinds_of_stage(stage: StageKind) -> tuple[str, ...]:
    """Kinds of work situations a stage may be."""
    return tuple(kind.code for kind in work_kinds().values() if stage_kind(kind) is stage)


JUDGMENTS = "act.judgments"  # path, in the question, of what people judged before signing
JUDGED_WORDS = "judged_words"

_DEROGATION = ("act.derogation", "act.derogation.decided_on", "act.derogation.end")

# Details asked from the start; whatever else the law misses is asked once it has missed it.
_DETAILS_OF_FAMILY: dict[WorkFamily, tuple[str, ...]] = {
    WorkFamily.CONTRACT: ("act.signed_on",),
    WorkFamily.SUPPORT: (),
    WorkFamily.ASSIGNMENT: ("act.agreed_by_person", "act.non_profit", "act.signed_on"),
    WorkFamily.IMMERSION: ("act.days", "act.hours_per_day"),
}
_DETAILS_OF_KIND: dict[str, tuple[str, ...]] = {
    "cddi": (*_DEROGATION, "act.programme"),
    "cddi_phc": _DEROGATION,
    "cddi_cvg": _DEROGATION,
    "cat": ("act.support_hours", "act.handed_on"),
    "mad_esat_individual": ("act.mentions", "act.sent_on", *_DEROGATION),
    "mad_esat_collective": ("act.mentions", "act.sent_on"),
    "ai_provision": ("act.worked_hours", "act.hours", *_DEROGATION),
    "etti_mission": ("act.path_start",),
    "pmsmp": ("act.purposes", "act.legal_representative"),
    "ime_stage": ("act.legal_representative",),
    "mispe": ("act.legal_representative",),
    "professionalisation": ("act.objective",),
    "geiq_professionalisation": ("act.objective",),
}


def details_asked(kind: WorkKind) -> tuple[str, ...]:
    """Paths of the act the form of that kind shows at once."""
    if kind.code == "visit":
        return ()
    own = (*_DETAILS_OF_FAMILY[kind.family], *_DETAILS_OF_KIND.get(kind.code, ()))
    return (*own, "act.acknowledgements") if kind.acknowledgements else own


def asks_host(kind: WorkKind) -> bool:
    """Whether somewhere else than the employer's is where the person works."""
    return kind.family in {WorkFamily.ASSIGNMENT, WorkFamily.IMMERSION}


def asks_employer(kind: WorkKind) -> bool:
    return kind.family is not WorkFamily.IMMERSION and kind.code != "self_employment"


def asks_prescriber(kind: WorkKind) -> bool:
    return "prescriber" in kind.signatories


def asks_job(kind: WorkKind) -> bool:
    """Whether somebody holds a job or tries one; a visit looks at it, an EITI's support is none."""
    return kind.code not in {"visit", "eiti_support"}


def asks_objective(kind: WorkKind) -> bool:
    """Whether what it is for is agreed before, and looked at again at the end."""
    return kind.family is WorkFamily.IMMERSION


def asks_activity(kind: WorkKind) -> bool:
    """Whether the work to do, and who supervises it there, are told: somebody is lent."""
    return kind.family is WorkFamily.ASSIGNMENT


def asks_demand(kind: WorkKind) -> bool:
    """Where a structure of the sector employs or lends: clauses and levels are its own matter."""
    lends = kind.family is WorkFamily.ASSIGNMENT
    return lends or (kind.family is WorkFamily.CONTRACT and bool(kind.employers))


def may_lend_together(organisation_kind: str) -> bool:
    """Whether the law knows such an organisation as the employer of several persons lent."""
    return organisation_kind in work_kinds()["mad_esat_collective"].employers


SUPERVISION_LABELS: dict[bool, str] = {
    True: "Un encadrant de la structure est sur place",
    False: "L’entreprise encadre seule",
}


def supervision_words(supervised: bool) -> str:
    return SUPERVISION_LABELS[supervised]


def asks_weekly_hours(kind: WorkKind) -> bool:
    return kind.code not in {"visit", "eiti_support", "self_employment"}


def leaves_a_place(kind: WorkKind) -> bool:
    """Whether its end may be an exit: an immersion or an assignment leaves nobody's workforce."""
    return kind.family in {WorkFamily.CONTRACT, WorkFamily.SUPPORT}


def warning_code(finding: Finding) -> str:
    """A short stable name for a warning, so that a tick tells which one was read."""
    digest = hashlib.sha256(finding.message.encode()).hexdigest()[:10]
    return f"{finding.rule}-{digest}"


def warnings_left(findings: Iterable[Finding], accepted: frozenset[str]) -> tuple[Finding, ...]:
    """Warnings nobody has ticked yet."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.WARN and warning_code(finding) not in accepted
    )


def state_on(state: WorkState, suspended_on: date | None, today: date) -> WorkState:
    """Where it is that day: a suspension noted ahead has not begun."""
    ahead = suspended_on is not None and suspended_on > today
    return WorkState.ONGOING if state is WorkState.SUSPENDED and ahead else state


def shown_state(state: WorkState, start: date, end: date | None, today: date) -> str:
    """In words: a situation that has not begun is ahead; one past its last day waits for its end."""
    if state is not WorkState.ONGOING:
        return WORK_STATE_LABELS[state]
    if start > today:
        return "à venir"
    if end is not None and end < today:
        return "date de fin passée"
    return WORK_STATE_LABELS[state]
