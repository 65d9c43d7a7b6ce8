"""Adaptations of the job: noted, in place, changed or cancelled with why."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.adaptations import (
    cancel_adaptation,
    change_adaptation,
    finish_adaptation,
    note_adaptation,
)
from passerelles.pathways.forms.adaptations import (
    AdaptationDoneForm,
    AdaptationForm,
    CancelAdaptationForm,
    ChangeAdaptationForm,
)
from passerelles.pathways.models import JobAdaptation
from passerelles.pathways.queries.adaptations import adaptation_seen
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.meanwhile import ADAPTATION, words_of
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.paths import FORM_PAGE, form_context
from passerelles.pathways.views.record import actor_of
from passerelles.pathways.views.work import list_url, reading_work
from passerelles.sharing.rules.volets import Volet
from passerelles.web.forms import FrenchForm


def new_adaptation(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _adapting(request, person_id)
    form = AdaptationForm(request.POST or None)

    def act() -> str:
        note_adaptation(actor=actor_of(request), person_id=person_id, draft=form.draft())
        return _("L’aménagement est noté.")

    return _show(request, eyes, form, act, _("Aménager le poste"))


def adaptation_done(request: HttpRequest, person_id: UUID, adaptation_id: UUID) -> HttpResponse:
    eyes, found = _found(request, person_id, adaptation_id)
    form = AdaptationDoneForm(
        request.POST or None, initial={"version": found.version, "solution": found.solution}
    )

    def act() -> str:
        finish_adaptation(
            actor=actor_of(request),
            person_id=person_id,
            adaptation_id=adaptation_id,
            version=form.cleaned_data["version"],
            on=form.cleaned_data["on"],
            solution=form.cleaned_data["solution"],
        )
        return _("L’aménagement est en place.")

    return _show(request, eyes, form, act, _("L’aménagement est en place"), found)


def edit_adaptation(request: HttpRequest, person_id: UUID, adaptation_id: UUID) -> HttpResponse:
    eyes, found = _found(request, person_id, adaptation_id)
    form = ChangeAdaptationForm(request.POST or None, initial=ChangeAdaptationForm.typed(found))

    def act() -> str:
        change_adaptation(
            actor=actor_of(request),
            person_id=person_id,
            adaptation_id=adaptation_id,
            version=form.cleaned_data["version"],
            draft=form.changed(),
            reason=form.cleaned_data["reason"],
        )
        return _("C’est noté ; ce qui était écrit reste lisible.")

    return _show(request, eyes, form, act, _("Modifier ou corriger un aménagement"), found)


def remove_adaptation(request: HttpRequest, person_id: UUID, adaptation_id: UUID) -> HttpResponse:
    eyes, found = _found(request, person_id, adaptation_id)
    form = CancelAdaptationForm(request.POST or None, initial={"version": found.version})

    def act() -> str:
        cancel_adaptation(
            actor=actor_of(request),
            person_id=person_id,
            adaptation_id=adaptation_id,
            **form.cleaned_data,
        )
        return _("C’est annulé : cela reste lisible, et n’est plus à faire.")

    return _show(request, eyes, form, act, _("Annuler un aménagement"), found)


def _adapting(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading_work(request, person_id)
    if not eyes.access.may_write(Volet.SUPPORT_NEEDS):
        raise Hidden("what helps at work is not writable")
    return eyes


def _found(
    request: HttpRequest, person_id: UUID, adaptation_id: UUID
) -> tuple[Eyes, JobAdaptation]:
    eyes = _adapting(request, person_id)
    return eyes, adaptation_seen(eyes, adaptation_id, sent=request.method == "POST")


def _show(
    request: HttpRequest,
    eyes: Eyes,
    form: FrenchForm,
    act: Callable[[], str],
    heading: str,
    found: JobAdaptation | None = None,
) -> HttpResponse:
    done = list_url(eyes.person_id)
    return answer_form(
        request,
        form,
        act,
        template=FORM_PAGE,
        context=form_context(eyes, "work", heading, done),
        done_url=done,
        meanwhile=words_of(found, ADAPTATION) if found is not None else None,
    )
