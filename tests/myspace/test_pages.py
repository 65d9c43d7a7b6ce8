"""The person reads, answers beside, writes: and reaches nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.pathways.models import Answer, Note, ProgressPoint, WellBeing
from passerelles.people.models import Fact, Wish
from tests.cast import Cast, make_person, professional
from tests.myspace.own_space import TEAM_NOTE, Space, enter

PAGES = (
    "home",
    "path",
    "progress",
    "check",
    "wishes",
    "help",
    "mood",
    "proposals",
    "sharing",
    "reads",
    "rights",
    "account",
)


def text(client: Client, name: str, *args: Any, **kwargs: Any) -> str:
    page = client.get(reverse(f"myspace:{name}", args=args, kwargs=kwargs))
    assert page.status_code == 200, (name, page.status_code)
    return str(page.content.decode())


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_leaves_a_read_line_and_costs_few_queries(
    space: Space, name: str, django_assert_max_num_queries: Any
) -> None:
    lines = JournalEntry.objects.filter(
        event="sharing:record:opened", person_id=str(space.david.id)
    )
    before = lines.count()
    with django_assert_max_num_queries(46):
        text(space.client, name)
    assert lines.count() > before
    assert lines.latest("id").actor_kind == "person"


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_opens_the_space(space: Space, cast: Cast, as_user: Any, name: str) -> None:
    url = reverse(f"myspace:{name}")
    assert Client().get(url).url == reverse("myspace:enter")
    assert as_user(cast.mona, cast.esat).get(url).status_code == 404


def test_the_first_page_says_what_comes_next_in_plain_words(space: Space) -> None:
    page = text(space.client, "home")
    assert "Bonjour David" in page
    assert "Vous parlez de votre essai chez Netclair." in page
    assert "Mona P." in page
    assert "Dire non ne change rien à votre accompagnement." in page


def test_the_path_is_said_in_plain_words_without_the_team_s_notes(space: Space) -> None:
    page = text(space.client, "path")
    assert "Un essai au travail" in page
    assert "C’est maintenant" in page
    assert "David aime le travail dehors." in page
    assert TEAM_NOTE not in page


@pytest.mark.parametrize("name", PAGES)
def test_a_team_note_is_on_no_page(space: Space, name: str) -> None:
    assert TEAM_NOTE not in text(space.client, name)


def test_a_team_note_can_neither_be_quoted_nor_answered(space: Space) -> None:
    url = reverse("myspace:answer", args=["note", space.team_note.id, "repondre"])
    assert space.client.get(url).status_code == 404
    assert space.client.post(url, {"text": "Bonjour"}).status_code == 404
    assert not Answer.unscoped.exists()


@pytest.mark.parametrize(("way", "correction"), [("repondre", False), ("corriger", True)])
def test_an_answer_stands_beside_the_entry_which_never_changes(
    space: Space, way: str, correction: bool
) -> None:
    url = reverse("myspace:answer", args=["note", space.note.id, way])
    assert "David aime le travail dehors." in space.client.get(url).content.decode()
    answered = space.client.post(url, {"text": "Je préfère travailler dedans."})
    assert answered.url == reverse("myspace:path")
    assert Note.unscoped.get(pk=space.note.pk).text == "David aime le travail dehors."
    answer = Answer.unscoped.get()
    assert (answer.correction, answer.by_person) == (correction, True)
    page = text(space.client, "path")
    assert "David aime le travail dehors." in page
    assert "Je préfère travailler dedans." in page


def test_every_kind_of_entry_shown_can_be_answered(space: Space) -> None:
    for kind, entry in (
        ("stage", space.stage),
        ("next_step", space.step),
        ("progress", space.point),
        ("fact", Fact.unscoped.get()),
        ("wish", Wish.unscoped.get()),
    ):
        url = reverse("myspace:answer", args=[kind, entry.id, "repondre"])
        assert space.client.get(url).status_code == 200, kind
        assert space.client.post(url, {"text": "D’accord."}).status_code == 302, kind
    assert Answer.unscoped.count() == 5


def test_an_empty_or_forbidden_answer_is_refused_and_kept_on_screen(space: Space) -> None:
    url = reverse("myspace:answer", args=["note", space.note.id, "repondre"])
    assert space.client.post(url, {"text": ""}).status_code == 422
    number = "1 85 05 78 006 084 91"
    page = space.client.post(url, {"text": f"Mon numéro : {number}"})
    assert page.status_code == 422
    assert number in page.content.decode()
    assert not Answer.unscoped.exists()


def test_an_unknown_way_or_kind_of_entry_is_not_found(space: Space) -> None:
    for kind, way in (("note", "effacer"), ("user", "repondre")):
        url = reverse("myspace:answer", args=[kind, space.note.id, way])
        assert space.client.get(url).status_code == 404


def test_another_person_s_entry_is_not_found(space: Space, cast: Cast) -> None:
    lea = enter(cast, cast.lea, by="ines")
    for kind, entry in (("note", space.note), ("stage", space.stage), ("progress", space.point)):
        url = reverse("myspace:answer", args=[kind, entry.id, "repondre"])
        assert lea.get(url).status_code == 404
    for name in PAGES:
        assert "David" not in text(lea, name)


def test_a_person_reaches_no_professional_page(space: Space, cast: Cast) -> None:
    for person in (space.david, cast.lea):
        for name in ("myspace:card", "pathways:synthesis", "people:facts", "sharing:overview"):
            url = reverse(name, kwargs={"person_id": person.id})
            assert space.client.get(url).status_code == 404, name
    for name in ("people:list", "worklist:home"):
        assert space.client.get(reverse(name)).status_code == 404, name


def test_progress_is_said_in_words_and_drawn(space: Space) -> None:
    page = text(space.client, "progress")
    assert "Ça avance" in page
    assert space.point.axis.levels[3] in page
    assert 'role="img"' in page


def test_self_assessment_asks_one_question_a_page_then_checks_then_keeps(space: Space) -> None:
    first = space.client.get(reverse("myspace:question", args=[1]))
    count = first.context["count"]
    for number in range(1, count + 1):
        data = {"unknown": "1"} if number == 2 else {"level": "2"}
        answered = space.client.post(reverse("myspace:question", args=[number]), data)
        assert answered.status_code == 302
    assert answered.url == reverse("myspace:check")
    assert not ProgressPoint.unscoped.filter(author_kind="person").exists()
    assert "Je ne sais pas" in text(space.client, "check")
    kept = space.client.post(reverse("myspace:check"), {"comment": "Le matin surtout"})
    assert kept.url == reverse("myspace:progress")
    mine = ProgressPoint.unscoped.filter(author_kind="person")
    assert mine.count() == count - 1
    assert {point.level for point in mine} == {2}


def test_a_question_without_an_answer_is_asked_again(space: Space) -> None:
    page = space.client.post(reverse("myspace:question", args=[1]), {})
    assert page.status_code == 422
    assert "Choisissez une réponse" in page.content.decode()
    assert space.client.get(reverse("myspace:question", args=[99])).status_code == 404


def test_answering_nothing_writes_nothing_and_blames_nobody(space: Space) -> None:
    space.client.post(reverse("myspace:question", args=[1]), {"unknown": "1"})
    answered = space.client.post(reverse("myspace:check"), {"comment": ""}, follow=True)
    assert "Ce n’est pas grave" in answered.content.decode()
    assert not ProgressPoint.unscoped.filter(author_kind="person").exists()


def test_a_wish_is_added_and_the_former_ones_stay(space: Space) -> None:
    url = reverse("myspace:wishes")
    assert space.client.post(url, {"words": ""}).status_code == 422
    assert space.client.post(url, {"words": "Être cuisinier"}).status_code == 302
    page = text(space.client, "wishes")
    assert "Être cuisinier" in page
    assert "Travailler dehors" in page
    wish = Wish.unscoped.get(words="Être cuisinier")
    assert wish.by_person
    assert wish.said_with == "alone"


def test_what_helps_me_is_told_and_corrected(space: Space) -> None:
    assert "Bus, tram, train" in text(space.client, "help")
    url = reverse("myspace:fact", args=["transport"])
    assert space.client.post(url, {"value": "rocket"}).status_code == 422
    assert space.client.post(url, {"value": "bike"}).status_code == 302
    assert "Vélo" in text(space.client, "help")
    assert Fact.unscoped.filter(kind="transport").count() == 2
    assert space.client.get(reverse("myspace:fact", args=["unknown"])).status_code == 404


def test_how_i_am_is_three_faces_and_a_few_words(space: Space) -> None:
    url = reverse("myspace:mood")
    page = space.client.post(url, {"mood": "", "words": "Trop de bruit"})
    assert page.status_code == 422
    assert "Trop de bruit" in page.content.decode()
    assert space.client.post(url, {"mood": "bad", "words": "Trop de bruit"}).status_code == 302
    said = WellBeing.unscoped.get()
    assert (said.mood, said.by_person) == ("bad", True)
    assert "Trop de bruit" in text(space.client, "mood")


def test_what_the_person_writes_reaches_whoever_follows_them(space: Space, cast: Cast) -> None:
    """The ESAT holds no agreement: without an addressee it would never read the wish."""
    space.client.post(reverse("myspace:wishes"), {"words": "Être cuisinier"})
    wish = Wish.unscoped.get(words="Être cuisinier")
    assert wish.organisation == cast.esat


def test_who_read_is_said_by_day_with_the_reason_and_nobody_else_s_name(
    space: Space, cast: Cast, as_user: Any
) -> None:
    make_person("Sonia", "Petit", cast.esat)
    from passerelles.kernel.actors import acting_as
    from passerelles.sharing.policy import open_record

    actor = professional(cast.claire, cast.geiq)
    with acting_as(actor):
        open_record(actor, space.david.id)
    page = text(space.client, "reads")
    assert "GEIQ Propreté du Val" in page
    assert "a lu" in page
    assert "Pourquoi" in page
    assert "Sonia" not in page
    assert "Claire" not in page


def test_rights_follow_the_status(space: Space, cast: Cast) -> None:
    page = text(space.client, "rights")
    assert "Je peux revenir à l’ESAT" in page
    assert "L344-2-5" in page
    assert "moins de 18 ans" not in page
    assert "C’est d’accord" in page
    lea = text(enter(cast, cast.lea, by="ines"), "rights")
    assert "Je peux revenir à l’ESAT" not in lea
    assert "J’ai moins de 18 ans" in lea


def test_an_account_is_asked_for_beside_the_card(space: Space, mailoutbox: Any) -> None:
    url = reverse("myspace:account")
    assert space.client.post(url, {"email": "pas-une-adresse"}).status_code == 422
    answered = space.client.post(url, {"email": "david@exemple.test"}, follow=True)
    assert "Regardez vos e-mails" in answered.content.decode()
    assert [mail.to for mail in mailoutbox] == [["david@exemple.test"]]
    assert "Roussel" not in mailoutbox[0].subject + mailoutbox[0].body


def test_an_account_of_the_person_opens_the_same_space(space: Space, cast: Cast) -> None:
    from passerelles.accounts.models import User

    user = User.objects.create_user(
        "david@exemple.test", "x" * 14, first_name="David", own_person_id=space.david.id
    )
    client = Client()
    client.force_login(user)
    assert "Bonjour David" in text(client, "home")
    assert TEAM_NOTE not in text(client, "path")
