"""Next steps promised, wishes nothing came of, rights that end: told by persons, kept by us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Right
from passerelles.pathways.models import Detection, NextStep, Path
from passerelles.pathways.rules.stages import PathState
from passerelles.people.models import Situation, Wish
from passerelles.people.rules.situations import EXPIRES_SOON_DAYS, SituationState
from passerelles.people.rules.wishes import ABOUT_WORK, TO_ANSWER
from passerelles.sharing.rules.volets import Verb, Volet
from passerelles.sharing.visibility import entries_visible
from passerelles.web import french
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import AHEAD, Item, Subject, Urgency, ending, promised

WISH_TO_ASK_AGAIN = timedelta(days=365)


def step_items(reach: Reach) -> Iterator[Item]:
    """Ours: a colleague's own, or the organisation's, which falls to who follows the person."""
    rows = (
        NextStep.objects.filter(owner_organisation_id=reach.ours, done_at=None)
        .across_people()
        .filter(Q(due_at=None) | Q(due_at__lte=reach.now + AHEAD))
        .exclude(path__state=PathState.CLOSED)
        .select_related("person")
    )
    if reach.worker is not None:
        rows = rows.filter(Q(owner_user_id=reach.worker) | (Q(owner_user=None) & reach.among()))
    for step in reach.first(rows, Subject.STEPS):
        on = french.as_day(step.due_at) if step.due_at else None
        yield Item(
            subject=Subject.STEPS,
            what=step.what,
            route="pathways:finish_step",
            args=(step.person_id, step.id),
            action=_("C’est fait"),
            urgency=_step_urgency(step, reach),
            on=on,
            when=_moment(step.due_at),
            person=step.person.short_name,
            person_id=step.person_id,
            owner=step.owner_user_id,
        )


def _step_urgency(step: NextStep, reach: Reach) -> Urgency:
    """A step said at an hour is past at that hour; said for a day, past when the day is over."""
    if step.due_at is None:
        return Urgency.OPEN
    local = french.local(step.due_at)
    if (local.hour or local.minute) and step.due_at < reach.now:
        return Urgency.LATE
    return promised(local.date(), reach.today)


def wish_items(reach: Reach) -> Iterator[Item]:
    """Wishes about work that led to nothing yet: no detection of them and no path since."""
    if not reach.actor.may(Right.WRITE_PEOPLE):
        return
    followed = Detection.objects.filter(wish=OuterRef("pk"))
    path = Path.objects.filter(person=OuterRef("person"), state=PathState.ACTIVE)
    later = Wish.objects.filter(
        person=OuterRef("person"), kind__in=ABOUT_WORK, expressed_on__gt=OuterRef("expressed_on")
    )
    old = reach.today - WISH_TO_ASK_AGAIN
    rows = (
        Wish.objects.filter(kind__in=TO_ANSWER)
        .across_people()
        .filter(~Exists(followed), ~Exists(path))
        .filter(Q(expressed_on__gt=old) | ~Exists(later))
        # Reading a wish is not enough to start a path from it.
        .filter(entries_visible(reach.actor, reach.now, verb=Verb.WRITE))
        .filter(reach.among())
        .select_related("person")
        .order_by("-expressed_on")
    )
    for wish in reach.first(rows, Subject.WISHES):
        yield _wish(wish, to_ask_again=wish.expressed_on <= old)


def _wish(wish: Wish, *, to_ask_again: bool) -> Item:
    """What was said long ago is asked again before anything is built on it."""
    said = _("dit le %(day)s") % {"day": french.short_date(wish.expressed_on)}
    return Item(
        subject=Subject.WISHES,
        what=f"« {wish.words[:120]} »",
        route="people:wishes" if to_ask_again else "pathways:detect",
        args=(wish.person_id,),
        action=_("Noter son souhait d’aujourd’hui") if to_ask_again else _("En faire un parcours"),
        urgency=Urgency.OPEN,
        when=_("dit il y a plus d’un an, à redemander ?") if to_ask_again else said,
        person=wish.person.short_name,
        person_id=wish.person_id,
    )


def right_items(reach: Reach) -> Iterator[Item]:
    """Rights obtained whose end comes (PASS IAE, RQTH, orientation…), unless renewed since."""
    renewed = Situation.objects.filter(
        person=OuterRef("person"), kind=OuterRef("kind"), state_on__gt=OuterRef("state_on")
    )
    rows = (
        Situation.objects.filter(
            ~Exists(renewed),
            state=SituationState.OBTAINED,
            valid_until__lte=reach.today + timedelta(days=EXPIRES_SOON_DAYS),
        )
        .across_people()
        .filter(reach.among())
        .select_related("person")
        .order_by("valid_until")
    )
    for row in reach.first(rows, Subject.RIGHTS):
        yield _right(row, reach)


def _right(row: Situation, reach: Reach) -> Item:
    """A right already ended may have been given up: it is not said to be renewed."""
    end = row.valid_until
    assert end is not None  # noqa: S101 — the query asked for an end
    over, right = end < reach.today, row.get_kind_display()
    if row.volet == Volet.SENSITIVE:
        right = _("Situation très personnelle")  # not named on a page left open on a desk
    day = french.short_date(end)
    return Item(
        subject=Subject.RIGHTS,
        what=_("%(right)s : plus valable depuis le %(day)s") % {"right": right, "day": day}
        if over
        else _("%(right)s à renouveler") % {"right": right},
        route="people:situations",
        args=(row.person_id,),
        action=_("Mettre à jour"),
        urgency=ending(end, reach.today),
        on=end,
        when="" if over else _("jusqu’au %(day)s") % {"day": day},
        person=row.person.short_name,
        person_id=row.person_id,
    )


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = french.local(moment)
    text = french.long_date(moment)
    return f"{text}, {french.hour(moment)}" if (local.hour or local.minute) else text
