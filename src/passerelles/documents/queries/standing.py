"""May it begin?  Asked by whoever knows what the papers are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from passerelles.documents.models import Paper
from passerelles.documents.queries.papers import circuit_of, with_versions
from passerelles.documents.rules.standing import (
    CLOSED,
    AsItIs,
    Standing,
    StandingPaper,
    differences,
    standing_of,
)
from passerelles.kernel.actors import current_actor


def standing(subject_kind: str, subject_id: UUID, *, begun: bool = False) -> Standing:
    """What the papers of one thing say, as far as the actor in scope may read them."""
    return standings(subject_kind, [subject_id], begun={subject_id} if begun else ())[subject_id]


def papers_about(subject_kind: str, subject_id: UUID) -> list[Paper]:
    """Those that still count, the latest first, as far as the actor in scope may read them."""
    rows = Paper.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(rows.exclude(state__in=CLOSED))


def papers_without_subject(person_id: UUID, kind: str) -> list[Paper]:
    """Papers of the actor's organisation that still count and do not say what they are about."""
    rows = Paper.objects.filter(
        person_id=person_id,
        kind=kind,
        subject_kind="",
        organisation_id=current_actor().organisation_id,
    )
    return list(rows.exclude(state__in=CLOSED))


def standings(
    subject_kind: str,
    subject_ids: Iterable[UUID],
    *,
    begun: Iterable[UUID] = (),
    now: Mapping[UUID, AsItIs] | None = None,
) -> dict[UUID, Standing]:
    """The same for a whole list, in three queries.

    ``now``: what each thing is today; a paper that says otherwise no longer counts as signed.
    """
    asked, started = list(subject_ids), set(begun)
    found: dict[UUID, list[StandingPaper]] = defaultdict(list)
    rows = Paper.objects.filter(subject_kind=subject_kind, subject_id__in=asked)
    for paper, versions in with_versions(rows):
        if paper.subject_id is not None:
            as_it_is = (now or {}).get(paper.subject_id, AsItIs())
            differs = differences(versions[-1].facts, as_it_is)
            circuit = circuit_of(paper, versions[-1])
            found[paper.subject_id].append(StandingPaper(paper.rules, circuit, differs))
    return {key: standing_of(found[key], begun=key in started) for key in asked}
