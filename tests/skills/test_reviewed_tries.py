"""What was tried during a trial, said with its evaluation by each side, without any penalty."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Refusal
from passerelles.myspace.queries.carnet import own_carnet
from passerelles.pathways.models import WorkReview
from passerelles.pathways.rules.voices import ReviewSide
from passerelles.pathways.tried import Tried
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.models import SkillAttempt
from passerelles.skills.rules.workshops import may_validate
from tests.cast import Cast, person_actor
from tests.myspace.own_space import enter
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.pathways.scenes import as_tutor, tutor
from tests.pathways.test_reviews import ines, says, trial

AsUser = Callable[..., Client]
PERSON, HOST, SENDER = ReviewSide
pytestmark = pytest.mark.django_db


def text_of(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_a_skill_is_validated_by_somebody_who_saw_it() -> None:
    assert may_validate(by_person=False)
    assert not may_validate(by_person=True)


def test_each_side_says_what_was_tried_and_signs_it(cast: Cast) -> None:
    situation = trial(cast)
    says(person_actor(cast.lea), situation, PERSON, tried=(Tried("laver les vitres"),))
    says(tutor(cast), situation, HOST, tried=(Tried("doser le produit", "validated"),))
    says(ines(cast), situation, SENDER, tried=(Tried("tenir l’horaire", "with_help"),))
    kept = {row.skill: row for row in SkillAttempt.unscoped.all()}
    assert {(row.author_name, row.result, row.observed_by) for row in kept.values()} == {
        ("Léa", "tried", ""),
        ("Sonia T.", "validated", "le lieu d’accueil"),
        ("Inès B.", "with_help", "la structure qui accompagne"),
    }
    assert {row.situation_id for row in kept.values()} == {situation.id}
    assert {row.on for row in kept.values()} == {situation.end}
    assert kept["laver les vitres"].volet == Volet.SKILLS
    assert kept["doser le produit"].volet == Volet.PROGRESS  # a tutor writes nowhere else


def test_words_taken_down_are_seen_by_whom_they_were_gathered_from(cast: Cast) -> None:
    situation = trial(cast)
    says(
        ines(cast),
        situation,
        HOST,
        gathered_from="la cheffe d’équipe",
        tried=(Tried("doser le produit", "validated"),),
    )
    says(ines(cast), situation, PERSON, tried=(Tried("laver les vitres", "with_help"),))
    seen = {row.skill: (row.observed_by, row.by_person) for row in SkillAttempt.unscoped.all()}
    assert seen == {
        "doser le produit": ("la cheffe d’équipe", False),
        "laver les vitres": ("", True),
    }


@pytest.mark.parametrize(
    ("side", "draft", "words"),
    [
        (PERSON, {"tried": (Tried("laver", "validated"),)}, "une des réponses"),
        (SENDER, {"tried": (Tried("laver", "odd"),)}, "une des réponses"),
        (SENDER, {"tried": (Tried("1 85 05 78 006 084 91"),)}, "sécurité sociale"),
        (SENDER, {"tried": (Tried("laver"),), "attendance": "no_show"}, "pas venue"),
        (SENDER, {"tried": (Tried("laver"),), "attendance": ""}, "si cela a eu lieu"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    cast: Cast, side: ReviewSide, draft: dict[str, Any], words: str
) -> None:
    situation = trial(cast)
    with pytest.raises(Refusal, match=words):
        says(ines(cast), situation, side, **draft)
    assert not SkillAttempt.unscoped.exists()
    assert not WorkReview.unscoped.exists()


def test_a_try_while_it_lasts_is_of_today(cast: Cast) -> None:
    says(ines(cast), trial(cast, end=30), SENDER, tried=(Tried("laver"),))
    assert SkillAttempt.unscoped.get().on == clock.today()


def test_what_was_validated_is_in_the_carnet_and_a_try_is_not(cast: Cast) -> None:
    situation = trial(cast)
    tried = (Tried("doser le produit", "validated"), Tried("vider le chariot", "tried"))
    says(tutor(cast), situation, HOST, tried=tried)
    lea = person_actor(cast.lea)
    with acting_as(lea):
        titles = [line.title for line in own_carnet(lea).lines]
    assert "doser le produit" in titles
    assert "vider le chariot" not in titles


# Pages


def test_the_page_of_the_work_shows_what_was_tried_by_whom(cast: Cast, as_user: AsUser) -> None:
    situation = trial(cast)
    client = as_user(cast.ines, cast.ime)
    url = reverse("pathways:review_work", args=[cast.lea.id, situation.id, "host"])
    assert "Ce qui a été essayé (1)" in text_of(client, url)
    told = {
        "attendance": "completed",
        "gathered_from": "Karim, chef d’équipe",
        "tried_1": "doser le produit",
        "went_1": "with_help",
    }
    wrong = client.post(url, {**told, "went_2": "tried"})
    assert wrong.status_code == 422
    assert "doser le produit" in unescape(wrong.content.decode())
    assert client.post(url, told).status_code == 302
    shown = text_of(client, reverse("pathways:work_one", args=[cast.lea.id, situation.id]))
    assert "doser le produit : <b>réussi avec de l’aide</b>" in shown
    assert "Karim, chef d’équipe" in shown
    practised = text_of(client, reverse("skills:practice", args=[cast.lea.id]))
    assert "doser le produit" in practised


def test_the_tutor_says_what_they_saw_by_the_personal_link(cast: Cast) -> None:
    situation = trial(cast)
    guest = as_tutor(tutor(cast))
    url = reverse("pathways:guest_review", args=[situation.id])
    told = {"attendance": "completed", "tried_1": "doser le produit", "went_1": "validated"}
    assert guest.post(url, told).status_code == 302
    assert SkillAttempt.unscoped.get().author_name == "Sonia T."


def test_the_person_says_what_she_tried_in_plain_words(cast: Cast) -> None:
    situation = trial(cast)
    own = enter(cast, cast.lea, by="ines")
    url = reverse("pathways:my_review", args=[situation.id])
    page = own.get(url).content.decode()
    check_plain(sentences_of(page), url)
    assert "J’ai réussi avec de l’aide" in unescape(page)
    assert "Je sais faire" not in unescape(page)  # somebody else sees that; the carnet says it
    told = {
        "attendance": "completed",
        "reached": "yes",
        "compatibility": "continue",
        "tried_2": "laver les vitres",
        "went_2": "with_help",
    }
    odd = own.post(url, {**told, "tried_2": "", "tried_1": ""})
    assert odd.status_code == 422
    assert 'class="govuk-details" open' in odd.content.decode()
    assert own.post(url, told).status_code == 302
    assert SkillAttempt.unscoped.get().by_person


def test_more_tries_ask_no_more_questions(cast: Cast, as_user: AsUser) -> None:
    situation = trial(cast)
    client = as_user(cast.ines, cast.ime)
    url = reverse("pathways:work_one", args=[cast.lea.id, situation.id])

    def counted() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    said = says(ines(cast), situation, SENDER, tried=(Tried("un"),))
    counted()
    before = counted()
    more = tuple(Tried(skill) for skill in ("deux", "trois", "quatre"))
    says(ines(cast), situation, SENDER, tried=more, read=said.id, reason="Relu.")
    assert counted() <= before + 1  # the version before is read with its reason
