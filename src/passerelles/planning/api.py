"""The planner over HTTP: routes for a person nobody names, among published places.

No account, no cookie, nothing kept: the answer depends on what is asked and on the directory.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from passerelles.kernel.clock import today
from passerelles.kernel.errors import Refusal
from passerelles.planning.answering import answer_routes
from passerelles.planning.answers import routes_data
from passerelles.planning.reading import mistake_in, read_request
from passerelles.planning.rules.routes import StepState
from passerelles.web.api import AddressThrottle, Problems, body_of
from passerelles.web.routes import Audience, Audit, Route

LEDGER: dict[str, Route] = {
    "routes": Route(Audience.PUBLIC, "public: nothing stored, limited by address", Audit.NONE)
}

# A search costs about a hundred times a question to the law.
pace = AddressThrottle(30)
router = Router(tags=["Passerelles"], throttle=[pace])


class RequirementRow(Schema):
    """What opens a step; ``step``: the number of the one that obtains it."""

    code: str
    text: str
    plain: str
    on: date | None
    step: int | None


class MissingRow(Schema):
    path: str
    text: str


class ReasonRow(Schema):
    rule: str
    severity: str
    message: str
    article: str
    remedy: str
    confidence: str


class PlaceRow(Schema):
    """A published place; ``km``: about how far by road."""

    organisation: str
    name: str
    kind: str
    commune: str
    km: int | None
    activities: list[str]
    matches: bool


class PlacesRow(Schema):
    kinds: list[str]
    within_reach: int
    text: str
    nearest: list[PlaceRow]
    beyond: PlaceRow | None


class StepRow(Schema):
    number: int
    bridge: str
    label: str
    plain: str
    stage: str
    from_status: str
    to_status: str | None
    station: str | None
    state: StepState
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    months_min: int | None
    months_usual: int | None = Field(description="Une indication, jamais une règle.")
    length: str
    needs: list[RequirementRow]
    missing: list[MissingRow]
    reasons: list[ReasonRow]
    articles: list[str]
    rules: list[str]
    deciders: list[str]
    signatories: list[str]
    documents: list[str]
    gives: list[str]
    advice: list[str]
    reversible: bool
    right_of_return: str
    places: PlacesRow | None


class MeasureRow(Schema):
    value: int = Field(description="Plus c’est petit, mieux c’est.")
    text: str


class RouteRow(Schema):
    number: int
    title: str
    state: StepState
    arrives_on: date
    stations: list[str]
    measures: dict[str, MeasureRow]
    steps: list[StepRow]


class ClosedRow(Schema):
    bridge: str
    label: str
    plain: str
    from_status: str
    to_status: str | None
    on: date
    opens: list[RequirementRow]
    reasons: list[ReasonRow]
    articles: list[str]
    rules: list[str]


class RoutesFound(Schema):
    at: date
    goal: str
    start: str = Field(alias="from")
    order: list[str]
    routes: list[RouteRow]
    closed: list[ClosedRow]
    missing: list[MissingRow]
    notes: list[str]


_BODY = {
    "requestBody": {
        "required": True,
        "description": "Un jour, une personne que rien ne nomme, un but, ce qui compte.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RouteRequest"}}},
    }
}


@router.post(
    "/routes",
    response={200: RoutesFound, 413: Problems, 422: Problems, 429: Problems},
    summary="Chercher les passerelles possibles",
    description="Quelques itinéraires différents vers un but, chaque étape avec son état, et les "
    "passerelles fermées avec ce qui les ouvrirait. Rien n’est gardé.",
    openapi_extra=_BODY,
    by_alias=True,
    url_name="routes",
    operation_id="routes",
)
def routes(request: HttpRequest) -> dict[str, Any]:
    asked = read_request(body_of(request), today=today())
    try:
        return routes_data(answer_routes(asked))
    except Refusal as refusal:
        raise mistake_in(refusal) from None
