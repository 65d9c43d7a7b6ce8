"""Pages of the stages of a path."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.stages import add_stage, change_stage, move_stage
from passerelles.pathways.forms.paths import StageChangeForm, StageForm, StageMoveForm
from passerelles.pathways.models import Stage
from passerelles.pathways.policy import steers
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.stages import STATE_LABELS, StageState, may_move
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.paths import (
    FORM_PAGE,
    form_context,
    known_path,
    path_url,
    writing,
)
from passerelles.pathways.views.record import actor_of


def new_stage(request: HttpRequest, person_id: UUID, path_id: UUID) -> HttpResponse:
    """A stage, or one lived again (``?refaire=`` names it): its words are already there."""
    eyes = writing(request, person_id)
    known_path(eyes, path_id)
    again = _replayed(eyes, request.GET.get("refaire", ""))
    initial = _again(again) if again else None
    form = StageForm(request.POST or None, eyes=eyes, initial=initial)

    def act() -> str:
        add_stage(
            actor=actor_of(request),
            person_id=person_id,
            path_id=path_id,
            draft=form.draft(),
            replay_of_id=again.id if again else None,
        )
        return _("L’étape est ajoutée.")

    heading = _("Refaire cette étape") if again else _("Ajouter une étape")
    context = form_context(eyes, "path", heading, path_url(person_id))
    context["lead"] = _("Plusieurs étapes peuvent aller ensemble ; aucune n’est obligatoire.")
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def edit_stage(request: HttpRequest, person_id: UUID, stage_id: UUID) -> HttpResponse:
    eyes = writing(request, person_id)
    stage = _stage(eyes, stage_id)
    if stage.organisation_id != actor_of(request).organisation_id:
        raise Hidden("written by another organisation")
    form = StageChangeForm(request.POST or None, eyes=eyes, initial=StageChangeForm.typed(stage))

    def act() -> str:
        change_stage(
            actor=actor_of(request),
            person_id=person_id,
            stage_id=stage_id,
            version=form.cleaned_data["version"],
            draft=form.draft(),
        )
        return _("L’étape est modifiée.")

    context = form_context(eyes, "path", _("Modifier l’étape"), path_url(person_id))
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def set_stage_state(
    request: HttpRequest, person_id: UUID, stage_id: UUID, state: str
) -> HttpResponse:
    """Start, finish, stop, skip or plan again, on a day."""
    eyes = writing(request, person_id)
    stage = _stage(eyes, stage_id)
    target = _target(state)
    if not _may_set(request, stage) or not may_move(StageState(stage.state), target):
        raise Hidden("no such move")
    form = StageMoveForm(request.POST or None, initial={"version": stage.version})

    def act() -> str:
        move_stage(
            actor=actor_of(request),
            person_id=person_id,
            stage_id=stage_id,
            version=form.cleaned_data["version"],
            target=target,
            on=form.cleaned_data["on"],
            result=form.cleaned_data["result"],
        )
        return _("L’étape est maintenant « %(state)s ».") % {"state": STATE_LABELS[target]}

    heading = _("%(title)s : %(state)s") % {"title": stage.title, "state": STATE_LABELS[target]}
    context = form_context(eyes, "path", heading, path_url(person_id))
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def _target(state: str) -> StageState:
    try:
        return StageState(state)
    except ValueError:
        raise Hidden("unknown state") from None


def _may_set(request: HttpRequest, stage: Stage) -> bool:
    actor = actor_of(request)
    return stage.organisation_id == actor.organisation_id or steers(actor, stage.path)


def _stage(eyes: Eyes, stage_id: UUID) -> Stage:
    stage: Stage | None = eyes.entries(Stage).select_related("path").filter(pk=stage_id).first()
    if stage is None:
        raise Hidden("no such stage")
    return stage


def _replayed(eyes: Eyes, value: str) -> Stage | None:
    if not value:
        return None
    try:
        return _stage(eyes, UUID(value))
    except ValueError:
        raise Hidden("not an identifier") from None


def _again(stage: Stage) -> dict[str, object]:
    return {
        "kind": stage.kind,
        "title": stage.title,
        "place": str(stage.place_id or ""),
        "description": stage.description,
    }
