"""Bodies of a project: opened, filled seat by seat, met, heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.cooperation import events
from passerelles.cooperation.actions.projects import same_version
from passerelles.cooperation.models import Body, BodyMeeting, BodySeat, Decision, Opinion
from passerelles.cooperation.policy import get_editable, get_editable_body
from passerelles.cooperation.queries.bodies import seats_of_users
from passerelles.cooperation.rules.bodies import (
    BodyKind,
    OpinionSense,
    SeatStatus,
    why_no_opinion,
)
from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.kernel.text import fold


@dataclass(frozen=True, slots=True)
class SeatWords:
    """A function, never a name."""

    function: str
    status: SeatStatus
    people: int = 1
    partner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeetingWords:
    planned_on: date
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said; ``users_present`` is None when nobody counted."""

    held_on: date
    text: str
    plain: str = ""
    users_present: int | None = None


@transaction.atomic
def create_body(*, actor: Actor, project_id: UUID, kind: BodyKind, name: str) -> Body:
    project = get_editable(actor, project_id)
    said = " ".join(refuse_nir(name, field="name").split())
    if fold(said) in {fold(body.name) for body in project.bodies.all()}:
        raise Refusal(
            _("Ce projet a déjà une instance de ce nom."), _("Donnez-lui un autre nom."), "name"
        )
    body = Body.objects.create(project=project, kind=kind.value, name=said)
    details = {"project": str(project.pk), "body": str(body.pk), "kind": body.kind}
    record(events.BODY_CREATED, actor=actor, details=details)
    return body


@transaction.atomic
def add_seat(*, actor: Actor, body_id: UUID, words: SeatWords) -> BodySeat:
    body = get_editable_body(actor, body_id)
    partner = None
    if words.partner_id is not None:
        partner = body.project.partners.filter(pk=words.partner_id).first()
        if partner is None:
            raise Hidden("partenaire d’un autre projet")
    seat = BodySeat.objects.create(
        body=body,
        function=" ".join(refuse_nir(words.function, field="function").split()),
        partner=partner,
        status=words.status.value,
        people=words.people,
    )
    details = {"body": str(body.pk), "seat": str(seat.pk)}
    record(events.SEAT_ADDED, actor=actor, details=details)
    return seat


@transaction.atomic
def remove_seat(*, actor: Actor, body_id: UUID, seat_id: UUID) -> None:
    body = get_editable_body(actor, body_id)
    seat = body.seats.select_for_update(of=("self",)).filter(pk=seat_id).first()
    if seat is None:
        raise Hidden("siège d’une autre instance, ou déjà retiré")
    details = {"body": str(body.pk), "seat": str(seat.pk)}
    record(events.SEAT_REMOVED, actor=actor, details=details)
    seat.delete()


@transaction.atomic
def plan_meeting(*, actor: Actor, body_id: UUID, words: MeetingWords) -> BodyMeeting:
    body = get_editable_body(actor, body_id)
    meeting = BodyMeeting.objects.create(
        body=body,
        planned_on=words.planned_on,
        place=refuse_nir(words.place, field="place").strip(),
        agenda=refuse_nir(words.agenda, field="agenda").strip(),
    )
    return _recorded(actor, meeting)


@transaction.atomic
def write_minutes(
    *, actor: Actor, body_id: UUID, meeting_id: UUID, version: int, minutes: Minutes
) -> BodyMeeting:
    """Minutes of a meeting that took place; those of a council of users are also told plainly."""
    body = get_editable_body(actor, body_id)
    meeting = _meeting(body, meeting_id, lock=True)
    same_version(meeting.version, version)
    if minutes.held_on > clock.today():
        raise Refusal(
            _("Cette date n’est pas encore passée."),
            _("Une réunion se raconte une fois qu’elle a eu lieu."),
            field="held_on",
        )
    plain = refuse_nir(minutes.plain, field="plain").strip()
    if body.advises_for_users and not plain:
        raise Refusal(
            _("Il manque le résumé en mots simples."),
            _("Écrivez-le : les usagers le lisent, ou on le leur lit."),
            field="plain",
        )
    meeting.held_on = minutes.held_on
    meeting.minutes = refuse_nir(minutes.text, field="minutes").strip()
    meeting.plain = plain
    meeting.users_present = minutes.users_present
    meeting.version += 1
    meeting.save()
    return _recorded(actor, meeting)


@transaction.atomic
def take_decision(
    *, actor: Actor, body_id: UUID, meeting_id: UUID, words: str, plain: str
) -> Decision:
    """A council of users advises: what it says of a decision is an opinion, noted as such."""
    body = get_editable_body(actor, body_id)
    meeting = _meeting(body, meeting_id)
    if body.advises_for_users:
        raise Refusal(
            _("Ce conseil donne des avis, il ne décide pas."),
            _("Notez la décision à l’instance qui l’a prise, puis l’avis ici."),
        )
    if meeting.held_on is None:
        raise Refusal(
            _("Cette réunion n’a pas encore eu lieu."), _("Écrivez d’abord son compte rendu.")
        )
    decision = Decision.objects.create(
        meeting=meeting,
        words=refuse_nir(words, field="words").strip(),
        plain=refuse_nir(plain, field="plain").strip(),
    )
    details = {"meeting": str(meeting.pk), "decision": str(decision.pk)}
    record(events.DECISION_TAKEN, actor=actor, details=details)
    return decision


@transaction.atomic
def give_opinion(
    *,
    actor: Actor,
    body_id: UUID,
    meeting_id: UUID,
    decision_id: UUID,
    sense: OpinionSense,
    words: str,
) -> Opinion:
    """The opinion of the users on a decision of the same project, given at their council."""
    body = get_editable_body(actor, body_id)
    meeting = _meeting(body, meeting_id, lock=True)
    decision = Decision.objects.filter(
        pk=decision_id, meeting__body__project=body.project_id
    ).first()
    if decision is None:
        raise Hidden("décision d’un autre projet")
    if meeting.held_on is None:
        raise Refusal(_("Cette réunion n’a pas encore eu lieu."), _("Écrivez son compte rendu."))
    seats = seats_of_users(body)
    if reason := why_no_opinion(BodyKind(body.kind), seats, meeting.users_present):
        raise Refusal(reason, _("Complétez les sièges ou le compte rendu, puis recommencez."))
    said = refuse_nir(words, field="words").strip()
    if sense in {OpinionSense.RESERVED, OpinionSense.UNFAVOURABLE} and not said:
        raise Refusal(
            _("Il manque ce que disent les usagers."), _("Écrivez-le avec leurs mots."), "words"
        )
    if meeting.opinions.filter(decision=decision).exists():
        raise Refusal(
            _("Le conseil a déjà donné cet avis à cette réunion."),
            _("Un nouvel avis se donne à une autre réunion."),
            field="meeting",
        )
    opinion = Opinion.objects.create(
        decision=decision, meeting=meeting, sense=sense.value, words=said
    )
    details = {"decision": str(decision.pk), "meeting": str(meeting.pk), "sense": opinion.sense}
    record(events.OPINION_GIVEN, actor=actor, details=details)
    return opinion


def _meeting(body: Body, meeting_id: UUID, *, lock: bool = False) -> BodyMeeting:
    rows = BodyMeeting.objects.filter(body=body)
    if lock:
        rows = rows.select_for_update(of=("self",))
    meeting = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise Hidden("réunion d’une autre instance")
    return meeting


def _recorded(actor: Actor, meeting: BodyMeeting) -> BodyMeeting:
    details = {"body": str(meeting.body_id), "meeting": str(meeting.pk)}
    record(events.MEETING_SAVED, actor=actor, details=details)
    return meeting
