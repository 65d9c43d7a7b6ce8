"""Commitments and objectives of a record."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.commitments import (
    amend_commitment,
    end_commitment,
    make_commitment,
    review_promise,
)
from passerelles.support.actions.objectives import add_evidence, set_objective, settle_objective
from passerelles.support.forms.commitments import (
    AmendmentForm,
    CommitmentForm,
    EvidenceForm,
    ObjectiveForm,
    ProfessionalReviewForm,
    SettleForm,
)
from passerelles.support.models import Objective
from passerelles.support.queries.commitments import (
    commitment_view,
    commitments,
    objectives,
    open_objective,
    promise_view,
)
from passerelles.support.queries.sessions import contacts
from passerelles.support.queries.sides import dimension_plan, side_labels, sides_to_offer
from passerelles.support.rules.sides import Side
from passerelles.support.views.answering import answer_in

FORM_PAGE = "pathways/form.html"
SECTION = "commitments"
# Contacts with partners stand in the volet of their session, sometimes the sensitive one.
READ = (Volet.IDENTITY, Volet.PATH, Volet.PROJECT, Volet.BARRIERS, Volet.SENSITIVE)
_answer = partial(answer_in, SECTION)


def show_commitments(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, *READ)
    labels = side_labels(eyes)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "sees_path": eyes.sees(Volet.PATH),
        "sees_project": eyes.sees(Volet.PROJECT),
        "writes_path": eyes.access.may_write(Volet.PATH),
        "writes_project": eyes.access.may_write(Volet.PROJECT),
        "commitments": commitments(eyes),
        "objectives": [(row, labels.get(_side_of(row), "")) for row in objectives(eyes)],
        "contacts": contacts(eyes),
    }
    return render(request, "support/commitments.html", context)


def new_commitment(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PATH)
    form = CommitmentForm(request.POST or None)

    def act() -> str:
        make_commitment(actor=actor_of(request), person_id=person_id, draft=form.draft())
        return _("C’est écrit. Le papier à signer est prêt dans les papiers du dossier.")

    return _answer(request, eyes, form, act, _("Ce que chacun promet"))


def amend(request: HttpRequest, person_id: UUID, commitment_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PATH)
    view = commitment_view(eyes, commitment_id)
    if not view.may_change:
        raise Hidden("not theirs to amend")
    form = AmendmentForm(request.POST or None, initial=AmendmentForm.typed(view))

    def act() -> str:
        amend_commitment(
            actor=actor_of(request),
            person_id=person_id,
            commitment_id=commitment_id,
            draft=form.draft(),
            reason=form.cleaned_data["reason"],
        )
        if view.active:
            return _("L’avenant est écrit. L’engagement d’avant vaut jusqu’à ce que tous signent.")
        return _("C’est écrit : chacun signe cette nouvelle version.")

    return _answer(request, eyes, form, act, _("Changer ce que chacun promet"))


def end(request: HttpRequest, person_id: UUID, commitment_id: UUID) -> HttpResponse:
    _writing(request, person_id, Volet.PATH)
    end_commitment(actor=actor_of(request), person_id=person_id, commitment_id=commitment_id)
    messages.success(request, _("L’engagement est terminé ; il reste lisible."))
    return redirect("support:commitments", person_id)


def review(request: HttpRequest, person_id: UUID, promise_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PATH)
    view = promise_view(eyes, promise_id)
    form = ProfessionalReviewForm(request.POST or None)

    def act() -> str:
        review_promise(
            actor=actor_of(request),
            person_id=person_id,
            promise_id=promise_id,
            **form.cleaned_data,
        )
        return _("C’est noté. La personne le lit et dit aussi ce qu’elle en pense.")

    heading = _("Est-ce tenu ? « %(words)s »") % {"words": view.promise.words}
    return _answer(request, eyes, form, act, heading)


def new_objective(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Asked from the plan of a programme, the page starts on that side and goes back there."""
    eyes = _writing(request, person_id, Volet.PROJECT, Volet.PATH)
    sides = sides_to_offer(eyes)
    asked = request.GET.get("pour", "")
    from_plan = Side.read(asked) if asked in dict(sides) else None
    initial = {"side": asked} if from_plan else {}
    form = ObjectiveForm(request.POST or None, sides=sides, initial=initial)

    def act() -> str:
        set_objective(actor=actor_of(request), person_id=person_id, draft=form.draft())
        return _("L’objectif est noté.")

    done = _plan_url(person_id, from_plan) if from_plan else None
    return _answer(request, eyes, form, act, _("Un objectif professionnel"), done_url=done)


def _side_of(row: Objective) -> str:
    return str(Side(row.enrolment_id, row.dimension)) if row.enrolment_id else ""


def _plan_url(person_id: UUID, side: Side) -> str:
    return reverse("support:dimension_plan", args=[person_id, side.enrolment_id])


def revise(request: HttpRequest, person_id: UUID, objective_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PROJECT, Volet.PATH)
    before = open_objective(eyes, objective_id)
    names = ("words", "job", "origin", "by_day")
    initial = {name: getattr(before, name) for name in names}
    initial["side"] = _side_of(before)
    form = ObjectiveForm(request.POST or None, sides=sides_to_offer(eyes, before), initial=initial)

    def act() -> str:
        set_objective(
            actor=actor_of(request),
            person_id=person_id,
            draft=form.draft(),
            revises=objective_id,
        )
        return _("L’objectif est revu ; l’ancien reste lisible.")

    return _answer(request, eyes, form, act, _("Revoir un objectif"))


def settle(request: HttpRequest, person_id: UUID, objective_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PROJECT)
    found = open_objective(eyes, objective_id)
    form = SettleForm(request.POST or None)

    def act() -> str:
        settle_objective(
            actor=actor_of(request),
            person_id=person_id,
            objective_id=objective_id,
            **form.cleaned_data,
        )
        return _("C’est noté.")

    return _answer(request, eyes, form, act, found.words)


def evidence(request: HttpRequest, person_id: UUID, objective_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PROJECT)
    found = open_objective(eyes, objective_id)
    form = EvidenceForm(request.POST or None)

    def act() -> str:
        add_evidence(
            actor=actor_of(request),
            person_id=person_id,
            objective_id=objective_id,
            **form.cleaned_data,
        )
        return _("C’est noté.")

    return _answer(request, eyes, form, act, found.words)


def show_dimension_plan(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH, Volet.PROJECT)
    context = {
        "access": eyes.access,
        "section": "programmes",
        "plan": dimension_plan(eyes, enrolment_id),
        "writes_project": eyes.access.may_write(Volet.PROJECT),
    }
    return render(request, "support/dimension_plan.html", context)


def _writing(request: HttpRequest, person_id: UUID, volet: Volet, *more: Volet) -> Eyes:
    eyes = reading(request, person_id, Volet.IDENTITY, volet, *more)
    if not eyes.access.may_write(volet):
        raise Hidden(f"{volet} not writable")
    return eyes
