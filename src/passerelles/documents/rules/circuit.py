"""The signature circuit: which state a paper is in, and who may do what in it.

Pure and exhaustive: the tables below are the whole of it.  Papers, pages and tests read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from passerelles.documents.rules.kinds import ROLE_LABELS, PaperKind, SignatoryRole
from passerelles.people.rules.representation import Who


class PaperState(StrEnum):
    """Where a paper stands."""

    DRAFT = "draft"
    OUT = "out"
    SIGNED = "signed"
    REFUSED = "refused"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


class SignatureState(StrEnum):
    """What one signatory answered on one version."""

    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"


class Hand(StrEnum):
    """In whose hands the paper is: whoever keeps it, or somebody who must sign it."""

    KEEPER = "keeper"
    SIGNATORY = "signatory"


class PaperAct(StrEnum):
    """What one may do with a paper."""

    CORRECT = "correct"  # a new version: every signature falls
    SEND = "send"
    GIVE_LINK = "give_link"
    RECORD = "record"  # a signature made on paper
    SIGN = "sign"
    REFUSE = "refuse"
    TALK = "talk"  # « je veux en parler »
    CANCEL = "cancel"


STATE_LABELS: dict[PaperState, str] = {
    PaperState.DRAFT: "à préparer",
    PaperState.OUT: "en signature",
    PaperState.SIGNED: "signé par tous",
    PaperState.REFUSED: "refusé",
    PaperState.REPLACED: "remplacé",
    PaperState.CANCELLED: "annulé",
}
STATE_COLOURS: dict[PaperState, str] = {
    PaperState.DRAFT: "sky",
    PaperState.OUT: "plum",
    PaperState.SIGNED: "leaf",
    PaperState.REFUSED: "coral",
    PaperState.REPLACED: "muted",
    PaperState.CANCELLED: "muted",
}

# The status × role table.  What is not written is forbidden.
ALLOWED: dict[PaperState, dict[Hand, frozenset[PaperAct]]] = {
    PaperState.DRAFT: {
        Hand.KEEPER: frozenset({PaperAct.CORRECT, PaperAct.SEND, PaperAct.CANCEL}),
    },
    PaperState.OUT: {
        Hand.KEEPER: frozenset(
            {PaperAct.CORRECT, PaperAct.GIVE_LINK, PaperAct.RECORD, PaperAct.CANCEL}
        ),
        Hand.SIGNATORY: frozenset({PaperAct.SIGN, PaperAct.REFUSE, PaperAct.TALK}),
    },
    PaperState.SIGNED: {Hand.KEEPER: frozenset({PaperAct.CORRECT, PaperAct.CANCEL})},
    PaperState.REFUSED: {Hand.KEEPER: frozenset({PaperAct.CORRECT, PaperAct.CANCEL})},
    PaperState.REPLACED: {},
    PaperState.CANCELLED: {},
}


class NotAllowed(ValueError):
    """The act does not exist in this state, or for this role."""


def allows(state: PaperState, hand: Hand, act: PaperAct) -> bool:
    return act in ALLOWED[state].get(hand, frozenset())


@dataclass(frozen=True, slots=True)
class Circuit:
    """A paper's current version: its state, and what each role that must sign answered."""

    state: PaperState
    answers: Mapping[SignatoryRole, SignatureState] = field(default_factory=dict)
    version: int = 1


def required_roles(
    kind: PaperKind, who: Who, added: frozenset[SignatoryRole] = frozenset()
) -> tuple[SignatoryRole, ...]:
    """Who must sign: the roles of the kind, those added, and whoever represents the person.

    A representative signs with the person, or instead where the rules of representation say
    so; a judgment or a mandate to be read asks for both.
    """
    roles = [*kind.roles, *(role for role in kind.optional if role in added)]
    if SignatoryRole.PERSON not in roles or who is Who.PERSON:
        return tuple(roles)
    kept = [role for role in roles if role is not SignatoryRole.PERSON]
    mine = [SignatoryRole.LEGAL_REPRESENTATIVE]
    if who is not Who.REPRESENTATIVE:
        mine.insert(0, SignatoryRole.PERSON)
    return (*mine, *kept)


def next_signers(circuit: Circuit) -> tuple[SignatoryRole, ...]:
    """Roles still waited for; nobody while the paper is not out for signature."""
    if circuit.state is not PaperState.OUT:
        return ()
    return tuple(
        role for role, answer in circuit.answers.items() if answer is SignatureState.WAITING
    )


def may_sign(circuit: Circuit, role: SignatoryRole) -> bool:
    return role in next_signers(circuit)


def is_complete(circuit: Circuit) -> bool:
    """Every role signed this very version; a paper nobody has to sign is never complete."""
    return bool(circuit.answers) and all(
        answer is SignatureState.SIGNED for answer in circuit.answers.values()
    )


def sent(circuit: Circuit) -> Circuit:
    _require(circuit, Hand.KEEPER, PaperAct.SEND)
    if not circuit.answers:
        raise NotAllowed("personne à faire signer")
    return replace(circuit, state=PaperState.OUT)


def signed(circuit: Circuit, role: SignatoryRole) -> Circuit:
    """One more signature; the last one closes the circuit."""
    _require_turn(circuit, role)
    after = replace(circuit, answers={**circuit.answers, role: SignatureState.SIGNED})
    return replace(after, state=PaperState.SIGNED) if is_complete(after) else after


def refused(circuit: Circuit, role: SignatoryRole) -> Circuit:
    """One "no" stops the circuit: the others are no longer asked."""
    _require_turn(circuit, role)
    answers = {**circuit.answers, role: SignatureState.REFUSED}
    return replace(circuit, state=PaperState.REFUSED, answers=answers)


def corrected(circuit: Circuit, roles: tuple[SignatoryRole, ...]) -> Circuit:
    """A new version: what was signed was another text, so nobody has signed this one."""
    _require(circuit, Hand.KEEPER, PaperAct.CORRECT)
    answers = dict.fromkeys(roles, SignatureState.WAITING)
    return Circuit(PaperState.DRAFT, answers, circuit.version + 1)


def cancelled(circuit: Circuit) -> Circuit:
    _require(circuit, Hand.KEEPER, PaperAct.CANCEL)
    return replace(circuit, state=PaperState.CANCELLED)


def _require(circuit: Circuit, hand: Hand, act: PaperAct) -> None:
    if not allows(circuit.state, hand, act):
        raise NotAllowed(f"{act} : impossible, le papier est {STATE_LABELS[circuit.state]}")


def _require_turn(circuit: Circuit, role: SignatoryRole) -> None:
    if not may_sign(circuit, role):
        raise NotAllowed(f"{ROLE_LABELS[role]} n’est pas attendu")
