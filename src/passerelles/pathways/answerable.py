"""Entries beside which the person may answer, by the name used in addresses and rows.

A closed list, to which each area adds its own entries when it starts: this one knows nothing of
those above it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import NextStep, Note, ProgressPoint, Stage, WellBeing
from passerelles.people.models import Fact, Situation, Wish
from passerelles.people.rules.answers import shown_answer
from passerelles.people.rules.facts import FactKind
from passerelles.people.rules.situations import SITUATIONS, SituationKind
from passerelles.sharing.models.entries import PersonEntry

Words = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class AnswerableKind:
    """``told``: the entry in one line, for the team; ``plain``: quoted to the person.

    ``page``: name of the page of their space where the person reads such entries.
    """

    name: str
    model: type[PersonEntry]
    page: str
    told: Words = str
    plain: Words = str


_kinds: dict[str, AnswerableKind] = {}


def register_answerable(*kinds: AnswerableKind) -> None:
    for kind in kinds:
        if kind.name in _kinds:
            raise ValueError(f"Sorte d’écrit déclarée deux fois : {kind.name}")
        _kinds[kind.name] = kind


def answerable_kinds() -> tuple[AnswerableKind, ...]:
    return tuple(_kinds.values())


def kind_of(entry_kind: str) -> AnswerableKind:
    """What is known of a name; ``Hidden`` for a name that is not of the closed list."""
    try:
        return _kinds[entry_kind]
    except KeyError:
        raise Hidden("unknown kind of entry") from None


def model_of(entry_kind: str) -> type[PersonEntry]:
    """Model behind a name; ``Hidden`` for a name that is not of the closed list."""
    return kind_of(entry_kind).model


def _text(note: Note) -> str:
    return note.text


def _point(point: ProgressPoint) -> str:
    return f"{point.axis.name} : {point.level_words} {point.comment}".strip()


def _plain_point(point: ProgressPoint) -> str:
    return f"{point.axis.name} : {point.axis.levels[point.level]}"


def _stage(stage: Stage) -> str:
    return f"{stage.title} {stage.description} {stage.result}".strip()


def _step(step: NextStep) -> str:
    return step.plain or step.what


def _mood(mood: WellBeing) -> str:
    return f"{mood.get_mood_display()} {mood.words}".strip()


def _plain_mood(mood: WellBeing) -> str:
    return mood.words or str(mood.get_mood_display())


def _fact(fact: Fact) -> str:
    return f"{fact.get_kind_display()} : {_plain_fact(fact)}"


def _plain_fact(fact: Fact) -> str:
    return shown_answer(FactKind(fact.kind), fact.value)


def _situation(situation: Situation) -> str:
    return SITUATIONS[SituationKind(situation.kind)].plain


def _wish(wish: Wish) -> str:
    return wish.words


register_answerable(
    AnswerableKind("note", Note, "myspace:path", _text, _text),
    AnswerableKind("progress", ProgressPoint, "myspace:progress", _point, _plain_point),
    AnswerableKind("stage", Stage, "myspace:path", _stage),
    AnswerableKind("next_step", NextStep, "myspace:home", plain=_step),
    AnswerableKind("well_being", WellBeing, "myspace:mood", _mood, _plain_mood),
    AnswerableKind("fact", Fact, "myspace:help", _fact, _plain_fact),
    AnswerableKind("situation", Situation, "myspace:rights", plain=_situation),
    AnswerableKind("wish", Wish, "myspace:wishes", _wish, _wish),
)
