"""Notes and what is answered beside an entry."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.answerable import model_of
from passerelles.pathways.events import ANSWER_HANDLED, ANSWERED, NOTE_WRITTEN
from passerelles.pathways.models import Answer, Note
from passerelles.sharing.policy import peek_record, require_write
from passerelles.sharing.rules.volets import Volet


def write_note(
    *,
    actor: Actor,
    person_id: UUID,
    text: str,
    volet: Volet,
    shared: bool = True,
    about_on: date | None = None,
) -> Note:
    """Write a shared note, or a working note that no other organisation will ever see."""
    with transaction.atomic():
        require_write(actor, person_id, volet)
        if actor.kind is not ActorKind.PROFESSIONAL:
            raise Hidden("notes are written by professionals")
        _check_words(text)
        note: Note = Note.unscoped.create(
            person_id=person_id,
            volet=volet.value,
            shared=shared,
            text=text,
            about_on=about_on or clock.today(),
            **signature(actor),
        )
        record(
            NOTE_WRITTEN,
            actor=actor,
            person_id=person_id,
            volets=[volet],
            details={"note": str(note.id), "shared": shared},
        )
    return note


def answer_entry(
    *,
    actor: Actor,
    person_id: UUID,
    entry_kind: str,
    entry_id: UUID,
    text: str,
    correction: bool = False,
) -> Answer:
    """The person answers beside an entry; it is left as it was, and its writer is told."""
    if actor.kind is not ActorKind.PERSON:
        raise Hidden("only the person answers beside")
    with transaction.atomic():
        peek_record(actor, person_id)
        entry = visible_entry(actor, model_of(entry_kind), person_id, entry_id)
        _check_words(text)
        # Kept for the organisation that wrote the entry, in the same volet: it can read it.
        signed = signature(actor) | {"organisation_id": entry.organisation_id}
        answer: Answer = Answer.unscoped.create(
            person_id=person_id,
            volet=entry.volet,
            entry_kind=entry_kind,
            entry_id=entry_id,
            text=text,
            correction=correction,
            **signed,
        )
        record(
            ANSWERED,
            actor=actor,
            person_id=person_id,
            volets=[Volet(entry.volet)],
            details={
                "answer": str(answer.id),
                "entry_kind": entry_kind,
                "entry": str(entry_id),
                "correction": correction,
            },
        )
    return answer


def handle_answer(*, actor: Actor, person_id: UUID, answer_id: UUID) -> Answer:
    """Say that an answer was taken into account; by the organisation it is addressed to."""
    with transaction.atomic():
        peek_record(actor, person_id)
        answer = visible_entry(actor, Answer, person_id, answer_id)
        if answer.organisation_id is None or answer.organisation_id != actor.organisation_id:
            raise Hidden("addressed to another organisation")
        changed = Answer.unscoped.filter(pk=answer.pk, handled_at=None).update(
            handled_at=clock.now(), handled_by_id=actor.user_id
        )
        if changed != 1:
            raise Conflict("Un collègue vient de la prendre en compte.")
        record(
            ANSWER_HANDLED,
            actor=actor,
            person_id=person_id,
            volets=[Volet(answer.volet)],
            details={"answer": str(answer.id)},
        )
    answer.refresh_from_db()
    return answer


def _check_words(text: str) -> None:
    refuse_nir_in(text=text)
    if not text.strip():
        raise Refusal("Le texte est vide.", "Écrivez au moins quelques mots.", field="text")
