"""The API: the routers of the areas, one description, one way to say a mistake.

Each area's ``api.py`` brings ``router`` and ``LEDGER``, the entry of each of its operations in
the route ledger; an operation without an entry is refused by the gate like any other address.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema

from passerelles.law.asking import question_schema
from passerelles.law.reading import Mistake, NotADocument, mistake_of
from passerelles.planning import api as planning
from passerelles.planning.reading import request_schema
from passerelles.rulebook import api as rulebook
from passerelles.web.api import BODY_BYTES, BodyTooLarge
from passerelles.web.routes import Audience, Audit, Route

# The name and the filters of Django's own line about a page that failed.
log = logging.getLogger("django.request")
_FAILED = "rien de plus : c’est notre service qui a échoué, réessayez plus tard"
_DESCRIBED = Route(Audience.PUBLIC, "public", Audit.NONE)


class PasserellesAPI(NinjaAPI):
    """Adds to the description the bodies that operations read by themselves."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**options)
        described["components"].setdefault("schemas", {}).update(_question_components())
        return described


api = PasserellesAPI(
    title="Passerelles",
    version="1",
    description="Le droit et les passerelles, pour d’autres logiciels. Sans compte, rien n’est gardé.",
    urls_namespace="api",
    docs_url=None,  # our own page instead: light, in French, readable without JavaScript
)
api.add_router("/law", rulebook.router)
api.add_router("", planning.router)

LEDGER: dict[str, Route] = {
    "openapi-json": _DESCRIBED,
    "api-root": _DESCRIBED,
    **rulebook.LEDGER,
    **planning.LEDGER,
}


def patterns() -> list[URLPattern]:
    """The addresses of the API, each with its entry in the route ledger."""
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in found:
        if pattern.name in LEDGER:
            pattern.callback.ledger = LEDGER[pattern.name]  # type: ignore[attr-defined]
    return found


def _question_components() -> dict[str, Any]:
    """Schemas of a question and of a request of routes, with their parts."""
    return {
        **_components("Question", question_schema()),
        **_components("RouteRequest", request_schema()),
    }


def _components(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema, its parts moved where an OpenAPI description keeps them."""
    text = json.dumps(schema).replace('"#/$defs/', '"#/components/schemas/')
    whole: dict[str, Any] = json.loads(text)
    parts: dict[str, Any] = whole.pop("$defs")
    whole.pop("$schema")
    return {**parts, name: whole}


def _refused(request: HttpRequest, status: int, *mistakes: Mistake) -> HttpResponse:
    errors = [{"path": mistake.path, "expected": mistake.expected} for mistake in mistakes]
    return api.create_response(request, {"errors": errors}, status=status)


@api.exception_handler(NotADocument)
def does_not_fit(request: HttpRequest, error: NotADocument) -> HttpResponse:
    return _refused(request, 422, *error.mistakes)


@api.exception_handler(ValidationError)
def parameter_does_not_fit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # The first part of the place is « query », « path »…: the caller knows where they wrote it.
    details: Any = [{**found, "loc": found["loc"][1:]} for found in error.errors]
    return _refused(request, 422, *(mistake_of(found) for found in details))


@api.exception_handler(BodyTooLarge)
def too_large(request: HttpRequest, error: BodyTooLarge) -> HttpResponse:
    expected = f"un document de {BODY_BYTES // 1024} Kio au plus"
    return _refused(request, 413, Mistake("", expected))


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait = max(int(error.wait or 0), 1)
    answer = _refused(request, 429, Mistake("", f"moins de demandes : recommencez dans {wait} s"))
    answer["Retry-After"] = str(wait)
    return answer


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our logs keep where it failed, as for any page, and never what was sent."""
    log.error("API failure: %s", request.path, exc_info=error, extra={"request": request})
    return _refused(request, 500, Mistake("", _FAILED))
