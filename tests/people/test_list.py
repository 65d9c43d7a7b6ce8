"""The list of persons: one's own, found by name, filtered, and nothing of anybody else's."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.pathways.models import Path, Referent
from passerelles.people.actions import add_wish, record_situation
from passerelles.people.actions.situations import StateNoted
from passerelles.people.models import Person
from passerelles.people.rules.situations import SituationKind, SituationState
from passerelles.people.rules.wishes import WishKind
from tests.cast import Cast, make_agreement, make_person, professional

URL = "/personnes/"


def search(client: Client, text: str) -> str:
    """The list after looking for a name, as its reader gets it."""
    sent = client.post(URL, {"text": text})
    assert sent.status_code == 302
    assert text not in sent["Location"]
    return client.get(URL).content.decode()


def test_the_list_shows_the_persons_of_my_organisation_and_notes_each(
    cast: Cast, ines: Client
) -> None:
    page = ines.get(URL)
    assert page.status_code == 200
    assert "Léa Marchand" in page.content.decode()
    line = JournalEntry.objects.get(event="sharing:record:listed")
    assert line.person_id == str(cast.lea.id)


def test_a_person_who_agreed_is_in_the_list_of_the_organisation_that_received(
    cast: Cast, as_user: Any
) -> None:
    make_agreement(cast.lea, cast.geiq)
    page = as_user(cast.claire, cast.geiq).get(URL)
    assert "Léa Marchand" in page.content.decode()


def test_an_empty_list_says_what_to_do(cast: Cast, zoe: Client) -> None:
    page = zoe.get(URL).content.decode()
    assert "Vous ne suivez encore personne ici." in page
    assert reverse("people:new") in page
    assert "Léa" not in page


def test_a_name_is_found_whatever_its_accents_case_and_typing_errors(
    cast: Cast, ines: Client
) -> None:
    make_person("Basile", "Tournier", cast.ime)
    for typed in ("lea", "MARCHAND léa", "marchnad", "Lea Marchant"):
        page = search(ines, typed)
        assert "Léa Marchand" in page, typed
        assert "Tournier" not in page, typed


def test_the_name_of_a_stranger_s_person_gives_the_very_page_of_an_absent_name(
    cast: Cast, zoe: Client
) -> None:
    make_person("Anatole", "Vivien", cast.stranger)
    hit, miss = search(zoe, "Léa Marchand"), search(zoe, "Xéa Qarchanq")
    assert masked(hit, "Léa Marchand") == masked(miss, "Xéa Qarchanq")


def masked(page: str, typed: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "CSRF", page)
    return page.replace(typed, "TYPED")


def test_filters_keep_my_referrals_the_steps_to_do_and_the_wishes_to_leave(
    cast: Cast, ines: Client
) -> None:
    other = make_person("Basile", "Tournier", cast.ime)
    path = Path.unscoped.create(
        person=cast.lea, organisation=cast.ime, volet="path", origin=cast.ime, title="Propreté"
    )
    Referent.objects.create(path=path, user=cast.ines, organisation=cast.ime)
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        record_situation(
            actor=actor,
            person_id=cast.lea.id,
            kind=SituationKind.RQTH,
            noted=StateNoted(SituationState.TO_DO, clock.today()),
        )
        add_wish(
            actor=actor,
            person_id=cast.lea.id,
            kind=WishKind.LEAVE_PROTECTED,
            words="Je veux travailler dehors.",
        )
    for query in ("mine=on", "a_faire=on", "depart=on"):
        page = ines.get(f"{URL}?{query}").content.decode()
        assert cast.lea.full_name in page, query
        assert other.full_name not in page, query
    assert "Inès B." in ines.get(URL).content.decode()


def test_a_wish_to_stay_ends_the_wish_to_leave(cast: Cast, ines: Client) -> None:
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        for kind, days in ((WishKind.LEAVE_PROTECTED, 30), (WishKind.STAY_PROTECTED, 2)):
            add_wish(
                actor=actor,
                person_id=cast.lea.id,
                kind=kind,
                words="Ce que j’ai dit.",
                expressed_on=clock.today() - timedelta(days=days),
            )
    assert "Léa" not in ines.get(reverse("people:leaving")).content.decode()


def test_only_who_said_it_is_a_candidate_to_leave(cast: Cast, ines: Client, zoe: Client) -> None:
    make_person("Basile", "Tournier", cast.ime)
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        add_wish(
            actor=actor,
            person_id=cast.lea.id,
            kind=WishKind.LEAVE_PROTECTED,
            words="Je veux un vrai salaire.",
        )
    page = ines.get(reverse("people:leaving")).content.decode()
    assert "Je veux un vrai salaire." in page
    assert "Tournier" not in page
    assert "salaire" not in zoe.get(reverse("people:leaving")).content.decode()


def test_a_long_list_is_cut_in_pages_within_twelve_queries(
    cast: Cast, ines: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_person(f"Prénom{number:02}", "Nombreux", cast.ime)
    ines.get(URL)  # the first page of a session also writes the session's device
    with django_assert_max_num_queries(12):
        page = ines.get(URL)
    assert page.content.decode().count("Nombreux") == 24
    assert "Nombreux" in ines.get(f"{URL}?page=2").content.decode()
    ines.post(URL, {"text": "nombreux"})
    with django_assert_max_num_queries(12):
        ines.get(URL)


def test_a_refused_search_keeps_what_was_typed(cast: Cast, ines: Client) -> None:
    page = ines.post(URL, {"text": "x" * 121})
    assert page.status_code == 422
    assert "x" * 121 in page.content.decode()


def test_a_merged_record_leaves_the_list(cast: Cast, ines: Client) -> None:
    other = make_person("Léa", "Marchant", cast.ime)
    Person.unscoped.filter(pk=other.pk).update(merged_into=cast.lea)
    assert "Marchant" not in ines.get(URL).content.decode()
