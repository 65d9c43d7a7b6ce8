"""Pages of what partners put in common."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelles.cooperation.actions import pooling as actions
from passerelles.cooperation.forms.pooling import MeanForm, OfferForm
from passerelles.cooperation.models import JointOffer, Project, SharedMean
from passerelles.cooperation.policy import get_editable
from passerelles.cooperation.queries import pooling as queries
from passerelles.cooperation.queries.projects import owner_choices
from passerelles.cooperation.views.answering import posted, saved_or_form

_READ_OR_POST = ("GET", "HEAD", "POST")


def pooling(request: Any, project_id: UUID) -> HttpResponse:
    page = queries.pooling_page(request.actor, project_id)
    return render(request, "cooperation/pooling.html", {"page": page})


@require_http_methods(_READ_OR_POST)
def mean_add(request: Any, project_id: UUID) -> HttpResponse:
    project = get_editable(request.actor, project_id)
    return _mean(request, project, None, _("Mettre un moyen en commun"))


@require_http_methods(_READ_OR_POST)
def mean_edit(request: Any, project_id: UUID, mean_id: UUID) -> HttpResponse:
    mean = queries.mean_to_edit(request.actor, project_id, mean_id)
    return _mean(request, mean.project, mean, f"{_('Modifier')} : {mean}")


@require_http_methods(_READ_OR_POST)
def offer_add(request: Any, project_id: UUID) -> HttpResponse:
    project = get_editable(request.actor, project_id)
    return _offer(request, project, None, _("Nouvelle offre commune"))


@require_http_methods(_READ_OR_POST)
def offer_edit(request: Any, project_id: UUID, offer_id: UUID) -> HttpResponse:
    offer = queries.offer_to_edit(request.actor, project_id, offer_id)
    return _offer(request, offer.project, offer, f"{_('Modifier')} : {offer}")


def _mean(request: Any, project: Project, mean: SharedMean | None, title: str) -> HttpResponse:
    form = MeanForm(posted(request), initial=_known(mean) if mean else {"version": 0})
    form.offer(owner_choices(request.actor, project))

    def save() -> None:
        common: dict[str, Any] = {"actor": request.actor, "project_id": project.pk}
        if mean is None:
            actions.add_mean(**common, words=form.words)
        else:
            version = form.cleaned_data["version"]
            actions.change_mean(**common, mean_id=mean.pk, version=version, words=form.words)

    return saved_or_form(request, form, save, project, title, "cooperation:pooling")


def _known(mean: SharedMean) -> dict[str, Any]:
    kept = ("version", "kind", "label", "since", "until", "cost_alone", "cost_pooled")
    return {
        **{name: getattr(mean, name) for name in kept},
        "brought_by": str(mean.brought_by_id),
        "used_by": [str(partner.pk) for partner in mean.used_by.all()],
    }


def _offer(request: Any, project: Project, offer: JointOffer | None, title: str) -> HttpResponse:
    initial = {"version": 0}
    if offer is not None:
        kept = ("version", "title", "description")
        initial = {name: getattr(offer, name) for name in kept}
    done = {part.partner_id: part.does for part in offer.parts.all()} if offer else {}
    form = OfferForm(posted(request), initial=initial)
    form.offer(owner_choices(request.actor, project), done)

    def save() -> None:
        common: dict[str, Any] = {"actor": request.actor, "project_id": project.pk}
        if offer is None:
            actions.add_offer(**common, words=form.words)
        else:
            version = form.cleaned_data["version"]
            actions.change_offer(**common, offer_id=offer.pk, version=version, words=form.words)

    return saved_or_form(request, form, save, project, title, "cooperation:pooling")
