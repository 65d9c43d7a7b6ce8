"""Léa herself, and her tutor, each on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from passerelles.myspace.views import entrance
from tests.browser.screen import PHONE


def _enters(lea: Any, territory: Any) -> None:
    number, pictures = territory.card
    lea.open("/").follow("J’ai une carte d’accès")
    lea.fill("Le numéro de ma carte", number).press("Continuer").title_is("Mes 4 images")
    for word in pictures:
        lea.page.get_by_role("button", name=word, exact=True).click()
    lea.title_is("Bonjour Léa").examine()


def _answers(lea: Any) -> None:
    lea.follow("Mon parcours").sees("Maintenant", "Banc d’essai")
    lea.follow("Je réponds")
    lea.page.locator("main textarea").fill("Oui, et j’ai aimé parler.")
    lea.press("J’envoie").sees("Oui, et j’ai aimé parler.")


def _assesses(lea: Any) -> None:
    lea.follow("Retour").follow("Mes progrès").follow("Je commence")
    while "question" in lea.page.url:
        lea.page.locator(".p-choice").nth(3).click()
        lea.press("Continuer")
    lea.title_is("Je vérifie").press("Je garde mes réponses").title_is("Mes progrès")


def test_the_person_enters_answers_assesses_stops_an_agreement_and_leaves_fast(
    screen: Any, live_server: Any, territory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No network in tests: another public page stands for the weather forecast.
    elsewhere = reverse("web:accessibility")
    monkeypatch.setattr(entrance, "QUICK_EXIT_URL", f"{live_server.url}{elsewhere}")
    lea = screen("lea", PHONE)
    _enters(lea, territory)
    assert lea.page.get_by_role("button", name="Écouter").is_visible()
    _answers(lea)
    _assesses(lea)
    lea.follow("Retour").follow("Comment ça va").page.locator(".p-choice").first.click()
    lea.press("Je le dis").sees("Merci de l’avoir dit")
    lea.follow("Retour").follow("Qui voit mon dossier").sees("Dire non ne change rien")
    lea.follow("Je regarde ce qu’elle voit").follow("Retour")
    cfa = territory.organisation("cfa")
    lea.follow(f"J’arrête : {cfa}").press("Oui, j’arrête")
    assert lea.page.get_by_role("link", name=f"J’arrête : {cfa}").count() == 0
    lea.follow("Retour").follow("Je vois tout").title_is("Qui a lu mon dossier")
    lea.sees(territory.organisation("geiq"))
    lea.page.locator("[data-p-quick-exit]").click()
    lea.page.wait_for_url(f"**{elsewhere}")
    lea.page.go_back()
    lea.page.goto(f"{live_server.url}/mon-espace/")
    lea.does_not_see("Bonjour").title_is("Entrer")


def test_what_the_person_withdraws_is_closed_at_once(
    signed_in: Any, screen: Any, territory: Any
) -> None:
    paul = signed_in("Paul").open(f"/dossier/{territory.person('Léa').id}/").title_is("Léa M.")
    lea = screen("lea-retire", PHONE)
    _enters(lea, territory)
    lea.follow("Qui voit mon dossier").follow(f"J’arrête : {territory.organisation('cfa')}")
    lea.press("Oui, j’arrête")
    paul.open(f"/dossier/{territory.person('Léa').id}/", status=404).title_is("introuvable")


def test_a_company_tutor_reads_observes_says_how_it_goes_and_leaves(
    screen: Any, territory: Any
) -> None:
    address, code = territory.tutor_link
    tutor = screen("tutrice", PHONE).open(address).title_is("Votre code")
    tutor.fill("Le code", "000000").press("Entrer").is_refused()
    tutor.fill("Le code", code).press("Entrer").title_is("Léa M.")
    tutor.sees("Banc d’essai").does_not_see("Je veux travailler", "RQTH", "Représentant")
    tutor.follow("Dire ce que vous avez vu").page.get_by_role("radio").nth(3).check()
    tutor.fill("Un mot si vous voulez", "Elle arrive en avance.").press("Enregistrer")
    tutor.follow("Dire comment ça se passe").page.get_by_role("radio").first.check()
    tutor.press("Enregistrer").title_is("Léa M.")
    tutor.press("Quitter", within="header").open("/tutorat/", status=404)
