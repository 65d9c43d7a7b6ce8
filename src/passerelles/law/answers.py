"""An answer as JSON data: what the command prints and the API sends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from passerelles.law.findings import Answer, Finding, Value
from passerelles.law.parameters import Parameter


def answer_data(answer: Answer) -> dict[str, Any]:
    """``{"at", "verdict", "findings", "computed", "checked", "parameters"}``: dates as ISO text,
    amounts as numbers."""
    return {
        "at": answer.at.isoformat(),
        "verdict": answer.verdict.value,
        "findings": [finding_data(finding) for finding in answer.findings],
        "computed": {name: plain(value) for name, value in answer.computed.items()},
        "checked": list(answer.checked),
        "parameters": [parameter_data(row) for row in answer.parameters],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "article": finding.article,
        "parameters": [parameter_data(row) for row in finding.parameters],
        "missing": list(finding.missing),
        "remedy": finding.remedy,
        "opens": list(finding.opens),
        "opens_on": None if finding.opens_on is None else finding.opens_on.isoformat(),
        "confidence": str(finding.confidence),
    }


def parameter_data(row: Parameter) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "value": plain(row.value),
        "unit": row.unit,
        "from": plain(row.start),
        "to": plain(row.end),
        "source": row.source,
        "confidence": row.confidence.value,
        "owner": row.owner,
    }


def plain(value: Value) -> Any:
    """A value JSON can hold; an amount that is whole is an integer."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
