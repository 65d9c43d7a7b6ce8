"""May it begin? What the papers of one thing (a contract, an immersion) say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from passerelles.documents.rules.circuit import (
    Circuit,
    PaperState,
    SignatureState,
    is_complete,
    next_signers,
)
from passerelles.documents.rules.kinds import ROLE_LABELS, PaperKind, SignatoryRole

CLOSED = (PaperState.REPLACED, PaperState.CANCELLED)


@dataclass(frozen=True, slots=True)
class StandingPaper:
    """A paper reduced to what decides."""

    kind: PaperKind
    circuit: Circuit


@dataclass(frozen=True, slots=True)
class Standing:
    """``settled``: everybody has signed everything.  Otherwise ``reasons`` say what is missing.

    ``blocks``: a paper that must be signed before the start is not.
    """

    settled: bool
    blocks: bool
    sentence: str
    reasons: tuple[str, ...] = ()

    @property
    def colour(self) -> str:
        if self.settled:
            return "leaf"
        return "coral" if self.blocks else "sky"


def standing_of(papers: Iterable[StandingPaper], *, begun: bool = False) -> Standing:
    """``begun``: it has already started, which is then said in so many words."""
    alive = [paper for paper in papers if paper.circuit.state not in CLOSED]
    if not alive:
        sentence = "Aucun papier n’est préparé."
        return Standing(settled=False, blocks=False, sentence=sentence, reasons=(sentence,))
    reasons = tuple(why for paper in alive if (why := _reason(paper)))
    if not reasons:
        return Standing(settled=True, blocks=False, sentence="Tous les papiers sont signés.")
    blocks = any(paper.kind.before_start and _reason(paper) for paper in alive)
    if not blocks:
        sentence = "Il manque des signatures."
    elif begun:
        sentence = "Commencé sans toutes les signatures : à régler tout de suite."
    else:
        sentence = "Ne commencez pas : tout le monde n’a pas signé."
    return Standing(settled=False, blocks=blocks, sentence=sentence, reasons=reasons)


def _reason(paper: StandingPaper) -> str:
    """Why a paper does not count as signed; empty when it does."""
    label, circuit = paper.kind.label, paper.circuit
    match circuit.state:
        case PaperState.SIGNED if is_complete(circuit):
            return ""
        case PaperState.DRAFT:
            return f"{label} : pas encore envoyé à la signature."
        case PaperState.REFUSED:
            who = [r for r, answer in circuit.answers.items() if answer is SignatureState.REFUSED]
            return f"{label} : refusé par {_names(who)}."
        case _:
            return f"{label} : il manque la signature de {_names(next_signers(circuit))}."


def _names(roles: Iterable[SignatoryRole]) -> str:
    words = [ROLE_LABELS[role] for role in roles]
    # « de le prescripteur » is not French: the role stands between quotation marks instead.
    return ", ".join(f"« {word} »" for word in words)
