"""Reading one table of a programme: each value is checked, each mistake has its path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from passerelles.law.reading import Mistake

ItemT = TypeVar("ItemT")

TEXT_LENGTH = 2000
LABEL_LENGTH = 150
CODE_LENGTH = 40
ROWS = 40
_CODE_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


class Fields:
    """One table being read; ``done`` says the names nobody asked for."""

    def __init__(self, data: Any, path: str, mistakes: list[Mistake]) -> None:
        self.path = path
        self.mistakes = mistakes
        self._data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self._asked: set[str] = set()
        if not isinstance(data, Mapping):
            self.mistakes.append(Mistake(path, "un tableau de valeurs nommées"))

    def wrong(self, name: str, expected: str) -> None:
        self.mistakes.append(Mistake(self.at(name), expected))

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def take(self, name: str) -> Any:
        self._asked.add(name)
        value = self._data.get(name)
        return None if value == "" else value

    def done(self) -> None:
        for name in self._data:
            if name not in self._asked:
                self.wrong(str(name), "ce nom n’existe pas à cet endroit")

    def text(self, name: str, *, required: bool = False, length: int = TEXT_LENGTH) -> str:
        value = self.take(name)
        if value is None:
            if required:
                self.wrong(name, "un texte est obligatoire ici")
            return ""
        if not isinstance(value, str):
            self.wrong(name, "un texte")
            return ""
        text = value.strip()
        if required and not text:
            self.wrong(name, "un texte est obligatoire ici")
        if len(text) > length:
            self.wrong(name, f"un texte d’au plus {length} caractères")
        return text

    def code(self, name: str = "code") -> str:
        code = self.text(name, required=True, length=CODE_LENGTH)
        if code and not set(code) <= _CODE_SIGNS:
            self.wrong(name, "un code en minuscules sans accent, chiffres et « _ » permis")
        return code

    def whole(self, name: str, *, least: int, most: int, required: bool = False) -> int | None:
        value = self.take(name)
        if value is None:
            if required:
                self.wrong(name, "un nombre entier est obligatoire ici")
            return None
        number = _whole(value)
        if number is None or not least <= number <= most:
            self.wrong(name, f"un nombre entier de {least} à {most}")
            return None
        return number

    def amount(self, name: str, *, most: int, required: bool = False) -> Decimal | None:
        value = self.take(name)
        if value is None:
            if required:
                self.wrong(name, "un nombre est obligatoire ici")
            return None
        number = _amount(value)
        if number is None or not 0 <= number <= most:
            self.wrong(name, f"un nombre de 0 à {most}")
            return None
        return number

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.take(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(name, "oui ou non (true ou false)")
            return default
        return value

    def day(self, name: str) -> date | None:
        value = self.take(name)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.wrong(name, 'une date, par exemple "2026-11-22"')
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of sentences; empty ones are dropped."""
        values = self._list(name)
        for index, value in enumerate(values):
            if not isinstance(value, str) or len(value) > TEXT_LENGTH:
                self.wrong(f"{name}.{index}", f"un texte d’au plus {TEXT_LENGTH} caractères")
        return tuple(v.strip() for v in values if isinstance(v, str) and v.strip())

    def codes(
        self, name: str, known: Collection[str] | None = None, *, what: str = "codes"
    ) -> tuple[str, ...]:
        """A list of codes, each once, among those known when they are."""
        values = self._list(name)
        for index, value in enumerate(values):
            if not isinstance(value, str) or (known is not None and value not in known):
                listed = "" if known is None else f" : {', '.join(sorted(known))}"
                self.wrong(f"{name}.{index}", f"un de ces {what}{listed}")
        return tuple(dict.fromkeys(v for v in values if isinstance(v, str)))

    def rows(self, name: str, read: Callable[[Fields], ItemT]) -> tuple[ItemT, ...]:
        """Tables of a list, each read by ``read``."""
        rows = []
        for index, value in enumerate(self._list(name)):
            fields = Fields(value, self.at(f"{name}.{index}"), self.mistakes)
            rows.append(read(fields))
            fields.done()
        return tuple(rows)

    def table(self, name: str, read: Callable[[Fields], ItemT]) -> ItemT:
        value = self.take(name)
        fields = Fields({} if value is None else value, self.at(name), self.mistakes)
        item = read(fields)
        fields.done()
        return item

    def _list(self, name: str) -> list[Any]:
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.wrong(name, "une liste")
            return []
        if len(value) > ROWS:
            self.wrong(name, f"une liste d’au plus {ROWS} lignes")
        return list(value)[:ROWS]


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    amount = _amount(value)
    return int(amount) if amount is not None and amount == amount.to_integral_value() else None


def _amount(value: Any) -> Decimal | None:
    """A number, from JSON, TOML or a form: « 10,5 » is read too."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        amount = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < 1_000_000_000 else None
