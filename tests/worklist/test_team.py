"""Whose work: mine, the team's, a colleague's; what the team page says, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.accounts.models import User
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.models import Membership
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.models import Note, Path, ProgressPoint
from passerelles.people.models import Situation
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.rules.barriers import Weight
from passerelles.worklist.models import SilenceLimit
from tests.cast import Cast, make_person, make_user
from tests.pathways.scenes import axes, begun, full_record
from tests.support.scenes import educator
from tests.worklist.scenes import busy_morning, follow

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
HOME, TEAM = "/a-faire/", "/a-faire/equipe/"


@pytest.fixture
def lead(cast: Cast) -> User:
    return make_user("Odile", "Grand", cast.ime, Role.MANAGER)


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_one_reads_one_s_own_persons_and_the_team_s_on_demand(cast: Cast, as_user: AsUser) -> None:
    follow(2, cast.ime, cast.ines)
    hugo = make_user("Hugo", "Petit", cast.ime, Role.WORKER)
    client = as_user(hugo, cast.ime)
    assert "Camille0" not in read(client, HOME)
    assert "Camille0" in read(client, HOME + "?qui=equipe")
    assert "Camille0" in read(as_user(cast.ines, cast.ime), HOME)


def test_what_nobody_follows_is_everybody_s(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    Path.unscoped.update(state="closed", closed_on=clock.today())
    hugo = make_user("Hugo", "Petit", cast.ime, Role.WORKER)
    assert "RQTH à renouveler" in read(as_user(hugo, cast.ime), HOME)


def test_a_filter_narrows_and_an_unknown_one_is_as_none(cast: Cast, as_user: AsUser) -> None:
    busy_morning(cast, 6)
    client = as_user(cast.ines, cast.ime)
    papers = read(client, HOME + "?sorte=papiers")
    assert "à signer pour votre organisation" in papers
    assert "nouvelles à prendre" not in papers
    late = read(client, HOME + "?quand=passe")
    assert "Date passée, à régler d’abord" in late
    assert 'id="bientot"' not in late
    assert "Rien de cette sorte" in read(client, HOME + "?sorte=partage")
    assert read(client, HOME + "?sorte=zzz&quand=<b>&qui=1").count("<h2>") >= 3


def test_only_the_names_shown_are_noted_as_read(cast: Cast, as_user: AsUser) -> None:
    busy_morning(cast, 9)
    client = as_user(cast.ines, cast.ime)
    read(client, HOME + "?sorte=reponses")
    listed = JournalEntry.objects.filter(event="sharing:record:listed")
    assert listed.count() == 3  # one person in four wrote


def test_a_supervisor_is_told_of_those_they_observe(cast: Cast, as_user: AsUser) -> None:
    path = begun(cast)
    Path.unscoped.filter(pk=path.pk).update(started_on=clock.today() - timedelta(days=300))
    karim = make_user("Boris", "Roche", cast.ime, Role.SUPERVISOR)
    client = as_user(karim, cast.ime)
    assert "aucune observation" not in read(client, HOME)
    ProgressPoint.unscoped.create(
        person=cast.lea, organisation=cast.ime, author=karim, volet="progress", axis=axes()[0],
        level=2, observed_on=clock.today() - timedelta(days=80),
    )  # fmt: skip
    text = read(client, HOME)
    assert "aucune observation depuis 80 jours" in text
    assert reverse("pathways:add_progress", args=[cast.lea.id]) in text


def test_the_team_page_says_who_does_what_and_whom_nobody_answers_for(
    cast: Cast, as_user: AsUser, lead: User
) -> None:
    busy_morning(cast, 6)
    make_person("Nina", "Sans", cast.ime, by=cast.ines)
    client = as_user(lead, cast.ime)
    text = read(client, TEAM)
    assert "Inès" in text
    assert "Nina S." in text
    assert "Personnes dont on est sans nouvelles" in text
    assert "Camille0 E." in text
    names = JournalEntry.objects.filter(event="sharing:record:listed")
    assert names.values("person_id").distinct().count() == 8  # six silent, Nina and Léa alone
    mine = read(client, reverse("worklist:colleague", args=[cast.ines.id]))
    assert "À faire : Inès" in mine
    assert "Appeler la mission locale" in mine


def test_only_who_leads_sees_the_team_and_only_their_own(
    cast: Cast, as_user: AsUser, lead: User
) -> None:
    colleague = reverse("worklist:colleague", args=[cast.ines.id])
    for path in (TEAM, colleague):
        assert as_user(cast.ines, cast.ime).get(path).status_code == 404
    assert "Qui fait quoi" not in read(as_user(cast.ines, cast.ime), HOME)
    client = as_user(lead, cast.ime)
    assert "Qui fait quoi" in read(client, HOME)
    assert client.get(reverse("worklist:colleague", args=[cast.zoe.id])).status_code == 404
    Membership.objects.filter(user=cast.ines).update(until=clock.now())
    assert client.get(colleague).status_code == 404


def test_the_days_of_silence_are_the_team_s_and_two_at_once_lose_nothing(
    cast: Cast, as_user: AsUser, lead: User
) -> None:
    path = begun(cast)
    Path.unscoped.filter(pk=path.pk).update(started_on=clock.today() - timedelta(days=300))
    Note.unscoped.create(
        person=cast.lea, organisation=cast.ime, author=cast.ines, volet="path", text="Va bien.",
        recorded_at=clock.now() - timedelta(days=50),
    )  # fmt: skip
    client = as_user(lead, cast.ime)
    assert "Léa M." in read(client, TEAM)
    for wrong in ("3", "1000", "trente", ""):
        refused = client.post(TEAM, {"days": wrong, "version": "0"})
        assert refused.status_code == 422, wrong
    assert client.post(TEAM, {"days": "90", "version": "0"}).status_code == 302
    assert "Léa M." not in read(client, TEAM)
    assert client.post(TEAM, {"days": "30", "version": "0"}).status_code == 409
    assert client.post(TEAM, {"days": "30", "version": "7"}).status_code == 409
    assert client.post(TEAM, {"days": "30", "version": "1"}).status_code == 302
    assert SilenceLimit.objects.get().days == 30
    assert "rien de noté depuis 50 jours" in read(as_user(cast.ines, cast.ime), HOME)


def test_whoever_leads_reads_the_team_first_and_their_own_on_demand(
    cast: Cast, as_user: AsUser, lead: User
) -> None:
    follow(2, cast.ime, cast.ines)
    client = as_user(lead, cast.ime)
    assert "Camille0" in read(client, HOME)
    assert "Camille0" not in read(client, HOME + "?qui=moi")


def test_what_is_very_personal_is_not_named_on_the_list(cast: Cast, as_user: AsUser) -> None:
    draft = BarrierDraft(weight=Weight.HEAVY, words="…", lift_by=clock.today())
    open_barrier(actor=educator(cast), person_id=cast.lea.id, kind="addiction", draft=draft)
    holds = {"kind": "justice", "state": "obtained", "volet": "sensitive"}
    Situation.unscoped.create(
        person=cast.lea, organisation=cast.ime, author=cast.ines,
        state_on=clock.today() - timedelta(days=90),
        valid_until=clock.today() + timedelta(days=9), **holds,
    )  # fmt: skip
    text = read(as_user(cast.ines, cast.ime), HOME)
    assert "un frein : où en est-on" in text
    assert "Situation très personnelle à renouveler" in text
    for word in ("ddiction", "justice", "Justice"):
        assert word not in text
