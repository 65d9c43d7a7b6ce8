"""What I say: what I want, what helps me, how I am."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.forms import FactForm, MoodForm, WishForm
from passerelles.myspace.policy import open_own_record
from passerelles.myspace.rules.plain import plain_volet
from passerelles.myspace.views.sending import posted
from passerelles.pathways.actions.progress import say_well_being
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.pathways.queries.paths import addressee_of_person
from passerelles.pathways.queries.progress import well_being
from passerelles.people.actions import add_wish, tell_fact
from passerelles.people.queries.record import facts_told, wishes
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.people.rules.wishes import WishKind
from passerelles.sharing.rules.volets import Volet

MOODS = (("good", "smile"), ("so_so", "neutral"), ("bad", "sad"))
MOOD_WORDS = {"good": _("Ça va"), "so_so": _("Moyen"), "bad": _("Ça ne va pas")}


@require_http_methods(["GET", "HEAD", "POST"])
def wishes_page(request: Any) -> HttpResponse:
    access = open_own_record(request.actor, Volet.PROJECT)
    form = WishForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            add_wish(
                actor=request.actor,
                person_id=access.person.id,
                kind=WishKind.OTHER,
                words=form.cleaned_data["words"],
                said_alone=True,
                organisation_id=addressee_of_person(access.person.id),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est écrit. Merci."))
            return redirect("myspace:wishes")
    context = {"wishes": wishes(access), "form": form}
    return render(request, "myspace/wishes.html", context, status=422 if form.errors else 200)


@require_safe
def help_page(request: Any) -> HttpResponse:
    """Everything told once, and what was never told, by section."""
    access = open_own_record(request.actor, *{item.volet for item in FACTS.values()})
    told = {fact.kind: fact for fact in facts_told(access)}
    groups = [
        {
            "volet": plain_volet(volet),
            "lines": [
                (kind, definition, told.get(kind))
                for kind, definition in FACTS.items()
                if definition.volet is volet
            ],
        }
        for volet in (Volet.SUPPORT_NEEDS, Volet.SKILLS, Volet.BARRIERS, Volet.SENSITIVE)
    ]
    return render(request, "myspace/help.html", {"groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: Any, kind: str) -> HttpResponse:
    if kind not in set(FactKind):
        raise Hidden("no such question")
    definition = FACTS[FactKind(kind)]
    access = open_own_record(request.actor, definition.volet)
    told = next((item for item in facts_told(access) if item.kind == kind), None)
    form = FactForm(
        posted(request),
        definition=definition,
        initial={"value": told.value if told else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            tell_fact(
                actor=request.actor,
                person_id=access.person.id,
                kind=FactKind(kind),
                value=form.cleaned_data["value"],
                spontaneous=True,
                organisation_id=addressee_of_person(access.person.id),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est écrit. Merci."))
            return redirect("myspace:help")
    context = {"definition": definition, "told": told, "form": form}
    return render(request, "myspace/fact.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def mood(request: Any) -> HttpResponse:
    """Three faces and a few words; never scored."""
    access = open_own_record(request.actor, Volet.PROGRESS)
    form = MoodForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            say_well_being(actor=request.actor, person_id=access.person.id, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est noté. Merci de l’avoir dit."))
            return redirect("myspace:mood")
    said = well_being(own_eyes(request.actor, access))
    context = {
        "form": form,
        "moods": [(value, icon, MOOD_WORDS[value]) for value, icon in MOODS],
        "said": [(item, dict(MOODS)[item.mood], MOOD_WORDS[item.mood]) for item in said],
    }
    return render(request, "myspace/mood.html", context, status=422 if form.errors else 200)
