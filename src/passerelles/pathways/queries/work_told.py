"""What the papers of a situation already say to the law: it is not asked a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from passerelles.documents.models import Paper, PaperVersion, Signature
from passerelles.documents.queries.papers import with_versions
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.documents.rules.standing import CLOSED
from passerelles.kernel.actors import Actor, acting_as
from passerelles.law.questions import askable
from passerelles.pathways.law_questions import WorkFacts, blank_document
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_law import facts_of
from passerelles.pathways.queries.work_signed import last_signature
from passerelles.pathways.rules.work_papers import (
    SIGNED_ON,
    WORK_SUBJECT,
    mentions_written,
    paper_for,
)

AGREED, MENTIONS = "act.agreed_by_person", "act.mentions"


def facts_with_papers(actor: Actor, situation: WorkSituation) -> WorkFacts:
    """The situation as the law reads it, with what its papers tell where nobody said otherwise."""
    facts = facts_of(situation)
    with acting_as(actor):
        told = told_by_papers(situation)
    return replace(facts, details={**told, **facts.details, **_signed_here(told)})


def _signed_here(told: Mapping[str, Any]) -> dict[str, Any]:
    """The signatures themselves prevail over the day somebody told."""
    return {SIGNED_ON: told[SIGNED_ON]} if SIGNED_ON in told else {}


def told_by_papers(situation: WorkSituation) -> dict[str, Any]:
    """Day of the last signature, agreement of the person, mentions written: as far as the actor in
    scope may read the papers."""
    code = paper_for(situation.kind)
    if not code:
        return {}
    rows = Paper.objects.filter(
        person_id=situation.person_id,
        subject_kind=WORK_SUBJECT,
        subject_id=situation.id,
        kind=code,
    ).exclude(state__in=CLOSED)
    papers = [
        (paper.phase is PaperState.SIGNED, versions[-1])
        for paper, versions in with_versions(rows.order_by("recorded_at"))
        if versions[-1].number == paper.current
    ]
    blank = blank_document(situation.kind)
    told = _of_papers(papers, situation.kind, last_signature(situation))
    return {path: value for path, value in told.items() if askable(blank, path)}


def _of_papers(
    papers: list[tuple[bool, PaperVersion]], kind: str, signed_on: date | None
) -> dict[str, Any]:
    """``papers``: whether all have signed, and the version in force."""
    told: dict[str, Any] = {}
    signed = [version for complete, version in papers if complete]
    if signed_on is not None:
        told[SIGNED_ON] = signed_on.isoformat()
    if any(_person_signed(version) for version in signed):
        told[AGREED] = True
    latest = (signed or [version for _complete, version in papers])[-1:]
    if latest and (written := mentions_written(kind, latest[0].facts)):
        told[MENTIONS] = list(written)
    return told


def _person_signed(version: PaperVersion) -> bool:
    return any(
        line.role == SignatoryRole.PERSON and line.state == Signature.State.SIGNED
        for line in version.signatures.all()
    )
