"""An OpenAPI description read as rows of words for the reference page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "oui ou non",
    "object": "objet",
    "null": "vide",
}
_STATUSES = {
    "200": "la réponse",
    "413": "document trop long",
    "422": "ce qui ne va pas, et où",
    "500": "notre service a échoué",
    "429": "trop de demandes en une minute",
}


@dataclass(frozen=True, slots=True)
class Field:
    """``kind`` in words; ``holds``: names of the objects it may hold."""

    name: str
    kind: str
    required: bool
    note: str
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    title: str
    note: str
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    fields: tuple[Field, ...]


def operations(described: Mapping[str, Any]) -> list[Operation]:
    """What one may ask, in the order of the description."""
    return [
        _operation(path, method, details)
        for path, methods in described["paths"].items()
        for method, details in methods.items()
    ]


def _operation(path: str, method: str, details: Mapping[str, Any]) -> Operation:
    body = details.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        method=method.upper(),
        path=path,
        title=details.get("summary", path),
        note=details.get("description", ""),
        parameters=tuple(
            Field(
                item["name"],
                _kind(item["schema"]),
                item.get("required", False),
                item["schema"].get("description", item.get("description", "")),
            )
            for item in details.get("parameters", ())
        ),
        body=_kind(body["schema"]) if body else "",
        answers=tuple(
            (str(status), _STATUSES.get(str(status), "")) for status in details["responses"]
        ),
    )


def shapes(described: Mapping[str, Any]) -> list[Shape]:
    """Objects that travel, with their fields; bare lists of codes are told where they are used."""
    found = described["components"]["schemas"]
    return [
        Shape(name, tuple(_fields(schema, found)))
        for name, schema in sorted(found.items())
        if schema.get("properties")
    ]


def _fields(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Iterable[Field]:
    required = set(schema.get("required", ()))
    for name, value in schema["properties"].items():
        holds = tuple(dict.fromkeys(_held(value, known)))
        note = value.get("description", "")
        yield Field(name, _kind(value, known), name in required, note, holds)


def _held(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Iterable[str]:
    """Objects a field refers to, itself or in a list."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if known.get(name, {}).get("properties"):
        yield name
    for inner in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), schema.get("items", {})):
        if inner:
            yield from _held(inner, known)


def _kind(schema: Mapping[str, Any], known: Mapping[str, Any] | None = None) -> str:
    """``date ou vide``, ``liste de texte``, ``Contract ou Immersion``, ``none, cap, bac``."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        codes = (known or {}).get(name, {}).get("enum")
        return ", ".join(map(str, codes)) if codes else name
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " ou ".join(dict.fromkeys(_kind(choice, known) for choice in choices))
    if schema.get("type") == "array":
        return f"liste de {_kind(schema.get('items', {}), known)}"
    if schema.get("format") == "date":
        return "date"
    return _TYPES.get(schema.get("type", ""), "valeur")
