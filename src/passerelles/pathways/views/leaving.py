"""Exits, the way back in one step, contacts after hiring and adaptations of the job."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.law.wording import number_fr
from passerelles.pathways.actions.contacts import correct_contact, set_contact_aside
from passerelles.pathways.actions.followup import (
    plan_follow_up,
    record_follow_up,
)
from passerelles.pathways.actions.leaving import correct_exit, record_exit
from passerelles.pathways.actions.returning import exercise_return
from passerelles.pathways.forms.work_life import (
    ContactForm,
    CorrectContactForm,
    CorrectExitForm,
    ExitForm,
    PlanForm,
    ReturnForm,
    SetAsideForm,
)
from passerelles.pathways.models import Exit
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.leaving import (
    contacts_it_closes,
    exit_seen,
    follow_up_seen,
    follows_no_job,
    is_corrected,
    limits_of_return,
    own_contact,
    return_seen,
)
from passerelles.pathways.queries.meanwhile import CONTACT, RETURN, words_of
from passerelles.pathways.queries.work import jobs_going_on
from passerelles.pathways.queries.work_answer import said
from passerelles.pathways.rules.returns import RETURN_WAY_LABELS, ReturnWay, leaves_for_a_job
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.paths import FORM_PAGE, form_context
from passerelles.pathways.views.record import actor_of
from passerelles.pathways.views.work import list_url, writing_work
from passerelles.pathways.work_policy import may_correct_exit, may_exercise_return


def _form_context(eyes: Eyes, heading: str) -> dict[str, Any]:
    return form_context(eyes, "work", heading, list_url(eyes.person_id))


def new_exit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """From a place the record holds no contract with, an IME for instance."""
    eyes = writing_work(request, person_id)
    form = ExitForm(request.POST or None, eyes=eyes)

    def act() -> str:
        record_exit(
            actor=actor_of(request),
            person_id=person_id,
            place=form.place_draft(),
            left_on=form.cleaned_data["left_on"],
            leaving=form.leaving(),
        )
        return _("La sortie est notée et classée.")

    context = _form_context(eyes, _("Noter une sortie"))
    context["lead"] = _(
        "Pour la fin d’un contrat déjà noté ici, ouvrez-le et choisissez « Terminer »."
    )
    done = list_url(person_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def edit_exit(request: HttpRequest, person_id: UUID, exit_id: UUID) -> HttpResponse:
    eyes = writing_work(request, person_id)
    left = exit_seen(eyes, exit_id)
    if not may_correct_exit(actor_of(request), left):
        raise Hidden("written by another organisation")
    form = CorrectExitForm(
        request.POST or None,
        initial=_typed(left),
        unfollowed=follows_no_job(eyes, left),
        known_job=leaves_for_a_job(left.destination, left.contract_type),
    )

    def act() -> str:
        correct_exit(
            actor=actor_of(request),
            person_id=person_id,
            exit_id=exit_id,
            left_on=form.cleaned_data["left_on"],
            leaving=form.leaving(),
            reason=form.cleaned_data["reason"],
        )
        return _("La correction est notée ; la première version reste lisible.")

    context = _form_context(eyes, _("Corriger une sortie"))
    done = list_url(person_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def _typed(left: Exit) -> dict[str, Any]:
    days = ("job_signed_on", "agreement_start", "agreement_end")
    numbers = {name: left.told.get(name) for name in ("presence_months", "hours")}
    told = {name: number_fr(Decimal(str(v))) for name, v in numbers.items() if v is not None}
    read = {name: date.fromisoformat(left.told[name]) for name in days if left.told.get(name)}
    return {
        "left_on": left.left_on,
        "destination": left.destination,
        "contract_type": left.contract_type,
        "contract_months": number_fr(left.contract_months) if left.contract_months else "",
        **told,
        **read,
    }


def come_back(request: HttpRequest, person_id: UUID, right_id: UUID) -> HttpResponse:
    """One step, any time later; what the law limits is said beside, with what to do."""
    eyes = writing_work(request, person_id)
    actor = actor_of(request)
    line = return_seen(eyes, right_id, sent=request.method == "POST")
    if not may_exercise_return(actor, line.right):
        raise Hidden("not theirs to note")
    findings = limits_of_return(eyes, actor, line.right)
    form = ReturnForm(
        request.POST or None,
        jobs=jobs_going_on(eyes, actor),
        initial={"version": line.right.version},
    )

    def act() -> str:
        exercise_return(
            actor=actor,
            person_id=person_id,
            right_id=right_id,
            version=form.cleaned_data["version"],
            draft=form.draft(),
        )
        if line.right.way == ReturnWay.REINSTATEMENT:
            return _("C’est noté : la personne est de retour.")
        return _("La demande d’orientation est ajoutée au parcours, à préparer.")

    context = _form_context(eyes, str(RETURN_WAY_LABELS[ReturnWay(line.right.way)]))
    context |= {
        "line": line,
        "limits": [said(finding) for finding in findings],
        "closes": contacts_it_closes(eyes, line.right),
    }
    return answer_form(
        request,
        form,
        act,
        template="pathways/work_return.html",
        context=context,
        done_url=list_url(person_id),
        meanwhile=words_of(line.right, RETURN),
    )


def plan_contact(request: HttpRequest, person_id: UUID, exit_id: UUID) -> HttpResponse:
    eyes = writing_work(request, person_id)
    exit_seen(eyes, exit_id)
    form = PlanForm(request.POST or None)

    def act() -> str:
        plan_follow_up(
            actor=actor_of(request),
            person_id=person_id,
            on=form.cleaned_data["on"],
            exit_id=exit_id,
        )
        return _("C’est prévu.")

    context = _form_context(eyes, _("Prévoir un contact"))
    done = list_url(person_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def note_contact(request: HttpRequest, person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    eyes = writing_work(request, person_id)
    contact = follow_up_seen(eyes, follow_up_id, sent=request.method == "POST")
    form = ContactForm(request.POST or None, initial={"version": contact.version})

    def act() -> str:
        record_follow_up(
            actor=actor_of(request),
            person_id=person_id,
            follow_up_id=follow_up_id,
            version=form.cleaned_data["version"],
            draft=form.draft(),
        )
        return _("Les nouvelles sont notées.")

    context = _form_context(eyes, _("Prendre des nouvelles"))
    done = list_url(person_id)
    return answer_form(
        request,
        form,
        act,
        template=FORM_PAGE,
        context=context,
        done_url=done,
        meanwhile=words_of(contact, CONTACT),
    )


def set_aside(request: HttpRequest, person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """A planned contact that has no reason to be any more."""
    eyes = writing_work(request, person_id)
    contact = own_contact(eyes, actor_of(request), follow_up_id)
    if request.method != "POST":
        follow_up_seen(eyes, follow_up_id)
    form = SetAsideForm(request.POST or None, initial={"version": contact.version})

    def act() -> str:
        set_contact_aside(
            actor=actor_of(request),
            person_id=person_id,
            follow_up_id=follow_up_id,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        return _("Ce contact n’est plus à faire ; il reste lisible.")

    context = _form_context(eyes, _("Ce contact n’a plus lieu d’être"))
    done = list_url(person_id)
    return answer_form(
        request,
        form,
        act,
        template=FORM_PAGE,
        context=context,
        done_url=done,
        meanwhile=words_of(contact, CONTACT),
    )


def edit_contact(request: HttpRequest, person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """A contact noted wrongly: a new version beside the first."""
    eyes = writing_work(request, person_id)
    contact = own_contact(eyes, actor_of(request), follow_up_id)
    if request.method != "POST" and (contact.done_on is None or is_corrected(contact)):
        raise Hidden("nothing noted to correct")
    noted = ("version", "done_on", "still_in_job", "mood", "words")
    form = CorrectContactForm(
        request.POST or None, initial={name: getattr(contact, name) for name in noted}
    )

    def act() -> str:
        correct_contact(
            actor=actor_of(request),
            person_id=person_id,
            follow_up_id=follow_up_id,
            version=form.cleaned_data["version"],
            draft=form.corrected(),
            reason=form.cleaned_data["reason"],
        )
        return _("La correction est notée ; la première version reste lisible.")

    context = _form_context(eyes, _("Corriger des nouvelles"))
    done = list_url(person_id)
    return answer_form(
        request,
        form,
        act,
        template=FORM_PAGE,
        context=context,
        done_url=done,
        meanwhile=words_of(contact, CONTACT),
    )
