"""What waits in the accompaniment: gathered by the list of things to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q, Value
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.support.models import (
    Appointment,
    CoachPair,
    MeetingRhythm,
    ThreePartPlan,
)
from passerelles.support.queries.appointments import held_days, standing_of
from passerelles.support.rules.coaching import PairState
from passerelles.support.rules.plans import PlanState

LOOKED_AHEAD = timedelta(days=14)  # time to speak of it with the person
ANSWER_AWAITED = timedelta(days=42)  # a funder asked so long ago is asked again


@dataclass(frozen=True, slots=True)
class SilentRhythm:
    """Somebody the organisation should have met; it is our promise that waits."""

    what: str
    action: str
    person: str
    person_id: UUID


def silent_rhythms(actor: Actor, *, among: Q | None = None) -> Iterator[SilentRhythm]:
    """Persons the organisation should have met and did not: a month passed without a meeting.

    ``among`` narrows the rows, to the persons of one worker for instance.
    """
    if not actor.may(Right.WRITE_PEOPLE):
        return
    ours = {"organisation_id": actor.organisation_id}
    asked = MeetingRhythm.objects.filter(among or Q(), until=None, **ours)
    rows = list(asked.across_people().select_related("person"))
    people = {row.person_id for row in rows}
    held = held_days(Appointment.objects.filter(person_id__in=people), {actor.organisation_id})
    for row in rows:
        alert = standing_of(row, held).alert
        if alert:
            yield SilentRhythm(
                what=alert,
                action=_("Fixer un rendez-vous"),
                person=row.person.short_name,
                person_id=row.person_id,
            )


class PlannedEnd(StrEnum):
    """What comes to a day that was chosen, and is looked at again with the person."""

    PLAN = "plan"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class ComingDay:
    kind: PlannedEnd
    on: date
    person: str
    person_id: UUID


def coming_days(actor: Actor, *, among: Q | None = None) -> Iterator[ComingDay]:
    """Plans to review and coaches whose last day comes, in one query; never a limit."""
    day = clock.today() + LOOKED_AHEAD
    kept = among or Q()
    plans = ThreePartPlan.objects.filter(
        kept, organisation_id=actor.organisation_id, state=PlanState.ACTIVE, review_on__lte=day
    ).annotate(sort=Value(PlannedEnd.PLAN.value), day=F("review_on"))
    pairs = CoachPair.objects.filter(
        kept, organisation_id=actor.organisation_id, state=PairState.OPEN, until__lte=day
    ).annotate(sort=Value(PlannedEnd.COACH.value), day=F("until"))
    named = ("person__first_name", "person__usage_name", "person__last_name")
    columns = ("sort", "day", "person_id", *named)
    rows = plans.across_people().order_by().values_list(*columns)
    for sort, on, person_id, first, usual, last in rows.union(
        pairs.across_people().order_by().values_list(*columns)
    ):
        yield ComingDay(PlannedEnd(sort), on, f"{first} {(usual or last)[:1]}.", person_id)
