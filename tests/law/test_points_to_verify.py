"""What the sources do not settle is said uncertain, and an organisation may set it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from passerelles.law.answering import check
from passerelles.law.catalogue import the_catalogue
from passerelles.law.findings import Severity
from passerelles.law.listing import to_settle
from passerelles.law.parameters import Confidence, Parameter, the_book
from passerelles.law.place_names import place_name, place_names
from passerelles.law.reading import read_json
from passerelles.law.work_kinds import work_kinds

TODAY = date(2026, 11, 22)

# Each point the dossier leaves open, and the value that holds it.
OPEN_POINTS = (
    "passerelle_reopened",
    "aid_base_aci",
    "aid_base_ei",
    "aid_base_ai",
    "aid_base_etti",
    "ea_aid_young",
    "ea_aid_middle",
    "ea_aid_senior",
    "ea_aid_tremplin",
    "eatt_aid",
    "fte_hours_ei",
    "fte_hours_etti",
    "fte_hours_ai",
    "social_exception_works_months",
    "mispe_renewal_checked",
    "tapaj_daily_hours_max",
    "tapaj_days_phase_2",
    "clause_eligibility_months",
    "clause_eligibility_months_open_ended",
    "reverse_vae_open",
    "pro_contract_blocks_open",
    "mad_ea_months_max",
    "smic_hourly_mayotte",
    "exit_durable_strict",
    "eiti_reopened",
)


@pytest.mark.parametrize("key", OPEN_POINTS)
def test_an_open_point_is_uncertain_today_and_read_by_a_rule(key: str) -> None:
    assert the_book().at(key, TODAY).confidence is Confidence.UNCERTAIN
    readers = [
        rule
        for rule_id in the_catalogue().ids()
        for rule in the_catalogue().versions(rule_id)
        if key in rule.parameters
    ]
    assert readers
    assert any(to_settle(rule, the_book(), TODAY) for rule in readers)


def test_the_experiment_of_the_territories_is_open_to_a_new_law_from_2027() -> None:
    assert the_book().at("tzcld_open", date(2027, 1, 1)).confidence is Confidence.UNCERTAIN


def test_an_article_number_not_read_is_said() -> None:
    for rule_id in ("IAE-06", "IAE-07", "ESAT-09"):
        rule = the_catalogue().at(rule_id, TODAY)
        assert rule is not None
        assert "numéro à vérifier" in rule.article
    leave = the_catalogue().at("ESAT-16", TODAY)
    assert leave is not None
    assert "R243-12" in leave.note


def test_a_sure_rule_is_not_to_settle_an_uncertain_one_is_whatever_its_values() -> None:
    sure, unsure = the_catalogue().at("IAE-05", TODAY), the_catalogue().at("GEIQ-05", TODAY)
    assert sure is not None
    assert unsure is not None
    assert not to_settle(sure, the_book(), TODAY)
    assert to_settle(unsure, the_book(), TODAY)


def test_a_value_set_by_the_organisation_is_settled_for_it() -> None:
    rule = the_catalogue().at("EA-07", TODAY)
    assert rule is not None
    assert to_settle(rule, the_book(), TODAY)
    own = Parameter(
        "mad_ea_months_max", "durée", Decimal(24), "mois", None, None, "notre convention",
        "", Confidence.UNCERTAIN, owner="EA des Tilleuls",
    )  # fmt: skip
    assert not to_settle(rule, the_book().with_rows_above([own]), TODAY)


def test_a_renewal_the_mdph_admits_is_no_longer_a_warning() -> None:
    question = read_json(
        '{"at": "2026-11-22", "act": {"kind": "immersion", "type": "mispe", "days": 5,'
        ' "prescriber_kind": "mdph", "renewals": 1}}'
    )
    assert check(question).of(Severity.WARN)
    own = Parameter(
        "mispe_renewal_checked", "renouvellement", Decimal(1), "oui ou non", None, None,
        "accord de la MDPH", "", Confidence.UNCERTAIN, owner="ESAT des Tilleuls",
    )  # fmt: skip
    book = the_book().with_rows_above([own])
    assert not check(question, book=book).of(Severity.WARN)


def test_an_aid_nobody_knows_is_asked_in_french() -> None:
    answer = check(
        read_json(
            '{"at": "2026-11-22", "act": {"kind": "aid", "place_kind": "ea",'
            ' "on_day": "2026-11-01", "age": 56, "aid_kind": "x"}}'
        )
    )
    said = next(f for f in answer.findings if "act.aid_kind" in f.missing)
    assert said.message == (
        "Quelle aide : le poste, l’accompagnement d’une mise à disposition, ou le CDD Tremplin ?"
    )


def test_places_are_named_in_words() -> None:
    assert place_names({"aci", "regie", "ei"}) == "ACI, EI ou régie de quartier ou de territoire"
    assert place_names({"ai", "aci"}, "et") == "ACI et AI"
    assert place_names(()) == ""
    for kind in work_kinds().values():
        for code in kind.employers:
            assert "_" not in place_name(code)
            assert place_name(code) != code, code
