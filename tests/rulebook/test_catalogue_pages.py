"""« Le droit des passerelles »: every rule, of a day, found by words, without an account."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel.clock import today
from passerelles.law.catalogue import the_catalogue
from passerelles.law.listing import to_settle, value_on
from passerelles.law.parameters import the_book
from passerelles.law.work_kinds import work_kinds
from passerelles.rulebook.rules.wording import SIGNATORY_LABELS, SUSPENDS_LABELS

pytestmark = pytest.mark.django_db
LAW = "/droit/"


def _text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_every_rule_of_today_is_on_the_page_with_no_account_and_no_trace(client: Client) -> None:
    response = client.get(LAW)
    assert response.status_code == 200
    page = _text(response)
    for rule in the_catalogue().on(today()):
        assert f'href="/droit/{rule.id}/"' in page, rule.id
        assert rule.title in page
    assert "sessionid" not in response.cookies
    assert not JournalEntry.objects.exists()


def test_words_and_family_give_the_rules_in_full(client: Client) -> None:
    page = _text(client.get(LAW, {"q": "CDD insertion 24 mois", "famille": "IAE"}))
    rule = the_catalogue().at("IAE-09", today())
    assert rule is not None
    assert rule.statement in page
    assert "ESAT-01" not in page


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = _text(client.get(LAW, {"q": "licorne"}))
    assert "Aucune règle trouvée" in page
    assert "Essayez moins de mots" in page


def _changed() -> tuple[str, Any]:
    """A rule with two dated versions, and the day the latter takes over."""
    for rule_id in the_catalogue().ids():
        starts = [v.start for v in the_catalogue().versions(rule_id) if v.start]
        if len(the_catalogue().versions(rule_id)) > 1 and starts:
            return rule_id, max(starts)
    raise AssertionError("aucune règle n’a changé")


def test_the_law_of_a_day_is_the_one_of_that_day() -> None:
    client = Client()
    rule_id, day = _changed()
    eve = day.fromordinal(day.toordinal() - 1)
    before, after = the_catalogue().at(rule_id, eve), the_catalogue().at(rule_id, day)
    assert after is not None
    page = _text(client.get(f"{LAW}{rule_id}/", {"au": day.isoformat()}))
    assert after.statement in page.split("Versions de la règle")[0]
    old = _text(client.get(f"{LAW}{rule_id}/", {"au": eve.isoformat()}))
    shown = old.split("Versions de la règle")[0]
    assert (before.statement in shown) if before else ("ne vaut pas ce jour-là" in shown)
    assert "Revenir au droit d’aujourd’hui" in old


def test_a_value_says_the_day_it_changed_and_its_history(client: Client) -> None:
    day = "2025-03-01"
    smic = value_on(the_book(), "smic_hourly", today().fromisoformat(day))
    assert smic.row is not None
    reading = next(
        rule
        for rule in the_catalogue().on(today().fromisoformat(day))
        if "smic_hourly" in rule.parameters
    )
    page = _text(client.get(f"{LAW}{reading.id}/", {"au": day}))
    assert "(a changé le 1er novembre 2024)" in page
    assert "11,88" in page
    assert "lue ce jour-là" in page
    assert len(smic.history) > 1
    assert page.count("lue ce jour-là") >= 1


@pytest.mark.parametrize("typed", ["2025-03-01", "01/03/2025", "1er mars 2025"])
def test_the_day_is_read_in_any_usual_way(client: Client, typed: str) -> None:
    page = _text(client.get(LAW, {"au": typed}))
    assert "tel qu’il était, ou sera, le 1er mars 2025" in page
    assert "?au=2025-03-01" in page


@pytest.mark.parametrize("path", [LAW, f"{LAW}IAE-09/", f"{LAW}contrats/", f"{LAW}contrats/cddi/"])
def test_a_day_that_does_not_exist_is_said_and_today_is_shown(client: Client, path: str) -> None:
    response = client.get(path, {"au": "31/02/2025"})
    assert response.status_code == 422
    assert "n’existe pas" in _text(response)
    assert "CDDI" in _text(response)


def test_every_rule_and_every_form_of_contract_has_its_page(client: Client) -> None:
    for rule_id in the_catalogue().ids():
        response = client.get(f"{LAW}{rule_id}/")
        assert response.status_code == 200, rule_id
        page = _text(response)
        assert the_catalogue().versions(rule_id)[0].article in page
    for code, kind in work_kinds().items():
        page = _text(client.get(f"{LAW}contrats/{code}/"))
        assert kind.long in page
        for paper in kind.documents:
            assert paper in page
    listed = _text(client.get(f"{LAW}contrats/"))
    assert all(kind.label in listed for kind in work_kinds().values())


def test_a_rule_names_the_contracts_that_quote_it_and_the_contract_its_rules(
    client: Client,
) -> None:
    assert "/droit/contrats/cddi/" in _text(client.get(f"{LAW}IAE-09/"))
    page = _text(client.get(f"{LAW}contrats/cddi/"))
    assert "/droit/IAE-09/" in page
    assert "de 4 à 24 mois" in page


def test_what_does_not_exist_is_the_same_404(client: Client) -> None:
    assert client.get(f"{LAW}XYZ-01/").status_code == 404
    assert client.get(f"{LAW}contrats/mariage/").status_code == 404
    assert client.get(f"{LAW}iae-09/")["Location"] == f"{LAW}IAE-09/"


def test_the_print_view_holds_every_rule_in_full(client: Client) -> None:
    page = _text(client.get(f"{LAW}imprimer/", {"famille": "IAE"}))
    for rule in the_catalogue().on(today(), family="IAE"):
        assert rule.statement in page, rule.id


def test_today_is_the_day_of_the_reader(client: Client) -> None:
    rule_id, day = _changed()
    with time_machine.travel(f"{day.isoformat()}T12:00:00+02:00", tick=False):
        after = the_catalogue().at(rule_id, day)
        assert after is not None
        page = _text(client.get(f"{LAW}{rule_id}/"))
    assert after.statement in page.split("Versions de la règle")[0]
    assert "Revenir au droit d’aujourd’hui" not in page


def test_every_code_of_the_forms_of_contracts_has_its_words() -> None:
    kinds = work_kinds().values()
    assert {code for kind in kinds for code in kind.signatories} <= set(SIGNATORY_LABELS)
    assert {code for kind in kinds for code in kind.suspends} <= set(SUSPENDS_LABELS)


def test_what_is_to_settle_is_counted_and_said_beside_its_rule(client: Client) -> None:
    unsettled = [r.id for r in the_catalogue().on(today()) if to_settle(r, the_book(), today())]
    assert {"EA-04", "EA-07", "AID-02", "GEIQ-05", "CL-02"} <= set(unsettled)
    page = _text(client.get(LAW))
    assert f"{len(unsettled)} ont un point à régler : la source est incertaine." in page
    assert page.count("à régler</strong>") == len(unsettled)
    assert "un point à régler" in _text(client.get(f"{LAW}EA-07/"))
    assert "un point à régler" not in _text(client.get(f"{LAW}IAE-05/"))


@pytest.mark.parametrize("code", ["ea_cdi", "ea_cdd", "cdd_tremplin", "eatt_mission"])
def test_a_contract_of_an_adapted_company_says_its_condition(client: Client, code: str) -> None:
    page = _text(client.get(f"{LAW}contrats/{code}/"))
    assert "bénéficiaire de l’obligation d’emploi, le jour de la signature" in page
