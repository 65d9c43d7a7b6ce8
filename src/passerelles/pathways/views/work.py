"""« Travail » in a record: the list, one situation, a new one, a correction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.reading import NotADocument
from passerelles.law.work_kinds import WorkKind, work_kinds
from passerelles.pathways.actions.work import correct_work, draft_facts, open_work
from passerelles.pathways.forms.work import CorrectWorkForm, WorkForm, typed
from passerelles.pathways.forms.work_new import NewWorkForm
from passerelles.pathways.queries.adaptations import adaptations
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.integration import integration_page
from passerelles.pathways.queries.leaving import (
    exit_lines,
    follow_ups,
    return_lines,
)
from passerelles.pathways.queries.meanwhile import change_of_work
from passerelles.pathways.queries.registration import registration_for_work
from passerelles.pathways.queries.voices import review_page
from passerelles.pathways.queries.work import (
    changeable,
    situation_seen,
    work_lines,
    work_page,
)
from passerelles.pathways.queries.work_answer import law_answer, settling_of
from passerelles.pathways.queries.work_demand import heed_of
from passerelles.pathways.queries.work_due import counters, deadlines
from passerelles.pathways.queries.work_judged import already_judged
from passerelles.pathways.queries.work_law import Consulted, reader_of
from passerelles.pathways.queries.work_picture import work_picture
from passerelles.pathways.queries.work_signed import (
    loose_papers,
    papers_of_work,
    prepared_for,
    sending_of,
    unsigned_in_list,
)
from passerelles.pathways.queries.work_start import kinds_offered, prefilled, stages_to_start
from passerelles.pathways.queries.work_together import together_line
from passerelles.pathways.queries.work_told import told_by_papers
from passerelles.pathways.rules.work import JUDGMENTS
from passerelles.pathways.rules.work_papers import TOGETHER, paper_for
from passerelles.pathways.views.answering import UNPROCESSABLE
from passerelles.pathways.views.record import actor_of, reading
from passerelles.pathways.work_policy import lends_together, may_exercise_return
from passerelles.sharing.rules.volets import Volet
from passerelles.web.conflicts import conflict_page

FORM_PAGE = "pathways/work_form.html"


def list_url(person_id: UUID) -> str:
    return reverse("pathways:work", args=[person_id])


def one_url(person_id: UUID, situation_id: UUID) -> str:
    return reverse("pathways:work_one", args=[person_id, situation_id])


def reading_work(request: HttpRequest, person_id: UUID) -> Eyes:
    """The path opens work; rights, what helps at work and what was tried are read
    beside when they are shared."""
    return reading(
        request,
        person_id,
        Volet.IDENTITY,
        Volet.PATH,
        Volet.SITUATION,
        Volet.SUPPORT_NEEDS,
        Volet.PROGRESS,
        Volet.SKILLS,
    )


def writing_work(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading_work(request, person_id)
    if not eyes.access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    return eyes


def show_work(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading_work(request, person_id)
    lines = work_lines(eyes)
    unsigned = unsigned_in_list(line.situation for line in lines)
    context = {
        "access": eyes.access,
        "section": "work",
        "shared": eyes.sees(Volet.PATH),
        "writable": eyes.access.may_write(Volet.PATH),
        "may_adapt": eyes.access.may_write(Volet.SUPPORT_NEEDS),
        "lines": [(line, unsigned.get(line.situation.id)) for line in lines],
        "together": together_line(eyes, lines),
        "exits": exit_lines(eyes, actor_of(request)),
        "returns": [
            (line, may_exercise_return(actor_of(request), line.right))
            for line in return_lines(eyes)
        ],
        "contacts": follow_ups(eyes, actor_of(request)),
        "adaptations": adaptations(eyes),
    }
    return render(request, "pathways/work_list.html", context)


@gzip_page  # a drawing holds no token: nothing for a reflected-text attack to guess
def picture_of_work(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    if not eyes.sees(Volet.PATH):
        raise Hidden("path not readable")
    svg = work_picture(work_lines(eyes))
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


def show_one(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    eyes = reading_work(request, person_id)
    situation = situation_seen(eyes, situation_id)
    page = work_page(eyes, actor_of(request), situation)
    may_prepare = bool(page.events) and bool(paper_for(situation.kind))
    context = {
        "access": eyes.access,
        "section": "work",
        "page": page,
        "answer": law_answer(
            page.consulted, settling_of(actor_of(request), eyes.access, page.consulted)
        ),
        "heed": heed_of(actor_of(request), eyes.access, situation.clause_work, situation.demand),
        "counters": counters(page.consulted, page.book),
        "deadlines": deadlines(eyes.access, situation, page.consulted, page.book),
        "standing": papers_of_work(situation),
        "prepared": prepared_for(situation),
        "sending": sending_of(situation, page.book),
        "integration": integration_page(eyes, actor_of(request), situation),
        "reviews": review_page(eyes, actor_of(request), situation),
        "may_prepare": may_prepare,
        "loose": loose_papers(situation) if may_prepare else [],
    }
    return render(request, "pathways/work_one.html", context)


def choose_kind(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """First the form of work, under plain words; those of a chosen stage stand first."""
    eyes = writing_work(request, person_id)
    context = {
        "access": eyes.access,
        "section": "work",
        "groups": kinds_offered(eyes, request.GET.get("etape", "")),
        "stages": stages_to_start(eyes),
        "query": request.GET.urlencode(),
    }
    return render(request, "pathways/work_kinds.html", context)


def new_work(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    eyes = writing_work(request, person_id)
    law_kind = _kind(kind)
    start = prefilled(eyes, law_kind, request.GET)
    form = NewWorkForm(
        request.POST or None,
        kind=law_kind,
        eyes=eyes,
        initial=start.initial,
        months=start.months,
    )

    def save() -> str:
        situation = open_work(
            actor=actor_of(request),
            person_id=person_id,
            draft=form.draft(),
            accepted=form.acceptance(),
            renews_id=start.renews.id if start.renews else None,
            **form.stands(),
        )
        messages.success(request, _("C’est noté. L’étape du parcours suit."))
        return one_url(person_id, situation.id)

    context = _context(eyes, law_kind, list_url(person_id))
    context["name"] = law_kind.called()
    context["renewed"] = start.renews
    context["registration"] = registration_for_work(actor_of(request), eyes.access, law_kind)
    context["together"] = law_kind.code == TOGETHER and lends_together(actor_of(request))
    renewals = start.renews.renewals + 1 if start.renews else 0

    def consult() -> Consulted:
        reader = reader_of(actor_of(request), eyes.access)
        return reader.consult(draft_facts(form.draft(), renewals))

    return _answer(request, form, consult, save, context)


def correct(request: HttpRequest, person_id: UUID, situation_id: UUID) -> HttpResponse:
    """The same page, with the version that was read and the reason."""
    eyes = writing_work(request, person_id)
    situation = changeable(eyes, actor_of(request), situation_id)
    known = told_by_papers(situation) | typed(situation)  # what its paper writes is not asked
    if JUDGMENTS not in situation.details:
        known |= already_judged(person_id, situation.law_kind)
    form = CorrectWorkForm(request.POST or None, kind=situation.law_kind, eyes=eyes, initial=known)
    page_url = one_url(person_id, situation_id)

    def save() -> str:
        correct_work(
            actor=actor_of(request),
            person_id=person_id,
            situation_id=situation_id,
            version=form.cleaned_data["version"] or 0,
            draft=form.draft(),
            reason=form.cleaned_data["reason"],
            accepted=form.acceptance(),
            ending=form.ending(),
        )
        messages.success(request, _("C’est corrigé. La version d’avant reste lisible."))
        return page_url

    def consult() -> Consulted:
        reader = reader_of(actor_of(request), eyes.access)
        facts = draft_facts(form.draft(), situation.renewals)
        return reader.consult(facts, besides=situation.id)

    context = _context(eyes, situation.law_kind, page_url)
    context["correcting"] = True
    context["name"] = situation.called
    context["meanwhile"] = change_of_work(eyes, situation)
    return _answer(request, form, consult, save, context)


def _kind(code: str) -> WorkKind:
    found = work_kinds().get(code)
    if found is None:
        raise Hidden("no such kind of work")
    return found


def _context(eyes: Eyes, kind: WorkKind, cancel: str) -> dict[str, Any]:
    return {"access": eyes.access, "section": "work", "kind": kind, "cancel": cancel}


def _answer(
    request: HttpRequest,
    form: WorkForm,
    consult: Callable[[], Consulted],
    save: Callable[[], str],
    context: dict[str, Any],
) -> HttpResponse:
    """« Vérifier » and « Chercher » show the page again with the answer; « Enregistrer » writes.

    A change of a field asks the same page by itself when scripts run: nothing is lost without.
    """
    status = 200
    if request.method == "POST":
        saving = request.POST.get("go") == "save"
        if form.is_valid():
            refused, done = _heard(request, form, consult, context), None
            if saving and not refused:
                done = _saved(request, form, save, context)
            if done is not None:
                return done
        if saving:
            status = UNPROCESSABLE
    return render(request, FORM_PAGE, {**context, "form": form}, status=status)


def _heard(
    request: HttpRequest,
    form: WorkForm,
    consult: Callable[[], Consulted],
    context: dict[str, Any],
) -> bool:
    """Ask the law; whether a detail did not fit the question."""
    try:
        consulted = consult()
    except NotADocument as mistake:
        first = mistake.mistakes[0]
        expected = _("Attendu : %(what)s.") % {"what": first.expected}
        form.refuse(Refusal(expected, field=first.path))
        return True
    except Refusal as refusal:
        form.refuse(refusal)
        return True
    form.hear(consulted)
    settling = settling_of(actor_of(request), context["access"], consulted)
    context["answer"] = law_answer(consulted, settling)
    said = form.draft()
    context["heed"] = heed_of(actor_of(request), context["access"], said.clause_work, said.demand)
    return not form.is_valid()


def _saved(
    request: HttpRequest, form: WorkForm, save: Callable[[], str], context: dict[str, Any]
) -> HttpResponse | None:
    try:
        return redirect(save())
    except Conflict as conflict:
        meanwhile = context.get("meanwhile")
        written = meanwhile() if meanwhile else []
        return conflict_page(request, conflict, form, context["cancel"], written)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
