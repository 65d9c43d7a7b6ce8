"""What a person practised, in the record and in their own space; how an activity fits."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.actions.aside import set_attempt_aside, set_participation_aside
from passerelles.skills.actions.practice import note_attempt
from passerelles.skills.forms.practice import AttemptForm, FitForm
from passerelles.skills.models import Participation, SkillAttempt
from passerelles.skills.queries.fit import fit_of
from passerelles.skills.queries.practice import (
    line_to_set_aside,
    practice_page,
    situation_choices,
    workshop_choices,
)
from passerelles.skills.rules.fit import SkillNeed
from passerelles.support.forms.acts import SetAsideForm
from passerelles.web.charts import Bar, bars


def practice(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.SKILLS)
    context = {
        "access": eyes.access,
        "section": "skills",
        "shared": eyes.sees(Volet.SKILLS),
        "writable": eyes.access.may_write(Volet.SKILLS),
        "page": practice_page(eyes),
    }
    return render(request, "skills/practice.html", context)


def new_attempt(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.SKILLS, Volet.PATH)
    if not eyes.access.may_write(Volet.SKILLS):
        raise Hidden("skills not writable")
    actor = actor_of(request)
    form = AttemptForm(
        request.POST or None,
        workshops=workshop_choices(actor),
        situations=situation_choices(eyes),
    )
    url = reverse("skills:practice", args=[person_id])

    def act() -> str:
        note_attempt(actor=actor, person_id=person_id, words=form.words())
        return _("C’est noté.")

    context = {"access": eyes.access, "section": "skills", "cancel": url}
    return answer_form(
        request, form, act, template="skills/attempt.html", context=context, done_url=url
    )


def attempt_aside(request: HttpRequest, person_id: UUID, attempt_id: UUID) -> HttpResponse:
    def act(why: str) -> None:
        set_attempt_aside(
            actor=actor_of(request), person_id=person_id, attempt_id=attempt_id, why=why
        )

    lead = _("L’essai reste lisible, avec la raison. Notez ensuite ce qui a vraiment eu lieu.")
    return _aside(request, person_id, SkillAttempt, attempt_id, act, lead)


def participation_aside(
    request: HttpRequest, person_id: UUID, participation_id: UUID
) -> HttpResponse:
    """The line of one person, ticked by mistake; the sheet of the others is left as it is."""

    def act(why: str) -> None:
        set_participation_aside(
            actor=actor_of(request), person_id=person_id, participation_id=participation_id, why=why
        )

    lead = _(
        "Seule la ligne de cette personne est écartée : elle reste lisible, avec la raison. "
        "Pour changer qui est venu, écartez la séance entière depuis l’atelier, puis notez-la."
    )
    return _aside(request, person_id, Participation, participation_id, act, lead)


def _aside(
    request: HttpRequest,
    person_id: UUID,
    model: type[Participation] | type[SkillAttempt],
    entry_id: UUID,
    write: Callable[[str], None],
    lead: str,
) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.SKILLS)
    if not eyes.access.may_write(Volet.SKILLS):
        raise Hidden("skills not writable")
    line = line_to_set_aside(eyes, model, entry_id)
    if line.aside is not None and request.method != "POST":
        raise Hidden("done already: who sends the form is told that a colleague was first")
    form = SetAsideForm(request.POST or None)
    url = reverse("skills:practice", args=[person_id])

    def act() -> str:
        write(form.cleaned_data["why"])
        return _("C’est écarté : on le lit encore, ce n’est plus compté.")

    context = {
        "access": eyes.access,
        "section": "skills",
        "page_heading": f"{_('Noté par erreur')} : {line}",
        "lead": lead,
        "cancel": url,
    }
    return answer_form(
        request, form, act, template="pathways/form.html", context=context, done_url=url
    )


def my_practice(request: HttpRequest) -> HttpResponse:
    """The person reads what they tried and can do, in easy words."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise Hidden("no person")
    access = open_record(actor, actor.person_id, volets=(Volet.SKILLS,))
    context = {"page": practice_page(own_eyes(actor, access))}
    return render(request, "skills/mine.html", context)


def fit(request: HttpRequest) -> HttpResponse:
    """How an activity suits the persons followed: counted, and explained one by one."""
    form = FitForm(request.GET if "metier" in request.GET else None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        skills = form.cleaned_data["besoins"]
        found = fit_of(actor_of(request), form.cleaned_data["metier"], skills)
        title = _("Qui sait le faire, l’apprend, ou n’a pas été vu, sur %(all)d") % {
            "all": len(found.lines)
        }
        rows = [bar for need in found.answer.needs for bar in _three_bars(need)]
        context |= {
            "fit": found.answer,
            "lines": found.lines,
            # Drawn by our own server: labels are text inside the drawing, never markup.
            "picture": mark_safe(bars(rows, title=title)),  # noqa: S308
        }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "skills/fit.html", context, status=status)


def _three_bars(need: SkillNeed) -> list[Bar]:
    """What nobody saw is drawn too: alone, « who knows » would read as « the others cannot »."""
    return [
        Bar(_("%(skill)s : savent") % {"skill": need.skill}, need.yes),
        Bar(_("%(skill)s : apprennent") % {"skill": need.skill}, need.learning),
        Bar(_("%(skill)s : on ne sait pas") % {"skill": need.skill}, need.unknown),
    ]
