"""What a paper is about, when an area above knows: a work, an exit.

An area registers what it offers for a kind of paper; a paper prepared for one of its subjects is
read by that subject, and starts from what is noted there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise

from passerelles.documents.actions.signers import Signers
from passerelles.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What the subject already says: boxes of the paper, who signs, the paper this one replaces."""

    facts: Mapping[str, str] = field(default_factory=dict)
    signers: Signers = field(default_factory=dict)
    replaces: UUID | None = None


class SubjectSource(Protocol):
    """One question for every paper of the source, and its answer when none is noted."""

    @property
    def subject_kind(self) -> str: ...

    @property
    def question(self) -> str | Promise: ...

    @property
    def none_yet(self) -> str | Promise: ...

    def offered(self, actor: Actor, person_id: UUID, code: str) -> list[tuple[UUID, str]]:
        """Subjects the actor may prepare this kind of paper for, with their words."""

    def told(self, actor: Actor, person_id: UUID, code: str, subject_id: UUID) -> Told:
        """What one of them says; ``Hidden`` when it is not the actor's to prepare."""


_SOURCES: dict[str, SubjectSource] = {}


def register_subjects(code: str, source: SubjectSource) -> None:
    """Said once by the area that knows, when the software starts."""
    _SOURCES[code] = source


def subjects_for(code: str) -> SubjectSource | None:
    return _SOURCES.get(code)
