"""May it begin? What the papers of one thing (a contract, an immersion) say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from passerelles.documents.rules.circuit import (
    Circuit,
    PaperState,
    SignatureState,
    is_complete,
    next_signers,
)
from passerelles.documents.rules.completeness import FactValue
from passerelles.documents.rules.kinds import ROLE_LABELS, PaperKind, SignatoryRole
from passerelles.kernel.text import fold

CLOSED = (PaperState.REPLACED, PaperState.CANCELLED)


@dataclass(frozen=True, slots=True)
class StandingPaper:
    """A paper reduced to what decides; ``differs``: what it says and that is no longer so."""

    kind: PaperKind
    circuit: Circuit
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AsItIs:
    """What a thing is today, to compare with what its papers say; unknown compares with nothing.

    ``places``: names under which the place written in a fact is known.
    """

    start: date | None = None
    end: date | None = None
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_OTHER_PLACE = {"employer_name": "un autre employeur"}


def differences(facts: Mapping[str, FactValue], now: AsItIs) -> tuple[str, ...]:
    """« d’autres dates », « un autre lieu »: what the paper says and that is no longer so."""
    found: list[str] = []
    for key, day in (("start", now.start), ("end", now.end)):
        written = facts.get(key)
        if day is not None and written and written != day.isoformat():
            found.append("d’autres dates")
    for key, names in now.places.items():
        if (written := facts.get(key)) and names and not _same_place(str(written), names):
            found.append(_OTHER_PLACE.get(key, "un autre lieu"))
    return tuple(dict.fromkeys(found))


def _same_place(written: str, names: tuple[str, ...]) -> bool:
    """A name written with its town, or without its « SARL », is the same place."""
    said = fold(written)
    return any(name in said or said in name for name in map(fold, names) if name)


@dataclass(frozen=True, slots=True)
class Standing:
    """``settled``: everybody has signed everything.  Otherwise ``reasons`` say what is missing.

    ``blocks``: a paper that must be signed before the start is not.  ``outdated``: everybody has
    signed, but what is signed is no longer what happens; a new paper is to be signed.
    """

    settled: bool
    blocks: bool
    sentence: str
    reasons: tuple[str, ...] = ()
    outdated: bool = False

    @property
    def colour(self) -> str:
        if self.settled:
            return "leaf"
        return "coral" if self.blocks or self.outdated else "sky"


def standing_of(papers: Iterable[StandingPaper], *, begun: bool = False) -> Standing:
    """``begun``: it has already started, which is then said in so many words."""
    alive = _alive(papers)
    if not alive:
        sentence = "Aucun papier n’est préparé."
        return Standing(settled=False, blocks=False, sentence=sentence, reasons=(sentence,))
    reasons = tuple(why for paper in alive if (why := _reason(paper)))
    if not reasons:
        return Standing(settled=True, blocks=False, sentence="Tous les papiers sont signés.")
    blocks = any(paper.kind.before_start and _reason(paper) for paper in alive)
    if all(_is_signed(paper) for paper in alive):
        sentence = _outdated_sentence(blocks=blocks, begun=begun)
        return Standing(False, blocks, sentence, reasons, outdated=True)
    if not blocks:
        sentence = "Il manque des signatures."
    elif begun:
        sentence = "Commencé sans toutes les signatures : à régler tout de suite."
    else:
        sentence = "Ne commencez pas : tout le monde n’a pas signé."
    return Standing(settled=False, blocks=blocks, sentence=sentence, reasons=reasons)


def _alive(papers: Iterable[StandingPaper]) -> list[StandingPaper]:
    """Those that count; a good one of the same kind makes up for one that no longer says so."""
    alive = [paper for paper in papers if paper.circuit.state not in CLOSED]
    good = {paper.kind.code for paper in alive if not _reason(paper)}
    return [
        paper
        for paper in alive
        if not (_is_signed(paper) and paper.differs and paper.kind.code in good)
    ]


def _is_signed(paper: StandingPaper) -> bool:
    return paper.circuit.state is PaperState.SIGNED and is_complete(paper.circuit)


def _outdated_sentence(*, blocks: bool, begun: bool) -> str:
    if not blocks:
        return "Le papier signé ne dit plus la même chose."
    if begun:
        return "Commencé, et le papier signé ne dit plus la même chose : à régler tout de suite."
    return "Ne commencez pas : le papier signé ne dit plus la même chose."


def _reason(paper: StandingPaper) -> str:
    """Why a paper does not count as signed; empty when it does."""
    label = paper.kind.label
    if _is_signed(paper):
        return f"{label} : le papier signé dit {_and(paper.differs)}." if paper.differs else ""
    said = _unsigned_reason(label, paper.circuit)
    return f"{said} Il dit aussi {_and(paper.differs)} : corrigez-le." if paper.differs else said


def _and(words: tuple[str, ...]) -> str:
    return " et ".join(words)


def _unsigned_reason(label: str, circuit: Circuit) -> str:
    match circuit.state:
        case PaperState.DRAFT if circuit.version > 1:
            return f"{label} : la nouvelle version n’est pas encore envoyée à la signature."
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
