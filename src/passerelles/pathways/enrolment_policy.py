"""Who may change an enrolment: the organisation that runs the programme, or who steers the path."""

from __future__ import annotations

from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.policy import steers


def may_change(actor: Actor, enrolment: ProgrammeEnrolment) -> bool:
    """Steps, decisions, hours and the exit belong to whoever runs the programme.

    Days and duties may be noted by any partner who writes in the path: a work site is often kept
    by another structure.
    """
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return False
    if enrolment.organisation_id == actor.organisation_id:
        return True
    return enrolment.path is not None and steers(actor, enrolment.path)


def require_change(actor: Actor, enrolment: ProgrammeEnrolment) -> None:
    if not may_change(actor, enrolment):
        raise Hidden("run by another organisation")
