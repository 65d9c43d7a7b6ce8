"""Routes of one person: what is asked (:class:`RouteRequest`) and what is answered
(:class:`RouteAnswer`).

Nothing here is a score of a person: the criteria that order routes are distances, days, steps,
hours, support on the way and wishes, in the order the person chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from passerelles.law.person import STRICT, Day, Person, Status


class Priority(StrEnum):
    """What the person says matters, most important first."""

    NEAR = "near"
    SOON = "soon"
    FEW_STEPS = "few_steps"
    HOURS = "hours"
    SUPPORT = "support"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class PriorityText:
    label: str  # for professionals
    plain: str  # for the person


PRIORITY_TEXTS: dict[Priority, PriorityText] = {
    Priority.NEAR: PriorityText("près de chez moi d’abord", "Près de chez moi"),
    Priority.SOON: PriorityText("le plus tôt d’abord", "Le plus vite possible"),
    Priority.FEW_STEPS: PriorityText("le moins d’étapes d’abord", "Le plus simple"),
    Priority.HOURS: PriorityText("mes heures d’abord", "Avec les heures que je peux faire"),
    Priority.SUPPORT: PriorityText("bien accompagné d’abord", "Avec de l’aide à chaque étape"),
    Priority.WISH: PriorityText("ce que je veux faire d’abord", "Le métier que je veux"),
}

# When the person said nothing: no step without help first, then near, then soon.
DEFAULT_PRIORITIES: tuple[Priority, ...] = (
    Priority.SUPPORT,
    Priority.NEAR,
    Priority.SOON,
    Priority.FEW_STEPS,
    Priority.WISH,
    Priority.HOURS,
)


class Goal(StrEnum):
    """Where the person wants to arrive: a family of statuses or one of them."""

    OPEN_ENDED_CONTRACT = "open_ended_contract"
    FIXED_TERM_CONTRACT = "fixed_term_contract"
    ORDINARY_JOB = "ordinary_job"
    ADAPTED_COMPANY = "adapted_company"
    INSERTION_JOB = "insertion_job"
    ESAT = "esat"
    ESAT_AND_ORDINARY = "esat_and_ordinary"
    GEIQ = "geiq"
    TRAINING = "training"
    OWN_BUSINESS = "own_business"


@dataclass(frozen=True, slots=True)
class GoalText:
    """``statuses``: arriving at any of them is arriving."""

    label: str
    plain: str
    statuses: frozenset[Status]


GOAL_TEXTS: dict[Goal, GoalText] = {
    Goal.OPEN_ENDED_CONTRACT: GoalText(
        "CDI, en entreprise ordinaire ou adaptée",
        "Un CDI",
        frozenset({Status.OPEN_ENDED, Status.EA_EMPLOYEE, Status.EBE_EMPLOYEE}),
    ),
    Goal.FIXED_TERM_CONTRACT: GoalText(
        "CDD en entreprise ordinaire", "Un CDD", frozenset({Status.FIXED_TERM})
    ),
    Goal.ORDINARY_JOB: GoalText(
        "Emploi en entreprise ordinaire, CDD ou CDI",
        "Un travail en entreprise",
        frozenset({Status.OPEN_ENDED, Status.FIXED_TERM}),
    ),
    Goal.ADAPTED_COMPANY: GoalText(
        "Emploi en entreprise adaptée",
        "Un travail en entreprise adaptée",
        frozenset({Status.EA_EMPLOYEE, Status.EA_TREMPLIN, Status.EATT_EMPLOYEE}),
    ),
    Goal.INSERTION_JOB: GoalText(
        "Contrat dans une structure d’insertion",
        "Un contrat d’insertion",
        frozenset(
            {
                Status.ACI_EMPLOYEE,
                Status.EI_EMPLOYEE,
                Status.AI_EMPLOYEE,
                Status.ETTI_EMPLOYEE,
            }
        ),
    ),
    Goal.ESAT: GoalText(
        "Travail en ESAT",
        "Travailler à l’ESAT",
        frozenset({Status.ESAT_WORKER, Status.ESAT_AND_ORDINARY}),
    ),
    Goal.ESAT_AND_ORDINARY: GoalText(
        "Temps partagé entre ESAT et entreprise",
        "Un peu à l’ESAT, un peu en entreprise",
        frozenset({Status.ESAT_AND_ORDINARY}),
    ),
    Goal.GEIQ: GoalText(
        "Contrat en GEIQ", "Un contrat avec formation", frozenset({Status.GEIQ_EMPLOYEE})
    ),
    Goal.TRAINING: GoalText("Formation", "Une formation", frozenset({Status.TRAINEE})),
    Goal.OWN_BUSINESS: GoalText(
        "Travail indépendant", "Travailler à mon compte", frozenset({Status.SELF_EMPLOYED})
    ),
}


class StepState(StrEnum):
    OPEN = "open"
    OPEN_IF = "open_if"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StepStateText:
    label: str  # for professionals, beside its sign
    plain: str
    sign: str


STEP_STATE_TEXTS: dict[StepState, StepStateText] = {
    StepState.OPEN: StepStateText("ouvert", "C’est possible", "✔"),
    StepState.OPEN_IF: StepStateText("ouvert si…", "C’est possible après", "✎"),
    StepState.UNKNOWN: StepStateText("dites-nous", "On ne sait pas encore", "?"),
    StepState.CLOSED: StepStateText("fermé", "Pas possible maintenant", "✖"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRequest:
    """Which routes, on which day, for whom, towards what.

    ``goal``: a :class:`Goal`, or the code of a :class:`~passerelles.law.person.Status`.
    ``priorities``: what matters, most important first; those left out follow in the usual order.
    """

    __pydantic_config__: ClassVar = STRICT

    at: Day
    person: Person
    goal: Goal | Status
    priorities: tuple[Priority, ...] = ()
    limit: int = 3

    @property
    def goal_statuses(self) -> frozenset[Status]:
        if isinstance(self.goal, Goal):
            return GOAL_TEXTS[self.goal].statuses
        return frozenset({self.goal})

    @property
    def order(self) -> tuple[Priority, ...]:
        """Every priority, those the person gave first, each once."""
        return tuple(dict.fromkeys((*self.priorities, *DEFAULT_PRIORITIES)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What opens a step: a fact to obtain, a decision, a date.

    ``code``: of a situation, ``prescription``, ``derogation``, ``date``, ``stay`` (time to spend
    where one is), ``hours``…  ``on``: the day from which it is so.  ``step``: number, in the same
    route, of the step that obtains it.
    """

    code: str
    text: str  # « RQTH obtenue (dossier à la MDPH) »
    plain: str  # « Il faut la RQTH. »
    on: date | None = None
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """What was not told: its path in the request and the question to ask."""

    path: str  # situation.rqth, person.birth_date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a step is open, closed or asks something, with its rule and article."""

    rule: str
    severity: str  # block | warn | info | unknown
    message: str
    article: str
    remedy: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A published place of the right kind.  ``km``: about how far by road, ``None`` when only
    the département or a zone it serves is known.  ``matches``: its activities meet a wish."""

    organisation: str  # identifier in the directory (UUID)
    name: str
    kind: str
    kind_label: str
    commune: str
    km: int | None
    activities: tuple[str, ...] = ()
    matches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesNear:
    """Places of the kinds a step needs.  ``within``: how many are within reach, ``places`` the
    nearest of them; ``beyond``: the nearest one when none is within reach."""

    kinds: tuple[str, ...]
    within: int = 0
    places: tuple[Place, ...] = ()
    beyond: Place | None = None
    text: str = ""  # « 3 ACI à moins de 12 km »


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bridge on the way.

    ``to_status`` is ``None`` for what is done without leaving where one is (a request, a
    training, an immersion): ``station`` then says what is passed through, if anything.
    ``start`` is the earliest day; ``end`` the earliest day after which the next one may follow.
    """

    number: int
    code: str
    label: str
    plain: str
    stage_kind: str
    from_status: Status
    to_status: Status | None
    station: Status | None
    state: StepState
    start: date
    end: date
    months_min: int | None
    months_usual: int | None
    length: str  # « 4 mois au moins, 12 mois d’ordinaire (indication) », « durée variable »
    needs: tuple[Requirement, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    reasons: tuple[Reason, ...] = ()
    articles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # preparations the field advises and this route skips
    reversible: bool = True
    right_of_return: str = ""
    places: PlacesNear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to the goal.  ``stations``: statuses passed through, in order, the start left out.

    ``measures``: for each priority its figure (km, days, steps…), the smaller the better;
    ``said``: the same in words.
    """

    number: int
    title: str
    steps: tuple[Step, ...]
    stations: tuple[Status, ...]
    arrives_on: date
    state: StepState
    measures: Mapping[Priority, int] = field(default_factory=dict)
    said: Mapping[Priority, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedBridge:
    """A bridge that is closed, why, and what would open it."""

    code: str
    label: str
    plain: str
    from_status: Status
    to_status: Status | None
    on: date  # the day it was looked at
    reasons: tuple[Reason, ...]
    opens: tuple[Requirement, ...]
    articles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteAnswer:
    """The best few different routes, and the closed bridges.

    ``missing``: everything that, once told, would settle a step, each once.  ``notes``: what the
    reader must know (no place known, commune without coordinates, nothing found and why).
    """

    at: date
    goal: Goal | Status
    start: Status
    order: tuple[Priority, ...]
    routes: tuple[Route, ...]
    closed: tuple[ClosedBridge, ...]
    missing: tuple[MissingFact, ...] = ()
    notes: tuple[str, ...] = ()
