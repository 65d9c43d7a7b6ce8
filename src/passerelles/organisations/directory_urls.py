"""URLs of the directory: the public search, one's own profile, establishments to meet."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.organisations.views import adherents, editing, profile, recruiting, searching
from passerelles.web.routes import Audience, Audit, View, route


def _public(pattern: str, view: View, name: str) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PUBLIC,
        policy="organisations:published",
        audit=Audit.NONE,
    )


def _own(pattern: str, view: View, name: str, *, right: Right, writes: bool = True) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PROFESSIONAL,
        policy="organisations:own-profile",
        audit=Audit.WRITE if writes else Audit.NONE,
        right=right,
    )


EDIT, PUBLISH = Right.EDIT_DIRECTORY, Right.PUBLISH_DIRECTORY
PART = "organisation/fiche/<slug:slug>/<uuid:part_id>/"
PROSPECTS = "organisation/etablissements/"
# Beside the page of host places: who notes assignments keeps it, whoever keeps the profile.
ADHERENTS = "organisation/accueils/adherents/"


def _register(pattern: str, view: View, name: str) -> URLPattern:
    return route(
        ADHERENTS + pattern,
        view,
        name=name,
        audience=Audience.PROFESSIONAL,
        policy="organisations:own-register",
        audit=Audit.WRITE,
        right=Right.WRITE_PEOPLE,
    )


urlpatterns: list[URLPattern] = [
    _public("annuaire/", searching.search_page, "search"),
    _public("annuaire/carte.json", searching.map_data, "map_data"),
    _public("annuaire/communes.json", searching.communes, "communes"),
    _public("annuaire/noms.json", searching.names, "names"),
    _public("annuaire/<uuid:organisation_id>/", profile.detail, "detail"),
    _public("annuaire/<uuid:organisation_id>/imprimer/", profile.print_profile, "print"),
    _public("annuaire/<uuid:organisation_id>/fiche.json", profile.export, "export"),
    _own("organisation/fiche/", editing.own_profile, "profile", right=EDIT, writes=False),
    _own("organisation/fiche/presentation/", editing.edit, "profile_edit", right=EDIT),
    _own("organisation/fiche/publier/", editing.publish, "publish", right=PUBLISH),
    _own("organisation/fiche/retirer/", editing.unpublish, "unpublish", right=PUBLISH),
    _own("organisation/fiche/<slug:slug>/ajouter/", editing.part_add, "part_add", right=EDIT),
    _own(PART, editing.part_edit, "part_edit", right=EDIT),
    _own(
        f"{PART}retirer/",
        editing.part_remove,
        "part_remove",
        right=EDIT,
    ),
    _register("ajouter/", adherents.add, "adherents_add"),
    _register("<uuid:adherent_id>/fin/", adherents.end, "adherent_end"),
    _own(PROSPECTS, recruiting.prospects, "prospects", right=EDIT),
    _own(
        f"{PROSPECTS}<uuid:prospect_id>/",
        recruiting.step,
        "prospect_step",
        right=EDIT,
    ),
]
