"""Those who run the organisation, its data, the platform; and those who only use the directory."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from passerelles.organisations.models import Membership, Organisation
from passerelles.organisations.rules.roles import Role
from tests.browser.territory import PASSWORD

# Places are drawn on a canvas: some of its pixels are no longer transparent.
MAP_IS_DRAWN = """() => {
    const canvas = document.querySelector(".p-map canvas");
    if (!canvas) return false;
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some((value, index) => index % 4 === 3 && value > 0);
}"""


def _six_digits(screen: Any) -> str:
    """What the application of a phone would show for the secret written on the page."""
    secret = screen.main.locator("code").inner_text()
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def _adds_an_application(someone: Any) -> None:
    someone.follow("Ajouter une application")
    someone.page.locator("input[name=password]").fill(PASSWORD)
    someone.press("Confirmer")
    someone.fill("Code à six chiffres", _six_digits(someone)).press("Activer")
    someone.title_is("Mes codes de secours").follow("C’est noté, continuer")


def test_an_administrator_invites_demands_a_second_factor_and_must_have_one(
    signed_in: Any,
) -> None:
    karim = signed_in("Karim").follow("Mon organisation", within="header").sees("Inès Belkacem")
    karim.follow("Inviter quelqu’un").fill("Adresse", "nora@val-de-lune.test")
    karim.tick("Accompagne").press("Envoyer l’invitation").sees("Invitations en attente", "nora@")
    karim.follow("Changer les rôles de Inès").tick("Tient la fiche").press("Enregistrer")
    karim.follow("Réglages").tick("Demander un second facteur").press("Enregistrer")
    karim.open("/personnes/").title_is("Protéger mon compte")
    karim.sees("demande un second facteur à tous ses membres")
    _adds_an_application(karim)
    karim.open("/personnes/").title_is("Personnes").sees("Léa Marchand")
    ines = signed_in("Inès").title_is("Protéger mon compte")
    ines.does_not_see("Léa")


def test_a_privacy_officer_reads_the_journal_and_reviews_an_emergency(
    signed_in: Any, territory: Any
) -> None:
    ines = signed_in("Inès").open(f"/dossier/{territory.person('Léa').id}/partage/")
    ines.follow("Ouvrir tout le dossier en urgence")
    ines.fill("Que se passe-t-il", "Malaise pendant l’atelier.").press("Continuer")
    ines.press("Oui, ouvrir en urgence").title_is("Léa M.")
    karim = signed_in("Karim").follow("Journal", within="header").sees("À examiner")
    karim.choose("Sorte", "sécurité").press("Filtrer").sees("Inès")
    karim.follow("Accès d’urgence à examiner").follow("Examiner").sees("Malaise pendant l’atelier.")
    karim.fill("Votre avis", "Justifié.").press("Enregistrer l’avis").sees("examiné")


def test_a_facilitator_finds_structures_by_activity_and_radius(
    signed_in: Any, territory: Any
) -> None:
    hugo = signed_in("Hugo").does_not_see("Voir les personnes").follow("Annuaire", within="header")
    hugo.fill("Activité", "propreté").fill("Autour de", "Val-sur-Lune").choose("Jusqu’à", "20")
    hugo.press("Chercher").sees("à 20 km au plus de Val-sur-Lune")
    hugo.page.wait_for_function(MAP_IS_DRAWN)
    hugo.does_not_see("Atelier Mirabelle").follow(
        territory.organisation("geiq"), within="#resultats"
    )
    hugo.title_is("GEIQ Propreté du Val").sees("Bionettoyage").follow("Version à imprimer")
    hugo.open(f"/dossier/{territory.person('Léa').id}/", status=404)
    hugo.open("/annuaire/?nom=zzzz").sees("Aucune organisation trouvée")


def test_a_funder_reaches_no_record(signed_in: Any, territory: Any) -> None:
    elise = (
        signed_in("Élise").title_is("À faire").does_not_see("Léa", "David", "Voir les personnes")
    )
    for path in (
        "/personnes/",
        f"/dossier/{territory.person('Léa').id}/",
        "/organisation/journal/",
    ):
        elise.open(path, status=404).does_not_see("Léa")
    elise.follow("Annuaire", within="header").sees(territory.organisation("ime"))


def test_the_platform_administrator_opens_organisations_and_reads_nothing(
    signed_in: Any, territory: Any
) -> None:
    alex = signed_in("Alex").title_is("Protéger mon compte")
    _adds_an_application(alex)
    alex.follow("Organisations", within="header").follow("Créer une organisation")
    alex.fill("Nom", "Atelier des Oies").choose("Sorte", "Atelier et chantier")
    alex.fill("Adresse de la première", "odile@val-de-lune.test").press("Créer et inviter")
    alex.sees("Atelier des Oies")
    assert Organisation.objects.filter(name="Atelier des Oies").exists()
    alex.open(f"/dossier/{territory.person('Léa').id}/", status=404).does_not_see("Léa")
    admins = [m for m in Membership.objects.all() if Role.ADMIN in m.roles]
    assert all(m.user.email != territory.email("Alex") for m in admins)
