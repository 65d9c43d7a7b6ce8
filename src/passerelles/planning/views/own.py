"""« Où je peux aller » : the same routes for the person, in very plain words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.law.bridges import Bridge, bridge_by_code
from passerelles.myspace.policy import open_own_record
from passerelles.pathways.actions.stages import StageDraft, add_stage
from passerelles.pathways.models import Path
from passerelles.pathways.queries.paths import addressee_of_person
from passerelles.pathways.queries.registration import registration
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.rules.stages import StageKind
from passerelles.people.actions import add_wish
from passerelles.people.rules.wishes import WishKind
from passerelles.planning.forms import MyRoutesForm, asked_in
from passerelles.planning.queries.paths import chosen_already, paths_going_on
from passerelles.planning.queries.routes import RoutesPage, routes_page
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def my_bridges(request: Any) -> HttpResponse:
    """Where I could go; what I answer here is not kept."""
    access = open_own_record(request.actor)
    gathered = person_told(request.actor, access)
    data = request.POST if request.method == "POST" else None
    form = MyRoutesForm(data, person=gathered.person, asked=asked_in(data))
    page: RoutesPage | None = None
    wanted = form.wanted(clock.today())
    if wanted is not None:
        page = routes_page(
            wanted,
            organisation_id=addressee_of_person(access.person.id),
            hidden=frozenset(),
            plain=True,
        )
        form.ask(kind.value for kind in page.to_ask)
    status = UNPROCESSABLE if data is not None and form.errors else 200
    context = {"form": form, "page": page, "registration": registration(access, gathered, ())}
    return render(request, "planning/mine.html", context, status=status)


@require_POST
def i_choose(request: Any) -> HttpResponse:
    """My choice becomes a stage to prepare; without a path yet, a wish: both reach somebody.

    Said twice, it is kept once."""
    access = open_own_record(request.actor, Volet.PATH, Volet.PROJECT)
    bridge = bridge_by_code().get(request.POST.get("bridge", ""))
    if bridge is None:
        raise Hidden("no such bridge")
    paths = paths_going_on(access)
    if chosen_already(access, bridge, paths):
        messages.info(request, _("C’est déjà noté. La personne qui vous aide le voit."))
    else:
        try:
            _keep(request.actor, access, bridge, paths)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("planning:mine")
        messages.success(request, _("C’est noté. La personne qui vous aide le voit."))
    return redirect("myspace:path" if paths else "myspace:wishes")


def _keep(actor: Actor, access: RecordAccess, bridge: Bridge, paths: list[Path]) -> None:
    person_id = access.person.id
    if paths:
        draft = StageDraft(kind=StageKind(bridge.stage), title=bridge.label)
        add_stage(actor=actor, person_id=person_id, path_id=paths[0].id, draft=draft)
    else:
        add_wish(
            actor=actor,
            person_id=person_id,
            kind=WishKind.JOB,
            words=bridge.plain,
            said_alone=True,
            organisation_id=addressee_of_person(person_id),
        )
