"""Write in the carnet, propose a line, choose what is in it, freeze a version."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from passerelles.documents.rendering import sha256_of
from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.myspace.drawing_carnet import carnet_pdf
from passerelles.myspace.events import (
    CARNET_FROZEN,
    CARNET_PROPOSED,
    CARNET_SETTLED,
    CARNET_WRITTEN,
)
from passerelles.myspace.models import CarnetChoices, CarnetEntry, CarnetVersion
from passerelles.myspace.policy import own_person_id
from passerelles.myspace.queries.carnet import own_carnet
from passerelles.myspace.rules.carnet import MOST_ENTRIES, EntryKind, EntryState, frozen
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


def write_entry(*, actor: Actor, kind: EntryKind, words: str) -> CarnetEntry:
    """The person's own words: in her carnet at once, for no organisation."""
    person_id = own_person_id(actor)
    _check(person_id, words)
    with transaction.atomic():
        entry: CarnetEntry = CarnetEntry.unscoped.create(
            person_id=person_id,
            volet=Volet.SKILLS,
            kind=kind,
            words=words.strip(),
            state=EntryState.KEPT,
            **signature(actor),
        )
        _journal(CARNET_WRITTEN, actor, entry)
    return entry


def propose_entry(*, actor: Actor, person_id: UUID, kind: EntryKind, words: str) -> CarnetEntry:
    """A professional proposes; nothing is in the carnet before she says yes."""
    if actor.kind is not ActorKind.PROFESSIONAL:
        raise Hidden("proposed by professionals")
    with transaction.atomic():
        require_write(actor, person_id, Volet.SKILLS)
        _check(person_id, words)
        entry: CarnetEntry = CarnetEntry.unscoped.create(
            person_id=person_id,
            volet=Volet.SKILLS,
            kind=kind,
            words=words.strip(),
            **signature(actor),
        )
        _journal(CARNET_PROPOSED, actor, entry)
    return entry


def settle_entry(*, actor: Actor, entry_id: UUID, kept: bool) -> None:
    """She keeps what was proposed, or not; answered once."""
    person_id = own_person_id(actor)
    with transaction.atomic():
        mine = CarnetEntry.unscoped.filter(pk=entry_id, person_id=person_id, shared=True)
        entry = mine.first()
        if entry is None:
            raise Hidden("no such entry of the person")
        state = EntryState.KEPT if kept else EntryState.DECLINED
        if mine.filter(state=EntryState.PROPOSED).update(state=state) != 1:
            raise Conflict("Vous avez déjà répondu.", "Regardez votre carnet.")
        _journal(CARNET_SETTLED, actor, entry)


def choose_lines(*, actor: Actor, kept: Iterable[str]) -> None:
    """What stays in; what is not kept is left out, and what comes later is in by default."""
    person_id = own_person_id(actor)
    left_out = sorted(own_carnet(actor).keys - set(kept))
    CarnetChoices.objects.update_or_create(person_id=person_id, defaults={"left_out": left_out})


def freeze_carnet(*, actor: Actor) -> CarnetVersion:
    """A dated version with its hash; the one before stays as it was."""
    person_id = own_person_id(actor)
    with transaction.atomic():
        # Two windows of the same person: one number each.
        person = Person.unscoped.select_for_update(of=("self",)).get(pk=person_id)
        content = frozen(own_carnet(actor).parts)
        if not content:
            raise Refusal("Votre carnet est vide.", "Écrivez une chose que vous savez faire.")
        latest = CarnetVersion.unscoped.filter(person_id=person_id).order_by("-number").first()
        if latest is not None and latest.content == content:
            raise Refusal("Rien n’a changé depuis la dernière version.", "Elle est toujours là.")
        version = CarnetVersion(
            person_id=person_id,
            volet=Volet.SKILLS,
            number=latest.number + 1 if latest else 1,
            content=content,
            recorded_at=clock.now(),
            **signature(actor),
        )
        version.pdf = carnet_pdf(version, person.full_name)
        version.sha256 = sha256_of(version.pdf)
        version.save(force_insert=True)
        record(
            CARNET_FROZEN,
            actor=actor,
            person_id=person_id,
            volets=[Volet.SKILLS],
            details={"version": str(version.id), "number": version.number},
        )
    return version


def _check(person_id: UUID, words: str) -> None:
    refuse_nir_in(words=words)
    if not words.strip():
        raise Refusal("Écrivez quelques mots.", field="words")
    if CarnetEntry.unscoped.filter(person_id=person_id).count() >= MOST_ENTRIES:
        raise Refusal("Le carnet est plein.", "Parlez-en avec la personne qui vous suit.")


def _journal(event: Event, actor: Actor, entry: CarnetEntry) -> None:
    record(
        event,
        actor=actor,
        person_id=entry.person_id,
        volets=[Volet.SKILLS],
        details={"entry": str(entry.id)},
    )
