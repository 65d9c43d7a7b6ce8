"""An end cannot come before a start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check
from passerelles.law.findings import Finding

DatedT = TypeVar("DatedT", Contract, Assignment)


def wrong_order(check: Check[DatedT]) -> Iterator[Finding]:
    act = check.act
    if act.start is not None and act.end is not None and act.end < act.start:
        yield check.block("La fin vient avant le début.", remedy="Corrigez les dates.")
