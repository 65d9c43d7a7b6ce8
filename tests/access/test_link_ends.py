"""Every kind of link with a code dies with what it rests on, whoever still holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import (
    LinkGiven,
    give_signing_link,
    prepare_paper,
    refuse_by_link,
    send_paper,
    sign_by_link,
)
from passerelles.documents.actions import Signer as Signs
from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, Actor
from passerelles.kernel.errors import Refusal
from passerelles.people.models import Person
from passerelles.sharing.actions import (
    GiverNamed,
    ask_consent,
    create_guest_link,
    end_mission,
    withdraw_agreement,
)
from passerelles.sharing.models import Agreement
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.terms import Terms
from passerelles.sharing.rules.volets import Purpose, Volet
from passerelles.support.actions.coach_links import give_coach_link
from passerelles.support.actions.coaching import PairDraft, answer_coach, propose_coach
from passerelles.web.routes import all_routes
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.documents.scenes import HOST, facts_for
from tests.sharing.scenes import adult


@dataclass(frozen=True)
class Held:
    """A link in somebody's hands: where its code is typed, and what it then opens."""

    entry: str
    code: str
    pages: tuple[str, ...]


Maker = Callable[[Cast, Actor, Person], Held]


def paper_out(cast: Cast, actor: Actor, person: Person) -> Paper:
    organisation = actor.organisation_id
    paper = prepare_paper(
        actor=actor,
        person_id=person.id,
        kind="pmsmp",
        facts=facts_for(paper_kind("pmsmp")),
        signers={
            SignatoryRole.HOST: HOST,
            SignatoryRole.PRESCRIBER: Signs(organisation_id=organisation),
        },
    )
    return send_paper(actor=actor, paper_id=paper.id)


def host_link(cast: Cast, actor: Actor, person: Person) -> LinkGiven:
    paper = paper_out(cast, actor, person)
    return give_signing_link(actor=actor, paper_id=paper.id, role=SignatoryRole.HOST)


def signing(cast: Cast, actor: Actor, person: Person) -> Held:
    given = host_link(cast, actor, person)
    opens = [reverse(f"documents:sign_{page}", args=[given.token]) for page in ("paper", "pdf")]
    return Held(given.path, given.code, tuple(opens))


def coach(cast: Cast, actor: Actor, person: Person) -> Held:
    draft = PairDraft("Odile Perrin", clock.today() + timedelta(days=90), "Cap Parrains")
    pair = propose_coach(actor=actor, person_id=person.id, draft=draft)
    answer_coach(actor=person_actor(person), pair_id=pair.id, yes=True, objectives=[])
    given = give_coach_link(actor=actor, person_id=person.id, pair_id=pair.id)
    return Held(given.path, given.code, (reverse("support:coach_page", args=[given.token]),))


def consent(cast: Cast, actor: Actor, person: Person) -> Held:
    until = clock.today() + timedelta(days=90)
    asked = ask_consent(
        actor=actor,
        person_id=person.id,
        terms=Terms(cast.company.id, Purpose.FOLLOW_UP, frozenset({Volet.PATH}), until),
        giver=GiverNamed(Giver.PERSON),
    )
    return Held(asked.path, asked.code, (reverse("sharing:consent_answer", args=[asked.token]),))


def guest(cast: Cast, actor: Actor, person: Person) -> Held:
    """A tutor's link rests on the agreement of the place of work, not on who handed it."""
    placed = make_agreement(
        person, cast.company, Volet.IDENTITY, Volet.PROGRESS, purpose=Purpose.PLACEMENT, days=30
    )
    given = create_guest_link(
        actor=actor,
        agreement_id=placed.id,
        holder_name="Sonia Tutrice",
        until=clock.today() + timedelta(days=20),
    )
    return Held(given.path, given.code, (reverse("pathways:guest_home"),))


MAKERS: dict[str, Maker] = {
    "documents:sign_enter": signing,
    "support:coach_enter": coach,
    "sharing:consent": consent,
    "sharing:guest_entry": guest,
}
# An account's own: they open nothing of a record, or ask the sharing rules at each reading.
OF_AN_ACCOUNT = {"compte/ouvrir/", "invitation/", "agenda/"}


def leave_by_withdrawal(person: Person) -> None:
    """The person takes back every agreement."""
    for row in Agreement.objects.filter(person=person, withdrawn_at=None):
        withdraw_agreement(actor=person_actor(person), agreement_id=row.id)


@pytest.fixture
def david(cast: Cast) -> Person:
    person = adult(cast)
    make_agreement(person, cast.geiq)
    return person


def opened(held: Held) -> Client:
    client = Client()
    assert client.post(held.entry, {"code": held.code}).status_code == 302
    for page in held.pages:
        assert client.get(page).status_code == 200
    return client


def nothing_opens(held: Held, client: Client) -> None:
    for page in held.pages:
        assert client.get(page).status_code in (302, 404)
    assert Client().post(held.entry, {"code": held.code}).status_code == 422


@pytest.mark.parametrize("kind", MAKERS)
def test_a_link_dies_when_the_person_withdraws(cast: Cast, david: Person, kind: str) -> None:
    held = MAKERS[kind](cast, professional(cast.claire, cast.geiq), david)
    client = opened(held)
    leave_by_withdrawal(david)
    nothing_opens(held, client)


@pytest.mark.parametrize("kind", sorted(set(MAKERS) - {"sharing:guest_entry"}))
def test_a_link_dies_with_the_mission_of_whoever_gave_it(
    cast: Cast, david: Person, kind: str
) -> None:
    ines = professional(cast.ines, cast.ime)
    held = MAKERS[kind](cast, ines, david)
    client = opened(held)
    end_mission(actor=ines, person_id=david.id, nobody_follows=True)
    nothing_opens(held, client)


def test_nothing_is_signed_nor_refused_by_a_link_whose_agreement_is_over(
    cast: Cast, david: Person
) -> None:
    """The page was open before: the button does nothing more."""
    given = host_link(cast, professional(cast.claire, cast.geiq), david)
    leave_by_withdrawal(david)
    with pytest.raises(Refusal):
        sign_by_link(actor=ANONYMOUS, link_id=given.link.id)
    with pytest.raises(Refusal):
        refuse_by_link(actor=ANONYMOUS, link_id=given.link.id, reason="Plus de place")
    assert Signature.objects.get(pk=given.link.signature_id).state == "waiting"


def test_no_kind_of_link_is_forgotten_here() -> None:
    """A new address with a secret in it comes with its line in this table."""
    secret = "<str:token>"
    prefixes = {row[0].split(secret)[0] for row in all_routes() if secret in row[0]}
    known = {reverse(name, args=["x"]).removesuffix("x/").lstrip("/") for name in MAKERS}
    assert prefixes - OF_AN_ACCOUNT == known
