from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import (
    departement_of_insee,
    departement_of_postal_code,
    finess_is_valid,
    insee_is_valid,
    luhn_is_valid,
    parse_finess,
    parse_insee,
    parse_postal_code,
    parse_siren,
    parse_siret,
    postal_code_is_valid,
    siren_is_valid,
    siret_is_valid,
)


def with_key(body: str) -> str:
    return next(body + str(key) for key in range(10) if luhn_is_valid(f"{body}{key}"))


def bodies(size: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=size, max_size=size).filter(lambda t: int(t) > 0)


@given(bodies(13).filter(lambda body: int(body[:9]) > 0))
def test_a_siret_with_its_key_is_read_whatever_the_spacing(body: str) -> None:
    siret = with_key(body)
    spaced = f"  {siret[:3]} {siret[3:6]}\u00a0{siret[6:9]}.{siret[9:]} "
    assert parse_siret(spaced).value == siret
    assert parse_siret(siret).repair == ""


@given(bodies(13).filter(lambda b: int(b[:9]) > 0), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(body: str, position: int, shift: int) -> None:
    siret = with_key(body)
    wrong = str((int(siret[position]) + shift) % 10)
    changed = siret[:position] + wrong + siret[position + 1 :]
    if not changed.startswith("356000000"):
        assert not siret_is_valid(changed)


@given(bodies(12).filter(lambda body: int(body[:8]) > 0))
def test_a_lost_zero_is_put_back_and_said(body: str) -> None:
    siret = with_key("0" + body)
    lost = siret.lstrip("0")
    if len(lost) < 11:
        return
    reading = parse_siret(lost)
    if lost == siret[1:]:
        assert reading.value == siret
        assert "Le zéro perdu" in reading.repair
        assert f"{lost} → {siret}" in reading.repair


def test_la_poste_counts_by_fives() -> None:
    assert siret_is_valid("35600000000048"), "the head office follows the ordinary rule"
    assert siret_is_valid("35600000049837"), "3+5+6+4+9+8+3+7 = 45"
    assert not luhn_is_valid("35600000049837")
    assert not siret_is_valid("35600000049838")


@pytest.mark.parametrize("text", ["", "8002409", "abc", "1234567890123456", "00000000000000"])
def test_a_number_that_cannot_be_mended_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_siret(text)
    assert "SIRET" in refused.value.message
    assert "annuaire-entreprises" in refused.value.remedy


def test_siren() -> None:
    assert parse_siren("356 000 000").value == "356000000"
    assert not siren_is_valid("356000001")
    assert not siren_is_valid("٣٥٦٠٠٠٠٠٠"), "Arabic digits are not a SIREN"
    with pytest.raises(Refusal, match="clé de contrôle"):
        parse_siren("356000001")


def test_finess_and_its_lost_zero() -> None:
    assert parse_finess("010783009").value == "010783009"
    reading = parse_finess("10783009")
    assert reading.value == "010783009"
    assert "10783009 → 010783009" in reading.repair
    with pytest.raises(Refusal, match="FINESS"):
        parse_finess("010783008")
    with pytest.raises(Refusal, match="FINESS"):
        parse_finess("0107830")


def test_finess_of_corsica_counts_a_as_one_and_b_as_two() -> None:
    assert finess_is_valid("2A0002861") == luhn_is_valid("210002861") is True
    assert finess_is_valid("2B0003651") == luhn_is_valid("220003651") is True
    assert not finess_is_valid("2A0002862")
    assert parse_finess("2a0002861").value == "2A0002861"


@pytest.mark.parametrize("code", ["01001", "2A004", "2B033", "59350", "75056", "97411", "98818"])
def test_commune_codes(code: str) -> None:
    assert insee_is_valid(code)
    assert parse_insee(code.lower()).value == code


@pytest.mark.parametrize("code", ["00001", "20004", "96001", "99138", "2C001", "1001", "750561"])
def test_what_is_not_a_commune_code(code: str) -> None:
    assert not insee_is_valid(code)


def test_commune_and_postal_codes_get_their_zero_back() -> None:
    assert parse_insee("1001").value == "01001"
    assert "1001 → 01001" in parse_insee("1001").repair
    assert parse_postal_code("2100").value == "02100"
    assert "code postal" in parse_postal_code("2100").repair
    assert parse_postal_code("59000").repair == ""
    for bad in ("", "ABCDE", "00100", "123", "99100"):
        with pytest.raises(Refusal):
            parse_postal_code(bad)
    with pytest.raises(Refusal, match="code commune"):
        parse_insee("99138")


def test_departements() -> None:
    assert departement_of_insee("2A004") == "2A"
    assert departement_of_insee("97411") == "974"
    assert departement_of_insee("02691") == "02"
    assert departement_of_postal_code("20090") == "2A"
    assert departement_of_postal_code("20200") == "2B"
    assert departement_of_postal_code("97460") == "974"
    assert departement_of_postal_code("02100") == "02"


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_never_a_crash(text: str) -> None:
    for parse in (parse_siret, parse_siren, parse_finess, parse_insee, parse_postal_code):
        with suppress(Refusal):
            assert parse(text).value.isascii()
    assert isinstance(postal_code_is_valid(text), bool)
