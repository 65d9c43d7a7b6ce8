"""Inès, educator of the IME: opens a record, starts a path, observes, shares."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from passerelles.kernel import clock


def _opens_with_the_keyboard(ines: Any) -> None:
    """First name, family name, birth date: Tab and Enter only, from the first box."""
    ines.page.get_by_label("Prénom").focus()
    born = clock.today() - timedelta(days=20 * 366)
    born_on = (f"={born.day}", "Tab", f"={born.month}", "Tab", f"={born.year}")
    names = ("=Noor", "Tab", "=Halimi", "Tab", "Tab")
    ines.type_and_enter(*names, *born_on).is_refused("Dites comment joindre la personne")
    # The summary has the focus; its link leads to the box to correct.
    ines.type_and_enter("Tab", "Enter", "=06 00 00 00 00")


def _says_the_wish(ines: Any) -> None:
    ines.follow("Souhaits", within=".p-side").sees("Aucun souhait n’est noté")
    ines.press("Garder ce souhait").is_refused()
    ines.tick("Métier ou travail").fill("Avec ses mots", "J’aime faire à manger.")
    ines.press("Garder ce souhait").sees("J’aime faire à manger.")


def _starts_the_path(ines: Any) -> None:
    ines.follow("Parcours", within=".p-side").follow("Noter un repérage")
    ines.choose("Où la personne", "SIPFP").fill("Métier", "cuisine")
    ines.tick("« J’aime faire à manger", "La personne est d’accord : oui", "un parcours commence")
    ines.press("Enregistrer")
    ines.sees("Le repérage est noté", "cuisine")
    ines.follow("Ajouter une étape")
    ines.choose("Sorte d’étape", "Stage").fill("Intitulé", "Stage en cuisine centrale")
    ines.press("Enregistrer").sees("Stage en cuisine centrale", "À préparer")
    ines.follow("Dire ce qui vient ensuite")
    ines.fill("Que faut-il faire", "Visiter la cuisine").choose("Qui s’en occupe", "Inès")
    ines.date("Quel jour", clock.today() + timedelta(days=7))
    ines.press("Enregistrer").sees("Visiter la cuisine")


def _observes(ines: Any) -> None:
    ines.follow("Progrès", within=".p-side").follow("Ajouter une observation")
    ines.choose("Gestes techniques", "J’essaie").fill("Dans quel contexte", "atelier cuisine")
    ines.press("Enregistrer").sees("atelier cuisine", "Gestes techniques")


def _shares(ines: Any, receiver: str) -> None:
    ines.follow("Partage", within=".p-side").follow("Proposer un partage")
    ines.fill("Nom de la structure", "CFA du").press("Chercher dans l’annuaire")
    ines.follow(receiver)
    ines.tick("préparer et suivre une formation", "Parcours", "Progrès")
    ines.choose("Que fait cette structure", "forme").tick("À l’écran, devant un témoin")
    ines.press("Continuer").sees("À lire avec la personne", "Dire non ne change rien")
    ines.fill("Prénom et nom du témoin", "Sylvie M.").press("Enregistrer l’accord")
    ines.sees(receiver, "voit et écrit", "préparer et suivre une formation")


def test_an_educator_opens_a_record_starts_the_path_observes_and_shares(
    signed_in: Any, territory: Any
) -> None:
    ines = signed_in("Inès").title_is("À faire")
    ines.follow("Personnes", within="header").follow("Ouvrir un dossier")
    _opens_with_the_keyboard(ines)
    ines.sees("Le dossier est ouvert", "Noor")
    _says_the_wish(ines)
    _starts_the_path(ines)
    _observes(ines)
    _shares(ines, territory.organisation("cfa"))
    ines.follow("Synthèse", within=".p-side").sees(
        "Stage en cuisine centrale", "Visiter la cuisine"
    )
    ines.follow("Version à imprimer").follow("Retour au dossier")
    ines.follow("Qui a lu", within=".p-side").sees("Inès")
    paul = signed_in("Paul").follow("Personnes", within="header").follow("Noor Halimi")
    paul.sees("Ce que vous voyez", "Stage en cuisine centrale", "Non partagé")
