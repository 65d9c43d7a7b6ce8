"""Paths in one query: those without a next step, whose referent left, and where all is silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from passerelles.organisations.models import Membership
from passerelles.pathways.models import NextStep, Note, Path, ProgressPoint
from passerelles.pathways.rules.stages import PathState
from passerelles.support.models import Appointment
from passerelles.support.rules.meetings import MeetingState
from passerelles.web import french
from passerelles.worklist.models import SilenceLimit
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import Item, Standpoint, Subject, Urgency
from passerelles.worklist.rules.silence import SILENCE_DAYS, Silence, silence

_SUBJECTS = (Subject.PATHS, Subject.SILENCE, Subject.OBSERVATIONS)


def path_rows(reach: Reach) -> QuerySet[Path]:
    """Active paths the organisation leads, with what was last heard of each person."""
    in_force = Membership.objects.in_force(reach.now).filter(
        user=OuterRef("referents__user"), organisation=OuterRef("referents__organisation")
    )
    waiting = NextStep.objects.filter(path=OuterRef("pk"), done_at=None)
    limit = SilenceLimit.objects.filter(organisation_id=reach.ours).values("days")[:1]
    rows: QuerySet[Path] = (
        Path.objects.filter(
            state=PathState.ACTIVE, referents__until=None, referents__organisation_id=reach.ours
        )
        .across_people()
        .annotate(
            referent_id=F("referents__user_id"),
            has_step=Exists(waiting),
            stays=Exists(in_force),
            silence_days=Coalesce(
                Subquery(limit), Value(SILENCE_DAYS), output_field=IntegerField()
            ),
            met_at=_last(Appointment.objects.filter(state=MeetingState.HELD), "starts_at"),
            noted_at=_last(Note.objects.all(), "recorded_at"),
            seen_on=_last(ProgressPoint.objects.all(), "observed_on"),
        )
        .select_related("person")
        .order_by("started_on")
    )
    return rows


def _last(rows: Any, field: str) -> Subquery:
    same = rows.filter(person=OuterRef("person")).order_by(f"-{field}")
    return Subquery(same.values(field)[:1])


def silence_of(row: Any, today: date, *, observed: bool = False) -> Silence | None:
    """What an annotated path says of the last news; ``observed``: of the last observation only."""
    moments = (row.seen_on,) if observed else (row.met_at, row.noted_at, row.seen_on)
    heard = [french.as_day(at) if at else None for at in moments]
    return silence(heard, row.started_on, today, row.silence_days)


def path_items(reach: Reach) -> Iterator[Item]:
    rows = path_rows(reach)
    if reach.worker is not None:
        # A path whose referent left is everybody's until somebody takes it over.
        rows = rows.filter(reach.among() | Q(stays=False))
    observes = reach.standpoint is Standpoint.SUPERVISES
    silent = set()
    for row in reach.first(rows, *_SUBJECTS):
        if not row.stays:
            yield _of(row, _("%(title)s : la référente ou le référent a quitté l’organisation"),
                      "change_referent", _("Passer le relais"), Urgency.TODAY)  # fmt: skip
            continue
        if not row.has_step:
            yield _of(row, _("%(title)s : parcours sans prochaine étape"),
                      "plan_step", _("Dire ce qui vient ensuite"), Urgency.OPEN)  # fmt: skip
        found = silence_of(row, reach.today, observed=observes)
        if found and row.person_id not in silent:
            silent.add(row.person_id)
            yield _silent(row, found, observes=observes)


def _of(row: Any, what: str, page: str, action: str, urgency: Urgency) -> Item:
    return Item(
        subject=Subject.PATHS,
        what=what % {"title": row.title},
        route=f"pathways:{page}",
        args=(row.person_id, row.id),
        action=action,
        urgency=urgency,
        person=row.person.short_name,
        person_id=row.person_id,
        owner=row.referent_id if row.stays else None,
    )


def _silent(row: Any, found: Silence, *, observes: bool) -> Item:
    """Who accompanies meets; who supervises observes."""
    words = (
        _("aucune observation depuis %(days)d jours")
        if observes
        else _("rien de noté depuis %(days)d jours")
    )
    return Item(
        subject=Subject.OBSERVATIONS if observes else Subject.SILENCE,
        what=words % {"days": found.days},
        route="pathways:add_progress" if observes else "support:plan_appointment",
        args=(row.person_id,),
        action=_("Ajouter une observation") if observes else _("Fixer un rendez-vous"),
        urgency=Urgency.OPEN,
        when=_("depuis le %(day)s") % {"day": french.short_date(found.since)},
        on=found.since,
        person=row.person.short_name,
        person_id=row.person_id,
        owner=row.referent_id,
    )
