"""Reading a question from JSON: what does not fit is said with its path and what was expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.document import AnyAct, Document
from passerelles.law.question_words import description_of
from passerelles.law.work_kinds import WorkFamily, work_kinds

_DOCUMENT: TypeAdapter[Document] = TypeAdapter(Document)

_EXPECTED: dict[str, str] = {
    "missing": "une valeur est obligatoire ici",
    "missing_argument": "une valeur est obligatoire ici",
    "missing_keyword_only_argument": "une valeur est obligatoire ici",
    "unexpected_keyword_argument": "ce nom n’existe pas à cet endroit",
    "date_type": 'une date, par exemple "2026-11-22"',
    "date_parsing": 'une date, par exemple "2026-11-22"',
    "date_from_datetime_parsing": 'une date, par exemple "2026-11-22"',
    "date_from_datetime_inexact": 'une date sans heure, par exemple "2026-11-22"',
    "decimal_type": 'un nombre, par exemple 26 ou "26.5"',
    "decimal_parsing": 'un nombre, par exemple 26 ou "26.5"',
    "finite_number": "un nombre fini",
    "int_type": "un nombre entier",
    "int_parsing": "un nombre entier",
    "int_from_float": "un nombre entier",
    "bool_type": "true ou false",
    "bool_parsing": "true ou false",
    "string_type": "un texte entre guillemets",
    "tuple_type": "une liste entre crochets",
    "dataclass_type": "un objet entre accolades",
    "model_type": "un objet entre accolades",
    "union_tag_not_found": 'un objet avec un champ "kind"',
    "json_invalid": "un document JSON valide",
    "json_type": "un document JSON",
}

_PLACE = re.compile(r"line (\d+) column (\d+)")

# Whose words pydantic puts in the path of an error although they are not in the document.
_TAGS = {
    "contract", "immersion", "assignment", "admission", "eligibility", "suspension",
    "prolongation", "review", "exit", "remuneration", "oeth", "aid", "reservation", "grouping",
    "clause_hours", "enrolment",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where the document does not fit (``act.start``), and what was expected there."""

    path: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path or 'document'} : {self.expected}"


class NotADocument(ValueError):
    """The JSON does not fit the schema; ``mistakes`` says where and what was expected."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(" ; ".join(map(str, mistakes)))
        self.mistakes = mistakes


def read_json(text: str | bytes) -> Document:
    """A question from JSON text; raises :class:`NotADocument`."""
    try:
        return _known_types(_DOCUMENT.validate_json(text))
    except ValidationError as error:
        raise NotADocument(mistakes_of(error)) from None


def read_data(data: Mapping[str, Any]) -> Document:
    """The same from data already read (dates as ISO strings or dates)."""
    try:
        return _known_types(_DOCUMENT.validate_python(data))
    except ValidationError as error:
        raise NotADocument(mistakes_of(error)) from None


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a question, each property described in French."""
    produced = _DOCUMENT.json_schema(by_alias=True)
    for owner, described in [("Document", produced), *produced["$defs"].items()]:
        for name, field in described.get("properties", {}).items():
            if words := description_of(owner, name):
                field["description"] = words
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **produced}


def _known_types(document: Document) -> Document:
    places: list[tuple[str, AnyAct]] = [("act", document.act)]
    places += [(f"history.{number}", act) for number, act in enumerate(document.history)]
    mistakes = [mistake for path, act in places for mistake in _type_mistakes(path, act)]
    if mistakes:
        raise NotADocument(tuple(mistakes))
    return document


def _type_mistakes(path: str, act: AnyAct) -> list[Mistake]:
    if not isinstance(act, Contract | Immersion | Assignment):
        return []
    codes = type_codes()[type(act).__name__]
    if act.type in codes:
        return []
    return [Mistake(f"{path}.type", f"un de ces codes : {', '.join(codes)}")]


_FAMILIES: dict[str, frozenset[WorkFamily]] = {
    "Contract": frozenset({WorkFamily.CONTRACT, WorkFamily.SUPPORT}),
    "Immersion": frozenset({WorkFamily.IMMERSION}),
    "Assignment": frozenset({WorkFamily.ASSIGNMENT}),
}


@lru_cache(maxsize=1)
def type_codes() -> dict[str, tuple[str, ...]]:
    """Codes that the ``type`` of a work situation may be, by the name of its act."""
    return {
        name: tuple(code for code, kind in work_kinds().items() if kind.family in families)
        for name, families in _FAMILIES.items()
    }


def mistakes_of(error: ValidationError) -> tuple[Mistake, ...]:
    """Mistakes of a validation, in French, with the path as the document writes it."""
    found = error.errors(include_url=False, include_input=False)
    return tuple(mistake_of(details) for details in found)


def mistake_of(details: ErrorDetails) -> Mistake:
    """One mistake of a validation, as pydantic tells it."""
    return Mistake(_path(details["loc"]), _expected(details))


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(
        str(part)
        for index, part in enumerate(location)
        if not (part in _TAGS and index and _is_act(location[:index]))
    )


def _is_act(before: tuple[int | str, ...]) -> bool:
    return before == ("act",) or (len(before) == 2 and before[0] == "history")


def _where(error: str) -> str:
    """« (ligne 1, colonne 12) », of what the reader of JSON says in English."""
    place = _PLACE.search(error)
    return f" (ligne {place[1]}, colonne {place[2]})" if place else ""


def _expected(details: ErrorDetails) -> str:
    kind = details["type"]
    context = details.get("ctx", {})
    if kind == "json_invalid":
        return f"{_EXPECTED[kind]}{_where(str(context.get('error', '')))}"
    if kind in {"literal_error", "enum"}:
        return f"une de ces valeurs : {str(context['expected']).replace(' or ', ', ')}"
    if kind == "union_tag_invalid":
        return f'"kind" parmi : {context["expected_tags"]}'
    if kind in {"greater_than_equal", "greater_than"}:
        return f"au moins {context.get('ge', context.get('gt'))}"
    if kind in {"less_than_equal", "less_than"}:
        return f"au plus {context.get('le', context.get('lt'))}"
    if kind == "string_too_long":
        return f"au plus {context['max_length']} caractères"
    if kind == "string_pattern_mismatch":
        return "un code de la bonne forme (code INSEE d’une commune : 5 caractères)"
    return _EXPECTED.get(kind, "une valeur de la bonne forme")
