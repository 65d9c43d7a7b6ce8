"""« Je voudrais… »: asked of one, answered with what happens next, never lost from sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.models import NextStep
from passerelles.sharing.policy import facts
from passerelles.sharing.rules.volets import Purpose
from passerelles.support.actions.requests import (
    RequestAnswer,
    answer_request,
    decide_handover,
    mark_read,
    offer_handover,
    say_after,
    send_request,
)
from passerelles.support.models import Appointment, PersonRequest, RequestEvent
from passerelles.support.queries.requests import addressees, requests_waiting
from passerelles.support.rules.requests import (
    DONE_ON,
    REQUEST_MOVES,
    WAITING,
    RequestEventKind,
    RequestKind,
    RequestOutcome,
    RequestState,
    after,
    answer_due_on,
    is_late,
)
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.pathways.scenes import begun
from tests.support.scenes import educator
from tests.support.test_pages import without_token

database = pytest.mark.django_db
AsUser = Callable[..., Client]
SENT_AT = datetime(2026, 11, 2, 9, 0, tzinfo=clock.PARIS)


# Rules


def test_a_request_is_late_the_day_after_its_seventh_day() -> None:
    assert answer_due_on(SENT_AT) == date(2026, 11, 9)
    assert not is_late(RequestState.READ, SENT_AT, date(2026, 11, 9))
    assert is_late(RequestState.READ, SENT_AT, date(2026, 11, 10))
    assert not is_late(RequestState.ANSWERED, SENT_AT, date(2027, 1, 1))


def test_the_delay_is_counted_in_days_of_paris() -> None:
    near_midnight = datetime(2026, 11, 1, 23, 30, tzinfo=clock.PARIS).astimezone(
        tz=datetime.now().astimezone().tzinfo
    )
    assert answer_due_on(near_midnight) == date(2026, 11, 8)


def test_nothing_ends_a_request_without_an_answer_but_the_person() -> None:
    for (state, event), target in REQUEST_MOVES.items():
        if state in WAITING and target not in WAITING:
            assert event in {RequestEventKind.ANSWERED, RequestEventKind.WITHDRAWN}
    assert after(RequestState.SETTLED, RequestEventKind.AGAIN) is None


# Who is asked


def asked(cast: Cast, kind: RequestKind = RequestKind.TALK, **more: Any) -> PersonRequest:
    more.setdefault("to", f"{cast.ime.id}:")
    return send_request(actor=person_actor(cast.lea), person_id=cast.lea.id, kind=kind, **more)


def no(words: str = "Pas cette année, parce que l’atelier est complet.") -> RequestAnswer:
    return RequestAnswer(words, RequestOutcome.NO)


def answered(cast: Cast, request: PersonRequest, answer: RequestAnswer) -> PersonRequest:
    return answer_request(
        actor=educator(cast),
        person_id=cast.lea.id,
        request_id=request.id,
        version=request.version,
        answer=answer,
    )


@database
def test_the_referent_comes_first_then_organisations_that_can_answer(cast: Cast) -> None:
    begun(cast)
    make_agreement(cast.lea, cast.geiq)
    make_agreement(cast.lea, cast.cfa, purpose=Purpose.ORIENTATION)  # reads only: cannot answer
    make_agreement(cast.lea, cast.company, purpose=Purpose.PLACEMENT)  # nobody has an account
    names = [item.name for item in addressees(facts(cast.lea.id))]
    assert names[0].startswith("Inès")
    assert cast.ime.name in names
    assert cast.geiq.name in names
    assert cast.cfa.name not in names
    assert cast.company.name not in names


@database
def test_changing_referent_is_never_asked_of_the_referent_by_name(cast: Cast) -> None:
    begun(cast)
    found = addressees(facts(cast.lea.id), kind=RequestKind.CHANGE_REFERENT)
    assert found
    assert all(item.user_id is None for item in found)


@database
def test_only_the_person_asks_and_only_of_those_who_accompany(cast: Cast) -> None:
    with pytest.raises(Hidden):
        send_request(
            actor=educator(cast),
            person_id=cast.lea.id,
            kind=RequestKind.TALK,
            to=f"{cast.ime.id}:",
        )
    for key in (f"{cast.stranger.id}:", "", "n’importe quoi"):
        with pytest.raises(Refusal, match="Choisissez"):
            asked(cast, to=key)
    with pytest.raises(Refusal, match="Dites ce que vous voulez"):
        asked(cast, RequestKind.OTHER, words="  ")
    assert not PersonRequest.unscoped.exists()


@database
def test_the_same_button_pressed_twice_asks_once(cast: Cast) -> None:
    asked(cast, words="Je veux parler.")
    with pytest.raises(Refusal, match="déjà demandé"):
        asked(cast, words=" Je veux parler. ")
    assert PersonRequest.unscoped.count() == 1


# Answering


@database
def test_an_answer_plans_the_appointment_it_promises(cast: Cast) -> None:
    begun(cast)
    request = asked(cast)
    mark_read(actor=educator(cast), person_id=cast.lea.id, request_id=request.id)
    mark_read(actor=educator(cast), person_id=cast.lea.id, request_id=request.id)
    request.refresh_from_db()
    assert request.state == RequestState.READ
    moment = clock.now() + timedelta(days=2)
    answer = RequestAnswer("Oui, venez.", RequestOutcome.APPOINTMENT, moment, "Salle 2")
    answered(cast, request, answer)
    meeting = Appointment.unscoped.get()
    assert (meeting.starts_at, meeting.place) == (moment, "Salle 2")
    events = list(RequestEvent.objects.values_list("event", flat=True))
    assert events == ["sent", "read", "answered"]
    assert RequestEvent.objects.get(event="answered").appointment_id == meeting.id


@database
def test_an_answer_writes_the_next_step_in_the_path(cast: Cast) -> None:
    begun(cast)
    request = asked(cast, RequestKind.TRY_JOB, words="Cuisiner")
    answer = RequestAnswer("On cherche.", RequestOutcome.NEXT_STEP, what="J’appelle la cuisine.")
    answered(cast, request, answer)
    step = NextStep.unscoped.get(what="J’appelle la cuisine.")
    assert step.owner_user_id == cast.ines.id


@database
def test_a_next_step_needs_a_path_and_says_what_to_do(cast: Cast) -> None:
    request = asked(cast)
    answer = RequestAnswer("On cherche.", RequestOutcome.NEXT_STEP, what="J’appelle.")
    with pytest.raises(Refusal, match="Ouvrez un parcours"):
        answered(cast, request, answer)
    request.refresh_from_db()
    assert request.state == RequestState.SENT


@database
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (RequestAnswer(" ", RequestOutcome.NO), "Répondez"),
        (RequestAnswer("Oui", RequestOutcome.APPOINTMENT), "quel jour"),
        (
            RequestAnswer("Oui", RequestOutcome.APPOINTMENT, clock.now() - timedelta(days=1)),
            "passé",
        ),
        (RequestAnswer("Oui", RequestOutcome.KNOWN_APPOINTMENT), "Choisissez"),
    ],
)
def test_an_answer_says_what_happens_next(cast: Cast, answer: RequestAnswer, words: str) -> None:
    request = asked(cast)
    with pytest.raises(Refusal, match=words):
        answered(cast, request, answer)


@database
def test_two_colleagues_answer_and_one_is_told(cast: Cast) -> None:
    request = asked(cast)
    stale = PersonRequest.unscoped.get(pk=request.pk)
    answered(cast, request, no())
    with pytest.raises(Conflict):
        answered(cast, stale, no("Oui !"))
    assert RequestEvent.objects.filter(event="answered").count() == 1


@database
def test_an_agreement_on_the_path_does_not_open_what_was_asked_of_another(
    cast: Cast, as_user: AsUser
) -> None:
    make_agreement(cast.lea, cast.geiq)
    request = asked(cast, words="Je veux parler de Claire.")
    with pytest.raises(Hidden):
        answer_request(
            actor=professional(cast.claire, cast.geiq),
            person_id=cast.lea.id,
            request_id=request.id,
            version=1,
            answer=no(),
        )
    client = as_user(cast.claire, cast.geiq)
    page = client.get(reverse("support:requests", args=[cast.lea.id]))
    assert page.status_code == 200
    assert "parler de Claire" not in page.content.decode()
    for name in ("answer_request", "hand_over_request"):
        absent = client.get(reverse(f"support:{name}", args=[cast.lea.id, cast.lea.id]))
        forbidden = client.get(reverse(f"support:{name}", args=[cast.lea.id, request.id]))
        assert absent.status_code == forbidden.status_code == 404
        assert without_token(absent) == without_token(forbidden)


@database
def test_a_not_satisfied_person_waits_anew_from_that_day(cast: Cast) -> None:
    with time_machine.travel(SENT_AT, tick=False):
        request = answered(cast, asked(cast), no())
    same = {"actor": person_actor(cast.lea), "person_id": cast.lea.id, "request_id": request.id}
    with time_machine.travel(SENT_AT + timedelta(days=30), tick=False):
        say_after(**same, version=2, event=RequestEventKind.AGAIN, words="Je veux essayer.")
        request.refresh_from_db()
        assert request.state == RequestState.SENT
        assert not request.late
    with pytest.raises(Conflict):
        say_after(**same, version=3, event=RequestEventKind.SETTLED)
    with pytest.raises(Hidden):
        say_after(**same, version=3, event=RequestEventKind.ANSWERED)


# Handing over


@database
def test_a_request_changes_hands_only_when_the_person_agrees(cast: Cast) -> None:
    make_agreement(cast.lea, cast.geiq)
    with time_machine.travel(clock.now() - timedelta(days=9), tick=False):
        request = asked(cast, RequestKind.TRY_JOB)
    where = {"person_id": cast.lea.id, "request_id": request.id}
    with pytest.raises(Refusal, match="ne peut pas répondre"):
        offer_handover(
            actor=educator(cast),
            **where,
            version=1,
            organisation_id=cast.stranger.id,
            words="Ils savent.",
        )
    offer = {"organisation_id": cast.geiq.id, "words": "Le GEIQ connaît ce métier."}
    offer_handover(actor=educator(cast), **where, version=1, **offer)
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire):
        assert list(requests_waiting(claire)) == []
    with pytest.raises(Hidden):
        answer_request(actor=claire, **where, version=2, answer=no())
    lea = person_actor(cast.lea)
    decide_handover(actor=lea, **where, version=2, agreed=False)
    request.refresh_from_db()
    assert request.organisation_id == cast.ime.id
    offer_handover(actor=educator(cast), **where, version=3, **offer)
    with pytest.raises(Hidden):
        decide_handover(actor=educator(cast), **where, version=4, agreed=True)
    decide_handover(actor=lea, **where, version=4, agreed=True)
    with acting_as(claire):
        (waiting,) = requests_waiting(claire)
    assert waiting.late  # the delay went on: the person does not wait anew
    with pytest.raises(Hidden):
        answer_request(actor=educator(cast), **where, version=5, answer=no())
    answer_request(actor=claire, **where, version=5, answer=no())


# Worklist, history


@database
def test_what_was_asked_of_a_colleague_comes_to_me_when_it_is_late(cast: Cast) -> None:
    begun(cast)
    karim = professional(cast.karim, cast.ime)
    with time_machine.travel(SENT_AT, tick=False):
        asked(cast, to=f"{cast.ime.id}:{cast.ines.id}")
        for actor, count in ((educator(cast), 1), (karim, 0)):
            with acting_as(actor):
                assert requests_waiting(actor, worker=actor.user_id).count() == count
        with acting_as(karim):
            assert requests_waiting(karim).count() == 1
    for days, count in ((7, 0), (8, 1)):
        with time_machine.travel(SENT_AT + timedelta(days=days), tick=False), acting_as(karim):
            rows = list(requests_waiting(karim, worker=karim.user_id))
            assert [row.late for row in rows] == [True] * count


@database
def test_the_list_of_things_to_do_names_the_request_and_leads_to_its_answer(
    cast: Cast, as_user: AsUser
) -> None:
    with time_machine.travel(clock.now() - timedelta(days=9), tick=False):
        request = asked(cast, RequestKind.TRY_JOB)
    page = as_user(cast.ines, cast.ime).get(reverse("worklist:home")).content.decode()
    assert "demande : essayer un métier" in page
    assert reverse("support:answer_request", args=[cast.lea.id, request.id]) in page


@database
def test_the_history_of_a_request_is_never_rewritten(cast: Cast) -> None:
    asked(cast)
    for change in (
        lambda: RequestEvent.objects.update(words="autre chose"),
        lambda: RequestEvent.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@database
def test_an_organisation_that_left_can_no_longer_be_asked(cast: Cast) -> None:
    given = make_agreement(cast.lea, cast.geiq)
    request = asked(cast, to=f"{cast.geiq.id}:")
    type(given).objects.filter(pk=given.pk).update(withdrawn_at=clock.now())
    with pytest.raises(Hidden):
        answer_request(
            actor=professional(cast.claire, cast.geiq),
            person_id=cast.lea.id,
            request_id=request.id,
            version=1,
            answer=no(),
        )
    with pytest.raises(Refusal):
        asked(cast, to=f"{cast.geiq.id}:")


# Pages


@database
def test_a_professional_reads_answers_and_the_badge_goes(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    request = asked(cast, RequestKind.UNDERSTAND, words="La lettre de la MDPH.")
    client = as_user(cast.ines, cast.ime)
    where = reverse("support:requests", args=[cast.lea.id])
    listed = client.get(where).content.decode()
    assert "La lettre de la MDPH." in listed
    assert "en attente" in listed
    url = reverse("support:answer_request", args=[cast.lea.id, request.id])
    form = client.get(url).content.decode()
    assert 'value="known-appointment"' not in form
    request.refresh_from_db()
    assert request.state == RequestState.READ
    wrong = client.post(
        url, {"version": "1", "words": "Je vous explique.", "outcome": "appointment"}
    )
    assert wrong.status_code == 422
    assert "Je vous explique." in wrong.content.decode()
    done = client.post(url, {"version": "1", "words": "Je vous l’explique ici.", "outcome": "no"})
    assert done.status_code == 302
    again = client.post(url, {"version": "1", "words": "Deux fois", "outcome": "no"})
    assert again.status_code == 409
    assert "en attente" not in client.get(where).content.decode()


@database
@pytest.mark.parametrize("kind", RequestKind)
def test_the_page_of_a_request_leads_to_where_it_is_done(
    cast: Cast, as_user: AsUser, kind: RequestKind
) -> None:
    request = asked(cast, kind, words="Bientôt.")
    url = reverse("support:answer_request", args=[cast.lea.id, request.id])
    page = as_user(cast.ines, cast.ime).get(url).content.decode()
    if kind in DONE_ON:
        assert f'href="{reverse(DONE_ON[kind][0], args=[cast.lea.id])}">{DONE_ON[kind][1]}' in page


@database
def test_the_number_of_requests_does_not_change_the_number_of_queries(
    cast: Cast, as_user: AsUser
) -> None:
    client = as_user(cast.ines, cast.ime)
    where = reverse("support:requests", args=[cast.lea.id])
    counts = []
    for number in range(4):
        asked(cast, words=f"Demande {number}")
        if number in (0, 3):
            client.get(where)
            with CaptureQueriesContext(connection) as seen:
                client.get(where)
            counts.append(len(seen))
    assert counts[0] == counts[1]
