"""« Programmes » in a record: the list, an entry, one enrolment, on paper too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.findings import Finding
from passerelles.law.programmes.model import Programme
from passerelles.pathways.actions.enrolments import (
    CORRECTION_TERMS,
    asked_at_entry,
    correct_enrolment,
    corrected_facts,
    enrol,
)
from passerelles.pathways.forms.enrolments import (
    CorrectEntryForm,
    EntryForm,
    HearingForm,
    typed_entry,
)
from passerelles.pathways.queries.enrolment_answer import programme_answer
from passerelles.pathways.queries.enrolment_law import (
    enrolment_reader,
    grounds_seen,
    offered,
)
from passerelles.pathways.queries.enrolment_start import programmes_offered
from passerelles.pathways.queries.enrolments import (
    enrolment_lines,
    enrolment_page,
    enrolment_seen,
    enrolment_to_change,
)
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.enrolments import NOTHING_TOLD, grounds_volet
from passerelles.pathways.views.answering import UNPROCESSABLE
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.web.conflicts import conflict_page

SECTION = "programmes"
ENTRY_PAGE = "pathways/enrolment_form.html"
READ = (Volet.IDENTITY, Volet.PATH, Volet.SITUATION, Volet.SENSITIVE)


def programmes_url(person_id: UUID) -> str:
    return reverse("pathways:programmes", args=[person_id])


def enrolment_url(person_id: UUID, enrolment_id: UUID) -> str:
    return reverse("pathways:enrolment", args=[person_id, enrolment_id])


def reading_programmes(request: HttpRequest, person_id: UUID) -> Eyes:
    """The path opens programmes; what was told to enter is read beside, where it is shared."""
    return reading(request, person_id, *READ)


def writing_programmes(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading_programmes(request, person_id)
    if not eyes.access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    return eyes


def show_programmes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading_programmes(request, person_id)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": eyes.sees(Volet.PATH),
        "writable": eyes.access.may_write(Volet.PATH),
        "lines": enrolment_lines(eyes),
    }
    return render(request, "pathways/enrolment_list.html", context)


def choose_programme(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = writing_programmes(request, person_id)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "offer": programmes_offered(actor_of(request)),
    }
    return render(request, "pathways/enrolment_choice.html", context)


def show_enrolment(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    return _page(request, person_id, enrolment_id, "pathways/enrolment_one.html")


def print_enrolment(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """The same on paper, without what was told to enter."""
    return _page(request, person_id, enrolment_id, "pathways/enrolment_print.html")


def _page(request: HttpRequest, person_id: UUID, enrolment_id: UUID, template: str) -> HttpResponse:
    eyes = reading_programmes(request, person_id)
    row = enrolment_seen(eyes, enrolment_id)
    page = enrolment_page(eyes, actor_of(request), row)
    context = {
        "plan_readable": eyes.sees(Volet.PROJECT),
        "access": eyes.access,
        "section": SECTION,
        "page": page,
        "answer": programme_answer(page.answer),
    }
    return render(request, template, context)


def new_enrolment(request: HttpRequest, person_id: UUID, code: str) -> HttpResponse:
    eyes = writing_programmes(request, person_id)
    actor = actor_of(request)
    if actor.organisation_id is None:
        raise Hidden("no organisation")
    offer = offered(actor.organisation_id, code, clock.today())
    if offer is None:
        raise Hidden("no such programme")
    tells = eyes.access.may_write(grounds_volet(offer.programme))
    form = EntryForm(request.POST or None, programme=offer.programme, tells=tells)

    def consult() -> tuple[Finding, ...]:
        draft = form.draft()
        then = offered(offer.place.id, code, draft.entered_on) or offer
        context["answer"] = programme_answer(
            answer := asked_at_entry(enrolment_reader(actor, eyes.access), draft, then)
        )
        return answer.findings

    def save() -> str:
        row = enrol(
            actor=actor,
            person_id=person_id,
            code=code,
            draft=form.draft(),
            accepted=form.acceptance(),
        )
        messages.success(request, _("C’est noté : la personne est entrée dans le programme."))
        return enrolment_url(person_id, row.id)

    context = _entry_context(eyes, offer.programme, tells, programmes_url(person_id))
    return answer_heard(request, form, consult, save, ENTRY_PAGE, context)


def edit_enrolment(request: HttpRequest, person_id: UUID, enrolment_id: UUID) -> HttpResponse:
    eyes = writing_programmes(request, person_id)
    actor = actor_of(request)
    row = enrolment_to_change(eyes, actor, enrolment_id)
    tells = eyes.access.may_write(grounds_volet(row.rules))
    known = grounds_seen([row]).get(row.pk)
    form = CorrectEntryForm(
        request.POST or None,
        programme=row.rules,
        tells=tells,
        initial=typed_entry(row, known),
    )
    page_url = enrolment_url(person_id, enrolment_id)

    def consult() -> tuple[Finding, ...]:
        draft, reader = form.draft(), enrolment_reader(actor, eyes.access)
        told = known if draft.grounds.empty else draft.grounds
        facts = corrected_facts(row, draft, reader.barriers)
        answer = reader.consult(facts, CORRECTION_TERMS, grounds=told or NOTHING_TOLD)
        context["answer"] = programme_answer(answer)
        return answer.findings

    def save() -> str:
        correct_enrolment(
            actor=actor,
            person_id=person_id,
            enrolment_id=enrolment_id,
            version=form.cleaned_data["version"],
            draft=form.draft(),
            accepted=form.acceptance(),
        )
        messages.success(request, _("C’est corrigé. La version d’avant reste lisible."))
        return page_url

    context = _entry_context(eyes, row.rules, tells, page_url) | {"correcting": True}
    return answer_heard(request, form, consult, save, ENTRY_PAGE, context)


def _entry_context(eyes: Eyes, programme: Programme, tells: bool, cancel: str) -> dict[str, Any]:
    return {
        "access": eyes.access,
        "section": SECTION,
        "programme": programme,
        "tells": tells,
        "cancel": cancel,
    }


def answer_heard(
    request: HttpRequest,
    form: HearingForm,
    consult: Callable[[], tuple[Finding, ...]],
    save: Callable[[], str],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """« Vérifier » shows the page again with the answer; « Enregistrer » writes.

    A change of a field asks the same page by itself when scripts run: nothing is lost without.
    """
    status = 200
    if request.method == "POST":
        saving = request.POST.get("go") == "save"
        if form.is_valid():
            form.hear(consult())
            done = _saved(request, form, save, context) if saving and form.is_valid() else None
            if done is not None:
                return done
        if saving:
            status = UNPROCESSABLE
    return render(request, template, {**context, "form": form}, status=status)


def _saved(
    request: HttpRequest, form: HearingForm, save: Callable[[], str], context: dict[str, Any]
) -> HttpResponse | None:
    try:
        return redirect(save())
    except Conflict as conflict:
        return conflict_page(request, conflict, form, context["cancel"])
    except Refusal as refusal:
        form.refuse(refusal)
        return None
