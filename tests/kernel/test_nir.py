"""Invented numbers only: none of these keys belongs to anyone we know of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import contains_nir, refuse_nir


@pytest.mark.parametrize(
    "text",
    [
        "1841276451089",
        "184127645108946",
        "1 84 12 76 451 089",
        "1 84 12 76 451 089 46",
        "1.84.12.76.451.089.46",
        "1-84-12-76-451-089",
        "1–84–12–76–451–089",
        "n° 2 99 05 2A 004 123",
        "n°2990 52b004123",
        "2 99 05 2B 004 123 45",
        "1\u00a084\u00a012\u00a076\u00a0451\u00a0089",
        "1\u202f84\u202f12\u202f76\u202f451\u202f089",
        "184\u200b12\u200b76451089",
        "１８４１２７６４５１０８９",
        "1841 2764 5108 9",
        "Sécu : 7 84 31 99 351 089, appeler le 06 00 00 00 00",
        "appeler le 06 00 00 00 00, 1 84 12 76 451 089",
        "0000000000000",
        "999999999999999",
        "carte (3841276451089)",
    ],
)
def test_what_looks_like_a_nir_is_found(text: str) -> None:
    assert contains_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Léa M. habite à Laon",
        "SIRET 35600000000048",
        "SIRET 356 000 000 00048",
        "SIRET 123 456 789 00012, 75011 Paris",
        "06 12 34 56 78",
        "+33 6 12 34 56 78",
        "+33 1 42 34 56 78 / +33 1 42 34 56 79",
        "0033612345678",
        "22300 02 96 00 00 00",
        "02000 Laon, 03 23 00 00 00",
        "du 01/09/2024 au 31/08/2025",
        "2024-09-01 14:30",
        "12345678901234",
        "123456789012",
        "1234567890123456",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert not contains_nir(text)


def test_the_refusal_says_why_what_to_do_and_where() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_nir("Son numéro : 1 84 12 76 451 089", field="note")
    assert "sécurité sociale" in refused.value.message
    assert "retirez-le" in refused.value.remedy
    assert refused.value.field == "note"
    assert "451" not in str(refused.value), "the number itself never travels in the message"
    assert refuse_nir("Elle aime la cuisine") == "Elle aime la cuisine"


digits_13_or_15 = st.sampled_from([13, 15]).flatmap(
    lambda size: st.text("0123456789", min_size=size, max_size=size)
)


@given(digits_13_or_15, st.text("abc ,;:é\n()", max_size=10), st.text("abc ,;\n", max_size=10))
def test_every_unbroken_run_of_13_or_15_digits_is_found(run: str, before: str, after: str) -> None:
    if run.startswith("0033") and len(run) == 13 and run[4] != "0":
        return  # a phone number dialled from abroad
    assert contains_nir(f"{before}{run}{after}")


nir_parts = st.tuples(
    st.sampled_from("123478"),
    st.integers(0, 99).map("{:02}".format),
    st.sampled_from([*range(1, 13), *range(20, 43), *range(50, 100)]).map("{:02}".format),
    st.one_of(st.integers(1, 99).map("{:02}".format), st.sampled_from(["2A", "2B", "2a"])),
    st.integers(1, 999).map("{:03}".format),
    st.integers(1, 999).map("{:03}".format),
)
gaps = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f", " - ", "/"])


@given(nir_parts, gaps, st.one_of(st.just(""), st.integers(1, 97).map("{:02}".format)))
def test_every_written_form_of_a_nir_is_found(parts: tuple[str, ...], gap: str, key: str) -> None:
    number = gap.join([*parts, *([key] if key else [])])
    assert contains_nir(f"Son numéro : {number}.")
