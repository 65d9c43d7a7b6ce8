"""A request of routes read from JSON: what does not fit is said with its path."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from pydantic import Field, TypeAdapter, ValidationError

from passerelles.kernel.errors import Refusal
from passerelles.law.person import STRICT, Day, Person, Status
from passerelles.law.reading import Mistake, NotADocument, mistakes_of
from passerelles.planning.rules.routes import Goal, Priority, RouteRequest

MOST_ROUTES = 6
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The request as it is written; the day may be left out."""

    __pydantic_config__: ClassVar = STRICT

    at: Day | None = None
    person: Person
    goal: str
    priorities: Annotated[tuple[Priority, ...], Field(max_length=len(Priority))] = ()
    limit: Annotated[int, Field(ge=1, le=MOST_ROUTES)] = 3


_ASKED: TypeAdapter[_Asked] = TypeAdapter(_Asked)
_GOALS: dict[str, Goal | Status] = {
    **{status.value: status for status in Status},
    **{goal.value: goal for goal in Goal},
}


def read_request(text: str | bytes, *, today: date, at: date | None = None) -> RouteRequest:
    """The request of a JSON text; raises :class:`~passerelles.law.reading.NotADocument`.

    ``at`` wins over the day the text says; a text that says none is about ``today``.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        asked = _ASKED.validate_json(raw.removeprefix(_BOM))
    except ValidationError as error:
        raise NotADocument(mistakes_of(error)) from None
    if mistakes := tuple(_mistakes(asked)):
        raise NotADocument(mistakes)
    return RouteRequest(
        at=at or asked.at or today,
        person=asked.person,
        goal=_GOALS[asked.goal],
        priorities=asked.priorities,
        limit=asked.limit,
    )


def _mistakes(asked: _Asked) -> list[Mistake]:
    found = []
    if asked.goal not in _GOALS:
        found.append(Mistake("goal", f"un de ces buts : {', '.join(_GOALS)}"))
    if asked.person.status is None:
        statuses = ", ".join(status.value for status in Status)
        found.append(Mistake("person.status", f"où en est la personne : {statuses}"))
    if len(set(asked.priorities)) != len(asked.priorities):
        found.append(Mistake("priorities", "chaque mot une seule fois"))
    hours = asked.person.weekly_hours
    if hours is not None and not 0 <= hours[0] <= hours[1] <= 168:
        found.append(Mistake("person.weekly_hours", "deux nombres d’heures, le plus petit d’abord"))
    return found


def mistake_in(refusal: Refusal) -> NotADocument:
    """What only the directory could refuse, said like the rest: with its path."""
    return NotADocument((Mistake(refusal.field, str(refusal)),))


@lru_cache(maxsize=1)
def request_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a request of routes."""
    produced = deepcopy(_ASKED.json_schema(by_alias=True))
    produced["title"] = "RouteRequest"
    produced["properties"]["goal"] = {"type": "string", "enum": list(_GOALS)}
    person = produced["$defs"]["Person"]
    person["required"] = [*person.get("required", ()), "status"]
    # Shared with the questions to the law, which do not ask for a status.
    text = json.dumps(produced).replace('"#/$defs/Person"', '"#/$defs/RoutePerson"')
    read: dict[str, Any] = json.loads(text)
    read["$defs"]["RoutePerson"] = {**read["$defs"].pop("Person"), "title": "RoutePerson"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **read}
