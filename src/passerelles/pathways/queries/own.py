"""What the person reads of their own path, in their own space."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import ProgressAxis
from passerelles.pathways.queries.axes import axes_for
from passerelles.pathways.queries.eyes import Eyes, own_eyes
from passerelles.pathways.queries.notes import NoteView, notes
from passerelles.pathways.queries.paths import PathView, StepView, next_steps, path_views
from passerelles.pathways.queries.progress import ProgressView, progress_view
from passerelles.sharing.policy import RecordAccess, open_record


@dataclass(frozen=True)
class OwnPath:
    access: RecordAccess
    paths: tuple[PathView, ...]
    steps: tuple[StepView, ...]


def eyes_of_person(actor: Actor) -> Eyes:
    """The person's own eyes; opening leaves a line, as for anybody."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("not the person")
    return own_eyes(actor, open_record(actor, actor.person_id))


def own_path(actor: Actor) -> OwnPath:
    """Stages in order, and what comes next."""
    eyes = eyes_of_person(actor)
    return OwnPath(eyes.access, tuple(path_views(eyes)), tuple(next_steps(eyes)))


def own_progress(actor: Actor) -> ProgressView:
    """Both voices, with what the person already answered."""
    return progress_view(eyes_of_person(actor), with_answers=True)


def next_thing(actor: Actor) -> StepView | None:
    """The next thing: first what the person does, else what others prepare for them."""
    steps = next_steps(eyes_of_person(actor))
    return next((step for step in steps if step.step.owner_is_person), None) or next(
        iter(steps), None
    )


def own_notes(actor: Actor) -> list[NoteView]:
    """Shared notes about the person, to read and to answer beside."""
    return notes(eyes_of_person(actor))


def axes_to_answer(actor: Actor) -> list[ProgressAxis]:
    """Axes the person may assess themself on, with their plain questions."""
    return list(axes_for(actor))
