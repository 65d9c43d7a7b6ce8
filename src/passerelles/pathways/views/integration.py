"""Integration in a company: the plan, checks answered by each side, what follows an alert."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.actors import ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.integration import (
    answer_check,
    finish_welcome_step,
    plan_integration,
    settle_alert,
)
from passerelles.pathways.forms.integration import (
    AlertForm,
    CheckForm,
    IntegrationForm,
    OwnCheckForm,
)
from passerelles.pathways.models import IntegrationCheck
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.integration import check_seen, next_page, plan_of
from passerelles.pathways.queries.leaving import return_lines
from passerelles.pathways.queries.meanwhile import ALERT, CHECK, PLAN, words_of
from passerelles.pathways.queries.names import holder_of_link
from passerelles.pathways.queries.work import changeable, work_line
from passerelles.pathways.review_policy import may_answer_check
from passerelles.pathways.rules.integration import ABOUT_LABELS, CheckAbout
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.pathways.views.work import one_url, writing_work
from passerelles.sharing.rules.volets import Volet
from passerelles.web import french

PLAN_PAGE = "pathways/work_review.html"
OWN_PAGE = "pathways/own_check.html"
GUEST_PAGE = "pathways/guest_form.html"
READ = (Volet.IDENTITY, Volet.PATH, Volet.PROGRESS)


def plan(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    eyes = writing_work(request, person_id)
    situation = changeable(eyes, actor_of(request), situation_id)
    known = plan_of(eyes, situation)
    told = (
        {"tutor": known.tutor, "co_tutor": known.co_tutor, "version": known.version}
        if known
        else {}
    )
    form = IntegrationForm(
        request.POST or None, start=situation.start, new=known is None, initial=told
    )

    def act() -> str:
        plan_integration(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            draft=form.draft(),
        )
        return _("C’est prévu. Chaque point se rappellera à vous.")

    done = one_url(person_id, situation_id)
    context = {
        "access": eyes.access,
        "section": "work",
        "page_heading": _("Préparer l’intégration"),
        "line": work_line(eyes, situation),
        "note": _("Ce qui est déjà prévu reste : vous ajoutez."),
        "cancel": done,
    }
    return answer_form(
        request,
        form,
        act,
        template=PLAN_PAGE,
        context=context,
        done_url=done,
        meanwhile=words_of(known, PLAN) if known else None,
    )


def step_done(
    request: HttpRequest, person_id: UUID, situation_id: UUID, step_id: UUID
) -> HttpResponse:
    eyes = writing_work(request, person_id)
    changeable(eyes, actor_of(request), situation_id)
    finish_welcome_step(actor=actor_of(request), person_id=person_id, step_id=step_id)
    messages.success(request, _("C’est fait."))
    return redirect(one_url(person_id, situation_id))


def _check(eyes: Eyes, request: HttpRequest, check_id: UUID) -> IntegrationCheck:
    check = check_seen(eyes, check_id)
    may = eyes.access.may_write(Volet.PROGRESS) and may_answer_check(actor_of(request), check)
    if not may:
        raise Hidden("another side answers")
    return check


def _lead(eyes: Eyes, check: IntegrationCheck) -> str:
    line = work_line(eyes, check.situation)
    day = french.short_date(check.due_on)
    return _("%(what)s. Point prévu le %(day)s.") % {"what": line.title, "day": day}


def answer(request: HttpRequest, person_id: UUID, check_id: UUID) -> HttpResponse:
    """A professional asks, and writes down whose words these are."""
    eyes = reading(request, person_id, *READ)
    check = _check(eyes, request, check_id)
    gathers = check.about == CheckAbout.COMPANY and (
        eyes.organisation_id != check.situation.host_id
    )
    form = CheckForm(request.POST or None, gathers=gathers, initial={"version": check.version})
    done = one_url(person_id, check.situation_id)
    context = {
        "access": eyes.access,
        "section": "work",
        "page_heading": _("Comment ça va, pour %(who)s ?")
        % {"who": ABOUT_LABELS[CheckAbout(check.about)]},
        "line": work_line(eyes, check.situation),
        "note": _(
            "« Pas bien » ouvre un choix : une médiation, ou un retour. Rien ne s’arrête seul."
        ),
        "cancel": done,
    }
    return _answered(request, form, check, PLAN_PAGE, context, done)


def guest_answer(request: HttpRequest, check_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    if actor.person_id is None:
        raise Hidden("a guest without a person")
    eyes = reading(request, actor.person_id, *READ)
    check = _check(eyes, request, check_id)
    form = CheckForm(request.POST or None, gathers=False, initial={"version": check.version})
    context = {
        "access": eyes.access,
        "guest_name": holder_of_link(actor),
        "page_heading": _("Comment ça va, pour l’entreprise ?"),
        "lead": _lead(eyes, check),
    }
    return _answered(request, form, check, GUEST_PAGE, context, reverse("pathways:guest_home"))


def my_answer(request: HttpRequest, check_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("not the person")
    eyes = reading(request, actor.person_id, *READ)
    check = _check(eyes, request, check_id)
    form = OwnCheckForm(
        request.POST if request.method == "POST" else None, initial={"version": check.version}
    )
    context: dict[str, object] = {"line": work_line(eyes, check.situation)}
    return _answered(request, form, check, OWN_PAGE, context, reverse("myspace:work"))


def _answered(
    request: HttpRequest,
    form: CheckForm | OwnCheckForm,
    check: IntegrationCheck,
    template: str,
    context: dict[str, object],
    done: str,
) -> HttpResponse:
    def act() -> str:
        answer_check(
            actor=actor_of(request),
            person_id=check.person_id,
            check_id=check.id,
            draft=form.draft(),
        )
        return _("C’est noté. Merci de l’avoir dit.")

    return answer_form(
        request,
        form,
        act,
        template=template,
        context=context,
        done_url=done,
        meanwhile=words_of(check, CHECK),
    )


def settle(request: HttpRequest, person_id: UUID, check_id: UUID) -> HttpResponse:
    """An alert opens a choice: a mediation with a day, a return, or a talk that was enough."""
    eyes = reading(request, person_id, *READ)
    check = check_seen(eyes, check_id)
    changeable(eyes, actor_of(request), check.situation_id)
    if not eyes.access.may_write(Volet.PROGRESS):
        raise Hidden("progress not writable")
    form = AlertForm(request.POST or None, initial={"version": check.version})
    rights = [line.right.id for line in return_lines(eyes) if line.is_open]

    def act() -> str:
        settle_alert(
            actor=actor_of(request), person_id=person_id, check_id=check_id, draft=form.draft()
        )
        return _("C’est prévu.")

    done = one_url(person_id, check.situation_id)
    if form.is_bound and form.is_valid():
        check.alert_answer = form.cleaned_data["answer"]
        done = next_page(check, rights[0] if rights else None)
    context = {
        "access": eyes.access,
        "section": "work",
        "page_heading": _("Donner une suite"),
        "line": work_line(eyes, check.situation),
        "note": f"{check.get_mood_display()} — « {check.words} »" if check.words else "",
        "cancel": one_url(person_id, check.situation_id),
    }
    return answer_form(
        request,
        form,
        act,
        template=PLAN_PAGE,
        context=context,
        done_url=done,
        meanwhile=words_of(check, ALERT),
    )
