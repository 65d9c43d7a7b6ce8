from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS
from passerelles.organisations.models import NetworkMembership, ZoneServed
from passerelles.organisations.searching import Criteria, search
from passerelles.territories.models import Commune
from tests.cast import Cast
from tests.organisations.directory import listed, place

pytestmark = pytest.mark.usefixtures("territory")


def names(**criteria: Any) -> list[str]:
    return [item.folded_name for item in search(ANONYMOUS, Criteria(**criteria))]


def laon() -> Commune:
    return Commune.objects.select_related("departement").get(insee="02408")


@pytest.mark.parametrize(
    "typed",
    ["Atelier du Pont", "ATELIER DU PONT", "atelier  du pont", "ateleir du pont", "Átelier pont"],
)
def test_a_name_is_found_without_its_accents_its_case_or_its_spelling(typed: str) -> None:
    listed("ESAT L’Atelier du Pont", "esat")
    listed("GEIQ Propreté du Val", "geiq")
    assert names(text=typed) == ["esat l atelier du pont"]


def test_a_name_is_found_by_its_managing_body_and_by_its_numbers() -> None:
    found = listed("IME Les Tilleuls", "ime", manager_name="Association du Plateau")
    site = found.site_lines.get()
    site.siret = "35600000000048"
    site.save()
    assert names(text="plateau") == names(text="356 000 000 00048") == ["ime les tilleuls"]


def test_an_unlisted_siae_is_not_found_until_it_publishes_its_profile(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    place(cast.stranger)
    from passerelles.accounts.models import User
    from passerelles.organisations.models import Membership

    keeper = User.objects.create_user(email="fiche@exemple.test", password="motdepasse-de-test")
    Membership.objects.create(user=keeper, organisation=cast.stranger, roles=["directory"])
    facilitator, browser = Client(), as_user(keeper, cast.stranger)
    address = "/annuaire/?commune=Laon&sorte=aci"
    assert "Ressourcerie des Marais" not in facilitator.get(address).content.decode()
    assert facilitator.get(f"/annuaire/{cast.stranger.pk}/").status_code == 404
    assert facilitator.get("/annuaire/carte.json").json()["points"] == []
    assert "Ressourcerie des Marais" in browser.get(address).content.decode(), "its own members"

    answer = browser.post("/organisation/fiche/publier/", follow=True)
    assert "publiée" in answer.content.decode()
    assert "Ressourcerie des Marais" in facilitator.get(address).content.decode()
    assert facilitator.get(f"/annuaire/{cast.stranger.pk}/").status_code == 200


def test_radius_keeps_what_is_near_and_says_how_far() -> None:
    listed("ESAT de Laon", "esat", "02408")
    listed("ESAT d’Aulnois", "esat", "02037")
    listed("ESAT de Lille", "esat", "59350")
    found = search(ANONYMOUS, Criteria(commune=laon(), km=10))
    assert [(item.folded_name, round(item.km or 0)) for item in found] == [
        ("esat de laon", 0),
        ("esat d aulnois", 5),
    ]
    assert len(names(commune=laon(), km=200)) == 3


def test_who_serves_the_commune_from_afar_is_found_after_who_is_near() -> None:
    far = listed("ETTI du Nord", "etti", "59350")
    listed("ESAT de Laon", "esat", "02408")
    ZoneServed.objects.create(organisation=far, level="departement", code="02", name="Aisne (02)")
    assert names(commune=laon(), km=10) == ["esat de laon", "etti du nord"]


def test_the_departement_of_a_national_list_does_not_bring_what_is_far() -> None:
    """It says where an agreement was signed: nobody promised to come from there."""
    listed("ESAT de Laon", "esat")
    far = listed("ETTI du Nord", "etti", "59350")
    ZoneServed.objects.create(
        organisation=far, level="departement", code="02", name="Aisne (02)", source="siae_asp"
    )
    assert names(commune=laon(), km=10) == ["esat de laon"]


def test_kind_activity_and_network_narrow_the_search() -> None:
    kept = listed("ACI Les Jardins", "aci", activity="Maraîchage biologique")
    listed("EI Le Bâti", "ei", activity="Second œuvre")
    network = listed("Réseau du Plateau", "network")
    NetworkMembership.objects.create(organisation=kept, network=network)
    assert names(kinds=("aci", "ei")) == ["aci les jardins", "ei le bati"]
    assert names(activity="maraichage") == ["aci les jardins"]
    assert names(network=network.pk) == ["aci les jardins"]
    assert names(kinds=("ei",), activity="maraichage") == []


def test_social_economy_first_when_asked() -> None:
    listed("Alpha Nettoyage", "company")
    listed("Zénith Insertion", "ei")
    listed("Bêta Coopérative", "company", ess=True)
    assert names() == ["alpha nettoyage", "beta cooperative", "zenith insertion"]
    assert names(ess_first=True) == ["beta cooperative", "zenith insertion", "alpha nettoyage"]


def test_the_page_says_distance_and_draws_the_same_points_on_the_map() -> None:
    listed("ESAT d’Aulnois", "esat", "02037")
    listed("ESAT de Lille", "esat", "59350")
    page = Client().get("/annuaire/?commune=Laon+(02)&km=10").content.decode()
    assert "à 5 km (environ 7 km par la route)" in page
    data = Client().get("/annuaire/carte.json?commune=Laon+(02)&km=10").json()
    assert [point["name"] for point in data["points"]] == ["ESAT d’Aulnois"]
    assert data["centre"] == [49.567972, 3.620896]


def test_an_empty_result_says_what_to_do() -> None:
    page = Client().get("/annuaire/?nom=xylophone&commune=Laon").content.decode()
    assert "Aucune organisation trouvée" in page
    assert "jusqu’à 100 km" in page


def test_an_unknown_commune_is_refused_and_keeps_what_was_typed() -> None:
    answer = Client().get("/annuaire/?commune=Xyzville&nom=atelier")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Commune inconnue" in page
    assert 'value="Xyzville"' in page
    assert 'value="atelier"' in page


def test_communes_are_suggested_as_the_search_reads_them() -> None:
    items = Client().get("/annuaire/communes.json?q=lao").json()["items"]
    assert items[0]["value"] == "Laon (02)"


def test_the_results_are_cut_in_pages_with_a_bounded_number_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(45):
        listed(f"ACI numéro {number:02}", "aci", activity="Espaces verts")
    client = Client()
    with django_assert_max_num_queries(12):
        page = client.get("/annuaire/").content.decode()
    assert "45 organisations" in page
    assert page.count("<article") == 20
    last = client.get("/annuaire/?page=3").content.decode()
    assert "ACI numéro 44" in last
    assert last.count("<article") == 5


def test_unpublishing_takes_effect_at_once() -> None:
    found = listed("ESAT de Laon", "esat")
    assert names() == ["esat de laon"]
    found.published_at = None
    found.save()
    assert names() == []
    found.published_at = clock.now()
    found.save()
    assert names() == ["esat de laon"]


@pytest.mark.parametrize("page", ["communes", "noms"])
def test_a_nul_typed_in_an_autocomplete_is_refused_and_reaches_no_database(page: str) -> None:
    answer = Client().get(f"/annuaire/{page}.json", {"q": "la\0on"})
    assert answer.status_code == 422
    assert answer.json() == {"items": []}


def test_a_nul_in_the_search_of_the_map_is_refused() -> None:
    assert Client().get("/annuaire/carte.json", {"nom": "la\0on"}).status_code == 422
