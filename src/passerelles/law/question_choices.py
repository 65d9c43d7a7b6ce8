"""What one may choose from: codes written with the words, or held by other data of the law."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from passerelles.law.acts.follow import Exit, Prolongation, Suspension
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.document import AnyAct, Document
from passerelles.law.iae.exit_tables import exit_table
from passerelles.law.iae.reasons import Reason, prolongation_reasons, suspension_reasons
from passerelles.law.programmes.shipped import judged_before, shipped_programmes
from passerelles.law.question_words import NoWords, Words, group_of_work, groups_of_work
from passerelles.law.work_kinds import WorkFamily, WorkKind, work_kinds

_FAMILIES_OF: dict[type, frozenset[WorkFamily]] = {
    Contract: frozenset({WorkFamily.CONTRACT, WorkFamily.SUPPORT}),
    Immersion: frozenset({WorkFamily.IMMERSION}),
    Assignment: frozenset({WorkFamily.ASSIGNMENT}),
}
_NO_PROGRAMME = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: str
    group: str = ""


def choices_for(document: Document, path: str, words: Words) -> tuple[Choice, ...]:
    """Codes one may answer, with their words; empty when the answer is not a choice."""
    own = _OWN.get(path)
    found = tuple(own(document.act)) if own else ()
    if found or path == "act.acknowledgements":
        return found
    return tuple(Choice(code, label) for code, label in words.choices)


def _types(act: AnyAct) -> Iterator[Choice]:
    if isinstance(act, Contract | Immersion | Assignment):
        yield from _kinds(_FAMILIES_OF[type(act)])


def _contract_types(_act: AnyAct) -> Iterator[Choice]:
    yield from _kinds(_FAMILIES_OF[Contract])


def _kinds(families: frozenset[WorkFamily]) -> Iterator[Choice]:
    """Kinds of work situations of those families, under plain words."""
    groups = groups_of_work()
    found = [kind for kind in work_kinds().values() if kind.family in families]
    for kind in sorted(found, key=lambda kind: groups.index(_group(kind))):
        yield Choice(kind.code, f"{kind.long} : {kind.plain}", _group(kind))


def _group(kind: WorkKind) -> str:
    """A kind added without a word on where to show it goes with the last group."""
    try:
        return group_of_work(kind.code)
    except NoWords:
        return groups_of_work()[-1]


def kind_of(act: AnyAct) -> WorkKind | None:
    """The kind of work situation an act is about, when it is told."""
    return work_kinds().get(getattr(act, "type", ""))


def _acknowledgements(act: AnyAct) -> Iterator[Choice]:
    if kind := kind_of(act):
        yield from (Choice(notice.code, notice.text) for notice in kind.acknowledgements)


def _judgments(act: AnyAct) -> Iterator[Choice]:
    if kind := kind_of(act):
        yield from (Choice(one.code, one.label) for one in judged_before(kind))


def _documents(act: AnyAct) -> Iterator[Choice]:
    if kind := kind_of(act):
        yield from (Choice(paper, paper) for paper in kind.documents)


def _reasons(act: AnyAct) -> Iterator[Choice]:
    if isinstance(act, Suspension) and act.subject == "iae_pass":
        yield from _to_choose(suspension_reasons())
    elif isinstance(act, Prolongation):
        yield from _to_choose(prolongation_reasons())
    elif isinstance(act, Exit):
        yield from _destinations(act)


def _to_choose(reasons: dict[str, Reason]) -> Iterator[Choice]:
    """Those met only in old records are no longer offered."""
    yield from (Choice(r.code, r.plain) for r in reasons.values() if not r.historical)


def _destinations(_act: AnyAct) -> Iterator[Choice]:
    table = exit_table().destinations
    yield from (Choice(code, destination.label) for code, destination in table.items())


def _programmes(_act: AnyAct) -> Iterator[Choice]:
    yield from (Choice(code, programme.label) for code, programme in shipped_programmes().items())


def _programme_or_none(act: AnyAct) -> Iterator[Choice]:
    if isinstance(act, Contract | Prolongation):
        yield Choice(_NO_PROGRAMME, "Aucun")
    if isinstance(act, Contract | Prolongation | Enrolment):
        yield from _programmes(act)


_OWN: dict[str, Callable[[AnyAct], Iterator[Choice]]] = {
    "act.type": _types,
    "act.contract_type": _contract_types,
    "act.acknowledgements": _acknowledgements,
    "act.judgments": _judgments,
    "act.documents": _documents,
    "act.reason": _reasons,
    "act.destination": _destinations,
    "act.programme": _programme_or_none,
    "act.employer_programmes": _programmes,
}


def employers_first(choices: tuple[Choice, ...], kind: WorkKind | None) -> tuple[Choice, ...]:
    """Those that may sign it, then « une autre structure »: the law says why not."""
    if kind is None or not kind.employers:
        return choices
    return tuple(c for c in choices if c.code in kind.employers or c.code == "other")
