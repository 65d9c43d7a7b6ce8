"""S24 — Sofiane : des promesses des deux côtés, un bilan à trois, un permis payé à plusieurs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import (
    begin_path,
    end_work,
    hand_link,
    note_barrier,
    note_work,
    open_paper,
    plan_meeting,
    send_paper,
    sign_as_person,
    sign_as_structure,
    tell_meeting,
)
from tests.stories.steps import enter_with_card, note_state, open_record, print_card
from tests.stories.visitor import Visitor

CER = "Contrat d’engagement réciproque"
PERMIT = 1800
WITHOUT_PERMIT = "Je rate le bus du matin, et le car ne passe plus le soir."


@dataclass
class Yard:
    nadege: Visitor  # CIP
    farid: Visitor  # encadrant technique
    hugo: Visitor  # relations entreprises
    record: str
    work: str


@pytest.fixture
def yard(cast: Cast, visit: Visit) -> Yard:
    """Sofiane travaille au chantier depuis le printemps ; sans permis, il est souvent en retard."""
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Chantier des Aulnes", "aci", **published)
    make_organisation("Bâti Plaine", "company", **published)
    nadege = visit(make_user("Nadège", "Rolland", aci, Role.WORKER, Role.SIGNATORY), aci)
    farid = visit(make_user("Farid", "Amrani", aci, Role.SUPERVISOR), aci)
    hugo = visit(make_user("Hugo", "Perrin", aci, Role.WORKER), aci)
    record = open_record(nadege, "Sofiane", "Meziane", date(1998, 3, 2))
    note_state(nadege, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(nadege, record, "Un emploi dans le bâtiment")
    work = note_work(
        nadege, record, "CDDI", date(2026, 5, 4), date(2027, 5, 3), {"Heures par semaine": "26"}
    )
    note_barrier(
        nadege,
        record,
        "Mobilité",
        {"Pour la personne": ("Ça me gêne souvent",), "Avec ses mots": WITHOUT_PERMIT},
    )
    return Yard(nadege, farid, hugo, record, work)


def promise(yard: Yard, *, end: date = date(2027, 5, 3), status: int = 200) -> Visitor:
    yard.nadege.open(yard.record).follow("Engagements").follow("Écrire ce que chacun promet")
    yard.nadege.fill("Ce que la personne promet", "Venir chaque lundi\nPasser le code")
    yard.nadege.fill("Ce que votre structure promet", "Payer le code\nTrouver un stage")
    yard.nadege.fill_date("Premier jour", date(2026, 11, 23)).fill_date("Dernier jour", end)
    return yard.nadege.fill_date("On en reparle le", date(2027, 1, 18)).press("Enregistrer", status)


def test_les_promesses_ne_tiennent_que_signees_des_deux_cotes(yard: Yard) -> None:
    """La structure a signé : il manque encore la personne, et la page le dit."""
    promise(yard).sees("Venir chaque lundi", "Payer le code", "On en reparle le 18 janvier 2027")
    send_paper(yard.nadege, yard.record, CER)
    sign_as_structure(yard.nadege, yard.record, CER)
    open_paper(yard.nadege, yard.record, CER).sees("il manque la signature de « la personne »")
    sofiane = enter_with_card("Sofiane", *print_card(yard.nadege, yard.record))
    sofiane.open("/mon-espace/papiers/").sees("On attend votre réponse.", "Ce que nous nous")
    sign_as_person(sofiane, "Ce que nous nous promettons")
    open_paper(yard.nadege, yard.record, CER).sees("Lire la copie signée")
    yard.nadege.does_not_see("il manque la signature")
    sofiane.open("/mon-espace/engagements/").sees("Ce que je promet", "Venir chaque lundi")
    sofiane.sees("Ce qu’ils me promettent", "Payer le code")


def test_sofiane_peut_dire_non_et_rien_ne_tient(yard: Yard) -> None:
    """Son non arrête le papier : on en écrit un autre, ensemble."""
    promise(yard)
    send_paper(yard.nadege, yard.record, CER)
    sofiane = enter_with_card("Sofiane", *print_card(yard.nadege, yard.record))
    sofiane.open("/mon-espace/papiers/").follow("Je lis et je réponds")
    sofiane.fill("Vous pouvez dire pourquoi", "Le lundi je garde ma fille.").press("Je dis non")
    open_paper(yard.nadege, yard.record, CER).sees("refusé", "Le lundi je garde ma fille.")
    assert not yard.nadege.has_link("Signer")


def test_des_promesses_d_un_seul_cote_sont_refusees(yard: Yard) -> None:
    """Réciproque : sans promesse de la structure, ou sans date pour en reparler, non."""
    nadege = yard.nadege
    nadege.open(yard.record).follow("Engagements").follow("Écrire ce que chacun promet")
    nadege.fill("Ce que la personne promet", "Venir chaque lundi")
    nadege.fill_date("Dernier jour", date(2027, 5, 3)).press("Enregistrer", 422)
    assert nadege.value_of("Ce que la personne promet") == "Venir chaque lundi"
    promise(yard, end=date(2026, 11, 1), status=422).sees("La fin précède le début.")
    nadege.open(yard.record).follow("Engagements").sees("Rien n’est encore promis")


def test_les_deux_cotes_disent_ce_qui_est_tenu(yard: Yard, later: Later) -> None:
    """Le jour de la revue, personne n’est seul juge : Sofiane répond, et la CIP aussi."""
    promise(yard)
    card = print_card(yard.nadege, yard.record)
    send_paper(yard.nadege, yard.record, CER)
    sign_as_structure(yard.nadege, yard.record, CER)
    sofiane = enter_with_card("Sofiane", *card)
    sofiane.open("/mon-espace/papiers/")
    sign_as_person(sofiane, "Ce que nous nous promettons")
    later(date(2027, 1, 19))
    yard.nadege.open(yard.record).follow("Engagements").sees("À revoir depuis le 18 janvier 2027")
    yard.nadege.follow("Dire si c’est tenu (Venir chaque lundi)").choose("Est-ce tenu ?", "Tenu")
    yard.nadege.press("Enregistrer").sees("La structure : Tenu", "n’a pas dit ce qui est tenu")
    sofiane = enter_with_card("Sofiane", *card).open("/mon-espace/engagements/")
    sofiane.follow("Je dis si c’est tenu : Payer le code").choose("Est-ce tenu ?", "Pas tenu")
    sofiane.fill("Un mot", "Toujours rien reçu.").press("Je le dis")
    yard.nadege.open(yard.record).follow("Engagements").sees("« Toujours rien reçu. »")
    yard.nadege.does_not_see("À revoir depuis")


def test_un_bilan_sans_l_encadrant_n_est_pas_un_bilan_a_trois(yard: Yard, later: Later) -> None:
    """Il manque un rôle : dit dès qu’on le prévoit, et redit quand il n’est pas venu."""
    nadege = yard.nadege
    plan_meeting(nadege, yard.record, "Bilan à trois", date(2026, 11, 26), "14:00")
    nadege.sees("Ce n’est pas un bilan à trois : il manque l’encadrant technique")
    later(date(2026, 11, 27))
    told: dict[str, Any] = {
        "La personne (Sofiane)": ("Présent",),
        "En quelques lignes": "On a parlé des retards.",
    }
    tell_meeting(nadege, yard.record, told)
    nadege.sees("Ce n’est pas un bilan à trois", "On a parlé des retards.")


def test_a_trois_chacun_parle_et_le_bilan_vaut(yard: Yard, later: Later) -> None:
    nadege = yard.nadege
    here: dict[str, Any] = {"L’encadrant technique": "Farid", "Où ?": "Au chantier"}
    plan_meeting(nadege, yard.record, "Bilan à trois", date(2026, 11, 26), "14:00", here)
    nadege.does_not_see("Ce n’est pas un bilan à trois")
    card = print_card(nadege, yard.record)
    sofiane = enter_with_card("Sofiane", *card)
    sofiane.open("/mon-espace/rendez-vous/").sees("Mon prochain rendez-vous", "Au chantier")
    later(date(2026, 11, 27))
    told: dict[str, Any] = {
        "La personne (Sofiane)": ("Présent",),
        "La personne qui accompagne (CIP, éducateur) (N": ("Présent",),
        "L’encadrant technique": ("Présent",),
        "Ce que dit la personne (S": "Je veux le permis.",
        "Ce que dit l’encadrant technique": "Il tient le rythme.",
        "Ce qui est décidé": "On monte le dossier du permis.",
    }
    tell_meeting(nadege, yard.record, told).does_not_see("Ce n’est pas un bilan à trois")
    nadege.sees("« Je veux le permis. »", "« Il tient le rythme. »", "On monte le dossier")
    sofiane = enter_with_card("Sofiane", *card).open("/mon-espace/rendez-vous/")
    sofiane.sees("On a décidé : On monte le dossier du permis.")


def ask_for_the_permit(yard: Yard, *shares: tuple[str, str]) -> Visitor:
    nadege = yard.nadege.open(yard.record).follow("Freins").follow("Financer une solution")
    nadege.fill("Qu’est-ce qui est à payer ?", "Permis B").fill("Combien cela coûte", str(PERMIT))
    nadege.press("Enregistrer").sees("Permis B — 1 800 €")
    for funder, amount in shares:
        nadege.open(yard.record).follow("Freins").follow("Demander à un financeur (Permis B)")
        nadege.fill("À qui demandez-vous ?", funder).fill("Montant demandé", amount)
        nadege.press("Enregistrer")
    return nadege


def answer_of(yard: Yard, funder: str, answer: str, granted: str = "") -> Visitor:
    nadege = yard.nadege.open(yard.record).follow("Freins").follow(f"Dire la réponse ({funder}")
    return (
        nadege.choose("Quelle réponse ?", answer)
        .fill("Montant accordé", granted)
        .press("Enregistrer")
    )


def test_le_permis_se_paie_a_plusieurs_jusqu_au_dernier_euro(yard: Yard) -> None:
    """Département 800 €, auto-école sociale 450 €, compte formation 550 € : 1 800 €."""
    asked = ask_for_the_permit(yard, ("Département", "800"), ("Auto-école sociale", "450"))
    asked.sees("Il manque 550 € : aucune demande ne les couvre.")
    asked.follow("Demander à un financeur (Permis B)")
    assert asked.value_of("Montant demandé").startswith("550")
    asked.fill("À qui demandez-vous ?", "CPF").press("Enregistrer")
    asked.sees("Il reste 1 800 € en attente de réponse.")
    answer_of(yard, "Département", "Accordé").sees("Il reste 1 000 € en attente")
    answer_of(yard, "Auto-école sociale", "Refusé").sees("Il manque 450 €")
    answer_of(yard, "Auto-école sociale", "Demandé").sees("Il reste 1 000 € en attente")
    answer_of(yard, "Auto-école sociale", "Accordé", "450").sees("Il reste 550 € en attente")
    answer_of(yard, "CPF", "Accordé").sees("Le coût est entièrement couvert.")
    assert not yard.nadege.has_link("Demander à un financeur")


def test_un_montant_impossible_est_refuse_et_reste_ecrit(yard: Yard) -> None:
    ask_for_the_permit(yard).follow("Demander à un financeur")
    yard.nadege.fill("À qui demandez-vous ?", "Département").fill("Montant demandé", "0")
    yard.nadege.press("Enregistrer", 422).sees("Ce montant n’est pas possible.")
    assert yard.nadege.value_of("Montant demandé") == "0"


def test_le_permis_obtenu_leve_le_frein_quand_sofiane_le_dit(yard: Yard) -> None:
    """Sans ses mots, rien n’est levé ; son histoire reste lisible."""
    nadege = yard.nadege.open(yard.record).follow("Freins").follow("Agir (Mobilité)")
    nadege.fill("Quoi ?", "Passer le permis B").fill("Avec quel partenaire ?", "Auto-école")
    nadege.press("Enregistrer").follow("C’est fait (Passer le permis B)")
    nadege.fill("Ce que cela a donné", "Permis obtenu").press("Enregistrer").sees("Permis obtenu")
    nadege.follow("Il est levé (Mobilité)").press("Enregistrer", 422)
    nadege.open(yard.record).follow("Freins").sees("Un frein présent. Il n’empêche aucune étape.")
    nadege.follow("Il est levé (Mobilité)")
    nadege.fill("Comment la personne l’a dit", "Je viens en voiture, à l’heure.")
    nadege.press("Enregistrer").sees("Levé", "Aucun frein présent")
    nadege.sees("« Je viens en voiture, à l’heure. »", WITHOUT_PERMIT)


def test_les_relations_entreprises_trouvent_un_emploi(yard: Yard) -> None:
    """Le CDI suit le chantier ; la sortie est durable, et les nouvelles sont prévues."""
    hugo = yard.hugo
    job = note_work(
        hugo,
        yard.record,
        "CDI",
        date(2026, 11, 23),
        told={"Heures par semaine": "35", "Son nom, s’il n’est pas dans la liste": "Bâti Plaine",
              "Sorte d’employeur": "Entreprise"},
    )  # fmt: skip
    hugo.open(job).sees("CDI", "Bâti Plaine")
    leaving: dict[str, Any] = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
    }
    end_work(yard.nadege, yard.work, date(2026, 11, 22), "La personne passe à l’étape", leaving)
    yard.nadege.open(yard.record).follow("Travail").sees(
        "emploi durable", "vers : CDI", "Prendre des nouvelles"
    )
    farid = yard.farid.open(yard.record).sees("Bâti Plaine")
    farid.follow("Parcours").sees("CDI")


def test_sans_carte_sofiane_signe_par_un_lien_et_son_code(yard: Yard) -> None:
    """Le lien et son code se donnent à part."""
    promise(yard)
    send_paper(yard.nadege, yard.record, CER)
    outside = hand_link(yard.nadege, yard.record, CER, "la personne", "Sofiane")
    outside.sees("Ce que dit ce papier").press("Je signe").sees("Vous avez signé")
