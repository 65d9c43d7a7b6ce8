"""A profile as its reader may see it: page, print, file for other platforms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from passerelles.organisations import queries
from passerelles.organisations.queries import Profile


def detail(request: Any, organisation_id: UUID) -> HttpResponse:
    actor = request.actor
    profile = queries.profile(actor, organisation_id)
    around = queries.neighbours(actor, profile.organisation) if profile.known else []
    return render(request, "organisations/detail.html", {"profile": profile, "neighbours": around})


def print_profile(request: Any, organisation_id: UUID) -> HttpResponse:
    profile = queries.profile(request.actor, organisation_id)
    return render(request, "organisations/print.html", {"profile": profile})


def export(request: Any, organisation_id: UUID) -> JsonResponse:
    """The public part of a profile, to be listed on another platform; never a contact."""
    profile = queries.profile(request.actor, organisation_id)
    response = JsonResponse(_exported(profile), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="fiche.json"'
    return response


def _exported(profile: Profile) -> dict[str, object]:
    if not profile.known:
        return {"nom": profile.name}
    organisation = profile.organisation
    return {
        "id": str(organisation.pk),
        "nom": profile.name,
        "sorte": organisation.kind,
        "siren": organisation.siren,
        "presentation": organisation.description,
        "site_web": organisation.website,
        "date_maj": organisation.updated_at.date().isoformat(),
        "sites": [
            {
                "nom": site.label,
                "adresse": site.address,
                "code_postal": site.postal_code,
                "code_insee": site.commune_id or "",
                "siret": site.siret,
            }
            for site in profile.sites
        ],
        "activites": [activity.label for activity in profile.activities],
        "zones": [{"type": zone.level, "code": zone.code} for zone in profile.zones],
        "engagements": [
            {
                "type": commitment.kind,
                "intitule": commitment.title,
                "organisme": commitment.body,
                "norme": commitment.norm,
                "depuis": commitment.since.isoformat() if commitment.since else None,
                "resultat": commitment.result,
            }
            for commitment in profile.commitments
            if commitment.public
        ],
    }
