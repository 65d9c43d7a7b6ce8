"""S5 — D’abord en équipe dans l’entreprise, avec un encadrant ; puis seul, sans que l’équipe se voie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import Told, begin_path, note_work
from tests.stories.steps import enter_with_card, note_state, open_record, print_card
from tests.stories.visitor import Visitor

TODAY = date(2026, 11, 23)
LAST = date(2027, 5, 21)
HOST = "Conserverie du Quai"
COLLECTIVE = "/mises-a-disposition/collective/"
ALONE: Told = {
    "Accord de la personne": ("Oui",),
    "Sans but lucratif": ("Oui",),
    "Heures par semaine": "14",
    "Nom du lieu, s’il n’est pas dans la liste": HOST,
    "Sorte de lieu": "Entreprise",
    "Travail à faire": "Mise en bocaux",
    "Qui encadre sur place ?": ("L’entreprise encadre seule",),
}


@dataclass
class Team:
    mona: Visitor
    david: str
    farid: str


@pytest.fixture
def team(cast: Cast, visit: Visit) -> Team:
    """Deux travailleurs de l’ESAT, chacun avec sa RQTH et son parcours."""
    mona = visit(make_user("Monique", "Lambert", cast.esat, Role.WORKER), cast.esat)
    records = []
    for first, last in (("David", "Carlier"), ("Farid", "Benali")):
        record = open_record(mona, first, last, date(1995, 4, 2))
        note_state(mona, record, "RQTH", "obtenu", date(2024, 1, 1))
        begin_path(mona, record, "Vers l’entreprise")
        records.append(record)
    return Team(mona, *records)


def group_form(mona: Visitor) -> Visitor:
    mona.open("/organisation/accueils/").follow("Mises à disposition collectives")
    mona.follow("Mettre plusieurs personnes à disposition")
    mona.choose("Qui en fait partie ?", "David", "Farid")
    mona.fill_date("Premier jour", TODAY).fill_date("Dernier jour", LAST)
    mona.fill("Nom du lieu", HOST).fill("Sorte de lieu", "Entreprise")
    mona.fill("Heures par semaine", "14").fill("Travail à faire", "Mise en bocaux")
    mona.choose("Qui encadre sur place ?", "Un encadrant de la structure est sur place")
    return mona.choose("Sans but lucratif", "Oui")


def lent_together(mona: Visitor) -> str:
    group_form(mona).press("Vérifier")
    mona.choose("Accord : David", "Oui").choose("Accord : Farid", "Oui")
    return mona.press("Enregistrer pour chacun").sees("C’est noté dans le dossier de chacun.").url


def test_sans_l_accord_de_l_un_rien_n_est_ecrit_pour_l_autre(team: Team) -> None:
    """La page dit pour qui et pourquoi, et garde ce qui était tapé."""
    mona = team.mona
    group_form(mona).press("Enregistrer pour chacun", 422)
    mona.sees("Rien n’est dit de son accord.")
    mona.choose("Accord : David", "Oui").choose("Accord : Farid", "Non")
    mona.press("Enregistrer pour chacun", 422)
    mona.sees("Farid B. : Sans l’accord de la personne, pas de mise à disposition.")
    assert mona.value_of("Travail à faire") == "Mise en bocaux"
    assert mona.is_ticked("Farid")
    mona.open(team.david).follow("Travail").does_not_see(HOST)
    mona.open(COLLECTIVE).sees("Aucun groupe pour l’instant.")


def test_d_abord_en_equipe_puis_seul(team: Team, cast: Cast, later: Later) -> None:
    """David passe à l’individuelle, non encadrée ; Farid continue en équipe."""
    mona = team.mona
    group = lent_together(mona)
    mona.sees("David C.", "Farid B.", "d’accord", "Commencé sans papier signé.")
    mona.open(team.david).follow("Parcours").sees("Mise à disposition collective")
    mona.open(group).follow("David C.").press("Préparer le papier")
    mona.does_not_see("Farid", "Benali")

    later(date(2027, 2, 1))
    mona.open(group).follow("Terminer, pour tous").choose("Pour qui est-ce terminé ?", "David")
    mona.fill_date("Terminé le", date(2027, 1, 29))
    mona.choose("Pourquoi ?", "La personne passe à l’étape suivante").press("Enregistrer")
    mona.sees("C’est terminé pour 1 personne.", "Farid B. · En cours")
    individual = "Mise à disposition individuelle"
    note_work(mona, team.david, individual, date(2027, 2, 1), date(2029, 1, 31), ALONE)
    mona.sees("L’entreprise encadre seule")
    alone = "Mise à disposition ou prestation non encadrée (ESAT)"
    mona.open(team.david).follow("Travail").sees(alone, "Mise à disposition collective (ESAT)")
    mona.does_not_see("Farid", "Benali")
    # Ce qu’un chantier appelle « contrat passerelle » porte ici son nom d’ESAT, et lui seul.
    mona.follow("Noter un contrat").sees(individual).does_not_see("Contrat passerelle")
    mona.open("/droit/contrats/passerelle/").sees("ESAT : Mise à disposition ou prestation non")
    david = enter_with_card("David", *print_card(mona, team.david))
    david.open("/mon-espace/travail/").sees("sans encadrant de l’ESAT sur place")


def test_chacun_ne_voit_que_la_sienne(team: Team) -> None:
    lent_together(team.mona)
    david = enter_with_card("David", *print_card(team.mona, team.david))
    for address in ("/mon-espace/", "/mon-espace/parcours/"):
        david.open(address).does_not_see("Farid", "Benali")
    david.open("/mon-espace/travail/").sees("avec un encadrant de l’ESAT")
