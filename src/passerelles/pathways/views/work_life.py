"""What happens to a work situation: renewed, suspended, resumed, cancelled, ended."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.kernel.calendar import ONE_DAY
from passerelles.kernel.errors import Hidden
from passerelles.law.work_kinds import WorkFamily
from passerelles.pathways.actions.leaving import end_work
from passerelles.pathways.actions.work_life import (
    cancel_work,
    renew_work,
    resume_work,
    suspend_work,
)
from passerelles.pathways.actions.work_papers import attach_work_paper, prepare_work_paper
from passerelles.pathways.actions.work_sending import note_sent
from passerelles.pathways.forms.work_life import CancelForm, EndForm, MoveForm, RenewForm, SentForm
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.meanwhile import change_of_work
from passerelles.pathways.queries.work import changeable
from passerelles.pathways.queries.work_answer import law_answer, settling_of
from passerelles.pathways.queries.work_law import reader_of
from passerelles.pathways.queries.work_told import facts_with_papers
from passerelles.pathways.rules.work import WorkEvent, WorkState, leaves_a_place, may_happen
from passerelles.pathways.rules.work_papers import waits_sending
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.pathways.views.work import one_url, writing_work

MOVE_PAGE = "pathways/work_move.html"


def _opened(
    request: HttpRequest, person_id: UUID, situation_id: UUID, event: WorkEvent
) -> tuple[Eyes, WorkSituation]:
    eyes = writing_work(request, person_id)
    situation = changeable(eyes, actor_of(request), situation_id)
    # A form sent after somebody else moved the situation meets the conflict, not a lost page.
    if request.method != "POST" and not may_happen(WorkState(situation.state), event):
        raise Hidden("no such move")
    return eyes, situation


def _context(eyes: Eyes, situation: WorkSituation, heading: str) -> dict[str, object]:
    return {
        "access": eyes.access,
        "section": "work",
        "page_heading": heading,
        "situation": situation,
        "cancel": one_url(eyes.person_id, situation.id),
    }


def renew(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    """A new last day; an immersion is renewed by a new agreement, prepared from this one."""
    eyes, situation = _opened(request, person_id, situation_id, WorkEvent.RENEWED)
    if situation.law_kind.family is WorkFamily.IMMERSION:
        url = reverse("pathways:new_work", args=[person_id, situation.kind])
        return redirect(f"{url}?renouvelle={situation.id}")
    form = RenewForm(request.POST or None, initial={"version": situation.version})
    context = _context(eyes, situation, _("Renouveler"))
    if form.is_bound and form.is_valid():
        reader = reader_of(actor_of(request), eyes.access)
        facts = replace(
            facts_with_papers(actor_of(request), situation),
            end=form.cleaned_data["end"],
            renewals=situation.renewals + 1,
        )
        consulted = reader.consult(facts, besides=situation.id)
        form.hear(consulted)
        settling = settling_of(actor_of(request), eyes.access, consulted)
        context["answer"] = law_answer(consulted, settling)

    def act() -> str:
        renew_work(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            version=form.cleaned_data["version"],
            end=form.cleaned_data["end"],
            reason=form.cleaned_data["reason"],
            accepted=form.acceptance(),
        )
        return _("C’est renouvelé.")

    done = one_url(person_id, situation_id)
    return answer_form(
        request,
        form,
        act,
        template=MOVE_PAGE,
        context=context,
        done_url=done,
        meanwhile=change_of_work(eyes, situation),
    )


_HEADINGS = {
    WorkEvent.SUSPENDED: gettext_lazy("Suspendre"),
    WorkEvent.RESUMED: gettext_lazy("Reprendre"),
}


def suspend_or_resume(
    request: HttpRequest, person_id: UUID, situation_id: UUID, event: WorkEvent
) -> HttpResponse:
    eyes, situation = _opened(request, person_id, situation_id, event)
    form = MoveForm(request.POST or None, initial={"version": situation.version})
    change = suspend_work if event is WorkEvent.SUSPENDED else resume_work

    def act() -> str:
        change(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            version=form.cleaned_data["version"],
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )
        return _("C’est noté.")

    context = _context(eyes, situation, str(_HEADINGS[event]))
    done = one_url(person_id, situation_id)
    return answer_form(
        request,
        form,
        act,
        template=MOVE_PAGE,
        context=context,
        done_url=done,
        meanwhile=change_of_work(eyes, situation),
    )


def suspend(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    return suspend_or_resume(request, person_id, situation_id, WorkEvent.SUSPENDED)


def resume(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    return suspend_or_resume(request, person_id, situation_id, WorkEvent.RESUMED)


def sent_to_mdph(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    """The contract that lends a worker of an ESAT was sent to the MDPH."""
    eyes, situation = _opened(request, person_id, situation_id, WorkEvent.CORRECTED)
    if request.method != "POST" and not waits_sending(situation.kind, situation.details):
        raise Hidden("nothing to send")
    form = SentForm(request.POST or None, initial={"version": situation.version})

    def act() -> str:
        note_sent(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            version=form.cleaned_data["version"],
            on=form.cleaned_data["on"],
        )
        return _("L’envoi est noté.")

    context = _context(eyes, situation, _("Contrat envoyé à la MDPH"))
    done = one_url(person_id, situation_id)
    return answer_form(
        request,
        form,
        act,
        template=MOVE_PAGE,
        context=context,
        done_url=done,
        meanwhile=change_of_work(eyes, situation),
    )


def cancel(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    eyes, situation = _opened(request, person_id, situation_id, WorkEvent.CANCELLED)
    form = CancelForm(request.POST or None, initial={"version": situation.version})

    def act() -> str:
        cancel_work(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        return _("C’est annulé ; l’historique reste lisible.")

    context = _context(eyes, situation, _("Annuler : cela n’a pas eu lieu"))
    done = one_url(person_id, situation_id)
    return answer_form(
        request,
        form,
        act,
        template=MOVE_PAGE,
        context=context,
        done_url=done,
        meanwhile=change_of_work(eyes, situation),
    )


def end(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    """The end, why, and where the person goes: classified by the law, with the way back."""
    eyes, situation = _opened(request, person_id, situation_id, WorkEvent.ENDED)
    form = EndForm(
        request.POST or None,
        may_leave=leaves_a_place(situation.law_kind),
        initial={"version": situation.version},
    )

    def act() -> str:
        _situation, left = end_work(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            version=form.cleaned_data["version"],
            on=form.cleaned_data["on"],
            why=form.end_reason(),
            reason=form.cleaned_data["reason"],
            leaving=form.exit_draft(),
        )
        if left is not None and hasattr(left, "return_right"):
            return _("C’est terminé. Un retour reste possible, à tout moment.")
        return _("C’est terminé.")

    context = _context(eyes, situation, _("Terminer"))
    done = one_url(person_id, situation_id)
    wanted = form.cleaned_data.get("contract_type") if form.is_bound and form.is_valid() else ""
    if wanted:
        # The next contract is proposed at once, from the day after: the day it was signed says
        # nothing of its first day, and the last day here still counts its hours.
        day = form.cleaned_data["on"] + ONE_DAY
        done = f"{reverse('pathways:new_work', args=[person_id, wanted])}?debut={day.isoformat()}"
    return answer_form(
        request,
        form,
        act,
        template=MOVE_PAGE,
        context=context,
        done_url=done,
        meanwhile=change_of_work(eyes, situation),
    )


def prepare_paper_of(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    """The paper of this situation, filled with what is noted; it is then read and completed."""
    eyes = writing_work(request, person_id)
    changeable(eyes, actor_of(request), situation_id)
    paper = prepare_work_paper(
        actor=actor_of(request), person_id=person_id, situation_id=situation_id
    )
    messages.success(request, _("Le papier est préparé : relisez-le et complétez-le."))
    return redirect("documents:paper", person_id=person_id, paper_id=paper.id)


def attach_paper_of(
    request: HttpRequest, person_id: UUID, situation_id: UUID, paper_id: UUID
) -> HttpResponse:
    """A paper already prepared says from now on which work it is about."""
    eyes = writing_work(request, person_id)
    changeable(eyes, actor_of(request), situation_id)
    attach_work_paper(
        actor=actor_of(request), person_id=person_id, situation_id=situation_id, paper_id=paper_id
    )
    messages.success(request, _("Le papier est rattaché à ce travail."))
    return redirect(one_url(person_id, situation_id))
