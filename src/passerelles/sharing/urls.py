"""URLs of the area."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.sharing.views import (
    consents,
    emergencies,
    guests,
    journal,
    overview,
    proposals,
    requests,
)
from passerelles.web.routes import Audience, Audit, View, professional_page, route

app_name = "sharing"

_RECORD = "dossier/<uuid:person_id>/"
_SHARING = f"{_RECORD}partage/"


_record = partial(professional_page, right=Right.SHARE)


def _public(pattern: str, view: View, name: str, policy: str) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PUBLIC,
        policy=policy,
        audit=Audit.SECURITY,
    )


def _own(pattern: str, view: View, name: str, audit: Audit, right: Right) -> URLPattern:
    return _record(f"organisation/{pattern}", view, name, f"sharing:{name}", audit, right=right)


_about_a_person = [
    _record(
        _SHARING, overview.sharing, "overview", "sharing:read:identity", right=Right.READ_PEOPLE
    ),
    _record(
        f"{_RECORD}lectures/", overview.reads, "reads", "sharing:read:identity",
        right=Right.READ_PEOPLE,
    ),
    _record(f"{_SHARING}proposer/", proposals.choose, "choose", "sharing:companion"),
    _record(
        f"{_SHARING}proposer/<uuid:organisation_id>/", proposals.propose, "propose",
        "sharing:companion",
    ),
    _record(
        f"{_SHARING}demande/<uuid:request_id>/annuler/", proposals.cancel, "cancel_request",
        "sharing:companion", Audit.WRITE,
    ),
    _record(
        f"{_SHARING}accord/<uuid:agreement_id>/retirer/", overview.withdraw, "withdraw",
        "sharing:companion",
    ),
    _record(
        f"{_SHARING}accord/<uuid:agreement_id>/papier/", overview.scan, "scan",
        "sharing:companion:own-proof",
    ),
    _record(
        f"{_SHARING}accord/<uuid:agreement_id>/lien/", guests.create, "guest_create",
        "sharing:companion",
    ),
    _record(
        f"{_SHARING}lien/<uuid:link_id>/code/", guests.renew, "guest_renew", "sharing:companion"
    ),
    _record(
        f"{_SHARING}lien/<uuid:link_id>/retirer/", guests.revoke, "guest_revoke",
        "sharing:companion", Audit.WRITE,
    ),
    _record(f"{_SHARING}terminer/", overview.leave, "leave", "sharing:companion"),
    _record(f"{_SHARING}reprendre/", overview.join, "take_over", "sharing:companion", Audit.WRITE),
    _record(
        "urgence/<uuid:person_id>/", emergencies.start, "emergency", "sharing:emergency",
        right=Right.EMERGENCY,
    ),
]  # fmt: skip

_by_link = [
    _public("accord/oui/", consents.said_yes, "consent_yes", "public"),
    _public("accord/non/", consents.said_no, "consent_no", "public"),
    _public("accord/<str:token>/", consents.enter, "consent", "sharing:one-time-link"),
    _public(
        "accord/<str:token>/repondre/", consents.answer, "consent_answer", "sharing:one-time-link"
    ),
    _public("lien/quitter/", guests.leave, "guest_leave", "public"),
    _public("lien/quitte/", guests.left, "guest_left", "public"),
    _public("lien/<str:token>/", guests.enter, "guest_entry", "sharing:one-time-link"),
]  # fmt: skip

_organisation = [
    _own("demandes/", requests.listing, "requests", Audit.PEOPLE_READ, right=Right.SHARE),
    _own(
        "demandes/<uuid:request_id>/", requests.detail, "request", Audit.PERSON_READ, right=Right.SHARE
    ),
    _own(
        "demandes/<uuid:request_id>/classer/", requests.decline, "decline_request", Audit.WRITE,
        right=Right.SHARE,
    ),
    _own("journal/", journal.journal, "journal", Audit.PEOPLE_READ, right=Right.READ_JOURNAL),
    _record(
        "urgence/examiner/", emergencies.listing, "emergencies", "sharing:emergencies:review",
        Audit.PEOPLE_READ, right=Right.HANDLE_PRIVACY,
    ),
    _record(
        "urgence/examiner/<uuid:access_id>/", emergencies.review, "emergency_review",
        "sharing:emergencies:review", Audit.PEOPLE_READ, right=Right.HANDLE_PRIVACY,
    ),
]  # fmt: skip

urlpatterns: list[URLPattern] = [*_about_a_person, *_by_link, *_organisation]
