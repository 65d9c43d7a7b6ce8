"""A programme as data: what is stored, copied and shown in a form.  Reading it back is the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from passerelles.law.programmes.model import Programme

# What the data call otherwise than the code.
_NAMES = {"start": "from", "end": "to"}


def programme_data(programme: Programme) -> dict[str, Any]:
    """JSON data; what is empty or left by default is not written."""
    data = _table(programme)
    data["quotes"] = {term.value: rule_id for term, rule_id in programme.quotes}
    return {name: value for name, value in data.items() if value not in ({}, [])}


def _table(item: Any) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if value == field.default or (value is None) or value == ():
            continue
        written[_NAMES.get(field.name, field.name)] = _value(value)
    return written


def _value(value: Any) -> Any:
    if is_dataclass(value):
        return _table(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _value(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
