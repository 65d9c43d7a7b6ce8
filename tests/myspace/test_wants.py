"""« Je voudrais… » as the person sees it: one thing a page, an answer, a last word."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import time_machine
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.support.actions.requests import (
    RequestAnswer,
    answer_request,
    offer_handover,
    send_request,
)
from passerelles.support.models import PersonRequest
from passerelles.support.rules.requests import RequestKind, RequestOutcome, RequestState
from tests.cast import Cast, person_actor, professional
from tests.myspace.own_space import Space
from tests.myspace.test_plain_words import check_plain, sentences_of


def ask(space: Space, cast: Cast, kind: RequestKind = RequestKind.TALK) -> PersonRequest:
    """Through the pages, from the choice to the sending."""
    to = f"{cast.esat.id}:{cast.mona.id}"
    chosen = space.client.post(reverse("myspace:want_to", args=[kind.value]), {"to": to})
    words = reverse("myspace:want_words", args=[kind.value])
    assert chosen.url == words
    page = space.client.get(words).content.decode()
    check_plain(sentences_of(page), words)
    assert "Mona" in page
    sent = space.client.post(words, {"words": "Je ne dors pas bien."})
    assert sent.url == reverse("myspace:wants")
    return PersonRequest.unscoped.get()


def page_of(space: Space, request: PersonRequest) -> str:
    url = reverse("myspace:want", args=[request.id])
    response = space.client.get(url)
    assert response.status_code == 200
    text = response.content.decode()
    check_plain(sentences_of(text), url)
    return unescape(text)


def say(space: Space, request: PersonRequest, said: str, **more: Any) -> Any:
    request.refresh_from_db()
    return space.client.post(
        reverse("myspace:want", args=[request.id]),
        {"version": request.version, "said": said, **more},
    )


def reply(space: Space, cast: Cast, request: PersonRequest, answer: RequestAnswer) -> None:
    request.refresh_from_db()
    answer_request(
        actor=professional(cast.mona, cast.esat),
        person_id=space.david.id,
        request_id=request.id,
        version=request.version,
        answer=answer,
    )


def test_david_asks_reads_the_answer_and_says_it_suits(space: Space, cast: Cast) -> None:
    request = ask(space, cast)
    assert request.to_user_id == cast.mona.id
    assert "C’est envoyé" in page_of(space, request)
    moment = clock.now() + timedelta(days=2)
    answer = RequestAnswer("On en parle.", RequestOutcome.APPOINTMENT, moment, "Salle 2")
    reply(space, cast, request, answer)
    page = page_of(space, request)
    for words in ("On vous a répondu", "On en parle.", "Salle 2", "Ça me va"):
        assert words in page
    assert say(space, request, "settled").status_code == 302
    assert "C’est réglé" in page_of(space, request)


def test_a_no_is_said_and_can_be_talked_of_again(space: Space, cast: Cast) -> None:
    request = ask(space, cast, RequestKind.COME_BACK)
    reply(space, cast, request, RequestAnswer("Pas encore.", RequestOutcome.NO))
    assert "La réponse est non." in page_of(space, request)
    say(space, request, "again", words="Je veux vraiment.")
    request.refresh_from_db()
    assert request.state == RequestState.SENT
    assert "Pas encore." not in page_of(space, request)


def test_after_seven_days_the_page_says_nobody_answered(space: Space, cast: Cast) -> None:
    with time_machine.travel(clock.now() - timedelta(days=8), tick=False):
        request = send_request(
            actor=person_actor(space.david),
            person_id=space.david.id,
            kind=RequestKind.TALK,
            to=f"{cast.esat.id}:",
        )
    page = page_of(space, request)
    assert "Pas encore répondu" in page
    assert "Ce n’est pas fait" in page


def test_david_says_no_to_a_hand_over_then_takes_his_request_back(space: Space, cast: Cast) -> None:
    request = ask(space, cast)
    offer_handover(
        actor=professional(cast.mona, cast.esat),
        person_id=space.david.id,
        request_id=request.id,
        version=1,
        organisation_id=cast.geiq.id,
        words="Ils connaissent ce métier.",
    )
    page = page_of(space, request)
    assert "Ils connaissent ce métier." in page
    assert "Êtes-vous d’accord" in page
    say(space, request, "no")
    assert "Êtes-vous d’accord" not in page_of(space, request)
    say(space, request, "withdrawn")
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN


def test_odd_input_is_answered_in_words(space: Space, cast: Cast) -> None:
    assert space.client.get(reverse("myspace:want_to", args=["rien"])).status_code == 404
    assert space.client.get(reverse("myspace:want", args=[space.david.id])).status_code == 404
    nobody = space.client.post(reverse("myspace:want_to", args=["talk"]), {})
    assert nobody.status_code == 422
    assert "Choisissez à qui vous demandez." in unescape(nobody.content.decode())
    skipped = space.client.get(reverse("myspace:want_words", args=["talk"]))
    assert skipped.url == reverse("myspace:want_to", args=["talk"])
    request = ask(space, cast)
    for said in ("", "answered", "n’importe"):
        assert say(space, request, said).status_code in (404, 422)
    stale = space.client.post(
        reverse("myspace:want", args=[request.id]), {"version": "x", "said": "withdrawn"}
    )
    assert stale.status_code == 422
    request.refresh_from_db()
    assert request.state == RequestState.SENT
