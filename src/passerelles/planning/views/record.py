"""« Passerelles possibles » in a record: where this person could go next, and where."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.law.bridges import Bridge, bridge_by_code
from passerelles.law.registration import ask_of, asks_from
from passerelles.pathways.actions.stages import add_stage
from passerelles.pathways.queries.registration import Registration, registration
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.rules.stages import StageKind
from passerelles.pathways.views.record import actor_of
from passerelles.planning.forms import RoutesForm, StepForm, asked_in
from passerelles.planning.queries.paths import paths_going_on
from passerelles.planning.queries.routes import RoutesPage, published_names, routes_page
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.rules.volets import Volet

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def possible_bridges(request: HttpRequest, person_id: UUID, *, paper: bool = False) -> HttpResponse:
    """Routes from what the record tells; posted answers change them and are not kept."""
    actor = actor_of(request)
    access = open_record(actor, person_id)
    gathered = person_told(actor, access)
    data = request.POST if request.method == "POST" else None
    form = RoutesForm(data, person=gathered.person, asked=asked_in(data))
    page: RoutesPage | None = None
    wanted = form.wanted(clock.today())
    if wanted is not None:
        page = routes_page(
            wanted, organisation_id=actor.organisation_id, hidden=gathered.hidden, plain=paper
        )
        form.ask(kind.value for kind in page.to_ask)
    context = {
        "access": access,
        "section": "bridges",
        "form": form,
        "page": page,
        "may_choose": access.may_write(Volet.PATH) and bool(paths_going_on(access)),
        "path_shared": access.may_read(Volet.PATH),
        "registration": registration(
            access, gathered, asks_from(gathered.person.status, clock.today())
        ),
    }
    template = "planning/print.html" if paper else "planning/record.html"
    status = UNPROCESSABLE if data is not None and form.errors else 200
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def print_bridges(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same on paper, in the words of the person, to hand over."""
    return possible_bridges(request, person_id, paper=True)


@require_POST
def choose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A step of a route becomes a planned stage, once its words have been read again."""
    actor = actor_of(request)
    access = open_record(actor, person_id, volets=(Volet.IDENTITY, Volet.PATH, Volet.SITUATION))
    if not access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    bridge = _bridge(request)
    saving = "save" in request.POST
    form = step_form(request, access, bridge)
    if saving and form.is_valid():
        try:
            add_stage(
                actor=actor,
                person_id=person_id,
                path_id=UUID(form.cleaned_data["path"]),
                draft=form.draft(StageKind(bridge.stage)),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’étape est ajoutée au parcours, à préparer."))
            return redirect("pathways:path", person_id=person_id)
    context = {
        "access": access,
        "section": "bridges",
        "form": form,
        "bridge": bridge,
        "registration": _registration_for(actor, access, bridge),
    }
    status = UNPROCESSABLE if saving else 200
    return render(request, "planning/choose.html", context, status=status)


def _registration_for(actor: Actor, access: RecordAccess, bridge: Bridge) -> Registration | None:
    ask = ask_of(bridge)
    return registration(access, person_told(actor, access), [ask]) if ask else None


def step_form(request: HttpRequest, access: RecordAccess, bridge: Bridge) -> StepForm:
    """The form of a step: bound once it is sent to be saved, prefilled before."""
    identifiers = request.POST.get("places", "").split(",")[:20]
    paths = [(str(path.id), path.title) for path in paths_going_on(access)]
    places = published_names(identifiers)
    if "save" in request.POST:
        return StepForm(request.POST, paths=paths, places=places)
    initial = {
        "path": paths[0][0] if paths else "",
        "title": bridge.label,
        "place": "",
        "target_on": request.POST.get("on", ""),
        "description": "\n".join(f"— {paper}" for paper in bridge.documents),
        "bridge": bridge.code,
        "places": ",".join(identifiers),
        "save": "oui",
    }
    return StepForm(paths=paths, places=places, initial=initial)


def _bridge(request: HttpRequest) -> Bridge:
    bridge = bridge_by_code().get(request.POST.get("bridge", ""))
    if bridge is None:
        raise Hidden("no such bridge")
    return bridge
