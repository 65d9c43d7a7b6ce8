"""Who pays for a solution or a training: asked, answered, and the page of a stage.

``of`` names what is paid for, as its address does: a barrier or a stage of the path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.funded import Where
from passerelles.support.actions.funding import answer_funding, ask_funding, plan_funding
from passerelles.support.forms.barriers import (
    FundingAnswerForm,
    FundingLineForm,
    FundingPlanForm,
)
from passerelles.support.queries.barriers import Funds, funding_line, plan_of
from passerelles.support.queries.stage_funding import StageFunding, stage_funding
from passerelles.support.views.answering import answer_in
from passerelles.support.views.barriers import FOR_BARRIER, SECTION, writable_view
from passerelles.web.forms import FrenchForm

FOR_STAGE = {key: name.replace("support:", "support:stage_") for key, name in FOR_BARRIER.items()}


@dataclass(frozen=True)
class Standing:
    """What is paid for, in the eyes of who writes, and where to come back to."""

    eyes: Eyes
    view: Funds
    where: Where
    section: str
    done_url: str | None

    def answer(
        self,
        request: HttpRequest,
        form: FrenchForm,
        act: Callable[[], str],
        heading: str,
        lead: str = "",
        *,
        meanwhile: Callable[[], list[tuple[str, str]]] | None = None,
    ) -> HttpResponse:
        return answer_in(
            self.section,
            request,
            self.eyes,
            form,
            act,
            heading,
            lead,
            done_url=self.done_url,
            meanwhile=meanwhile,
        )


def standing(
    request: HttpRequest,
    person_id: UUID,
    barrier_id: UUID | None = None,
    stage_id: UUID | None = None,
) -> Standing:
    if barrier_id is not None:
        eyes, view = writable_view(request, person_id, barrier_id)
        return Standing(eyes, view, Where(person_id, barrier_id), SECTION, None)
    eyes, funding = _stage(request, person_id, stage_id)
    if not funding.writable:
        raise Hidden("path not writable")
    url = reverse("support:stage_funding", args=[person_id, funding.stage.id])
    return Standing(eyes, funding, Where(person_id, stage_id=stage_id), "path", url)


def show_stage_funding(request: HttpRequest, person_id: UUID, stage_id: UUID) -> HttpResponse:
    eyes, funding = _stage(request, person_id, stage_id)
    context = {
        "access": eyes.access,
        "section": "path",
        "view": funding,
        "names": FOR_STAGE,
    }
    return render(request, "support/stage_funding.html", context)


def _stage(
    request: HttpRequest, person_id: UUID, stage_id: UUID | None
) -> tuple[Eyes, StageFunding]:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    return eyes, stage_funding(eyes, stage_id)


def new_funding(request: HttpRequest, person_id: UUID, **of: UUID) -> HttpResponse:
    funds = standing(request, person_id, **of)
    form = FundingPlanForm(request.POST or None)

    def act() -> str:
        plan_funding(
            actor=actor_of(request),
            where=funds.where,
            label=form.cleaned_data["label"],
            cost=form.cleaned_data["cost"],
        )
        return _("Le coût est noté. Dites maintenant à qui vous demandez.")

    return funds.answer(request, form, act, _("Financer une solution"))


def new_funding_line(
    request: HttpRequest, person_id: UUID, plan_id: UUID, **of: UUID
) -> HttpResponse:
    funds = standing(request, person_id, **of)
    plan = plan_of(funds.view, plan_id, sent=request.method == "POST")
    form = FundingLineForm(request.POST or None, initial={"asked": plan.balance.missing or None})

    def act() -> str:
        ask_funding(
            actor=actor_of(request),
            where=funds.where,
            plan_id=plan_id,
            draft=form.draft(),
        )
        return _("La demande est notée.")

    heading = _("Demander un financement : %(what)s") % {"what": plan.plan.label}
    return funds.answer(request, form, act, heading, lead=plan.balance.sentence)


def funding_answer(
    request: HttpRequest, person_id: UUID, line_id: UUID, **of: UUID
) -> HttpResponse:
    funds = standing(request, person_id, **of)
    line = funding_line(funds.view, line_id, sent=request.method == "POST")
    form = FundingAnswerForm(request.POST or None, line=line, initial={"version": line.version})

    def act() -> str:
        answer_funding(
            actor=actor_of(request),
            where=funds.where,
            line_id=line_id,
            **form.cleaned_data,
        )
        return _("La réponse est notée.")

    heading = _("Réponse : %(who)s") % {"who": line.get_funder_display()}
    return funds.answer(request, form, act, heading)
