"""A signed paper counts as long as it says what happens: other days, another place, and it falls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import Signer, correct_paper
from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import Circuit, PaperState, SignatureState
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind
from passerelles.documents.rules.standing import (
    AsItIs,
    StandingPaper,
    differences,
    standing_of,
)
from passerelles.kernel.actors import Actor, acting_as
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, correct_work, open_work
from passerelles.pathways.actions.work_papers import prepare_work_paper
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_signed import papers_of_work, unsigned_in_list
from passerelles.people.models import Person
from passerelles.worklist.queries.papers import paper_items
from passerelles.worklist.queries.reach import reach
from passerelles.worklist.queries.work import work_items
from passerelles.worklist.rules.items import Item
from tests.cast import Cast, make_agreement, professional
from tests.documents.scenes import facts_for
from tests.pathways.work_scenes import day, mona, pmsmp, sami
from tests.support.scenes import sign_paper

AsUser = Callable[..., Client]
database = pytest.mark.django_db
MAY = date(2027, 5, 3)
PLACE = AsItIs(MAY, date(2027, 5, 14), {"host_name": ("Netclair", "Atelier du Val")})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"start": "2027-05-03", "end": "2027-05-14", "host_name": "NETCLAIR (SARL)"}, ()),
        ({"start": "2027-05-04", "end": "2027-05-15"}, ("d’autres dates",)),
        ({"end": "2027-05-13", "host_name": "Propr’Est"}, ("d’autres dates", "un autre lieu")),
        ({"host_name": "atelier du val"}, ()),
        ({}, ()),
    ],
)
def test_what_a_paper_says_is_compared_with_what_is_known(
    facts: dict[str, str], said: tuple[str, ...]
) -> None:
    assert differences(facts, PLACE) == said
    assert differences(facts, AsItIs()) == ()


def signed_paper(*differs: str) -> StandingPaper:
    kind = paper_kind("pmsmp")
    answers = dict.fromkeys(kind.roles, SignatureState.SIGNED)
    return StandingPaper(kind, Circuit(PaperState.SIGNED, answers), differs)


def test_a_signed_paper_that_says_something_else_settles_nothing() -> None:
    said = standing_of([signed_paper("un autre lieu", "d’autres dates")])
    assert (said.settled, said.blocks, said.outdated, said.colour) == (False, True, True, "coral")
    assert said.reasons == (
        "Convention de PMSMP : le papier signé dit un autre lieu et d’autres dates.",
    )
    assert standing_of([signed_paper("un autre lieu")], begun=True).sentence.startswith("Commencé")
    assert standing_of([signed_paper("un autre lieu"), signed_paper()]).settled


def drafted(cast: Cast) -> WorkDraft:
    return pmsmp(cast, day(5), day(15))


def signed_for(cast: Cast, person: Person, situation: WorkSituation) -> Paper:
    actor = mona(cast)
    paper = prepare_work_paper(actor=actor, person_id=person.id, situation_id=situation.id)
    told = paper.versions.get().facts
    correct_paper(
        actor=actor,
        paper_id=paper.id,
        facts=facts_for(paper_kind("pmsmp")) | told,
        signers={
            SignatoryRole.HOST: Signer("Sonia Tutrice"),
            SignatoryRole.PRESCRIBER: Signer("France Travail"),
        },
        version=1,
    )
    paper.refresh_from_db()
    sign_paper(actor, paper)
    return paper


def corrected(cast: Cast, situation: WorkSituation, draft: WorkDraft) -> None:
    situation.refresh_from_db()
    correct_work(
        actor=mona(cast),
        person_id=situation.person_id,
        situation_id=situation.id,
        version=situation.version,
        draft=draft,
        reason="L’entreprise a changé.",
    )
    situation.refresh_from_db()


def to_replace(actor: Actor) -> list[Item]:
    return [item for item in work_items(reach(actor)) if "papier signé dit" in item.what]


@database
def test_the_work_changes_after_everybody_has_signed(cast: Cast, as_user: AsUser) -> None:
    person, actor = sami(cast), mona(cast)
    situation = open_work(actor=actor, person_id=person.id, draft=drafted(cast))
    former = signed_for(cast, person, situation)
    client = as_user(cast.mona, cast.esat)
    page = reverse("pathways:work_one", args=[person.id, situation.id])
    assert "Tous les papiers sont signés." in unescape(client.get(page).content.decode())
    with acting_as(actor):
        assert to_replace(actor) == []
    elsewhere = replace(
        drafted(cast), start=day(7), host=PlaceDraft(name="Propr’Est", kind="company")
    )
    corrected(cast, situation, elsewhere)
    text = unescape(client.get(page).content.decode())
    assert "le papier signé dit d’autres dates et un autre lieu" in text
    assert "Tous les papiers sont signés." not in text
    assert "Préparer le papier qui remplacera celui-ci" in text
    with acting_as(actor):
        assert situation.id in unsigned_in_list([situation])
        (item,) = to_replace(actor)
    assert (item.person_id, item.route) == (person.id, "pathways:work_one")
    assert "d’autres dates" in item.what
    client.post(reverse("pathways:paper_of_work", args=[person.id, situation.id]))
    fresh = Paper.unscoped.exclude(pk=former.pk).get()
    assert fresh.replaces_id == former.pk
    with acting_as(actor):
        assert to_replace(actor) == []  # the new paper has its own line
        assert len(list(paper_items(reach(actor)))) == 1
    assert fresh.versions.get().facts["host_name"] == "Propr’Est"


@database
def test_a_corrected_and_signed_paper_settles_it_again(cast: Cast) -> None:
    person, actor = sami(cast), mona(cast)
    situation = open_work(actor=actor, person_id=person.id, draft=drafted(cast))
    paper = signed_for(cast, person, situation)
    corrected(cast, situation, replace(drafted(cast), start=day(7)))
    paper.refresh_from_db()
    facts = paper.versions.get(number=paper.current).facts | {"start": day(7).isoformat()}
    correct_paper(actor=actor, paper_id=paper.id, facts=facts, version=paper.current)
    paper.refresh_from_db()
    sign_paper(actor, paper)
    with acting_as(actor):
        assert papers_of_work(situation).settled


@database
def test_a_partner_is_told_the_same_and_has_nothing_to_do(cast: Cast) -> None:
    person = sami(cast)
    situation = open_work(actor=mona(cast), person_id=person.id, draft=drafted(cast))
    signed_for(cast, person, situation)
    corrected(cast, situation, replace(drafted(cast), end=day(12)))
    make_agreement(person, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire):
        assert papers_of_work(situation).outdated
        assert to_replace(claire) == []
