"""S21 — Au chantier, un partenaire vient chaque mois ; en avril personne n’est venu, et cela se voit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import begin_path
from tests.stories.steps import enter_with_card, open_record, print_card
from tests.stories.visitor import Visitor

MARCH = date(2027, 3, 16)
PARTNER = "Centre de santé du Marais"


@dataclass
class Yard:
    rose: Visitor  # CIP
    luc: Visitor  # encadrant technique
    stranger: Visitor
    amal: str
    tom: str


@pytest.fixture
def yard(cast: Cast, visit: Visit, later: Later) -> Yard:
    aci = make_organisation("Chantier du Pré", "aci")
    rose = visit(make_user("Rose", "Vidal", aci, Role.WORKER), aci)
    luc = visit(make_user("Luc", "Sorel", aci, Role.SUPERVISOR), aci)
    stranger = visit(cast.zoe, cast.stranger)
    later(date(2027, 3, 1))
    records = []
    for first, last in (("Amal", "Nasri"), ("Tom", "Weber")):
        record = open_record(rose, first, last, date(1991, 7, 4))
        begin_path(rose, record, "Retrouver un rythme")
        records.append(record)
    return Yard(rose, luc, stranger, *records)


def plan(yard: Yard, topic: str, day: date, *, sensitive: bool = False) -> Visitor:
    yard.rose.open("/partenaires/").follow("Noter une intervention")
    yard.rose.fill("Quel partenaire ?", PARTNER).fill("Sur quel sujet ?", topic)
    yard.rose.fill_date("Quel jour ?", day)
    assert yard.rose.is_ticked("Sur le temps de travail")
    if sensitive:
        yard.rose.tick("Le sujet touche à la santé")
    return yard.rose.press("Enregistrer").sees(f"{PARTNER} — {topic}", "sur le temps de travail")


def tell(yard: Yard, topic: str, **said: str) -> Visitor:
    sheet = yard.rose.open("/partenaires/").follow(f"{PARTNER} — {topic}")
    for who, answer in said.items():
        sheet.fill(who.capitalize(), answer)
    return sheet.press("Enregistrer").sees("C’est noté dans le dossier de chacun.")


def test_la_venue_est_sur_le_temps_de_travail_et_se_raconte_apres(yard: Yard, later: Later) -> None:
    """Avant le jour dit, rien à cocher ; après, la présence de chacun."""
    plan(yard, "Hygiène sociale", MARCH).follow(f"{PARTNER} — Hygiène sociale")
    yard.rose.sees("Revenez après l’intervention.")
    assert not yard.rose.has_button("Enregistrer")
    later(date(2027, 3, 17))
    tell(yard, "Hygiène sociale", amal="est venu et a pris un premier contact", tom="n’est pas")
    yard.rose.open(yard.amal).follow("Engagements").sees("Partenaires rencontrés", PARTNER)
    yard.rose.does_not_see("sait qui contacter").open(yard.tom).follow("Engagements")
    yard.rose.does_not_see("Partenaires rencontrés")


def test_savoir_qui_contacter_c_est_la_personne_qui_le_dit_et_cela_change(
    yard: Yard, later: Later
) -> None:
    """D’abord un premier contact, puis elle sait qui appeler : la page compte les personnes."""
    plan(yard, "Hygiène sociale", MARCH)
    later(date(2027, 3, 17))
    tell(yard, "Hygiène sociale", amal="est venu et a pris un premier contact", tom="est venu")
    yard.rose.open("/partenaires/").sees("Personne ne dit encore savoir qui contacter.")
    sheet = tell(yard, "Hygiène sociale", amal="est venu et sait qui contacter")
    assert sheet.value_of("Tom") == "came"  # ce qui était dit de Tom reste
    yard.rose.open("/partenaires/").sees("1 personne dit savoir qui contacter.")
    yard.rose.open(yard.amal).follow("Engagements").sees("sait qui contacter")


def test_avril_sans_partenaire_est_signale(yard: Yard, later: Later) -> None:
    """Le mois en cours attend ; fini sans personne, il est dit, et le reste."""
    plan(yard, "Hygiène sociale", MARCH)
    later(date(2027, 4, 12))
    yard.rose.open("/partenaires/").sees("feuille à remplir", "n’est venu en mars 2027")
    tell(yard, "Hygiène sociale", amal="est venu et a pris un premier contact", tom="n’est pas")
    yard.rose.open("/partenaires/").sees("Rien n’est encore noté pour avril 2027.")
    yard.rose.does_not_see("Aucun partenaire n’est venu")
    later(date(2027, 5, 3))
    yard.rose.open("/partenaires/").sees("Aucun partenaire n’est venu en avril 2027.")
    yard.rose.does_not_see("venu en mars 2027")
    plan(yard, "Droits et budget", date(2027, 4, 20))  # on l’avait oubliée
    tell(yard, "Droits et budget", tom="est venu et a pris un premier contact")
    yard.rose.open("/partenaires/").does_not_see("Aucun partenaire n’est venu")


def test_un_mois_jamais_promis_n_est_pas_un_manque(yard: Yard) -> None:
    """Avant la première venue, personne n’avait rien promis."""
    yard.rose.open("/partenaires/").sees("Aucune intervention n’est notée.")
    yard.rose.does_not_see("Aucun partenaire n’est venu")


def test_le_depistage_reste_dans_le_volet_sensible(yard: Yard, later: Later) -> None:
    """Venir au dépistage dit quelque chose de sa santé : l’encadrant ne le lit pas."""
    plan(yard, "Dépistage des IST", MARCH, sensitive=True)
    later(date(2027, 3, 17))
    tell(yard, "Dépistage des IST", amal="est venu et sait qui contacter")
    yard.rose.open(yard.amal).follow("Engagements").sees(PARTNER, "sait qui contacter")
    yard.luc.open(yard.amal).follow("Engagements").does_not_see(PARTNER, "Partenaires rencontrés")
    yard.luc.open("/partenaires/").sees("Personne ne dit encore savoir qui contacter.")


def test_une_autre_structure_ne_voit_ni_les_venues_ni_les_noms(yard: Yard) -> None:
    plan(yard, "Hygiène sociale", MARCH)
    session = yard.rose.address_of(f"{PARTNER} — Hygiène sociale")
    yard.stranger.open("/partenaires/").does_not_see(PARTNER)
    yard.stranger.open(session, 404)


def test_amal_lit_dans_son_espace_le_partenaire_qu_elle_a_rencontre(
    yard: Yard, later: Later
) -> None:
    """Ce qui est écrit d’elle, elle le lit : qui est venu, et que c’est elle qui l’a dit."""
    plan(yard, "Hygiène sociale", MARCH)
    later(date(2027, 3, 17))
    tell(yard, "Hygiène sociale", amal="est venu et sait qui contacter")
    amal = enter_with_card("Amal", *print_card(yard.rose, yard.amal))
    amal.open("/mon-espace/engagements/").sees(PARTNER, "Je sais qui contacter")
