"""The person's own pages: my appointments, my promises and theirs, what was done together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel.actors import ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.acts import say_interest
from passerelles.support.actions.commitments import review_promise
from passerelles.support.forms.acts import OwnInterestForm
from passerelles.support.forms.commitments import ReviewForm
from passerelles.support.queries.acts import act_view, acts_page
from passerelles.support.queries.appointments import appointment_page
from passerelles.support.queries.commitments import commitments, promise_view
from passerelles.support.queries.leads import leads_of
from passerelles.support.queries.plans import plan_views, timetable_views
from passerelles.support.queries.sessions import contacts
from passerelles.support.queries.sides import dimension_plans


@require_safe
def my_appointments(request: HttpRequest) -> HttpResponse:
    page = appointment_page(_own(request))
    return render(request, "support/own_appointments.html", {"page": page})


@require_safe
def my_commitments(request: HttpRequest) -> HttpResponse:
    eyes = _own(request, Volet.BARRIERS, Volet.SENSITIVE)
    context = {
        "commitments": [view for view in commitments(eyes) if view.active or view.to_sign],
        "partners": contacts(eyes),
    }
    return render(request, "support/own_commitments.html", context)


@require_safe
def my_plan(request: HttpRequest) -> HttpResponse:
    eyes = _own(request, Volet.PROJECT)
    context = {
        "plans": [view for view in plan_views(eyes) if view.active],
        "dimension_plans": [plan for plan in dimension_plans(eyes) if plan.enrolment.is_open],
        "timetables": timetable_views(eyes),
        "leads": leads_of(eyes),
    }
    return render(request, "support/own_plan.html", context)


@require_safe
def my_acts(request: HttpRequest) -> HttpResponse:
    return render(request, "support/own_acts.html", {"page": acts_page(_own(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def my_interest(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """The person says whether a job they discovered interests them."""
    eyes = _own(request)
    view = act_view(eyes, act_id)
    if not view.discovery:
        raise Hidden("nothing was discovered")
    form = OwnInterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        say_interest(
            actor=actor_of(request),
            person_id=eyes.person_id,
            act_id=act_id,
            interest=form.cleaned_data["interest"],
        )
        messages.success(request, _("C’est noté."))
        return redirect("support:my_acts")
    context = {"view": view, "form": form}
    return render(request, "support/own_interest.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def my_review(request: HttpRequest, promise_id: UUID) -> HttpResponse:
    """The person says whether a promise is kept: theirs, or ours."""
    eyes = _own(request)
    view = promise_view(eyes, promise_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_promise(
                actor=actor_of(request),
                person_id=eyes.person_id,
                promise_id=promise_id,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("support:my_commitments")
    context = {"view": view, "form": form}
    return render(request, "support/own_review.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, *more: Volet) -> Eyes:
    actor = actor_of(request)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("not the person")
    return reading(request, actor.person_id, Volet.IDENTITY, Volet.PATH, *more)
