from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.kernel.text import fold, title_case_fr


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Étienne-du-Rouvray", "saint etienne du rouvray"),
        ("  L’Haÿ-les-Roses ", "l hay les roses"),
        ("ŒUILLY", "oeuilly"),
        ("Læticia", "laeticia"),
        ("ESAT « L'Atelier du Pont »", "esat l atelier du pont"),
        ("n° 12 bis", "n 12 bis"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once
    assert once == once.strip()


@given(st.text("abcdéèêëàâçîïôùûüœæ -'"))
def test_case_and_accents_do_not_count(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SAINT-BRIEUC", "Saint-Brieuc"),
        ("CHÂLONS EN CHAMPAGNE", "Châlons en Champagne"),
        ("ESAT L'ATELIER DU PONT", "ESAT l'Atelier du Pont"),
        ("LE HAVRE", "Le Havre"),
        ("GEIQ PROPRETÉ  DU VAL", "GEIQ Propreté du Val"),
        ("Netclair", "Netclair"),
        ("IME Les Tilleuls", "IME Les Tilleuls"),
    ],
)
def test_title_case(text: str, expected: str) -> None:
    assert title_case_fr(text) == expected
