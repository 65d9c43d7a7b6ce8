"""Pages of workshops and of trainings built inside a company."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Right
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.gathering import gather
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.actions.aside import set_day_aside
from passerelles.skills.actions.practice import note_day
from passerelles.skills.actions.workshops import (
    decide_content,
    invite_reviewer,
    open_workshop,
    propose_content,
    remove_reviewer,
)
from passerelles.skills.forms.workshops import (
    ContentForm,
    DayForm,
    DecideForm,
    ReviewerForm,
    WorkshopForm,
)
from passerelles.skills.policy import get_kept
from passerelles.skills.queries.workshops import (
    content_to_change,
    content_to_decide,
    day_to_set_aside,
    reviewer_to_remove,
    skills_worked,
    workshop_lines,
    workshop_page,
)
from passerelles.support.forms.acts import SetAsideForm

FORM_PAGE = "skills/form.html"


def workshops(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {"lines": workshop_lines(actor), "may_open": actor.may(Right.WRITE_PEOPLE)}
    return render(request, "skills/workshops.html", context)


def workshop(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    context = {"page": workshop_page(actor_of(request), workshop_id)}
    return render(request, "skills/workshop.html", context)


def new_workshop(request: HttpRequest) -> HttpResponse:
    form = WorkshopForm(request.POST or None)
    url = reverse("skills:workshops")

    def act() -> str:
        open_workshop(actor=actor_of(request), words=form.words(), content=form.content())
        return _("L’atelier est ouvert.")

    context = {"page_heading": _("Nouvel atelier ou formation interne"), "cancel": url}
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def new_content(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    found, content = content_to_change(actor_of(request), workshop_id)
    initial = {"text": content.text, "skills": "\n".join(content.skills)}
    form = ContentForm(request.POST or None, initial=initial)
    url = reverse("skills:workshop", args=[workshop_id])

    def act() -> str:
        propose_content(actor=actor_of(request), workshop_id=workshop_id, words=form.content())
        return _("La version est proposée.")

    context = {"page_heading": f"{_('Proposer une version')} : {found}", "cancel": url}
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def decide(request: HttpRequest, workshop_id: UUID, number: int) -> HttpResponse:
    content = content_to_decide(actor_of(request), workshop_id, number)
    form = DecideForm(request.POST or None)
    url = reverse("skills:workshop", args=[workshop_id])

    def act() -> str:
        decide_content(
            actor=actor_of(request),
            workshop_id=workshop_id,
            number=number,
            adopted=form.cleaned_data["decision"] == "adopt",
            reason=form.cleaned_data["reason"],
        )
        return _("C’est noté.")

    context = {"page_heading": str(content), "cancel": url, "content": content}
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def invite(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    found = get_kept(actor_of(request), workshop_id)
    form = ReviewerForm(request.POST or None)
    url = reverse("skills:workshop", args=[workshop_id])

    def act() -> str:
        invite_reviewer(
            actor=actor_of(request),
            workshop_id=workshop_id,
            named=form.cleaned_data["organisation"],
        )
        return _("Cette organisation peut lire le contenu et proposer une version.")

    context = {"page_heading": f"{_('Inviter à relire')} : {found}", "cancel": url, "names": True}
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def new_day(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = get_kept(actor, workshop_id)
    offered = gather(actor, Volet.SKILLS)
    people = [(str(one.id), one.short_name) for one in offered.people]
    form = DayForm(request.POST or None, people=people, skills=skills_worked(found))
    url = reverse("skills:workshop", args=[workshop_id])

    def act() -> str:
        note_day(actor=actor, workshop_id=workshop_id, sheet=form.sheet())
        return _("La séance est notée dans le dossier de chacun.")

    context = {
        "page_heading": f"{_('Noter une séance')} : {found}",
        "cancel": url,
        "empty": not people,
        "left_out": offered.left_out,
    }
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def day_aside(request: HttpRequest, workshop_id: UUID, sheet_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    day = day_to_set_aside(actor, workshop_id, sheet_id)
    _refuse_done(request, done=day.set_aside_on is not None)
    form = SetAsideForm(request.POST or None)
    url = reverse("skills:workshop", args=[workshop_id])

    def act() -> str:
        why = form.cleaned_data["why"]
        set_day_aside(actor=actor, workshop_id=workshop_id, day_id=sheet_id, why=why)
        return _("La séance est écartée : on la lit encore, elle n’est plus comptée.")

    context = {
        "page_heading": f"{_('Séance notée par erreur')} : {day}",
        "lead": _(
            "Elle reste lisible dans le dossier de chacun, avec la raison, sans y être comptée. "
            "Chacun le lira : ne nommez personne. Notez ensuite ce qui a vraiment eu lieu."
        ),
        "cancel": url,
    }
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def remove(request: HttpRequest, workshop_id: UUID, reviewer_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    line = reviewer_to_remove(actor, workshop_id, reviewer_id)
    _refuse_done(request, done=not line.reads)
    form = SetAsideForm(request.POST or None)
    url = reverse("skills:workshop", args=[workshop_id])

    def act() -> str:
        why = form.cleaned_data["why"]
        remove_reviewer(actor=actor, workshop_id=workshop_id, reviewer_id=reviewer_id, why=why)
        return _("Cette organisation ne lit plus l’atelier.")

    context = {
        "page_heading": f"{_('Ne plus faire relire par')} {line.name}",
        "lead": _("Elle ne lira plus le contenu. Les versions qu’elle a proposées restent."),
        "cancel": url,
    }
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def _refuse_done(request: HttpRequest, *, done: bool) -> None:
    """No form for what is done already; who sends one is told that a colleague was first."""
    if done and request.method != "POST":
        raise Hidden("done already")
