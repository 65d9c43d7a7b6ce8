"""What the engine remarks on an enrolment, before any rule of the catalogue signs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from passerelles.law.findings import Severity


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, how serious it is, what would settle it.

    ``missing``: paths of what was not told; ``opens``: codes of what would turn a refusal into
    a yes; ``opens_on``: the first day on which it would.
    """

    severity: Severity
    message: str
    remedy: str = ""
    missing: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    opens_on: date | None = None

    @property
    def closes(self) -> bool:
        """Whether it prevents a yes for now."""
        return self.severity in {Severity.BLOCK, Severity.UNKNOWN}


def block(
    message: str, remedy: str = "", *, opens: tuple[str, ...] = (), opens_on: date | None = None
) -> Remark:
    return Remark(Severity.BLOCK, message, remedy, (), opens, opens_on)


def warn(message: str, remedy: str = "") -> Remark:
    return Remark(Severity.WARN, message, remedy)


def info(message: str, remedy: str = "") -> Remark:
    return Remark(Severity.INFO, message, remedy)


def unknown(message: str, *missing: str, remedy: str = "") -> Remark:
    return Remark(Severity.UNKNOWN, message, remedy, missing)
