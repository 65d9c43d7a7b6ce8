"""Somebody on a phone asks the law a question, without an account, with or without JavaScript."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.browser.screen import DESK, PHONE


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["telephone", "bureau"])
def test_a_visitor_asks_whether_a_contract_may_be_signed(
    screen: Any, territory: Any, size: Any
) -> None:
    visitor = screen(f"simulateur-{size['width']}", size).open("/simulateur/")
    visitor.title_is("Que voulez-vous savoir ?").follow("Puis-je signer ce contrat ?")
    visitor.tick("Contrat à durée déterminée d’insertion").press("Continuer")
    visitor.date("Quel est le premier jour", date(2026, 12, 1)).press("Continuer")
    visitor.date("Quel est le dernier jour", date(2029, 12, 31)).press("Continuer")
    visitor.sees("Pas possible en l’état", "24 mois", "L5132-5").press(
        "Voir quand même tout", within="body"
    )
    visitor.title_is("Quelle structure emploie").tick("Atelier et chantier").press("Continuer")
    visitor.title_is("Combien d’heures").fill("Combien d’heures", "beaucoup").press("Continuer")
    visitor.is_refused("Écrivez un nombre en chiffres").press("Je ne sais pas")
    while visitor.page.get_by_role("button", name="Je ne sais pas").count():
        visitor.press("Je ne sais pas")
    visitor.sees("Ce qui manque").press("Changer : Fin du contrat")
    visitor.date("Quel est le dernier jour", date(2027, 11, 30)).press("Continuer")
    visitor.sees("On ne peut pas encore le dire").press("Version à imprimer", within="body")
    visitor.sees("Ceci n’est pas un avis juridique").press("Revenir à la réponse")
    visitor.press("Retour").press("Retour")


@pytest.mark.parametrize("scripts", [True, False], ids=["avec-scripts", "sans-scripts"])
def test_the_situations_of_a_person_are_ticked_together(
    screen: Any, territory: Any, scripts: bool
) -> None:
    visitor = screen(f"entrer-{scripts}", PHONE, scripts=scripts).open("/simulateur/entrer-en-iae/")
    for _page in range(20):
        if visitor.page.locator("h1", has_text="Lesquelles").count():
            break
        visitor.press("Je ne sais pas")
    visitor.tick("RSA", "Je ne sais pas pour celles").press("Continuer")
    for _page in range(20):
        if not visitor.page.get_by_role("button", name="Je ne sais pas").count():
            break
        visitor.press("Je ne sais pas")
    visitor.sees("Critère", "niveau 1")


def test_an_amount_is_read_with_the_law_of_another_day(screen: Any, territory: Any) -> None:
    visitor = screen("paie", PHONE).open("/simulateur/remuneration-esat/")
    visitor.fill("Quelle part du SMIC", "5").press("Continuer")
    visitor.fill("Combien d’heures dans le mois", "151,67").press("Continuer")
    visitor.sees("1\u202f039,95\u202f€", "SMIC")
    visitor.date("Lire le droit tel qu’il est le", date(2025, 3, 1))
    visitor.press("Lire à ce jour", within="body").sees("1er mars 2025")
    visitor.date("Lire le droit tel qu’il est le", date(2025, 3, 1)).fill("Mois", "15")
    visitor.press("Lire à ce jour", within="body").is_refused("de 1 à 12")
