"""URLs of the area."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.people.views import creation, identity, listing, merging, telling
from passerelles.web.routes import Audit, View, professional_page

app_name = "people"

RECORD = "dossier/<uuid:person_id>/"


_page = professional_page


def _read(pattern: str, view: View, name: str, policy: str = "sharing:read") -> URLPattern:
    return _page(RECORD + pattern, view, name, policy, Audit.PERSON_READ)


def _write(pattern: str, view: View, name: str, policy: str = "sharing:write") -> URLPattern:
    """A form of a record: its page shows the record, its POST writes."""
    return _page(RECORD + pattern, view, name, policy, Audit.PERSON_READ, Right.WRITE_PEOPLE)


urlpatterns: list[URLPattern] = [
    _page("personnes/", listing.people_list, "list", "sharing:visible", Audit.PEOPLE_READ),
    _page(
        "personnes/nouvelle/",
        creation.new,
        "new",
        "people:create",
        Audit.WRITE,
        Right.WRITE_PEOPLE,
    ),
    _page(
        "personnes/souhaits-de-depart/",
        listing.leaving,
        "leaving",
        "sharing:visible",
        Audit.PEOPLE_READ,
    ),
    _page("personnes/redites/", listing.repeats, "repeats", "organisations:member", Audit.NONE),
    _page("personnes/communes/", listing.communes, "communes", "public data", Audit.NONE),
    _read("ouvert/", creation.created, "created"),
    _read("identite/", identity.identity, "identity"),
    _write("identite/modifier/", identity.edit, "identity_edit"),
    _read("representants/", identity.represented, "representatives"),
    _write("representants/nouveau/", identity.represent, "representative_new"),
    _write("representants/<uuid:representative_id>/fin/", identity.end, "representative_end"),
    _read("faits/", telling.facts, "facts"),
    _write("faits/<slug:kind>/", telling.fact, "fact"),
    _read("situations/", telling.situations, "situations"),
    _write("situations/<slug:kind>/", telling.situation, "situation"),
    _read("souhaits/", telling.wishes, "wishes"),
    _write("doublons/", merging.duplicates, "duplicates", "people:held"),
    _write("doublons/<uuid:other_id>/", merging.merge, "merge", "people:held"),
    _page(
        RECORD + "fusions/<uuid:merge_id>/annuler/",
        merging.undo,
        "merge_undo",
        "people:held",
        Audit.WRITE,
        Right.WRITE_PEOPLE,
    ),
    _page(
        RECORD + "fusions/<uuid:merge_id>/relire/",
        merging.review,
        "merge_review",
        "people:held",
        Audit.WRITE,
        Right.WRITE_PEOPLE,
    ),
    _page(
        "organisation/demandes/<uuid:request_id>/reunir/",
        merging.accept_request,
        "accept_request",
        "sharing:requests",
        Audit.WRITE,
        Right.SHARE,
    ),
]
