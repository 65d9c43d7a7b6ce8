"""Days on which somebody was really met, as rows the programmes join to their own question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, Value
from django.db.models.functions import Cast, TruncDate

from passerelles.kernel.clock import PARIS
from passerelles.law.programmes.model import MetBy
from passerelles.support.models import Appointment, PartnerContact
from passerelles.support.queries.appointments import came
from passerelles.support.rules.meetings import MeetingKind, MeetingRole, MeetingState


def meetings_held(person_ids: Collection[UUID]) -> Any:
    """Meetings told, where the person came; a group is no meeting with each of its members."""
    rows = (
        Appointment.objects.filter(came(MeetingRole.PERSON), person_id__in=person_ids)
        .filter(state=MeetingState.HELD)
        .exclude(kind=MeetingKind.GROUP)
        .annotate(day=TruncDate("starts_at", tzinfo=PARIS))
    )
    return _lines(rows, MetBy.MEETING, "day")


def partners_met(person_ids: Collection[UUID]) -> Any:
    """Partners the person came to see, as last told."""
    rows = PartnerContact.objects.filter(person_id__in=person_ids, came=True, corrected_by=None)
    return _lines(rows, MetBy.PARTNER_SESSION, "on")


def _lines(rows: Any, met_by: MetBy, day: str) -> Any:
    told = (
        rows.across_people()
        .order_by()
        .annotate(
            line=Value(met_by.value),
            whose=Cast("organisation_id", CharField()),
            yes=Value(True, output_field=BooleanField()),
            rank=Value(0),
        )
    )
    return told.values_list("line", "person_id", "whose", day, "yes", "rank")
