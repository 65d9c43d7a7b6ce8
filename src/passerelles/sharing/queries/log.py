"""Who read what, in the person's own words: grouped by day, about one person only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.accounts.models import User
from passerelles.journal import catalogue
from passerelles.journal.models import JournalEntry
from passerelles.journal.queries import about
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.clock import PARIS
from passerelles.kernel.errors import Hidden
from passerelles.sharing.events import EMERGENCY_STARTED, OPENED
from passerelles.sharing.models import Agreement, EmergencyAccess, Party
from passerelles.sharing.models.parties import PartyRole
from passerelles.sharing.queries.names import organisation_names
from passerelles.sharing.rules.decision import Ground
from passerelles.sharing.rules.volets import PURPOSE_LABELS, VOLET_TEXTS, Purpose, Volet

LINES = 400
SAME_LOOK = timedelta(minutes=1)  # a page and its picture are asked for one after the other


@dataclass(frozen=True, slots=True)
class LogRow:
    """One thing that happened on a day; ``times`` when it happened several times."""

    who: str
    role: str
    what: str
    why: str
    kind: str
    times: int = 1

    @property
    def joint(self) -> str:
        """Between who and what: "a lu…" follows the name, a whole sentence stands apart."""
        return " " if self.what[:1].islower() else _(" : ")


@dataclass(frozen=True, slots=True)
class LogDay:
    day: date
    rows: list[LogRow]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One read by one's own organisation, with the colleague's name."""

    at: datetime
    colleague: str
    what: str
    why: str


def person_log(actor: Actor, person_id: UUID | None = None, *, limit: int = LINES) -> list[LogDay]:
    """The log of the person who asks; a page that has opened a record names it.

    Nothing here comes from another person's lines, and no detail is shown but names of
    organisations.
    """
    subject = actor.person_id if actor.kind is ActorKind.PERSON else person_id
    if subject is None or (actor.kind is ActorKind.PERSON and person_id not in (None, subject)):
        raise Hidden("not one's own log")
    entries = list(about(subject)[:limit])
    words = _Words(actor, subject, entries)
    days = groupby(_looks(entries), key=lambda entry: entry.at.astimezone(PARIS).date())
    return [LogDay(day, _collapse(words.row(entry) for entry in group)) for day, group in days]


def own_reads(actor: Actor, person_id: UUID, *, limit: int = 100) -> list[ReadLine]:
    """Reads of one record by the actor's own organisation, latest first."""
    if actor.organisation_id is None:
        return []
    lines = list(
        about(person_id).filter(
            organisation_id=str(actor.organisation_id),
            event=OPENED.tag,
            actor_kind=ActorKind.PROFESSIONAL,
        )[:limit]
    )
    users = {
        str(u.id): u.full_name for u in User.objects.filter(pk__in={e.actor_id for e in lines})
    }
    words = _Words(actor, person_id, lines)
    return [
        ReadLine(entry.at, users.get(entry.actor_id, "—"), words.volets(entry), words.why(entry))
        for entry in lines
    ]


class _Words:
    """Turns lines into words with four queries, whatever their number."""

    def __init__(self, actor: Actor, person_id: UUID, entries: Iterable[JournalEntry]) -> None:
        entries = list(entries)
        ids = {entry.organisation_id for entry in entries}
        ids |= {str(entry.details.get("receiver", "")) for entry in entries}
        self.reader = actor
        self.names = organisation_names(ids, actor.organisation_id)
        self.agreements = {
            str(agreement.id): agreement
            for agreement in Agreement.objects.filter(person_id=person_id)
        }
        self.roles = {
            str(party.organisation_id): PartyRole(party.role).label
            for party in Party.objects.filter(person_id=person_id).order_by("since")
        }
        self.reasons = {
            str(access.id): access.reason
            for access in EmergencyAccess.objects.filter(person_id=person_id)
            # Written for the person and for one's own officer: a partner never reads it.
            if actor.kind is ActorKind.PERSON or access.organisation_id == actor.organisation_id
        }

    def row(self, entry: JournalEntry) -> LogRow:
        event = catalogue.event(entry.event)
        who, role = self.who(entry)
        return LogRow(who, role, self.what(entry), self.why(entry), event.kind.value)

    def who(self, entry: JournalEntry) -> tuple[str, str]:
        name = self.names.get(entry.organisation_id, "")
        role = str(self.roles.get(entry.organisation_id, ""))
        match entry.actor_kind:
            case ActorKind.PERSON:
                own = self.reader.kind is ActorKind.PERSON
                return (_("Vous") if own else _("La personne"), "")
            case ActorKind.GUEST:
                return (name, _("tuteur en entreprise"))
            case ActorKind.SYSTEM:
                return (_("Passerelles"), _("automatique"))
            case ActorKind.ANONYMOUS:
                return (_("Quelqu’un"), "")
            case _:
                return (name or _("Passerelles"), role)

    def what(self, entry: JournalEntry) -> str:
        if entry.event == OPENED.tag:
            return _("a lu : %(volets)s") % {"volets": self.volets(entry)}
        sentence = catalogue.event(entry.event).sentence
        receiver = self.names.get(str(entry.details.get("receiver", "")))
        return f"{sentence} : {receiver}" if receiver else sentence

    def volets(self, entry: JournalEntry) -> str:
        known = [Volet(value) for value in entry.volets.split(",") if value in set(Volet)]
        return ", ".join(VOLET_TEXTS[v].plain for v in Volet if v in known)

    def why(self, entry: JournalEntry) -> str:
        if entry.event == EMERGENCY_STARTED.tag:
            return self.reasons.get(str(entry.details.get("access", "")), "")
        ground, _colon, reference = entry.ground.partition(":")
        agreement = self.agreements.get(reference)
        if agreement is not None:
            return _("accord du %(day)s : %(purpose)s") % {
                "day": f"{agreement.valid_from.astimezone(PARIS):%d/%m/%Y}",
                "purpose": PURPOSE_LABELS[Purpose(agreement.purpose)],
            }
        match ground:
            case Ground.MISSION:
                return _("cette structure vous accompagne")
            case Ground.EMERGENCY:
                return _("en urgence")
            case _:
                return ""


def _looks(entries: list[JournalEntry]) -> list[JournalEntry]:
    """The lines, less the reads that belong to a page already told: its picture, its paper.

    Same reader, same ground, nothing more opened, within a minute.  Every line stays in the
    journal; only the count shown to the person is that of the times somebody looked.
    """
    told: dict[tuple[str, str, str, str], list[JournalEntry]] = {}
    kept = []
    for entry in reversed(entries):  # oldest first: the page comes before its picture
        if entry.event == OPENED.tag:
            key = (entry.organisation_id, entry.actor_kind, entry.actor_id, entry.ground)
            recent = [one for one in told.get(key, ()) if entry.at - one.at < SAME_LOOK]
            told[key] = recent
            if any(_opens(one) >= _opens(entry) for one in recent):
                continue
            recent.append(entry)
        kept.append(entry)
    return kept[::-1]


def _opens(entry: JournalEntry) -> frozenset[str]:
    return frozenset(entry.volets.split(","))


def _collapse(rows: Iterable[LogRow]) -> list[LogRow]:
    """The same thing by the same organisation on the same day is one row."""
    counts: dict[LogRow, int] = {}
    for row in rows:
        counts[row] = counts.get(row, 0) + 1
    return [
        LogRow(row.who, row.role, row.what, row.why, row.kind, times)
        for row, times in counts.items()
    ]
