"""What a rule answers: a sentence, its severity, its article and the parameters it read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from passerelles.law.parameters import Parameter


class Severity(StrEnum):
    BLOCK = "block"  # illegal as entered
    WARN = "warn"  # asks a human decision or a proof
    INFO = "info"  # a reason, a reminder, a deadline
    UNKNOWN = "unknown"  # cannot be said: something is missing


class Verdict(StrEnum):
    ALLOWED = "allowed"
    WARNINGS = "warnings"
    REFUSED = "refused"
    UNKNOWN = "unknown"


VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.ALLOWED: "Possible",
    Verdict.WARNINGS: "Possible, avec des points à régler",
    Verdict.REFUSED: "Pas possible en l’état",
    Verdict.UNKNOWN: "On ne peut pas encore le dire",
}

SEVERITY_LABELS: dict[Severity, str] = {
    Severity.BLOCK: "Bloque",
    Severity.WARN: "À régler",
    Severity.INFO: "Bon à savoir",
    Severity.UNKNOWN: "Il manque une information",
}

Value: TypeAlias = "Decimal | int | str | bool | date | list[Value] | dict[str, Value] | None"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule.

    ``missing``: paths, in the document, of what the rule could not read (``person.birth_date``,
    ``situation.rqth``).  ``opens``: codes of what would turn a refusal into a yes (a situation,
    ``prescription``, ``derogation``); ``opens_on``: the first day on which it would.
    """

    rule: str
    severity: Severity
    message: str
    article: str
    parameters: tuple[Parameter, ...] = ()
    missing: tuple[str, ...] = ()
    remedy: str = ""
    opens: tuple[str, ...] = ()
    opens_on: date | None = None
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Verdict and findings, most serious first; ``checked``: every rule that was read."""

    at: date
    verdict: Verdict
    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    computed: Mapping[str, Value] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of everything that is missing, each once, in the order the rules met them."""
        return tuple(dict.fromkeys(path for f in self.findings for path in f.missing))

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is severity)


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """A block refuses whatever is missing; something missing prevents a yes, never a no."""
    severities = {finding.severity for finding in findings}
    if Severity.BLOCK in severities:
        return Verdict.REFUSED
    if Severity.UNKNOWN in severities:
        return Verdict.UNKNOWN
    return Verdict.WARNINGS if Severity.WARN in severities else Verdict.ALLOWED
