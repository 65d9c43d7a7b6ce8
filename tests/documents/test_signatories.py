"""Signing for an organisation is a right of its own: sharing is not enough."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import sign_on_screen
from passerelles.documents.actions.links import give_signing_link
from passerelles.documents.models import Signature, SigningLink
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import Right, acting_as
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.organisations.rules.roles import (
    ROLE_HINTS,
    ROLE_LABELS,
    ROLE_RIGHTS,
    Role,
    grantable,
    rights_of,
)
from passerelles.people.models import Person
from passerelles.worklist.queries.papers import paper_items
from passerelles.worklist.queries.reach import reach
from tests.cast import Cast, make_user, professional
from tests.documents.scenes import pmsmp

AsUser = Callable[..., Client]
NOBODY = "00000000-0000-4000-8000-000000000000"


def test_who_signs_is_the_manager_and_whoever_was_granted_it() -> None:
    signing = {role for role in Role if Right.SIGN_PAPERS in ROLE_RIGHTS[role]}
    assert signing == {Role.MANAGER, Role.SIGNATORY}
    assert not ROLE_RIGHTS[Role.SIGNATORY] & {Right.READ_PEOPLE, Right.WRITE_PEOPLE, Right.SHARE}
    assert ROLE_LABELS[Role.SIGNATORY]
    assert ROLE_HINTS[Role.SIGNATORY]


def test_an_administrator_who_does_not_sign_cannot_grant_signing() -> None:
    assert Role.SIGNATORY not in grantable(rights_of([Role.ADMIN, Role.WORKER]))
    assert Role.SIGNATORY in grantable(rights_of([Role.ADMIN, Role.MANAGER]))


def text(response: Any) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())


@pytest.mark.django_db
def test_a_worker_who_shares_but_does_not_sign_gets_the_same_404(
    cast: Cast, as_user: AsUser, david: Person
) -> None:
    nora = make_user("Nora", "Vial", cast.ime, Role.WORKER)
    actor = professional(nora, cast.ime)
    assert actor.may(Right.SHARE)
    paper = pmsmp(cast, david)
    client = as_user(nora, cast.ime)
    page = client.get(reverse("documents:paper", args=[david.id, paper.id]))
    assert page.status_code == 200
    for name in ("sign", "refuse"):
        url = reverse(f"documents:{name}", args=[david.id, paper.id, "prescriber"])
        assert url not in page.content.decode()
        absent = reverse(f"documents:{name}", args=[david.id, NOBODY, "prescriber"])
        for send in (client.get, client.post):
            refused, unknown = send(url), send(absent)
            assert refused.status_code == unknown.status_code == 404
            assert text(refused) == text(unknown)
    with pytest.raises(Hidden):
        sign_on_screen(actor=actor, paper_id=paper.id, role=SignatoryRole.PRESCRIBER, version=1)
    with acting_as(actor):
        (item,) = paper_items(reach(actor))
        assert item.route == "documents:paper"
    assert not Signature.objects.filter(role="prescriber", state="signed").exists()


@pytest.mark.django_db
def test_a_link_is_no_way_round_for_our_own_line(cast: Cast, david: Person) -> None:
    nora = professional(make_user("Nora", "Vial", cast.ime, Role.WORKER), cast.ime)
    paper = pmsmp(cast, david)
    with pytest.raises(Hidden):
        give_signing_link(actor=nora, paper_id=paper.id, role=SignatoryRole.PRESCRIBER)
    assert not SigningLink.objects.exists()
    give_signing_link(actor=nora, paper_id=paper.id, role=SignatoryRole.HOST)


@pytest.mark.django_db
def test_who_could_sign_before_the_right_existed_still_can(cast: Cast) -> None:
    before = {
        cast.ines: ["worker"],
        cast.karim: ["manager", "admin"],
        cast.bruno: ["supervisor"],
        cast.zoe: ["worker", "manager"],
    }
    for user, roles in before.items():
        Membership.objects.filter(user=user).update(roles=roles)
    migration = import_module("passerelles.organisations.migrations.0002_signatories")
    migration.give(apps, None)
    after = {user: Membership.objects.get(user=user).roles for user in before}
    assert after[cast.ines] == ["worker", "signatory"]
    assert after[cast.karim] == ["manager", "admin"]
    assert after[cast.bruno] == ["supervisor"]
    assert after[cast.zoe] == ["worker", "manager"]
    migration.give(apps, None)
    assert Membership.objects.get(user=cast.ines).roles == ["worker", "signatory"]
    migration.take_back(apps, None)
    assert Membership.objects.get(user=cast.ines).roles == ["worker"]


@pytest.mark.django_db
def test_the_members_page_says_in_words_who_signs(cast: Cast, as_user: AsUser) -> None:
    page = as_user(cast.karim, cast.ime).get(reverse("organisations:members"))
    assert "Signe les papiers" in page.content.decode()
