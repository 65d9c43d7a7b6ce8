"""Who may change a work situation: who wrote it, who employs, hosts, or steers the path."""

from __future__ import annotations

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import Exit, FollowUp, Path, ReturnRight, WorkSituation
from passerelles.pathways.policy import steers
from passerelles.pathways.rules.stages import PathState
from passerelles.pathways.rules.work import may_lend_together
from passerelles.sharing.visibility import entries_visible


def may_change(actor: Actor, situation: WorkSituation) -> bool:
    """Partners who hold the situation with the person; others read it, and write beside it."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return False
    holders = {situation.organisation_id, situation.employer_id, situation.host_id}
    if actor.organisation_id in holders:
        return True
    return situation.path is not None and steers(actor, situation.path)


def require_change(actor: Actor, situation: WorkSituation) -> None:
    if not may_change(actor, situation):
        raise Hidden("held by other organisations")


def may_correct_exit(actor: Actor, left: Exit) -> bool:
    """An exit is corrected by the organisation that wrote it, or by the place that was left."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return False
    return actor.organisation_id in {left.organisation_id, left.place_id}


def may_change_contact(actor: Actor, contact: FollowUp) -> bool:
    """A contact is set aside or corrected by the organisation that promised it."""
    of_team = actor.kind is ActorKind.PROFESSIONAL and actor.organisation_id is not None
    return of_team and contact.organisation_id == actor.organisation_id


def require_contact(actor: Actor, contact: FollowUp) -> None:
    if not may_change_contact(actor, contact):
        raise Hidden("promised by another organisation")


def wrote(actor: Actor, situation: WorkSituation) -> bool:
    """Only the organisation that wrote a group knows who else is in it."""
    of_team = actor.kind is ActorKind.PROFESSIONAL and actor.organisation_id is not None
    return of_team and situation.organisation_id == actor.organisation_id


def lends_together(actor: Actor) -> bool:
    """Whether the actor’s organisation is of a kind the law lets lend several persons together."""
    if actor.organisation_id is None:
        return False
    ours = Organisation.objects.filter(pk=actor.organisation_id).first()
    return ours is not None and may_lend_together(ours.kind)


def require_professional(actor: Actor) -> None:
    """Contracts are written by professionals; the person reads them and answers beside."""
    if actor.kind is not ActorKind.PROFESSIONAL:
        raise Hidden("only professionals write work situations")


def may_exercise_return(actor: Actor, right: ReturnRight) -> bool:
    """The place to come back to, who wrote the exit, or who steers a path going on: nobody else
    writes a contract in the name of an ESAT."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return False
    if actor.organisation_id in {right.origin_id, right.organisation_id}:
        return True
    going_on = Path.unscoped.filter(
        entries_visible(actor, clock.now()), person_id=right.person_id, state=PathState.ACTIVE
    )
    return any(steers(actor, path) for path in going_on)


def is_open(right: ReturnRight) -> bool:
    return right.exercised_on is None
