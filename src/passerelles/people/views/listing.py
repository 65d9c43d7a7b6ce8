"""Pages that show several persons: the list, the wishes to leave, the repeated questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel.actors import Right
from passerelles.people import queries
from passerelles.people.forms import FilterForm, SearchForm, communes_named
from passerelles.people.policy import organisation_of
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.people.views.edge import actor_in
from passerelles.sharing.reading import note_listing

# What was looked for stays on the server: a name never travels in an address.
SEARCH_KEY = "people_search"


@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: HttpRequest) -> HttpResponse:
    """The persons the reader may see; a POST carries the name looked for."""
    actor = actor_in(request)
    if request.method == "POST":
        return _remember_search(request)
    text = request.session.get(SEARCH_KEY, "")
    filters = FilterForm(request.GET)
    wanted = filters.wanted(text)
    found = queries.matching_people(actor, wanted, page_number=request.GET.get("page", "1"))
    note_listing(actor, [line.person.id for line in found.lines])
    context = {
        "search": SearchForm(initial={"text": text}),
        "filters": filters,
        "wanted": wanted,
        "found": found,
        "may_write": actor.may(Right.WRITE_PEOPLE),
        "may_import": actor.may(Right.IMPORT_PEOPLE),
    }
    return render(request, "people/list.html", context)


def _remember_search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.POST)
    if not form.is_valid():
        context = {"search": form, "filters": FilterForm({}), "found": None}
        return render(request, "people/list.html", context, status=422)
    if text := form.cleaned_data["text"]:
        request.session[SEARCH_KEY] = text
    else:
        request.session.pop(SEARCH_KEY, None)
    return redirect("people:list")


@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """Persons whose last word is that they wish to leave protected work."""
    actor = actor_in(request)
    candidates = queries.leaving_candidates(actor)
    note_listing(actor, [line.person.id for line, _wish in candidates])
    rows = [(line, wish, queries.who_said(wish)) for line, wish in candidates]
    return render(request, "people/leaving.html", {"rows": rows})


@require_safe
def repeats(request: HttpRequest) -> HttpResponse:
    """How often the organisation asked again what had already been told."""
    found = queries.repeated_questions(organisation_of(actor_in(request)))
    rows = [(row.month, _question(row.subject), row.times) for row in found]
    context = {"rows": rows, "total": sum(row.times for row in found)}
    return render(request, "people/repeats.html", context)


def _question(subject: str) -> str:
    """The question behind a subject; other areas count their own subjects in plain words."""
    return FACTS[FactKind(subject)].question if subject in set(FactKind) else subject


@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """Options of the list under a commune's field."""
    found = communes_named(request.GET.get("commune", "")[:80].replace("\0", ""))
    return render(request, "people/communes.html", {"communes": found})
