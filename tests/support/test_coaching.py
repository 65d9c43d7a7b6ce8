"""A volunteer coach: only with the person's agreement, only four things, ended at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.people.models import LegalRepresentative, Person
from passerelles.sharing.actions.proofs import GiverNamed
from passerelles.sharing.models import Party
from passerelles.sharing.rules.givers import Giver
from passerelles.support.actions.coach_links import (
    CoachLinkGiven,
    give_coach_link,
    open_coach_link,
)
from passerelles.support.actions.coaching import (
    PairDraft,
    agree_on_paper,
    answer_coach,
    end_pair,
    propose_coach,
    show_objectives,
)
from passerelles.support.actions.objectives import ObjectiveDraft, set_objective
from passerelles.support.models import CoachExchange, CoachLink, CoachPair, Objective
from passerelles.support.rules.coaching import PairState, pair_goes_on, period_fault
from passerelles.web.routes import Audience, all_routes
from tests.cast import Cast, make_person, person_actor
from tests.myspace.own_space import enter
from tests.support.scenes import appointment, educator

AsUser = Callable[..., Client]
TODAY = date(2026, 11, 28)
pages = pytest.mark.django_db


def test_a_pair_has_a_known_last_day_within_a_year() -> None:
    assert period_fault(TODAY - timedelta(days=1), TODAY) is not None
    assert period_fault(TODAY + timedelta(days=367), TODAY) is not None
    assert period_fault(TODAY, TODAY) is None
    assert period_fault(TODAY + timedelta(days=366), TODAY) is None
    assert pair_goes_on(PairState.OPEN, TODAY, TODAY)
    assert not pair_goes_on(PairState.OPEN, TODAY, TODAY + timedelta(days=1))
    assert not pair_goes_on(PairState.PROPOSED, TODAY, TODAY)


@pytest.fixture
def samira(cast: Cast) -> Person:
    return make_person("Samira", "Zerrouki", cast.ime, by=cast.ines, birth_date=date(1990, 5, 2))


def objective(cast: Cast, person: Person, words: str) -> Objective:
    draft = ObjectiveDraft(words=words, job="Agente de propreté")
    return set_objective(actor=educator(cast), person_id=person.id, draft=draft)


def proposed(cast: Cast, person: Person) -> CoachPair:
    draft = PairDraft("Odile Perrin", clock.today() + timedelta(days=90), "Cap Parrains")
    return propose_coach(actor=educator(cast), person_id=person.id, draft=draft)


def opened_pair(cast: Cast, person: Person, *shown: Objective) -> CoachPair:
    return answer_coach(
        actor=person_actor(person),
        pair_id=proposed(cast, person).id,
        yes=True,
        objectives=[row.id for row in shown],
    )


def given(cast: Cast, person: Person, pair: CoachPair) -> CoachLinkGiven:
    return give_coach_link(actor=educator(cast), person_id=person.id, pair_id=pair.id)


def coach(link: CoachLinkGiven) -> Client:
    client = Client()
    assert client.post(link.path, {"code": link.code}).status_code == 302
    return client


def seen(link: CoachLinkGiven) -> str:
    return reverse("support:coach_page", args=[link.token])


@pages
def test_nothing_is_handed_before_the_person_says_yes(cast: Cast, samira: Person) -> None:
    pair = proposed(cast, samira)
    with pytest.raises(Conflict):
        given(cast, samira, pair)
    with pytest.raises(IntegrityError), transaction.atomic():
        CoachPair.unscoped.filter(pk=pair.pk).update(state="open")
    answer_coach(actor=person_actor(samira), pair_id=pair.id, yes=False)
    with pytest.raises(Conflict):
        given(cast, samira, pair)
    with pytest.raises(Hidden):  # the team never answers in the person's place
        answer_coach(actor=educator(cast), pair_id=proposed(cast, samira).id, yes=True)


@pages
def test_a_minor_s_agreement_needs_whoever_signs_for_them(cast: Cast) -> None:
    pair = proposed(cast, cast.lea)
    with pytest.raises(Refusal):
        answer_coach(actor=person_actor(cast.lea), pair_id=pair.id, yes=True)
    where: dict[str, Any] = {
        "actor": educator(cast), "person_id": cast.lea.id, "pair_id": pair.id,
    }  # fmt: skip
    with pytest.raises(Refusal):
        agree_on_paper(**where, giver=GiverNamed(), reference="n° 3")
    parent = LegalRepresentative.unscoped.create(
        person=cast.lea, organisation=cast.ime, volet="identity", kind="parent", name="Anne",
        since=clock.today() - timedelta(days=900),
    )  # fmt: skip
    both = GiverNamed(Giver.BOTH, parent.id)
    with pytest.raises(Refusal):
        agree_on_paper(**where, giver=both, reference=" ")
    agreed = agree_on_paper(**where, giver=both, reference="n° 3")
    assert (agreed.state, agreed.giver_kind, agreed.consent) == ("open", "both", "paper")


@pages
def test_the_coach_reads_four_things_and_nothing_else(cast: Cast, samira: Person) -> None:
    shown = objective(cast, samira, "Trouver dix heures de ménage")
    objective(cast, samira, "Reprendre confiance après la maladie")
    appointment(cast, person=samira, place="CMP des Tilleuls", subject="Bilan de santé")
    link = given(cast, samira, opened_pair(cast, samira, shown))
    text = coach(link).get(seen(link)).content.decode()
    for words in ("Samira", "Trouver dix heures de ménage", "Agente de propreté"):
        assert words in text
    for secret in (
        "Zerrouki", "1990", "maladie", "CMP", "santé", "Inès", "Belkacem", "Tilleuls",
        str(samira.id), str(shown.id),
    ):  # fmt: skip
        assert secret not in text
    assert JournalEntry.objects.filter(
        event="support:coach:link-opened", person_id=str(samira.id)
    ).exists()
    read = JournalEntry.objects.filter(event="support:coach:read", person_id=str(samira.id))
    assert [row.volets for row in read] == ["identity,project"], "chaque page lue a sa ligne"


@pages
def test_the_coach_s_session_opens_no_other_page(cast: Cast, samira: Person) -> None:
    pair = opened_pair(cast, samira, objective(cast, samira, "Trouver dix heures"))
    client = coach(given(cast, samira, pair))
    tried = 0
    for pattern, name, _view, entry in all_routes():
        kept = {"person_id": samira.id, "pair_id": pair.id}
        if entry is None or entry.audience is Audience.PUBLIC or not name:
            continue
        wanted = [key for key in kept if f":{key}>" in pattern]
        if pattern.count("<") != len(wanted):
            continue
        answer = client.get(reverse(name, kwargs={key: kept[key] for key in wanted}))
        assert answer.status_code in {302, 404, 405}, name
        assert "Samira" not in answer.content.decode(), name
        tried += 1
    assert tried > 40


@pages
def test_a_link_without_its_code_says_nothing_and_locks(cast: Cast, samira: Person) -> None:
    link = given(cast, samira, opened_pair(cast, samira))
    wrong = f"{(int(link.code) + 1) % 1_000_000:06d}"
    client = Client()
    assert client.get(seen(link)).status_code == 302
    unknown = client.post(reverse("support:coach_enter", args=["inconnu"]), {"code": "123456"})
    refused = client.post(link.path, {"code": wrong})
    assert unknown.status_code == refused.status_code == 422
    for _again in range(4):
        assert open_coach_link(actor=ANONYMOUS, token=link.token, code=wrong) is None
    assert open_coach_link(actor=ANONYMOUS, token=link.token, code=link.code) is None
    assert CoachLink.objects.get().token_hash != link.token


@pages
def test_a_new_link_closes_the_former(cast: Cast, samira: Person) -> None:
    pair = opened_pair(cast, samira)
    first = given(cast, samira, pair)
    client = coach(first)
    second = given(cast, samira, pair)
    assert client.get(seen(first)).status_code == 302
    assert coach(second).get(seen(second)).status_code == 200


@pages
@pytest.mark.parametrize("who", ["person", "team", "coach", "time", "party"])
def test_whoever_ends_it_ends_it_at_once(cast: Cast, samira: Person, who: str) -> None:
    pair = opened_pair(cast, samira)
    link = given(cast, samira, pair)
    client = coach(link)
    match who:
        case "person":
            end_pair(actor=person_actor(samira), person_id=samira.id, pair_id=pair.id)
        case "team":
            end_pair(actor=educator(cast), person_id=samira.id, pair_id=pair.id)
        case "coach":
            client.post(reverse("support:coach_leave", args=[link.token]))
        case "party":
            Party.objects.filter(person=samira).update(until=clock.now())
    if who == "time":
        with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
            assert client.get(seen(link)).status_code == 302
            assert open_coach_link(actor=ANONYMOUS, token=link.token, code=link.code) is None
        return
    assert client.get(seen(link)).status_code == 302
    assert open_coach_link(actor=ANONYMOUS, token=link.token, code=link.code) is None
    if who != "party":
        pair.refresh_from_db()
        assert (pair.state, pair.ended_by) == ("ended", who)
        with pytest.raises(Conflict):
            end_pair(actor=person_actor(samira), person_id=samira.id, pair_id=pair.id)


@pages
def test_what_is_no_longer_shown_disappears_at_the_next_request(cast: Cast, samira: Person) -> None:
    row = objective(cast, samira, "Trouver dix heures de ménage")
    pair = opened_pair(cast, samira, row)
    link = given(cast, samira, pair)
    client = coach(link)
    assert "ménage" in client.get(seen(link)).content.decode()
    where: dict[str, Any] = {
        "actor": person_actor(samira), "person_id": samira.id, "pair_id": pair.id,
    }  # fmt: skip
    show_objectives(**where, objectives=[])
    assert "ménage" not in client.get(seen(link)).content.decode()
    other = objective(cast, cast.lea, "Objectif de Léa")
    with pytest.raises(Hidden):
        show_objectives(**where, objectives=[other.id])


@pages
def test_both_write_and_the_team_reads_only_that_they_did(
    cast: Cast, samira: Person, as_user: AsUser
) -> None:
    pair = opened_pair(cast, samira)
    link = given(cast, samira, pair)
    client = coach(link)
    assert client.post(seen(link), {"words": " "}).status_code == 422
    assert client.post(seen(link), {"words": "Vous avez relu votre lettre ?"}).status_code == 302
    own = enter(cast, samira, by="ines")
    url = reverse("support:my_coach")
    assert "Vous avez relu votre lettre ?" in own.get(url).content.decode()
    own.post(reverse("support:my_coach_message", args=[pair.id]), {"words": "Oui, ce matin."})
    assert "Oui, ce matin." in client.get(seen(link)).content.decode()
    team = as_user(cast.ines, cast.ime).get(reverse("support:coach", args=[samira.id]))
    text = team.content.decode()
    assert "2 messages entre eux" in text
    assert "relu votre lettre" not in text
    assert CoachExchange.objects.count() == 2
    with acting_as(educator(cast)):
        said = list(JournalEntry.objects.filter(event="support:coach:wrote").values("details"))
    assert "lettre" not in str(said)
