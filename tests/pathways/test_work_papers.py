"""The paper of a work situation is prepared from what is already noted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.documents.models import Paper
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.actions.work import open_work
from passerelles.pathways.actions.work_papers import prepare_work_paper
from tests.cast import Cast, make_agreement, professional
from tests.pathways.work_scenes import day, mona, pmsmp, sami, works_at_the_esat

pytestmark = pytest.mark.django_db


def test_an_agreement_of_placement_is_filled_from_the_situation(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    person = sami(cast)
    situation = open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(5), day(15)))
    client = as_user(cast.mona, cast.esat)
    page = reverse("pathways:work_one", args=[person.id, situation.id])
    assert "Aucun papier n’est préparé." in client.get(page).content.decode()
    url = reverse("pathways:paper_of_work", args=[person.id, situation.id])
    assert client.get(url).status_code == 405
    done = client.post(url)
    paper = Paper.unscoped.get()
    assert done["Location"] == reverse("documents:paper", args=[person.id, paper.id])
    assert (paper.kind, paper.subject_kind, paper.subject_id) == ("pmsmp", "work", situation.id)
    facts = paper.versions.get().facts
    assert facts["host_name"] == "Netclair"
    assert facts["prescriber_name"] == "France Travail"
    assert facts["start"] == day(5).isoformat()
    assert facts["object"] == "Découvrir un métier ou un secteur"
    text = client.get(page).content.decode()
    assert "Aucun papier n’est préparé." not in text


def test_no_paper_is_invented_nor_prepared_by_others(cast: Cast) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    with pytest.raises(Refusal, match="Aucun papier"):
        prepare_work_paper(actor=mona(cast), person_id=person.id, situation_id=situation.id)
    make_agreement(person, cast.geiq)
    with pytest.raises(Hidden):
        prepare_work_paper(
            actor=professional(cast.claire, cast.geiq),
            person_id=person.id,
            situation_id=situation.id,
        )
