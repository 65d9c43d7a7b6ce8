"""The mere name of some services reveals health or justice facts: it must never leak."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind
from passerelles.organisations.models import (
    Activity,
    Contact,
    Membership,
    NetworkMembership,
    Organisation,
)
from passerelles.organisations.policy import known_by_name, knows_name
from tests.cast import Cast, professional
from tests.organisations.directory import listed, place

pytestmark = pytest.mark.usefixtures("territory")

SECRET = "CSAPA Zibeline"
ADDRESS = "17 rue de la Source"


@pytest.fixture
def hidden(cast: Cast) -> Organisation:
    organisation = listed(
        SECRET, "addiction", sensitive=True, manager_name="Association Zibeline", siren="356000000"
    )
    site = organisation.site_lines.get()
    site.address, site.siret = ADDRESS, "35600000000048"
    site.save()
    Activity.objects.create(organisation=organisation, label="Sevrage Zibeline")
    Contact.objects.create(
        organisation=organisation, name="Accueil Zibeline", phone="03 00 00 00 00"
    )
    return organisation


def routes(organisation: Organisation) -> list[str]:
    return [
        "/annuaire/",
        "/annuaire/?nom=zibeline",
        "/annuaire/?nom=csapa",
        "/annuaire/?nom=zibelinne",
        "/annuaire/?nom=35600000000048",
        "/annuaire/?nom=service+partenaire",
        "/annuaire/?activite=sevrage",
        "/annuaire/?commune=Laon&km=5",
        "/annuaire/carte.json",
        "/annuaire/carte.json?commune=Laon",
        "/annuaire/noms.json?q=zibeline",
        "/annuaire/noms.json?q=service",
        f"/annuaire/{organisation.pk}/",
        f"/annuaire/{organisation.pk}/imprimer/",
        f"/annuaire/{organisation.pk}/fiche.json",
    ]


def leaks(text: str) -> list[str]:
    marks = ("zibeline", "csapa", "source", "sevrage", "addict", "35600000", "03 00 00")
    # What the reader typed comes back in the form and in the address of the map: not an answer.
    answer = re.sub(r'(value|data-directory-map)="[^"]*"', "", text).lower()
    return [mark for mark in marks if mark in answer]


def test_no_route_tells_a_stranger(hidden: Organisation) -> None:
    for route in routes(hidden):
        answer = Client().get(route)
        assert answer.status_code == 200, route
        body = answer.content.decode()
        assert leaks(body) == [], route


def test_no_route_tells_a_professional_of_another_organisation(
    hidden: Organisation, cast: Cast, as_user: Callable[..., Client]
) -> None:
    place(cast.ime)
    browser = as_user(cast.karim, cast.ime)
    for route in [*routes(hidden), f"/annuaire/{cast.ime.pk}/", "/organisation/fiche/"]:
        body = browser.get(route).content.decode()
        assert leaks(body) == [], route


def test_it_is_shown_under_its_neutral_label(hidden: Organisation) -> None:
    page = Client().get(f"/annuaire/{hidden.pk}/").content.decode()
    assert "<h1>service partenaire" in page
    assert "service partenaire" in Client().get("/annuaire/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "nom=zibeline",
        "nom=csapa",
        "activite=sevrage",
        "sorte=barrier_partner",
        "nom=35600000000048",
    ],
)
def test_asking_by_what_it_hides_does_not_bring_it_up(hidden: Organisation, query: str) -> None:
    assert str(hidden.pk) not in Client().get(f"/annuaire/?{query}").content.decode()


def test_a_radius_tells_nothing_but_the_departement(hidden: Organisation) -> None:
    near = Client().get("/annuaire/?commune=Laon&km=5").content.decode()
    far = Client().get("/annuaire/?commune=Saint-Quentin&km=5").content.decode()
    elsewhere = Client().get("/annuaire/?commune=Lille&km=100").content.decode()
    assert str(hidden.pk) in near
    assert str(hidden.pk) in far, "the same whatever the distance within the département"
    assert str(hidden.pk) not in elsewhere
    points = Client().get("/annuaire/carte.json").json()["points"]
    assert all(str(hidden.pk) not in point["url"] for point in points)


def test_its_own_members_and_the_network_it_chose_know_it(
    hidden: Organisation, cast: Cast, as_user: Callable[..., Client]
) -> None:
    network = listed("Réseau du Plateau", "network")
    Membership.objects.create(user=cast.claire, organisation=hidden, roles=["worker"])
    Membership.objects.create(user=cast.paul, organisation=network, roles=["worker"])
    address = f"/annuaire/{hidden.pk}/"
    assert SECRET in as_user(cast.claire, hidden).get(address).content.decode()
    line = NetworkMembership.objects.create(organisation=hidden, network=network)
    assert SECRET not in as_user(cast.paul, network).get(address).content.decode()
    line.knows_name = True
    line.save()
    assert SECRET in as_user(cast.paul, network).get(address).content.decode()
    assert SECRET in as_user(cast.paul, network).get("/annuaire/?nom=zibeline").content.decode()


def test_a_network_lists_it_under_its_neutral_label(hidden: Organisation) -> None:
    network = listed("Réseau du Plateau", "network")
    NetworkMembership.objects.create(organisation=hidden, network=network, knows_name=True)
    page = Client().get(f"/annuaire/{network.pk}/").content.decode()
    assert "service partenaire" in page
    assert SECRET not in page


def test_the_yes_or_no_and_the_queryset_agree(hidden: Organisation, cast: Cast) -> None:
    network = listed("Réseau du Plateau", "network")
    told = Actor(kind=ActorKind.PROFESSIONAL, organisation_id=network.pk)
    NetworkMembership.objects.create(organisation=hidden, network=network, knows_name=True)
    guest = Actor(kind=ActorKind.GUEST, organisation_id=hidden.pk)
    own = Actor(kind=ActorKind.PROFESSIONAL, organisation_id=hidden.pk)
    for actor in (ANONYMOUS, told, guest, own, professional(cast.zoe, cast.stranger)):
        rows = set(Organisation.objects.filter(known_by_name(actor)))
        assert rows == {o for o in Organisation.objects.all() if knows_name(actor, o)}
    assert knows_name(told, hidden)
    assert knows_name(own, hidden)
    assert not knows_name(guest, hidden), "a tutor met there is not of the house"
