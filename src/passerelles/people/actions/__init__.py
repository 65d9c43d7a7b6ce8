"""Writes about people: one function per verb."""

from passerelles.people.actions.create import NewPerson, create_person
from passerelles.people.actions.identity import change_identity
from passerelles.people.actions.joining import accept_request
from passerelles.people.actions.merge import absorb, merge_records, review_merge, undo_merge
from passerelles.people.actions.representatives import add_representative, end_representative
from passerelles.people.actions.situations import record_situation
from passerelles.people.actions.tell import Told, add_wish, tell_fact

__all__ = [
    "NewPerson",
    "Told",
    "absorb",
    "accept_request",
    "add_representative",
    "add_wish",
    "change_identity",
    "create_person",
    "end_representative",
    "merge_records",
    "record_situation",
    "review_merge",
    "tell_fact",
    "undo_merge",
]
