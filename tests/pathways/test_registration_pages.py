"""The registration with France Travail where work and bridges are entered: a reminder, never a block."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.pathways.models import WorkSituation
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement
from tests.myspace.own_space import enter
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.pathways.test_pages import without_token
from tests.pathways.test_work_pages import typed_pmsmp
from tests.pathways.work_scenes import day, holds, path_of, sami, works_at_the_esat

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db

TITLE = "Inscription à France Travail (ex Pôle emploi)"


def _read(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode()).replace("\xa0", " ")


def _card(response: Any) -> str:
    """The checklist of the page, empty when there is none."""
    _before, title, after = _read(response).partition(f">{TITLE}")
    return after.partition("</section>")[0] if title else ""


def _form(person: Person, kind: str = "pmsmp") -> str:
    return reverse("pathways:new_work", args=[person.id, kind])


def _note(person: Person) -> str:
    return reverse("people:situation", args=[person.id, "france_travail"])


@pytest.fixture
def person(cast: Cast) -> Person:
    found = sami(cast)
    works_at_the_esat(cast, found)
    return found


@pytest.mark.parametrize(
    ("state", "said", "asked"),
    [
        ("obtained", "inscrite", "rempli"),
        ("refused", "pas inscrite", "à vérifier avec la personne"),
        ("to_do", "pas inscrite", "à vérifier avec la personne"),
        ("", "on ne sait pas", "à vérifier avec la personne"),
    ],
)
def test_the_form_of_an_immersion_says_the_state_and_what_asks_for_it(
    person: Person, cast: Cast, as_user: AsUser, state: str, said: str, asked: str
) -> None:
    if state:
        holds(person, "france_travail", state)
    card = _card(as_user(cast.mona, cast.esat).get(_form(person)))
    assert f"</span> {said}</strong>" in card
    assert f"</span> {asked}</strong>" in card
    assert "Immersion d’un travailleur d’ESAT" in card
    assert "Inscription à France Travail ou Suivi par Cap emploi" in card
    assert (_note(person) in card) is (state != "obtained")


def test_what_is_known_to_be_missing_warns_and_the_immersion_is_saved_all_the_same(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    for kind in ("france_travail", "cap_emploi"):
        holds(person, kind, "refused")
    client = as_user(cast.mona, cast.esat)
    card = _card(client.get(_form(person)))
    assert "</span> il manque</strong>" in card
    assert "manque l’inscription" in card
    assert "rien n’est bloqué" in card
    make_agreement(person, cast.company)
    sent = typed_pmsmp(cast, day(1), day(20), go="save")
    assert client.post(_form(person), sent).status_code == 302
    assert WorkSituation.unscoped.filter(kind="pmsmp").exists()


def test_another_follow_up_is_enough(person: Person, cast: Cast, as_user: AsUser) -> None:
    holds(person, "france_travail", "refused")
    holds(person, "cap_emploi")
    card = _card(as_user(cast.mona, cast.esat).get(_form(person)))
    assert "</span> rempli</strong> Suivi par Cap emploi" in card


def test_a_right_whose_validity_is_over_is_no_registration(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    holds(person, "france_travail", valid_until=day(-1))
    assert "pas inscrite" in _card(as_user(cast.mona, cast.esat).get(_form(person)))


def test_shared_time_is_told_that_it_helps_and_other_kinds_nothing(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    client = as_user(cast.mona, cast.esat)
    card = _card(client.get(_form(person, "esat_shared_time")))
    assert "Elle n’est pas exigée" in card
    assert "il manque" not in card
    for kind in ("cdi", "visit", "mad_esat_individual"):
        assert _card(client.get(_form(person, kind))) == "", kind


def _pages(person: Person) -> list[str]:
    return [_form(person), reverse("planning:record", args=[person.id])]


def test_who_may_not_read_the_situation_sees_the_same_page_whatever_it_holds(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    client = as_user(cast.claire, cast.geiq)
    before = [without_token(client.get(url)) for url in _pages(person)]
    for kind in ("france_travail", "cap_emploi"):
        holds(person, kind)
    for url, page in zip(_pages(person), before, strict=True):
        response = client.get(url)
        assert without_token(response) == page
        card = _card(response)
        assert "Cette partie du dossier ne vous est pas partagée" in card
        assert _note(person) not in card
        for words in ("inscrite</strong>", "rempli", "il manque", "manque l’inscription"):
            assert words not in card, words


def test_the_page_of_possible_bridges_has_the_checklist(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    client = as_user(cast.mona, cast.esat)
    card = _card(client.get(reverse("planning:record", args=[person.id])))
    assert "on ne sait pas" in card
    assert "Immersion d’un travailleur d’ESAT" in card
    assert "Temps partagé" in card
    assert _note(person) in card


def test_a_step_that_asks_for_it_says_so_before_it_is_chosen(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    path_of(cast, person)
    url = reverse("planning:choose", args=[person.id])
    client = as_user(cast.mona, cast.esat)
    card = _card(client.post(url, {"bridge": "pmsmp_esat_worker"}))
    assert "Immersion d’un travailleur d’ESAT" in card
    assert _card(client.post(url, {"bridge": "esat_assignment"})) == ""


def test_the_state_is_noted_from_there_and_the_reminder_follows(
    person: Person, cast: Cast, as_user: AsUser
) -> None:
    client = as_user(cast.mona, cast.esat)
    [link] = set(re.findall(r'href="([^"]+france_travail/)"', _card(client.get(_form(person)))))
    told = {
        "state": "obtained", "state_on_day": day(-3).day, "state_on_month": day(-3).month,
        "state_on_year": day(-3).year, "version": "0",
    }  # fmt: skip
    version = re.search(r'name="version" value="(-?\d+)"', _read(client.get(link)))
    assert version is not None
    assert client.post(link, {**told, "version": version[1]}).status_code == 302
    assert "</span> inscrite</strong>" in _card(client.get(_form(person)))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("obtained", "Vous êtes sur la liste"),
        ("expired", "Vous n’êtes pas sur la liste"),
        ("", "Nous ne savons pas si vous êtes sur la liste"),
    ],
)
def test_the_person_is_told_it_in_plain_words(
    person: Person, cast: Cast, state: str, said: str
) -> None:
    if state:
        holds(person, "france_travail", state)
    page = enter(cast, person).get(reverse("planning:mine"))
    text = _read(page)
    assert f"{said} de France Travail (ex Pôle emploi)" in text
    assert ("J’en parle à la personne qui m’aide" in text) is (state != "obtained")
    start = text.index(said)
    own_words = text[start : text.index("</section>", start)]
    check_plain(sentences_of(f"<main><p>{own_words}</main>"), "card")
