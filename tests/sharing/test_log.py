"""The person's log: plain words, one person, organisations by the name the person may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from passerelles.journal.queries import about
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.sharing.actions import (
    GiverNamed,
    WithWitness,
    create_guest_link,
    give_agreement,
    open_guest_link,
)
from passerelles.sharing.policy import open_record
from passerelles.sharing.queries import LogRow, person_log
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Purpose, Volet
from passerelles.web import french
from tests.cast import Cast, make_agreement, make_person, person_actor, professional
from tests.sharing.scenes import adult, terms_for


def rows(actor: Actor) -> list[LogRow]:
    return [row for day in person_log(actor) for row in day.rows]


def test_a_read_says_which_organisation_what_and_why(cast: Cast) -> None:
    agreement = make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    open_record(professional(cast.claire, cast.geiq), cast.lea.id)
    open_record(professional(cast.ines, cast.ime), cast.lea.id, volets=[Volet.IDENTITY])
    ime, geiq = rows(person_actor(cast.lea))
    assert (geiq.who, geiq.role) == ("GEIQ Propreté du Val", "accompagne le parcours")
    assert geiq.what == "a lu : Qui je suis, Mon parcours"
    day = f"{french.local(agreement.valid_from):%d/%m/%Y}"
    assert geiq.why == f"accord du {day} : suivre le parcours ensemble"
    assert (ime.who, ime.why) == ("IME Les Tilleuls", "cette structure vous accompagne")
    assert "Claire" not in str(geiq)


NOON = clock.now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=2)


def test_the_same_read_twice_a_day_is_one_row_and_days_are_apart(cast: Cast) -> None:
    ines = professional(cast.ines, cast.ime)
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        open_record(ines, cast.lea.id, volets=[Volet.IDENTITY])
    for minutes in (0, 5, 10):
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            open_record(ines, cast.lea.id, volets=[Volet.IDENTITY])
    today, yesterday = person_log(person_actor(cast.lea))
    assert today.day - yesterday.day == timedelta(days=1)
    assert [row.times for row in today.rows] == [3]
    assert [row.times for row in yesterday.rows] == [1]


def test_a_page_and_its_picture_are_one_look_and_two_lines(cast: Cast) -> None:
    ines = professional(cast.ines, cast.ime)
    with time_machine.travel(NOON, tick=False):
        open_record(ines, cast.lea.id, volets=[Volet.IDENTITY, Volet.PROGRESS])
    with time_machine.travel(NOON + timedelta(seconds=59), tick=False):
        open_record(ines, cast.lea.id, volets=[Volet.PROGRESS])
    assert [row.times for row in rows(person_actor(cast.lea))] == [1]
    assert about(cast.lea.id).count() == 2
    with time_machine.travel(NOON + timedelta(seconds=60), tick=False):
        open_record(ines, cast.lea.id, volets=[Volet.IDENTITY, Volet.PROGRESS])
    assert [row.times for row in rows(person_actor(cast.lea))] == [2]


def test_what_more_is_opened_within_the_minute_is_told(cast: Cast) -> None:
    ines = professional(cast.ines, cast.ime)
    with time_machine.travel(NOON, tick=False):
        open_record(ines, cast.lea.id, volets=[Volet.IDENTITY])
        open_record(ines, cast.lea.id, volets=[Volet.IDENTITY, Volet.PATH])
    assert len(rows(person_actor(cast.lea))) == 2


def test_two_colleagues_within_the_minute_are_two_looks(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        for user in (cast.ines, cast.karim):
            open_record(professional(user, cast.ime), cast.lea.id, volets=[Volet.IDENTITY])
    assert [row.times for row in rows(person_actor(cast.lea))] == [2]


def test_a_list_of_several_persons_is_one_row_in_each_log(cast: Cast) -> None:
    other = make_person("Noé", "Autre", cast.ime)
    note_listing(professional(cast.ines, cast.ime), [cast.lea.id, other.id])
    assert len(rows(person_actor(cast.lea))) == len(rows(person_actor(other))) == 1
    assert "Noé" not in str(rows(person_actor(cast.lea)))


def test_a_sensitive_service_appears_under_its_neutral_label(cast: Cast) -> None:
    cast.cfa.name, cast.cfa.sensitive = "CSAPA du Val", True
    cast.cfa.save()
    make_agreement(cast.lea, cast.cfa, Volet.IDENTITY)
    open_record(professional(cast.paul, cast.cfa), cast.lea.id)
    (line,) = rows(person_actor(cast.lea))
    assert line.who == "service partenaire"


def test_agreements_and_tutors_are_told_without_codes_or_names(cast: Cast) -> None:
    david = adult(cast)
    ines = professional(cast.ines, cast.ime)
    agreement = give_agreement(
        actor=ines,
        person_id=david.id,
        terms=terms_for(cast, purpose=Purpose.PLACEMENT, receiver_id=cast.company.id),
        giver=GiverNamed(),
        proof=WithWitness("Bruno Roche"),
    )
    given = create_guest_link(
        actor=ines, agreement_id=agreement.id, holder_name="Sonia Tutrice", until=clock.today()
    )
    assert open_guest_link(actor=ines, token=given.token, code=given.code)
    told = {(row.who, row.what) for row in rows(person_actor(david))}
    assert ("IME Les Tilleuls", "a noté votre accord de partage : Netclair") in told
    assert ("Netclair", "accompagne maintenant votre parcours") in told
    assert ("Netclair", "a ouvert sa page de tuteur") in told
    assert "Sonia" not in str(told)
    assert "Bruno" not in str(told)


def test_nobody_reads_another_s_log(cast: Cast) -> None:
    other = make_person("Noé", "Autre", cast.ime)
    with pytest.raises(Hidden):
        person_log(person_actor(cast.lea), other.id)
    with pytest.raises(Hidden):
        person_log(Actor(kind=ActorKind.ANONYMOUS))


def test_a_long_log_costs_a_bounded_number_of_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    ines = professional(cast.ines, cast.ime)
    for _ in range(30):
        open_record(ines, cast.lea.id)
    with django_assert_max_num_queries(6):
        person_log(person_actor(cast.lea))
