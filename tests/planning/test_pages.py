"""« Passerelles possibles » in a record and in the person's space."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.pathways.models import Stage
from passerelles.people.models import Situation, Wish
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_person
from tests.myspace.own_space import enter
from tests.pathways.scenes import begun, full_record

AsUser = Callable[..., Client]


def url_of(cast: Cast, page: str = "") -> str:
    return f"/dossier/{cast.lea.id}/passerelles/{page}"


def asked(**changes: str) -> dict[str, str]:
    return {
        "goal": "open_ended_contract",
        "priority": "near",
        "status": "ime",
        "reach_km": "15",
        "hours_min": "",
        "hours_max": "",
        "wishes": "nettoyage",
    } | changes


def test_a_young_person_of_an_ime_sees_several_routes_with_their_picture(
    cast: Cast, as_user: AsUser
) -> None:
    full_record(cast)
    page = as_user(cast.ines, cast.ime).get(url_of(cast)).content.decode()
    assert "Route 1" in page
    assert "Route 2" in page
    assert '<svg class="p-metro__map"' in page
    assert "Passerelles fermées" in page
    assert page.count("Choisir cette étape") >= 2


def test_opening_the_page_is_written_in_the_journal(cast: Cast, as_user: AsUser) -> None:
    before = JournalEntry.objects.filter(person_id=cast.lea.id).count()
    as_user(cast.ines, cast.ime).get(url_of(cast))
    assert JournalEntry.objects.filter(person_id=cast.lea.id).count() > before


@pytest.mark.parametrize("page", ["", "imprimer/"])
def test_a_stranger_gets_the_same_404(cast: Cast, as_user: AsUser, page: str) -> None:
    stranger = as_user(cast.zoe, cast.stranger)
    assert stranger.get(url_of(cast, page)).status_code == 404
    assert stranger.post(url_of(cast, page), asked()).status_code == 404


def test_a_stranger_cannot_choose_a_step(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    answer = as_user(cast.zoe, cast.stranger).post(
        url_of(cast, "choisir/"), {"bridge": "ime_stage", "save": "oui"}
    )
    assert answer.status_code == 404
    assert not Stage.unscoped.exists()


def test_answers_change_the_routes_and_nothing_is_kept(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    client = as_user(cast.ines, cast.ime)
    counts = (Stage.unscoped.count(), Situation.unscoped.count(), Wish.unscoped.count())
    posted = asked(goal="esat", situation_esat_orientation="no", situation_rqth="yes")
    page = client.post(url_of(cast), posted)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'name="situation_rqth"' in text
    assert counts == (Stage.unscoped.count(), Situation.unscoped.count(), Wish.unscoped.count())
    assert "situation_rqth" not in client.get(url_of(cast)).headers.get("Location", "")


def test_hours_upside_down_are_refused_and_what_was_typed_stays(
    cast: Cast, as_user: AsUser
) -> None:
    page = as_user(cast.ines, cast.ime).post(
        url_of(cast), asked(hours_min="30", hours_max="10", wishes="jardin partagé")
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "« Au plus » est plus petit que « au moins »" in text
    assert "jardin partagé" in text


def test_a_reader_without_the_situation_is_told_to_check_with_the_person_whatever_it_holds(
    cast: Cast, as_user: AsUser
) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    begun(cast)
    client = as_user(cast.claire, cast.geiq)
    without = client.post(url_of(cast), asked()).content.decode()
    for kind in ("rqth", "aah", "justice"):
        volet = Volet.SENSITIVE if kind == "justice" else Volet.SITUATION
        Situation.unscoped.create(
            person=cast.lea,
            organisation=cast.ime,
            author=cast.ines,
            kind=kind,
            state="obtained",
            state_on=clock.today(),
            volet=volet,
        )
    held = client.post(url_of(cast), asked()).content.decode()
    assert _without_tokens(held) == _without_tokens(without)
    assert "À vérifier avec la personne" in held


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_what_is_very_personal_is_never_asked_on_screen_to_somebody_it_is_not_shared_with(
    cast: Cast, as_user: AsUser
) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH, Volet.SITUATION)
    begun(cast)
    page = as_user(cast.claire, cast.geiq).post(url_of(cast), asked(status="without_employment"))
    text = page.content.decode()
    for kind, words in SITUATION_TEXTS.items():
        if words.sensitive:
            assert f'name="situation_{kind}"' not in text


def test_choosing_a_step_is_read_again_then_becomes_a_stage_to_prepare(
    cast: Cast, as_user: AsUser
) -> None:
    path = begun(cast)
    client = as_user(cast.ines, cast.ime)
    posted = _first_choice(client.get(url_of(cast)).content.decode())
    page = client.post(url_of(cast, "choisir/"), posted)
    assert page.status_code == 200
    assert not Stage.unscoped.filter(title="Essai choisi").exists()
    saved = client.post(
        url_of(cast, "choisir/"),
        {**posted, "save": "oui", "path": str(path.id), "title": "Essai choisi", "place": ""},
    )
    assert saved.status_code == 302
    stage = Stage.unscoped.get(title="Essai choisi")
    assert stage.state == "planned"
    assert stage.path_id == path.id
    assert stage.organisation_id == cast.ime.id


def _first_choice(page: str) -> dict[str, str]:
    form = page[page.index('name="bridge"') - 30 :]
    values = dict(re.findall(r'name="(bridge|on|places)" value="([^"]*)"', form)[:3])
    assert values["bridge"]
    return values


def test_a_step_without_a_title_is_refused_and_nothing_is_added(
    cast: Cast, as_user: AsUser
) -> None:
    path = begun(cast)
    client = as_user(cast.ines, cast.ime)
    posted = _first_choice(client.get(url_of(cast)).content.decode())
    answer = client.post(
        url_of(cast, "choisir/"),
        {**posted, "save": "oui", "path": str(path.id), "title": "", "description": "À dire à Léa"},
    )
    assert answer.status_code == 422
    assert "À dire à Léa" in answer.content.decode()
    assert not Stage.unscoped.filter(person=cast.lea).exists()


def test_an_unknown_bridge_is_the_same_404(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    answer = as_user(cast.ines, cast.ime).post(url_of(cast, "choisir/"), {"bridge": "nulle-part"})
    assert answer.status_code == 404


def test_the_sheet_for_the_person_is_in_plain_words(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    page = as_user(cast.ines, cast.ime).post(url_of(cast, "imprimer/"), asked()).content.decode()
    assert "où vous pouvez aller" in page
    assert "Chemin 1" in page
    assert "Code du travail" not in page
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert "Je suis" in picture  # where the person stands, in the same words


@pytest.mark.parametrize("facts", [0, 3])
def test_the_page_asks_few_questions_to_the_database(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any, facts: int
) -> None:
    full_record(cast)
    for _ in range(facts):
        full = {"person": cast.lea, "organisation": cast.ime, "author": cast.ines}
        Wish.unscoped.create(kind="job", words="Nettoyer", volet=Volet.PROJECT, **full)
    client = as_user(cast.ines, cast.ime)
    client.get(url_of(cast))
    with django_assert_max_num_queries(45):
        client.get(url_of(cast))


def test_the_person_reads_the_same_in_plain_words_and_chooses(cast: Cast) -> None:
    full_record(cast)
    client = enter(cast, cast.lea, by="ines")
    page = client.get("/mon-espace/passerelles/").content.decode()
    assert "Où je peux aller" in page
    assert "Chemin 1" in page
    assert "L5132" not in page
    bridge = _first_choice(page + 'name="on" value="" name="places" value=""')["bridge"]
    chosen = client.post("/mon-espace/passerelles/choisir/", {"bridge": bridge}, follow=True)
    assert "C’est noté" in chosen.content.decode()
    stage = Stage.unscoped.get(author_kind="person")
    assert stage.organisation_id == cast.ime.id
    assert stage.state == "planned"


def test_what_the_person_chooses_reaches_the_professional_who_follows(
    cast: Cast, as_user: AsUser
) -> None:
    full_record(cast)
    client = enter(cast, cast.lea, by="ines")
    page = client.get("/mon-espace/passerelles/").content.decode()
    bridge = _first_choice(page + 'name="on" value="" name="places" value=""')["bridge"]
    client.post("/mon-espace/passerelles/choisir/", {"bridge": bridge})
    title = Stage.unscoped.get(author_kind="person").title
    path_page = as_user(cast.ines, cast.ime).get(f"/dossier/{cast.lea.id}/parcours/")
    assert title in path_page.content.decode()
    assert "noté par Léa" in path_page.content.decode()


def test_without_a_path_the_choice_of_the_person_is_kept_as_a_wish(cast: Cast) -> None:
    david = make_person("David", "Sorel", cast.esat, by=cast.mona)
    client = enter(cast, david)
    posted = {"goal": "open_ended_contract", "priority": "near", "status": "esat_worker"}
    page = client.post("/mon-espace/passerelles/", posted).content.decode()
    bridge = _first_choice(page + 'name="on" value="" name="places" value=""')["bridge"]
    client.post("/mon-espace/passerelles/choisir/", {"bridge": bridge})
    wish = Wish.unscoped.get(person=david)
    assert wish.author_kind == "person"
    assert not Stage.unscoped.filter(person=david).exists()


def test_where_nobody_said_where_the_person_stands_the_page_asks_it_first(
    cast: Cast, as_user: AsUser
) -> None:
    page = as_user(cast.ines, cast.ime).get(url_of(cast)).content.decode()
    assert "Dites d’abord où en est la personne" in page
    assert 'name="status"' in page


def test_what_is_to_correct_is_said_once_above_and_the_page_does_not_ask_again_the_status(
    cast: Cast, as_user: AsUser
) -> None:
    wrong = asked(hours_min="30", hours_max="10")
    page = as_user(cast.ines, cast.ime).post(url_of(cast), wrong).content.decode()
    assert page.count('class="govuk-error-summary"') == 1
    assert "Corrigez d’abord la réponse signalée" in page
    assert "Dites d’abord où en est la personne" not in page
    mine = enter(cast, cast.lea, by="ines").post(
        "/mon-espace/passerelles/", {"goal": "?", "status": "ime", "priority": "near"}
    )
    assert mine.status_code == 422
    assert mine.content.decode().count('class="govuk-error-summary"') == 1


def test_a_step_the_person_chooses_twice_is_kept_once(cast: Cast) -> None:
    full_record(cast)
    client = enter(cast, cast.lea, by="ines")
    page = client.get("/mon-espace/passerelles/").content.decode()
    bridge = _first_choice(page + 'name="on" value="" name="places" value=""')["bridge"]
    client.post("/mon-espace/passerelles/choisir/", {"bridge": bridge})
    again = client.post("/mon-espace/passerelles/choisir/", {"bridge": bridge}, follow=True)
    assert "C’est déjà noté" in again.content.decode()
    assert Stage.unscoped.filter(author_kind="person").count() == 1


def test_a_step_chosen_twice_without_a_path_is_one_wish_and_no_trade_to_look_for(
    cast: Cast,
) -> None:
    david = make_person("David", "Sorel", cast.esat, by=cast.mona)
    client = enter(cast, david)
    for _ in range(2):
        client.post("/mon-espace/passerelles/choisir/", {"bridge": "return_to_esat"})
    assert Wish.unscoped.filter(person=david).count() == 1
    page = client.get("/mon-espace/passerelles/").content.decode()
    wished = re.search(r'name="wishes"[^>]*', page)
    assert wished is not None
    assert "ESAT" not in wished.group()


def test_the_picture_of_the_person_has_no_word_of_the_trade(cast: Cast) -> None:
    full_record(cast)
    page = enter(cast, cast.lea, by="ines").get("/mon-espace/passerelles/").content.decode()
    picture = page[page.index("<svg") : page.index("</svg>")]
    for word in ("PMSMP", "CDDI", "CDAPH", "Diagnostic"):
        assert word not in picture


def test_the_day_a_bridge_opens_is_said_once(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    page = as_user(cast.ines, cast.ime).post(url_of(cast), asked(status="aci_employee"))
    days = re.findall(r"(à partir du \d\d/\d\d/\d{4}|pas avant \d{4})( \()?", page.content.decode())
    assert days
    assert not any(again for _day, again in days)
