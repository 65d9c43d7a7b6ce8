"""Appointments to hold or to tell, rhythms gone silent, promises to review, months without partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.support.models import Appointment, MutualCommitment
from passerelles.support.queries.appointments import own_appointments
from passerelles.support.queries.commitments import in_force
from passerelles.support.queries.due import (
    PlannedEnd,
    coming_days,
    silent_rhythms,
)
from passerelles.support.rules.commitments import (
    PromiseSide,
    commitment_standing,
)
from passerelles.support.rules.meetings import MeetingState
from passerelles.web import french
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import WEEK, Item, Subject, Urgency, ending, promised


def meeting_items(reach: Reach) -> Iterator[Item]:
    """Planned ones: over and not told yet, or within the week; a group is one line."""
    if reach.worker is None:
        rows = Appointment.objects.filter(organisation_id=reach.ours).across_people()
    else:
        rows = own_appointments(reach.actor, reach.worker)
    rows = (
        rows.filter(
            state=MeetingState.PLANNED,
            starts_at__lt=reach.now + WEEK,
            organisation_id=reach.ours,
        )
        .select_related("person")
        .order_by("starts_at", "person_id")
    )
    together: dict[Any, list[Appointment]] = defaultdict(list)
    for row in reach.first(rows, Subject.MEETINGS, times=2):
        together[row.group or row.id].append(row)
    for copies in together.values():
        yield _meeting(copies, reach)


def _meeting(copies: list[Appointment], reach: Reach) -> Item:
    row, day = copies[0], french.as_day(copies[0].starts_at)
    over = row.starts_at < reach.now
    kind = row.get_kind_display()
    if row.group:
        page: tuple[str, tuple[object, ...]] = ("support:group", (row.group,))
    elif over:
        page = ("support:write_minutes", (row.person_id, row.id))
    else:
        page = ("support:appointments", (row.person_id,))
    return Item(
        subject=Subject.MEETINGS,
        what=_("%(kind)s : qui est venu, qu’avez-vous décidé ?") % {"kind": kind} if over else kind,
        route=page[0],
        args=page[1],
        action=_("Raconter le rendez-vous") if over else _("Ouvrir"),
        urgency=_told_by(day, reach.today) if over else promised(day, reach.today),
        on=day,
        when=f"{french.long_date(row.starts_at)}, {french.hour(row.starts_at)}",
        person="" if row.group else row.person.short_name,
        person_id=None if row.group else row.person_id,
        owner=row.author_id,
    )


def _told_by(day: date, today: date) -> Urgency:
    """One has the day itself to tell it."""
    return Urgency.TODAY if day == today else Urgency.LATE


def rhythm_items(reach: Reach) -> Iterator[Item]:
    for found in silent_rhythms(reach.actor, among=reach.among()):
        yield Item(
            subject=Subject.SILENCE,
            what=found.what,
            route="support:plan_appointment",
            args=(found.person_id,),
            action=found.action,
            urgency=Urgency.LATE,
            person=found.person,
            person_id=found.person_id,
        )


def commitment_items(reach: Reach) -> Iterator[Item]:
    """Commitments whose review day came and that a side has not spoken about; one query."""
    rows = (
        in_force(MutualCommitment.objects.filter(reach.among(), organisation_id=reach.ours))
        .across_people()
        .order_by("start", "pk")
        .values_list(
            "pk", "person_id", "review_days", "person__first_name", "person__usage_name",
            "person__last_name", "promises__reviews__side", "promises__reviews__on",
        )
    )  # fmt: skip
    said: dict[UUID, list[tuple[PromiseSide, date]]] = defaultdict(list)
    told: dict[UUID, tuple[Any, ...]] = {}
    for line in reach.first(rows, Subject.SUPPORT, times=20):
        key, person_id, days, first, usual, last, side, on = line
        told[key] = (person_id, days, f"{first} {(usual or last)[:1]}.")
        if side:
            said[key].append((PromiseSide(side), on))
    for key, (person_id, days, name) in told.items():
        standing = commitment_standing(map(date.fromisoformat, days), said[key], reach.today)
        if standing.waits and standing.due_on is not None:
            yield Item(
                subject=Subject.SUPPORT,
                what=_("engagement réciproque à revoir ensemble"),
                route="support:commitments",
                args=(person_id,),
                action=_("Dire ce qui est tenu"),
                urgency=promised(standing.due_on, reach.today),
                on=standing.due_on,
                when=_("prévu le %(day)s") % {"day": french.short_date(standing.due_on)},
                person=name,
                person_id=person_id,
            )


_COMING: dict[PlannedEnd, tuple[str, str, str]] = {
    PlannedEnd.PLAN: ("plan en trois parties à revoir ensemble", "support:plan", "Revoir le plan"),
    PlannedEnd.COACH: ("dernier jour d’un coach bénévole", "support:coach", "Voir la suite"),
}


def coming_items(reach: Reach) -> Iterator[Item]:
    """Plans whose review day comes, coaches whose last day comes; one query."""
    for found in coming_days(reach.actor, among=reach.among()):
        what, route, action = _COMING[found.kind]
        review = found.kind is PlannedEnd.PLAN
        yield Item(
            subject=Subject.SUPPORT,
            what=_(what),
            route=route,
            args=(found.person_id,),
            action=_(action),
            urgency=(promised if review else ending)(found.on, reach.today),
            on=found.on,
            when=_("prévu le %(day)s") % {"day": french.short_date(found.on)},
            person=found.person,
            person_id=found.person_id,
        )
