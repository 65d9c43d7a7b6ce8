"""What was told once, the situations, the wishes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.registration import employment_service
from passerelles.people import actions, queries
from passerelles.people.actions.situations import NO_ROW
from passerelles.people.forms import FactForm, SituationForm, WishForm
from passerelles.people.queries import SituationNow
from passerelles.people.rules.facts import FACTS, FactDefinition, FactKind
from passerelles.people.rules.registration import checklist
from passerelles.people.rules.situations import SITUATIONS, SituationKind, SituationState
from passerelles.people.rules.wishes import TO_ANSWER
from passerelles.people.views.edge import actor_in
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.web.conflicts import conflict_page

# Titles are told beside the rights they stand for, not with what was said of everyday life.
_FACT_VOLETS = tuple(
    dict.fromkeys(item.volet for item in FACTS.values() if item.volet is not Volet.SITUATION)
)
_SITUATION_VOLETS = tuple(dict.fromkeys(item.volet for item in SITUATIONS.values()))


@require_safe
def facts(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every question one may read, with its latest answer, who said it and when."""
    access = open_record(actor_in(request), person_id, volets=(Volet.IDENTITY, *_FACT_VOLETS))
    told = {fact.kind: fact for fact in queries.facts_told(access)}
    groups = []
    for volet in _FACT_VOLETS:
        rows = [
            (kind, definition, told.get(kind))
            for kind, definition in FACTS.items()
            if definition.volet is volet and (access.may_read(volet) or kind in told)
        ]
        if rows:
            groups.append((VOLET_TEXTS[volet].label, rows, access.may_write(volet)))
    context = {"access": access, "section": "facts", "groups": groups}
    return render(request, "people/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    """One question, pre-filled with what is already known."""
    definition, asked = _question(kind)
    access = open_record(actor_in(request), person_id, volets=(Volet.IDENTITY, definition.volet))
    if not access.may_write(definition.volet):
        raise Hidden("volet not writable")
    history = queries.fact_history(access, asked)
    latest = history[0] if history else None
    form = FactForm(
        request.POST or None,
        definition=definition,
        told=latest is not None and latest.fresh,
        initial={"value": latest.value if latest else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _tell(request, person_id, asked, form)
        except Refusal as refusal:
            form.refuse(refusal)
    section = _section_of(definition)
    context = {
        "access": access,
        "section": section,
        "back": reverse(f"people:{section}", args=[person_id]),
        "form": form,
        "definition": definition,
        "latest": latest,
        "history": history,
    }
    return render(request, "people/fact.html", context, status=422 if form.errors else 200)


def _question(kind: str) -> tuple[FactDefinition, FactKind]:
    if kind not in set(FactKind):
        raise Hidden("no such question")
    return FACTS[FactKind(kind)], FactKind(kind)


def _section_of(definition: FactDefinition) -> str:
    """The page of the record where the answer is read."""
    return "situations" if definition.volet is Volet.SITUATION else "facts"


def _tell(request: HttpRequest, person_id: UUID, kind: FactKind, form: FactForm) -> HttpResponse:
    told = actions.tell_fact(
        actor=actor_in(request),
        person_id=person_id,
        kind=kind,
        value=form.cleaned_data["value"],
        spontaneous=form.cleaned_data.get("spontaneous", False),
        shared=not form.cleaned_data["team_only"],
    )
    if told.repeated:
        messages.warning(
            request,
            _(
                "Réponse gardée. La personne l’avait déjà dit : la prochaine fois, vous pouvez "
                "partir de ce qui est écrit ici."
            ),
        )
    else:
        messages.success(request, _("Réponse gardée : elle n’aura pas à la redire."))
    return redirect(f"people:{_section_of(FACTS[kind])}", person_id)


@require_safe
def situations(request: HttpRequest, person_id: UUID) -> HttpResponse:
    access = open_record(actor_in(request), person_id, volets=(Volet.IDENTITY, *_SITUATION_VOLETS))
    found = queries.situations(access)
    facts = queries.facts_told(access)
    known = {item.kind: item for item in found}
    registration = known.get(SituationKind.FRANCE_TRAVAIL)
    context = {
        "access": access,
        "section": "situations",
        "situations": [(item, access.may_write(item.volet)) for item in found],
        "others": [
            (kind, definition)
            for kind, definition in SITUATIONS.items()
            if kind not in known and access.may_write(definition.volet)
        ],
        "titles": next((t for t in facts if t.kind is FactKind.OTHER_TITLES), None),
        "titles_question": FACTS[FactKind.OTHER_TITLES],
        "may_write_titles": access.may_write(Volet.SITUATION),
        "registration": registration,
        "may_read_situation": access.may_read(Volet.SITUATION),
        "service": employment_service(clock.today()).label,
        "checks": checklist(
            registration.shown_state is SituationState.OBTAINED if registration else None
        ),
    }
    return render(request, "people/situations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    if kind not in set(SituationKind):
        raise Hidden("no such situation")
    asked = SituationKind(kind)
    read = (Volet.IDENTITY, SITUATIONS[asked].volet)
    access = open_record(actor_in(request), person_id, volets=read)
    if not access.may_write(SITUATIONS[asked].volet):
        raise Hidden("volet not writable")
    now = next((item for item in queries.situations(access) if item.kind is asked), None)
    form = SituationForm(request.POST or None, initial=_situation_initial(now))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_situation(
                actor=actor_in(request),
                person_id=person_id,
                kind=asked,
                noted=form.noted(),
                version=form.cleaned_data["version"],
            )
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("État noté."))
            return redirect("people:situations", person_id)
    context = {
        "access": access,
        "section": "situations",
        "form": form,
        "definition": SITUATIONS[asked],
        "now": now,
    }
    return render(request, "people/situation.html", context, status=422 if form.errors else 200)


def _situation_initial(now: SituationNow | None) -> dict[str, object]:
    initial: dict[str, object] = {"state_on": clock.today(), "version": NO_ROW}
    if now is None:
        return initial
    return {
        **initial,
        "state": now.state,
        "valid_from": now.valid_from,
        "valid_until": now.valid_until,
        "detail": now.detail,
        "version": now.own.version if now.own else NO_ROW,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What the person wants, in their own words; the form adds, nothing is overwritten."""
    access = open_record(actor_in(request), person_id, volets=(Volet.IDENTITY, Volet.PROJECT))
    may_write = access.may_write(Volet.PROJECT)
    if request.method == "POST" and not may_write:
        raise Hidden("wishes not writable")
    form = WishForm(request.POST or None, initial={"expressed_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_wish(actor=actor_in(request), person_id=person_id, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Souhait gardé, avec ses mots."))
            return redirect("people:wishes", person_id)
    context = {
        "access": access,
        "section": "wishes",
        "form": form if may_write else None,
        "wishes": [
            (wish, queries.who_said(wish), may_write and wish.kind in TO_ANSWER)
            for wish in queries.wishes(access)
        ],
    }
    return render(request, "people/wishes.html", context, status=422 if form.errors else 200)
