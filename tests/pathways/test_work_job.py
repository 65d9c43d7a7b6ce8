"""The job held and what a trial is for: asked once, read by everybody who reads the work."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Hidden
from passerelles.law.work_kinds import work_kinds
from passerelles.myspace.queries.carnet import own_carnet
from passerelles.pathways.actions.voices import ReviewDraft, say_review
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, correct_work, open_work
from passerelles.pathways.actions.work_papers import prepare_work_paper
from passerelles.pathways.actions.work_stage import LONGEST_TITLE
from passerelles.pathways.models import Stage, WorkSituation
from passerelles.pathways.models.work import JOB_LENGTH
from passerelles.pathways.rules.voices import ReviewSide
from passerelles.pathways.rules.work import asks_job, asks_objective
from tests.cast import Cast, make_agreement, person_actor
from tests.myspace.own_space import enter
from tests.pathways.scenes import as_tutor, tutor
from tests.pathways.test_reviews import trial
from tests.pathways.test_work_pages import boxes, page
from tests.pathways.work_scenes import day, mona, path_of, pmsmp, sami, works_at_the_esat

AsUser = Callable[..., Client]
AIM = "Savoir si le métier me plaît."


def text_of(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_every_kind_has_a_job_but_a_visit_and_a_support_without_work() -> None:
    without = {code for code, kind in work_kinds().items() if not asks_job(kind)}
    assert without == {"visit", "eiti_support"}


def test_every_trial_says_what_it_is_for_and_nothing_else_does() -> None:
    asked = {code for code, kind in work_kinds().items() if asks_objective(kind)}
    assert asked == {"pmsmp", "mispe", "ime_stage", "trial_bench", "visit"}


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["cat", "cddi", "cdi", "mad_esat_individual", "trial_bench"])
def test_the_form_asks_the_job_and_never_insists(cast: Cast, as_user: AsUser, code: str) -> None:
    text = text_of(as_user(cast.mona, cast.esat), page(sami(cast), "new_work", code))
    assert "Métier, poste" in text
    assert ("Objectif" in text) == (code == "trial_bench")


@pytest.mark.django_db
def test_the_job_is_read_on_the_page_the_path_and_the_list(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    path_of(cast, person)
    situation = works_at_the_esat(cast, person, job="ouvrier maraîcher")
    client = as_user(cast.mona, cast.esat)
    told = "Contrat d’accompagnement par le travail, ouvrier maraîcher — ESAT L’Atelier du Pont"
    assert told in text_of(client, page(person, "work"))
    assert "Métier, poste" in text_of(client, page(person, "work_one", situation.id))
    assert told in text_of(client, page(person, "synthesis"))
    assert Stage.unscoped.get().title.endswith(", ouvrier maraîcher")


@pytest.mark.django_db
def test_a_job_noted_later_is_a_correction_and_the_path_reads_it(
    cast: Cast, as_user: AsUser
) -> None:
    person = sami(cast)
    path_of(cast, person)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    url = page(person, "correct_work", situation.id)
    told = {
        **boxes("start", situation.start),
        "job": "agent de blanchisserie",
        "employer": str(cast.esat.id),
        "weekly_hours": "17,5",
        "version": str(situation.version),
        "reason": "Le poste n’était pas noté.",
        "go": "save",
    }
    assert client.post(url, told).status_code == 302
    situation.refresh_from_db()
    assert situation.job == "agent de blanchisserie"
    assert "agent de blanchisserie" in Stage.unscoped.get().title
    shown = text_of(client, page(person, "work_one", situation.id))
    assert "Métier, poste : — → <b>agent de blanchisserie</b>" in shown


@pytest.mark.django_db
def test_a_stage_with_words_of_its_own_keeps_them(cast: Cast) -> None:
    person = sami(cast)
    path_of(cast, person)
    situation = works_at_the_esat(cast, person)
    Stage.unscoped.update(title="Ma première équipe")
    correct_work(
        actor=mona(cast),
        person_id=person.id,
        situation_id=situation.id,
        version=situation.version,
        draft=WorkDraft(
            kind="cat", start=situation.start, employer=PlaceDraft(cast.esat.id), job="jardinier"
        ),
        reason="Poste noté.",
    )
    assert Stage.unscoped.get().title == "Ma première équipe"


@pytest.mark.django_db
def test_the_longest_job_still_makes_a_title(cast: Cast) -> None:
    person = sami(cast)
    path_of(cast, person)
    works_at_the_esat(cast, person, job="m" * JOB_LENGTH)
    stage = Stage.unscoped.get()
    stage.full_clean(exclude=["person"])
    assert len(stage.title) == LONGEST_TITLE


@pytest.mark.django_db
def test_a_new_agreement_starts_with_the_job_and_the_objective(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    first = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=pmsmp(cast, day(-30), day(-20), job="serveur", objective=AIM),
    )
    text = text_of(
        as_user(cast.mona, cast.esat),
        page(person, "new_work", "pmsmp") + f"?renouvelle={first.id}",
    )
    assert 'value="serveur"' in text
    assert AIM in text


@pytest.mark.django_db
def test_the_objective_is_saved_and_read_beside_the_evaluation(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    client = as_user(cast.mona, cast.esat)
    sent = {
        **boxes("start", day(-9)),
        **boxes("end", day(-2)),
        "host": str(cast.company.id),
        "job": "cuisinier",
        "objective": AIM,
        "go": "save",
    }
    make_agreement(person, cast.company)
    assert client.post(page(person, "new_work", "trial_bench"), sent).status_code == 302
    situation = WorkSituation.unscoped.get()
    shown = text_of(client, page(person, "work_one", situation.id))
    assert f"<b>Ce qui était attendu :</b> {AIM}" in shown
    assert AIM in text_of(client, page(person, "review_work", situation.id, "sender"))
    own = enter(cast, person)
    assert AIM in text_of(own, reverse("pathways:my_review", args=[situation.id]))


@pytest.mark.django_db
def test_the_paper_takes_the_objective_when_no_legal_object_is_ticked(cast: Cast) -> None:
    person = sami(cast)

    def object_of(**changes: Any) -> str:
        situation = open_work(
            actor=mona(cast),
            person_id=person.id,
            draft=pmsmp(cast, day(1), day(5), objective=AIM, **changes),
        )
        paper = prepare_work_paper(actor=mona(cast), person_id=person.id, situation_id=situation.id)
        return str(paper.versions.get().facts["object"])

    assert object_of(details={}) == AIM
    assert object_of() != AIM


# The person and the tutor


@pytest.mark.django_db
def test_the_person_reads_their_job_what_they_do_and_why(cast: Cast) -> None:
    person = sami(cast)
    lent = {"kind": "mad_esat_individual", "host": PlaceDraft(cast.company.id)}
    works_at_the_esat(cast, person, job="agent d’entretien")
    works_at_the_esat(
        cast,
        person,
        start=day(-9),
        end=day(60),
        activity="Tenir les allées",
        details={"act.agreed_by_person": True, "act.non_profit": True},
        **lent,
    )
    open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=pmsmp(cast, day(6), day(9), objective=AIM),
    )
    shown = text_of(enter(cast, person), reverse("myspace:work"))
    for words in ("agent d’entretien", "Tenir les allées", AIM, "À partir du"):
        assert words in shown
    person_speaks = person_actor(person)
    with acting_as(person_speaks):
        lines = {line.title: line.details for line in own_carnet(person_speaks).lines}
    assert any("agent d’entretien — " in title for title in lines)
    assert any("Tenir les allées" in " ".join(details) for details in lines.values())


@pytest.mark.django_db
def test_nobody_is_asked_how_a_contract_went(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    shown = text_of(client, page(person, "work_one", situation.id))
    assert "Comment cela s’est passé" not in shown
    assert "N’a encore rien dit" not in shown
    assert client.get(page(person, "review_work", situation.id, "person")).status_code == 404
    for actor, side in ((person_actor(person), ReviewSide.PERSON), (mona(cast), ReviewSide.SENDER)):
        with acting_as(actor), pytest.raises(Hidden):
            say_review(
                actor=actor,
                person_id=person.id,
                situation_id=situation.id,
                side=side,
                draft=ReviewDraft(attendance="completed"),
            )
    own = enter(cast, person)
    assert "Je dis comment ça s’est passé" not in text_of(own, reverse("myspace:work"))
    assert own.get(reverse("pathways:my_review", args=[situation.id])).status_code == 404


@pytest.mark.django_db
def test_a_trial_still_asks_each_side(cast: Cast) -> None:
    situation = trial(cast, end=10)
    WorkSituation.unscoped.filter(pk=situation.pk).update(objective=AIM)
    assert AIM in text_of(
        as_tutor(tutor(cast)), reverse("pathways:guest_review", args=[situation.id])
    )
