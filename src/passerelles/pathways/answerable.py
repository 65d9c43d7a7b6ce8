"""Entries beside which the person may answer, by the name used in addresses and rows."""

from __future__ import annotations

from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import NextStep, Note, ProgressPoint, Stage, WellBeing
from passerelles.people.models import Fact, Situation, Wish
from passerelles.sharing.models.entries import PersonEntry

ANSWERABLE: dict[str, type[PersonEntry]] = {
    "note": Note,
    "progress": ProgressPoint,
    "stage": Stage,
    "next_step": NextStep,
    "well_being": WellBeing,
    "fact": Fact,
    "situation": Situation,
    "wish": Wish,
}


def model_of(entry_kind: str) -> type[PersonEntry]:
    """Model behind a name; ``Hidden`` for a name that is not of the closed list."""
    try:
        return ANSWERABLE[entry_kind]
    except KeyError:
        raise Hidden("unknown kind of entry") from None
