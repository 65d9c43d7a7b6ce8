"""Which modules hold the rules of which part of the law."""

from __future__ import annotations

from importlib import import_module

MODULES: tuple[str, ...] = (
    "passerelles.law.work_terms",
    "passerelles.law.oeth.units",
    "passerelles.law.oeth.contribution",
    "passerelles.law.procurement.clause_hours",
    "passerelles.law.procurement.consultations",
    "passerelles.law.procurement.groupings",
    "passerelles.law.procurement.reservations",
    "passerelles.law.procurement.thresholds",
    "passerelles.law.programmes.rules",
)


def load() -> None:
    """Import every module of rules, so that each has declared its own."""
    for module in MODULES:
        import_module(module)
