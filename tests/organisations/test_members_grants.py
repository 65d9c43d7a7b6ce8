"""Who may give which roles: the whole matrix, and what is refused leaves a line."""

from __future__ import annotations

from itertools import product

import pytest
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations import member_actions as actions
from passerelles.organisations.models import Invitation, Membership
from passerelles.organisations.rules.roles import (
    FOUNDING_ROLES,
    ROLE_HINTS,
    ROLE_LABELS,
    ROLE_RIGHTS,
    Role,
    beyond,
    grantable,
    rights_of,
)
from tests.cast import make_user, professional

WITHOUT_ADMIN = [role for role in Role if role is not Role.ADMIN]


def held_by(user, organisation):
    return Membership.objects.get(user=user, organisation=organisation)


def refused_lines():
    return JournalEntry.objects.filter(event="organisations:member:grant-refused")


@pytest.mark.parametrize(("held", "given"), list(product(Role, Role)))
def test_the_rules_give_only_what_is_held_and_only_to_administrators(held, given):
    alone = rights_of([held])
    assert (given in grantable(alone)) == (held is Role.ADMIN and given is Role.ADMIN)
    with_admin = rights_of([held, Role.ADMIN])
    assert (given in grantable(with_admin)) == (ROLE_RIGHTS[given] <= with_admin)


def test_an_unknown_role_is_always_beyond():
    everything = frozenset(Right)
    assert beyond(["platform", "worker"], everything) == ("platform",)


def test_who_founds_an_organisation_can_give_every_role():
    assert set(grantable(rights_of(FOUNDING_ROLES))) == set(Role)
    assert set(ROLE_LABELS) == set(ROLE_HINTS) == set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize(("held", "given"), list(product(WITHOUT_ADMIN, Role)))
def test_the_actions_follow_the_matrix_and_journal_each_refusal(cast, held, given):
    boss = make_user("Boris", "Blanc", cast.ime, Role.ADMIN, held)
    actor = professional(boss, cast.ime)
    allowed = ROLE_RIGHTS[given] <= actor.rights
    target = held_by(cast.ines, cast.ime)
    wanted = {*target.roles, given.value}
    if allowed or given.value in target.roles:
        actions.change_roles(actor=actor, membership_id=target.id, roles=wanted, version=1)
        assert set(held_by(cast.ines, cast.ime).roles) == wanted
        assert not refused_lines().exists()
        return
    with pytest.raises(Refusal, match="dont vous avez vous-même les droits"):
        actions.change_roles(actor=actor, membership_id=target.id, roles=wanted, version=1)
    with pytest.raises(Refusal):
        actions.invite(actor=actor, email="nouvelle@exemple.test", roles=[given])
    assert held_by(cast.ines, cast.ime).roles == target.roles
    assert not Invitation.objects.exists()
    assert [line.details["roles"] for line in refused_lines()] == [[given.value]] * 2


@pytest.mark.django_db
def test_an_upward_grant_posted_past_the_page_is_refused_and_journalled(cast, as_user):
    boss = make_user("Boris", "Blanc", cast.ime, Role.ADMIN)
    client = as_user(boss, cast.ime)
    target = held_by(cast.ines, cast.ime)
    page = client.get(reverse("organisations:member_roles", args=[target.id]))
    assert 'value="privacy"' not in page.content.decode()
    response = client.post(
        reverse("organisations:member_roles", args=[target.id]),
        {"roles": ["worker", "privacy"], "version": 1},
    )
    assert response.status_code == 422
    assert "Refusé : Référent données personnelles" in response.content.decode()
    assert held_by(cast.ines, cast.ime).roles == target.roles
    assert refused_lines().get().details == {
        "roles": ["privacy"],
        "membership": str(target.id),
    }


@pytest.mark.django_db
def test_nobody_changes_their_own_roles(cast):
    target = held_by(cast.karim, cast.ime)
    make_user("Boris", "Blanc", cast.ime, Role.ADMIN)
    with pytest.raises(Refusal, match="propres rôles"):
        actions.change_roles(
            actor=professional(cast.karim, cast.ime),
            membership_id=target.id,
            roles=[*target.roles, "worker"],
            version=1,
        )


@pytest.mark.django_db
def test_the_last_administrator_stays(cast):
    actor = professional(cast.karim, cast.ime)
    target = held_by(cast.karim, cast.ime)
    with pytest.raises(Refusal, match="dernière personne qui administre"):
        actions.end_membership(actor=actor, membership_id=target.id)
    other = make_user("Boris", "Blanc", cast.ime, Role.ADMIN)
    actions.end_membership(actor=actor, membership_id=target.id)
    last = held_by(other, cast.ime)
    with pytest.raises(Refusal, match="dernière personne"):
        actions.end_membership(actor=professional(other, cast.ime), membership_id=last.id)


@pytest.mark.django_db
def test_two_administrators_changing_the_same_roles_see_each_other(cast):
    actor = professional(cast.karim, cast.ime)
    target = held_by(cast.ines, cast.ime)
    actions.change_roles(actor=actor, membership_id=target.id, roles=["supervisor"], version=1)
    with pytest.raises(Conflict):
        actions.change_roles(actor=actor, membership_id=target.id, roles=["worker"], version=1)
    assert held_by(cast.ines, cast.ime).roles == ["supervisor"]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["change_roles", "end_membership", "confirm_membership"])
def test_the_members_of_another_organisation_do_not_exist(cast, verb):
    extra = {"roles": ["worker"], "version": 1} if verb == "change_roles" else {}
    target = held_by(cast.ines, cast.ime)
    for actor in (professional(cast.zoe, cast.stranger), professional(cast.ines, cast.ime)):
        with pytest.raises(Hidden):
            getattr(actions, verb)(actor=actor, membership_id=target.id, **extra)
    target.refresh_from_db()
    assert (target.until, target.version, target.confirmed_at) == (None, 1, None)
