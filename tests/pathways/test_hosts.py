"""Places that welcome: who is there now, who was before, and which adherents still wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.actions.adherents import add_adherents
from passerelles.organisations.models import NetworkMembership, Organisation
from passerelles.pathways.actions.work import PlaceDraft, open_work
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.rules.hosts import Membership, Stay, free_key, histories
from tests.cast import Cast, make_agreement, make_organisation, make_person, professional
from tests.pathways.work_scenes import day, mona, pmsmp, sami

PAGE = "/organisation/accueils/"


def date_boxes(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def _stay(key: str, start: date, *, going_on: bool = False) -> Stay:
    return Stay(key, key.upper(), start, None, going_on)


def test_hosts_that_welcome_now_come_first_and_adherents_that_wait_last() -> None:
    found = histories(
        [
            _stay("a", date(2026, 1, 5)),
            _stay("b", date(2024, 1, 5), going_on=True),
            _stay("a", date(2026, 3, 5)),
        ],
        {
            "c": Membership("C", date(2020, 1, 1)),
            "b": Membership("B", until=date(2026, 3, 6)),
            "d": Membership("D", until=date(2026, 3, 5)),
        },
        today=date(2026, 3, 6),
    )
    assert [(host.name, host.now, host.before, host.adherent) for host in found] == [
        ("B", 1, 0, True),
        ("A", 0, 2, False),
        ("C", 0, 0, True),
    ]
    assert found[1].latest == date(2026, 3, 5)
    assert found[2].latest is None


def test_an_adherent_that_left_is_shown_for_what_it_welcomed() -> None:
    left = {"a": Membership("A", date(2020, 1, 1), date(2025, 1, 1))}
    (host,) = histories([_stay("a", date(2024, 1, 5))], left, today=date(2026, 3, 6))
    assert (host.adherent, host.until, host.before) == (False, date(2025, 1, 1), 1)
    assert histories([], left, today=date(2026, 3, 6)) == ()


def test_a_host_known_by_its_name_is_one_however_it_is_written() -> None:
    assert free_key("Boulangerie  du Pré") == free_key("boulangerie du pre")


@pytest.fixture
def town(cast: Cast) -> Cast:
    Organisation.objects.update(published_at=clock.now())
    return cast


@pytest.fixture
def client(town: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(town.mona, town.esat)


def _text(response: Any) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_an_empty_page_says_what_will_fill_it(client: Client) -> None:
    assert "Aucun lieu d’accueil pour l’instant." in _text(client.get(PAGE))


def test_immersions_are_gathered_by_host_with_their_persons(town: Cast, client: Client) -> None:
    person = sami(town)
    draft = pmsmp(town, day(-5), day(5))
    open_work(actor=mona(town), person_id=person.id, draft=draft)
    named = pmsmp(
        town, day(20), day(25), host=PlaceDraft(name="Boulangerie du Pré", kind="company")
    )
    open_work(actor=mona(town), person_id=person.id, draft=named)
    waiting = make_organisation("Serres du Val", "company")
    Organisation.objects.update(published_at=clock.now())
    NetworkMembership.objects.create(
        organisation=waiting, network=town.esat, since=date(2021, 4, 6)
    )
    page = _text(client.get(PAGE))
    for said in (
        "Netclair",
        "Boulangerie du Pré",
        "Serres du Val",
        "n’a encore accueilli personne",
    ):
        assert said in page
    assert "depuis le 6 avril 2021" in page
    assert person.short_name in page
    assert JournalEntry.objects.filter(event="sharing:record:listed", person_id=person.id).exists()


def test_another_organisation_reads_only_what_is_its_own(
    town: Cast, client: Client, as_user: Callable[..., Client]
) -> None:
    person = sami(town)
    open_work(actor=mona(town), person_id=person.id, draft=pmsmp(town, day(-5), day(5)))
    make_agreement(person, town.geiq)
    for other, place in ((town.claire, town.geiq), (town.zoe, town.stranger)):
        page = _text(as_user(other, place).get(PAGE))
        assert "Netclair" not in page
        assert person.short_name not in page


def test_adherents_are_offered_as_hosts_even_those_the_directory_lacks(
    town: Cast, as_user: Callable[..., Client]
) -> None:
    person = make_person("Sami", "Haddad", town.geiq, by=town.claire)
    claire = professional(town.claire, town.geiq)
    known, named = add_adherents(actor=claire, companies="Netclair\nSerres du Val")
    client = as_user(town.claire, town.geiq)
    url = reverse("pathways:new_work", args=[person.id, "mad_geiq"])
    page = _text(client.get(url))
    assert f'<option value="{town.company.pk}">Netclair</option>' in page
    assert f'<option value="adherent:{named.pk}">Serres du Val</option>' in page
    sent = {
        "host": f"adherent:{named.pk}",
        "employer": str(town.geiq.pk),
        "go": "save",
        **date_boxes("start", day(1)),
        **date_boxes("end", day(40)),
    }
    done = client.post(url, sent)
    assert done.status_code == 302, done.context["form"].errors
    found = WorkSituation.unscoped.get(person=person)
    assert (found.host, found.host_name, found.host_kind) == (None, "Serres du Val", "company")
    page = _text(client.get(PAGE))
    assert "1 adhérent dans" not in page
    assert page.count("n’a encore accueilli personne") == 1
    assert known.company == town.company


def test_many_stays_cost_as_many_queries_as_one(
    town: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        person = make_person("Sami", f"Haddad {number}", town.esat, by=town.mona)
        for back in (10, 200):
            WorkSituation.unscoped.create(
                person=person,
                organisation=town.esat,
                author=town.mona,
                volet="path",
                kind="pmsmp",
                host=town.company,
                start=day(-back),
                end=day(-back + 5),
            )
    with django_assert_max_num_queries(20):
        assert "24" in _text(client.get(PAGE))
