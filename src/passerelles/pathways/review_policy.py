"""Who may speak for a side: the side itself, or who takes its words down and says so."""

from __future__ import annotations

from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import IntegrationCheck, WorkReview, WorkSituation
from passerelles.pathways.rules.integration import CheckAbout
from passerelles.pathways.rules.voices import ReviewSide, is_reviewed
from passerelles.pathways.work_policy import may_change


def current_review(situation: WorkSituation, side: ReviewSide) -> WorkReview | None:
    """The last version of a voice, whoever may read it: a voice is never doubled unseen."""
    rows = WorkReview.unscoped.filter(situation=situation, side=side, replaced_by__isnull=True)
    found: WorkReview | None = rows.first()
    return found


def may_speak(
    actor: Actor, situation: WorkSituation, side: ReviewSide, said: WorkReview | None
) -> bool:
    """A side speaks for itself, even after its words were taken down by somebody else.

    A contract is nobody's trial: nobody is asked how it went.

    Once it has spoken itself, nobody else writes in its name; words taken down are changed by
    the organisation that took them.
    """
    if not is_reviewed(situation.law_kind):
        return False
    if speaks_for_itself(actor, situation, side):
        return True
    if actor.kind is not ActorKind.PROFESSIONAL or not may_change(actor, situation):
        return False
    if side is ReviewSide.SENDER and actor.organisation_id == situation.host_id:
        return False
    if said is None:
        return True
    if side is ReviewSide.SENDER:
        return said.organisation_id == actor.organisation_id
    return bool(said.gathered_from) and said.organisation_id == actor.organisation_id


def speaks_for_itself(actor: Actor, situation: WorkSituation, side: ReviewSide) -> bool:
    match side, actor.kind:
        case ReviewSide.PERSON, ActorKind.PERSON:
            return actor.person_id == situation.person_id
        case ReviewSide.HOST, ActorKind.GUEST:
            return welcomes(actor, situation)
        case ReviewSide.HOST, ActorKind.PROFESSIONAL:
            return actor.organisation_id is not None and actor.organisation_id == situation.host_id
        case ReviewSide.SENDER, ActorKind.PROFESSIONAL:
            sender = situation.employer_id or situation.organisation_id
            return actor.organisation_id is not None and actor.organisation_id == sender
        case _:
            return False


def welcomes(actor: Actor, situation: WorkSituation) -> bool:
    """Whether a tutor's company is where the person works."""
    place = situation.host_id or situation.employer_id
    return actor.organisation_id is not None and actor.organisation_id == place


def require_voice(
    actor: Actor, situation: WorkSituation, side: ReviewSide, said: WorkReview | None
) -> None:
    if not may_speak(actor, situation, side, said):
        raise Hidden("another side speaks here")


def may_answer_check(actor: Actor, check: IntegrationCheck) -> bool:
    """The side that is asked, or a professional of the situation who says whose words these are."""
    match actor.kind:
        case ActorKind.PERSON:
            return check.about == CheckAbout.PERSON and actor.person_id == check.person_id
        case ActorKind.GUEST:
            return check.about == CheckAbout.COMPANY and welcomes(actor, check.situation)
        case _:
            return may_change(actor, check.situation)
