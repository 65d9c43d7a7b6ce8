"""Entries beside which the person may answer, by the name used in addresses and rows."""

from __future__ import annotations

from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import NextStep, Note, ProgressPoint, Stage, WellBeing
from passerelles.people.models import Fact, Situation, Wish
from passerelles.people.rules.answers import shown_answer
from passerelles.people.rules.facts import FactKind
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


def subject_of(entry: PersonEntry) -> str:
    """What the entry says, in one line, to show beside its answer."""
    match entry:
        case Note():
            return entry.text
        case ProgressPoint():
            return f"{entry.axis.name} : {entry.level_words} {entry.comment}".strip()
        case WellBeing():
            return f"{entry.get_mood_display()} {entry.words}".strip()
        case Wish():
            return entry.words
        case Stage():
            return f"{entry.title} {entry.description} {entry.result}".strip()
        case Fact():
            return f"{entry.get_kind_display()} : {shown_answer(FactKind(entry.kind), entry.value)}"
        case _:
            return str(entry)
