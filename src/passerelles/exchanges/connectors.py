"""What a connector is: a folder that says what a file holds, and how a row becomes a record.

A connector gives the shape of its file, turns a :class:`~passerelles.exchanges.reading.Row` into
a :class:`Draft` (or a :class:`Refused`), and lends a :class:`Store` that knows what the database
holds and writes.  Reading, comparing, reporting and the transaction are done once, for all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from passerelles.exchanges.reading import Row, Shape
from passerelles.exchanges.report import FieldChange
from passerelles.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Draft:
    """One row understood: its natural key, its comparable values, and what was mended to get them.

    A field absent from ``values`` is left as it is in the database: an empty cell erases nothing
    unless the connector says so.
    """

    number: int
    key: Hashable
    identity: str
    values: Mapping[str, Any]
    repairs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    # Anything the store needs and the comparison does not.
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, why, and what to do about it."""

    reason: str
    remedy: str = ""
    identity: str = ""
    repairs: tuple[str, ...] = ()


DraftT = TypeVar("DraftT", bound=Draft)
DraftIn = TypeVar("DraftIn", bound=Draft, contravariant=True)


class Store(Protocol[DraftIn]):
    """The database as one connector sees it, for the length of one import."""

    def prepare(self, drafts: Sequence[DraftIn]) -> None:
        """Fetch in a few queries all that :meth:`current` will be asked about."""

    def current(self, draft: DraftIn) -> Mapping[str, Any] | None:
        """Values held for this key, staged ones included; None when the record is new."""

    def stage(self, draft: DraftIn, changes: tuple[FieldChange, ...]) -> None:
        """Remember a new or changed record; nothing is written yet."""

    def write(self, *, actor: Actor) -> None:
        """Write what was staged; called inside the import's transaction, on ``--apply`` only."""


class Connector(ABC, Generic[DraftT]):
    """One kind of file.  An instance serves one import and may remember things between rows."""

    slug: ClassVar[str]
    title: ClassVar[str]  # French, shown in the list of connectors
    source: ClassVar[str]  # French: where a user gets the file
    shape: ClassVar[Shape]
    labels: ClassVar[Mapping[str, str]] = {}  # French names of the fields, for the report

    def identity(self, row: Row) -> str:
        """How the report names a row that could not be understood."""
        return next((text for name in row.values if (text := row.text(name))), "")

    def survey(self, rows: Sequence[Row]) -> None:
        """Look at the whole file before its first row is understood."""

    @abstractmethod
    def parse(self, row: Row) -> DraftT | Refused:
        """Understand one row; a :class:`~passerelles.kernel.errors.Refusal` refuses it too."""

    @abstractmethod
    def store(self) -> Store[DraftT]:
        """The store of this import."""
