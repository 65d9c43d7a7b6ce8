"""Une personne salariée de deux structures agit pour une seule à la fois, et le voit."""

from __future__ import annotations

from datetime import date

from django.test import Client

from passerelles.organisations.models import Membership
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_user
from tests.stories.conftest import Visit
from tests.stories.steps import give_agreement_on_paper, open_record, propose
from tests.stories.visitor import Visitor

PASSWORD = "motdepasse-de-test"


def test_elle_choisit_pour_qui_elle_agit_et_ne_lit_que_ce_que_celle_la_peut_lire(
    town: Cast, visit: Visit
) -> None:
    """L’accord est donné au GEIQ : pour le CFA, le dossier n’existe pas, même pour elle."""
    mona = visit(town.mona, town.esat)
    record = open_record(mona, "Yanis", "Colin", date(1990, 2, 1))
    propose(mona, record, "GEIQ", "suivre le parcours ensemble", "Parcours")
    give_agreement_on_paper(mona, "n° 9")
    julie = make_user("Julie", "Arnaud", town.geiq, Role.WORKER)
    Membership.objects.create(user=julie, organisation=town.cfa, roles=[Role.WORKER.value])
    both = visit(julie, town.cfa).open("/personnes/").sees("Vous agissez pour CFA du Val")
    both.does_not_see("Colin").open(record, 404)
    both.open("/personnes/").follow("changer").sees("Pour qui agissez-vous ?")
    both.choose("", "GEIQ Propreté du Val").press("Continuer")
    both.open("/personnes/").sees("Vous agissez pour GEIQ Propreté du Val").follow("Yanis Colin")
    both.open("/personnes/").follow("changer").choose("", "CFA du Val").press("Continuer")
    both.open(record, 404)


def test_celle_qui_quitte_une_structure_n_y_lit_plus_rien_a_la_page_suivante(
    town: Cast, visit: Visit
) -> None:
    """L’administrateur met fin : sans attendre la déconnexion, le dossier se ferme."""
    ines = visit(town.ines, town.ime)
    record = open_record(ines, "Yanis", "Colin", date(1990, 2, 1))
    karim = visit(town.karim, town.ime)
    karim.open("/organisation/membres/").follow("Mettre fin pour Inès Belkacem")
    karim.sees("Inès Belkacem ne travaille plus ici ?").press("Fermer ses accès")
    assert ines.client.get(record).status_code == 404


def test_on_entre_avec_son_adresse_et_on_ressort(town: Cast) -> None:
    """La porte ordinaire : adresse, mot de passe, ce qu’il y a à faire, au revoir."""
    door = Visitor(Client(), "Inès").open("/").follow("Se connecter")
    door.fill("Courriel", town.ines.email).fill("Mot de passe", PASSWORD).press("Se connecter")
    door.open("/a-faire/").sees("Vous agissez pour IME Les Tilleuls").press("Se déconnecter")
    door.open("/personnes/").does_not_see("Ouvrir un dossier")
