"""The door of the planner: a request, the directory of today, the answer."""

from __future__ import annotations

from passerelles.kernel.errors import Refusal
from passerelles.law.bridges import Bridge
from passerelles.law.parameters import Book
from passerelles.planning.engine.planning import DEFAULT_REACH_KM, plan
from passerelles.planning.places import UnknownCommune, the_places, whereabouts
from passerelles.planning.rules.routes import PlacesNear, RouteAnswer, RouteRequest


def answer_routes(request: RouteRequest, *, book: Book | None = None) -> RouteAnswer:
    """Routes of a person among the places published today.

    ``book``: an organisation's own settings of the law.  Raises :class:`Refusal`, with the field,
    when the commune does not exist or nobody said where the person stands.
    """
    person = request.person
    if person.commune is None:
        note = "Les lieux ne sont pas cherchés : dites la commune de la personne."
        return plan(request, _nowhere, book=book, notes=(note,))
    try:
        here = whereabouts(person.commune)
    except UnknownCommune:
        raise Refusal(
            f"Aucune commune n’a le code INSEE {person.commune}.",
            "Vérifiez ce code : ce n’est pas le code postal.",
            field="person.commune",
        ) from None
    if here.point is None:
        note = f"Les lieux ne sont pas cherchés : la position de {here.name} n’est pas connue."
        return plan(request, _nowhere, book=book, notes=(note,))
    places = the_places()
    lat, lon = here.point
    notes: tuple[str, ...] = ()
    reach = person.reach_km
    if reach is None:
        reach = DEFAULT_REACH_KM
        notes = (f"Distance possible non dite : lieux cherchés à {reach} km ou moins.",)
    known: dict[tuple[str, ...], PlacesNear] = {}

    def near(bridge: Bridge) -> PlacesNear | None:
        kinds = bridge.place_kinds
        if not kinds:
            return None
        if kinds not in known:
            known[kinds] = places.near(
                kinds, lat=lat, lon=lon, reach_km=reach, wishes=person.wishes
            )
        return known[kinds]

    return plan(request, near, book=book, notes=notes)


def _nowhere(bridge: Bridge) -> PlacesNear | None:
    return None
