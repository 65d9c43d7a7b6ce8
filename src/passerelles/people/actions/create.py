"""Opening a record: one's own look-alikes first; what exists elsewhere changes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.people import events
from passerelles.people.models import Person
from passerelles.people.policy import may_create
from passerelles.people.queries import lookalikes
from passerelles.people.rules.identity import check_birth_date, check_contact, check_names
from passerelles.people.rules.limits import CREATION_WINDOW, CREATIONS_PER_HOUR
from passerelles.people.rules.lookalikes import Identity, Likeness
from passerelles.sharing.events import PARTY_JOINED
from passerelles.sharing.models import Party
from passerelles.sharing.models.parties import PartyBasis, PartyRole
from passerelles.territories.models import Commune

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is written of somebody when their record is opened."""

    first_name: str
    last_name: str
    usage_name: str = ""
    birth_date: date | None = None
    commune: Commune | None = None
    phone: str = ""
    email: str = ""
    no_contact: bool = False
    safe_contact: str = ""

    @property
    def identity(self) -> Identity:
        return Identity(self.first_name, self.last_name, self.usage_name, self.birth_date)


class LooksAlike(Refusal):
    """Somebody the organisation already knows looks like this; a person must say who is who."""

    def __init__(self, matches: list[tuple[Person, Likeness]]) -> None:
        super().__init__(
            "Un dossier ressemblant est déjà ouvert.",
            "Dites si c’est la même personne ou quelqu’un d’autre.",
        )
        self.matches = matches


def create_person(*, actor: Actor, new: NewPerson, told_apart: Collection[UUID] = ()) -> Person:
    """Open a record held by the actor's organisation.

    ``told_apart`` names the look-alikes somebody has said are other people; any other raises
    :class:`LooksAlike`.  Whether another organisation holds a record changes nothing here: a
    task, always queued, looks for it afterwards.
    """
    organisation_id = may_create(actor)
    _refuse_burst(actor)
    check_identity(new)
    check_contact(phone=new.phone, email=new.email, no_contact=new.no_contact)
    with transaction.atomic():
        alike = [(person, why) for person, why in lookalikes(new.identity)]
        if any(person.id not in told_apart for person, _why in alike):
            raise LooksAlike(alike)
        return open_new_record(actor=actor, new=new, organisation_id=organisation_id)


def open_new_record(
    *, actor: Actor, new: NewPerson, organisation_id: UUID, imported: bool = False
) -> Person:
    """Write the record, its first party and the search elsewhere; the caller has decided.

    ``imported``: a file opened it, which the hourly limit of an account does not count.
    """
    from passerelles.people.tasks import seek_holders

    person: Person = Person.unscoped.create(
        **_columns(new),
        commune=new.commune,
        created_for_id=organisation_id,
        created_by_id=None if imported else actor.user_id,
    )
    party = Party.objects.create(
        person=person,
        organisation_id=organisation_id,
        role=PartyRole.ORIGIN,
        basis=PartyBasis.MISSION,
    )
    record(events.CREATED, actor=actor, person_id=person.id, organisation_id=organisation_id)
    record(
        PARTY_JOINED,
        actor=actor,
        person_id=person.id,
        organisation_id=organisation_id,
        details={"party": str(party.id), "role": party.role, "basis": party.basis},
    )
    seek_holders.enqueue(str(person.id), str(organisation_id))
    return person


def check_identity(new: NewPerson) -> None:
    """Refuse what an identity must never hold; raised beside the field it concerns."""
    check_names(first_name=new.first_name, last_name=new.last_name)
    check_birth_date(new.birth_date, clock.today())
    for field, value in _columns(new).items():
        if isinstance(value, str):
            refuse_nir(value, field=field)


def _columns(new: NewPerson) -> dict[str, object]:
    return {name: value for name, value in _shallow(new).items() if name != "commune"}


def _shallow(new: NewPerson) -> dict[str, object]:
    return {name: getattr(new, name) for name in new.__dataclass_fields__}


def creations_per_hour() -> int:
    return int(getattr(settings, "PEOPLE_CREATIONS_PER_HOUR", CREATIONS_PER_HOUR))


def _refuse_burst(actor: Actor) -> None:
    """Opening records by the dozen is how one would fish for look-alikes: limited, and written."""
    since = clock.now() - CREATION_WINDOW
    count = Person.unscoped.filter(created_by_id=actor.user_id, created_at__gte=since).count()
    if count < creations_per_hour():
        return
    # Written before the refusal, outside any transaction it would cancel.
    record(events.CREATION_LIMITED, actor=actor, details={"count": count})
    log.warning("too many records opened", user=str(actor.user_id), count=count)
    raise Refusal(
        f"Vous avez ouvert {count} dossiers en une heure.",
        "Attendez un peu, ou demandez une reprise de fichier à votre direction.",
    )
