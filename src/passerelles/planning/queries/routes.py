"""Routes as pages show them: the answer of the planner, its picture, and what is to be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from passerelles.law.bridges import statuses
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.organisations.models import Organisation
from passerelles.planning.answering import answer_routes
from passerelles.planning.rules.metro import MetroMap, Stop, metro_map
from passerelles.planning.rules.routes import (
    GOAL_TEXTS,
    STEP_STATE_TEXTS,
    Goal,
    MissingFact,
    RouteAnswer,
    RouteRequest,
    Step,
    StepState,
)
from passerelles.rulebook.queries.overrides import book_for
from passerelles.web.french import month_year


@dataclass(frozen=True, slots=True)
class RoutesPage:
    """``to_ask``: situations that would settle a step, to ask on the page; ``to_check``: those
    whose volet the reader may not see, in words that say nothing of the record."""

    answer: RouteAnswer
    picture: MetroMap
    to_ask: tuple[SituationKind, ...]
    to_check: tuple[str, ...]
    to_tell: tuple[MissingFact, ...]


def routes_page(
    request: RouteRequest,
    *,
    organisation_id: UUID | None,
    hidden: frozenset[SituationKind],
    plain: bool = False,
) -> RoutesPage:
    """Answer a request with the organisation's own settings, and lay the answer out."""
    answer = answer_routes(request, book=book_for(organisation_id))
    kinds = _situations(answer.missing)
    closed = [kind for kind in kinds if kind in hidden]
    return RoutesPage(
        answer=answer,
        picture=picture(answer, plain=plain),
        to_ask=tuple(kind for kind in kinds if not _too_personal(kind, hidden)),
        to_check=tuple(_check_words(closed)),
        to_tell=tuple(m for m in answer.missing if not m.path.startswith("situation.")),
    )


def _situations(missing: Iterable[MissingFact]) -> list[SituationKind]:
    known = {f"situation.{kind.value}": kind for kind in SituationKind}
    return [known[fact.path] for fact in missing if fact.path in known]


def _too_personal(kind: SituationKind, hidden: frozenset[SituationKind]) -> bool:
    """What is very personal is never asked on screen to somebody it was not shared with."""
    return kind in hidden and SITUATION_TEXTS[kind].sensitive


def _check_words(kinds: list[SituationKind]) -> Iterable[str]:
    yield from (SITUATION_TEXTS[k].label for k in kinds if not SITUATION_TEXTS[k].sensitive)
    if any(SITUATION_TEXTS[kind].sensitive for kind in kinds):
        yield "une condition qui touche à des informations très personnelles"


def picture(answer: RouteAnswer, *, plain: bool = False) -> MetroMap:
    """The routes as lines of a metro, from today to the goal."""
    here = statuses()[answer.start]
    if isinstance(answer.goal, Goal):
        goal = GOAL_TEXTS[answer.goal].plain
    else:
        goal = statuses()[answer.goal].label
    return metro_map(
        Stop("Aujourd’hui", here.plain if plain else here.label, "here"),
        Stop(goal, "le but", "goal"),
        [[_stop(step, answer, plain) for step in route.steps] for route in answer.routes],
    )


def _stop(step: Step, answer: RouteAnswer, plain: bool) -> Stop:
    text = STEP_STATE_TEXTS[step.state]
    if plain:
        # A whole sentence rather than a date: its sign says the state.
        return Stop(step.plain.rstrip("."), "", step.state.value, text.sign)
    note = text.label
    if step.state is StepState.OPEN:
        note = "maintenant" if step.start <= answer.at else f"vers {month_year(step.start)}"
    elif step.state is StepState.OPEN_IF and step.needs:
        note = step.needs[0].text
    # What follows a colon explains: the list has room for it, the picture has not.
    return Stop(step.label.split(" : ")[0], note, step.state.value, text.sign)


def published_names(identifiers: Iterable[str]) -> list[tuple[str, str]]:
    """Published organisations among those identifiers, with their commune-free public names."""
    keys = [UUID(text) for text in identifiers if _is_uuid(text)]
    rows = Organisation.objects.filter(pk__in=keys, published_at__isnull=False)
    names = {str(row.pk): row.outside_name for row in rows}
    return [(text, names[text]) for text in identifiers if text in names]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
