"""What the version of a rule in force on the day reads."""

from __future__ import annotations

from typing import Any

from passerelles.law.checking import Check


def reads(check: Check[Any], key: str) -> bool:
    """Whether the version of the rule that applies that day names this value: one that came later
    is not asked of older acts."""
    return check.rule is not None and key in check.rule.parameters
