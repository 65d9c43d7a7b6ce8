"""Which values an organisation may set, and what a value of a unit may be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.law.catalogue import Catalogue, read_rules, the_catalogue
from passerelles.law.parameters import Book, Confidence, read_parameters, the_book
from passerelles.rulebook.rules.settling import (
    Spell,
    fault_of,
    settable_keys,
    spell_words,
    sure_row,
)

ROWS = """
[[sure]]
label = "Sûre"
value = "4"
unit = "mois"
source = "CODES"
confidence = "certain"

[[likely]]
label = "Probable"
value = "4"
unit = "mois"
source = "CODES"
confidence = "likely"

[[doubtful]]
label = "Incertaine depuis 2023"
value = "10"
unit = "mois"
source = "CODES"
to = 2022-12-31
confidence = "certain"

[[doubtful]]
label = "Incertaine depuis 2023"
value = "12"
unit = "mois"
from = 2023-01-01
source = "CODES"
confidence = "uncertain"
"""
RULE = """
[[IAE-99]]
title = "À régler"
statement = "Rien n’est sûr."
article = "—"
confidence = "uncertain"
state = "to_settle"
parameters = ["likely", "sure"]
"""


def _catalogue(text: str = "") -> Catalogue:
    return Catalogue(read_rules(text))


def test_only_what_is_uncertain_or_to_settle_may_be_set() -> None:
    book = Book(read_parameters(ROWS))
    assert settable_keys(book, _catalogue()) == ("doubtful",)
    assert settable_keys(book, _catalogue(RULE)) == ("likely", "doubtful")


def test_the_days_when_the_law_is_sure_stay_the_laws() -> None:
    rows = Book(read_parameters(ROWS)).rows("doubtful")
    first = date(2023, 1, 1)
    assert sure_row(rows, Spell(first), _catalogue()) is None
    assert sure_row(rows, Spell(first, first), _catalogue()) is None
    sure = sure_row(rows, Spell(date(2022, 12, 31)), _catalogue())
    assert sure is not None
    assert sure.value == 10


def test_no_certain_value_of_the_law_as_shipped_may_be_set() -> None:
    keys = settable_keys(the_book(), the_catalogue())
    assert keys
    for key in keys:
        assert any(row.confidence is not Confidence.CERTAIN for row in the_book().rows(key)), key


@pytest.mark.parametrize(
    ("value", "unit", "refused"),
    [
        ("12", "mois", False),
        ("12.5", "mois", True),
        ("601", "mois", True),
        ("-1", "€ de l’heure", True),
        ("30.55", "€ de l’heure", False),
        ("1", "oui ou non", False),
        ("2", "oui ou non", True),
        ("0", "1 : à l’heure supérieure ; 0 : à l’heure inférieure", False),
        ("1607.5", "h par an", False),
        ("1e12", "€", True),
    ],
)
def test_a_value_must_make_sense_in_its_unit(value: str, unit: str, refused: bool) -> None:
    assert bool(fault_of(Decimal(value), unit)) is refused


_days = st.dates(date(2020, 1, 1), date(2020, 2, 15))


@given(_days, st.none() | _days, _days, st.none() | _days)
def test_two_spells_meet_when_a_day_is_in_both(
    first: date, last: date | None, other_first: date, other_last: date | None
) -> None:
    one, other = Spell(first, last), Spell(other_first, other_last)
    end = date(2020, 3, 1)
    days = [date.fromordinal(n) for n in range(date(2020, 1, 1).toordinal(), end.toordinal())]

    def held(spell: Spell) -> set[date]:
        return {d for d in days if spell.first <= d and (spell.last is None or d <= spell.last)}

    proper = all(s.last is None or s.first <= s.last for s in (one, other))
    if proper:
        assert one.meets(other) is bool(held(one) & held(other))
        assert one.meets(other) is other.meets(one)


def test_a_spell_in_words() -> None:
    assert spell_words(Spell(date(2026, 1, 1))) == "depuis le 01/01/2026"
    assert spell_words(Spell(date(2026, 1, 1), date(2026, 6, 30))) == "du 01/01/2026 au 30/06/2026"
