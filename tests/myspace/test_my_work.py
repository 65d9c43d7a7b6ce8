"""My work and my way back in plain words, and what comes first on my page."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import Signer, prepare_paper, send_paper
from passerelles.documents.models import Paper
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.law.findings import Severity
from passerelles.myspace.queries.first import first_things
from passerelles.myspace.rules.coming_back import FOR_EVER, NO_ESAT_BEFORE, plain_return
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.pathways.rules.returns import ReturnWay
from passerelles.sharing.policy import open_record
from passerelles.support.actions.appointments import AppointmentDraft, Guest, plan_appointment
from passerelles.support.actions.commitments import CommitmentDraft, make_commitment
from passerelles.support.actions.requests import RequestAnswer, answer_request, send_request
from passerelles.support.rules.meetings import MeetingKind, MeetingRole
from passerelles.support.rules.requests import RequestKind, RequestOutcome
from passerelles.web import french
from tests.cast import Cast, person_actor, professional
from tests.documents.scenes import facts_for
from tests.myspace.own_space import Space, enter
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.pathways.test_work_leaving import leaves_the_esat
from tests.pathways.work_scenes import holds, path_of, sami, works_at_the_esat
from tests.support.scenes import sign_paper

UNTIL = "1er mars 2028"


# Rules


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("way", ReturnWay)
@pytest.mark.parametrize("until", ["", UNTIL])
def test_every_way_back_is_said_in_plain_words(
    severity: Severity, way: ReturnWay, until: str
) -> None:
    said = plain_return(way, severity, until)
    check_plain(list(said), f"{way} {severity}")
    if way is ReturnWay.REINSTATEMENT:
        assert said[:3] == FOR_EVER
        assert len(said) > len(FOR_EVER)  # never the promise without its legal limit
    else:
        assert said == NO_ESAT_BEFORE


def test_the_end_of_the_decision_is_said_only_while_it_holds() -> None:
    assert UNTIL in " ".join(plain_return(ReturnWay.REINSTATEMENT, Severity.INFO, UNTIL))
    ended = " ".join(plain_return(ReturnWay.REINSTATEMENT, Severity.WARN, UNTIL))
    assert "nouvelle décision" in ended
    assert UNTIL not in ended


# Pages


def work_page(client: Client) -> str:
    url = reverse("myspace:work")
    page = client.get(url).content.decode()
    check_plain(sentences_of(page), url)
    return unescape(page)


@pytest.mark.django_db
def test_my_contract_is_said_in_easy_words(cast: Cast) -> None:
    person = sami(cast)
    client = enter(cast, person)
    assert "pas de travail écrit ici" in work_page(client)
    path_of(cast, person)
    works_at_the_esat(cast, person)
    page = work_page(client)
    for words in (cast.esat.name, "17,5 heures", "Il n’y a pas de fin prévue.", "Mona P."):
        assert words in page
    assert "Je peux essayer, puis revenir" in page


@pytest.mark.django_db
def test_the_way_back_says_its_true_limit_and_asks_in_one_button(cast: Cast) -> None:
    person = sami(cast)
    leaves_the_esat(cast, person, 6)
    client = enter(cast, person)
    page = work_page(client)
    assert "Pour toujours." in page
    assert "On ne sait pas" in page  # no orientation is written: unknown is not a yes
    end = clock.today() + timedelta(days=200)
    holds(person, "cdaph_orientation", valid_until=end)
    assert f"jusqu’au {french.short_date(end)}" in work_page(client)
    assert "Votre décision pour aller en ESAT est bonne" in work_page(client)
    with time_machine.travel(clock.now() + timedelta(days=300), tick=False):
        ended = work_page(enter(cast, person))
        assert "est encore bonne" in ended  # its end is past: unknown is not a yes
    ask = reverse("myspace:want_to", args=["come-back"])
    assert f'href="{ask}"' in page
    client = enter(cast, person)  # a new card ends the one before
    assert cast.esat.name in unescape(client.get(ask).content.decode())


@pytest.mark.django_db
def test_what_waits_for_my_answer_comes_first(space: Space, cast: Cast) -> None:
    mona = professional(cast.mona, cast.esat)
    where = {"actor": mona, "person_id": space.david.id}
    home = reverse("myspace:home")
    assert "On attend votre réponse" not in unescape(space.client.get(home).content.decode())
    moment = clock.now() + timedelta(days=2)
    guest = Guest(MeetingRole.COUNSELLOR, cast.mona.id, cast.esat.id)
    plan_appointment(
        **where, draft=AppointmentDraft(MeetingKind.INDIVIDUAL, moment, guests=(guest,))
    )
    today = clock.today()
    commitment = make_commitment(
        **where,
        draft=CommitmentDraft(
            today - timedelta(days=9),
            today + timedelta(days=90),
            (today - timedelta(days=1),),
            ("Je viens chaque mardi.",),
            ("Nous cherchons un lieu.",),
        ),
    )
    sign_paper(mona, Paper.unscoped.get(pk=commitment.paper_id))
    david = person_actor(space.david)
    request = send_request(
        actor=david, person_id=space.david.id, kind=RequestKind.TALK, to=f"{cast.esat.id}:"
    )
    page = unescape(space.client.get(home).content.decode())
    assert "Ce que j’ai demandé" in page
    answer_request(
        **where,
        request_id=request.id,
        version=1,
        answer=RequestAnswer("Oui, mardi.", RequestOutcome.NO),
    )
    response = space.client.get(home)
    check_plain(sentences_of(response.content.decode()), home)
    page = unescape(response.content.decode())
    order = [
        "On attend votre réponse",
        "On a répondu à ma demande",
        "Dire si les promesses sont tenues",
        "Mon prochain rendez-vous",
        "La prochaine chose",
        "Je viens chaque mardi.",
        "Mon parcours",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.django_db
def test_a_paper_to_sign_is_first_and_leads_to_it(space: Space, cast: Cast) -> None:
    mona = professional(cast.mona, cast.esat)
    paper = prepare_paper(
        actor=mona,
        person_id=space.david.id,
        kind="pmsmp",
        facts=facts_for(paper_kind("pmsmp")),
        signers={
            SignatoryRole.HOST: Signer("Sonia"),
            SignatoryRole.PRESCRIBER: Signer(organisation_id=cast.esat.id),
        },
    )
    send_paper(actor=mona, paper_id=paper.id)
    page = unescape(space.client.get(reverse("myspace:home")).content.decode())
    first = page[page.index("On attend votre réponse") : page.index("La prochaine chose")]
    assert reverse("documents:own_paper", args=[paper.id]) in first
    assert reverse("documents:own_paper", args=[paper.id]) in work_page(space.client)
    david = person_actor(space.david)
    with acting_as(david):
        eyes = own_eyes(david, open_record(david, space.david.id))
        assert first_things(eyes, david).waits_for_me
