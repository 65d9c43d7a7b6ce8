"""A line about a work situation, whoever finds it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from passerelles.pathways.rules.work import WorkState
from passerelles.web import french
from passerelles.worklist.rules.items import Item, Subject, Urgency

LIVE = (WorkState.ONGOING.value, WorkState.SUSPENDED.value)


def work_item(
    row: Any, what: str, page: str, action: str, urgency: Urgency, on: date, *, alarm: str = ""
) -> Item:
    return Item(
        subject=Subject.WORK,
        what=what,
        route=f"pathways:{page}",
        args=(row.person_id, row.id),
        action=action,
        urgency=urgency,
        on=on,
        when=_("le %(day)s") % {"day": french.short_date(on)},
        alarm=alarm,
        person=row.person.short_name,
        person_id=row.person_id,
    )
