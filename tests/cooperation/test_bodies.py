"""The users associated to the governance: their council is met, told plainly, and heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from passerelles.accounts.models import User
from passerelles.cooperation.actions import bodies
from passerelles.cooperation.actions import projects as actions
from passerelles.cooperation.models import Body, BodyMeeting, Decision, Opinion, Partner, Project
from passerelles.cooperation.rules.bodies import BodyKind
from passerelles.cooperation.rules.partners import PartnerRole
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.models import Membership
from tests.cast import Cast, professional

CVS, STEERING = "Conseil de la vie sociale", "Comité de pilotage"
YESTERDAY_WORDS = "Une activité de tri du papier ouvre en mars, avec huit places."
PLAIN = "En mars, il y aura un nouvel atelier. On y triera du papier."


@pytest.fixture
def project(cast: Cast) -> Project:
    actor = professional(cast.karim, cast.ime)
    words = actions.ProjectWords("L’ESAT partenaire", date(2026, 1, 5))
    return actions.create_project(actor=actor, template="blank", words=words)


@pytest.fixture
def keeper(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.karim, cast.ime)


@pytest.fixture
def reader(cast: Cast, project: Project, as_user: Callable[..., Client]) -> Client:
    """A partner of the project, keeper of its own profile only."""
    Partner.objects.create(project=project, organisation=cast.geiq, role=PartnerRole.PARTNER)
    user = User.objects.create_user(email="fiche-geiq@exemple.test", password="motdepasse-de-test")
    Membership.objects.create(user=user, organisation=cast.geiq, roles=["directory"])
    return as_user(user, cast.geiq)


def _day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}  # fmt: skip


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def _address(body: Body, after: str = "") -> str:
    return f"/cooperation/instances/{body.pk}/{after}"


def _made(keeper: Client, project: Project, kind: str, name: str) -> Body:
    keeper.post(
        f"/cooperation/projets/{project.pk}/instances/nouvelle/", {"kind": kind, "name": name}
    )
    return Body.objects.get(project=project, name=name)


def _met(keeper: Client, body: Body, **more: str) -> BodyMeeting:
    day = clock.today() - timedelta(days=1)
    keeper.post(_address(body, "reunions/prevoir/"), _day("planned_on", day))
    meeting = body.meetings.get()
    said = {"version": "1", "minutes": "Tour de table.", "plain": PLAIN, "users_present": "2"}
    minutes = {**said, **_day("held_on", day), **more}
    keeper.post(_address(body, f"reunions/{meeting.pk}/compte-rendu/"), minutes)
    meeting.refresh_from_db()
    return meeting


def _decided(keeper: Client, body: Body, meeting: BodyMeeting) -> Decision:
    typed = {"words": YESTERDAY_WORDS, "plain": PLAIN}
    keeper.post(_address(body, f"reunions/{meeting.pk}/decision/"), typed)
    return Decision.objects.get()


def _seat_users(keeper: Client, body: Body) -> None:
    typed = {"function": "élus des usagers", "status": "users", "people": "3", "partner": ""}
    keeper.post(_address(body, "sieges/ajouter/"), typed)


def test_the_users_are_asked_about_a_decision_and_answer_with_their_words(
    keeper: Client, reader: Client, project: Project
) -> None:
    committee = _made(keeper, project, "steering", STEERING)
    decision = _decided(keeper, committee, _met(keeper, committee, plain=""))
    council = _made(keeper, project, "social_life", CVS)
    _seat_users(keeper, council)
    page = _text(keeper.get(_address(council)))
    assert "Décisions sans l’avis des usagers" in page
    assert "Ce conseil ne s’est pas encore réuni." in page
    meeting = _met(keeper, council)
    typed = {"decision": str(decision.pk), "sense": "reserved", "words": "On veut des gants."}
    response = keeper.post(_address(council, f"reunions/{meeting.pk}/avis/"), typed)
    assert response["Location"] == _address(council)
    page = _text(reader.get(_address(committee)))
    assert "Usagers : avis favorable, avec des réserves" in page
    assert "« On veut des gants. »" in page
    page = _text(keeper.get(_address(council)))
    assert "Décisions sans l’avis des usagers" not in page
    plain = _text(reader.get(_address(council, "en-mots-simples/")))
    assert PLAIN.split(". ")[0] in plain
    assert "Nous sommes d’accord, mais nous demandons quelque chose." in plain
    assert YESTERDAY_WORDS not in plain, "la page en mots simples ne dit que les mots simples"
    line = JournalEntry.objects.get(event="cooperation:opinion:given")
    assert line.details["sense"] == "reserved"
    page = _text(keeper.get(f"/cooperation/projets/{project.pk}/"))
    assert "dont 3 représentent les usagers" in page


def test_no_opinion_without_a_user_in_the_room(keeper: Client, project: Project) -> None:
    committee = _made(keeper, project, "steering", STEERING)
    decision = _decided(keeper, committee, _met(keeper, committee))
    council = _made(keeper, project, "social_life", CVS)
    _seat_users(keeper, council)
    meeting = _met(keeper, council, users_present="0")
    typed = {"decision": str(decision.pk), "sense": "favourable", "words": ""}
    response = keeper.post(_address(council, f"reunions/{meeting.pk}/avis/"), typed)
    assert response.status_code == 422
    assert "Aucun représentant des usagers n’était là." in _text(response)
    assert not Opinion.objects.exists()


def test_a_reserve_says_what_is_asked_and_one_meeting_gives_one_opinion(
    keeper: Client, project: Project
) -> None:
    committee = _made(keeper, project, "steering", STEERING)
    decision = _decided(keeper, committee, _met(keeper, committee))
    council = _made(keeper, project, "social_life", CVS)
    _seat_users(keeper, council)
    address = _address(council, f"reunions/{_met(keeper, council).pk}/avis/")
    typed = {"decision": str(decision.pk), "sense": "reserved", "words": ""}
    assert "Il manque ce que disent les usagers." in _text(keeper.post(address, typed))
    assert keeper.post(address, {**typed, "sense": "favourable"}).status_code == 302
    again = keeper.post(address, {**typed, "sense": "none"})
    assert "Le conseil a déjà donné cet avis à cette réunion." in _text(again)
    assert Opinion.objects.get().sense == "favourable"


def test_minutes_of_the_council_are_also_written_plainly_and_keep_what_was_typed(
    keeper: Client, project: Project
) -> None:
    council = _made(keeper, project, "social_life", CVS)
    meeting = _met(keeper, council, plain="", minutes="Discussion sur les horaires.")
    assert meeting.held_on is None
    typed = {"version": "1", "minutes": "Discussion sur les horaires.", "plain": ""}
    address = _address(council, f"reunions/{meeting.pk}/compte-rendu/")
    response = keeper.post(address, {**typed, **_day("held_on", clock.today())})
    assert "Il manque le résumé en mots simples." in _text(response)
    assert "Discussion sur les horaires." in _text(response)
    ahead = _day("held_on", clock.today() + timedelta(days=2))
    assert keeper.post(address, {**typed, "plain": PLAIN, **ahead}).status_code == 422
    assert not BodyMeeting.objects.exclude(held_on=None).exists()


def test_a_council_advises_and_does_not_decide(keeper: Client, project: Project) -> None:
    council = _made(keeper, project, "social_life", CVS)
    meeting = _met(keeper, council)
    typed = {"words": YESTERDAY_WORDS, "plain": PLAIN}
    response = keeper.post(_address(council, f"reunions/{meeting.pk}/decision/"), typed)
    assert "Ce conseil donne des avis, il ne décide pas." in _text(response)
    assert not Decision.objects.exists()


def test_two_people_writing_the_same_minutes_lose_nothing(keeper: Client, project: Project) -> None:
    council = _made(keeper, project, "social_life", CVS)
    meeting = _met(keeper, council)
    stale = {"version": "1", "minutes": "Autre version.", "plain": PLAIN}
    address = _address(council, f"reunions/{meeting.pk}/compte-rendu/")
    response = keeper.post(address, {**stale, **_day("held_on", clock.today())})
    assert response.status_code == 409
    meeting.refresh_from_db()
    assert meeting.minutes == "Tour de table."


def test_partners_read_only_and_strangers_find_nothing(
    keeper: Client, reader: Client, project: Project, cast: Cast, as_user: Callable[..., Client]
) -> None:
    council = _made(keeper, project, "social_life", CVS)
    meeting = _met(keeper, council)
    assert "Prévoir une réunion" not in _text(reader.get(_address(council)))
    stranger = as_user(cast.zoe, cast.stranger)
    assert stranger.get(_address(council)).status_code == 404
    for after in ("sieges/ajouter/", "reunions/prevoir/", f"reunions/{meeting.pk}/decision/"):
        assert reader.get(_address(council, after)).status_code == 404
        assert stranger.get(_address(council, after)).status_code == 404


def test_a_seat_holds_a_function_and_its_partner_stays_while_it_sits(
    keeper: Client, project: Project, cast: Cast
) -> None:
    actor = professional(cast.karim, cast.ime)
    partner = actions.add_partner(
        actor=actor, project_id=project.pk, named="DDETS", role=PartnerRole.AUTHORITY,
        outside_directory=True,
    )  # fmt: skip
    committee = bodies.create_body(
        actor=actor, project_id=project.pk, kind=BodyKind.STEERING, name=STEERING
    )
    typed = {"function": "chargée de mission", "status": "invited", "people": "1"}
    keeper.post(_address(committee, "sieges/ajouter/"), {**typed, "partner": str(partner.pk)})
    page = _text(keeper.get(_address(committee)))
    assert "DDETS" in page
    assert "invité" in page
    removed = f"/cooperation/projets/{project.pk}/partenaires/{partner.pk}/retirer/"
    page = _text(keeper.post(removed, {"version": "1"}, follow=True))
    assert "Cette organisation siège dans une instance du projet." in page
    seat = committee.seats.get()
    keeper.post(_address(committee, f"sieges/{seat.pk}/retirer/"))
    assert not committee.seats.exists()
    assert keeper.post(_address(committee, f"sieges/{seat.pk}/retirer/")).status_code == 404


def test_a_body_of_many_meetings_costs_few_queries(
    keeper: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    council = _made(keeper, project, "social_life", CVS)
    committee = _made(keeper, project, "steering", STEERING)
    for day in range(1, 13):
        on = clock.today() - timedelta(days=20 * day)
        meeting = BodyMeeting.objects.create(
            body=council, planned_on=on, held_on=on, plain=PLAIN, users_present=1
        )
        deciding = BodyMeeting.objects.create(body=committee, planned_on=on, held_on=on)
        decision = Decision.objects.create(meeting=deciding, words=YESTERDAY_WORDS, plain=PLAIN)
        Opinion.objects.create(decision=decision, meeting=meeting, sense="none")
    for body in (council, committee):
        with django_assert_max_num_queries(22):
            assert keeper.get(_address(body)).status_code == 200
