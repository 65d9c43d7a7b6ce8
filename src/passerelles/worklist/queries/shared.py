"""What sharing asks: requests, emergencies and alerts to look at, agreements ending, answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from passerelles.sharing.queries.due import DueItem, due_items
from passerelles.web import french
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import Item, Subject, Urgency, ending

_URGENCIES = {
    "emergency": Urgency.TODAY,
    "alert": Urgency.TODAY,
    "request": Urgency.WEEK,
    "answer": Urgency.OPEN,
}
_PAGES = {
    "emergency": "sharing:emergencies",
    "alert": "sharing:journal",
    "request": "sharing:requests",
}


def sharing_items(reach: Reach) -> Iterator[Item]:
    for item in due_items(reach.actor):
        yield Item(
            subject=Subject.SHARING,
            what=item.sentence,
            route=_PAGES.get(item.kind, "sharing:overview"),
            args=() if item.kind in _PAGES else (item.person_id,),
            action=_("Ouvrir"),
            urgency=_urgency(item, reach),
            on=item.due,
            when=_("jusqu’au %(day)s") % {"day": french.short_date(item.due)} if item.due else "",
            person=item.person,
            person_id=item.person_id,
        )


def _urgency(item: DueItem, reach: Reach) -> Urgency:
    if item.due is not None:
        return ending(item.due, reach.today)
    return _URGENCIES.get(item.kind, Urgency.OPEN)
