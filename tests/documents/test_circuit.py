"""The circuit, on every order of events that chance can think of."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.documents.rules.circuit import (
    ALLOWED,
    Circuit,
    Hand,
    NotAllowed,
    PaperAct,
    PaperState,
    SignatureState,
    allows,
    cancelled,
    corrected,
    is_complete,
    may_sign,
    next_signers,
    refused,
    required_roles,
    sent,
    signed,
)
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind, paper_kinds
from passerelles.documents.rules.standing import StandingPaper, standing_of
from passerelles.people.rules.representation import Who

ROLES = st.lists(st.sampled_from(list(SignatoryRole)), min_size=1, max_size=5, unique=True)
STEPS = st.lists(
    st.one_of(
        st.just(("send", None)),
        st.just(("correct", None)),
        st.just(("cancel", None)),
        st.tuples(st.sampled_from(["sign", "sign", "sign", "refuse"]), st.integers(0, 4)),
    ),
    max_size=25,
)


def draft(roles: tuple[SignatoryRole, ...]) -> Circuit:
    return Circuit(PaperState.DRAFT, dict.fromkeys(roles, SignatureState.WAITING))


def play(
    circuit: Circuit, roles: tuple[SignatoryRole, ...], step: tuple[str, int | None]
) -> Circuit:
    verb, position = step
    if verb == "send":
        return sent(circuit)
    if verb == "correct":
        return corrected(circuit, roles)
    if verb == "cancel":
        return cancelled(circuit)
    role = roles[(position or 0) % len(roles)]
    return signed(circuit, role) if verb == "sign" else refused(circuit, role)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROLES, STEPS)
def test_whatever_happens_a_paper_is_signed_only_by_everybody_and_by_this_version(
    roles: list[SignatoryRole], steps: list[tuple[str, int | None]]
) -> None:
    """Kept beside a slow reference: the set of who signed the version in hand."""
    asked = tuple(roles)
    circuit, hands, said_no = draft(asked), set(), False
    for step in steps:
        before = circuit
        try:
            circuit = play(circuit, asked, step)
        except NotAllowed:
            assert circuit == before
            continue
        verb = step[0]
        if verb == "correct":
            hands, said_no = set(), False
            assert circuit.version == before.version + 1
            assert set(circuit.answers.values()) == {SignatureState.WAITING}
        elif verb == "sign":
            hands.add(asked[(step[1] or 0) % len(asked)])
        elif verb == "refuse":
            said_no = True
        assert is_complete(circuit) == (hands == set(asked))
        assert (circuit.state is PaperState.SIGNED) <= (hands == set(asked) and not said_no)
        if said_no:
            assert circuit.state in {PaperState.REFUSED, PaperState.CANCELLED}
            assert next_signers(circuit) == ()
        assert not (set(next_signers(circuit)) & hands)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROLES)
def test_signing_in_any_order_ends_signed(roles: list[SignatoryRole]) -> None:
    circuit = sent(draft(tuple(roles)))
    for role in reversed(roles):
        assert circuit.state is PaperState.OUT
        assert may_sign(circuit, role)
        circuit = signed(circuit, role)
    assert circuit.state is PaperState.SIGNED
    with pytest.raises(NotAllowed):
        signed(circuit, roles[0])


def test_a_paper_nobody_signs_is_never_sent_nor_complete() -> None:
    empty = Circuit(PaperState.DRAFT)
    assert not is_complete(empty)
    with pytest.raises(NotAllowed):
        sent(empty)


def test_the_table_says_every_state_and_lets_nobody_sign_outside_the_circuit() -> None:
    assert set(ALLOWED) == set(PaperState)
    for state in PaperState:
        assert allows(state, Hand.SIGNATORY, PaperAct.SIGN) == (state is PaperState.OUT)
        assert not allows(state, Hand.KEEPER, PaperAct.SIGN)
    for closed in (PaperState.REPLACED, PaperState.CANCELLED):
        assert ALLOWED[closed] == {}


@pytest.mark.parametrize("kind", paper_kinds().values(), ids=lambda kind: kind.code)
def test_the_representative_signs_with_or_instead(kind: object) -> None:
    roles = {who: required_roles(kind, who) for who in Who}  # type: ignore[arg-type]
    person, representative = SignatoryRole.PERSON, SignatoryRole.LEGAL_REPRESENTATIVE
    assert representative not in roles[Who.PERSON]
    if person not in kind.roles:  # type: ignore[attr-defined]
        assert all(representative not in asked for asked in roles.values())
        return
    assert {person, representative} <= set(roles[Who.BOTH])
    assert {person, representative} <= set(roles[Who.DEPENDS])
    assert representative in roles[Who.REPRESENTATIVE]
    assert person not in roles[Who.REPRESENTATIVE]


def test_nothing_starts_before_all_have_signed_or_it_says_so() -> None:
    kind = paper_kind("pmsmp")
    out = sent(draft(kind.roles))
    waiting = standing_of([StandingPaper(kind, out)])
    assert (waiting.settled, waiting.blocks, waiting.colour) == (False, True, "coral")
    assert waiting.sentence == "Ne commencez pas : tout le monde n’a pas signé."
    assert "« la personne », « l’entreprise d’accueil »" in waiting.reasons[0]
    begun = standing_of([StandingPaper(kind, out)], begun=True)
    assert begun.sentence.startswith("Commencé sans toutes les signatures")
    for role in kind.roles:
        out = signed(out, role)
    assert standing_of([StandingPaper(kind, out)]).settled


def test_a_refusal_names_who_refused_and_a_cancelled_paper_counts_for_nothing() -> None:
    kind = paper_kind("pmsmp")
    no = refused(sent(draft(kind.roles)), SignatoryRole.HOST)
    said = standing_of([StandingPaper(kind, no)])
    assert said.reasons == ("Convention de PMSMP : refusé par « l’entreprise d’accueil ».",)
    nothing = standing_of([StandingPaper(kind, cancelled(no))])
    assert (nothing.settled, nothing.sentence) == (False, "Aucun papier n’est préparé.")


def test_a_commitment_still_unsigned_does_not_stop_the_start() -> None:
    kind = paper_kind("commitment")
    said = standing_of([StandingPaper(kind, sent(draft(kind.roles)))])
    assert (said.settled, said.blocks, said.colour) == (False, False, "sky")
