"""Who signs for, or with, the person: added, and ended, never erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.people import events
from passerelles.people.authorship import authorship
from passerelles.people.models import LegalRepresentative
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class NewRepresentative:
    kind: str
    name: str
    since: date
    until: date | None = None
    link: str = ""
    phone: str = ""
    email: str = ""


@transaction.atomic
def add_representative(
    *, actor: Actor, person_id: UUID, new: NewRepresentative
) -> LegalRepresentative:
    """Note somebody who signs with or for the person, from a day."""
    access = require_write(actor, person_id, Volet.IDENTITY)
    for field in ("name", "link", "phone"):
        refuse_nir(getattr(new, field), field=field)
    if not new.name.strip():
        raise Refusal("Il manque le nom.", "Écrivez qui représente la personne.", field="name")
    _check_period(new.since, new.until)
    representative: LegalRepresentative = LegalRepresentative.unscoped.create(
        person_id=person_id,
        volet=Volet.IDENTITY,
        kind=new.kind,
        name=new.name.strip(),
        link=new.link.strip(),
        phone=new.phone.strip(),
        email=new.email.strip(),
        since=new.since,
        until=new.until,
        **authorship(actor, access.person),
    )
    record(
        events.REPRESENTATIVE_ADDED,
        actor=actor,
        person_id=person_id,
        volets=[Volet.IDENTITY],
        details={"representative": str(representative.id), "kind": new.kind},
    )
    return representative


@transaction.atomic
def end_representative(
    *, actor: Actor, person_id: UUID, representative_id: UUID, until: date
) -> LegalRepresentative:
    """Note the last day of a measure; nobody ends what another organisation wrote."""
    require_write(actor, person_id, Volet.IDENTITY)
    representative: LegalRepresentative | None = (
        LegalRepresentative.unscoped.select_for_update()
        .filter(pk=representative_id, person_id=person_id, organisation_id=actor.organisation_id)
        .first()
    )
    if representative is None:
        raise Hidden("no such representative of ours")
    _check_period(representative.since, until)
    representative.until = until
    representative.save(update_fields=["until"])
    record(
        events.REPRESENTATIVE_ENDED,
        actor=actor,
        person_id=person_id,
        volets=[Volet.IDENTITY],
        details={"representative": str(representative.id)},
    )
    return representative


def _check_period(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refusal("La fin précède le début.", "Vérifiez les deux dates.", field="until")
