"""Which paper is signed for which form of work, and what of it the record already knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.law.work_kinds import work_kinds

WORK_SUBJECT = "work"
EXIT_SUBJECT = "exit"
SUPPORT_AGREEMENT = "support_agreement"

# Lent alone, or several together under one contract.
ALONE = "mad_esat_individual"
TOGETHER = "mad_esat_collective"

# A mission of temporary work is not here: the agency signs its own contracts.
PAPER_OF_KIND: dict[str, str] = {
    "pmsmp": "pmsmp",
    "mispe": "mispe",
    ALONE: "mad",
    TOGETHER: "mad",
    "ime_stage": "stage",
    "mad_geiq": "loan",
    "mad_ea": "loan",
    "ai_provision": "loan",
    "passerelle": "loan",
    "trial_bench": "bench",
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


_PLACES = {
    SignatoryRole.HOST: "host",
    SignatoryRole.EMPLOYER: "employer",
    SignatoryRole.PRESCRIBER: "prescriber",
}


def place_signing(role: SignatoryRole, kind: str) -> str:
    """Which place of a situation signs in this capacity; empty when the situation does not say."""
    if role is SignatoryRole.ESAT:
        return "host" if kind == "mispe" else "employer"
    return _PLACES.get(role, "")


def person_signs(kind: str) -> bool:
    """Whether the law counts the person among those who sign for this form of work."""
    return "person" in work_kinds()[kind].signatories


# Compulsory mentions of the law, and the boxes of the paper that write each of them.
_BOXES: dict[str, tuple[str, ...]] = {
    "workers": ("person_name", "headcount"),
    "nature": ("tasks",),
    "place": ("host_address",),
    "hours": ("schedule",),
    "billing": ("billing",),
    "support": ("support",),
    "medical": ("medical",),
    "adaptations": ("adjustments",),
}


def mentions_written(kind: str, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Mentions of a contract lent by an ESAT that its paper really writes."""
    if paper_for(kind) != "mad":
        return ()
    return tuple(code for code, boxes in _BOXES.items() if all(facts.get(box) for box in boxes))
