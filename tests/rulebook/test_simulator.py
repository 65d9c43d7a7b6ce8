"""Whole journeys at the simulator: what is asked, what is answered, with which article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.law.parameters import the_book
from passerelles.law.showing import parameter_line
from passerelles.law.simulations import the_simulations
from tests.rulebook.simulating import CDDI, Visitor

TODAY = date(2026, 11, 22)


@contextmanager
def it_is(day: date) -> Iterator[None]:
    now = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Paris"))
    with patch.object(clock, "now", lambda: now):
        yield


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with it_is(TODAY):
        yield


def test_every_entrance_is_on_the_first_page_and_opens() -> None:
    page = Client().get(reverse("rulebook:simulator_entrance"))
    assert page.status_code == 200
    for slug, simulation in the_simulations().items():
        assert simulation.title in page.content.decode()
        assert Client().get(f"/simulateur/{slug}/").status_code == 200


def test_an_address_that_names_no_simulation_is_not_found() -> None:
    assert Client().get("/simulateur/autre-chose/").status_code == 404


def test_a_cddi_within_the_limits_is_not_refused() -> None:
    answer = Visitor("contrat").answering(CDDI)
    assert answer.result.colour != "coral"
    assert not [r for r in answer.result.reasons if r.severity == "Bloque"]


def test_a_cddi_of_twenty_five_months_is_refused_with_its_article_and_a_remedy() -> None:
    too_long = {**CDDI, "dernier jour du contrat": date(2028, 12, 31)}
    answer = Visitor("contrat").answering(too_long)
    answer.sees("Pas possible en l’état", "24 mois", "L5132-5")
    block = next(r for r in answer.result.reasons if r.severity == "Bloque")
    assert block.remedy
    assert block.values
    assert block.confidence
    assert block.url == reverse("rulebook:rule", args=[block.rule])


def test_a_certain_refusal_ends_the_questions_unless_one_wants_to_see_everything() -> None:
    answer = Visitor("contrat").answering(
        {"forme de travail": "cddi", "structure emploie": "other"}
    )
    answer.sees("Pas possible en l’état", "Voir quand même tout")
    asked = len(answer.result.told)
    answer.send(go="all")
    answer.answering(CDDI)
    assert len(answer.result.told) > asked
    assert not answer.result.ended_early
    assert "Voir quand même tout" not in answer.text


def test_what_is_not_known_stays_unknown_and_says_what_it_would_let_check() -> None:
    answer = Visitor("contrat").answering({"forme de travail": "cddi"})
    answer.sees("On ne peut pas encore le dire", "Ce qui manque", "Le dire permettrait de vérifier")
    assert {"Type d’employeur", "Heures par semaine"} <= {m.label for m in answer.result.missing}
    answer.send(change="act.weekly_hours")
    assert answer.question == "Combien d’heures par semaine ?"
    answer.say("26")
    assert "Heures par semaine" not in {m.label for m in answer.result.missing}


def test_not_saying_which_contract_is_never_a_yes() -> None:
    answer = Visitor("contrat").say(None)
    answer.sees("On ne peut pas encore le dire", "Forme de travail")
    assert answer.result.colour == "sky"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 11, 23), "22/11/2026"),
        (date(2023, 11, 23), "21/11/2025"),
        (date(2026, 11, 23), "21/11/2028"),
    ],
)
def test_the_end_of_a_pass(start: date, end: str) -> None:
    Visitor("fin-du-pass").say(start).sees("Voici le résultat", f"Fin du PASS IAE : {end}")


def test_a_suspension_of_forty_days_pushes_the_end_of_the_pass() -> None:
    answer = Visitor("fin-du-pass").say(date(2026, 11, 23))
    answer.send(change="history.suspensions").say("01/02/2027 ; 12/03/2027")
    answer.sees("Fin du PASS IAE : 31/12/2028", "Jours ajoutés par les suspensions 40 jours")


@pytest.mark.parametrize(
    ("share", "total"),
    [
        ("5", "1 039,95 €"),
        ("12", "1 170,65 €"),
        ("20", "1 320,01 €"),
        ("30", "1 413,36 €"),
        ("40", "1 506,72 €"),
        ("100", "2 066,83 €"),
    ],
)
def test_the_pay_of_an_esat_worker_to_the_cent(share: str, total: str) -> None:
    Visitor("remuneration-esat").say(share, "151,67").sees(total, "SMIC horaire brut", "L243-4")


def test_the_law_of_another_day_is_read_with_the_values_of_that_day() -> None:
    answer = Visitor("remuneration-esat").say("5", "151,67")
    answer.send(go="day", at_day="1", at_month="3", at_year="2025")
    answer.sees("Droit lu au 1er mars 2025", "11,88 € par heure")
    answer.send(422, go="day", at_day="31", at_month="2", at_year="2025")
    answer.sees("n’existe pas")
    answer.sees("Droit lu au 1er mars 2025")


def test_the_contribution_of_a_company_to_the_cent() -> None:
    answer = Visitor("contribution-oeth").answering(
        {
            "quelle année": "2025",
            "Combien de salariés l’entreprise": "100",
            "au moins 20 salariés": "10",
            "Quels bénéficiaires": "52 ; 1\n35 ; 0,5",
            "main-d’œuvre avez-vous acheté": "40 000",
            "aptitude particulière": "5",
            "dépenses déductibles": "3 000 €",
            "rien fait": "0",
            "accord agréé": "no",
        }
    )
    answer.sees("À payer : 6 593,40 €", "19 008,00 €", "1 900,80 €")


def test_the_hours_of_a_clause_and_their_formula() -> None:
    answer = Visitor("heures-de-clause").say("1 000 000", "50", "5")
    answer.sees("834 h", "Calcul exact 833,33 h")


def test_one_criterion_of_level_one_is_enough_to_enter_the_iae() -> None:
    answer = Visitor("entrer-en-iae").answering(
        {"Qui dit": "employer", "veut embaucher": "aci", "Lesquelles": ["rsa", "others-unknown"]}
    )
    answer.sees("RSA", "critère de niveau 1")
    assert answer.result.colour != "coral"


def test_no_criterion_at_all_is_refused_and_says_what_opens() -> None:
    answer = Visitor("entrer-en-iae").answering(
        {
            "Qui dit": "employer",
            "veut embaucher": "aci",
            "plus haut diplôme": "higher",
            "date de naissance": date(1990, 5, 4),
            "déjà eu un PASS": "no",
            "Lesquelles": ["none-of-them"],
        }
    )
    answer.sees("Pas possible en l’état", "Ce qui l’ouvrirait", "prescripteur habilité")


def test_knowing_nothing_of_the_situations_ends_and_stays_unknown() -> None:
    answer = Visitor("entrer-en-iae").answering({"Qui dit": "employer", "veut embaucher": "aci"})
    answer.sees("On ne peut pas encore le dire", "Aucune (on ne sait pas pour les autres)")
    answer.send(change="situations").say(["ass", "none-of-them"])
    assert answer.question is None or "justificatif" in answer.text or answer.result


def test_going_back_shows_what_was_answered_and_keeps_the_rest() -> None:
    answer = Visitor("contrat").say("cddi", None, None, "aci")
    answer.send(go="back")
    assert answer.question == "Quelle structure emploie la personne ?"
    assert 'value="aci"' in answer.response.content.decode()
    assert "checked" in answer.response.content.decode()
    answer.send(go="back")
    assert answer.question == "Quel est le dernier jour du contrat ?"
    answer.send(go="back").send(go="back")
    assert answer.question == "De quelle forme de travail s’agit-il ?"
    answer.response = answer.client.post(answer.url, {"state": answer.state, "go": "back"})
    assert answer.response.status_code == 302
    assert answer.response["Location"] == "/simulateur/"


def test_changing_the_contract_asks_again_only_what_no_longer_fits() -> None:
    answer = Visitor("contrat").answering(CDDI)
    answer.send(change="act.type").say("cdd_tremplin")
    assert answer.question == "Quelle structure emploie la personne ?"
    answer.say("ea").answering({})
    told = {row.label: row.words for row in answer.result.told}
    assert told["Type d’employeur"] == "Entreprise adaptée (EA)"
    assert told["Début du contrat"] == "01/12/2026"


def test_the_printed_answer_has_no_button_to_change_and_leads_back() -> None:
    answer = Visitor("remuneration-esat").say("5", "151,67").send(go="print")
    answer.sees("1 039,95 €", "Ceci n’est pas un avis juridique")
    assert "Changer" not in answer.text
    answer.send(go="result").sees("Version à imprimer")


def test_a_derogation_may_be_told_besides_then_its_days() -> None:
    below = {**CDDI, "heures par semaine": "12"}
    answer = Visitor("contrat").answering(below)
    assert answer.result.colour == "coral"
    answer.send(change="act.derogation").say("individual").answering(below)
    answer.send(change="act.derogation.end").say(date(2027, 12, 31)).answering(below)
    told = {row.label: row.words for row in answer.result.told}
    assert told["Dérogation"].startswith("Individuelle")
    assert told["Fin de la dérogation"] == "31/12/2027"


def test_a_grouping_is_told_line_by_line() -> None:
    answer = Visitor("groupement").answering(
        {"Qui sont les membres": "A ; 60 000\nB ; 40 000", "Qui est le mandataire": "C"}
    )
    assert {r.label: r.words for r in answer.result.told}["Membres et parts"] == (
        "A (60\u202f000), B (40\u202f000)"
    )
    answer.send(change="act.members")
    assert "A ; 60\u202f000" in answer.response.content.decode()


def test_a_rule_of_another_time_is_never_a_yes() -> None:
    answer = Visitor("contrat").answering(
        {
            **CDDI,
            "premier jour du contrat": date(1950, 1, 1),
            "dernier jour du contrat": date(1950, 6, 30),
        }
    )
    assert answer.result.colour != "leaf"


def test_a_question_says_why_it_is_asked_and_the_word_of_professionals() -> None:
    answer = Visitor("contrat").say("cddi", date(2026, 12, 1), date(2027, 5, 31))
    answer.sees("Pourquoi cette question ?", "Le mot des professionnels : Type d’employeur")
    answer.sees("La réponse sert à vérifier", "L5132-5")


def test_what_is_missing_says_which_answer_would_be_a_no() -> None:
    answer = Visitor("mise-a-disposition").answering(
        {"forme de travail": "mad_esat_individual", "emploie": "esat"}
    )
    missing = {item.label: item.refused_by for item in answer.result.missing}
    assert missing["Accord de la personne"] == "Non"
    answer.sees("Ce serait non avec la réponse : Non.")


def test_a_value_that_stands_for_words_is_said_in_words() -> None:
    rows = the_book().rows("clause_hours_rounding") + the_book().rows("tzcld_open")
    lines = [parameter_line(row) for row in rows]
    assert "à l’heure supérieure" in lines[0]
    assert "1 :" not in lines[0]
    assert any(" : oui" in line for line in lines)
    assert not any("oui ou non" in line for line in lines)
