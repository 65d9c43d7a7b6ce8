"""What stands at the top of every page of a record: who, in which state, and what one sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import Path, Referent
from passerelles.pathways.rules.stages import PATH_STATE_LABELS, PathState
from passerelles.people.models import LegalRepresentative
from passerelles.sharing.models import Agreement
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.decision import Decision, Ground, Scope
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.web import french

STATE_COLOURS = {
    PathState.ACTIVE: "leaf",
    PathState.PAUSED: "sky",
    PathState.CLOSED: "muted",
}
# An active path says more about today than a paused one, and a paused one than a closed one.
_STATE_ORDER = list(STATE_COLOURS)


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """Some volets, and on what they are seen: ``until`` is the last day included."""

    volets: str
    ground: str
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class RecordHeader:
    person_id: UUID
    short_name: str
    first_name: str
    state_label: str
    state_colour: str
    details: tuple[str, ...]
    scope: tuple[ScopeLine, ...]

    @property
    def emergency(self) -> bool:
        return any(line.emergency for line in self.scope)


def name_for(organisation: Organisation | None, actor_organisation_id: UUID | None) -> str:
    """Name of an organisation for a reader: a sensitive one only to those who belong to it."""
    if organisation is None:
        return ""
    if organisation.id == actor_organisation_id:
        return organisation.name
    return organisation.outside_name


def record_header(actor: Actor, access: RecordAccess) -> RecordHeader:
    """Header of a record for the actor in scope; four small queries at most."""
    path = _main_path(access.person.id) if access.may_read(Volet.PATH) else None
    state = PathState(path.state) if path else None
    return RecordHeader(
        person_id=access.person.id,
        short_name=access.person.short_name,
        first_name=access.person.first_name,
        state_label=PATH_STATE_LABELS[state] if state else "",
        state_colour=STATE_COLOURS[state] if state else "muted",
        details=tuple(_details(actor, access, path)),
        scope=tuple(scope_lines(access)),
    )


def _main_path(person_id: UUID) -> Path | None:
    paths = list(Path.objects.filter(person_id=person_id))
    return min(
        paths,
        key=lambda path: (_STATE_ORDER.index(PathState(path.state)), -path.started_on.toordinal()),
        default=None,
    )


def current_referent(path: Path) -> Referent | None:
    return (
        Referent.objects.filter(path=path, until=None)
        .select_related("user", "organisation")
        .first()
    )


def _details(actor: Actor, access: RecordAccess, path: Path | None) -> Iterator[str]:
    person = access.person
    age = person.age()
    if age is not None:
        yield ngettext("%(age)d an", "%(age)d ans", age) % {"age": age}
    if person.commune is not None:
        yield person.commune.name
    referent = current_referent(path) if path else None
    if referent is not None:
        yield _("référent : %(who)s (%(where)s)") % {
            "who": referent.user.short_name,
            "where": name_for(referent.organisation, actor.organisation_id),
        }
    representative = _representative(person.id, clock.today())
    if representative is not None:
        yield _("représentant légal : %(who)s") % {"who": representative}


def _representative(person_id: UUID, today: date) -> LegalRepresentative | None:
    found: LegalRepresentative | None = (
        LegalRepresentative.objects.filter(person_id=person_id, since__lte=today)
        .filter(Q(until=None) | Q(until__gt=today))
        .order_by("since")
        .first()
    )
    return found


def scope_lines(access: RecordAccess) -> Iterator[ScopeLine]:
    """One line for each thing on which the reading rests, with its volets."""
    by_ground: dict[tuple[Ground, UUID | None], list[Volet]] = {}
    for volet in access.readable:
        decision = access.reads[volet]
        by_ground.setdefault((decision.ground, decision.reference), []).append(volet)
    agreements = _agreements({reference for _ground, reference in by_ground if reference})
    for (ground, reference), volets in by_ground.items():
        yield ScopeLine(
            volets=", ".join(VOLET_TEXTS[volet].label.lower() for volet in volets),
            ground=_ground_in_words(access, ground, agreements.get(reference)),
            emergency=ground is Ground.EMERGENCY,
        )


def _agreements(ids: set[UUID]) -> dict[UUID | None, Agreement]:
    if not ids:
        return {}
    return {
        item.id: item
        for item in Agreement.objects.filter(id__in=ids).select_related("representative")
    }


def _ground_in_words(access: RecordAccess, ground: Ground, agreement: Agreement | None) -> str:
    name = access.person.first_name
    if agreement is not None:
        return _("accord %(giver)s du %(start)s, jusqu’au %(last)s") % {
            "giver": _giver(agreement, name),
            "start": french.short_date(agreement.valid_from),
            "last": french.short_date(_last_day(agreement.valid_until)),
        }
    match ground:
        case Ground.MISSION:
            return _("ce que votre structure a écrit, parce qu’elle accompagne %(name)s") % {
                "name": name
            }
        case Ground.EMERGENCY:
            return _("accès d’urgence, jusqu’à %(hour)s") % {
                "hour": french.hour(_emergency_end(access))
            }
        case Ground.SELF:
            return _("c’est votre dossier")
        case _:
            return ""


def _last_day(end: datetime) -> date:
    last = french.last_day(end)
    return last if last is not None else french.as_day(end)


def _emergency_end(access: RecordAccess) -> datetime:
    moment = clock.now()
    return max(
        (item.ends_at for item in access.facts.emergencies if item.in_force(moment)),
        default=moment,
    )


def _giver(agreement: Agreement, first_name: str) -> str:
    """« de Léa », « de Léa et de sa mère », « de sa mère »: as the banner says it."""
    person = _("d’%(name)s") if first_name[:1].upper() in "AEIOUYÉÈÊH" else _("de %(name)s")
    said = person % {"name": first_name}
    if agreement.representative is None:
        return said
    representative = _("de %(who)s") % {"who": agreement.representative}
    if agreement.giver_kind == "both":
        return _("%(person)s et %(representative)s") % {
            "person": said,
            "representative": representative,
        }
    return representative


def sees_others(decision: Decision) -> bool:
    """Whether the reader sees more than the entries of their own organisation."""
    return decision.scope >= Scope.SHARED


def is_professional(actor: Actor) -> bool:
    return actor.kind is ActorKind.PROFESSIONAL
