"""Pages of the path: its stages, its referent, what comes next, detection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.detection import record_detection
from passerelles.pathways.actions.next_steps import finish_next_step, plan_next_step
from passerelles.pathways.actions.paths import (
    change_path,
    change_referent,
    move_path,
    start_path,
)
from passerelles.pathways.forms.paths import (
    DetectionForm,
    DoneForm,
    NextStepForm,
    PathChangeForm,
    PathForm,
    ReferentForm,
)
from passerelles.pathways.models import NextStep, Path
from passerelles.pathways.policy import may_settle, steers
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.header import current_referent
from passerelles.pathways.queries.paths import (
    PathView,
    StepView,
    detections,
    next_steps,
    path_views,
    step_view,
    steps_done,
    with_results,
)
from passerelles.pathways.queries.voices import results_of_stages
from passerelles.pathways.rules.stages import PATH_MOVES, PathState
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.people.models import Wish
from passerelles.people.rules.wishes import LEAVING, WishKind
from passerelles.sharing.rules.volets import Volet

FORM_PAGE = "pathways/form.html"
MOVE_WORDS = {
    PathState.PAUSED: gettext_lazy("Mettre en pause"),
    PathState.CLOSED: gettext_lazy("Terminer"),
    PathState.ACTIVE: gettext_lazy("Reprendre"),
}


def path_url(person_id: UUID) -> str:
    return reverse("pathways:path", args=[person_id])


def show_path(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH, Volet.PROJECT, Volet.PROGRESS)
    shown = path_views(eyes) if eyes.sees(Volet.PATH) else []
    results = results_of_stages(eyes, [line.stage.id for view in shown for line in view.lines])
    shown = [with_results(view, results) for view in shown]
    context = {
        "access": eyes.access,
        "section": "path",
        "shared": eyes.sees(Volet.PATH),
        "writable": eyes.access.may_write(Volet.PATH),
        "may_detect": eyes.access.may_write(Volet.PROJECT),
        "paths": [(view, _moves(request, view)) for view in shown],
        "steps": _steps(request, eyes) if shown else [],
        "done": steps_done(eyes) if shown else [],
        "detections": [(item, eyes.name(item.organisation)) for item in detections(eyes)],
    }
    return render(request, "pathways/path.html", context)


def _steps(request: HttpRequest, eyes: Eyes) -> list[tuple[StepView, bool]]:
    """What is still to do, and whether this reader may say it is done."""
    return [(view, may_settle(actor_of(request), view.step)) for view in next_steps(eyes)]


def _moves(request: HttpRequest, view: PathView) -> list[tuple[str, str]]:
    """Moves offered on a path, to those who steer it."""
    if not steers(actor_of(request), view.path):
        return []
    targets = [target for target in PathState if target in PATH_MOVES[view.state]]
    return [(target.value, str(MOVE_WORDS[target])) for target in targets]


def begin_path(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = writing(request, person_id)
    own = str(actor_of(request).organisation_id)
    form = PathForm(request.POST or None, eyes=eyes, initial={"origin": own})

    def act() -> str:
        start_path(
            actor=actor_of(request),
            person_id=person_id,
            draft=form.draft(),
            origin_id=UUID(form.cleaned_data["origin"]),
        )
        return _("Le parcours est commencé ; vous en êtes référent.")

    context = form_context(eyes, "path", _("Commencer un parcours"), path_url(person_id))
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def edit_path(request: HttpRequest, person_id: UUID, path_id: UUID) -> HttpResponse:
    eyes, path = _steered(request, person_id, path_id)
    form = PathChangeForm(request.POST or None, initial=PathChangeForm.typed(path))

    def act() -> str:
        change_path(
            actor=actor_of(request),
            person_id=person_id,
            path_id=path_id,
            version=form.cleaned_data["version"],
            draft=form.draft(),
        )
        return _("Le parcours est modifié.")

    context = form_context(eyes, "path", _("Modifier le parcours"), path_url(person_id))
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def set_path_state(request: HttpRequest, person_id: UUID, path_id: UUID) -> HttpResponse:
    """Pause, resume, close: one button each, with the version that was read."""
    _steered(request, person_id, path_id)  # the same 404 before anything typed is judged
    try:
        target = PathState(request.POST.get("state", ""))
        version = int(request.POST.get("version", ""))
    except ValueError:
        raise Refusal(_("Choisissez ce qu’il advient du parcours.")) from None
    move_path(
        actor=actor_of(request),
        person_id=person_id,
        path_id=path_id,
        version=version,
        target=target,
    )
    messages.success(request, _("C’est noté. Le dossier reste entier."))
    return redirect(path_url(person_id))


def edit_referent(request: HttpRequest, person_id: UUID, path_id: UUID) -> HttpResponse:
    eyes, path = _steered(request, person_id, path_id)
    current = current_referent(path)
    if current is None:
        raise Conflict(_("Ce parcours n’a plus de référent : il est terminé."))
    form = ReferentForm(request.POST or None, eyes=eyes, initial={"expected": current.id})

    def act() -> str:
        user_id, organisation_id = form.chosen()
        change_referent(
            actor=actor_of(request),
            person_id=person_id,
            path_id=path_id,
            expected=form.cleaned_data["expected"],
            user_id=user_id,
            organisation_id=organisation_id,
            handover=form.cleaned_data["handover"],
        )
        return _("Le relais est passé.")

    context = form_context(eyes, "path", _("Passer le relais"), path_url(person_id))
    context["lead"] = _("Aujourd’hui : %(who)s (%(where)s).") % {
        "who": current.user.short_name,
        "where": eyes.name(current.organisation),
    }
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def plan_step(request: HttpRequest, person_id: UUID, path_id: UUID) -> HttpResponse:
    eyes = writing(request, person_id)
    known_path(eyes, path_id)
    actor = actor_of(request)
    own = f"{actor.user_id}:{actor.organisation_id}"
    form = NextStepForm(request.POST or None, eyes=eyes, initial={"owner": own})

    def act() -> str:
        plan_next_step(actor=actor, person_id=person_id, path_id=path_id, draft=form.draft())
        return _("La prochaine étape est notée.")

    context = form_context(eyes, "path", _("Prochaine étape"), path_url(person_id))
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def finish_step(request: HttpRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    step = eyes.entries(NextStep).select_related("path", "owner_organisation", "owner_user")
    found = step.filter(pk=step_id).first()
    if found is None or not may_settle(actor_of(request), found):
        raise Hidden("no such step")
    form = DoneForm(request.POST or None)

    def act() -> str:
        finish_next_step(
            actor=actor_of(request),
            person_id=person_id,
            step_id=step_id,
            outcome=form.cleaned_data["outcome"],
        )
        return _("C’est noté comme fait.")

    context = form_context(eyes, "path", _("C’est fait"), path_url(person_id))
    context["step"] = step_view(eyes, found)
    context["submit"] = _("C’est fait")
    return answer_form(
        request, form, act, template=FORM_PAGE, context=context, done_url=path_url(person_id)
    )


def detect(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Detection: refused without the wish of the person, warned on age."""
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PROJECT)
    if not eyes.access.may_write(Volet.PROJECT):
        raise Hidden("project not writable")
    about = (WishKind.JOB, *LEAVING, WishKind.INTEREST, WishKind.OTHER)
    wishes = eyes.entries(Wish).filter(kind__in=about)[:20]
    form = DetectionForm(
        request.POST or None, wishes=wishes, initial={"wish": request.GET.get("souhait", "")}
    )

    def act() -> str:
        _detection, said = record_detection(
            actor=actor_of(request), person_id=person_id, draft=form.draft()
        )
        for remark in said:
            messages.warning(request, f"{remark.message} {remark.remedy}".strip())
        return _("Le repérage est noté.")

    context = form_context(eyes, "path", _("Repérage"), path_url(person_id))
    context["no_wish"] = not wishes
    return answer_form(
        request,
        form,
        act,
        template="pathways/detect.html",
        context=context,
        done_url=path_url(person_id),
    )


def form_context(eyes: Eyes, section: str, heading: str, cancel: str) -> dict[str, object]:
    return {"access": eyes.access, "section": section, "page_heading": heading, "cancel": cancel}


def writing(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    if not eyes.access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    return eyes


def known_path(eyes: Eyes, path_id: UUID) -> Path:
    path: Path | None = eyes.entries(Path).select_related("origin").filter(pk=path_id).first()
    if path is None:
        raise Hidden("no such path")
    return path


def _steered(request: HttpRequest, person_id: UUID, path_id: UUID) -> tuple[Eyes, Path]:
    eyes = writing(request, person_id)
    path = known_path(eyes, path_id)
    if not steers(actor_of(request), path):
        raise Hidden("does not steer this path")
    return eyes, path
