"""Nobody outside ever sees the marker of the canary organisation, whatever they open or post."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.organisations.models import Membership
from passerelles.organisations.rules.roles import Role
from passerelles.web.routes import Audience, all_routes
from tests.access.canary import MARKER, Cage, build_cage
from tests.cast import Cast, make_agreement

MAX_PAGES = 120

# kwarg → row of the cage; a route with another kwarg makes the test fail until it is added here.
ROWS = {
    "person_id": "person",
    "organisation_id": "organisation",
    "agreement_id": "agreement",
    "link_id": "guestlink",
    "access_id": "emergencyaccess",
    "part_id": "activity",
    "membership_id": "membership",
    "invitation_id": "invitation",
    "prospect_id": "prospect",
    "adherent_id": "adherent",
    "stage_id": "stage",
    "step_id": "nextstep",
    "path_id": "path",
    "note_id": "note",
    "point_id": "progresspoint",
    "answer_id": "answer",
    "entry_id": "note",
    "fact_id": "fact",
    "situation_id": "situation",
    "wish_id": "wish",
    "representative_id": "legalrepresentative",
    "framework_id": "framework",
    "axis_id": "axis",
    "merge_id": "merge",
    "other_id": "person",
    "absorbed_id": "person",
    "import_id": "import",
    "project_id": "project",
    "milestone_id": "milestone",
    "partner_id": "partner",
    "body_id": "body",
    "workshop_id": "workshop",
    "sheet_id": "workshopday",
    "reviewer_id": "workshopreviewer",
    "attempt_id": "skillattempt",
    "participation_id": "participation",
    "seat_id": "seat",
    "meeting_id": "meeting",
    "mean_id": "mean",
    "offer_id": "offer",
    "programme_id": "organisationprogramme",
    "adhesion_id": "programmemembership",
    "override_id": "parameteroverride",
    "paper_id": "paper",
    "barrier_id": "barrier",
    "pair_id": "coachpair",
    "taken_id": "personlead",
    "act_id": "accompanimentact",
    "action_id": "barrieraction",
    "plan_id": "fundingplan",
    "lead_id": "companylead",
    "line_id": "fundingline",
    "appointment_id": "appointment",
    "group": "appointment",
    "work_group": "worksituation",
    "rhythm_id": "meetingrhythm",
    "commitment_id": "mutualcommitment",
    "promise_id": "promise",
    "objective_id": "objective",
    "session_id": "partnersession",
    "exit_id": "exit",
    "follow_up_id": "followup",
    "adaptation_id": "jobadaptation",
    "right_id": "returnright",
    "check_id": "integrationcheck",
    "asked_id": "personrequest",
    "user_id": "user",
    "enrolment_id": "programmeenrolment",
    "day_id": "worksession",
    "proposal_id": "carnetentry",
    "version_id": "carnetversion",
}
FIXED = {
    "slug": "activites",
    "entry_kind": "note",
    "kind": "note",
    "state": "done",
    "way": "answer",
    "token": "inconnu",
    "number": "123456789",
    "code": "x",
    "key": "note",
    "rule_id": "IAE-09",
    "shape": "Contract",
    "role": "host",
    "side": "host",
    "move": "leve",
    "gate": "x",
    "phase": "x",
}


@pytest.fixture
def cage(cast: Cast) -> Cage:
    make_agreement(cast.lea, cast.ime)
    make_agreement(cast.lea, cast.geiq)
    return build_cage(cast)


def _person_client(cast: Cast) -> Client:
    from passerelles.myspace.models import AccessCard

    card = AccessCard.objects.create(
        person=cast.lea,
        number_hash="n",
        secret_hash="s",
        issued_by=cast.ines,
        issued_for=cast.ime,
    )
    client = Client()
    session = client.session
    session["passerelles_card"] = str(card.id)
    session.save()
    return client


def _clients(cast: Cast, as_user: Callable[..., Client]) -> Iterator[tuple[str, Client]]:
    everything = Membership.objects.get(user=cast.karim)
    everything.roles = [role.value for role in Role]
    everything.save()
    yield "éducatrice", as_user(cast.ines, cast.ime)
    yield "tous les rôles de l’IME", as_user(cast.karim, cast.ime)
    yield "conseillère du GEIQ", as_user(cast.claire, cast.geiq)
    yield "moniteur", as_user(cast.bruno, cast.esat)
    yield "plateforme", as_user(cast.admin)
    yield "Léa", _person_client(cast)
    yield "personne en particulier", Client()


def _canary_urls(cage: Cage) -> Iterator[tuple[str, str, Any]]:
    for pattern, name, _view, entry in all_routes():
        if ":" not in name or entry is None:
            continue
        variables = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        if set(variables) <= set(FIXED):
            continue  # names nothing of another organisation
        kwargs = {}
        for variable in variables:
            if variable in FIXED:
                kwargs[variable] = FIXED[variable]
            else:
                kwargs[variable] = _identifier(cage, name, variable)
        yield name, reverse(name, kwargs=kwargs), entry


def _identifier(cage: Cage, route: str, variable: str) -> Any:
    if variable == "request_id":
        consent = "cancel" in route or "consent" in route or "mine" in route or "myspace" in route
        return cage.rows["consentrequest" if consent else "accessrequest"].pk
    if variable == "situation_id" and "work" in route:
        return cage.rows["worksituation"].pk
    key = ROWS[variable]
    if key == "person":
        return cage.person.pk
    row = cage.rows.get(key)
    return row.pk if row is not None else cage.person.pk


def _assert_silent(response: Any, where: str, cage: Cage) -> None:
    body = response.getvalue() if response.streaming else response.content
    text = unescape(body.decode(errors="replace"))
    assert MARKER.lower() not in text.lower(), where
    for header in response.headers.values():
        assert MARKER.lower() not in header.lower(), where


def test_every_url_with_an_identifier_of_another_organisation_answers_as_if_it_did_not_exist(
    cast: Cast, cage: Cage, as_user: Callable[..., Client]
) -> None:
    urls = list(_canary_urls(cage))
    assert len(urls) > 30
    for role, client in _clients(cast, as_user):
        for name, url, entry in urls:
            for method in ("get", "post"):
                response = getattr(client, method)(url)
                where = f"{role} : {method} {name}"
                _assert_silent(response, where, cage)
                if entry.audience is Audience.PUBLIC:
                    assert response.status_code in {200, 302, 404, 405, 410, 422}, where
                elif role == "personne en particulier":
                    assert response.status_code in {302, 404}, where
                else:
                    assert response.status_code in {302, 404, 405}, (where, response.status_code)
                    if response.status_code == 302:
                        assert (
                            "/compte/" in response["Location"] or "/entrer/" in response["Location"]
                        ), (where, response["Location"])


def test_what_is_forbidden_and_what_does_not_exist_have_the_same_page(
    cast: Cast, cage: Cage, as_user: Callable[..., Client]
) -> None:
    client = as_user(cast.ines, cast.ime)
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    absent = reverse(
        "pathways:synthesis", kwargs={"person_id": "00000000-0000-4000-8000-000000000001"}
    )
    forbidden = reverse("pathways:synthesis", kwargs={"person_id": cage.person.pk})
    pages = [client.get(url) for url in (absent, forbidden)]
    assert [page.status_code for page in pages] == [404, 404]
    assert token.sub(b"", pages[0].content) == token.sub(b"", pages[1].content)


def test_following_every_link_from_every_home_page_never_meets_the_marker(
    cast: Cast, cage: Cage, as_user: Callable[..., Client]
) -> None:
    starts = [
        "/",
        "/a-faire/",
        "/personnes/",
        "/annuaire/",
        "/mon-espace/",
        "/organisation/journal/",
    ]
    for role, client in _clients(cast, as_user):
        seen: set[str] = set()
        waiting = deque([*starts, reverse("pathways:synthesis", kwargs={"person_id": cast.lea.pk})])
        while waiting and len(seen) < MAX_PAGES:
            url = waiting.popleft()
            if url in seen:
                continue
            seen.add(url)
            response = client.get(url)
            if role != "plateforme" or not url.startswith("/plateforme/"):
                # Whoever opened the organisation knows its name, and nothing of what it holds.
                _assert_silent(response, f"{role} : {url}", cage)
            assert response.status_code < 500, f"{role} : {url}"
            if response.headers.get("Content-Type", "").startswith("text/html"):
                waiting.extend(_links(response))
        assert len(seen) >= 5, role


def _links(response: Any) -> Iterator[str]:
    for href in re.findall(r'href="([^"#]+)', response.content.decode(errors="replace")):
        parts = urlsplit(unescape(href))
        if (
            not parts.netloc
            and not parts.path.startswith("/static/")
            and "logout" not in parts.path
        ):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def test_naming_rows_of_another_organisation_in_a_form_changes_nothing(
    cast: Cast, cage: Cage, as_user: Callable[..., Client]
) -> None:
    """Every form on Léa's own pages is sent back with foreign identifiers in each field."""
    client = as_user(cast.karim, cast.ime)
    before = _links_to_cage(cage)
    tried = 0
    for url, fields in _forms_on_own_pages(cast, client):
        for row in (cage.person, *cage.rows.values()):
            response = client.post(url, {name: str(row.pk) for name in fields})
            _assert_silent(response, f"post {url}", cage)
            assert response.status_code < 500, url
        tried += 1
    assert tried > 5
    assert _links_to_cage(cage) == before


def _forms_on_own_pages(cast: Cast, client: Client) -> Iterator[tuple[str, list[str]]]:
    for pattern, name, _view, entry in all_routes():
        if ":" not in name or entry is None or entry.audience is not Audience.PROFESSIONAL:
            continue
        variables = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        if variables not in ([], ["person_id"]):
            continue
        url = reverse(name, kwargs=dict.fromkeys(variables, cast.lea.pk))
        page = client.get(url)
        if page.status_code != 200 or b"<form" not in page.content:
            continue
        html = page.content.decode()
        names = re.findall(
            r'<(?:select|input type="(?:radio|checkbox|hidden)")[^>]*name="([^"]+)"', html
        )
        wanted = sorted({n for n in names if n != "csrfmiddlewaretoken"})
        if wanted:
            yield url, wanted


def _links_to_cage(cage: Cage) -> dict[str, int]:
    """How many rows of each model point at the cage: none may appear."""
    from django.apps import apps

    counts = {}
    for model in apps.get_models():
        if model._meta.app_label in {"journal", "sessions", "django_tasks_db"}:
            continue
        manager = getattr(model, "unscoped", model._default_manager)
        for f in model._meta.concrete_fields:
            if f.is_relation and f.related_model in {type(cage.person), type(cage.organisation)}:
                target = cage.person if f.related_model is type(cage.person) else cage.organisation
                counts[f"{model.__name__}.{f.name}"] = manager.filter(**{f.name: target}).count()
    return counts


def test_every_page_that_shows_a_record_leaves_a_read_line(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    from passerelles.web.routes import Audit

    make_agreement(cast.lea, cast.ime)
    client = as_user(cast.karim, cast.ime)
    shown = 0
    for pattern, name, _view, entry in all_routes():
        if entry is None or entry.audit is not Audit.PERSON_READ:
            continue
        if entry.audience is not Audience.PROFESSIONAL:
            continue
        if re.findall(r"<(?:\w+:)?(\w+)>", pattern) != ["person_id"]:
            continue
        before = JournalEntry.objects.filter(person_id=str(cast.lea.pk)).count()
        response = client.get(reverse(name, kwargs={"person_id": cast.lea.pk}))
        after = JournalEntry.objects.filter(person_id=str(cast.lea.pk)).count()
        if response.status_code == 200:
            assert after > before, name
            shown += 1
    assert shown >= 3
