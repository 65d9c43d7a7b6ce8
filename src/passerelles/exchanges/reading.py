"""A file read as numbered rows with the connector's own column names, or refused whole.

Refused whole: empty, too big, undecodable, cut in the middle, or of another kind than the
connector's.  A row that does not have the right number of fields is only marked as broken.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from passerelles.exchanges.decoding import decode
from passerelles.exchanges.unpacking import Content, ContentKind, FileRefused, cut, unpack
from passerelles.kernel.text import fold

DELIMITERS = (";", ",", "\t", "|")
# A cell longer than this is a missing quote, not a cell.
MAX_CELL = 200_000


class Layout(StrEnum):
    TABLE = "table"  # CSV in all its forms, XLSX, ODS, XLS
    JSON = "json"  # a list of objects, or an API page holding one


@dataclass(frozen=True, slots=True)
class Shape:
    """What a connector expects to find in a file."""

    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    layout: Layout = Layout.TABLE
    # Every official export ends its last line; a file that does not was cut, or retyped.
    ends_with_newline: bool = True

    @property
    def all_columns(self) -> tuple[str, ...]:
        return (*self.columns, *self.optional)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line number in the file and its cells by official column name."""

    number: int
    values: Mapping[str, Any]
    # Why the row cannot be read at all (wrong number of fields); empty when it can.
    broken: str = ""

    def text(self, column: str) -> str:
        """The cell as text, spaces collapsed; '' when it is absent or empty."""
        value = self.values.get(column)
        return "" if value is None else " ".join(str(value).split())


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the file holds, before any connector looked at it."""

    name: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[Any]]]
    encoding: str = ""
    delimiter: str = ""
    ends_with_newline: bool = True
    objects: Sequence[Mapping[str, Any]] = field(default=())
    layout: Layout = Layout.TABLE


def read_table(path: Path) -> Table:
    """Read any supported file without knowing whose it is."""
    content = unpack(path)
    if content.kind is ContentKind.WORKBOOK:
        return _read_workbook(content)
    text, encoding = decode(content.name, content.data)
    if text.lstrip().startswith(("{", "[")):
        return _read_json(content.name, text, encoding)
    return _read_delimited(content.name, text, encoding)


def rows_of(table: Table, shape: Shape) -> list[Row]:
    """Rows under the connector's column names; the header has been checked by the registry."""
    if table.layout is Layout.JSON:
        return [Row(number, dict(item)) for number, item in enumerate(table.objects, start=1)]
    if shape.ends_with_newline and not table.ends_with_newline:
        raise cut(table.name, _("Sa dernière ligne n’est pas terminée."))
    names = _official_names(table.headers, shape)
    width = len(table.headers)
    rows = [_row(number, cells, names, width) for number, cells in table.rows]
    if rows and rows[-1].broken and len(table.rows[-1][1]) < width:
        raise cut(table.name, _("Sa dernière ligne s’arrête avant la fin."))
    return rows


def missing_columns(table: Table, shape: Shape) -> list[str]:
    present = {fold(header) for header in table.headers}
    return [column for column in shape.columns if fold(column) not in present]


def matches(table: Table, shape: Shape) -> bool:
    return table.layout is shape.layout and not missing_columns(table, shape)


def check_headers(table: Table, shape: Shape) -> None:
    """Refuse a header that repeats a column the connector needs: which one would be meant?"""
    counts = Counter(fold(header) for header in table.headers)
    repeated = [column for column in shape.all_columns if counts[fold(column)] > 1]
    if repeated:
        raise FileRefused(
            _("La colonne « %(column)s » est présente plusieurs fois dans « %(name)s ».")
            % {"column": repeated[0], "name": table.name},
            _("Gardez une seule colonne de ce nom."),
        )
    if not table.rows and not table.objects:
        raise FileRefused(
            _("Le fichier « %(name)s » ne contient aucune ligne après ses titres.")
            % {"name": table.name},
            _("Téléchargez-le à nouveau."),
        )


def _official_names(headers: Iterable[str], shape: Shape) -> list[str]:
    official = {fold(column): column for column in shape.all_columns}
    return [official.get(fold(header), header) for header in headers]


def _row(number: int, cells: Sequence[Any], names: list[str], width: int) -> Row:
    kept = list(cells)
    # Spreadsheets add empty cells at the end of lines: harmless.
    while len(kept) > width and kept[-1] in ("", None):
        kept.pop()
    broken = ""
    if len(kept) != width:
        broken = _("La ligne a %(count)d champs au lieu de %(width)d.") % {
            "count": len(kept),
            "width": width,
        }
    return Row(number, dict(zip(names, kept, strict=False)), broken)


def _read_delimited(name: str, text: str, encoding: str) -> Table:
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        if "unexpected end of data" in str(error) or "field larger" in str(error):
            raise cut(name, _("Un guillemet ouvert n’est jamais refermé.")) from error
        raise FileRefused(
            _("La ligne %(line)d de « %(name)s » a un guillemet mal placé.")
            % {"line": reader.line_num, "name": name},
            _("Enregistrez à nouveau le fichier depuis le tableur."),
        ) from error
    headers = tuple(" ".join(cell.split()) for cell in rows[0][1]) if rows else ()
    return Table(
        name=name,
        headers=headers,
        rows=rows[1:],
        encoding=encoding,
        delimiter=delimiter,
        ends_with_newline=text.endswith(("\n", "\r")),
    )


def _delimiter(text: str) -> str:
    """The separator that cuts the header into the most columns."""
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([first_line], delimiter=sign), [])))


def _read_json(name: str, text: str, encoding: str) -> Table:
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise cut(name, _("Ce n’est pas du JSON complet.")) from error
    items = document
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        items = lists[0] if len(lists) == 1 else [document]
    if not all(isinstance(item, dict) for item in items):
        raise FileRefused(
            _("Le fichier « %(name)s » n’est pas une liste d’objets JSON.") % {"name": name},
            _("Vérifiez qu’il s’agit du bon fichier."),
        )
    headers = tuple(dict.fromkeys(key for item in items for key in item))
    return Table(
        name=name,
        headers=headers,
        rows=(),
        encoding=encoding,
        objects=items,
        layout=Layout.JSON,
    )


def _read_workbook(content: Content) -> Table:
    from python_calamine import CalamineError, load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content.data))
        sheets = [workbook.get_sheet_by_index(i) for i in range(len(workbook.sheet_names))]
        filled = [rows for rows in (sheet.to_python() for sheet in sheets) if rows]
    except (CalamineError, OSError, ValueError) as error:
        raise cut(content.name) from error
    if not filled:
        raise FileRefused(_("Le classeur « %(name)s » est vide.") % {"name": content.name})
    cells = [[_cell(value) for value in row] for row in filled[0]]
    headers = cells[0]
    while headers and headers[-1] == "":
        headers.pop()
    numbered = [
        (number, row[: len(headers)] if not any(row[len(headers) :]) else row)
        for number, row in enumerate(cells[1:], start=2)
        if any(row)
    ]
    return Table(name=content.name, headers=tuple(headers), rows=numbered, encoding="classeur")


def _cell(value: Any) -> str:
    """A cell as its reader sees it: a whole number without the decimals the format adds."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else " ".join(str(value).split())
