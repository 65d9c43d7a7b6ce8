"""Pages of cooperation projects: which ones, a new one, its milestones and its partners."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.cooperation.actions import projects as actions
from passerelles.cooperation.forms.projects import (
    DoneForm,
    MilestoneForm,
    PartnerForm,
    ProjectForm,
    VersionForm,
)
from passerelles.cooperation.models import Milestone, Project
from passerelles.cooperation.policy import get_editable
from passerelles.cooperation.queries import projects as queries
from passerelles.cooperation.views.answering import posted, saved_or_form
from passerelles.kernel.actors import Right
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.web.forms import FrenchForm

_READ_OR_POST = ("GET", "HEAD", "POST")


def projects(request: Any) -> HttpResponse:
    context = {
        "lines": queries.projects(request.actor),
        "may_create": request.actor.may(Right.EDIT_DIRECTORY),
    }
    return render(request, "cooperation/list.html", context)


def detail(request: Any, project_id: UUID) -> HttpResponse:
    page = queries.project_page(request.actor, project_id)
    return render(request, "cooperation/detail.html", {"page": page})


@require_http_methods(_READ_OR_POST)
def create(request: Any) -> HttpResponse:
    form = ProjectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            project = actions.create_project(
                actor=request.actor, template=form.cleaned_data["template"], words=form.words
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Le projet est créé : datez ses jalons."))
            return redirect("cooperation:detail", project.pk)
    return _form_page(request, form, _("Nouveau projet"))


@require_http_methods(_READ_OR_POST)
def milestone_add(request: Any, project_id: UUID) -> HttpResponse:
    project = get_editable(request.actor, project_id)
    form = _milestone_form(request, project, {"version": 0})

    def save() -> None:
        actions.add_milestone(actor=request.actor, project_id=project.pk, words=form.words)

    return saved_or_form(request, form, save, project, _("Ajouter un jalon"))


@require_http_methods(_READ_OR_POST)
def milestone_edit(request: Any, project_id: UUID, milestone_id: UUID) -> HttpResponse:
    milestone = queries.milestone_to_edit(request.actor, project_id, milestone_id)
    project = get_editable(request.actor, project_id)
    form = _milestone_form(request, project, _initial(milestone))

    def save() -> None:
        actions.change_milestone(
            actor=request.actor,
            project_id=project.pk,
            milestone_id=milestone.pk,
            version=form.cleaned_data["version"],
            words=form.words,
        )

    return saved_or_form(request, form, save, project, f"{_('Modifier')} : {milestone}")


@require_http_methods(_READ_OR_POST)
def milestone_done(request: Any, project_id: UUID, milestone_id: UUID) -> HttpResponse:
    milestone = queries.milestone_to_edit(request.actor, project_id, milestone_id)
    project = get_editable(request.actor, project_id)
    initial = {"version": milestone.version}
    form = DoneForm(posted(request), initial=initial)

    def save() -> None:
        actions.mark_done(
            actor=request.actor,
            project_id=project.pk,
            milestone_id=milestone.pk,
            version=form.cleaned_data["version"],
            on=form.cleaned_data["done_on"],
        )

    return saved_or_form(request, form, save, project, f"{_('C’est fait')} : {milestone}")


@require_POST
def milestone_undone(request: Any, project_id: UUID, milestone_id: UUID) -> HttpResponse:
    milestone = queries.milestone_to_edit(request.actor, project_id, milestone_id)
    actions.mark_undone(
        actor=request.actor,
        project_id=project_id,
        milestone_id=milestone.pk,
        version=_version(request),
    )
    messages.success(request, _("Le jalon est de nouveau à faire."))
    return redirect("cooperation:detail", project_id)


@require_http_methods(_READ_OR_POST)
def partner_add(request: Any, project_id: UUID) -> HttpResponse:
    project = get_editable(request.actor, project_id)
    form = PartnerForm(posted(request))

    def save() -> None:
        actions.add_partner(
            actor=request.actor,
            project_id=project.pk,
            named=form.cleaned_data["organisation"],
            role=form.cleaned_data["role"],
            outside_directory=form.cleaned_data["outside_directory"],
        )

    return saved_or_form(request, form, save, project, _("Ajouter un partenaire"))


@require_POST
def partner_remove(request: Any, project_id: UUID, partner_id: UUID) -> HttpResponse:
    project = get_editable(request.actor, project_id)
    try:
        actions.remove_partner(
            actor=request.actor,
            project_id=project.pk,
            partner_id=partner_id,
            version=_version(request),
        )
    except Conflict:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("L’organisation ne fait plus partie du projet."))
    return redirect("cooperation:detail", project.pk)


def _version(request: Any) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Conflict(
            _("Cette demande est incomplète."), _("Rechargez la page, puis recommencez.")
        )
    version: int = form.cleaned_data["version"]
    return version


def _milestone_form(request: Any, project: Project, initial: dict[str, Any]) -> MilestoneForm:
    form = MilestoneForm(posted(request), initial=initial)
    form.offer(queries.phase_choices(project), queries.owner_choices(request.actor, project))
    return form


def _initial(milestone: Milestone) -> dict[str, Any]:
    return {
        "version": milestone.version,
        "title": milestone.title,
        "phase": str(milestone.phase_id),
        "planned_on": milestone.planned_on,
        "owner": str(milestone.owner_id or ""),
    }


def _form_page(
    request: Any, form: FrenchForm, title: str, project: Project | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "project": project}
    status = 422 if form.errors else 200
    return render(request, "cooperation/form.html", context, status=status)
