"""The synthesis of a record: on screen, on paper, and as a partner would see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes, own_eyes, proposed_eyes
from passerelles.pathways.queries.names import organisation_named
from passerelles.pathways.queries.progress import (
    PAPER_COLUMNS,
    PHONE_COLUMNS,
    SCREEN_COLUMNS,
    progress_view,
)
from passerelles.pathways.queries.synthesis import preview_as, synthesis
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet


def actor_of(request: HttpRequest) -> Actor:
    """The actor the gate put on the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def reading(request: HttpRequest, person_id: UUID, *volets: Volet) -> Eyes:
    """Open a record to show it, with the eyes of whoever asks."""
    actor = actor_of(request)
    access = open_record(actor, person_id, volets=volets or tuple(Volet))
    return own_eyes(actor, access)


def show_synthesis(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id)
    context = {
        "access": eyes.access,
        "section": "synthesis",
        "synthesis": synthesis(eyes),
        "eyes": eyes,
        "may_observe": eyes.access.may_write(Volet.PROGRESS),
        "may_note": any(volet is not Volet.IDENTITY for volet in eyes.access.writable),
    }
    return render(request, "pathways/synthesis.html", context)


def print_synthesis(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same on two sheets of paper."""
    eyes = reading(request, person_id)
    context = {"access": eyes.access, "synthesis": synthesis(eyes), "eyes": eyes}
    return render(request, "pathways/synthesis_print.html", context)


def preview(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """« Comme ils le verront »: what a proposed agreement would show, before agreeing."""
    receiver = organisation_named(request.GET.get("organisation", ""))
    volets = _volets(request.GET.getlist("volets"))
    eyes, shown = preview_as(
        actor_of(request), person_id, volets, receiver.id if receiver else None
    )
    context = {
        "access": eyes.access,
        "section": "sharing",
        "synthesis": shown,
        "eyes": eyes,
        "receiver": receiver.outside_name if receiver else _("l’organisation choisie"),
        "proposed": [VOLET_TEXTS[volet].label for volet in volets],
        "lacks_identity": Volet.IDENTITY not in volets,
    }
    return render(request, "pathways/preview.html", context)


@gzip_page  # a drawing holds no token: nothing for a reflected-text attack to guess
def progress_picture(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The curves alone, drawn for a sheet or a phone, or only what is shared (``?partage``)."""
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PROGRESS)
    if "partage" in request.GET:
        eyes = proposed_eyes(eyes.access, eyes.volets, None)
    return picture(request, eyes)


def picture(request: HttpRequest, eyes: Eyes) -> HttpResponse:
    """``?colonnes``: four across for paper; ``?etroit``: two for a phone; else three."""
    if not eyes.sees(Volet.PROGRESS):
        raise Hidden("progress not readable")
    wide = PAPER_COLUMNS if "colonnes" in request.GET else SCREEN_COLUMNS
    svg = progress_view(eyes).picture(PHONE_COLUMNS if "etroit" in request.GET else wide)
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


def _volets(values: list[str]) -> list[Volet]:
    """``volets=path&volets=progress`` or ``volets=path,progress``; unknown words are left out."""
    words = {word for value in values for word in value.split(",")}
    return [volet for volet in Volet if volet.value in words]
