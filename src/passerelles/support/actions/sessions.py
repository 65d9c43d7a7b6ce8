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
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import PARTNER_CONTACT
from passerelles.support.models import PartnerContact, PartnerSession


@dataclass(frozen=True, slots=True)
class SessionDraft:
    partner: str
    topic: str
    on: date
    on_working_time: bool = True
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """What one person drew from the session; ``knows_whom`` is said by the person."""

    came: bool
    first_contact: bool = False
    knows_whom: bool = False


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
    """Who came and what came of it; said again, the row is brought up to date."""
    with transaction.atomic():
        session = (
            PartnerSession.objects.select_for_update()
            .filter(pk=session_id, organisation=actor.organisation_id)
            .first()
        )
        if session is None:
            raise Hidden("no such session")
        volet = Volet.SENSITIVE if session.sensitive else Volet.BARRIERS
        require_write(actor, person_id, volet)
        if session.on > clock.today():
            raise Refusal("Cette intervention n’a pas encore eu lieu.", "Revenez après.")
        known = PartnerContact.unscoped.filter(session=session, person_id=person_id).first()
        contact = known or PartnerContact(
            session=session, person_id=person_id, volet=volet, **signature(actor)
        )
        contact.partner, contact.on = session.partner, session.on
        contact.came = said.came
        contact.on_working_time = session.on_working_time if said.came else None
        contact.first_contact = said.came and said.first_contact
        contact.knows_whom = said.knows_whom
        contact.save()
        record(
            PARTNER_CONTACT,
            actor=actor,
            person_id=person_id,
            volets=[volet],
            details={"contact": str(contact.id)},
        )
    return contact


def note_contacts(
    *, actor: Actor, session_id: UUID, said: dict[UUID, ContactSaid]
) -> Collection[PartnerContact]:
    """The whole sheet of a session at once: all of it, or nothing."""
    with transaction.atomic():
        return [
            note_contact(actor=actor, person_id=person_id, session_id=session_id, said=words)
            for person_id, words in said.items()
        ]
