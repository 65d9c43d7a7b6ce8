"""What sharing asks of a professional today; whoever shows it notes the names shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.organisations.models import Organisation
from passerelles.sharing.actions.requests import open_requests
from passerelles.sharing.companions import acting_for
from passerelles.sharing.models import Agreement, ConsentRequest, EmergencyAccess
from passerelles.sharing.queries.journal import alerts
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.queries.overview import last_day
from passerelles.sharing.visibility import in_force

SOON = timedelta(days=30)
ANSWERED_RECENTLY = timedelta(days=14)

_ENDING, _REQUEST = "ending", "request"
_SENTENCES = {
    ConsentRequest.State.ACCEPTED.value: lazy("a dit oui au partage avec %(organisation)s"),
    ConsentRequest.State.REFUSED.value: lazy("a dit non au partage avec %(organisation)s"),
    _ENDING: lazy("accord avec %(organisation)s bientôt terminé"),
}


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
    items = [*_to_review(actor)]
    if actor.may(Right.SHARE):
        items += _told(actor)
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


def _told(actor: Actor) -> list[DueItem]:
    """Requests of others, then answers of persons and agreements that end; one query."""
    state, now = ConsentRequest.State, clock.now()
    answered = ConsentRequest.objects.filter(
        requested_for_id=actor.organisation_id,
        requested_by_id=actor.user_id,
        state__in=[state.ACCEPTED, state.REFUSED],
        answered_at__gt=now - ANSWERED_RECENTLY,
    )
    ending = Agreement.objects.filter(
        Q(receiver_id=actor.organisation_id) | Q(collected_for_id=actor.organisation_id),
        in_force(now),
        valid_until__lt=now + SOON,
    )
    rows = list(
        _columns(answered, F("state"), F("answered_at"))
        .union(_columns(ending, Value(_ENDING), F("valid_until")), _asked(actor), all=True)
        .order_by("at")
    )
    told = [_item(actor, *row) for row in rows if row[0] != _REQUEST]
    return [*_requests(sum(row[0] == _REQUEST for row in rows)), *told]


def _asked(actor: Actor) -> QuerySet[Any]:
    """Requests under the columns of the others: only how many there are is told."""
    nothing = Value("", CharField())
    return open_requests(actor).order_by().values_list(
        Value(_REQUEST, CharField()), F("created_at"), F("holder_person_id"), nothing, nothing,
        nothing, F("requester_id"), nothing, Value(False, BooleanField()), nothing,
    )  # fmt: skip


def _requests(count: int) -> Iterator[DueItem]:
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


def _columns(rows: QuerySet[Any], what: Any, at: F) -> QuerySet[Any, Any]:
    """The same columns whatever the table; persons whom the actor in scope no longer sees left out."""
    visible: Any = apps.get_model("people", "Person")
    told = rows.filter(person__in=visible.objects.all()).order_by()
    chosen: QuerySet[Any, Any] = told.annotate(what=Cast(what, CharField()), at=at).values_list(
        "what", "at", "person_id", "person__first_name", "person__usage_name",
        "person__last_name", "receiver_id", "receiver__name", "receiver__sensitive",
        "receiver__neutral_label",
    )  # fmt: skip
    return chosen


def _item(actor: Actor, what: str, at: datetime, person_id: UUID, *names: Any) -> DueItem:
    person: Any = apps.get_model("people", "Person")
    first, usage, last, key, name, sensitive, neutral = names
    receiver = Organisation(id=key, name=name, sensitive=sensitive, neutral_label=neutral)
    words = {"organisation": name_for(receiver, actor.organisation_id)}
    ending = what == _ENDING
    return DueItem(
        kind="ending" if ending else "answer",
        sentence=_SENTENCES[what] % words,
        url=reverse("sharing:overview", kwargs={"person_id": person_id}),
        due=last_day(at) if ending else None,
        person=person(first_name=first, usage_name=usage, last_name=last).short_name,
        person_id=person_id,
    )
