"""Pages of workshops: the list, one workshop with its contents and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, Sum

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.law.wording import number_fr
from passerelles.organisations.policy import name_for
from passerelles.skills.models import (
    Participation,
    Workshop,
    WorkshopContent,
    WorkshopDay,
    WorkshopReviewer,
)
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
    """``came`` counts only the participants the reader may see; ``counted``: not set aside."""

    day: WorkshopDay
    came: int
    expected: int

    @property
    def counted(self) -> bool:
        return self.day.set_aside_on is None

    @property
    def hours(self) -> str:
        return number_fr(self.day.hours)


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """``reads``: not removed; what was removed stays readable by the keeper."""

    reviewer: WorkshopReviewer
    name: str

    @property
    def reads(self) -> bool:
        return self.reviewer.removed_on is None


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
    reviewers: tuple[ReviewerLine, ...]

    @property
    def reads_again(self) -> bool:
        return any(line.reads for line in self.reviewers)


def workshop_lines(actor: Actor) -> list[WorkshopLine]:
    waiting = Q(contents__state=ContentState.PROPOSED)
    rows = (
        visible_to(actor)
        .select_related("organisation")
        .annotate(
            day_count=Count("days", filter=Q(days__set_aside_on=None), distinct=True),
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
    held = workshop.days.filter(set_aside_on=None)
    total = held.aggregate(total=Sum("hours"))["total"] if ours else None
    return WorkshopPage(
        workshop=workshop,
        owner=name_for(actor, workshop.organisation),
        kept=kept,
        may_propose=actor.may(Right.WRITE_PEOPLE),
        adopted=adopted,
        contents=tuple(ContentLine(c, name_for(actor, c.proposed_by)) for c in contents),
        days=tuple(_days(workshop)) if ours else (),
        hours=number_fr(total or 0),
        reviewers=tuple(_reviewers(actor, workshop)) if ours else (),
    )


def _reviewers(actor: Actor, workshop: Workshop) -> list[ReviewerLine]:
    """Those who read first, then those who did; by name."""
    rows = workshop.reviewers.select_related("organisation")
    lines = [ReviewerLine(row, name_for(actor, row.organisation)) for row in rows]
    return sorted(lines, key=lambda line: (not line.reads, line.name))


def _days(workshop: Workshop) -> list[DayLine]:
    days = list(workshop.days.all()[:DAYS_SHOWN])
    seen: dict[UUID, list[bool]] = {}
    rows = Participation.objects.filter(day__in=days, set_aside_on=None).across_people()
    for day_id, came in rows.values_list("day_id", "came"):
        seen.setdefault(day_id, []).append(came)
    return [DayLine(day, sum(seen.get(day.pk, ())), len(seen.get(day.pk, ()))) for day in days]


def adopted_content(workshop: Workshop, on: date | None = None) -> WorkshopContent | None:
    """The content adopted last, by its moment; ``on``: the one in force at the end of that day.

    A day before any adoption was worked on the first content there was.
    """
    adopted = workshop.contents.filter(state=ContentState.ADOPTED)
    by_then = adopted.filter(decided_at__lt=_day_after(on)) if on else adopted
    last = by_then.order_by("-decided_at", "-number").first()
    return last or adopted.order_by("decided_at", "number").first()


def _day_after(on: date) -> datetime:
    """First moment of the next day, in Paris."""
    return datetime.combine(on + timedelta(days=1), time.min, tzinfo=clock.PARIS)


def skills_worked(workshop: Workshop) -> list[str]:
    """Skills a sheet may tick: of every content adopted, the one in force first."""
    adopted = workshop.contents.filter(state=ContentState.ADOPTED)
    rows = adopted.order_by("-decided_at", "-number").values_list("skills", flat=True)
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


def day_to_set_aside(actor: Actor, workshop_id: UUID, day_id: UUID) -> WorkshopDay:
    """A day of a workshop one keeps."""
    kept = get_kept(actor, workshop_id)
    found = kept.days.filter(pk=day_id).select_related("workshop").first()
    if found is None:
        raise Hidden("séance absente")
    return found


def reviewer_to_remove(actor: Actor, workshop_id: UUID, reviewer_id: UUID) -> ReviewerLine:
    kept = get_kept(actor, workshop_id).reviewers.select_related("organisation")
    found = kept.filter(pk=reviewer_id).first()
    if found is None:
        raise Hidden("ne relit pas")
    return ReviewerLine(found, name_for(actor, found.organisation))
