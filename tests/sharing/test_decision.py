"""The one decision: what it promises, and its agreement with the slow reference."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.clock import PARIS
from passerelles.sharing.rules.decision import (
    AgreementFacts,
    Basis,
    EmergencyFacts,
    Ground,
    PartyFacts,
    PersonFacts,
    Scope,
    decide,
)
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, Purpose, Verb, Volet
from tests.sharing import reference
from tests.sharing.histories import History, ident

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=PARIS)
GEIQ, IME = uuid4(), uuid4()
ALL_RIGHTS = frozenset({Right.READ_PEOPLE, Right.WRITE_PEOPLE, Right.READ_SENSITIVE})
CLAIRE = Actor(
    kind=ActorKind.PROFESSIONAL, user_id=uuid4(), organisation_id=GEIQ, rights=ALL_RIGHTS
)
AGREEMENT = AgreementFacts(
    id=uuid4(),
    receiver_id=GEIQ,
    volets=frozenset({Volet.IDENTITY, Volet.PATH}),
    purpose=Purpose.FOLLOW_UP,
    valid_from=NOON - timedelta(days=1),
    valid_until=NOON + timedelta(days=1),
)


def _facts(*agreements: AgreementFacts, parties: tuple[PartyFacts, ...] = ()) -> PersonFacts:
    return PersonFacts(person_id=uuid4(), agreements=agreements, parties=parties)


def test_nothing_is_allowed_without_an_agreement_or_a_mission() -> None:
    for volet in Volet:
        for verb in Verb:
            assert not decide(CLAIRE, verb, _facts(), volet, NOON).allowed


def test_an_agreement_opens_its_volets_and_no_other() -> None:
    facts = _facts(AGREEMENT)
    opened = {v for v in Volet if decide(CLAIRE, Verb.READ, facts, v, NOON).allowed}
    assert opened == {Volet.IDENTITY, Volet.PATH}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (AGREEMENT.valid_from - timedelta(seconds=1), False),
        (AGREEMENT.valid_from, True),
        (AGREEMENT.valid_until - timedelta(seconds=1), True),
        (AGREEMENT.valid_until, False),
    ],
)
def test_an_agreement_holds_from_its_start_until_just_before_its_end(
    moment: datetime, expected: bool
) -> None:
    assert decide(CLAIRE, Verb.READ, _facts(AGREEMENT), Volet.PATH, moment).allowed is expected


def test_a_withdrawal_takes_effect_at_the_very_moment() -> None:
    facts = _facts(replace(AGREEMENT, withdrawn_at=NOON))
    assert decide(CLAIRE, Verb.READ, facts, Volet.PATH, NOON - timedelta(seconds=1)).allowed
    assert not decide(CLAIRE, Verb.READ, facts, Volet.PATH, NOON).allowed


def test_two_agreements_never_add_up() -> None:
    """One lets the GEIQ write in the path, another lets it read the skills: no writing there."""
    reading = replace(
        AGREEMENT,
        id=uuid4(),
        purpose=Purpose.ORIENTATION,
        volets=frozenset({Volet.IDENTITY, Volet.SKILLS}),
    )
    facts = _facts(AGREEMENT, reading)
    assert decide(CLAIRE, Verb.WRITE, facts, Volet.PATH, NOON).allowed
    assert decide(CLAIRE, Verb.READ, facts, Volet.SKILLS, NOON).allowed
    assert not decide(CLAIRE, Verb.WRITE, facts, Volet.SKILLS, NOON).allowed


def test_an_agreement_given_to_another_organisation_opens_nothing_here() -> None:
    elsewhere = replace(AGREEMENT, receiver_id=IME)
    assert not decide(CLAIRE, Verb.READ, _facts(elsewhere), Volet.PATH, NOON).allowed


def test_a_mission_reaches_only_the_entries_of_the_organisation_itself() -> None:
    party = PartyFacts(GEIQ, Basis.MISSION, NOON - timedelta(days=9))
    decision = decide(CLAIRE, Verb.READ, _facts(parties=(party,)), Volet.PATH, NOON)
    assert decision.scope is Scope.OWN
    assert decision.ground is Ground.MISSION
    assert not decision.reaches(own=False, shared=True)


def test_the_sensitive_volet_asks_for_the_right_to_read_it_whatever_the_agreement() -> None:
    facts = _facts(replace(AGREEMENT, volets=frozenset(Volet)))
    without = replace(CLAIRE, rights=ALL_RIGHTS - {Right.READ_SENSITIVE})
    assert decide(CLAIRE, Verb.READ, facts, Volet.SENSITIVE, NOON).allowed
    assert not decide(without, Verb.READ, facts, Volet.SENSITIVE, NOON).allowed


def test_an_emergency_lets_its_user_read_and_never_write() -> None:
    assert CLAIRE.user_id is not None
    facts = PersonFacts(
        person_id=uuid4(),
        emergencies=(EmergencyFacts(CLAIRE.user_id, GEIQ, NOON, NOON + timedelta(hours=3)),),
    )
    colleague = replace(CLAIRE, user_id=uuid4())
    assert decide(CLAIRE, Verb.READ, facts, Volet.SENSITIVE, NOON).ground is Ground.EMERGENCY
    assert not decide(CLAIRE, Verb.WRITE, facts, Volet.PATH, NOON).allowed
    assert not decide(colleague, Verb.READ, facts, Volet.PATH, NOON).allowed
    after = NOON + timedelta(hours=3)
    assert not decide(CLAIRE, Verb.READ, facts, Volet.PATH, after).allowed


def _check(seed: int) -> None:
    rng = random.Random(seed)
    organisations, users = [ident(rng) for _ in range(2)], [ident(rng) for _ in range(2)]
    history = History(rng, organisations, users)
    at, verb, volet = history.moment(), rng.choice(list(Verb)), rng.choice(list(Volet))
    for actor in history.actors():
        decision = decide(actor, verb, history.facts, volet, at)
        assert decision.allowed is (decision.scope is not Scope.NONE)
        for own in (True, False):
            for shared in (True, False):
                expected = reference.may(
                    actor, verb, history.facts, volet, at, own=own, shared=shared
                )
                assert decision.reaches(own=own, shared=shared) is expected, (seed, actor, own)


@given(st.integers(min_value=0, max_value=2**63))
@settings(max_examples=300, deadline=None)
def test_the_decision_equals_the_slow_reference_on_any_history(seed: int) -> None:
    _check(seed)


def test_the_decision_equals_the_slow_reference_on_twelve_thousand_seeded_histories() -> None:
    """Eight actors for each: about 100 000 decisions."""
    for seed in range(12_000):
        _check(seed)


def test_without_the_sensitive_volet_the_ordinary_ones_are_all_the_others() -> None:
    assert set(ORDINARY_VOLETS) == set(Volet) - {Volet.SENSITIVE}
