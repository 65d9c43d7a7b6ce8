"""Opening a record: look-alikes of one's own, the same answer for the rest."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.people.models import Person
from passerelles.people.rules import limits
from passerelles.people.tasks import seek_holders
from passerelles.sharing.models import AccessRequest, Party
from tests.cast import Cast, make_person

NEW = "/personnes/nouvelle/"


def test_a_record_is_opened_with_its_party_and_its_line(
    cast: Cast, ines: Client, identity: dict[str, Any], val_sur_lune: Any
) -> None:
    answer = ines.post(NEW, {**identity, "commune": "98100"})
    person = Person.unscoped.get(last_name="Lecomte")
    assert answer["Location"] == reverse("people:created", args=[person.id])
    assert person.commune == val_sur_lune
    party = Party.objects.get(person=person)
    assert (party.organisation, party.role, party.basis) == (cast.ime, "origin", "mission")
    events = set(
        JournalEntry.objects.filter(person_id=str(person.id)).values_list("event", flat=True)
    )
    assert {"people:person:created", "sharing:party:joined"} <= events
    page = ines.get(answer["Location"]).content.decode()
    assert "Si un dossier existe déjà ailleurs" in page


def test_a_minor_s_record_asks_who_signs(
    cast: Cast, ines: Client, identity: dict[str, Any]
) -> None:
    answer = ines.post(NEW, {**identity, "birth_date_year": "2010"}, follow=True)
    assert "Dire qui signe avec elle" in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first_name": ""}, "Remplissez cette case"),
        ({"phone": ""}, "Dites comment joindre la personne."),
        ({"no_contact": "on"}, "mais un contact est écrit"),
        ({"birth_date_year": "2040"}, "avenir"),
        ({"safe_contact": "1 84 12 76 451 089 46"}, "sécurité sociale"),
        ({"commune": "Introuvable-les-Eaux"}, "Aucune commune"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    cast: Cast, ines: Client, identity: dict[str, Any], change: dict[str, str], said: str
) -> None:
    page = ines.post(NEW, {**identity, **change})
    assert page.status_code == 422
    text = page.content.decode()
    assert said in text
    assert 'value="Lecomte"' in text
    assert not Person.unscoped.filter(last_name="Lecomte").exists()


def test_a_look_alike_of_one_s_own_is_shown_before_anything_is_written(
    cast: Cast, ines: Client, identity: dict[str, Any]
) -> None:
    known = make_person("David", "Lecompte", cast.ime, birth_date="1980-12-04")
    page = ines.post(NEW, identity)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Est-ce la même personne ?" in text
    assert "à une faute de frappe près" in text
    assert reverse("people:identity", args=[known.id]) in text
    assert not Person.unscoped.filter(last_name="Lecomte").exists()
    assert JournalEntry.objects.filter(
        event="sharing:record:listed", person_id=str(known.id)
    ).exists()


def test_somebody_else_is_opened_once_told_apart_with_all_that_was_typed(
    cast: Cast, ines: Client, identity: dict[str, Any]
) -> None:
    known = make_person("David", "Lecompte", cast.ime, birth_date="1980-12-04")
    page = ines.post(NEW, identity).content.decode()
    hidden = dict(_hidden_inputs(page))
    assert hidden["told_apart"] == str(known.id)
    ines.post(NEW, hidden)
    person = Person.unscoped.get(last_name="Lecomte")
    assert str(person.birth_date) == "1980-12-04"
    assert person.phone == "06 01 02 03 04"


def _hidden_inputs(page: str) -> list[tuple[str, str]]:
    import re

    form = page.split('<form method="post" action="/personnes/nouvelle/"')[1]
    return re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)


def test_the_holder_elsewhere_receives_one_mediated_request(
    cast: Cast, zoe: Client, identity: dict[str, Any]
) -> None:
    zoe.post(
        NEW,
        {
            **identity,
            "first_name": "Lea",
            "last_name": "MARCHAND",
            "birth_date_day": "14",
            "birth_date_month": "3",
            "birth_date_year": "2009",
        },
    )
    person = Person.unscoped.get(created_for=cast.stranger)
    assert not AccessRequest.objects.exists(), "nothing before the task runs"
    for _again in range(2):
        seek_holders.call(str(person.id), str(cast.stranger.id))
    request = AccessRequest.objects.get()
    assert (request.holder, request.holder_person) == (cast.ime, cast.lea)
    assert (request.requester, request.requester_person) == (cast.stranger, person)
    line = JournalEntry.objects.get(event="sharing:request:mediated")
    assert (line.person_id, line.organisation_id) == (str(cast.lea.id), str(cast.ime.id))


def test_the_task_asks_nobody_once_the_asker_no_longer_holds_the_record(
    cast: Cast, zoe: Client
) -> None:
    person = make_person("Léa", "Marchand", cast.stranger)
    Party.objects.filter(person=person).delete()
    seek_holders.call(str(person.id), str(cast.stranger.id))
    assert not AccessRequest.objects.exists()


def test_a_homonym_born_another_year_is_nobody_s_request(cast: Cast) -> None:
    person = make_person("Léa", "Marchand", cast.stranger, birth_date="1971-05-02")
    seek_holders.call(str(person.id), str(cast.stranger.id))
    assert not AccessRequest.objects.exists()


def test_records_opened_by_the_dozen_are_refused_and_written_down(
    cast: Cast, ines: Client, identity: dict[str, Any], settings: Any
) -> None:
    settings.PEOPLE_CREATIONS_PER_HOUR = 2
    assert limits.CREATIONS_PER_HOUR > 2
    make_person("Un", "Premier", cast.ime, by=cast.ines)
    page = ines.post(NEW, identity)
    assert page.status_code == 422
    assert "dossiers en une heure" in page.content.decode()
    assert "Lecomte" in page.content.decode()
    line = JournalEntry.objects.get(event="people:person:creation-limited")
    assert line.details == {"count": 2}


def test_a_workshop_supervisor_may_open_but_the_accounts_administrator_may_not(
    cast: Cast, as_user: Any
) -> None:
    assert as_user(cast.bruno, cast.esat).get(NEW).status_code == 200
    from passerelles.organisations.rules.roles import Role
    from tests.cast import make_user

    admin = make_user("Yann", "Kerbrat", cast.esat, Role.ADMIN)
    assert as_user(admin, cast.esat).get(NEW).status_code == 404
