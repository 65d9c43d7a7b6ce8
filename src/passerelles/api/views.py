"""The reference page of the API, written from its own description."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from passerelles.api.assembly import api
from passerelles.api.describing import operations, shapes
from passerelles.kernel.errors import Hidden


def reference(request: HttpRequest) -> HttpResponse:
    described = api.get_openapi_schema()
    return render(
        request,
        "api/reference.html",
        {
            "operations": operations(described),
            "shapes": [shape.name for shape in shapes(described)],
            "openapi_url": reverse("api:openapi-json"),
            "example_url": request.build_absolute_uri(reverse("api:law_check")),
        },
    )


def shape(request: HttpRequest, shape: str) -> HttpResponse:
    """One object that travels, with its fields and the objects they hold."""
    known = {found.name: found for found in shapes(api.get_openapi_schema())}
    if shape not in known:
        raise Hidden("objet absent de la description")
    return render(request, "api/shape.html", {"shape": known[shape]})
