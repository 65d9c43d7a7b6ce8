"""Withdrawing: at once, everywhere, whoever says it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import (
    create_guest_link,
    open_guest_link,
    withdraw_agreement,
)
from passerelles.sharing.models import Agreement, GuestLink, Party
from passerelles.sharing.policy import decision, require_write
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import Purpose, Verb, Volet
from tests.cast import Cast, make_agreement, person_actor, professional


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)


def test_the_person_withdraws_and_the_next_request_is_refused(
    cast: Cast, agreement: Agreement
) -> None:
    claire = professional(cast.claire, cast.geiq)
    assert decision(claire, Verb.READ, cast.lea.id, Volet.PATH).allowed
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)
    assert not decision(claire, Verb.READ, cast.lea.id, Volet.PATH).allowed
    with pytest.raises(Hidden):
        require_write(claire, cast.lea.id, Volet.PATH)
    assert not Party.objects.filter(organisation=cast.geiq, until=None).exists()


def test_a_page_left_open_saves_nothing_after_the_withdrawal(
    cast: Cast, agreement: Agreement, as_user: Any
) -> None:
    """The GEIQ had the sharing page open: its own next click finds nothing any more."""
    client = as_user(cast.claire, cast.geiq)
    page = f"/dossier/{cast.lea.id}/partage/"
    assert client.get(page).status_code == 200
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)
    assert client.get(page).status_code == 404
    assert client.get(f"/dossier/{cast.lea.id}/lectures/").status_code == 404
    answer = client.post(f"{page}accord/{agreement.id}/retirer/", {"said_by": "person"})
    assert answer.status_code == 404
    stranger = as_user(cast.zoe, cast.stranger).get(page)
    assert client.get(page).content.count(b"introuvable") == stranger.content.count(b"introuvable")


def test_a_professional_records_the_word_of_the_person_or_of_the_representative(
    cast: Cast, agreement: Agreement
) -> None:
    ended = withdraw_agreement(
        actor=professional(cast.ines, cast.ime),
        agreement_id=agreement.id,
        said_by=Giver.REPRESENTATIVE,
    )
    assert ended.withdrawn_by == "representative"
    with pytest.raises(Refusal, match="déjà retiré"):
        withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)


def test_nobody_withdraws_from_outside(cast: Cast, agreement: Agreement) -> None:
    other = make_agreement(cast.lea, cast.cfa, Volet.IDENTITY)
    for actor in (
        professional(cast.zoe, cast.stranger),
        professional(cast.bruno, cast.esat),
        professional(cast.admin, cast.ime),
    ):
        with pytest.raises(Hidden):
            withdraw_agreement(actor=actor, agreement_id=agreement.id)
    assert Agreement.objects.filter(withdrawn_at=None).count() == 2
    assert other.in_force()


def test_another_agreement_in_force_keeps_the_party(cast: Cast, agreement: Agreement) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, purpose=Purpose.ORIENTATION)
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)
    assert Party.objects.filter(organisation=cast.geiq, until=None).exists()
    claire = professional(cast.claire, cast.geiq)
    assert decision(claire, Verb.READ, cast.lea.id, Volet.IDENTITY).allowed
    assert not decision(claire, Verb.READ, cast.lea.id, Volet.PATH).allowed


def test_the_tutor_s_links_close_with_the_agreement(cast: Cast) -> None:
    placement = make_agreement(
        cast.lea, cast.company, Volet.IDENTITY, Volet.PROGRESS, purpose=Purpose.PLACEMENT
    )
    given = create_guest_link(
        actor=professional(cast.ines, cast.ime),
        agreement_id=placement.id,
        holder_name="Sonia Tutrice",
        until=clock.today() + timedelta(days=10),
    )
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=placement.id)
    link = GuestLink.objects.get()
    assert link.revoked_at is not None
    assert open_guest_link(actor=person_actor(cast.lea), token=given.token, code=given.code) is None
    with pytest.raises(Refusal):
        create_guest_link(
            actor=professional(cast.ines, cast.ime),
            agreement_id=placement.id,
            holder_name="Sonia Tutrice",
            until=clock.today() + timedelta(days=10),
        )
