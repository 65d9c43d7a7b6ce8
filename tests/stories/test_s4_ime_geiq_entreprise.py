"""S4 — De l’IME à l’entreprise par le GEIQ : un dossier, quatre parties, Léa qui choisit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from passerelles.territories.models import Region
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Visit
from tests.stories.steps import (
    add_stage,
    end_stage,
    enter_with_card,
    give_agreement_on_paper,
    give_agreement_on_screen,
    note_wish,
    observe,
    open_record,
    print_card,
    propose,
    tell,
)
from tests.stories.visitor import Visitor

WISH = "J’aime quand c’est propre et que tout brille"
PARTS = ("Projet et souhaits", "Parcours", "Compétences", "Progrès", "Ce qui m’aide au travail")
MOTHER = "Sonia Moreau"


@dataclass
class Lea:
    """Léa, 17 ans, à l’IME ; et celles et ceux qui l’accompagnent, chacun à son écran."""

    ines: Visitor
    claire: Visitor
    paul: Visitor
    record: str


@pytest.fixture
def lea(town: Cast, visit: Visit) -> Lea:
    """L’IME ouvre le dossier de Léa, note qui signe avec elle et son souhait, la repère."""
    ines = visit(town.ines, town.ime)
    record = open_record(ines, "Léa", "Moreau", date(2009, 5, 4))
    ines.follow("Dire qui signe avec elle : elle est mineure")
    ines.choose("En quelle qualité ?", "Parent").fill("Nom", MOTHER).fill("Lien", "sa mère")
    ines.fill_date("Depuis le", date(2009, 5, 4)).press("Enregistrer").sees(MOTHER)
    note_wish(ines, record, "Métier ou travail", WISH)
    detect(ines, record, outcome="un parcours commence").sees("propreté")
    return Lea(ines, visit(town.claire, town.geiq), visit(town.paul, town.cfa), record)


def detect(worker: Visitor, record: str, *, outcome: str) -> Visitor:
    worker.open(record).follow("Parcours").follow("Noter un repérage")
    worker.fill("Où la personne est-elle accueillie ?", "SIPFP")
    worker.fill("Métier qui l’intéresse", "propreté").choose("Son souhait", "«")
    worker.choose("La personne est-elle d’accord ?", "La personne est d’accord : oui")
    worker.choose("Son représentant légal", "Le représentant légal est d’accord : oui").choose(
        "Et ensuite ?", outcome
    )
    return worker.press("Enregistrer")


def agree(lea: Lea) -> None:
    """Sa mère et elle signent : l’IME et le GEIQ sur papier, le CFA à l’écran, devant témoin."""
    lea.ines.open(lea.record).follow("Partage").follow("Recueillir cet accord")
    lea.ines.choose("Pourquoi ?", "suivre le parcours ensemble").choose("Quelles parties", *PARTS)
    lea.ines.fill("Représentant légal", MOTHER)
    give_agreement_on_paper(lea.ines, "classeur 2026, n° 11").sees("IME Les Tilleuls")
    propose(lea.ines, lea.record, "GEIQ", "suivre le parcours ensemble", *PARTS)
    lea.ines.choose("Qui donne", "la personne et son rep").fill("Représentant légal", MOTHER)
    give_agreement_on_paper(lea.ines, "classeur 2026, n° 12").sees("GEIQ Propreté du Val")
    propose(lea.ines, lea.record, "CFA", "préparer et suivre une formation", *PARTS)
    lea.ines.fill("Représentant légal", MOTHER)
    give_agreement_on_screen(lea.ines, "Karim Duval").sees("CFA du Val")


def agree_with_company(lea: Lea) -> None:
    propose(lea.ines, lea.record, "Netclair", "accueillir au travail", "Parcours", "Progrès")
    lea.ines.choose("Quelles parties", "Parcours", "Progrès", "Ce qui m’aide au travail")
    lea.ines.fill("Que fait cette structure", "accueille en entreprise")
    lea.ines.fill("Représentant légal", MOTHER)
    give_agreement_on_paper(lea.ines, "classeur 2026, n° 14").sees("Netclair")


def tutor_enters(lea: Lea) -> Visitor:
    """Le lien et le code donnés à part ; le tuteur entre dans son propre navigateur."""
    lea.ines.open(lea.record).follow("Partage").follow("Donner un lien à un tuteur")
    lea.ines.fill("Prénom et nom du tuteur", "Hugo Lambert").press("Créer le lien et le code")
    link = lea.ines.code_on_screen(r"https?://[^/]+(/lien/\S+)")
    code = lea.ines.code_on_screen(r"Le code, à donner à part ([\d ]{6,7})")
    tutor = Visitor(Client(), "Hugo")
    return tutor.open(link).fill("Le code à 6 chiffres", code).press("Entrer")


def test_etape_1_le_projet_expertises_partagees_ses_phases_ses_jalons_et_ses_partenaires(
    town: Cast, visit: Visit
) -> None:
    """Le CRRHP pilote en Normandie ; GEIQ, ARS et Agefiph y ont chacun leur rôle."""
    Region.objects.get_or_create(code="28", defaults={"name": "Normandie"})
    crrhp = make_organisation("CRRHP du Val", "network", published_at=clock.now())
    nora = make_user("Nora", "Vidal", crrhp, Role.DIRECTORY)
    pilot = visit(nora, crrhp).open("/a-faire/").follow("Projets").follow("Nouveau projet")
    pilot.choose("Partir de quel modèle ?", "Expertises partagées")
    pilot.fill("Nom du projet", "Expertises partagées").fill("Région", "Normandie")
    pilot.fill_date("Commencé le", date(2026, 9, 1)).press("Enregistrer")
    pilot.sees("CRRHP du Val", "Normandie", "aucun des 11 jalons n’est fait")
    pilot.sees("Lancement", "Milieu", "Fin", "CRRHP du Val — pilote")
    for name, role, listed in (
        ("GEIQ Propreté du Val", "partenaire", True),
        ("ARS Normandie", "autorité de tutelle", False),
        ("Agefiph", "financeur", False),
    ):
        pilot.follow("Ajouter un partenaire").fill("Organisation", name).fill("Son rôle", role)
        if not listed:
            pilot.tick("Elle n’est pas dans l’annuaire")
        pilot.press("Enregistrer").sees(f"{name} — {role}")
    pilot.follow("C’est fait : Prise de contact").fill_date("Fait le", date(2026, 9, 15))
    pilot.press("Enregistrer").sees("15 septembre 2026", "1 jalon fait sur 3 (33 %)")
    claire = visit(town.claire, town.geiq).open(pilot.url).sees("1 jalon fait sur 11")
    assert not claire.has_link("C’est fait")
    visit(town.zoe, town.stranger).open(pilot.url, 404)


def test_etape_2_un_etablissement_du_premier_contact_aux_publics_identifies(
    town: Cast, visit: Visit
) -> None:
    """L’IME est contacté, la démarche présentée, il adhère, ses publics sont identifiés."""
    karim = visit(town.karim, town.ime)
    karim.open("/organisation/fiche/").follow("Établissements à rencontrer")
    karim.fill("Établissement", "ESAT L’Atelier du Pont").fill("Projet", "Expertises partagées")
    karim.press("Ajouter").sees("à contacter")
    for stage in ("contacté", "démarche présentée", "adhérent", "publics identifiés"):
        karim.follow("Noter une étape avec ESAT")
        karim.fill("Étape", stage).fill_date("Le", clock.today()).press("Enregistrer").sees(stage)
    karim.sees("1 sur 1 (100 %)")


@pytest.mark.parametrize(("age", "warned"), [(15, True), (16, False), (20, False), (21, True)])
def test_etape_3_le_reperage_precoce_previent_hors_de_16_a_20_ans_sans_bloquer(
    town: Cast, visit: Visit, age: int, warned: bool
) -> None:
    """À 15 et 21 ans on est prévenu ; à 16 et 20 ans, non ; le repérage est noté toujours."""
    ines = visit(town.ines, town.ime)
    born = clock.today().replace(year=clock.today().year - age)
    record = open_record(ines, "Noa", "Perrin", born)
    note_wish(ines, record, "Métier ou travail", WISH)
    detect(ines, record, outcome="plus tard").sees("propreté — plus tard")
    warning = f"la personne a {age} ans"
    (ines.sees if warned else ines.does_not_see)(warning)


def test_etape_3_sans_l_accord_de_sa_mere_le_parcours_de_lea_ne_commence_pas(
    town: Cast, visit: Visit
) -> None:
    """Léa a 17 ans : le formulaire le dit, garde ce qui est tapé, et rien ne commence."""
    ines = visit(town.ines, town.ime)
    record = open_record(ines, "Léa", "Moreau", date(2009, 5, 4))
    note_wish(ines, record, "Métier ou travail", WISH)
    ines.open(record).follow("Parcours").follow("Noter un repérage")
    ines.fill("Métier qui l’intéresse", "propreté").choose("Son souhait", "«")
    ines.choose("La personne est-elle d’accord ?", "La personne est d’accord : oui")
    ines.choose("Et ensuite ?", "un parcours commence").press("Enregistrer", 422)
    ines.sees("son représentant légal doit être d’accord")
    assert ines.value_of("Métier qui l’intéresse") == "propreté"
    ines.open(record).sees("Aucun parcours n’est commencé.")


def test_etape_3_l_entreprise_ne_voit_rien_tant_qu_elle_n_a_pas_d_accord(lea: Lea) -> None:
    """GEIQ et CFA ouvrent le dossier dès l’accord signé avec la mère ; avant, rien n’existe."""
    lea.claire.open(lea.record, 404)
    agree(lea)
    for partner in (lea.claire, lea.paul):
        partner.open(lea.record).sees("Léa M", WISH, "Repérage")
    lea.ines.open(lea.record).follow("Partage").does_not_see("Netclair")


def test_etape_4_atelier_pendant_l_ime_et_progres_vus_par_l_educatrice(lea: Lea) -> None:
    """L’atelier se passe pendant qu’elle est encore à l’IME ; l’éducatrice observe deux fois."""
    add_stage(
        lea.ines, lea.record, "Atelier de pré-prof", "Atelier propreté", "IME", date(2026, 11, 2)
    )
    observe(lea.ines, lea.record, "Elle découvre le chariot.", Gestes_techniques="Je découvre")
    observe(
        lea.ines, lea.record, "Elle lave le couloir seule.", Gestes_techniques="Je fais seul"
    ).sees("en progrès")
    lea.ines.open(lea.record).sees("Atelier propreté", "en cours", "depuis IME Les Tilleuls")


def test_etape_5_banc_d_essai_puis_stage_evalues_par_les_deux_cotes(lea: Lea) -> None:
    """Banc d’essai, stage chez Netclair, puis le bilan de chacun sur la même page."""
    agree(lea)
    add_stage(
        lea.ines, lea.record, "Banc d’essai", "Hall et bureaux", "IME", date(2026, 11, 9)
    ).sees("en cours")
    end_stage(lea.ines, lea.record, "Hall et bureaux", "Léa sait préparer son chariot.")
    agree_with_company(lea)
    add_stage(
        lea.ines, lea.record, "Stage", "Stage de deux semaines", "Netclair", date(2026, 11, 16)
    )
    tutor = tutor_enters(lea).sees("Léa M", "Stage de deux semaines")
    tutor.follow("Dire ce que vous avez vu").choose("Gestes techniques", "Je fais avec de l’aide")
    tutor.fill("Un mot si vous voulez", "À l’heure chaque matin.").press("Enregistrer")
    lea.ines.open(lea.record).follow("Progrès").sees("À l’heure chaque matin.", "Hugo Lambert")
    end_stage(lea.ines, lea.record, "Stage de deux semaines", "Léa veut continuer.")
    lea.claire.open(lea.record).follow("Parcours").sees("préparer son chariot", "veut continuer")


def test_etape_5_le_tuteur_lit_observe_dit_comment_ca_va_et_rien_d_autre(
    lea: Lea, town: Cast
) -> None:
    """Un lien, un code, une personne : ni autre page du dossier, ni annuaire des personnes."""
    agree(lea)
    agree_with_company(lea)
    add_stage(
        lea.ines, lea.record, "Stage", "Stage de deux semaines", "Netclair", date(2026, 11, 16)
    )
    tutor = tutor_enters(lea).does_not_see(WISH, MOTHER)
    tutor.follow("Dire comment ça se passe").choose("Comment ça se passe", "bien")
    tutor.fill("En quelques mots", "Bonne ambiance.").press("Enregistrer")
    lea.claire.open(lea.record).sees("Bonne ambiance.", "Hugo Lambert")
    for page in ("", "parcours/", "notes/", "partage/", "identite/", "faits/", "progres/ajouter/"):
        assert tutor.client.get(lea.record + page).status_code == 404
    for page in ("/personnes/", "/a-faire/", "/mon-espace/", "/organisation/journal/"):
        assert tutor.client.get(page).status_code == 404
    for page in ("notes/", "progres/ajouter/", "progres/bien-etre/"):
        assert tutor.client.post(lea.record + page, {"text": "Vu."}).status_code == 404
    lea.ines.open(lea.record).follow("Partage").press("Retirer le lien Hugo Lambert")
    assert tutor.client.get("/tutorat/").status_code == 404


def test_etape_6_contrat_geiq_et_mise_a_disposition_quatre_parties_ecrivent(lea: Lea) -> None:
    """IME, GEIQ, CFA et tuteur ajoutent chacun une observation ; une seule synthèse."""
    agree(lea)
    agree_with_company(lea)
    add_stage(
        lea.claire, lea.record, "Contrat GEIQ", "Agente de propreté", "GEIQ", date(2026, 11, 20)
    )
    add_stage(
        lea.claire,
        lea.record,
        "Mise à disposition",
        "Chez Netclair",
        "Netclair",
        date(2026, 11, 20),
    )
    add_stage(lea.paul, lea.record, "Formation", "Gestes et produits", "CFA", date(2026, 11, 20))
    observe(lea.ines, lea.record, "Vue à l’IME.", Gestes_techniques="Je découvre")
    observe(lea.claire, lea.record, "Vue au GEIQ.", Gestes_techniques="J’essaie")
    observe(lea.paul, lea.record, "Vue au CFA.", Gestes_techniques="Je fais avec")
    tutor = tutor_enters(lea).follow("Dire ce que vous avez vu")
    tutor.choose("Gestes techniques", "Je fais seul").fill("Un mot", "Vue chez Netclair.")
    tutor.press("Enregistrer")
    for reader in (lea.ines, lea.claire, lea.paul):
        reader.open(lea.record).sees("Agente de propreté", "Chez Netclair", "Gestes et produits")
        reader.follow("Progrès").sees("Vue à l’IME.", "Vue au GEIQ.", "Vue au CFA.", "Netclair.")


def test_etape_6_la_nouvelle_partie_n_a_rien_a_redemander_et_ce_qui_l_est_se_compte(
    lea: Lea,
) -> None:
    """Ce que Léa a dit à l’IME est déjà rempli au GEIQ ; redemander est compté et montré."""
    tell(lea.ines, lea.record, "Moyen de transport", "Bus, tram, train")
    tell(lea.ines, lea.record, "Ce qui aide au travail", "une consigne à la fois", choice=False)
    agree(lea)
    lea.claire.open(lea.record).sees("À ne pas redemander", "Bus, tram, train", "une consigne")
    lea.claire.follow("Ce qui a été dit").follow("(Moyen de transport)").sees("Inès B")
    assert lea.claire.is_ticked("Bus, tram, train", "Moyen de transport")
    lea.claire.open("/a-faire/").sees("n’a rien redemandé")
    tell(lea.claire, lea.record, "Moyen de transport", "À pied")
    lea.claire.sees("La personne l’avait déjà dit")
    lea.claire.open("/a-faire/").sees("votre organisation a redemandé 1 chose déjà dite")
    lea.claire.open("/personnes/").follow("Questions reposées").sees("Moyen de transport")
    lea.ines.open("/a-faire/").sees("n’a rien redemandé")


def test_etape_8_lea_entre_avec_sa_carte_se_situe_repond_et_lit_qui_a_lu(lea: Lea) -> None:
    """Un numéro, quatre images : elle dit où elle en est, répond, et lit en mots simples."""
    agree(lea)
    observe(lea.claire, lea.record, "Elle range bien.", Gestes_techniques="Je fais avec")
    number, pictures = print_card(lea.ines, lea.record)
    mine = enter_with_card("Léa", number, pictures).sees("Bonjour Léa")
    mine.sees("GEIQ Propreté du Val (accompagne le parcours) a lu", "suivre le parcours ensemble")
    mine.follow("Mes progrès").sees("Elle range bien.")
    mine.follow("Je réponds : Gestes techniques").fill("J’écris avec mes mots", "Merci Claire")
    mine.press("J’envoie").open("/mon-espace/").follow("Mes progrès").follow("Je commence")
    for answer in ("Je fais seul", "J’applique seul", "J’aide les autres"):
        mine.tick(answer).press("Continuer")
    while mine.has_button("Je ne sais pas"):
        mine.press("Je ne sais pas")
    mine.sees("Je fais seul·e", "Je vérifie").press("Je garde mes réponses")
    lea.claire.open(lea.record).follow("Progrès").sees("« Merci Claire »", "Léa")


def test_etape_8_un_accord_retire_ferme_a_la_requete_suivante_et_a_elle_seule(lea: Lea) -> None:
    """Léa arrête avec le CFA, seule et sans motif : 404 pour lui, rien ne change pour le GEIQ."""
    agree(lea)
    number, pictures = print_card(lea.ines, lea.record)
    lea.paul.open(lea.record)
    mine = enter_with_card("Léa", number, pictures).follow("Qui voit mon dossier")
    mine.sees("CFA du Val", "GEIQ Propreté du Val", "Dire non ne change rien")
    mine.follow("J’arrête : CFA du Val").press("Oui, j’arrête").does_not_see("J’arrête : CFA")
    for page in ("", "progres/", "parcours/", "imprimer/", "progres/courbes.svg", "faits/"):
        assert lea.paul.client.get(lea.record + page).status_code == 404
    lea.paul.open("/personnes/").does_not_see("Moreau")
    lea.claire.open(lea.record).sees(WISH)
    lea.ines.open(lea.record).sees(WISH)


def test_etape_7b_retour_a_l_esat_trente_mois_apres_sans_rien_recommencer(
    town: Cast, visit: Visit, travel: Any
) -> None:
    """Un travailleur d’ESAT part, ça ne va pas, il revient 30 mois après : rien n’a expiré."""
    mona = visit(town.mona, town.esat)
    record = open_record(mona, "Yanis", "Colin", date(1990, 2, 1))
    mona.open(record).follow("Parcours").follow("Commencer un parcours")
    mona.fill("Vers quoi ?", "Travailler en entreprise").press("Enregistrer")
    left = clock.today()
    add_stage(mona, record, "Contrat en milieu ordinaire", "Agent d’entretien", "Autre", left)
    mona.open(record).follow("Progrès").follow("Noter ce que vous avez entendu")
    mona.choose("Comment ça se passe", "pas bien").fill("En quelques mots", "Trop seul.")
    mona.press("Enregistrer")
    travel.move_to(datetime(2029, 5, 23, 9, 0, tzinfo=UTC))
    mona = visit(town.mona, town.esat)
    mona.open(record).sees("Agent d’entretien", "en cours").does_not_see("expiré")
    end_stage(mona, record, "Agent d’entretien", "Il préfère revenir.")
    add_stage(mona, record, "Retour", "Retour à l’atelier", "ESAT", clock.today())
    mona.open(record).sees("Retour à l’atelier", "Agent d’entretien", "Trop seul.")
    assert clock.today() - left > timedelta(days=900)
    number, pictures = print_card(mona, record)
    mine = enter_with_card("Yanis", number, pictures).follow("Mon parcours")
    mine.sees("Retour à l’atelier", "Agent d’entretien").does_not_see("échec", "expiré")
