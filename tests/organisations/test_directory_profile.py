from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.accounts.models import User
from passerelles.journal.models import JournalEntry
from passerelles.organisations.models import (
    Activity,
    Commitment,
    Contact,
    Membership,
    Organisation,
    Prospect,
    Site,
)
from tests.cast import Cast
from tests.organisations.directory import listed, place

pytestmark = pytest.mark.usefixtures("territory")


@pytest.fixture
def keeper(cast: Cast, as_user: Callable[..., Client]) -> Client:
    """Keeps the profile of the ESAT, may publish it."""
    user = User.objects.create_user(email="fiche@exemple.test", password="motdepasse-de-test")
    Membership.objects.create(user=user, organisation=cast.esat, roles=["directory"])
    return as_user(user, cast.esat)


def test_contacts_are_for_signed_in_professionals_only(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    esat = listed("ESAT de Laon", "esat")
    Contact.objects.create(organisation=esat, name="Accueil", phone="03 23 00 00 00")
    address = f"/annuaire/{esat.pk}/"
    assert "03 23 00 00 00" in as_user(cast.ines, cast.ime).get(address).content.decode()
    public = Client().get(address).content.decode()
    assert "03 23 00 00 00" not in public
    assert "Réservés aux professionnels connectés" in public
    for route in ("imprimer/", "fiche.json"):
        assert "03 23" not in Client().get(address + route).content.decode()


def test_a_profile_says_where_each_thing_comes_from() -> None:
    esat = listed("ESAT de Laon", "esat", source="esat_finess")
    Activity.objects.create(organisation=esat, label="Blanchisserie")
    page = Client().get(f"/annuaire/{esat.pk}/").content.decode()
    assert "liste nationale des ESAT (FINESS)" in page
    assert "saisi par l’organisation" in page
    assert "usager" in page, "what sets this kind apart"


def test_the_profile_page_asks_a_bounded_number_of_queries(
    django_assert_max_num_queries: Any,
) -> None:
    esat = listed("ESAT de Laon", "esat", activity="Blanchisserie")
    for number in range(12):
        listed(f"ACI {number}", "aci")
    with django_assert_max_num_queries(45):
        page = Client().get(f"/annuaire/{esat.pk}/").content.decode()
    assert "ACI 0" in page, "neighbours not linked yet"


def test_commitments_not_published_stay_inside(cast: Cast, keeper: Client) -> None:
    place(cast.esat)
    keeper.post("/organisation/fiche/publier/")
    Commitment.objects.create(
        organisation=cast.esat, kind="audit", title="Audit RSE", norm="ISO 26000", body="AFNOR"
    )
    Commitment.objects.create(
        organisation=cast.esat, kind="social", title="En projet", public=False
    )
    address = f"/annuaire/{cast.esat.pk}/"
    public = Client().get(address).content.decode()
    assert "ISO 26000" in public
    assert "En projet" not in public
    assert "En projet" in keeper.get(address).content.decode()


def test_publishing_needs_a_commune_and_says_so(cast: Cast, keeper: Client) -> None:
    page = keeper.post("/organisation/fiche/publier/", follow=True).content.decode()
    assert "il manque la commune" in page
    cast.esat.refresh_from_db()
    assert cast.esat.published_at is None


def test_the_keeper_sees_what_to_fill_and_fills_it(cast: Cast, keeper: Client) -> None:
    page = keeper.get("/organisation/fiche/").content.decode()
    assert "remplie à 0 %" in page
    assert "/organisation/fiche/sites/ajouter/" in page
    answer = keeper.post(
        "/organisation/fiche/sites/ajouter/", {"version": 0, "commune": "Laon (02)"}
    )
    assert answer.status_code == 302
    site = Site.objects.get(organisation=cast.esat)
    assert (site.main, site.commune_id, site.latitude) == (True, "02408", 49.567972)
    assert "remplie à 0 %" not in keeper.get("/organisation/fiche/").content.decode()
    assert JournalEntry.objects.filter(event="organisations:profile:part-saved").count() == 1


def test_a_refused_form_keeps_what_was_typed(keeper: Client) -> None:
    answer = keeper.post(
        "/organisation/fiche/sites/ajouter/",
        {"version": 0, "commune": "Laon", "siret": "123", "address": "4 rue des Essais"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "n’est pas un numéro SIRET" in page
    assert 'value="4 rue des Essais"' in page
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("slug", "values"),
    [
        ("activites", {"label": "Espaces verts", "rome": "A1203"}),
        ("places", {"total": 40, "available": 3}),
        ("zones", {"level": "departement", "name": "Aisne"}),
        ("zones", {"level": "france"}),
        ("contacts", {"name": "Accueil", "email": "accueil@exemple.test"}),
        ("engagements", {"kind": "label", "title": "Label qualité", "public": "on"}),
        ("references", {"platform": "Marché de l’inclusion"}),
        ("facilitateurs", {"facilitator": "Pays du Val"}),
    ],
)
def test_each_section_is_added_changed_and_removed(
    cast: Cast, keeper: Client, slug: str, values: dict[str, Any]
) -> None:
    from passerelles.organisations.sections import SECTIONS

    model = SECTIONS[slug].model
    added = keeper.post(f"/organisation/fiche/{slug}/ajouter/", {"version": 0, **values})
    assert added.status_code == 302, added.content.decode()
    line = model._default_manager.get(organisation=cast.esat)
    address = f"/organisation/fiche/{slug}/{line.pk}/"
    assert keeper.get(address).status_code == 200
    assert keeper.post(address, {"version": line.version, **values}).status_code == 302
    assert keeper.post(address, {"version": line.version, **values}).status_code == 409, "stale"
    line.refresh_from_db()
    keeper.post(f"{address}retirer/", {"version": line.version})
    assert not model._default_manager.filter(organisation=cast.esat).exists()


def test_more_places_open_than_places_is_refused_in_words(keeper: Client) -> None:
    answer = keeper.post(
        "/organisation/fiche/places/ajouter/", {"version": 0, "total": 2, "available": 5}
    )
    assert answer.status_code == 422
    assert "plus de places disponibles que de places" in answer.content.decode()


def test_two_keepers_at_once_do_not_overwrite_each_other(cast: Cast, keeper: Client) -> None:
    form = {"version": cast.esat.version, "kind": "esat", "name": "ESAT Un", "ess": "unknown"}
    assert keeper.post("/organisation/fiche/presentation/", form).status_code == 302
    late = keeper.post("/organisation/fiche/presentation/", {**form, "name": "ESAT Deux"})
    assert late.status_code == 409
    cast.esat.refresh_from_db()
    assert cast.esat.name == "ESAT Un"
    assert cast.esat.kept_by_members


def test_a_neutral_label_that_says_too_much_is_refused(cast: Cast, keeper: Client) -> None:
    form = {
        "version": cast.esat.version,
        "kind": "addiction",
        "name": "CSAPA Zibeline",
        "ess": "unknown",
        "sensitive": "on",
        "neutral_label": "Centre d’addictologie",
    }
    answer = keeper.post("/organisation/fiche/presentation/", form)
    assert answer.status_code == 422
    assert "en dit trop" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["", "presentation/", "sites/ajouter/", "nimporte/ajouter/"],
)
def test_a_member_without_the_right_finds_nothing(
    cast: Cast, as_user: Callable[..., Client], path: str
) -> None:
    browser = as_user(cast.mona, cast.esat)
    assert browser.get(f"/organisation/fiche/{path}").status_code == 404


def test_another_organisation_s_line_does_not_exist(cast: Cast, keeper: Client) -> None:
    site = place(cast.ime)
    address = f"/organisation/fiche/sites/{site.pk}/"
    assert keeper.get(address).status_code == 404
    assert keeper.post(address, {"version": 1, "commune": "Laon"}).status_code == 404
    assert keeper.post(f"{address}retirer/", {"version": 1}).status_code == 404
    assert Site.objects.filter(pk=site.pk).exists()


def test_an_establishment_goes_from_to_contact_to_contacted(cast: Cast, keeper: Client) -> None:
    listed("IME du Plateau", "ime")
    added = keeper.post("/organisation/etablissements/", {"establishment": "ime du plateau"})
    assert added.status_code == 302
    prospect = Prospect.objects.get(leader=cast.esat)
    address = f"/organisation/etablissements/{prospect.pk}/"
    step = {"version": 1, "stage": "contacted", "on": "2026-01-15", "comment": ""}
    assert keeper.post(address, step).status_code == 302
    assert keeper.post(address, step).status_code in (409, 422), "noted once"
    page = keeper.get("/organisation/etablissements/").content.decode()
    assert "15 janvier 2026" in page
    assert "1 sur 1 (100 %)" in page


def test_a_name_borne_by_nobody_is_not_guessed(keeper: Client) -> None:
    answer = keeper.post("/organisation/etablissements/", {"establishment": "Xylophone"})
    assert answer.status_code == 422
    assert "Aucun établissement" in answer.content.decode()
    assert not Prospect.objects.exists()


def test_a_stranger_does_not_see_whom_we_follow(
    cast: Cast, keeper: Client, as_user: Callable[..., Client]
) -> None:
    establishment = listed("IME du Plateau", "ime")
    prospect = Prospect.objects.create(leader=cast.esat, establishment=establishment)
    other = as_user(cast.karim, cast.ime)
    assert other.get(f"/organisation/etablissements/{prospect.pk}/").status_code == 404


def test_absent_and_unpublished_give_the_same_answer(cast: Cast) -> None:
    from uuid import uuid4

    unpublished = Client().get(f"/annuaire/{cast.ime.pk}/")
    absent = Client().get(f"/annuaire/{uuid4()}/")
    assert unpublished.status_code == absent.status_code == 404
    assert Organisation.objects.filter(pk=cast.ime.pk).exists()
