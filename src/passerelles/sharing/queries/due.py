"""What sharing asks of a professional today; whoever shows it notes the names shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.sharing.actions.requests import open_requests
from passerelles.sharing.companions import acting_for
from passerelles.sharing.models import Agreement, ConsentRequest, EmergencyAccess
from passerelles.sharing.queries.journal import alerts
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.overview import last_day
from passerelles.sharing.visibility import in_force

SOON = timedelta(days=30)
ANSWERED_RECENTLY = timedelta(days=14)

# The person, the kind of item, its sentence, its day.
_Found = tuple[UUID, str, str, date | None]


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do; ``person_id`` is set when ``person`` names somebody (list it)."""

    kind: str  # request, emergency, alert, ending, answer
    sentence: str
    url: str
    due: date | None = None
    person: str = ""
    person_id: UUID | None = None


def due_items(actor: Actor) -> list[DueItem]:
    """Requests, emergencies and alerts to look at, agreements ending, answers received."""
    if actor.organisation_id is None:
        return []
    items = [*_to_review(actor), *_requests(actor)]
    if actor.may(Right.SHARE):
        items += _about([*_answers(actor), *_ending(actor)])
    return items


def _to_review(actor: Actor) -> Iterator[DueItem]:
    if actor.may(Right.HANDLE_PRIVACY):
        waiting = EmergencyAccess.objects.filter(
            organisation_id=acting_for(actor), reviewed_at=None
        ).count()
        if waiting:
            yield DueItem(
                "emergency",
                _("Accès d’urgence à examiner : %(count)d") % {"count": waiting},
                reverse("sharing:emergencies"),
            )
    if actor.may(Right.READ_JOURNAL):
        for alert in alerts(actor):
            yield DueItem("alert", alert.sentence, reverse("sharing:journal"))


def _requests(actor: Actor) -> Iterator[DueItem]:
    count = open_requests(actor).count()
    if count:
        yield DueItem(
            "request",
            ngettext(
                "Une autre structure accompagne peut-être la même personne : %(count)d demande",
                "D’autres structures accompagnent peut-être les mêmes personnes : "
                "%(count)d demandes",
                count,
            )
            % {"count": count},
            reverse("sharing:requests"),
        )


def _answers(actor: Actor) -> Iterator[_Found]:
    state = ConsentRequest.State
    rows = ConsentRequest.objects.filter(
        requested_for_id=actor.organisation_id,
        requested_by_id=actor.user_id,
        state__in=[state.ACCEPTED, state.REFUSED],
        answered_at__gt=clock.now() - ANSWERED_RECENTLY,
    ).select_related("receiver")
    words = {state.ACCEPTED: _("a dit oui"), state.REFUSED: _("a dit non")}
    sentence = _("%(answer)s au partage avec %(organisation)s")
    for row in rows:
        said = {
            "answer": words[state(row.state)],
            "organisation": name_for(row.receiver, actor.organisation_id),
        }
        yield row.person_id, "answer", sentence % said, None


def _ending(actor: Actor) -> Iterator[_Found]:
    now = clock.now()
    rows = (
        Agreement.objects.filter(
            Q(receiver_id=actor.organisation_id) | Q(collected_for_id=actor.organisation_id),
            in_force(now),
            valid_until__lt=now + SOON,
        )
        .select_related("receiver")
        .order_by("valid_until")
    )
    sentence = _("accord avec %(organisation)s bientôt terminé")
    for row in rows:
        named = {"organisation": name_for(row.receiver, actor.organisation_id)}
        yield row.person_id, "ending", sentence % named, last_day(row.valid_until)


def _about(rows: list[_Found]) -> list[DueItem]:
    """Items about persons the actor in scope may still see; the others are left out."""
    model: Any = apps.get_model("people", "Person")
    visible = {
        person.id: person for person in model.objects.filter(pk__in={row[0] for row in rows})
    }
    return [
        DueItem(
            kind,
            sentence,
            reverse("sharing:overview", kwargs={"person_id": person_id}),
            day,
            visible[person_id].short_name,
            person_id,
        )
        for person_id, kind, sentence, day in rows
        if person_id in visible
    ]
