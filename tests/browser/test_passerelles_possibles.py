"""« Passerelles possibles »: a counsellor at a desk, then the person on her phone with her card."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.screen import DESK, PHONE
from tests.browser.test_person import _enters


def _first_route(screen: Any) -> str:
    words: str = screen.main.locator("h2", has_text="Route 1").inner_text()
    return words


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "sans"])
def test_a_counsellor_changes_an_answer_and_chooses_a_step(
    signed_in: Any, territory: Any, scripts: bool
) -> None:
    record = f"/dossier/{territory.person('David').id}/"
    sarah = signed_in("Sarah", DESK, scripts=scripts).open(record).follow("Passerelles possibles")
    sarah.sees("Route 1", "Route 2", "Passerelles fermées")
    expect(sarah.main.locator("svg.p-metro__map")).to_be_visible()
    usual = _first_route(sarah)

    # Another goal and other hours: other routes, of which nothing is kept.
    sarah.choose("Vers quoi ?", "Contrat en GEIQ").fill("Heures par semaine : au moins", "30")
    sarah.fill("Heures par semaine : au plus", "10").press("Voir les routes")
    sarah.is_refused("« Au plus » est plus petit que « au moins »")
    sarah.fill("Heures par semaine : au plus", "35").press("Voir les routes").sees("Route 1")
    assert _first_route(sarah) != usual
    sarah.page.locator("main details summary").first.click()
    sarah.examine().sees("Code du travail").open(f"{record}passerelles/")
    assert _first_route(sarah) == usual

    # The paper for David, then a step that becomes a stage to prepare.
    sarah.press("Imprimer pour la personne").sees("Chemin 1", "où vous pouvez aller")
    sarah.open(f"{record}passerelles/").press("Choisir cette étape").sees("Elle n’oblige à rien")
    sarah.fill("Intitulé", "").press("Ajouter au parcours").is_refused()
    sarah.fill("Intitulé", "Essai choisi ensemble").press("Ajouter au parcours")
    sarah.sees("L’étape est ajoutée au parcours", "Essai choisi ensemble", "À préparer")
    assert sarah.page.url.endswith(f"{record}parcours/")


def test_the_person_does_the_same_on_her_phone_and_her_educator_sees_it(
    screen: Any, signed_in: Any, territory: Any
) -> None:
    lea = screen("lea-passerelles", PHONE)
    _enters(lea, territory)
    lea.follow("Où je peux aller").title_is("Où je peux aller").sees("Chemin 1", "Vous choisissez")
    lea.does_not_see("L5132", "CASF", "IAE-", "ESAT-", "PMSMP-", "la personne seule")
    lea.choose("Je voudrais", "Un travail en entreprise adaptée").press("Je regarde")
    lea.title_is("Où je peux aller").sees("Chemin 1", "entreprise adaptée")
    lea.press("Ça m’intéresse").title_is("Mon parcours")
    lea.sees("C’est noté. La personne qui vous aide le voit.", "Demande de RQTH")
    path = f"/dossier/{territory.person('Léa').id}/parcours/"
    signed_in("Inès").open(path).sees("Demande de RQTH", "À préparer")


def test_without_scripts_the_person_reads_and_chooses_the_same(screen: Any, territory: Any) -> None:
    lea = screen("lea-sans-scripts", PHONE, scripts=False)
    number, pictures = territory.card
    lea.open("/entrer/").fill("Le numéro de ma carte", number).press("Continuer")
    for word in pictures:
        lea.page.get_by_role("button", name=word, exact=True).click()
    lea.title_is("Bonjour Léa").follow("Où je peux aller").sees("Chemin 1")
    lea.press("Ça m’intéresse").sees("C’est noté")
