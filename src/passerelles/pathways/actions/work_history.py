"""The only door to the history of work situations: one numbered line for each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict
from passerelles.law.answers import finding_data, parameter_data, plain
from passerelles.law.showing import law_day
from passerelles.pathways.actions.authorship import signature
from passerelles.pathways.models import WorkChange, WorkSituation
from passerelles.pathways.queries.work_law import Consulted
from passerelles.pathways.rules.work import WorkEvent


@dataclass(frozen=True, slots=True)
class Change:
    """What happens, from which day, why, and which warnings were ticked."""

    event: WorkEvent
    effective_on: date
    reason: str = ""
    accepted: frozenset[str] = frozenset()


def lock(situation: WorkSituation, version: int, **fields: Any) -> None:
    """Write the new state if nobody did in the meantime; the row is then the one read."""
    changed = WorkSituation.unscoped.filter(pk=situation.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    if changed != 1:
        raise Conflict(
            "Quelqu’un a modifié cette situation de travail pendant que vous écriviez.",
            "Rien n’a été écrit : relisez-la, puis recommencez.",
        )
    situation.refresh_from_db()


def write_change(
    actor: Actor, situation: WorkSituation, change: Change, consulted: Consulted
) -> WorkChange:
    """Add a line: the situation as it is now, and what the law said of it that day."""
    last = WorkChange.objects.filter(situation=situation).aggregate(last=Max("number"))["last"]
    signed = signature(actor)
    answer = consulted.answer
    return WorkChange.objects.create(
        situation=situation,
        number=(last or 0) + 1,
        event=change.event,
        effective_on=change.effective_on,
        snapshot=snapshot_of(situation),
        reason=change.reason.strip(),
        verdict=answer.verdict,
        findings=[finding_data(finding) for finding in answer.findings],
        parameters=[parameter_data(row) for row in answer.parameters],
        accepted=sorted(change.accepted),
        law_on=law_day(consulted.document),
        author_id=signed["author_id"],
        author_name=signed["author_name"],
        organisation_id=signed["organisation_id"],
    )


_COLUMNS = (
    "kind",
    "employer_id",
    "employer_name",
    "employer_kind",
    "host_id",
    "host_name",
    "host_kind",
    "prescriber_id",
    "prescriber_name",
    "prescriber_kind",
    "start",
    "end",
    "weekly_hours",
    "job",
    "objective",
    "activity",
    "supervised",
    "demand",
    "clause_work",
    "judged_words",
    "judged_by",
    "judged_on",
    "renewals",
    "state",
    "suspended_on",
    "ended_on",
    "end_reason",
)


def snapshot_of(situation: WorkSituation) -> dict[str, Any]:
    """Everything a version says, as data that can be read again in ten years."""
    told = {name: getattr(situation, name) for name in _COLUMNS}
    return {**{name: _plain(value) for name, value in told.items()}, "details": situation.details}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else plain(value)
