"""The reference page of the API, written from its own description."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from passerelles.api.assembly import api
from passerelles.api.describing import operations, shapes


def reference(request: HttpRequest) -> HttpResponse:
    described = api.get_openapi_schema()
    return render(
        request,
        "api/reference.html",
        {
            "operations": operations(described),
            "shapes": shapes(described),
            "openapi_url": reverse("api:openapi-json"),
            "example_url": request.build_absolute_uri(reverse("api:law_check")),
        },
    )
