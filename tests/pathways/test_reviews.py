"""How a trial went: two voices side by side, none written over, and what goes to progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.urls import reverse

from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.voices import ReviewDraft, say_review
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from passerelles.pathways.models import ProgressPoint, WorkReview, WorkSituation
from passerelles.pathways.rules.voices import (
    ReviewSide,
    Voice,
    conclude,
    is_reviewed,
    missing_voices,
)
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.myspace.own_space import enter
from tests.pathways.scenes import as_tutor, axes, begun, tutor
from tests.pathways.work_scenes import day

AsUser = Callable[..., Client]
PERSON, HOST, SENDER = ReviewSide


def test_both_voices_are_needed_and_never_averaged() -> None:
    liked = Voice("completed", "yes", "continue")
    stops = Voice("partial", "no", "stop")
    assert missing_voices({}) == (PERSON, HOST)
    assert "pas encore donné" in conclude({PERSON: liked}).sentence
    assert missing_voices({PERSON: liked, SENDER: liked}) == (HOST,)
    same = conclude({PERSON: liked, HOST: liked})
    assert same.agreed
    assert "continuer" in same.sentence
    apart = conclude({PERSON: liked, HOST: stops})
    assert not apart.agreed
    assert "à parler ensemble" in apart.sentence
    assert not conclude({PERSON: liked, HOST: Voice("completed")}).agreed


def test_trials_and_assignments_are_reviewed_contracts_are_not() -> None:
    kinds = work_kinds()
    assert all(is_reviewed(kinds[code]) for code in ("trial_bench", "pmsmp", "mad_esat_individual"))
    assert not is_reviewed(kinds["cdi"])


def ines(cast: Cast) -> Actor:
    return professional(cast.ines, cast.ime)


def trial(cast: Cast, *, start: int = -20, end: int = -10, path: bool = True) -> WorkSituation:
    """Léa tried the trade at Netclair."""
    way = begun(cast) if path else None
    return open_work(
        actor=ines(cast),
        person_id=cast.lea.id,
        draft=WorkDraft(
            kind="trial_bench", start=day(start), end=day(end), host=PlaceDraft(cast.company.id)
        ),
        path_id=way.id if way else None,
    )


def says(actor: Actor, situation: WorkSituation, side: ReviewSide, **draft: Any) -> WorkReview:
    draft.setdefault("attendance", "completed")
    with acting_as(actor):
        return say_review(
            actor=actor,
            person_id=situation.person_id,
            situation_id=situation.id,
            side=side,
            draft=ReviewDraft(**draft),
        )


@pytest.mark.django_db
def test_the_tutor_the_person_and_the_structure_each_say_theirs(cast: Cast) -> None:
    situation = trial(cast)
    guest = tutor(cast)
    says(person_actor(cast.lea), situation, PERSON, reached="yes", compatibility="continue")
    first = axes()[0]
    host = says(guest, situation, HOST, compatibility="continue", levels={first.id: 3})
    says(ines(cast), situation, SENDER, expected="découvrir", result="objectif atteint")
    assert {(r.side, r.author_name) for r in WorkReview.unscoped.all()} == {
        ("person", "Léa"),
        ("host", "Sonia T."),
        ("sender", "Inès B."),
    }
    point = ProgressPoint.unscoped.get()
    assert (point.author_name, point.level, point.organisation) == ("Sonia T.", 3, cast.ime)
    assert "Netclair" in point.context or cast.company.name in point.context
    assert point.stage_id == situation.stage_id
    assert host.gathered_from == ""


@pytest.mark.django_db
def test_nobody_writes_over_a_voice_that_spoke_itself(cast: Cast) -> None:
    situation = trial(cast)
    guest = tutor(cast)
    says(person_actor(cast.lea), situation, PERSON)
    said = says(guest, situation, HOST)
    mine = WorkReview.unscoped.get(side="person")
    for side, read in ((PERSON, mine.id), (HOST, said.id)):
        with pytest.raises(Hidden):
            says(ines(cast), situation, side, read=read, reason="je sais mieux")
    with pytest.raises(Hidden):
        says(person_actor(cast.lea), situation, HOST, read=said.id, reason="x")
    with pytest.raises(Hidden):
        says(guest, situation, PERSON, read=mine.id, reason="x")


@pytest.mark.django_db
def test_words_taken_down_say_from_whom_then_the_side_takes_them_over(cast: Cast) -> None:
    situation = trial(cast)
    with pytest.raises(Refusal, match="auprès de qui"):
        says(ines(cast), situation, HOST)
    taken = says(ines(cast), situation, HOST, gathered_from="la cheffe d’équipe")
    own = says(tutor(cast), situation, HOST, read=taken.id, reason="je précise", result="bien")
    assert own.corrects == taken
    with pytest.raises(Hidden):
        says(ines(cast), situation, HOST, read=own.id, reason="x", gathered_from="x")
    hers = says(ines(cast), situation, PERSON)
    assert (hers.by_person, hers.gathered_from, hers.author_name) == (True, "Léa", "Inès B.")


@pytest.mark.django_db
def test_a_voice_changes_by_a_new_version_with_its_reason(cast: Cast) -> None:
    situation = trial(cast)
    lea = person_actor(cast.lea)
    first = says(lea, situation, PERSON, compatibility="continue")
    with pytest.raises(Refusal, match="raison"):
        says(lea, situation, PERSON, compatibility="stop", read=first.id)
    with pytest.raises(Conflict):
        says(lea, situation, PERSON, compatibility="stop", reason="x")
    second = says(lea, situation, PERSON, compatibility="stop", reason="trop loin", read=first.id)
    with pytest.raises(Conflict):
        says(lea, situation, PERSON, reason="deuxième onglet", read=first.id)
    assert second.corrects == first
    for change in (
        lambda: WorkReview.unscoped.filter(pk=first.pk).update(result="effacé"),
        lambda: WorkReview.unscoped.filter(pk=second.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_an_expectation_is_noted_before_and_completed_after(cast: Cast) -> None:
    situation = trial(cast, end=10)
    before = says(ines(cast), situation, SENDER, attendance="", expected="un métier à elle")
    after = says(ines(cast), situation, SENDER, expected="un métier à elle", read=before.id)
    assert after.corrects == before
    with pytest.raises(Refusal, match="rien à enregistrer"):
        says(ines(cast), situation, PERSON, attendance="")
    with pytest.raises(Refusal, match="a eu lieu"):
        says(ines(cast), situation, PERSON, attendance="", reached="yes")


@pytest.mark.django_db
def test_the_work_page_puts_the_voices_side_by_side(cast: Cast, as_user: AsUser) -> None:
    situation = trial(cast)
    client = as_user(cast.ines, cast.ime)
    page = reverse("pathways:work_one", args=[cast.lea.id, situation.id])
    form = reverse("pathways:review_work", args=[cast.lea.id, situation.id, "host"])
    assert client.get(page).status_code == 200
    refused = client.post(form, {"attendance": "completed", "result": "elle apprend vite"})
    assert refused.status_code == 422
    assert "elle apprend vite" in refused.content.decode()
    sent = client.post(
        form,
        {"attendance": "completed", "compatibility": "continue", "gathered_from": "Sonia"},
    )
    assert sent.status_code == 302
    says(person_actor(cast.lea), situation, PERSON, compatibility="stop", reached="partly")
    text = client.get(page).content.decode()
    assert "à parler ensemble" in text
    assert "auprès de : Sonia" in text
    path = client.get(reverse("pathways:path", args=[cast.lea.id])).content.decode()
    assert "Le lieu d’accueil : jusqu’au bout, continuer." in path
    assert client.get(form.replace("host", "personne")).status_code == 404
    conflict = client.post(form, {"attendance": "partial", "gathered_from": "Sonia"})
    assert conflict.status_code == 409


@pytest.mark.django_db
def test_the_tutor_and_the_person_answer_on_their_own_pages(cast: Cast) -> None:
    situation = trial(cast)
    guest = as_tutor(tutor(cast))
    assert (
        "Dire comment cela s’est passé"
        in guest.get(reverse("pathways:guest_home")).content.decode()
    )
    form = reverse("pathways:guest_review", args=[situation.id])
    assert guest.get(form).status_code == 200
    assert guest.post(form, {"attendance": "completed", "reached": "yes"}).status_code == 302
    lea = enter(cast, cast.lea, by="ines")
    mine = lea.get(reverse("myspace:work")).content.decode()
    assert "Je dis comment ça s’est passé" in mine
    own = reverse("pathways:my_review", args=[situation.id])
    assert lea.post(own, {}).status_code == 422
    answers = {"attendance": "completed", "reached": "yes", "compatibility": "continue"}
    assert lea.post(own, answers).status_code == 302
    assert WorkReview.unscoped.filter(author_kind="person").count() == 1


@pytest.mark.django_db
def test_a_tutor_says_nothing_of_another_place_nor_of_what_is_ahead(cast: Cast) -> None:
    elsewhere = open_work(
        actor=ines(cast),
        person_id=cast.lea.id,
        draft=WorkDraft(kind="visit", start=day(-3), end=day(-3), host=PlaceDraft(name="Autre")),
    )
    ahead = trial(cast, start=3, end=9, path=False)
    client = as_tutor(tutor(cast))
    for situation in (elsewhere, ahead):
        assert client.get(reverse("pathways:guest_review", args=[situation.id])).status_code == 404
    assert (
        "Autre"
        not in client.get(reverse("pathways:guest_home"))
        .content.decode()
        .split("Chez vous")[-1][:200]
    )


@pytest.mark.django_db
def test_a_reader_of_the_path_without_progress_reads_no_voice(cast: Cast, as_user: AsUser) -> None:
    situation = trial(cast)
    says(person_actor(cast.lea), situation, PERSON, result="je veux rester avec Sonia")
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    client = as_user(cast.claire, cast.geiq)
    page = client.get(reverse("pathways:work_one", args=[cast.lea.id, situation.id]))
    assert page.status_code == 200
    assert "rester avec Sonia" not in page.content.decode()
    assert (
        client.get(
            reverse("pathways:review_work", args=[cast.lea.id, situation.id, "sender"])
        ).status_code
        == 404
    )
