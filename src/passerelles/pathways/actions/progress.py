"""Observations: added several at once, none compulsory; a correction is a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature,
    signature_to_follower,
    visible_entry,
)
from passerelles.pathways.events import PROGRESS_ADDED, PROGRESS_CORRECTED, WELL_BEING_SAID
from passerelles.pathways.models import ProgressPoint, Stage, WellBeing
from passerelles.pathways.policy import may_correct
from passerelles.pathways.queries.axes import axes_for
from passerelles.pathways.rules.progress import LEVEL_MAX, LEVEL_MIN
from passerelles.people.authorship import Authorship
from passerelles.sharing.models.entries import AuthorKind
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class Observations:
    """Levels by axis: an axis left out says nothing, which is allowed."""

    levels: Mapping[UUID, int]
    observed_on: date
    context: str = ""
    comment: str = ""
    stage_id: UUID | None = None
    person_speaks: bool = False  # the person's own view, gathered with them
    written_for: UUID | None = None  # to whom a tutor answers, when it is not their company


def add_observations(*, actor: Actor, person_id: UUID, seen: Observations) -> list[ProgressPoint]:
    """Add one point per axis that was given a level."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROGRESS)
        _check(seen)
        known = {axis.id: axis for axis in axes_for(actor)}
        if not set(seen.levels) <= set(known):
            raise Hidden("axis of another organisation")
        if seen.stage_id is not None:
            visible_entry(actor, Stage, person_id, seen.stage_id)
        signed = _voice(actor, person_id, seen)
        points = ProgressPoint.unscoped.bulk_create(
            ProgressPoint(
                person_id=person_id,
                volet=Volet.PROGRESS,
                axis=known[axis_id],
                level=level,
                observed_on=seen.observed_on,
                context=seen.context,
                comment=seen.comment,
                stage_id=seen.stage_id,
                **signed,
            )
            for axis_id, level in seen.levels.items()
        )
        record(
            PROGRESS_ADDED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PROGRESS],
            details={"points": [str(point.id) for point in points], "count": len(points)},
        )
    added: list[ProgressPoint] = points
    return added


def self_assess(
    *, actor: Actor, person_id: UUID, levels: Mapping[UUID, int], comment: str = ""
) -> list[ProgressPoint]:
    """What somebody thinks today: the person about themself, or a tutor on a few axes."""
    return add_observations(
        actor=actor,
        person_id=person_id,
        seen=Observations(levels=levels, observed_on=clock.today(), comment=comment),
    )


def correct_observation(
    *, actor: Actor, person_id: UUID, point_id: UUID, level: int, comment: str = ""
) -> ProgressPoint:
    """Write the right level in a new point; the first one stays in the history."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROGRESS)
        wrong = visible_entry(actor, ProgressPoint, person_id, point_id)
        if not may_correct(actor, wrong):
            raise Hidden("written by another voice")
        refuse_nir_in(comment=comment)
        _check_level(level)
        if ProgressPoint.unscoped.filter(corrects=wrong).exists():
            raise Refusal(
                "Cette observation a déjà été corrigée.", "Corrigez la plus récente des deux."
            )
        signed = signature(actor) | {
            "author_kind": wrong.author_kind,
            "organisation_id": wrong.organisation_id,
        }
        point: ProgressPoint = ProgressPoint.unscoped.create(
            person_id=person_id,
            volet=Volet.PROGRESS,
            axis_id=wrong.axis_id,
            level=level,
            observed_on=wrong.observed_on,
            context=wrong.context,
            comment=comment,
            stage_id=wrong.stage_id,
            shared=wrong.shared,
            corrects=wrong,
            **signed,
        )
        record(
            PROGRESS_CORRECTED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PROGRESS],
            details={"point": str(point.id), "corrects": str(wrong.id)},
        )
    return point


def say_well_being(*, actor: Actor, person_id: UUID, mood: str, words: str = "") -> WellBeing:
    """How it goes at work, said by the person or by the tutor; never scored."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROGRESS)
        if mood not in WellBeing.Mood.values:
            raise Refusal("Choisissez une des trois réponses.", field="mood")
        refuse_nir_in(words=words)
        said: WellBeing = WellBeing.unscoped.create(
            person_id=person_id,
            volet=Volet.PROGRESS,
            mood=mood,
            words=words,
            **signature_to_follower(actor, person_id),
        )
        record(
            WELL_BEING_SAID,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PROGRESS],
            details={"well_being": str(said.id)},
        )
    return said


def _check(seen: Observations) -> None:
    refuse_nir_in(context=seen.context, comment=seen.comment)
    if not seen.levels:
        raise Refusal(
            "Aucun niveau n’est choisi : il n’y a rien à enregistrer.",
            "Choisissez un niveau sur un axe, ou écrivez une note : tout ne se mesure pas.",
        )
    if seen.observed_on > clock.today():
        raise Refusal(
            "Une observation ne peut pas être dans l’avenir.",
            "Indiquez le jour où vous l’avez vu.",
            field="observed_on",
        )
    for level in seen.levels.values():
        _check_level(level)


def _check_level(level: int) -> None:
    if not LEVEL_MIN <= level <= LEVEL_MAX:
        raise Refusal(f"Le niveau va de {LEVEL_MIN} à {LEVEL_MAX}.", field="level")


def _voice(actor: Actor, person_id: UUID, seen: Observations) -> Authorship:
    signed = signature_to_follower(actor, person_id)
    if seen.person_speaks and actor.kind is ActorKind.PROFESSIONAL:
        signed["author_kind"] = AuthorKind.PERSON
    if actor.kind is ActorKind.GUEST and seen.written_for is not None:
        signed["organisation_id"] = seen.written_for
    return signed
