"""The paper of a sharing says what is proposed or agreed: nothing is typed twice."""

from __future__ import annotations

from datetime import timedelta

from passerelles.documents.queries.prefill import prefilled
from passerelles.documents.rules.kinds import paper_kind
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.people.models import Person
from passerelles.sharing.actions import GiverNamed, ask_consent
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import Cast, make_agreement
from tests.documents.scenes import ines_of
from tests.sharing.scenes import terms_for

BOXES = ("receiver_name", "purpose", "volets", "start", "end")


def boxes(actor: Actor, person: Person) -> dict[str, object]:
    with acting_as(actor):
        access = open_record(actor, person.id, volets=(Volet.IDENTITY, Volet.DOCUMENTS))
        found = prefilled(access, paper_kind("sharing"))
    return {key: found[key] for key in BOXES if key in found}


def test_nothing_is_invented_without_an_agreement(cast: Cast, david: Person) -> None:
    assert boxes(ines_of(cast), david) == {}


def test_an_agreement_in_force_fills_the_paper(cast: Cast, david: Person) -> None:
    given = make_agreement(david, cast.geiq, Volet.PATH, Volet.PROGRESS, days=90)
    found = boxes(ines_of(cast), david)
    assert found["receiver_name"] == "GEIQ Propreté du Val"
    assert found["purpose"] == "suivre le parcours ensemble"
    assert len(str(found["volets"]).splitlines()) == 2
    assert found["start"] == given.valid_from.astimezone(clock.PARIS).date()
    assert found["end"] == clock.today() + timedelta(days=90)


def test_what_is_proposed_comes_first_and_an_ended_agreement_says_nothing(
    cast: Cast, david: Person
) -> None:
    make_agreement(david, cast.geiq, withdrawn_at=clock.now())
    assert boxes(ines_of(cast), david) == {}
    make_agreement(david, cast.geiq, Volet.PATH)
    ask_consent(
        actor=ines_of(cast),
        person_id=david.id,
        terms=terms_for(
            cast, Volet.PROGRESS, purpose=Purpose.TRAINING, receiver_id=cast.cfa.id, days=30
        ),
        giver=GiverNamed(Giver.PERSON),
    )
    found = boxes(ines_of(cast), david)
    assert found["receiver_name"] == "CFA du Val"
    assert found["purpose"] == "préparer et suivre une formation"
    assert (found["start"], found["end"]) == (
        clock.today(),
        clock.today() + timedelta(days=30),
    )
