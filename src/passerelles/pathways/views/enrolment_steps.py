"""What happens in a programme: a passage decided, a step, hours, days, pay, duties, the exit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.law.findings import Finding
from passerelles.law.wording import euros
from passerelles.pathways.actions.enrolment_days import (
    correct_session,
    mark_paid,
    note_duty,
    note_session,
)
from passerelles.pathways.actions.enrolment_steps import (
    decide_passage,
    enter_phase,
    hours_findings,
    plan_hours,
    step_findings,
)
from passerelles.pathways.actions.enrolments import leave_programme
from passerelles.pathways.forms.enrolment_steps import (
    DayForm,
    DutyForm,
    HoursForm,
    LeaveForm,
    PaidForm,
    PassageForm,
    StepForm,
)
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.queries.enrolment_duties import duty_asked
from passerelles.pathways.queries.enrolment_law import enrolment_reader
from passerelles.pathways.queries.enrolments import (
    EnrolmentPage,
    enrolment_page,
    enrolment_seen,
    enrolment_to_change,
    session_to_correct,
)
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.enrolments import (
    SECTION,
    answer_heard,
    enrolment_url,
    writing_programmes,
)
from passerelles.pathways.views.record import actor_of

HEARD_PAGE = "pathways/enrolment_step.html"
FORM_PAGE = "pathways/form.html"
PASSAGE_PAGE = "pathways/enrolment_passage.html"


def _changing(
    request: HttpRequest, person_id: UUID, enrolment_id: UUID
) -> tuple[Eyes, ProgrammeEnrolment]:
    eyes = writing_programmes(request, person_id)
    return eyes, enrolment_to_change(eyes, actor_of(request), enrolment_id)


def _noting(
    request: HttpRequest, person_id: UUID, enrolment_id: UUID
) -> tuple[Eyes, ProgrammeEnrolment]:
    """Days and duties: any partner who writes in the path may note them."""
    eyes = writing_programmes(request, person_id)
    row = enrolment_seen(eyes, enrolment_id)
    if not row.is_open:
        raise Hidden("left")
    return eyes, row


def _context(eyes: Eyes, row: ProgrammeEnrolment, heading: str, lead: str = "") -> dict[str, Any]:
    return {
        "access": eyes.access,
        "section": SECTION,
        "page_heading": heading,
        "lead": lead,
        "cancel": enrolment_url(eyes.person_id, row.id),
    }


def decide(request: HttpRequest, person_id: UUID, enrolment_id: UUID, gate: str) -> HttpResponse:
    """People decide; what the software knows of attendance is shown beside, as information."""
    eyes, row = _changing(request, person_id, enrolment_id)
    page = enrolment_page(eyes, actor_of(request), row)
    view = next((view for view in page.gates if view.gate.code == gate), None)
    if view is None or not view.decidable:
        raise Hidden("nothing to decide")
    form = PassageForm(request.POST or None, initial={"version": row.version})

    def act() -> str:
        decide_passage(
            actor=actor_of(request),
            person_id=person_id,
            enrolment_id=enrolment_id,
            version=form.cleaned_data["version"],
            gate=gate,
            said=form.said(),
        )
        return _("La décision est notée, avec qui l’a prise.")

    context = _context(eyes, row, view.gate.label) | {"view": view, "page": page}
    done = enrolment_url(person_id, enrolment_id)
    return answer_form(request, form, act, template=PASSAGE_PAGE, context=context, done_url=done)


def step(request: HttpRequest, person_id: UUID, enrolment_id: UUID, phase: str) -> HttpResponse:
    eyes, row = _changing(request, person_id, enrolment_id)
    if row.rules.phase(phase) is None:
        raise Hidden("no such step")
    actor = actor_of(request)
    form = StepForm(request.POST or None, eyes=eyes, initial={"version": row.version})
    context = _context(
        eyes, row, _("Entrer dans « %(step)s »") % {"step": row.rules.label_of(phase)}
    )

    def consult() -> tuple[Finding, ...]:
        reader = enrolment_reader(actor, eyes.access)
        found = tuple(step_findings(reader, row, form.step(phase)))
        context["findings"] = found
        return found

    def save() -> str:
        enter_phase(
            actor=actor,
            person_id=person_id,
            enrolment_id=enrolment_id,
            version=form.cleaned_data["version"],
            draft=form.step(phase),
            accepted=form.acceptance(),
        )
        messages.success(request, _("L’étape est notée."))
        return enrolment_url(person_id, enrolment_id)

    return answer_heard(request, form, consult, save, HEARD_PAGE, context)


def hours(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    eyes, row = _changing(request, person_id, enrolment_id)
    actor = actor_of(request)
    steps = sorted(row.hours.all(), key=lambda one: one.from_on)
    form = HoursForm(request.POST or None, steps=steps, initial={"version": row.version})
    lead = _("On monte par marches, au rythme de la personne : rien n’oblige à monter.")
    context = _context(eyes, row, _("Heures par semaine"), lead)

    def consult() -> tuple[Finding, ...]:
        planned = form.planned()
        reader = enrolment_reader(actor, eyes.access)
        found = tuple(hours_findings(reader, row, planned["from_on"], planned["weekly"]))
        context["findings"] = found
        return found

    def save() -> str:
        plan_hours(
            actor=actor,
            person_id=person_id,
            enrolment_id=enrolment_id,
            version=form.cleaned_data["version"],
            accepted=form.acceptance(),
            **form.planned(),
        )
        messages.success(request, _("Les heures sont notées."))
        return enrolment_url(person_id, enrolment_id)

    return answer_heard(request, form, consult, save, HEARD_PAGE, context)


def new_session(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    eyes, row = _noting(request, person_id, enrolment_id)
    if not row.rules.contract_created:
        raise Hidden("no hours under this programme")
    form = DayForm(request.POST or None, programme=row.rules)

    def act() -> str:
        made = note_session(
            actor=actor_of(request),
            person_id=person_id,
            enrolment_id=enrolment_id,
            said=form.said(),
        )
        if made.pay is None:
            return _("La séance est notée.")
        return _("La séance est notée : %(pay)s.") % {"pay": euros(made.pay)}

    context = _context(eyes, row, _("Noter une séance"))
    done = enrolment_url(person_id, enrolment_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def edit_session(
    request: HttpRequest, person_id: UUID, enrolment_id: UUID, day_id: UUID
) -> HttpResponse:
    eyes, row = _noting(request, person_id, enrolment_id)
    known = session_to_correct(row, day_id)
    form = DayForm(request.POST or None, programme=row.rules, known=known)

    def act() -> str:
        correct_session(
            actor=actor_of(request),
            person_id=person_id,
            enrolment_id=enrolment_id,
            session_id=day_id,
            said=form.said(),
            reason=form.cleaned_data["reason"],
        )
        return _("C’est corrigé. Ce qui était noté reste dans l’historique.")

    context = _context(eyes, row, _("Corriger une séance"))
    done = enrolment_url(person_id, enrolment_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def pay(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    eyes = writing_programmes(request, person_id)
    row = enrolment_seen(eyes, enrolment_id)
    page: EnrolmentPage = enrolment_page(eyes, actor_of(request), row)
    if not page.unpaid:
        raise Hidden("nothing to pay")
    form = PaidForm(request.POST or None, due=page.unpaid)

    def act() -> str:
        mark_paid(
            actor=actor_of(request),
            person_id=person_id,
            enrolment_id=enrolment_id,
            session_ids=form.chosen(),
            on=form.cleaned_data["on"],
        )
        return _("C’est noté payé.")

    context = _context(eyes, row, _("Noter un paiement"))
    done = enrolment_url(person_id, enrolment_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def duty(request: HttpRequest, person_id: UUID, enrolment_id: UUID, code: str) -> HttpResponse:
    eyes, row = _noting(request, person_id, enrolment_id)
    asked = duty_asked(row, code)
    form = DutyForm(request.POST or None)

    def act() -> str:
        note_duty(
            actor=actor_of(request),
            person_id=person_id,
            enrolment_id=enrolment_id,
            duty=code,
            **form.cleaned_data,
        )
        return _("C’est noté.")

    context = _context(eyes, row, asked.label, asked.plain)
    done = enrolment_url(person_id, enrolment_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)


def leave(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    eyes, row = _changing(request, person_id, enrolment_id)
    form = LeaveForm(request.POST or None, initial={"version": row.version})

    def act() -> str:
        data = form.cleaned_data
        leave_programme(
            actor=actor_of(request),
            person_id=person_id,
            enrolment_id=enrolment_id,
            version=data["version"],
            on=data["on"],
            outcome=data["outcome"],
            reason=data["reason"],
        )
        return _("La sortie est notée. Revenir reste possible, à tout moment.")

    lead = _("Quitter un programme n’est ni un échec ni la fin du parcours.")
    context = _context(eyes, row, _("Sortir du programme"), lead)
    done = enrolment_url(person_id, enrolment_id)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=done)
