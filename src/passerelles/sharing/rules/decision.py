"""``decide``: may this actor do this, on this volet of this person's record, at this moment?

Pure.  Each ground is judged alone: two agreements never add up, a purpose of one never
serves the volets of another.  Anything not allowed here is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.sharing.rules.volets import GUEST_VERBS, PURPOSE_VERBS, Purpose, Verb, Volet


class Basis(StrEnum):
    """Why an organisation is at the person's side."""

    MISSION = "mission"  # it welcomes or accompanies the person itself: it keeps its own entries
    AGREEMENT = "agreement"  # invited by the person: nothing remains once the agreement ends


class Scope(IntEnum):
    """How far a decision reaches in a volet; a wider scope includes the narrower ones."""

    NONE = 0
    OWN = 1  # entries written for the actor's own organisation
    SHARED = 2  # own entries, and the shared entries of everybody
    ALL = 3  # everything: commands and tasks that state their reason


class Ground(StrEnum):
    """On what a right rests; kept in the journal."""

    NONE = "none"
    SELF = "self"
    MISSION = "mission"
    AGREEMENT = "agreement"
    PERSONAL_LINK = "personal-link"
    EMERGENCY = "emergency"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class PartyFacts:
    organisation_id: UUID
    basis: Basis
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    id: UUID
    receiver_id: UUID
    volets: frozenset[Volet]
    purpose: Purpose
    valid_from: datetime
    valid_until: datetime
    withdrawn_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Half-open: the moment of the end, or of the withdrawal, is already outside."""
        if not self.valid_from <= at < self.valid_until:
            return False
        return self.withdrawn_at is None or at < self.withdrawn_at


@dataclass(frozen=True, slots=True)
class GuestLinkFacts:
    id: UUID
    agreement_id: UUID
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        if not self.valid_from <= at < self.valid_until:
            return False
        return self.revoked_at is None or at < self.revoked_at


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    user_id: UUID
    organisation_id: UUID
    started_at: datetime
    ends_at: datetime

    def in_force(self, at: datetime) -> bool:
        return self.started_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that decides about one person."""

    person_id: UUID
    parties: tuple[PartyFacts, ...] = ()
    agreements: tuple[AgreementFacts, ...] = ()
    guest_links: tuple[GuestLinkFacts, ...] = ()
    emergencies: tuple[EmergencyFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, how far it reaches, and on what it rests (``reference`` names the agreement)."""

    allowed: bool
    scope: Scope
    ground: Ground
    reason: str
    reference: UUID | None = None

    @property
    def journal_ground(self) -> str:
        """Ground as the journal keeps it, with the agreement it names."""
        return f"{self.ground.value}:{self.reference}" if self.reference else self.ground.value

    def reaches(self, *, own: bool, shared: bool) -> bool:
        """Does the decision reach one entry, given whether it is ours and whether it is shared?"""
        if self.scope is Scope.ALL:
            return True
        if self.scope is Scope.SHARED:
            return own or shared
        return self.scope is Scope.OWN and own


REFUSED = Decision(False, Scope.NONE, Ground.NONE, "Aucun accord ni mission ne l’autorise.")


def _allowed(scope: Scope, ground: Ground, reason: str, reference: UUID | None = None) -> Decision:
    return Decision(True, scope, ground, reason, reference)


def decide(actor: Actor, verb: Verb, person: PersonFacts, volet: Volet, at: datetime) -> Decision:
    """The widest of the grounds that allow it, each judged alone; :data:`REFUSED` otherwise.

    ``at`` must be aware.  The answer to WRITE says whether a new entry may be added in the
    volet; nobody ever rewrites another's entry.
    """
    return max(grounds(actor, verb, person, volet, at), key=lambda d: d.scope, default=REFUSED)


def grounds(
    actor: Actor, verb: Verb, person: PersonFacts, volet: Volet, at: datetime
) -> Iterable[Decision]:
    """Every ground that allows it, each from one fact only."""
    match actor.kind:
        case ActorKind.SYSTEM:
            return [_allowed(Scope.ALL, Ground.SYSTEM, actor.reason)]
        case ActorKind.PERSON:
            return _own_record(actor, person)
        case ActorKind.GUEST:
            return _personal_link(actor, verb, person, volet, at)
        case ActorKind.PROFESSIONAL:
            return _professional(actor, verb, person, volet, at)
        case _:
            return []


def _own_record(actor: Actor, person: PersonFacts) -> Iterator[Decision]:
    # None must never equal None: an actor without a person is nobody's owner.
    if actor.person_id is not None and actor.person_id == person.person_id:
        yield _allowed(Scope.SHARED, Ground.SELF, "C’est votre dossier.")


def _personal_link(
    actor: Actor, verb: Verb, person: PersonFacts, volet: Volet, at: datetime
) -> Iterator[Decision]:
    if verb not in GUEST_VERBS[volet]:
        return
    for link in person.guest_links:
        if link.id != actor.guest_link_id or not link.in_force(at):
            continue
        for agreement in person.agreements:
            if agreement.id == link.agreement_id and _covers(agreement, verb, volet, at):
                yield _allowed(Scope.SHARED, Ground.PERSONAL_LINK, "Lien personnel.", agreement.id)


def _professional(
    actor: Actor, verb: Verb, person: PersonFacts, volet: Volet, at: datetime
) -> Iterator[Decision]:
    if actor.organisation_id is None or not _has_right(actor, verb, volet):
        return
    for party in person.parties:
        if _own_mission(party, actor.organisation_id, at):
            yield _allowed(Scope.OWN, Ground.MISSION, "Votre structure accompagne la personne.")
    for agreement in person.agreements:
        if agreement.receiver_id == actor.organisation_id and _covers(agreement, verb, volet, at):
            yield _allowed(Scope.SHARED, Ground.AGREEMENT, "Accord de partage.", agreement.id)
    if verb is Verb.READ:
        yield from _emergency(actor, person, at)


def _emergency(actor: Actor, person: PersonFacts, at: datetime) -> Iterator[Decision]:
    for access in person.emergencies:
        if (
            access.user_id == actor.user_id
            and access.organisation_id == actor.organisation_id
            and access.in_force(at)
        ):
            yield _allowed(Scope.SHARED, Ground.EMERGENCY, "Accès d’urgence.")


def _own_mission(party: PartyFacts, organisation_id: UUID, at: datetime) -> bool:
    return (
        party.organisation_id == organisation_id
        and party.basis is Basis.MISSION
        and party.since <= at
        and (party.until is None or at < party.until)
    )


def _covers(agreement: AgreementFacts, verb: Verb, volet: Volet, at: datetime) -> bool:
    return (
        volet in agreement.volets
        and verb in PURPOSE_VERBS[agreement.purpose]
        and agreement.in_force(at)
    )


def _has_right(actor: Actor, verb: Verb, volet: Volet) -> bool:
    if volet is Volet.SENSITIVE and not actor.may(Right.READ_SENSITIVE):
        return False
    return actor.may(Right.READ_PEOPLE if verb is Verb.READ else Right.WRITE_PEOPLE)
