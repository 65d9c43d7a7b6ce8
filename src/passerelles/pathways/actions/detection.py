"""Detection: a wish heard early, an agreement, and perhaps the start of a path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.pathways.actions.stages import StageDraft, add_stage
from passerelles.pathways.events import DETECTED
from passerelles.pathways.models import Detection
from passerelles.pathways.rules.detection import (
    SECTION_LABELS,
    DetectionFacts,
    DetectionOutcome,
    DetectionSection,
    Remark,
    remarks,
)
from passerelles.pathways.rules.stages import StageKind, StageState
from passerelles.people.models import Person, Wish
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class DetectionDraft:
    """What is typed; ``wish_id`` is a wish in the person's own words, already recorded."""

    section: DetectionSection
    detected_on: date
    interest: str
    wish_id: UUID | None
    person_agrees: bool
    representative_agrees: bool | None
    outcome: DetectionOutcome
    no_representative: bool = False


def detection_remarks(person: Person, draft: DetectionDraft) -> list[Remark]:
    """What the rules say, at the age the person had on the day of detection."""
    return remarks(
        DetectionFacts(
            section=draft.section,
            age=person.age(draft.detected_on),
            has_wish=draft.wish_id is not None,
            person_agrees=draft.person_agrees,
            representative_agrees=draft.representative_agrees,
            outcome=draft.outcome,
            no_representative=draft.no_representative,
        )
    )


def record_detection(
    *, actor: Actor, person_id: UUID, draft: DetectionDraft
) -> tuple[Detection, list[Remark]]:
    """Record a detection and start the path it leads to; returns it with its warnings."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PROJECT)
        refuse_nir_in(interest=draft.interest)
        said = detection_remarks(access.person, draft)
        for remark in said:
            if remark.blocks:
                raise Refusal(remark.message, remark.remedy, field=remark.field)
        if draft.wish_id is not None:
            visible_entry(actor, Wish, person_id, draft.wish_id)
        detection: Detection = Detection.unscoped.create(
            person_id=person_id,
            volet=Volet.PROJECT,
            section=draft.section.value,
            detected_on=draft.detected_on,
            interest=draft.interest,
            wish_id=draft.wish_id,
            person_agrees=draft.person_agrees,
            representative_agrees=draft.representative_agrees,
            outcome=draft.outcome.value,
            **signature(actor),
        )
        record(
            DETECTED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PROJECT],
            details={"detection": str(detection.id), "outcome": draft.outcome.value},
        )
        if draft.outcome is DetectionOutcome.PATH_STARTED:
            _begin(actor, detection, draft)
    return detection, said


def _begin(actor: Actor, detection: Detection, draft: DetectionDraft) -> None:
    path = start_path(
        actor=actor,
        person_id=detection.person_id,
        draft=PathDraft(
            title=f"Vers le métier : {draft.interest}"[:160], started_on=draft.detected_on
        ),
    )
    add_stage(
        actor=actor,
        person_id=detection.person_id,
        path_id=path.id,
        draft=StageDraft(
            kind=StageKind.DETECTION,
            title=f"Repérage — {SECTION_LABELS[draft.section]}",
            state=StageState.DONE,
            place_id=actor.organisation_id,
            started_on=draft.detected_on,
            ended_on=draft.detected_on,
        ),
    )
    detection.path = path
    detection.save(update_fields=["path"])
