"""Reads of the journal: the chain's proof and the lines about one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from passerelles.journal.chain import Link, first_break
from passerelles.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Proof:
    """Result of checking the whole chain."""

    entries: int
    broken_at: int | None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def verify() -> Proof:
    """Read every line in order and recompute the chain."""
    return Proof(entries=JournalEntry.objects.count(), broken_at=first_break(_chain()))


def _chain() -> Iterator[tuple[int, Link, str, str]]:
    for entry in JournalEntry.objects.order_by("id").iterator(chunk_size=2000):
        yield entry.id, entry.link(), entry.previous_hash, entry.hash


def about(person_id: UUID) -> QuerySet[JournalEntry]:
    """Lines about one person, most recent first."""
    return JournalEntry.objects.filter(person_id=str(person_id)).order_by("-id")


def of_organisation(organisation_id: UUID) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(organisation_id=str(organisation_id)).order_by("-id")
