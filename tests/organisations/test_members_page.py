"""Members, yearly review, end of a membership, settings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.models import Membership, Organisation
from passerelles.organisations.rules.roles import Role
from tests.cast import make_organisation, make_user

pytestmark = pytest.mark.django_db

MEMBERS = "organisations:members"


@pytest.fixture
def boss(cast, as_user):
    return as_user(cast.karim, cast.ime)


def place(user, organisation):
    return Membership.objects.get(user=user, organisation=organisation)


def test_the_page_lists_the_members_of_ones_own_organisation_only(cast, boss):
    page = boss.get(reverse(MEMBERS)).content.decode()
    assert "Inès Belkacem" in page
    assert "Jamais venu" in page
    for other in (cast.claire, cast.mona, cast.zoe):
        assert other.last_name not in page


def test_only_those_who_manage_members_open_these_pages(cast, as_user):
    target = place(cast.ines, cast.ime)
    paths = [
        reverse(MEMBERS),
        reverse("organisations:invite"),
        reverse("organisations:settings"),
        reverse("organisations:member_roles", args=[target.id]),
        reverse("organisations:member_end", args=[target.id]),
    ]
    for path in paths:
        assert as_user(cast.ines, cast.ime).get(path).status_code == 404, path
    for path in paths[3:]:
        stranger = as_user(cast.zoe, cast.stranger)
        assert stranger.get(path).status_code == 404, path
        assert stranger.post(path, {"roles": "worker", "version": 1}).status_code == 404
    target.refresh_from_db()
    assert target.until is None


def test_who_leaves_loses_everything_at_the_next_request(cast, boss, as_user):
    ines = as_user(cast.ines, cast.ime)
    assert "IME Les Tilleuls" in ines.get("/compte/").content.decode()
    target = place(cast.ines, cast.ime)
    path = reverse("organisations:member_end", args=[target.id])
    assert boss.get(path).status_code == 200
    assert boss.post(path).status_code == 302
    page = ines.get("/compte/").content.decode()
    assert "IME Les Tilleuls" not in page
    assert "n’appartient à aucune organisation" in page
    assert ines.get("/").headers["Location"] == "/compte/"
    assert JournalEntry.objects.filter(event="organisations:member:left").count() == 1


def test_a_role_taken_away_stops_working_at_the_next_request(cast, boss, as_user):
    other = make_user("Boris", "Blanc", cast.ime, Role.ADMIN)
    client = as_user(other, cast.ime)
    assert client.get(reverse(MEMBERS)).status_code == 200
    boss.post(
        reverse("organisations:member_roles", args=[place(other, cast.ime).id]),
        {"roles": ["worker"], "version": 1},
    )
    assert client.get(reverse(MEMBERS)).status_code == 404


def test_who_leaves_one_organisation_keeps_the_other_and_nothing_of_the_first(cast, as_user, boss):
    """Threat 37: moved from one employer to another, nothing of the first is readable."""
    Membership.objects.create(user=cast.ines, organisation=cast.geiq, roles=["worker", "admin"])
    ines = as_user(cast.ines, cast.ime)
    boss.post(reverse("organisations:member_end", args=[place(cast.ines, cast.ime).id]))
    page = ines.get(reverse(MEMBERS)).content.decode()
    assert "GEIQ Propreté du Val" in page
    assert "Tilleuls" not in page


def test_a_membership_nobody_confirmed_for_a_year_comes_first(cast, boss):
    fresh = make_user("Nora", "Aubin", cast.ime, Role.WORKER)
    Membership.objects.filter(user=fresh).update(since=clock.now() - timedelta(days=10))
    rows = boss.get(reverse(MEMBERS)).context["members"]
    assert [row.due for row in rows] == [True, True, False]
    target = place(cast.ines, cast.ime)
    boss.post(reverse("organisations:member_confirm", args=[target.id]))
    rows = boss.get(reverse(MEMBERS)).context["members"]
    assert {row.membership.user_id for row in rows if row.due} == {cast.karim.id}
    assert list(Membership.objects.to_review().filter(organisation=cast.ime)) == [
        place(cast.karim, cast.ime)
    ]
    assert JournalEntry.objects.filter(event="organisations:member:confirmed").exists()


def test_the_last_administrator_is_told_why_they_cannot_leave(cast, boss):
    path = reverse("organisations:member_end", args=[place(cast.karim, cast.ime).id])
    response = boss.post(path)
    assert response.status_code == 422
    assert "dernière personne qui administre" in response.content.decode()


def test_stale_roles_lead_to_the_conflict_page(cast, boss):
    target = place(cast.ines, cast.ime)
    path = reverse("organisations:member_roles", args=[target.id])
    assert boss.post(path, {"roles": ["supervisor"], "version": 1}).status_code == 302
    assert boss.post(path, {"roles": ["worker"], "version": 1}).status_code == 409


def test_extra_fields_of_the_roles_page_change_nothing(cast, boss):
    target = place(cast.ines, cast.ime)
    boss.post(
        reverse("organisations:member_roles", args=[target.id]),
        {
            "roles": ["supervisor"],
            "version": 1,
            "organisation": str(cast.geiq.id),
            "user": str(cast.zoe.id),
            "until": "2020-01-01",
            "is_platform_admin": "on",
        },
    )
    changed = Membership.objects.get(pk=target.id)
    assert (changed.user_id, changed.organisation_id) == (cast.ines.id, cast.ime.id)
    assert (changed.roles, changed.until) == (["supervisor"], None)
    cast.ines.refresh_from_db()
    assert cast.ines.is_platform_admin is False


def test_the_members_page_stays_light(cast, boss, django_assert_max_num_queries):
    for number in range(15):
        make_user(f"Membre{number}", "Test", cast.ime, Role.WORKER)
    boss.get(reverse(MEMBERS))
    with django_assert_max_num_queries(9):
        assert boss.get(reverse(MEMBERS)).status_code == 200


def test_settings_ask_a_second_factor_and_show_the_privacy_officer(cast, boss):
    path = reverse("organisations:settings")
    page = boss.get(path).content.decode()
    assert "Karim Duval" in page
    assert "Cacher le nom" not in page
    assert boss.post(path, {"mfa_required": "on", "version": 1}).status_code == 302
    ime = Organisation.objects.get(pk=cast.ime.id)
    assert (ime.mfa_required, ime.version) == (True, 2)
    assert JournalEntry.objects.get(event="organisations:settings:changed").details == {
        "fields": ["mfa_required"]
    }


def test_settings_ignore_what_they_do_not_show(cast, boss):
    boss.post(
        reverse("organisations:settings"),
        {
            "mfa_required": "",
            "version": 1,
            "sensitive": "on",
            "neutral_label": "caché",
            "name": "Autre nom",
            "kind": "esat",
            "published_at": "2020-01-01",
            "organisation": str(cast.geiq.id),
        },
    )
    ime = Organisation.objects.get(pk=cast.ime.id)
    assert (ime.name, ime.kind, ime.sensitive, ime.published_at) == (
        "IME Les Tilleuls",
        "ime",
        False,
        None,
    )


def test_stale_settings_lead_to_the_conflict_page(cast, boss):
    path = reverse("organisations:settings")
    Organisation.objects.filter(pk=cast.ime.id).update(version=5)
    assert boss.post(path, {"version": 1}).status_code == 409


def test_a_sensitive_service_keeps_a_neutral_name(cast, as_user):
    care = make_organisation("CSAPA du Val", "addiction", sensitive=True)
    chief = make_user("Anne", "Faure", care, Role.ADMIN)
    client = as_user(chief, care)
    path = reverse("organisations:settings")
    refused = client.post(path, {"version": 1, "neutral_label": "service d’écoute"})
    assert refused.status_code == 422
    assert "service d’écoute" in refused.content.decode()
    same = client.post(path, {"version": 1, "sensitive": "on", "neutral_label": "CSAPA du Val"})
    assert same.status_code == 422
    client.post(path, {"version": 1, "sensitive": "on", "neutral_label": "service d’écoute"})
    assert Organisation.objects.get(pk=care.id).outside_name == "service d’écoute"


def test_the_menu_of_the_organisation_leads_only_where_one_may_go(cast, boss, as_user):
    page = boss.get("/organisation/membres/").content.decode()
    frameworks, prospects = reverse("pathways:frameworks"), reverse("organisations:prospects")
    assert frameworks in page
    assert prospects in page
    Membership.objects.filter(user=cast.karim).update(roles=[Role.ADMIN.value])
    page = boss.get("/organisation/membres/").content.decode()
    assert frameworks in page
    assert prospects not in page
