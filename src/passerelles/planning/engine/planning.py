"""The whole answer, pure: a request, the places near, the law — and the routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from passerelles.kernel.errors import Refusal
from passerelles.law.bridges import Bridge, Preparation, bridges, statuses
from passerelles.law.parameters import Book
from passerelles.law.person import Person, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.engine.appraising import Appraiser
from passerelles.planning.engine.describing import Teller
from passerelles.planning.engine.saying import TRANCHE_KM
from passerelles.planning.engine.search import best_routes
from passerelles.planning.engine.words import hours_wanted
from passerelles.planning.engine.world import Facts, Measures, World
from passerelles.planning.rules.routes import PlacesNear, RouteAnswer, RouteRequest

Near = Callable[[Bridge], PlacesNear | None]

DEFAULT_REACH_KM = 30
# Found wherever one lives, or without going anywhere: no distance is counted for them.
_ANYWHERE = frozenset({"company", "association"})


def plan(
    request: RouteRequest, near: Near, *, book: Book | None = None, notes: tuple[str, ...] = ()
) -> RouteAnswer:
    """Routes of a request; ``near`` tells the places of a bridge.

    Raises :class:`Refusal` when nobody said where the person stands.
    """
    appraiser = Appraiser(request.person, request.at, book)
    world = world_of(request, near, appraiser)
    found = best_routes(world, request.limit)
    teller = Teller(world, request.person, appraiser, near)
    routes = tuple(teller.route(number, one) for number, one in enumerate(found, start=1))
    if world.start in request.goal_statuses:
        here = statuses()[world.start].label
        notes = (
            f"La personne y est déjà : {here}. Voici d’autres chemins vers le même but.",
            *notes,
        )
    if not routes:
        notes = (*notes, "Aucun itinéraire jusqu’à ce but n’a été trouvé : voyez ce qui ouvrirait.")
    return RouteAnswer(
        at=request.at,
        goal=request.goal,
        start=world.start,
        order=request.order,
        routes=routes,
        closed=teller.closed(routes, found),
        missing=teller.missing(routes),
        notes=notes,
    )


def world_of(request: RouteRequest, near: Near, appraiser: Appraiser) -> World:
    """The shipped bridges, as they stand for one person."""
    person = request.person
    if person.status is None:
        raise Refusal(
            "On ne sait pas où en est la personne.",
            "Dites si elle est sans emploi, en ESAT, en IME, en contrat…",
            field="person.status",
        )
    return World(
        bridges=bridges(),
        start=person.status,
        goals=request.goal_statuses - {person.status},
        at=request.at,
        appraise=appraiser.appraise,
        order=request.order,
        held=held_at_first(person, person.status, request.at),
        measures=_measures(person, near),
        ends=frozenset(status for status, text in statuses().items() if text.settled),
    )


# Facts that say someone has been out of work for long; told, and none true: the rhythm is there.
_LONG_OUT = (
    SituationKind.ASS,
    SituationKind.RSA,
    SituationKind.UNEMPLOYED_1_YEAR,
    SituationKind.UNEMPLOYED_2_YEARS,
    SituationKind.UNEMPLOYED_24_OF_48,
    SituationKind.STREET_LIFE,
    SituationKind.NO_FIXED_HOME,
)
_BETWEEN_JOBS = frozenset({Status.WITHOUT_EMPLOYMENT, Status.TRAINEE, Status.IMMERSION})


def held_at_first(person: Person, status: Status, day: date) -> Facts:
    """Preparations the person already has: by where they are, by a diploma, by a work that is
    not far behind.  What is not known counts as not there yet: one prepares too much at worst."""
    held = set(statuses()[status].prepares)
    if person.diploma_level in ("cap", "bac", "higher", "foreign"):
        held.add(Preparation.TRADE_SKILLS)
    if status in _BETWEEN_JOBS and all(person.holds(kind, day) is False for kind in _LONG_OUT):
        held.add(Preparation.WORK_RHYTHM)
    return frozenset(held)


def _measures(person: Person, near: Near) -> Mapping[str, Measures]:
    reach = DEFAULT_REACH_KM if person.reach_km is None else person.reach_km
    return {bridge.code: _measure(bridge, person, near, reach) for bridge in bridges()}


def _measure(bridge: Bridge, person: Person, near: Near, reach: int) -> Measures:
    hours = int(hours_wanted(bridge, person) is not None)
    kinds = set(bridge.place_kinds)
    found = near(bridge)
    if found is None or kinds & _ANYWHERE or bridge.stage == "procedure":
        return Measures(hours=hours)
    if found.places:
        km = found.places[0].km
        wish = int(bool(person.wishes) and not any(place.matches for place in found.places))
        return Measures(near=_tranche(reach if km is None else km), hours=hours, wish=wish)
    if found.beyond is not None and found.beyond.km is not None:
        return Measures(near=_tranche(found.beyond.km), hours=hours, wish=int(bool(person.wishes)))
    # Nothing published: nobody knows how far, so just beyond reach.
    return Measures(near=_tranche(reach) + 1, hours=hours, wish=int(bool(person.wishes)))


def _tranche(km: int) -> int:
    """Tranches of five kilometres: nobody chooses a path for one kilometre less."""
    return -(-km // TRANCHE_KM)
