"""Pages of workshops: the list, one workshop with its contents and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.law.wording import number_fr
from passerelles.organisations.policy import name_for
from passerelles.skills.models import Participation, Workshop, WorkshopContent, WorkshopDay
from passerelles.skills.policy import get_kept, get_visible, keeps, visible_to
from passerelles.skills.rules.workshops import ContentState

DAYS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    workshop: Workshop
    owner: str
    ours: bool
    days: int
    proposals: int


@dataclass(frozen=True, slots=True)
class ContentLine:
    content: WorkshopContent
    proposed_by: str

    @property
    def waits(self) -> bool:
        return self.content.state == ContentState.PROPOSED


@dataclass(frozen=True, slots=True)
class DayLine:
    """``came`` counts only the participants the reader may see."""

    day: WorkshopDay
    came: int
    expected: int

    @property
    def hours(self) -> str:
        return number_fr(self.day.hours)


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """Days and hours are the keeper's: a partner that reads again sees the contents alone."""

    workshop: Workshop
    owner: str
    kept: bool
    may_propose: bool
    adopted: WorkshopContent | None
    contents: tuple[ContentLine, ...]
    days: tuple[DayLine, ...]
    hours: str
    reviewers: tuple[str, ...]


def workshop_lines(actor: Actor) -> list[WorkshopLine]:
    waiting = Q(contents__state=ContentState.PROPOSED)
    rows = (
        visible_to(actor)
        .select_related("organisation")
        .annotate(
            day_count=Count("days", distinct=True),
            proposal_count=Count("contents", filter=waiting, distinct=True),
        )
    )
    return [
        WorkshopLine(
            workshop=row,
            owner=name_for(actor, row.organisation),
            ours=row.organisation_id == actor.organisation_id,
            days=row.day_count if row.organisation_id == actor.organisation_id else 0,
            proposals=row.proposal_count,
        )
        for row in rows
    ]


def workshop_page(actor: Actor, workshop_id: UUID) -> WorkshopPage:
    workshop = get_visible(actor, workshop_id)
    kept = keeps(actor, workshop)
    ours = workshop.organisation_id == actor.organisation_id
    contents = list(workshop.contents.select_related("proposed_by"))
    adopted = adopted_content(workshop)
    total = workshop.days.aggregate(total=Sum("hours"))["total"] if ours else None
    return WorkshopPage(
        workshop=workshop,
        owner=name_for(actor, workshop.organisation),
        kept=kept,
        may_propose=actor.may(Right.WRITE_PEOPLE),
        adopted=adopted,
        contents=tuple(ContentLine(c, name_for(actor, c.proposed_by)) for c in contents),
        days=tuple(_days(workshop)) if ours else (),
        hours=number_fr(total or 0),
        reviewers=tuple(
            name_for(actor, row.organisation)
            for row in workshop.reviewers.select_related("organisation")
        ),
    )


def _days(workshop: Workshop) -> list[DayLine]:
    days = list(workshop.days.all()[:DAYS_SHOWN])
    seen: dict[UUID, list[bool]] = {}
    rows = Participation.objects.filter(day__in=days).across_people()
    for day_id, came in rows.values_list("day_id", "came"):
        seen.setdefault(day_id, []).append(came)
    return [DayLine(day, sum(seen.get(day.pk, ())), len(seen.get(day.pk, ()))) for day in days]


def adopted_content(workshop: Workshop, on: date | None = None) -> WorkshopContent | None:
    """The content adopted last, whatever its number; ``on``: the one in force that day.

    A day before any adoption was worked on the first content there was.
    """
    adopted = workshop.contents.filter(state=ContentState.ADOPTED)
    by_then = adopted.filter(decided_on__lte=on) if on else adopted
    last = by_then.order_by("-decided_on", "-number").first()
    return last or adopted.order_by("decided_on", "number").first()


def skills_worked(workshop: Workshop) -> list[str]:
    """Skills a sheet may tick: of every content adopted, the one in force first."""
    adopted = workshop.contents.filter(state=ContentState.ADOPTED)
    rows = adopted.order_by("-decided_on", "-number").values_list("skills", flat=True)
    return list(dict.fromkeys(skill for skills in rows for skill in skills))


def content_to_change(actor: Actor, workshop_id: UUID) -> tuple[Workshop, WorkshopContent]:
    """The content a new version starts from."""
    workshop = get_visible(actor, workshop_id)
    content = adopted_content(workshop)
    if content is None or not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("rien à changer")
    return workshop, content


def content_to_decide(actor: Actor, workshop_id: UUID, number: int) -> WorkshopContent:
    found = get_kept(actor, workshop_id).contents.filter(number=number).first()
    if found is None:
        raise Hidden("version absente")
    return found
