"""Pages of progress: curves with their table, new observations, corrections, well-being."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.progress import (
    add_observations,
    correct_observation,
    say_well_being,
)
from passerelles.pathways.forms.progress import CorrectionForm, ProgressForm, WellBeingForm
from passerelles.pathways.models import ProgressPoint, Stage
from passerelles.pathways.policy import may_correct
from passerelles.pathways.queries.axes import axes_for
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.progress import progress_view, well_being, writer_of
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.paths import FORM_PAGE, form_context
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet


def progress_url(person_id: UUID) -> str:
    return reverse("pathways:progress", args=[person_id])


def show_progress(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PROGRESS)
    moods = well_being(eyes, limit=20)
    context = {
        "access": eyes.access,
        "section": "progress",
        "shared": eyes.sees(Volet.PROGRESS),
        "writable": eyes.access.may_write(Volet.PROGRESS),
        "progress": progress_view(eyes, with_answers=True),
        "well_being": [(said, writer_of(eyes, said)) for said in moods],
    }
    return render(request, "pathways/progress.html", context)


def new_observations(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    form = ProgressForm(
        request.POST or None,
        axes=axes_for(actor_of(request)),
        stages=eyes.entries(Stage) if eyes.sees(Volet.PATH) else [],
    )

    def act() -> str:
        points = add_observations(actor=actor_of(request), person_id=person_id, seen=form.seen())
        said = ngettext(
            "%(count)d observation ajoutée.", "%(count)d observations ajoutées.", len(points)
        )
        return said % {"count": len(points)}

    context = form_context(eyes, "progress", _("Ajouter une observation"), progress_url(person_id))
    context["lead"] = _(
        "Ne répondez que sur ce que vous avez vu, avec la phrase que la personne pourrait dire : "
        "ne rien dire d’un axe est permis, tout ne se mesure pas."
    )
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=progress_url(person_id)
    )


def correct(request: HttpRequest, person_id: UUID, point_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    rows = eyes.entries(ProgressPoint).select_related("axis", "organisation")
    point: ProgressPoint | None = rows.filter(pk=point_id).first()
    if point is None or not may_correct(actor_of(request), point):
        raise Hidden("not theirs to correct")
    form = CorrectionForm(request.POST or None, axis=point.axis)

    def act() -> str:
        correct_observation(
            actor=actor_of(request),
            person_id=person_id,
            point_id=point_id,
            level=form.cleaned_data["level"],
            comment=form.cleaned_data["comment"],
        )
        return _("La correction est notée ; la première observation reste dans l’historique.")

    context = form_context(eyes, "progress", _("Corriger une observation"), progress_url(person_id))
    context["lead"] = _("%(axis)s : « %(words)s » était noté.") % {
        "axis": point.axis.name,
        "words": point.level_words,
    }
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=progress_url(person_id)
    )


def tell_well_being(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What a professional heard about well-being at work."""
    eyes = _writing(request, person_id)
    form = WellBeingForm(request.POST or None)

    def act() -> str:
        say_well_being(
            actor=actor_of(request),
            person_id=person_id,
            mood=form.cleaned_data["mood"],
            words=form.cleaned_data["words"],
        )
        return _("C’est noté.")

    context = form_context(eyes, "progress", _("Bien-être au travail"), progress_url(person_id))
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=progress_url(person_id)
    )


def _writing(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PROGRESS)
    if not eyes.access.may_write(Volet.PROGRESS):
        raise Hidden("progress not writable")
    return eyes
