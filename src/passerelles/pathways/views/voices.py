"""How a trial or an assignment went: noted by a professional, said by a tutor, said by the person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.kernel.actors import ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.voices import say_review
from passerelles.pathways.forms.voices import OwnReviewForm, ReviewForm
from passerelles.pathways.queries.axes import axes_for
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.names import holder_of_link
from passerelles.pathways.queries.own_work import situation_to_review
from passerelles.pathways.queries.voices import voice_written
from passerelles.pathways.queries.work import situation_seen, work_line
from passerelles.pathways.review_policy import require_voice, speaks_for_itself
from passerelles.pathways.rules.voices import SIDE_LABELS, ReviewSide
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.pathways.views.work import one_url
from passerelles.sharing.rules.volets import Volet

REVIEW_PAGE = "pathways/work_review.html"
OWN_PAGE = "pathways/own_review.html"
GUEST_PAGE = "pathways/guest_form.html"
EACH_SIDE = gettext_lazy(
    "Chaque côté dit le sien : personne n’écrit à la place d’un autre sans le dire. "
    "Les axes cochés vont dans les progrès."
)
READ = (Volet.IDENTITY, Volet.PATH, Volet.PROGRESS)


def review(request: HttpRequest, person_id: UUID, situation_id: UUID, side: str) -> HttpResponse:
    """A professional writes for their own side, or takes down the words of another."""
    if side not in set(ReviewSide):
        raise Hidden("no such side")
    about = ReviewSide(side)
    eyes = reading(request, person_id, *READ)
    actor = actor_of(request)
    if not eyes.access.may_write(Volet.PROGRESS):
        raise Hidden("progress not writable")
    situation = situation_seen(eyes, situation_id)
    said = voice_written(eyes, situation, about)
    require_voice(actor, situation, about, said)
    form = ReviewForm(
        request.POST or None,
        side=about,
        gathers=not speaks_for_itself(actor, situation, about),
        said=said,
        axes=axes_for(actor),
    )

    def act() -> str:
        say_review(
            actor=actor,
            person_id=person_id,
            situation_id=situation_id,
            side=about,
            draft=form.draft(),
        )
        return _("C’est noté. Les autres avis restent comme ils sont.")

    done = one_url(person_id, situation_id)
    context = {
        "access": eyes.access,
        "section": "work",
        "page_heading": _("Comment cela s’est passé"),
        "side": SIDE_LABELS[about],
        "note": EACH_SIDE,
        "line": work_line(eyes, situation),
        "cancel": done,
    }
    return answer_form(request, form, act, template=REVIEW_PAGE, context=context, done_url=done)


def guest_review(request: HttpRequest, situation_id: UUID) -> HttpResponse:
    """The tutor says how it went, by the personal link."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise Hidden("a guest without a person")
    eyes = reading(request, actor.person_id, *READ)
    if not eyes.access.may_write(Volet.PROGRESS):
        raise Hidden("progress not writable")
    situation = situation_to_review(eyes, actor, situation_id)
    said = voice_written(eyes, situation, ReviewSide.HOST)
    form = ReviewForm(
        request.POST or None, side=ReviewSide.HOST, gathers=False, said=said, axes=axes_for(actor)
    )

    def act() -> str:
        say_review(
            actor=actor,
            person_id=situation.person_id,
            situation_id=situation_id,
            side=ReviewSide.HOST,
            draft=form.draft(),
        )
        return _("Merci, c’est noté.")

    line = work_line(eyes, situation)
    context = {
        "access": eyes.access,
        "guest_name": holder_of_link(actor),
        "page_heading": _("Comment cela s’est passé"),
        "lead": f"{line.title}. {line.when}.",
        "objective": situation.objective,
    }
    done = reverse("pathways:guest_home")
    return answer_form(request, form, act, template=GUEST_PAGE, context=context, done_url=done)


def _own(request: HttpRequest) -> Eyes:
    actor = actor_of(request)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("not the person")
    return reading(request, actor.person_id, *READ)


def my_review(request: HttpRequest, situation_id: UUID) -> HttpResponse:
    """Three questions with pictures, and a few words."""
    eyes = _own(request)
    actor = actor_of(request)
    situation = situation_to_review(eyes, actor, situation_id)
    said = voice_written(eyes, situation, ReviewSide.PERSON)
    form = OwnReviewForm(request.POST if request.method == "POST" else None, said=said)

    def act() -> str:
        say_review(
            actor=actor,
            person_id=eyes.person_id,
            situation_id=situation_id,
            side=ReviewSide.PERSON,
            draft=form.draft(),
        )
        return _("C’est noté. Merci de l’avoir dit.")

    context = {"line": work_line(eyes, situation), "said": said}
    done = reverse("myspace:work")
    return answer_form(request, form, act, template=OWN_PAGE, context=context, done_url=done)
