"""What the place itself has to look at, about nobody in particular: one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, DateField, F, IntegerField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Right
from passerelles.people.models import RepeatedQuestion
from passerelles.support.models import PartnerSession
from passerelles.support.rules.sessions import session_calendar
from passerelles.web import french
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import Item, Subject, Urgency

REPEATED_OVER = timedelta(days=30)
MONTHS_SAID = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Months that passed without a partner, and how often what was told was asked again.

    ``repeated`` is ``None`` for who follows nobody: the count would mean nothing to them.
    """

    months: tuple[date, ...]
    repeated: int | None


def place_of(reach: Reach) -> Place:
    if not reach.actor.may(Right.READ_PEOPLE):
        return Place((), None)
    asked = RepeatedQuestion.objects.filter(
        organisation_id=reach.ours, asked_at__gt=reach.now - REPEATED_OVER
    )
    counted = asked.order_by().values("organisation_id").annotate(number=Count("pk"))
    repeated = counted.annotate(
        sort=Value("repeated", CharField()), day=Cast(Value(None), DateField())
    )
    held = PartnerSession.objects.filter(organisation=reach.ours).order_by()
    somebody = Case(When(attended=True, cancelled_on=None, then=1), default=0)
    sessions = held.annotate(
        sort=Value("session", CharField()), day=F("on"), number=Cast(somebody, IntegerField())
    )
    columns = ("sort", "day", "number")
    rows = list(repeated.values_list(*columns).union(sessions.values_list(*columns), all=True))
    planned = [(day, number) for sort, day, number in rows if sort == "session"]
    days = [day for day, number in planned if number]
    first = min((day for day, _number in planned), default=None)
    again = sum(number for sort, _day, number in rows if sort == "repeated")
    if not reach.actor.may(Right.WRITE_PEOPLE):
        days, first = [], None
    return Place(session_calendar(days, reach.today, promised_on=first).missing, again)


def partner_items(place: Place) -> Iterator[Item]:
    """Months that passed without a partner in the place: one line, about nobody."""
    if place.months:
        yield Item(
            subject=Subject.SUPPORT,
            what=_("aucune séance avec un partenaire : ")
            + ", ".join(french.month_year(month) for month in place.months[-MONTHS_SAID:]),
            route="support:plan_session",
            args=(),
            action=_("Prévoir une séance"),
            urgency=Urgency.OPEN,
        )
