"""The right to come back: opened by every exit from protected work to a job.

It is not a failure and not an interruption.  The record keeps it for ever; what the law limits
(the orientation, the support agreement) is said beside it, with what to do.
"""

from __future__ import annotations

from enum import StrEnum

from passerelles.law.esat.exits_and_return import JOBS
from passerelles.law.work_kinds import work_kinds


class ReturnWay(StrEnum):
    REINSTATEMENT = "reinstatement"  # back in the ESAT that was left
    ORIENTATION_REQUEST = "orientation_request"  # from an IME there is no ESAT to come back to


RETURN_WAY_LABELS: dict[ReturnWay, str] = {
    ReturnWay.REINSTATEMENT: "Retour dans l’ESAT d’origine",
    ReturnWay.ORIENTATION_REQUEST: "Demande d’orientation en ESAT à la MDPH",
}
_WAYS: dict[str, ReturnWay] = {
    "esat": ReturnWay.REINSTATEMENT,
    "ime": ReturnWay.ORIENTATION_REQUEST,
    "sipfp": ReturnWay.ORIENTATION_REQUEST,
}


def leaves_for_a_job(destination: str, contract_type: str) -> bool:
    """Whether the person leaves for a job with an employer."""
    if destination:
        return destination in JOBS
    kind = work_kinds().get(contract_type)
    return kind is not None and kind.creates_contract


def way_back(place_kind: str, destination: str, contract_type: str) -> ReturnWay | None:
    """Which right of return such an exit opens, ``None`` when it opens none."""
    if not leaves_for_a_job(destination, contract_type):
        return None
    return _WAYS.get(place_kind)
