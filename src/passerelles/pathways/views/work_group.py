"""« Mises à disposition collectives »: a group written once, copied to each one's record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.reading import NotADocument
from passerelles.pathways.actions.work_group import (
    GroupRefused,
    end_group,
    join_group,
    open_group,
)
from passerelles.pathways.forms.work_group import EndGroupForm, GroupWorkForm, JoinGroupForm
from passerelles.pathways.queries.work_groups import (
    answers_for,
    group_page,
    groups_page,
    people_to_lend,
)
from passerelles.pathways.views.answering import UNPROCESSABLE, answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.pathways.work_policy import lends_together
from passerelles.web.conflicts import conflict_page

FORM_PAGE = "pathways/work_group_form.html"


def list_groups(request: HttpRequest) -> HttpResponse:
    page = groups_page(actor_of(request))
    return render(request, "pathways/work_groups.html", {"page": page})


def show_group(request: HttpRequest, work_group: UUID) -> HttpResponse:
    page = group_page(actor_of(request), work_group)
    return render(request, "pathways/work_group.html", {"page": page})


def new_group(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not lends_together(actor):
        raise Hidden("does not lend anybody")
    form = GroupWorkForm(request.POST or None, people=people_to_lend(actor))

    def save() -> str:
        group = open_group(
            actor=actor, draft=form.draft(), members=form.members(), reason=form.reason()
        )
        messages.success(request, _("C’est noté dans le dossier de chacun."))
        return _address(group)

    context = {
        "page_heading": _("Mettre plusieurs personnes à disposition"),
        "cancel": reverse("pathways:work_groups"),
        "first_time": True,
    }
    return _answer(request, form, save, context)


def add_to_group(request: HttpRequest, work_group: UUID) -> HttpResponse:
    actor = actor_of(request)
    page = group_page(actor, work_group)
    if not page.may_lend:
        raise Hidden("does not lend anybody")
    people = people_to_lend(actor, page.people_in)
    form = JoinGroupForm(
        request.POST or None,
        first=page.first,
        people=people,
        initial={"start": max(page.first.start, clock.today())},
    )

    def save() -> str:
        join_group(
            actor=actor,
            group=work_group,
            draft=form.draft(),
            members=form.members(),
            reason=form.reason(),
        )
        messages.success(request, _("C’est noté dans le dossier de chacun."))
        return _address(work_group)

    context = {
        "page_heading": _("Ajouter quelqu’un au groupe"),
        "cancel": _address(work_group),
        "page": page,
    }
    return _answer(request, form, save, context)


def end_for_group(request: HttpRequest, work_group: UUID) -> HttpResponse:
    """Everybody is ticked; whoever goes on is unticked."""
    page = group_page(actor_of(request), work_group)
    form = EndGroupForm(request.POST or None, rows=page.open_rows)

    def act() -> str:
        try:
            count = end_group(
                actor=actor_of(request),
                group=work_group,
                ended=form.ended(),
                on=form.cleaned_data["on"],
                why=form.end_reason(),
                reason=form.cleaned_data["reason"],
            )
        except GroupRefused as refused:
            *others, last = refused.each
            for one in others:
                form.refuse(one)
            raise last from None
        said = ngettext(
            "C’est terminé pour %(count)d personne.",
            "C’est terminé pour %(count)d personnes.",
            count,
        )
        return said % {"count": count}

    url = _address(work_group)
    return answer_form(
        request,
        form,
        act,
        template="pathways/work_group_end.html",
        context={"page": page, "cancel": url},
        done_url=url,
    )


def _address(group: UUID) -> str:
    return reverse("pathways:work_group", args=[group])


def _answer(
    request: HttpRequest, form: GroupWorkForm, save: Callable[[], str], context: dict[str, Any]
) -> HttpResponse:
    """As for one person: the law is heard for each, then « Enregistrer » writes all or nothing."""
    status = 200
    if request.method == "POST":
        saving = request.POST.get("go") == "save"
        if form.is_valid():
            heard = _heard(request, form, context)
            if saving and heard and form.agreed_or_refuse():
                done = _saved(request, form, save, context)
                if done is not None:
                    return done
        if saving:
            status = UNPROCESSABLE
    return render(request, FORM_PAGE, {**context, "form": form}, status=status)


def _heard(request: HttpRequest, form: GroupWorkForm, context: dict[str, Any]) -> bool:
    """Ask the law for each person; whether the form still holds."""
    try:
        answers = answers_for(actor_of(request), form.draft(), form.members(), form.names)
    except NotADocument as mistake:
        first = mistake.mistakes[0]
        expected = _("Attendu : %(what)s.") % {"what": first.expected}
        form.refuse(Refusal(expected, field=first.path))
        return False
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    form.hear_all(answers)
    context["answers"] = answers
    return form.is_valid()


def _saved(
    request: HttpRequest, form: GroupWorkForm, save: Callable[[], str], context: dict[str, Any]
) -> HttpResponse | None:
    try:
        return redirect(save())
    except Conflict as conflict:
        return conflict_page(request, conflict, form, context["cancel"], [])
    except GroupRefused as refused:
        for one in refused.each:
            form.refuse(one)
        return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None
