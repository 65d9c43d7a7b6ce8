"""Stages of recruiting an establishment, and how many go from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """In order; a stage may be skipped, what is reached is the furthest."""

    TO_CONTACT = "to_contact"
    CONTACTED = "contacted"
    PRESENTED = "presented"
    JOINED = "joined"
    IDENTIFIED = "identified"


STAGE_LABELS: dict[Stage, str] = {
    Stage.TO_CONTACT: "à contacter",
    Stage.CONTACTED: "contacté",
    Stage.PRESENTED: "démarche présentée",
    Stage.JOINED: "adhérent",
    Stage.IDENTIFIED: "publics identifiés",
}
_ORDER = tuple(Stage)


def furthest(stages: Iterable[Stage]) -> Stage:
    """The furthest stage reached; nothing noted means still to contact."""
    return max(stages, key=_ORDER.index, default=Stage.TO_CONTACT)


def next_stage(stage: Stage) -> Stage | None:
    position = _ORDER.index(stage) + 1
    return _ORDER[position] if position < len(_ORDER) else None


@dataclass(frozen=True, slots=True)
class Conversion:
    """Of those who reached the stage before, how many reached this one."""

    stage: Stage
    reached: int
    out_of: int

    @property
    def label(self) -> str:
        return STAGE_LABELS[self.stage]

    @property
    def percent(self) -> int | None:
        """None when nobody could have got here: unknown is not zero."""
        return round(100 * self.reached / self.out_of) if self.out_of else None


def conversions(reached: Iterable[Stage]) -> tuple[Conversion, ...]:
    """From the furthest stage of each establishment, the passage from each stage to the next."""
    ranks = [_ORDER.index(stage) for stage in reached]
    at_least = [sum(rank >= position for rank in ranks) for position in range(len(_ORDER))]
    return tuple(
        Conversion(stage, at_least[position], at_least[position - 1])
        for position, stage in enumerate(_ORDER)
        if position > 0
    )
