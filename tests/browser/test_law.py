"""Whoever wants to know the law: found by words, on a day, printed, on a phone, without scripts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.screen import DESK, PHONE
from tests.browser.test_visitor import LIGHT, _weight


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["bureau", "telephone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "sans"])
def test_a_visitor_looks_for_a_rule_on_a_day(
    screen: Any, territory: Any, size: Any, scripts: bool
) -> None:
    visitor = screen(f"droit-{size['width']}-{scripts}", size, scripts=scripts).open("/")
    visitor.follow("Le droit des passerelles", within="footer").title_is("Le droit des passerelles")
    visitor.fill("Mots", "essai ESAT").date("Droit en vigueur le", _march())
    visitor.press("Chercher").sees("La période d’essai", "le 1er mars 2025", "6 mois")
    visitor.follow("ESAT-04").title_is("La période d’essai")
    visitor.sees("lue ce jour-là", "jusqu’au 27 août 2025")
    visitor.follow("Revenir au droit d’aujourd’hui").sees("Trois mois au plus")
    visitor.follow("Toutes les règles").follow("Formes de contrats").sees("CDDI")
    visitor.follow("CDDI", nth=0).sees("Qui signe")
    visitor.open("/droit/?q=licorne").sees("Essayez moins de mots")
    visitor.open("/droit/?au=31/02/2025", status=422).is_refused("n’existe pas")
    visitor.open("/api/").sees("POST /api/v1/law/check")


def _march() -> Any:
    from datetime import date

    return date(2025, 3, 1)


@pytest.mark.parametrize("path", ["/droit/", "/droit/contrats/", "/droit/ESAT-07/", "/api/"])
def test_a_first_visit_to_the_law_weighs_less_than_a_hundred_kilobytes(
    screen: Any, territory: Any, path: str
) -> None:
    weight = _weight(screen("poids-droit", PHONE), path)
    assert weight <= LIGHT, f"{path} pèse {weight // 1024} Ko"
