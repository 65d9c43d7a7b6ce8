"""Which work, which exit a paper is prepared for, and what it already tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from passerelles.documents.rules.kinds import PaperKind
from passerelles.documents.subjects import SubjectSource, Told, subjects_for
from passerelles.kernel.actors import Actor

NONE_OF_THEM = "none"


@dataclass(frozen=True, slots=True)
class Choosing:
    """``filled``: the one the boxes already come from, chosen in the address or the only one."""

    source: SubjectSource | None
    offered: tuple[tuple[UUID, str], ...]
    filled: UUID | None
    told: Told

    @property
    def choices(self) -> list[tuple[str, str]]:
        if not self.offered or self.source is None:
            return []
        return [*((str(key), label) for key, label in self.offered), self._none()]

    def _none(self) -> tuple[str, str]:
        return NONE_OF_THEM, str(self.source.none_yet) if self.source else ""

    @property
    def others(self) -> list[tuple[UUID, str]]:
        """Those the boxes may be filled from instead."""
        return [(key, label) for key, label in self.offered if key != self.filled]

    def boxes(self) -> dict[str, Any]:
        return {"subject": str(self.filled) if self.filled else "", **self.told.facts}


def choosing(actor: Actor, person_id: UUID, kind: PaperKind, asked: str) -> Choosing:
    """``asked``: the subject an address names; one that is not offered is as none."""
    source = subjects_for(kind.code)
    if source is None:
        return Choosing(None, (), None, Told())
    offered = tuple(source.offered(actor, person_id, kind.code))
    named = [key for key, _label in offered if str(key) == asked]
    only = [offered[0][0]] if len(offered) == 1 else []
    filled = next(iter([*named, *only]), None)
    told = source.told(actor, person_id, kind.code, filled) if filled else Told()
    return Choosing(source, offered, filled, told)


def subject_chosen(
    actor: Actor, person_id: UUID, kind: PaperKind, chosen: Choosing, value: str
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Where the paper goes, and the facts of a subject the page was not filled from."""
    if not value or value == NONE_OF_THEM or chosen.source is None:
        return {}, {}
    key = UUID(value)
    from_page = key == chosen.filled
    told = chosen.told if from_page else chosen.source.told(actor, person_id, kind.code, key)
    where = {
        "subject_kind": chosen.source.subject_kind,
        "subject_id": key,
        "replaces": told.replaces,
    }
    # A box emptied on the page was emptied on purpose.
    return where, {} if from_page else told.facts
