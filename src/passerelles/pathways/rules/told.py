"""From what a record tells, to the person of a question to the law.

What the reader may not see, and what nobody wrote, is *unknown*: never a silent no.  What was
written as refused, expired or still to do is a no on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from passerelles.law.person import DiplomaLevel, Person, Situation, Status
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.pathways.rules.stages import StageKind
from passerelles.pathways.rules.work_status import ToldWork, says_where, status_of_work
from passerelles.people.rules.facts import ESAT_ORIENTATION_TITLE, NO_OTHER_TITLE
from passerelles.people.rules.situations import SituationKind as ToldKind
from passerelles.people.rules.situations import SituationState
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class ToldSituation:
    """One situation as the record has it now, all sources together."""

    kind: ToldKind
    state: SituationState
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ToldStage:
    """A stage going on: its kind and the kind of place it happens at (empty when not said)."""

    kind: StageKind
    place_kind: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader may know of a person.  ``volets``: those the reader may read; ``titles``: what
    was answered about the other titles of a disabled worker, empty when nobody asked."""

    volets: frozenset[Volet]
    birth_date: date | None = None
    commune: str | None = None
    diploma_level: DiplomaLevel | None = None
    reach_km: int | None = None
    situations: tuple[ToldSituation, ...] = ()
    titles: tuple[str, ...] = ()
    stages: tuple[ToldStage, ...] = ()
    works: tuple[ToldWork, ...] = ()
    origin_kind: str = ""
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The person of the question, and what the reader may not see of them.

    ``hidden``: kinds of situations whose volet is not shared — « à vérifier avec la personne » ;
    ``openly``: those answered « non » with the titles, outside any very personal volet.
    """

    person: Person
    hidden: frozenset[SituationKind] = field(default_factory=frozenset)
    openly: frozenset[SituationKind] = field(default_factory=frozenset)


# A job or a place says where the person stands; the first that fits wins.
_BY_STAGE: dict[StageKind, Status] = {
    StageKind.ESAT_WORK: Status.ESAT_WORKER,
    StageKind.GEIQ_CONTRACT: Status.GEIQ_EMPLOYEE,
    StageKind.EA_CONTRACT: Status.EA_EMPLOYEE,
    StageKind.TRAINING: Status.TRAINEE,
}
_BY_INSERTION_PLACE: dict[str, Status] = {
    "aci": Status.ACI_EMPLOYEE,
    "ei": Status.EI_EMPLOYEE,
    "ai": Status.AI_EMPLOYEE,
    "etti": Status.ETTI_EMPLOYEE,
    "eiti": Status.EITI_SUPPORTED,
}
_IN_INSERTION = frozenset(_BY_INSERTION_PLACE.values())
_BY_ORIGIN: dict[str, Status] = {
    "ime": Status.IME,
    "sipfp": Status.IME,
    "esat": Status.ESAT_WORKER,
}
_IN_ESAT = frozenset({Status.ESAT_WORKER, Status.ESAT_AND_ORDINARY})
_ASSIGNED = {StageKind.ASSIGNMENT, StageKind.IMMERSION, StageKind.INTERNSHIP, StageKind.TRIAL}


def gather(told: Told) -> Gathered:
    """The person as the law reads it, from what this reader may know."""
    status = status_of(told)
    held = tuple(
        Situation(kind=SituationKind(s.kind.value), start=s.start, end=s.end)
        for s in told.situations
        if s.state is SituationState.OBTAINED and s.kind.value in _SAME_CODES
    )
    held += _esat_orientation(told, status)
    held += tuple(
        Situation(kind=kind)
        for kind in sorted(_titles_held(told.titles))
        if kind not in _kinds(held)
    )
    refused_titles = _titles_refused(told.titles)
    said_no = refused_titles | {
        SituationKind(s.kind.value)
        for s in told.situations
        if s.state is not SituationState.OBTAINED and s.kind.value in _SAME_CODES
    }
    said_no -= _kinds(held)
    if status in _IN_INSERTION and SituationKind.IAE_PASS not in said_no | _kinds(held):
        # Nobody works in a structure of insertion without one: where one works tells it.
        held += (Situation(kind=SituationKind.IAE_PASS),)
    answered = said_no | _kinds(held)
    unknown = tuple(kind for kind in SituationKind if kind not in answered)
    person = Person(
        birth_date=told.birth_date,
        diploma_level=told.diploma_level,
        status=status,
        situations=held,
        unknown=unknown,
        commune=told.commune,
        reach_km=told.reach_km,
        wishes=told.wishes,
    )
    hidden = frozenset(kind for kind in unknown if not _readable(kind, told.volets))
    return Gathered(person, hidden, refused_titles - _kinds(held))


# « Aucun autre titre » says no to each of these, unless the record says otherwise at their own name.
_TITLES = frozenset({SituationKind.BOETH, SituationKind.ESAT_ORIENTATION})
_TITLES_AND_ALLOWANCES = _TITLES | {
    SituationKind.AAH,
    SituationKind.DISABILITY_PENSION,
    SituationKind.AEEH,
    SituationKind.PCH,
    SituationKind.PPS,
}


def _titles_held(titles: Iterable[str]) -> frozenset[SituationKind]:
    """The law tells an orientation to an ESAT from the other titles, which it does not tell apart."""
    return frozenset(
        SituationKind.ESAT_ORIENTATION if code == ESAT_ORIENTATION_TITLE else SituationKind.BOETH
        for code in titles
        if code != NO_OTHER_TITLE
    )


def _titles_refused(titles: tuple[str, ...]) -> frozenset[SituationKind]:
    """Nothing answered refuses nothing."""
    if not titles:
        return frozenset()
    if NO_OTHER_TITLE in titles:
        return _TITLES_AND_ALLOWANCES
    return _TITLES - _titles_held(titles)


def _kinds(held: Iterable[Situation]) -> set[SituationKind]:
    return {situation.kind for situation in held}


def status_of(told: Told) -> Status | None:
    """Where the person stands today: contracts going on say it first, then stages and origin."""
    if any(says_where(work.kind) for work in told.works):
        return status_of_work(told.works)
    kinds = {stage.kind for stage in told.stages}
    for stage in told.stages:
        if stage.kind is StageKind.INSERTION_CONTRACT:
            return _BY_INSERTION_PLACE.get(stage.place_kind)
    if StageKind.ORDINARY_CONTRACT in kinds:
        # Fixed-term or open-ended: the stage does not say, and it changes everything.
        return Status.ESAT_AND_ORDINARY if StageKind.ESAT_WORK in kinds else None
    for kind, status in _BY_STAGE.items():
        if kind in kinds:
            return status
    return _BY_ORIGIN.get(told.origin_kind) or _registered(told.situations)


def _registered(situations: Iterable[ToldSituation]) -> Status | None:
    looking = {ToldKind.FRANCE_TRAVAIL, ToldKind.RSA, ToldKind.ASS}
    for situation in situations:
        if situation.kind in looking and situation.state is SituationState.OBTAINED:
            return Status.WITHOUT_EMPLOYMENT
    return None


_SAME_CODES = frozenset(kind.value for kind in SituationKind) & frozenset(
    kind.value for kind in ToldKind
)


def _esat_orientation(told: Told, status: Status | None) -> tuple[Situation, ...]:
    """The record says « orientation CDAPH » without its object: for somebody who works in an
    ESAT, or came from one and may return, it is the one that placed them there; for anybody else
    it stays to be said."""
    if status not in _IN_ESAT and _BY_ORIGIN.get(told.origin_kind) not in _IN_ESAT:
        return ()
    return tuple(
        Situation(kind=SituationKind.ESAT_ORIENTATION, start=s.start, end=s.end)
        for s in told.situations
        if s.kind is ToldKind.CDAPH_ORIENTATION and s.state is SituationState.OBTAINED
    )


def _readable(kind: SituationKind, volets: frozenset[Volet]) -> bool:
    """Whether somebody who reads these volets would know of such a situation."""
    volet = Volet.SENSITIVE if SITUATION_TEXTS[kind].sensitive else Volet.SITUATION
    return volet in volets
