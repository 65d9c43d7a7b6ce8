"""Which modules hold the rules of which part of the law."""

from __future__ import annotations

from importlib import import_module

MODULES: tuple[str, ...] = (
    "passerelles.law.work_terms",
    "passerelles.law.iae.cddi",
    "passerelles.law.iae.cdi_inclusion",
    "passerelles.law.iae.eligibility",
    "passerelles.law.iae.exits",
    "passerelles.law.iae.experiments",
    "passerelles.law.iae.hours",
    "passerelles.law.iae.missions",
    "passerelles.law.iae.pass_iae",
    "passerelles.law.iae.prolongation",
    "passerelles.law.iae.proofs",
    "passerelles.law.iae.suspension",
    "passerelles.law.iae.very_low",
    "passerelles.law.iae.waiting",
    "passerelles.law.esat.admission",
    "passerelles.law.esat.assignment",
    "passerelles.law.esat.contract",
    "passerelles.law.esat.exits_and_return",
    "passerelles.law.esat.hours",
    "passerelles.law.esat.mispe",
    "passerelles.law.esat.pay",
    "passerelles.law.esat.suspension",
    "passerelles.law.esat.trial",
    "passerelles.law.esat.yearly",
    "passerelles.law.ime.rqth_by_right",
    "passerelles.law.ime.stages",
    "passerelles.law.pmsmp.caps",
    "passerelles.law.pmsmp.convention",
    "passerelles.law.ea.recognition",
    "passerelles.law.ea.eligibility",
    "passerelles.law.ea.tremplin",
    "passerelles.law.ea.assignments",
    "passerelles.law.ea.agreement",
    "passerelles.law.ea.amounts",
    "passerelles.law.geiq.label",
    "passerelles.law.geiq.contracts",
    "passerelles.law.geiq.allowance",
    "passerelles.law.aid.fte",
    "passerelles.law.aid.amounts",
    "passerelles.law.ordinary.exit_effect",
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
