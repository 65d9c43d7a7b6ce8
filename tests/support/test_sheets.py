"""Sheets of partner sessions: who is offered, who wrote last, what counts, what is journalled."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.errors import Refusal
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.acts import say_interest
from passerelles.support.actions.commitments import make_commitment, review_promise
from passerelles.support.actions.sessions import (
    ContactSaid,
    SessionDraft,
    note_contact,
    plan_session,
)
from passerelles.support.models import PartnerContact
from passerelles.support.rules.acts import Interest
from passerelles.support.rules.commitments import Kept, PromiseSide
from tests.cast import Cast, make_agreement, make_person, person_actor, professional
from tests.pathways.scenes import begun
from tests.support.scenes import educator, signed
from tests.support.test_acts import discovery
from tests.support.test_commitments import draft

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def test_two_who_fill_in_the_same_sheet_lose_nothing(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    session = plan_session(
        actor=educator(cast), draft=SessionDraft("CPAM", "Droits", clock.today())
    )
    sheet = reverse("support:session", args=[session.id])
    box, read = f"p_{cast.lea.id.hex}", f"r_{cast.lea.id.hex}"
    ines, karim = as_user(cast.ines, cast.ime), as_user(cast.karim, cast.ime)
    assert karim.post(sheet, {box: "knows", read: ""}).status_code == 302
    late = ines.post(sheet, {box: "absent", read: ""})
    assert late.status_code == 409
    first = PartnerContact.unscoped.get()
    assert (first.knows_whom, first.author) == (True, cast.karim)
    assert ines.post(sheet, {box: "absent", read: str(first.id)}).status_code == 302
    second = PartnerContact.unscoped.get(corrects=first)
    assert (second.came, second.author) == (False, cast.ines)
    first.refresh_from_db()
    assert first.knows_whom  # what was said stays readable
    session.refresh_from_db()
    assert session.attended is False


def test_only_persons_about_whom_one_may_write_are_offered_on_a_sheet(
    cast: Cast, as_user: AsUser
) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    sami = make_person("Sami", "Bel", cast.geiq, by=cast.claire)
    claire = professional(cast.claire, cast.geiq)
    for person in (cast.lea, sami):
        start_path(
            actor=claire, person_id=person.id, draft=PathDraft("Vers l’emploi", clock.today())
        )
    session = plan_session(actor=claire, draft=SessionDraft("CPAM", "Droits", clock.today()))
    client = as_user(cast.claire, cast.geiq)
    sheet = reverse("support:session", args=[session.id])
    text = client.get(sheet).content.decode()
    assert "Sami B." in text
    assert "Léa M." not in text
    assert "1 personne n’est pas proposée" in text
    assert client.post(sheet, {f"p_{sami.id.hex}": "came"}).status_code == 302
    assert PartnerContact.unscoped.get().person_id == sami.id


def test_a_sensitive_answer_on_screen_is_journalled_as_such(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    topic = SessionDraft("Hygiène sociale", "Dépistage", clock.today(), sensitive=True)
    session = plan_session(actor=educator(cast), draft=topic)
    note_contact(
        actor=educator(cast), person_id=cast.lea.id, session_id=session.id,
        said=ContactSaid(came=True),
    )  # fmt: skip
    client = as_user(cast.ines, cast.ime)
    for page in (
        reverse("support:session", args=[session.id]),
        reverse("support:commitments", args=[cast.lea.id]),
    ):
        before = JournalEntry.objects.count()
        client.get(page)
        lines = JournalEntry.objects.order_by("id")[before:]
        assert any(
            "sensitive" in line.volets for line in lines if line.person_id == str(cast.lea.id)
        )


def test_a_month_counts_only_when_somebody_came(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    long_ago = clock.today() - timedelta(days=75)
    session = plan_session(actor=educator(cast), draft=SessionDraft("Banque", "Budget", long_ago))
    client = as_user(cast.ines, cast.ime)
    page = reverse("support:sessions")
    missing = len(re.findall("Aucun partenaire n’est venu", client.get(page).content.decode()))
    assert "feuille à remplir" in client.get(page).content.decode()
    client.post(reverse("support:session", args=[session.id]), {f"p_{cast.lea.id.hex}": "came"})
    text = client.get(page).content.decode()
    assert len(re.findall("Aucun partenaire n’est venu", text)) == missing - 1
    other = plan_session(actor=educator(cast), draft=SessionDraft("CAF", "Droits", clock.today()))
    not_held = reverse("support:session_not_held", args=[other.id])
    assert client.post(not_held, {"reason": ""}).status_code == 422
    assert client.post(not_held, {"reason": "La CAF a prévenu le matin."}).status_code == 302
    assert "n’a pas eu lieu" in client.get(page).content.decode()
    held = reverse("support:session_not_held", args=[session.id])
    assert client.post(held, {"reason": "Erreur"}).status_code == 422


def test_a_partner_does_not_say_for_the_structure_whether_it_keeps_its_promise(cast: Cast) -> None:
    written = make_commitment(actor=educator(cast), person_id=cast.lea.id, draft=draft())
    commitment = signed(cast, written)
    make_agreement(cast.lea, cast.cfa)
    paul = professional(cast.paul, cast.cfa)
    promise = commitment.promises.filter(side=PromiseSide.STRUCTURE)[0]
    again = {"actor": paul, "person_id": cast.lea.id, "promise_id": promise.id, "kept": Kept.YES}
    with pytest.raises(Refusal, match="autre structure"):
        review_promise(**again)
    said = review_promise(**again, person_speaks=True)
    assert said.side == PromiseSide.PERSON


def test_nobody_answers_in_the_place_of_a_person_who_did(cast: Cast) -> None:
    act = discovery(cast)
    told = {"person_id": cast.lea.id, "act_id": act.id}
    say_interest(actor=educator(cast), **told, interest=Interest.YES)  # written with her
    say_interest(actor=person_actor(cast.lea), **told, interest=Interest.NO)
    with pytest.raises(Refusal, match="répondu elle-même"):
        say_interest(actor=educator(cast), **told, interest=Interest.YES)
    act.refresh_from_db()
    assert act.interest == Interest.NO
    say_interest(actor=person_actor(cast.lea), **told, interest=Interest.YES)  # her mind may change
