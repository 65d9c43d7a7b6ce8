"""The search page, and the same search as data for the map and the autocompletes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import CharField
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from passerelles.kernel.actors import Actor, Right
from passerelles.organisations.forms.search import SearchForm
from passerelles.organisations.queries import networks
from passerelles.organisations.rules.kinds import kind
from passerelles.organisations.searching import (
    DEFAULT_KM,
    Found,
    hits,
    map_points,
    search,
    suggest_names,
)
from passerelles.territories.queries import suggest

PER_PAGE = 20


def _found(actor: Actor, request: Any) -> tuple[SearchForm, list[Found]]:
    data = request.GET.copy()
    data.setdefault("km", str(DEFAULT_KM))
    form = SearchForm(data, networks=networks(actor))
    return form, search(actor, form.criteria()) if form.is_valid() else []


def search_page(request: Any) -> HttpResponse:
    actor = request.actor
    form, found = _found(actor, request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "count": len(found),
        "hits": hits(actor, page.object_list),
        "criteria": form.criteria() if form.is_valid() else None,
        "other_communes": form.communes[1:4],
        "may_edit": actor.may(Right.EDIT_DIRECTORY),
        "asked": any(value for key, value in request.GET.items() if key != "page"),
        "map_url": f"{reverse('organisations:map_data')}?{request.GET.urlencode()}",
    }
    return render(request, "organisations/search.html", context, status=form_status(form))


def form_status(form: SearchForm) -> int:
    return 422 if form.errors else 200


def map_data(request: Any) -> JsonResponse:
    """Points of the same search; nothing there that the list does not show."""
    form, found = _found(request.actor, request)
    if form.errors:
        return JsonResponse({"points": [], "truncated": False, "centre": None}, status=422)
    points, truncated = map_points(found)
    commune = form.criteria().commune
    return JsonResponse(
        {
            "points": [
                {
                    "lat": round(point.latitude, 5),
                    "lon": round(point.longitude, 5),
                    "name": point.name,
                    "kind": kind(point.kind).label,
                    "colour": kind(point.kind).colour,
                    "url": reverse("organisations:detail", args=[point.id]),
                }
                for point in points
            ],
            "truncated": truncated,
            "centre": list(commune.point) if commune and commune.point else None,
        }
    )


def _typed(request: Any, length: int) -> str | None:
    """What was typed, cut; ``None`` for what no form takes (PostgreSQL refuses a NUL)."""
    try:
        return str(CharField(required=False).clean(request.GET.get("q", "")[:length]))
    except ValidationError:
        return None


def communes(request: Any) -> JsonResponse:
    """Communes for an autocomplete: the value is what the search understands."""
    typed = _typed(request, 80)
    if typed is None:
        return JsonResponse({"items": []}, status=422)
    found = suggest(typed)
    return JsonResponse(
        {"items": [{"value": str(commune), "label": commune.name} for commune in found]}
    )


def names(request: Any) -> JsonResponse:
    """Names for an autocomplete, each as this reader may see it."""
    typed = _typed(request, 120)
    if typed is None:
        return JsonResponse({"items": []}, status=422)
    found = suggest_names(request.actor, typed)
    return JsonResponse(
        {
            "items": [
                {"value": name, "url": reverse("organisations:detail", args=[id_])}
                for id_, name in found
            ]
        }
    )
