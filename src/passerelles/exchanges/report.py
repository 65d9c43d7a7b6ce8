"""What an import did or would do, line by line, for a person and for a program."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from passerelles.exchanges.wording import Console


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


OUTCOME_LABELS = {
    Outcome.CREATED: _("créée"),
    Outcome.UPDATED: _("modifiée"),
    Outcome.UNCHANGED: _("inchangée"),
    Outcome.REFUSED: _("refusée"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as it is and as it would be, in words."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    number: int
    outcome: Outcome
    identity: str
    reason: str = ""
    remedy: str = ""
    changes: tuple[FieldChange, ...] = ()
    repairs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def is_worth_a_look(self) -> bool:
        return self.outcome is not Outcome.UNCHANGED or bool(self.repairs or self.doubts)

    def as_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "outcome": self.outcome.value,
            "identity": self.identity,
            "reason": self.reason,
            "remedy": self.remedy,
            "changes": [
                {"field": change.field, "old": change.old, "new": change.new}
                for change in self.changes
            ],
            "repairs": list(self.repairs),
            "doubts": list(self.doubts),
        }


@dataclass(slots=True)
class ImportReport:
    """Every row read has one line and one outcome; repaired and doubtful lines are counted too."""

    lines: list[ReportLine] = field(default_factory=list)
    # True once written; a dry run only says what would be.
    applied: bool = False

    @property
    def read(self) -> int:
        return len(self.lines)

    @property
    def created(self) -> int:
        return self._count(Outcome.CREATED)

    @property
    def updated(self) -> int:
        return self._count(Outcome.UPDATED)

    @property
    def unchanged(self) -> int:
        return self._count(Outcome.UNCHANGED)

    @property
    def refused(self) -> int:
        return self._count(Outcome.REFUSED)

    @property
    def repaired(self) -> int:
        return sum(bool(line.repairs) for line in self.lines)

    @property
    def doubts(self) -> int:
        return sum(bool(line.doubts) for line in self.lines)

    def counts(self) -> dict[str, int]:
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "repaired": self.repaired,
            "doubts": self.doubts,
        }

    def as_dict(self) -> dict[str, Any]:
        return {**self.counts(), "lines": [line.as_dict() for line in self.lines]}

    def print_to(self, console: Console) -> None:
        """The report in plain French on a terminal."""
        from passerelles.exchanges.wording import print_to

        print_to(console, self)

    def _count(self, outcome: Outcome) -> int:
        return sum(line.outcome is outcome for line in self.lines)
