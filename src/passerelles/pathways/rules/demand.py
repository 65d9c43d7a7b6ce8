"""How demanding a job is, and when a market’s clause meets heavy barriers: people look, and decide.

Nothing here refuses, and nothing sets anybody aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Demand(IntEnum):
    """What the activity asks, as the team says it; empty when nobody said."""

    ADAPTS = 1
    STEADY = 2
    HIGH = 3


DEMAND_LABELS: dict[Demand, str] = {
    Demand.ADAPTS: "1 : s’adapte à chacun",
    Demand.STEADY: "2 : demande un rythme régulier",
    Demand.HIGH: "3 : exigeante, avec un rythme, une précision ou un délai imposés",
}
CLAUSE_LABELS: dict[bool, str] = {True: "Oui", False: "Non"}


@dataclass(frozen=True, slots=True)
class Marks:
    """From how many heavy barriers, and from which level, the page says it."""

    barriers: int
    demand: int


@dataclass(frozen=True, slots=True)
class Heed:
    """Something to look at with the person before and during the job; never a limit."""

    barriers: int
    demand: Demand | None
    marks: Marks

    @property
    def sentence(self) -> str:
        level = (
            f"son niveau d’exigence est {self.demand} sur {max(Demand)}"
            if self.demand
            else "son niveau d’exigence n’est pas encore dit"
        )
        heavy = (
            f"{self.barriers} freins pèsent lourd" if self.barriers > 1 else "un frein pèse lourd"
        )
        return (
            f"Ce travail répond à une clause sociale, {level}. La personne dit aussi que {heavy}, "
            "parmi ceux que vous pouvez lire."
        )

    @property
    def remedy(self) -> str:
        return (
            "Regardez-le avec elle : une activité plus souple pour commencer, un autre rythme, ou "
            "de l’accompagnement sur le temps de travail. Ce n’est ni un refus ni une condition : "
            "la personne et l’équipe décident."
        )

    @property
    def measure(self) -> str:
        s = "s" if self.marks.barriers > 1 else ""
        return (
            f"Dit à partir de {self.marks.barriers} frein{s} qui pèse{'nt' if s else ''} lourd et "
            f"du niveau {self.marks.demand}. C’est un repère, pas du droit : votre structure peut "
            "mettre les siens."
        )


def heed(
    clause: bool | None, demand: int | None, barriers: int | None, marks: Marks
) -> Heed | None:
    """Only for a clause said, and barriers known; a level nobody said is asked, not taken as low."""
    if clause is not True or barriers is None or barriers < marks.barriers:
        return None
    if demand is not None and demand < marks.demand:
        return None
    return Heed(barriers, Demand(demand) if demand is not None else None, marks)
