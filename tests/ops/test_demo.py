"""The demonstration tells real work: each account opens on something to do, nobody is real."""

from __future__ import annotations

import pytest

from passerelles.journal import queries as journal
from passerelles.kernel.actors import acting_as
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.models import FollowUp, ReturnRight, WorkSituation
from passerelles.support.models import FundingLine, PersonRequest
from passerelles.worklist.queries.board import gathered
from passerelles.worklist.queries.reach import reach
from tests.browser.territory import Territory, build_territory

pytestmark = pytest.mark.django_db
ACCOMPANY = {Role.WORKER.value, Role.SUPERVISOR.value}


def things_to_do(territory: Territory, name: str) -> list[str]:
    actor = territory.players.actor(name)
    with acting_as(actor):
        return [item.what for item in gathered(reach(actor))]


def test_the_lives_told_are_whole_and_every_account_has_something_to_do() -> None:
    territory = build_territory()
    accompanying = {
        user.first_name
        for user in territory.players.users.values()
        for membership in territory.players.memberships
        if membership.user_id == user.id and ACCOMPANY & set(membership.roles)
    }
    idle = {name for name in accompanying if not things_to_do(territory, name)}
    assert idle == set()
    kinds = set(WorkSituation.unscoped.values_list("kind", flat=True))
    assert kinds >= {"cddi", "pmsmp", "cat", "mad_esat_individual", "cdd_tremplin", "ime_stage"}
    assert ReturnRight.unscoped.filter(exercised_on=None).count() == 1
    assert FollowUp.unscoped.filter(done_on=None).exists()
    assert set(FundingLine.objects.values_list("state", flat=True)) == {
        "asked",
        "granted",
        "refused",
    }
    assert PersonRequest.unscoped.get().state == "sent"
    assert journal.verify().whole


def test_what_the_stories_promise_is_on_the_lists() -> None:
    territory = build_territory()
    sarah, mona, thomas = (things_to_do(territory, name) for name in ("Sarah", "Mona", "Thomas"))
    assert "CDDI : dernier jour proche" in sarah
    assert "engagement réciproque à revoir ensemble" in sarah
    assert any(what.startswith("aucune séance avec un partenaire") for what in sarah)
    assert any("attend l’entreprise d’accueil" in what for what in sarah)
    assert "nouvelles à prendre dans l’emploi" in mona
    assert "demande : parler à quelqu’un" in mona
    assert any(what.startswith("Contrat de mise à disposition") for what in mona)
    assert "CDD Tremplin : dernier jour proche" in thomas
