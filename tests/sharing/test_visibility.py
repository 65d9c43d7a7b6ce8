"""The queryset says exactly what the decision says, on random histories in the database."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind, NoActorInScope, acting_as
from passerelles.pathways.models import Note
from passerelles.people.models import Person
from passerelles.sharing.models import (
    Agreement,
    AgreementVolet,
    EmergencyAccess,
    GuestLink,
    Party,
)
from passerelles.sharing.policy import facts
from passerelles.sharing.rules.decision import decide
from passerelles.sharing.rules.volets import Verb, Volet
from passerelles.sharing.visibility import entries_visible, persons_visible, persons_writable
from tests.cast import Cast, make_organisation, make_user
from tests.sharing.histories import History

HISTORIES = 120


def _store(history: History, cast: Cast) -> Person:
    person = Person.unscoped.create(
        id=history.person_id, first_name="P", last_name="Q", created_for=cast.ime
    )
    known = history.facts
    Party.objects.bulk_create(
        Party(
            person=person,
            organisation_id=p.organisation_id,
            role="partner",
            basis=p.basis.value,
            since=p.since,
            until=p.until,
        )
        for p in known.parties
    )
    for item in known.agreements:
        Agreement.objects.create(
            id=item.id,
            person=person,
            receiver_id=item.receiver_id,
            giver_kind="person",
            purpose=item.purpose.value,
            valid_from=item.valid_from,
            valid_until=item.valid_until,
            withdrawn_at=item.withdrawn_at,
            collection="paper",
            proof_reference="papier",
            notice_version="essai",
        )
        AgreementVolet.objects.bulk_create(
            AgreementVolet(agreement_id=item.id, volet=volet.value) for volet in item.volets
        )
    for number, link in enumerate(known.guest_links):
        GuestLink.objects.create(
            id=link.id,
            agreement_id=link.agreement_id,
            holder_name="Tuteur",
            token_hash=f"{link.id.hex}{number}",
            code_hash="x",
            valid_from=link.valid_from,
            valid_until=link.valid_until,
            revoked_at=link.revoked_at,
            created_by=cast.ines,
            created_for=cast.ime,
        )
    EmergencyAccess.objects.bulk_create(
        EmergencyAccess(
            person=person,
            user_id=e.user_id,
            organisation_id=e.organisation_id,
            reason="urgence d’essai",
            started_at=e.started_at,
            ends_at=e.ends_at,
        )
        for e in known.emergencies
    )
    return person


def _write_notes(person: Person, organisations: list) -> None:
    """In every volet: for each organisation a shared and a team note, and one by the person."""
    notes = []
    for volet in Volet:
        for organisation in organisations:
            for shared in (True, False):
                notes.append(
                    Note(
                        person=person,
                        organisation=organisation,
                        volet=volet,
                        shared=shared,
                        text="n",
                    )
                )
        notes.append(
            Note(person=person, organisation=None, author_kind="person", volet=volet, text="n")
        )
    Note.unscoped.bulk_create(notes)


def test_visible_to_equals_decide_on_random_histories(cast: Cast) -> None:
    rng = random.Random(20261122)
    organisations = [make_organisation(f"O{n}", "esat") for n in range(2)]
    users = [make_user(f"U{n}", "Essai", None) for n in range(2)]
    for _ in range(HISTORIES):
        history = History(rng, [o.id for o in organisations], [u.id for u in users])
        person = _store(history, cast)
        _write_notes(person, organisations)
        known = facts(person.id)
        notes = list(Note.unscoped.filter(person=person))
        for actor in history.actors():
            for verb in Verb:
                _compare(actor, verb, known, notes, person, history.moment())


def _compare(
    actor: Actor, verb: Verb, known: object, notes: list[Note], person: Person, at: datetime
) -> None:
    answers = {v: decide(actor, verb, known, v, at) for v in Volet}  # type: ignore[arg-type]
    expected = {
        note.id
        for note in notes
        if answers[Volet(note.volet)].reaches(
            own=note.organisation_id is not None and note.organisation_id == actor.organisation_id,
            shared=note.shared,
        )
    }
    found = set(
        Note.unscoped.filter(person=person)
        .filter(entries_visible(actor, at, verb=verb))
        .values_list("id", flat=True)
    )
    assert found == expected
    if verb is Verb.READ:
        seen = Person.unscoped.filter(pk=person.pk).filter(persons_visible(actor, at)).exists()
        assert seen is answers[Volet.IDENTITY].allowed
    if verb is Verb.WRITE and actor.kind is ActorKind.PROFESSIONAL:
        for volet, answer in answers.items():
            rows = Person.unscoped.filter(pk=person.pk)
            writable = rows.filter(persons_writable(actor, volet, at)).exists()
            assert writable is answer.allowed, volet


def test_no_actor_in_scope_is_an_error_before_any_query(
    cast: Cast, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        with pytest.raises(NoActorInScope):
            list(Note.objects.all())
        with pytest.raises(NoActorInScope):
            list(Person.objects.all())
        with pytest.raises(NoActorInScope):
            list(cast.lea.note_set.all())


def test_nobody_in_particular_sees_nothing(cast: Cast) -> None:
    _write_notes(cast.lea, [cast.ime])
    with acting_as(ANONYMOUS):
        assert not Note.objects.exists()
        assert not Person.objects.exists()
    with acting_as(Actor(kind=ActorKind.PROFESSIONAL, user_id=cast.ines.id)):
        assert not Note.objects.exists()
        assert not Person.objects.exists()


def test_a_right_is_never_remembered_beyond_one_query(cast: Cast) -> None:
    from tests.cast import make_agreement, professional

    agreement = make_agreement(cast.lea, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire):
        assert Person.objects.filter(pk=cast.lea.pk).exists()
        Agreement.objects.filter(pk=agreement.pk).update(
            withdrawn_at=agreement.valid_from + timedelta(seconds=1)
        )
        assert not Person.objects.filter(pk=cast.lea.pk).exists()
