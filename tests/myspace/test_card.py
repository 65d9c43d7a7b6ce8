"""The access card: handed by a professional, tried five times, renewed, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from passerelles.config.actors import CARD_KEY as KEY_OF_THE_GATE
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.actions.cards import IssuedCard, check_secret, issue_card, revoke_card
from passerelles.myspace.models import AccessCard
from passerelles.myspace.rules.cards import MAX_TRIES, PICTURES, Picture, new_number
from passerelles.myspace.sessions import CARD_KEY, IDLE_SECONDS
from passerelles.pathways.models import Path, Referent
from passerelles.sharing.models import Party
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.throttle import TRIES
from tests.cast import Cast, make_agreement, professional

ENTER = "/entrer/"


def give_card(cast: Cast) -> IssuedCard:
    return issue_card(actor=professional(cast.ines, cast.ime), person_id=cast.lea.id)


def wrong(pictures: Sequence[Picture]) -> list[Picture]:
    """Same pictures, another order."""
    return [*pictures[1:], pictures[0]]


def touch(client: Client, number: str, pictures: Sequence[Picture], **extra: Any) -> Any:
    """Send the last picture, the others having been touched on the pages before."""
    *before, last = [picture.code for picture in pictures]
    return client.post(ENTER, {"number": number, "touched": before, "picture": last}, **extra)


def test_the_gate_and_the_door_share_the_session_key() -> None:
    assert CARD_KEY == KEY_OF_THE_GATE


def test_a_card_opens_the_space_picture_after_picture_without_javascript(cast: Cast) -> None:
    issued = give_card(cast)
    client = Client()
    page = client.post(ENTER, {"number": f" {issued.number[:3]} {issued.number[3:]}"})
    touched: list[str] = []
    for picture in issued.pictures:
        assert page.status_code == 200
        assert f"Image {len(touched) + 1}" in page.content.decode()
        page = client.post(
            ENTER, {"number": issued.number, "touched": touched, "picture": picture.code}
        )
        touched.append(picture.code)
    assert page.status_code == 302
    assert page.url == reverse("myspace:home")
    assert client.session[CARD_KEY] == str(issued.card.id)


def test_erasing_starts_the_pictures_again_and_is_no_try(cast: Cast) -> None:
    issued = give_card(cast)
    codes = [picture.code for picture in issued.pictures]
    page = Client().post(ENTER, {"number": issued.number, "touched": codes[:3], "erase": "1"})
    assert page.status_code == 200
    assert "Image 1" in page.content.decode()
    issued.card.refresh_from_db()
    assert issued.card.failed_attempts == 0


def test_a_slip_in_the_number_is_said_and_keeps_what_was_typed(cast: Cast) -> None:
    page = Client().post(ENTER, {"number": "123456789"})
    assert page.status_code == 422
    assert "Ce numéro n’est pas juste" in page.content.decode()
    assert 'value="123456789"' in page.content.decode()


def test_five_wrong_tries_lock_the_card_even_for_the_right_pictures(cast: Cast) -> None:
    issued = give_card(cast)
    client = Client()
    for attempt in range(1, MAX_TRIES + 1):
        page = touch(client, issued.number, wrong(issued.pictures))
        assert page.status_code == 422
        locked = "Cette carte ne marche plus" in page.content.decode()
        assert locked is (attempt == MAX_TRIES)
    issued.card.refresh_from_db()
    assert issued.card.is_locked
    assert touch(Client(), issued.number, issued.pictures).status_code == 422
    assert JournalEntry.objects.filter(
        event="myspace:card:locked", person_id=str(cast.lea.id)
    ).exists()


def test_the_right_pictures_forget_earlier_mistakes(cast: Cast) -> None:
    issued = give_card(cast)
    for _ in range(MAX_TRIES - 1):
        touch(Client(), issued.number, wrong(issued.pictures))
    assert touch(Client(), issued.number, issued.pictures).status_code == 302
    assert touch(Client(), issued.number, wrong(issued.pictures)).status_code == 422
    issued.card.refresh_from_db()
    assert issued.card.failed_attempts == 1
    assert not issued.card.is_locked


def sentences(client: Client, number: str, pictures: Sequence[Picture]) -> list[str]:
    """What the page answers, try after try, without the number and the tokens."""
    said = []
    for _ in range(MAX_TRIES + 1):
        page = touch(client, number, pictures)
        refusal = page.context["refusal"]
        said.append(f"{page.status_code} {refusal.message} {refusal.remedy}")
    return said


def test_unknown_wrong_locked_and_revoked_answer_the_same(cast: Cast) -> None:
    issued = give_card(cast)
    unknown = sentences(Client(), new_number(), PICTURES[:4])
    assert sentences(Client(), issued.number, wrong(issued.pictures)) == unknown
    issued.card.refresh_from_db()
    assert issued.card.is_locked
    renewed = give_card(cast)
    assert sentences(Client(), renewed.number, wrong(renewed.pictures)) == unknown
    # Revoked, with its right pictures, seen from an address that never tried.
    former = give_card(cast)
    revoke_card(actor=professional(cast.ines, cast.ime), person_id=cast.lea.id)
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert sentences(client, former.number, former.pictures) == unknown


def test_a_qr_code_of_an_unknown_card_shows_the_same_page(cast: Cast) -> None:
    issued, unknown = give_card(cast), new_number()
    pages = [Client().get(f"{ENTER}{number}/") for number in (issued.number, unknown)]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].context["touched"] == pages[1].context["touched"]
    assert len(pages[0].content) == len(pages[1].content)


def test_an_address_that_tries_too_often_waits(cast: Cast) -> None:
    client = Client(REMOTE_ADDR="192.0.2.9")
    for _ in range(TRIES):
        touch(client, new_number(), PICTURES[:4])
    issued = give_card(cast)
    page = touch(client, issued.number, issued.pictures)
    assert page.status_code == 422
    assert "trop d’essais" in page.content.decode()
    assert (
        touch(Client(REMOTE_ADDR="192.0.2.10"), issued.number, issued.pictures).status_code == 302
    )


def test_renewing_ends_the_former_card_and_the_session_it_opened(cast: Cast) -> None:
    former = give_card(cast)
    client = Client()
    touch(client, former.number, former.pictures)
    assert client.get(reverse("myspace:home")).status_code == 200
    renewed = give_card(cast)
    assert client.get(reverse("myspace:home")).status_code == 302
    assert touch(Client(), former.number, former.pictures).status_code == 422
    assert touch(Client(), renewed.number, renewed.pictures).status_code == 302
    assert AccessCard.objects.filter(person=cast.lea, revoked_at=None).count() == 1


def test_the_session_of_a_card_is_renewed_at_entry_and_ends_when_idle(cast: Cast) -> None:
    issued = give_card(cast)
    client = Client()
    client.session.save()
    planted = client.session.session_key
    with time_machine.travel(clock.now(), tick=False) as time:
        touch(client, issued.number, issued.pictures)
        assert client.session.session_key != planted
        time.shift(timedelta(seconds=IDLE_SECONDS - 60))
        assert client.get(reverse("myspace:home")).status_code == 200
        time.shift(timedelta(seconds=IDLE_SECONDS - 60))
        assert client.get(reverse("myspace:home")).status_code == 200
        time.shift(timedelta(seconds=IDLE_SECONDS + 60))
        assert client.get(reverse("myspace:home")).status_code == 302


def test_entering_with_a_card_signs_the_professional_out(cast: Cast, as_user: Any) -> None:
    issued = give_card(cast)
    client = as_user(cast.ines, cast.ime)
    touch(client, issued.number, issued.pictures)
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("myspace:card", args=[cast.lea.id])).status_code == 404


def test_leaving_and_quick_exit_empty_the_session(cast: Cast) -> None:
    issued = give_card(cast)
    for leave in (
        lambda client: client.post(reverse("myspace:leave")),
        lambda client: client.get(reverse("myspace:quick_exit")),
    ):
        client = Client()
        touch(client, issued.number, issued.pictures)
        response = leave(client)
        assert response.status_code == 302
        assert response["Clear-Site-Data"] == '"cache", "storage"'
        assert client.get(reverse("myspace:home")).url == ENTER
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.url.startswith("https://")
    assert "passerelles" not in response.url


def test_the_number_and_the_pictures_are_nowhere_in_the_database(cast: Cast) -> None:
    issued = give_card(cast)
    row = AccessCard.objects.values().get(pk=issued.card.pk)
    kept = " ".join(str(value) for value in row.values())
    assert issued.number not in kept
    assert "-".join(picture.code for picture in issued.pictures) not in kept
    lines = " ".join(f"{line.details} {line.ground}" for line in JournalEntry.objects.all())
    assert issued.number not in lines


def test_the_sheet_shows_the_card_once(cast: Cast, as_user: Any) -> None:
    client = as_user(cast.ines, cast.ime)
    sheet = client.post(reverse("myspace:new_card", args=[cast.lea.id]))
    assert sheet.status_code == 200
    assert "no-store" in sheet["Cache-Control"]
    assert "p-qr" in sheet.content.decode()
    number = sheet.context["number"]
    assert number in sheet.content.decode()
    after = client.get(reverse("myspace:card", args=[cast.lea.id])).content.decode()
    assert number not in after
    assert "Inès B." in after
    sheet_words = [picture.word for picture in sheet.context["pictures"]]
    assert len(set(sheet_words)) == 4
    card = AccessCard.objects.get(person=cast.lea, revoked_at=None)
    assert card.issued_by == cast.ines


def test_a_card_is_stopped_by_a_professional(cast: Cast, as_user: Any) -> None:
    issued = give_card(cast)
    client = as_user(cast.ines, cast.ime)
    assert client.post(reverse("myspace:stop_card", args=[cast.lea.id])).status_code == 302
    assert touch(Client(), issued.number, issued.pictures).status_code == 422


@pytest.mark.parametrize("name", ["card", "new_card", "stop_card"])
def test_neither_a_stranger_nor_an_invited_organisation_hands_a_card(
    cast: Cast, as_user: Any, name: str
) -> None:
    make_agreement(cast.lea, cast.geiq)
    url = reverse(f"myspace:{name}", args=[cast.lea.id])
    for user, organisation in (
        (cast.zoe, cast.stranger),
        (cast.claire, cast.geiq),
        (cast.bruno, cast.esat),
    ):
        client = as_user(user, organisation)
        answer = client.get(url) if name == "card" else client.post(url)
        assert answer.status_code == 404
    assert not AccessCard.objects.exists()


def test_the_action_itself_refuses_whoever_has_no_mission(cast: Cast) -> None:
    make_agreement(cast.lea, cast.geiq)
    for user, organisation in ((cast.claire, cast.geiq), (cast.zoe, cast.stranger)):
        with pytest.raises(Hidden):
            issue_card(actor=professional(user, organisation), person_id=cast.lea.id)


def newcomer(cast: Cast, days: int, *, leads: bool = True, state: str = "active") -> Actor:
    """Claire, whose GEIQ has had a mission for so many days, and may lead the path."""
    since = clock.now() - timedelta(days=days)
    Party.objects.create(
        person=cast.lea, organisation=cast.geiq, role="accompanies", basis="mission", since=since
    )
    path = Path.unscoped.create(
        person=cast.lea,
        organisation=cast.ime,
        author=cast.ines,
        author_name="Inès B.",
        volet=Volet.PATH,
        origin=cast.ime,
        title="Vers le travail",
        state=state,
        closed_on=clock.today() if state == "closed" else None,
    )
    user, organisation = (cast.claire, cast.geiq) if leads else (cast.ines, cast.ime)
    Referent.objects.create(path=path, user=user, organisation=organisation, since=since)
    return professional(cast.claire, cast.geiq)


def test_a_mission_of_thirty_days_that_leads_the_path_hands_a_card(cast: Cast) -> None:
    claire = newcomer(cast, 30)
    with time_machine.travel(clock.now(), tick=False):
        assert issue_card(actor=claire, person_id=cast.lea.id).card.issued_for == cast.geiq


@pytest.mark.parametrize(
    ("days", "leads", "state"),
    [(0, True, "active"), (29, True, "active"), (60, False, "active"), (60, True, "closed")],
)
def test_a_mission_just_obtained_or_without_the_referent_hands_no_card(
    cast: Cast, as_user: Any, days: int, leads: bool, state: str
) -> None:
    claire = newcomer(cast, days, leads=leads, state=state)
    with pytest.raises(Refusal, match="ne peut pas encore") as refused:
        issue_card(actor=claire, person_id=cast.lea.id)
    assert "Demandez à la structure qui a ouvert le dossier" in refused.value.remedy
    client = as_user(cast.claire, cast.geiq)
    page = client.get(reverse("myspace:card", args=[cast.lea.id]))
    assert page.status_code == 200
    assert refused.value.remedy in unescape(page.content.decode())
    assert reverse("myspace:new_card", args=[cast.lea.id]) not in page.content.decode()
    assert client.post(reverse("myspace:new_card", args=[cast.lea.id])).status_code == 422
    assert not AccessCard.objects.exists()


def test_a_newcomer_still_stops_a_lost_card(cast: Cast) -> None:
    issued = give_card(cast)
    revoke_card(actor=newcomer(cast, 0), person_id=cast.lea.id)
    assert touch(Client(), issued.number, issued.pictures).status_code == 422


def test_the_organisation_that_opened_the_record_hands_a_card_at_once_but_not_once_gone(
    cast: Cast,
) -> None:
    Party.objects.filter(person=cast.lea).update(since=clock.now() - timedelta(minutes=1))
    assert give_card(cast).number
    Party.objects.filter(person=cast.lea).update(until=clock.now())
    with pytest.raises(Hidden):
        give_card(cast)


def test_the_person_signs_beside_a_professional_with_their_pictures(cast: Cast) -> None:
    issued = give_card(cast)
    words = " ".join(picture.word for picture in issued.pictures)
    with acting_as(professional(cast.ines, cast.ime)):
        reference = check_secret(cast.lea.id, words.upper())
        assert reference is not None
        assert "carte d’accès" in reference
        for _ in range(MAX_TRIES):
            assert check_secret(cast.lea.id, "chat") is None
        assert check_secret(cast.lea.id, words) is None
    issued.card.refresh_from_db()
    assert issued.card.is_locked


def test_the_sharing_page_leads_to_the_card_only_for_those_who_may_hand_it(
    cast: Cast, as_user: Any
) -> None:
    make_agreement(cast.lea, cast.geiq)
    page = reverse("sharing:overview", kwargs={"person_id": cast.lea.id})
    link = reverse("myspace:card", args=[cast.lea.id])
    assert link in as_user(cast.ines, cast.ime).get(page).content.decode()
    assert link not in as_user(cast.claire, cast.geiq).get(page).content.decode()


def test_quitter_vite_goes_through_our_own_server(cast: Cast) -> None:
    issued = give_card(cast)
    client = Client()
    touch(client, issued.number, issued.pictures)
    page = client.get(reverse("myspace:home")).content.decode()
    assert f'href="{reverse("myspace:quick_exit")}"' in page


def test_what_happened_to_the_card_is_said_in_the_person_s_log(cast: Cast) -> None:
    issued = give_card(cast)
    touch(Client(), issued.number, wrong(issued.pictures))
    client = Client()
    touch(client, issued.number, issued.pictures)
    page = client.get(reverse("myspace:reads")).content.decode()
    assert "vous a donné une carte d’accès" in page
    assert "a refusé de fausses images pour votre carte" in page


def test_every_try_costs_one_check_whatever_the_card(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown, wrong, locked or right: the same slow computation, once."""
    checks: list[str] = []

    def counted(password: str, encoded: str) -> bool:
        checks.append(encoded)
        return check_password(password, encoded)

    monkeypatch.setattr("passerelles.myspace.actions.cards.check_password", counted)
    issued = give_card(cast)
    touch(Client(), new_number(), PICTURES[:4])
    for _ in range(MAX_TRIES):
        touch(Client(), issued.number, wrong(issued.pictures))
    touch(Client(), issued.number, issued.pictures)
    renewed = give_card(cast)
    touch(Client(), renewed.number, renewed.pictures)
    assert len(checks) == MAX_TRIES + 3
    algorithms = {encoded.partition("$")[0] for encoded in checks}
    assert len(algorithms) == 1
