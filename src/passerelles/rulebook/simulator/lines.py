"""Lists typed one item by line, parts separated by a semicolon: « A ; 60 000 »."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from passerelles.kernel.errors import Refusal
from passerelles.law.wording import day_fr, number_fr

MAX_LINES = 200

_SPACES = str.maketrans("", "", " \u00a0\u202f")


@dataclass(frozen=True, slots=True)
class Column:
    """``name``: the field it fills; ``required``: whether a line may leave it out."""

    name: str
    read: Callable[[str], Any]
    required: bool = True


def number(text: str) -> str:
    """A number as JSON text; raises ``ValueError``."""
    try:
        read = Decimal(text.translate(_SPACES).rstrip("€%h").replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not read.is_finite():
        raise ValueError(text)
    return str(read)


def _day(text: str) -> str:
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day).isoformat()


_NUMBERS = (Column("", number),)
_WORDS = (Column("", str),)
_PERIOD = (Column("start", _day), Column("end", _day))
_COLUMNS: dict[str, tuple[Column, ...]] = {
    "act.members": (Column("member", str), Column("share", number, required=False)),
    "act.beneficiaries": (Column("age", number), Column("presence", number, required=False)),
    "act.lines": (
        Column("person", str),
        Column("market", str),
        Column("month", _day),
        Column("hours", number),
        Column("source", str, required=False),
    ),
    "act.headcount_history": _NUMBERS,
    "history.suspensions": _PERIOD,
    "history.prolongations": _PERIOD,
    "history.cddi": _PERIOD,
    "history.tremplin": (Column("employer", str), *_PERIOD),
    "history.loans": (Column("host", str), *_PERIOD),
    "history.esat_contracts": (Column("start", _day), Column("weekly_hours", number)),
    "history.immersions": (Column("host", str), *_PERIOD),
}


def columns_of(path: str) -> tuple[Column, ...]:
    """What a line of that list holds; words, one by line, when nothing else is said."""
    return _COLUMNS.get(path, _WORDS)


def read_lines(text: str, columns: tuple[Column, ...]) -> list[Any]:
    """Items as JSON data; raises :class:`Refusal` with the line to correct."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise Refusal(
            _("Il y a plus de %(limit)s lignes.") % {"limit": MAX_LINES},
            _("Gardez les premières."),
        )
    return [_read_line(rank, line, columns) for rank, line in enumerate(lines, start=1)]


def _read_line(rank: int, line: str, columns: tuple[Column, ...]) -> Any:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) > len(columns) or any(
        column.required and (index >= len(parts) or not parts[index])
        for index, column in enumerate(columns)
    ):
        raise _unreadable(rank)
    try:
        read = {
            column.name: column.read(part)
            for column, part in zip(columns, parts, strict=False)
            if part
        }
    except ValueError:
        raise _unreadable(rank) from None
    return read.get("") if columns[0].name == "" else read


def _unreadable(rank: int) -> Refusal:
    return Refusal(
        _("La ligne %(rank)s ne se lit pas.") % {"rank": rank},
        _("Suivez l’exemple au-dessus de la case."),
    )


def written_lines(items: list[Any], columns: tuple[Column, ...]) -> str:
    """The list as it was typed, to be changed."""
    return "\n".join(_written(item, columns) for item in items)


def _written(item: Any, columns: tuple[Column, ...]) -> str:
    if not isinstance(item, dict):
        return _shown(item, columns[0])
    shown = [_shown(item[c.name], c) for c in columns if item.get(c.name) is not None]
    return " ; ".join(shown)


def _shown(value: Any, column: Column) -> str:
    if column.read is number:
        return number_fr(Decimal(value))
    if column.read is _day:
        return day_fr(date.fromisoformat(value))
    return str(value)
