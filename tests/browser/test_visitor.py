"""Who comes without an account; and what a visit weighs, prints, or does without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import brotli
import pytest

from tests.browser.screen import DESK, PHONE, Screen

LIGHT = 100 * 1024
TEXTS = ("text/", "javascript", "json", "svg")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["bureau", "telephone"])
def test_a_visitor_finds_the_doors_the_help_and_the_directory(
    screen: Any, territory: Any, size: Any
) -> None:
    visitor = screen(f"visiteur-{size['width']}", size).open("/")
    visitor.sees("raconté une seule fois").follow("Aide", within="footer").title_is("Aide")
    visitor.follow("Accessibilité", within="footer").title_is("Accessibilité")
    visitor.follow("Annuaire", within="header").sees(territory.organisation("esat"))
    visitor.does_not_see("Centre de soins Le Phare")
    visitor.follow(territory.organisation("esat"), within="#resultats").sees("Blanchisserie")
    visitor.open("/nulle-part/", status=404).title_is("Page introuvable")
    visitor.open("/personnes/").title_is("Se connecter")


def test_a_wrong_password_says_so_without_saying_which(screen: Any, territory: Any) -> None:
    visitor = screen("visiteur-erreur", PHONE).open("/compte/login/")
    visitor.page.locator("input[name=login]").fill(territory.email("Inès"))
    visitor.page.locator("input[name=password]").fill("pas-le-bon-mot-de-passe")
    visitor.press("Se connecter").is_refused().title_is("Se connecter")


def test_a_record_is_opened_shared_and_read_by_the_person_without_javascript(
    signed_in: Any, screen: Any, territory: Any
) -> None:
    ines = signed_in("Inès", scripts=False)
    ines.follow("Personnes", within="header").follow("Ouvrir un dossier")
    ines.fill("Prénom", "Tom").fill("Nom de naissance", "Vidal")
    for part, value in (("day", "4"), ("month", "5"), ("year", "2001")):
        ines.page.locator(f"[name=birth_date_{part}]").fill(value)
    ines.tick("Aucun moyen de la joindre").press("Continuer").sees("Le dossier est ouvert")
    ines.follow("Partage", within=".p-side").follow("Proposer un partage")
    ines.fill("Nom de la structure", "GEIQ").press("Chercher").follow("GEIQ Propreté du Val")
    ines.tick("suivre le parcours ensemble", "Parcours", "À l’écran, devant un témoin")
    ines.press("Continuer").fill("Prénom et nom du témoin", "Sylvie M.")
    ines.press("Enregistrer l’accord").sees("GEIQ Propreté du Val")
    ines.follow("Carte d’accès", within=".p-aside").press("Faire la carte")
    number = ines.page.locator(".p-cardsheet__number").inner_text()
    pictures = ines.page.locator(".p-pictures li").all_inner_texts()
    tom = screen("tom", PHONE, scripts=False).open("/entrer/")
    tom.fill("Le numéro de ma carte", re.sub(r"\D", "", number)).press("Continuer")
    for word in pictures:
        tom.page.get_by_role("button", name=word.strip(), exact=True).click()
    tom.title_is("Bonjour Tom").follow("Qui voit mon dossier").sees("GEIQ Propreté du Val")


def test_the_synthesis_of_a_full_record_prints_on_two_sheets(
    signed_in: Any, territory: Any
) -> None:
    claire = signed_in("Claire").open(f"/dossier/{territory.person('Léa').id}/imprimer/")
    claire.page.wait_for_load_state("networkidle")
    sheets = re.findall(rb"/Type\s*/Page\b", claire.page.pdf(format="A4"))
    assert 1 <= len(sheets) <= 2


def _weight(visitor: Screen, path: str) -> int:
    """Bytes of a first visit as the server sends them: files compressed, pages as they are."""
    answers: list[Any] = []
    devtools = visitor.page.context.new_cdp_session(visitor.page)
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    visitor.page.on("response", lambda answer: answers.append(answer))
    visitor.page.goto(f"{visitor.server}{path}", wait_until="networkidle")
    sent = {answer.url: _sent(answer) for answer in answers if answer.status == 200}
    parts = ", ".join(f"{url.rpartition('/')[2]} {size}" for url, size in sent.items())
    print(f"{path} : {sum(sent.values()) // 1024} Ko ({parts})")
    return sum(sent.values())


def _sent(answer: Any) -> int:
    """The test server does not compress its files as WhiteNoise does: it is counted here."""
    kind = answer.headers.get("content-type", "")
    if "/static/" in answer.url:
        shrinks = any(text in kind for text in TEXTS)
        return len(brotli.compress(answer.body()) if shrinks else answer.body())
    return int(answer.request.sizes()["responseBodySize"])


@pytest.mark.parametrize("path", ["/", "/entrer/", "/compte/login/", "/aide/"])
def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(
    screen: Any, territory: Any, path: str
) -> None:
    weight = _weight(screen("poids", PHONE), path)
    assert weight <= LIGHT, f"{path} pèse {weight // 1024} Ko"


@pytest.mark.parametrize("path", ["/a-faire/", "/personnes/", "/dossier/{lea}/"])
def test_a_page_of_a_professional_weighs_as_little_even_the_first_time(
    signed_in: Any, territory: Any, path: str
) -> None:
    address = path.format(lea=territory.person("Léa").id)
    weight = _weight(signed_in("Claire", PHONE), address)
    assert weight <= LIGHT, f"{path} pèse {weight // 1024} Ko"


def test_the_directory_and_its_map_stay_light(screen: Any, territory: Any) -> None:
    """The one heavier page: Leaflet and the outlines, so that no tile comes from elsewhere."""
    weight = _weight(screen("poids", PHONE), "/annuaire/")
    assert weight <= 1.5 * LIGHT, f"l’annuaire pèse {weight // 1024} Ko"
