"""Putting an answer in a question: the path says where, the type of the field says what fits.

Paths are those findings name as missing: ``act.weekly_hours``, ``act.derogation.end``,
``person.birth_date``, ``situation.rqth`` (held or not), ``situation.rsa.proof_date``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from passerelles.law.acts.follow import Prolongation, Suspension
from passerelles.law.acts.work import Assignment, Contract, Derogation, Immersion
from passerelles.law.document import AnyAct, Document
from passerelles.law.person import Person, Situation
from passerelles.law.reading import Mistake, NotADocument, mistakes_of
from passerelles.law.situations import SituationKind

SITUATIONS = "situations"  # several situations told at once: ``{"rqth": true, "rsa": false}``

# Earlier acts told together, line by line: their class, and what they all have.
HISTORY_LISTS: dict[str, tuple[type[AnyAct], dict[str, Any]]] = {
    "history.suspensions": (Suspension, {"subject": "iae_pass"}),
    "history.prolongations": (Prolongation, {}),
    "history.cddi": (Contract, {"type": "cddi"}),
    "history.esat_contracts": (Contract, {"type": "cat", "employer_kind": "esat"}),
    "history.tremplin": (Contract, {"type": "cdd_tremplin", "employer_kind": "ea"}),
    "history.loans": (Assignment, {"type": "mad_esat_individual", "employer_kind": "esat"}),
    "history.immersions": (Immersion, {"type": "pmsmp"}),
}

_FIELDS_OF_SITUATION = {"proof_date": "proof_date", "from": "start", "to": "end"}


def with_answer(document: Document, path: str, value: Any) -> Document:
    """The same question with one thing more told; raises :class:`NotADocument` when the value does
    not fit and ``KeyError`` when there is no such path."""
    place, _, rest = path.partition(".")
    match place:
        case "act":
            return replace(document, act=_in_act(document.act, rest, value))
        case "person":
            return replace(document, person=_in_person(document.person, rest, value))
        case "situation":
            return replace(document, person=_in_situations(document.person, rest, value))
        case "situations":
            person = document.person
            for code, held in value.items():
                if held is not None:
                    person = _in_situations(person, code, held)
            return replace(document, person=person)
    if path in HISTORY_LISTS:
        return replace(document, history=_history(document, path, value))
    raise KeyError(path)


def value_at(document: Document, path: str) -> Any:
    """What a question says there, ``None`` when it says nothing."""
    place, _, rest = path.partition(".")
    if place == "act":
        name, _, part = rest.partition(".")
        held = getattr(document.act, name)
        return getattr(held, part) if part and held is not None else held
    if place == "person":
        return getattr(document.person, rest)
    raise KeyError(path)


def hint_of(owner: type, name: str) -> Any:
    """Declared type of a field; raises ``KeyError`` when there is none."""
    return _hints(owner)[name]


@lru_cache(maxsize=64)
def _hints(owner: type) -> dict[str, Any]:
    return get_type_hints(owner, include_extras=True)


@lru_cache(maxsize=512)
def _adapter(owner: type, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(hint_of(owner, name))


def _fitting(owner: type, name: str, path: str, value: Any) -> Any:
    try:
        return _adapter(owner, name).validate_python(value)
    except ValidationError as error:
        first = mistakes_of(error)[0]
        raise NotADocument((Mistake(path, first.expected),)) from None


def _in_act(act: AnyAct, rest: str, value: Any) -> AnyAct:
    name, _, part = rest.partition(".")
    if part:
        inner = getattr(act, name)
        if not isinstance(inner, Derogation):
            raise KeyError(f"act.{rest}")
        fitting = _fitting(Derogation, part, f"act.{rest}", value)
        return _told(act, name, replace(inner, **{part: fitting}))
    if name == "derogation" and isinstance(value, str):
        value = {"type": value}  # its kind is told first, then its days
    return _told(act, name, _fitting(type(act), name, f"act.{name}", value))


def _told(act: AnyAct, name: str, value: Any) -> AnyAct:
    changed: AnyAct = replace(act, **{name: value})
    return changed


def _in_person(person: Person, name: str, value: Any) -> Person:
    return replace(person, **{name: _fitting(Person, name, f"person.{name}", value)})


def _in_situations(person: Person, rest: str, value: Any) -> Person:
    code, _, part = rest.partition(".")
    kind = _kind(code)
    if part:
        name = _FIELDS_OF_SITUATION[part]
        day = _fitting(Situation, "proof_date", f"situation.{rest}", value)  # all three are days
        return _with_situation(person, kind, {name: day})
    if value:
        return _with_situation(person, kind, {})
    return _without_situation(person, kind)


def _history(document: Document, path: str, rows: Any) -> tuple[AnyAct, ...]:
    """The history with those acts instead of the earlier ones of their class."""
    owner, shared = HISTORY_LISTS[path]
    told = [
        owner(**shared, **{name: _fitting(owner, name, path, day) for name, day in row.items()})
        for row in rows
    ]
    others = (
        act
        for act in document.history
        if not isinstance(act, owner) or any(getattr(act, k) != v for k, v in shared.items())
    )
    return (*others, *told)


def _kind(code: str) -> SituationKind:
    try:
        return SituationKind(code)
    except ValueError:
        raise KeyError(f"situation.{code}") from None


def _with_situation(person: Person, kind: SituationKind, told: Mapping[str, Any]) -> Person:
    held = person.situations or ()
    if any(situation.kind is kind for situation in held):
        changed = tuple(replace(s, **told) if s.kind is kind else s for s in held)
    else:
        changed = (*held, Situation(kind=kind, **told))
    return replace(person, situations=changed, unknown=_still_unknown(person, kind))


def _without_situation(person: Person, kind: SituationKind) -> Person:
    held = tuple(s for s in person.situations or () if s.kind is not kind)
    return replace(person, situations=held, unknown=_still_unknown(person, kind))


def _still_unknown(person: Person, kind: SituationKind) -> tuple[SituationKind, ...]:
    """Telling one situation says nothing of the others: they stay unknown until told."""
    untold = tuple(SituationKind) if person.situations is None else person.unknown
    return tuple(other for other in untold if other is not kind)
