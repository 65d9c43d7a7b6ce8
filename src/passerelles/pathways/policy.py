"""Who may steer a path, beyond the right to write in its volet."""

from __future__ import annotations

from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.pathways.models import NextStep, Path, ProgressPoint, Referent, Stage
from passerelles.sharing.policy import decision
from passerelles.sharing.rules.volets import Verb, Volet


def steers(actor: Actor, path: Path) -> bool:
    """The organisation that opened the path, or the one of its present referent."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return False
    if path.organisation_id == actor.organisation_id:
        return True
    return Referent.objects.filter(
        path=path, until=None, organisation_id=actor.organisation_id
    ).exists()


def require_steering(actor: Actor, path: Path) -> None:
    if not steers(actor, path):
        raise Hidden("does not steer this path")


def require_own(actor: Actor, entry: Stage) -> None:
    """Words are changed only by the organisation that wrote them."""
    if actor.organisation_id is None or entry.organisation_id != actor.organisation_id:
        raise Hidden("written by another organisation")


def may_settle(actor: Actor, step: NextStep) -> bool:
    """Its owner, the organisation that planned it, or whoever steers the path."""
    if actor.kind is ActorKind.PERSON:
        return step.owner_is_person and step.person_id == actor.person_id
    mine = {step.organisation_id, step.owner_organisation_id}
    return actor.organisation_id in mine or steers(actor, step.path)


def may_correct(actor: Actor, point: ProgressPoint) -> bool:
    """An organisation corrects what it observed; the words of the person, only who took them down.

    A colleague never rewrites what the person said of themself.
    """
    if actor.kind is ActorKind.PERSON:
        return point.by_person and point.person_id == actor.person_id
    if point.organisation_id is None or point.organisation_id != actor.organisation_id:
        return False
    return not point.by_person or point.author_id == actor.user_id


def may_be_referent(membership: Membership, person_id: UUID) -> bool:
    """A referent can write in the path, by the rights of their own membership."""
    candidate = Actor(
        kind=ActorKind.PROFESSIONAL,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        rights=membership.rights,
    )
    return decision(candidate, Verb.WRITE, person_id, Volet.PATH, clock.now()).allowed


def may_define_axes(actor: Actor) -> bool:
    """Whoever sets the organisation up, or leads its service (the right to import people)."""
    return actor.may(Right.MANAGE_SETTINGS) or actor.may(Right.IMPORT_PEOPLE)
