"""Kinds of places as the rules of the IAE group them."""

from __future__ import annotations

SIAE = frozenset({"aci", "ei", "ai", "etti", "eiti", "regie"})
ADAPTED = frozenset({"ea", "eatt"})
INSERTION_STATUSES = frozenset({"aci_employee", "ei_employee", "ai_employee", "etti_employee"})

CDDI_TYPES = frozenset({"cddi", "cddi_phc", "cddi_cvg"})
# Contracts whose time counts as presence in an insertion structure.
SIAE_TYPES = CDDI_TYPES | {"cdi_inclusion"}

# The key of how many level-2 criteria a structure needs when there is none of level 1.
LEVEL_2_NEEDED: dict[str, str] = {
    "aci": "iae_level2_min_aci",
    "ei": "iae_level2_min_ei",
    "eiti": "iae_level2_min_eiti",
    "ai": "iae_level2_min_ai",
    "etti": "iae_level2_min_etti",
    # A « régie » is approved as an EI or an ACI: the same number for both.
    "regie": "iae_level2_min_aci",
}
