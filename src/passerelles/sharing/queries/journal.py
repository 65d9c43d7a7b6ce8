"""The journal of one's own organisation, for its privacy officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from passerelles.accounts.models import User
from passerelles.journal import catalogue
from passerelles.journal.catalogue import EventKind
from passerelles.journal.models import JournalEntry
from passerelles.journal.queries import of_organisation
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.clock import PARIS
from passerelles.sharing.companions import acting_for
from passerelles.sharing.events import FORGERY_ALERT
from passerelles.sharing.models import Agreement
from passerelles.sharing.models.agreements import Collection
from passerelles.sharing.queries.names import person_names, record_number
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet

ALERT_LIFE = timedelta(days=30)
LINK_WATCH = timedelta(days=90)

KIND_LABELS = {
    EventKind.READ: lazy("lecture"),
    EventKind.WRITE: lazy("écriture"),
    EventKind.SECURITY: lazy("sécurité"),
}


@dataclass(frozen=True, slots=True)
class Alert:
    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class LinkAgreements:
    """How many agreements rest on links made by one worker, who also saw their codes."""

    worker: str
    count: int


@dataclass(frozen=True, slots=True)
class JournalLine:
    at: datetime
    who: str
    kind: str
    what: str
    record: str
    person_id: str
    volets: str


def organisation_lines(
    actor: Actor,
    *,
    kind: str = "",
    user_id: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[JournalEntry]:
    """Lines of the actor's organisation only, latest first, narrowed by the filters."""
    lines = of_organisation(acting_for(actor))
    if kind:
        tags = [event.tag for event in catalogue.all_events() if event.kind == kind]
        lines = lines.filter(event__in=tags)
    if user_id:
        lines = lines.filter(actor_id=user_id)
    if since:
        lines = lines.filter(at__gte=datetime.combine(since, time.min, tzinfo=PARIS))
    if until:
        after = datetime.combine(until + timedelta(days=1), time.min, tzinfo=PARIS)
        lines = lines.filter(at__lt=after)
    return lines


def in_words(entries: Iterable[JournalEntry]) -> list[JournalLine]:
    """Lines as the officer reads them: a person is named only to those who may see them."""
    entries = list(entries)
    persons = person_names(entry.person_id for entry in entries)
    user_ids = {e.actor_id for e in entries if e.actor_kind == ActorKind.PROFESSIONAL}
    users = {str(user.id): user.full_name for user in User.objects.filter(pk__in=user_ids)}
    return [
        JournalLine(
            at=entry.at,
            who=users.get(entry.actor_id) or str(_ACTORS.get(entry.actor_kind, entry.actor_kind)),
            kind=str(KIND_LABELS[catalogue.event(entry.event).kind]),
            what=catalogue.event(entry.event).for_officer,
            record=_record(entry.person_id, persons),
            person_id=entry.person_id if entry.person_id in persons else "",
            volets=_volets(entry.volets),
        )
        for entry in entries
    ]


def alerts(actor: Actor) -> list[Alert]:
    """Bursts of agreements of the last month."""
    since = clock.now() - ALERT_LIFE
    lines = list(of_organisation(acting_for(actor)).filter(event=FORGERY_ALERT.tag, at__gt=since))
    ids = {str(line.details.get("user", "")) for line in lines} - {""}
    users = {str(user.id): user.full_name for user in User.objects.filter(pk__in=ids)}
    return [
        Alert(
            line.at,
            _("%(who)s a recueilli %(count)s accords en une heure : à vérifier")
            % {
                "who": users.get(str(line.details.get("user")), "—"),
                "count": line.details.get("count", "?"),
            },
        )
        for line in lines
    ]


def link_agreements(actor: Actor) -> list[LinkAgreements]:
    """Agreements given by link in the last months, by the worker who made the link."""
    rows = (
        Agreement.objects.filter(
            collection=Collection.LINK,
            collected_for_id=acting_for(actor),
            valid_from__gt=clock.now() - LINK_WATCH,
        )
        .values("collected_by__first_name", "collected_by__last_name")
        .annotate(count=Count("pk"))
        .order_by("-count", "collected_by__last_name", "collected_by__first_name")
    )
    return [
        LinkAgreements(
            f"{row['collected_by__first_name']} {row['collected_by__last_name']}".strip(),
            row["count"],
        )
        for row in rows
    ]


_ACTORS = {
    ActorKind.PERSON.value: lazy("la personne"),
    ActorKind.GUEST.value: lazy("tuteur en entreprise"),
    ActorKind.SYSTEM.value: lazy("tâche automatique"),
    ActorKind.ANONYMOUS.value: lazy("sans compte"),
}


def _record(person_id: str, names: dict[str, str]) -> str:
    if not person_id:
        return ""
    number = _("dossier n° %(number)s") % {"number": record_number(person_id)}
    return f"{names[person_id]} ({number})" if person_id in names else number


def _volets(stored: str) -> str:
    known = set(stored.split(","))
    return ", ".join(VOLET_TEXTS[volet].label for volet in Volet if volet.value in known)
