"""Notes of a record, with what the person answered beside each."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.pathways.models import Answer, Note
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.progress import answers_to

NOTES_SHOWN = 200


@dataclass(frozen=True)
class NoteView:
    note: Note
    writer: str
    own: bool
    answers: tuple[Answer, ...]


def notes(eyes: Eyes) -> list[NoteView]:
    """Notes visible through the eyes, latest first; two queries."""
    rows = list(eyes.entries(Note).select_related("organisation")[:NOTES_SHOWN])
    answers = answers_to(eyes, [note.id for note in rows])
    return [
        NoteView(
            note=note,
            writer=f"{note.author_name} ({eyes.name(note.organisation)})",
            own=note.organisation_id == eyes.organisation_id,
            answers=tuple(answers.get(note.id, ())),
        )
        for note in rows
    ]
