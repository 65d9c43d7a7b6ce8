"""What waits in the accompaniment: for the first page of a professional, for a digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.support.models import (
    Appointment,
    Barrier,
    FundingLine,
    MeetingRhythm,
    MutualCommitment,
    PartnerSession,
)
from passerelles.support.queries.appointments import held_days, own_appointments, standing_of
from passerelles.support.rules.barriers import SOON_DAYS, BarrierState
from passerelles.support.rules.commitments import (
    CommitmentState,
    PromiseSide,
    commitment_standing,
)
from passerelles.support.rules.funding import FundingState
from passerelles.support.rules.meetings import MeetingState
from passerelles.support.rules.sessions import session_calendar

SHOWN = 25
WEEK = timedelta(days=7)
ANSWER_AWAITED = timedelta(days=42)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, with the page that settles it; ``late`` is about our promise."""

    key: str
    what: str
    url: str
    action: str
    person: str
    person_id: UUID
    on: date | None = None
    late: bool = False


def meetings_soon(actor: Actor) -> Iterator[Waiting]:
    """The reader's own appointments of the week."""
    now = clock.now()
    rows = _mine(actor).filter(starts_at__gte=now, starts_at__lt=now + WEEK).order_by("starts_at")
    for row in rows[:SHOWN]:
        yield _waiting(
            "meeting", row, row.get_kind_display(), _("Ouvrir"), row.starts_at.date(), late=False
        )


def minutes_to_write(actor: Actor) -> Iterator[Waiting]:
    """The reader's appointments whose moment has passed, and of which nothing is said."""
    rows = _mine(actor).filter(starts_at__lt=clock.now()).order_by("starts_at")
    for row in rows[:SHOWN]:
        yield _waiting(
            "minutes",
            row,
            _("%(kind)s à raconter") % {"kind": row.get_kind_display()},
            _("Dire qui est venu"),
            row.starts_at.date(),
            late=row.starts_at < clock.now() - WEEK,
        )


def silent_rhythms(actor: Actor) -> Iterator[Waiting]:
    """Persons the organisation should have met and did not: a month passed without a meeting."""
    if not actor.may(Right.WRITE_PEOPLE):
        return
    ours = {"organisation_id": actor.organisation_id}
    rows = list(
        MeetingRhythm.objects.filter(until=None, **ours).across_people().select_related("person")
    )
    people = {row.person_id for row in rows}
    held = held_days(Appointment.objects.filter(person_id__in=people), {actor.organisation_id})
    for row in rows:
        alert = standing_of(row, held).alert
        if alert:
            yield Waiting(
                key="rhythm",
                what=alert,
                url=reverse("support:plan_appointment", args=[row.person_id]),
                action=_("Fixer un rendez-vous"),
                person=row.person.short_name,
                person_id=row.person_id,
                late=True,
            )


def barriers_to_lift(actor: Actor) -> Iterator[Waiting]:
    """Barriers of the organisation whose chosen day comes or has passed; never a limit."""
    day = clock.today() + timedelta(days=SOON_DAYS)
    rows = (
        Barrier.objects.filter(
            organisation_id=actor.organisation_id, state=BarrierState.OPEN, lift_by__lte=day
        )
        .across_people()
        .select_related("person")
        .order_by("lift_by")
    )
    for row in rows[:SHOWN]:
        yield _waiting(
            "barrier",
            row,
            _("%(what)s : à lever si possible") % {"what": row.get_kind_display()},
            _("Dire où on en est"),
            row.lift_by,
            late=row.lift_by is not None and row.lift_by < clock.today(),
        )


def reviews_due(actor: Actor) -> Iterator[Waiting]:
    """Commitments of the organisation to talk of again: a side has not said what is kept."""
    rows = (
        MutualCommitment.objects.filter(
            organisation_id=actor.organisation_id, state=CommitmentState.ACTIVE
        )
        .across_people()
        .select_related("person")
        .prefetch_related("promises__reviews")
    )
    for row in rows:
        said = [
            (PromiseSide(review.side), review.on)
            for promise in row.promises.all()
            for review in promise.reviews.all()
        ]
        days = [date.fromisoformat(day) for day in row.review_days]
        found = commitment_standing(days, said, clock.today())
        if found.waits:
            yield Waiting(
                key="review",
                what=_("Engagement réciproque à revoir"),
                url=reverse("support:commitments", args=[row.person_id]),
                action=_("Dire ce qui est tenu"),
                person=row.person.short_name,
                person_id=row.person_id,
                on=found.due_on,
                late=True,
            )


def months_without_session(actor: Actor) -> tuple[date, ...]:
    """First days of the months that passed without a partner in the place."""
    if not actor.may(Right.WRITE_PEOPLE):
        return ()
    days = PartnerSession.objects.filter(organisation=actor.organisation_id)
    return session_calendar(days.values_list("on", flat=True), clock.today()).missing


def funding_awaited(actor: Actor) -> Iterator[Waiting]:
    """Funders asked more than six weeks ago, who have not answered."""
    barriers = Barrier.objects.filter(organisation_id=actor.organisation_id).across_people()
    rows = (
        FundingLine.objects.filter(
            plan__barrier__in=barriers,
            state=FundingState.ASKED,
            state_on__lte=clock.today() - ANSWER_AWAITED,
        )
        .select_related("plan__barrier__person")
        .order_by("state_on")
    )
    for line in rows[:SHOWN]:
        barrier = line.plan.barrier
        yield _waiting(
            "funding",
            barrier,
            _("%(who)s n’a pas encore répondu") % {"who": line.get_funder_display()},
            _("Dire la réponse"),
            line.state_on,
            late=True,
        )


def _mine(actor: Actor) -> Any:
    return (
        own_appointments(actor)
        .filter(state=MeetingState.PLANNED, organisation_id=actor.organisation_id)
        .select_related("person")
    )


def _waiting(
    key: str, row: Appointment | Barrier, what: str, action: str, on: date | None, *, late: bool
) -> Waiting:
    page = "support:barriers" if isinstance(row, Barrier) else "support:appointments"
    url = reverse(page, args=[row.person_id])
    if key == "minutes":
        url = reverse("support:write_minutes", args=[row.person_id, row.pk])
    return Waiting(
        key=key,
        what=str(what),
        url=url,
        action=action,
        person=row.person.short_name,
        person_id=row.person_id,
        on=on,
        late=late,
    )
