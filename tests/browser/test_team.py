"""Those who work at the person's side: GEIQ, training, workshop, ACI, EA, and Cap emploi."""

from __future__ import annotations

from typing import Any


def test_an_adviser_reads_the_curves_observes_and_settles_the_next_step(
    signed_in: Any, territory: Any
) -> None:
    claire = signed_in("Claire").title_is("À faire").sees("Bilan du banc d’essai")
    claire.open(f"/dossier/{territory.person('Léa').id}/").title_is("Léa M.")
    claire.sees("Ce que vous voyez", "Léa peut lire que vous avez ouvert cette page")
    drawn = "document.querySelector('.p-chart img').naturalWidth"
    assert claire.page.evaluate(drawn) > 0, "l’image des courbes n’est pas arrivée"
    claire.does_not_see("Préparer la famille")
    claire.follow("Progrès", within=".p-side").follow("Ajouter une observation")
    claire.choose("Gestes techniques", "Je peux").fill("Commentaire", "Elle montre aux autres.")
    claire.press("Enregistrer").sees("Elle montre aux autres.")
    claire.follow("Notes", within=".p-side")
    claire.fill("Votre note", "Très bon accueil chez Netclair.").press("Enregistrer la note")
    claire.sees("Très bon accueil chez Netclair.")
    claire.follow("Parcours", within=".p-side").follow("C’est fait : Bilan du banc d’essai")
    claire.fill("Ce qui s’est passé", "On continue.").press("C’est fait")
    claire.sees("noté comme fait", "On continue.")


def test_a_social_security_number_is_refused_and_the_rest_is_kept(
    signed_in: Any, territory: Any
) -> None:
    claire = signed_in("Claire").open(f"/dossier/{territory.person('Léa').id}/notes/")
    claire.fill("Votre note", "Son numéro : 2 09 03 99 101 001 42").press("Enregistrer la note")
    claire.is_refused()
    assert "2 09 03" in claire.page.get_by_label("Votre note").input_value()


def test_a_trainer_sees_what_the_training_needs_and_adds_an_observation(
    signed_in: Any, territory: Any
) -> None:
    paul = signed_in("Paul").follow("Personnes", within="header").follow("Léa Marchand")
    paul.sees("Ce que vous voyez", "Banc d’essai").follow("Progrès", within=".p-side")
    paul.follow("Ajouter une observation").choose("Travail", "Je")
    paul.press("Enregistrer").sees("Paul L.")
    paul.follow("Situation administrative", within=".p-side")
    paul.follow("Souhaits", within=".p-side").sees("Je veux travailler avec des gens")
    paul.follow("Ce qui a été dit", within=".p-side").sees("Gants nitrile, pas de latex")


def test_a_workshop_supervisor_observes_without_what_is_very_personal(
    signed_in: Any, territory: Any
) -> None:
    bruno = signed_in("Bruno").follow("Personnes", within="header").follow("Sofia Renard")
    bruno.sees("Blanchisserie").follow("Notes", within=".p-side")
    topics = bruno.page.get_by_label("De quoi s’agit-il").locator("option").all_text_contents()
    assert "Parcours" in topics
    assert "Volet sensible" not in topics
    bruno.follow("Partage", within=".p-side").does_not_see("Proposer un partage")
    bruno.follow("Progrès", within=".p-side").follow("Ajouter une observation")
    bruno.choose("Gestes techniques", "Je peux").press("Enregistrer").sees("Bruno R.")
    bruno.open(f"/dossier/{territory.person('Amine').id}/", status=404).title_is("introuvable")


def test_an_insertion_adviser_keeps_rights_up_to_date_and_prints_a_card(
    signed_in: Any, territory: Any
) -> None:
    sarah = signed_in("Sarah").title_is("À faire")
    sarah.follow("Personnes", within="header").fill("Nom ou prénom", "darwich").press("Chercher")
    sarah.follow("Amine Darwish").follow("Situation administrative", within=".p-side")
    sarah.sees("Réfugié ou protection subsidiaire").follow("Noter un changement (RSA)")
    sarah.press("Enregistrer").sees("RSA")
    sarah.follow("Notes", within=".p-side").sees("prévoir deux matinées libres")
    sarah.follow("Partage", within=".p-side").follow("Carte d’accès", within=".p-aside")
    sarah.press("Faire la carte").sees("Ma carte", "Mes 4 images")


def test_an_adapted_company_hosts_and_says_what_comes_next(signed_in: Any) -> None:
    thomas = signed_in("Thomas").title_is("À faire").sees("Bilan de l’immersion")
    thomas.follow("Personnes", within="header").follow("David Sauvage")
    thomas.sees("Immersion au service Nettoyage").follow("Parcours", within=".p-side")
    thomas.follow("Elle est terminée (Immersion")
    thomas.fill("Ce que l’on a constaté", "Rythme tenu toute la semaine.").press("Enregistrer")
    thomas.sees("Rythme tenu toute la semaine.")


def test_a_prescriber_reads_what_was_shared_to_orient_and_nothing_else(
    signed_in: Any, territory: Any
) -> None:
    nadia = signed_in("Nadia").follow("Personnes", within="header")
    nadia.sees("David").does_not_see("Léa", "Sofia")
    nadia.follow("Souhaits de quitter").does_not_see("Sofia")
    nadia.open(f"/dossier/{territory.person('Léa').id}/", status=404).title_is("introuvable")
    nadia.follow("Annuaire", within="header").follow(territory.organisation("capemploi"))
    nadia.does_not_see("Tenir la fiche")
