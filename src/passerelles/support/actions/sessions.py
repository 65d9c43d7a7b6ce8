"""A partner comes, who came, and who now knows whom to contact."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import PARTNER_CONTACT
from passerelles.support.models import PartnerContact, PartnerSession

SAID_MEANWHILE = (
    "Quelqu’un a rempli cette feuille pendant que vous écriviez.",
    "Relisez ce qui est noté, puis complétez.",
)


@dataclass(frozen=True, slots=True)
class SessionDraft:
    partner: str
    topic: str
    on: date
    on_working_time: bool = True
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """What one person drew from the session; ``knows_whom`` is said by the person.

    ``read``: the answer that was on screen, ``None`` when there was none yet.
    """

    came: bool
    first_contact: bool = False
    knows_whom: bool = False
    read: UUID | None = None


def plan_session(*, actor: Actor, draft: SessionDraft) -> PartnerSession:
    """A partner's session in the place; it is about nobody in particular."""
    if actor.organisation_id is None or not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("accompanies nobody")
    refuse_nir_in(partner=draft.partner, topic=draft.topic)
    if not draft.partner.strip():
        raise Refusal("Il manque le partenaire.", "Écrivez son nom.", field="partner")
    session: PartnerSession = PartnerSession.objects.create(
        organisation_id=actor.organisation_id,
        partner=draft.partner.strip(),
        topic=draft.topic.strip(),
        on=draft.on,
        on_working_time=draft.on_working_time,
        sensitive=draft.sensitive,
        author_id=actor.user_id,
    )
    return session


def note_contact(
    *, actor: Actor, person_id: UUID, session_id: UUID, said: ContactSaid
) -> PartnerContact:
    """Who came and what came of it; said again, it is a new row that corrects the former."""
    with transaction.atomic():
        session = _held(actor, session_id)
        volet = Volet.SENSITIVE if session.sensitive else Volet.BARRIERS
        require_write(actor, person_id, volet)
        if session.on > clock.today():
            raise Refusal("Cette intervention n’a pas encore eu lieu.", "Revenez après.")
        known = _known(session, person_id)
        if (known.id if known else None) != said.read:
            raise Conflict(*SAID_MEANWHILE)
        contact: PartnerContact = PartnerContact.unscoped.create(
            session=session,
            person_id=person_id,
            volet=volet,
            partner=session.partner,
            on=session.on,
            came=said.came,
            on_working_time=session.on_working_time if said.came else None,
            first_contact=said.came and said.first_contact,
            knows_whom=said.knows_whom,
            corrects=known,
            **signature(actor),
        )
        session.attended = _somebody_came(session)
        session.save(update_fields=["attended"])
        record(
            PARTNER_CONTACT,
            actor=actor,
            person_id=person_id,
            volets=[volet],
            details={"contact": str(contact.id)},
        )
    return contact


def _held(actor: Actor, session_id: UUID) -> PartnerSession:
    """A session of the place that took place, its row locked: two sheets write one after another."""
    session: PartnerSession | None = (
        PartnerSession.objects.select_for_update()
        .filter(pk=session_id, organisation=actor.organisation_id)
        .first()
    )
    if session is None:
        raise Hidden("no such session")
    if session.cancelled_on is not None:
        raise Conflict("Cette intervention n’a pas eu lieu.", "Notez-en une autre.")
    return session


def _known(session: PartnerSession, person_id: UUID) -> PartnerContact | None:
    rows = PartnerContact.unscoped.filter(session=session, person_id=person_id, corrected_by=None)
    found: PartnerContact | None = rows.order_by("-recorded_at").first()
    return found


def _somebody_came(session: PartnerSession) -> bool:
    rows = PartnerContact.unscoped.filter(session=session, came=True, corrected_by=None)
    return bool(rows.exists())


def cancel_session(*, actor: Actor, session_id: UUID, reason: str) -> PartnerSession:
    """It did not take place: said with why, unless somebody was noted there."""
    if actor.organisation_id is None or not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("accompanies nobody")
    refuse_nir_in(reason=reason)
    if not reason.strip():
        raise Refusal("Il manque la raison.", "Écrivez-la en quelques mots.", "reason")
    with transaction.atomic():
        session = _held(actor, session_id)
        if session.attended:
            raise Refusal(
                "Quelqu’un est noté présent : l’intervention a eu lieu.",
                "Corrigez d’abord la feuille.",
            )
        session.cancelled_on, session.cancel_reason = clock.today(), reason.strip()
        session.save(update_fields=["cancelled_on", "cancel_reason"])
    return session


def note_contacts(
    *, actor: Actor, session_id: UUID, said: dict[UUID, ContactSaid]
) -> Collection[PartnerContact]:
    """The whole sheet of a session at once: all of it, or nothing."""
    with transaction.atomic():
        return [
            note_contact(actor=actor, person_id=person_id, session_id=session_id, said=words)
            for person_id, words in said.items()
        ]
