"""Which paper is signed for which form of work, and what of it the record already knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

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


# Answers of the law about the contract that lends a worker of an ESAT.
SIGNED_ON, SENT_ON = "act.signed_on", "act.sent_on"


def waits_sending(kind: str, details: Mapping[str, Any]) -> bool:
    """Whether the law asks that this contract be sent to the MDPH, and nobody noted that it was."""
    return kind in {ALONE, TOGETHER} and not details.get(SENT_ON)


def signed_day(details: Mapping[str, Any], last_signature: date | None) -> date | None:
    """The day of the last signature here, else the one that was told."""
    told = details.get(SIGNED_ON)
    return last_signature or (date.fromisoformat(told) if isinstance(told, str) else None)


def to_send_by(
    kind: str, details: Mapping[str, Any], last_signature: date | None, days: int
) -> date | None:
    """Last day to send it, ``None`` when it is sent, asks no sending or is not signed."""
    signed = signed_day(details, last_signature)
    if signed is None or not waits_sending(kind, details):
        return None
    return signed + timedelta(days=days)
