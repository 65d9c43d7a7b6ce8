"""S17 — Un grand groupe cherche des structures locales : activité, zone, sorte."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.roles import Role
from tests.cast import make_organisation, make_user
from tests.organisations.directory import listed, make_places
from tests.stories.conftest import Visit
from tests.stories.visitor import Visitor

HIDDEN = "Les Mains Vertes"


@pytest.fixture
def facilitator(db: None, visit: Visit) -> Visitor:
    """Une facilitatrice des clauses, dans un territoire où deux structures sont publiées."""
    make_places()
    listed("Laon Espaces", "ei", activity="espaces verts")
    listed("Aisne Jardins", "aci", "02037", activity="espaces verts")
    listed("Lille Jardins", "aci", "59350", activity="espaces verts")
    listed("Laon Couture", "aci", activity="couture")
    house = make_organisation("Maison des clauses", "facilitator")
    return visit(make_user("Élodie", "Caron", house, Role.WORKER), house)


@pytest.fixture
def unlisted(facilitator: Visitor) -> Organisation:
    """Une SIAE qui n’a pas publié sa fiche."""
    return listed(HIDDEN, "aci", activity="espaces verts", published_at=None)


def search(visitor: Visitor, activity: str, commune: str, *kinds: str) -> Visitor:
    visitor.open("/").follow("Annuaire").fill("Activité", activity).fill("Autour de", commune)
    return visitor.choose("Sortes de structures", *kinds).press("Chercher")


def test_la_facilitatrice_cherche_par_activite_zone_et_sorte(facilitator: Visitor) -> None:
    """Espaces verts, autour de Laon, chantiers d’insertion : une seule réponse, la bonne."""
    search(facilitator, "espaces verts", "Laon", "ACI").sees("1 organisation", "Aisne Jardins")
    facilitator.does_not_see("Lille Jardins", "Laon Couture", "Laon Espaces")
    search(facilitator, "espaces verts", "Laon", "ACI", "EI").sees("2 organisations")
    facilitator.sees("Aisne Jardins", "Laon Espaces", "par la route")


def test_une_siae_non_publiee_n_est_trouvee_par_aucun_chemin(
    facilitator: Visitor, unlisted: Organisation
) -> None:
    """Ni la recherche, ni la carte, ni les noms proposés, ni sa page."""
    own = f"/annuaire/{unlisted.pk}/"
    for visitor in (facilitator, Visitor(Client(), "anonyme")):
        search(visitor, "espaces verts", "Laon", "ACI").does_not_see(HIDDEN)
        for query in ("nom=mains+vertes", "nom=main+verte", "commune=Laon&km=5", "activite=verts"):
            visitor.open(f"/annuaire/?{query}").does_not_see(HIDDEN)
            assert (
                HIDDEN not in visitor.client.get(f"/annuaire/carte.json?{query}").content.decode()
            )
        assert HIDDEN not in visitor.client.get("/annuaire/noms.json?q=mains").content.decode()
        for page in (own, f"{own}imprimer/", f"{own}fiche.json"):
            assert visitor.client.get(page).status_code == 404


def test_elle_publie_elle_meme_sa_fiche_et_on_la_trouve_avec_ce_qui_manque(
    facilitator: Visitor, unlisted: Organisation, visit: Visit
) -> None:
    """Son propre membre publie ; elle se trouve aussitôt, avec ce que vaut sa fiche."""
    member = visit(make_user("Odile", "Roux", unlisted, Role.DIRECTORY), unlisted)
    member.open("/annuaire/").follow("Tenir la fiche de notre organisation")
    member.sees("non publiée", "La fiche est remplie à").press("Publier la fiche")
    member.sees("publiée").does_not_see("non publiée")
    search(facilitator, "espaces verts", "Laon", "ACI").sees(HIDDEN).follow(HIDDEN)
    facilitator.sees("Remplie à", "espaces verts")
    assert HIDDEN in facilitator.client.get("/annuaire/carte.json?commune=Laon").content.decode()


def test_un_autre_que_son_membre_ne_peut_pas_la_publier(
    facilitator: Visitor, unlisted: Organisation, as_user: Callable[..., Client]
) -> None:
    """Publier n’agit que sur sa propre organisation."""
    facilitator.open("/organisation/fiche/", 404)
    assert facilitator.client.post("/organisation/fiche/publier/").status_code == 404
    unlisted.refresh_from_db()
    assert unlisted.published_at is None


def test_un_service_sensible_n_est_jamais_nomme(facilitator: Visitor) -> None:
    """Le seul nom dirait quelque chose de la santé : un nom neutre, sans adresse."""
    secret = listed("CSAPA Zibeline", "addiction", sensitive=True, activity="Sevrage")
    for page in (
        "/annuaire/?nom=zibeline",
        "/annuaire/?activite=sevrage",
        "/annuaire/?commune=Laon&km=5",
        f"/annuaire/{secret.pk}/",
    ):
        facilitator.open(page).does_not_see("Zibeline", "CSAPA", "Sevrage")
    facilitator.open(f"/annuaire/{secret.pk}/").sees("service partenaire")
    map_data = facilitator.client.get("/annuaire/carte.json?commune=Laon").content.decode()
    assert "Zibeline" not in map_data
