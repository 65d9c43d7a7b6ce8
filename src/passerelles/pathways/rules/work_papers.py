"""Which paper is signed for which form of work, and what of it the record already knows."""

from __future__ import annotations

WORK_SUBJECT = "work"

# Lent alone, or several together under one contract.
ALONE = "mad_esat_individual"
TOGETHER = "mad_esat_collective"

PAPER_OF_KIND: dict[str, str] = {
    "pmsmp": "pmsmp",
    "mispe": "mispe",
    ALONE: "mad",
    TOGETHER: "mad",
    "ime_stage": "stage",
}


def paper_for(kind: str) -> str:
    """Code of the paper this form of work asks, empty when none is drawn here."""
    return PAPER_OF_KIND.get(kind, "")
