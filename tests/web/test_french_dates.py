"""Dates as people write them: tolerant where the day is sure, clear where it is not."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from passerelles.web.forms import FrenchDateField, FrenchForm


class DateForm(FrenchForm):
    day = FrenchDateField()


def typed(day: str = "", month: str = "", year: str = "") -> DateForm:
    return DateForm({"day_day": day, "day_month": month, "day_year": year})


@pytest.mark.parametrize(
    "parts",
    [
        ("4", "12", "2026"), ("04", "12", "2026"), (" 4 ", "12", " 2026"),
        ("4", "décembre", "2026"), ("4", "Déc.", "2026"), ("4", "DECEMBRE", "2026"),
        ("04/12/2026", "", ""), ("4-12-2026", "", ""), ("4.12.2026", "", ""),
        ("4 décembre 2026", "", ""), ("2026-12-04", "", ""),
    ],
)  # fmt: skip
def test_usual_ways_of_writing_a_day(parts: tuple[str, str, str]) -> None:
    form = typed(*parts)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er juin 2026", date(2026, 6, 1)),
        ("1 juillet 2026", date(2026, 7, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("15 août 2026", date(2026, 8, 15)),
    ],
)
def test_a_whole_date_under_the_field_name(text: str, expected: date) -> None:
    form = DateForm({"day": text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == expected


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("31", "11", "2026"), "Le 31 novembre 2026 n’existe pas. Vérifiez le jour et le mois."),
        (("29", "2", "2026"), "Le 29 février 2026 n’existe pas. Vérifiez le jour et le mois."),
        (("4", "", "2026"), "Il manque le mois."),
        (("", "", "2026"), "Il manque le jour et le mois."),
        (("4", "13", "2026"), "Le mois s’écrit en chiffres, de 1 à 12, ou en lettres."),
        (("4", "brumaire", "2026"), "Le mois s’écrit en chiffres, de 1 à 12, ou en lettres."),
        (("4", "jui", "2026"), "Le mois s’écrit en chiffres, de 1 à 12, ou en lettres."),
        (("4", "octopus", "2026"), "Le mois s’écrit en chiffres, de 1 à 12, ou en lettres."),
        (("quatre", "12", "2026"), "Le jour s’écrit en chiffres, de 1 à 31."),
        (("²", "12", "2026"), "Le jour s’écrit en chiffres, de 1 à 31."),
        (("4", "12", "26"), "Écrivez l’année avec quatre chiffres, par exemple 2026."),
        (("4/12/26", "", ""), "Écrivez l’année avec quatre chiffres, par exemple 2026."),
        (("4", "12", "1626"), "L’année doit être comprise entre 1900 et 2056."),
        (("4", "12", "2626"), "L’année doit être comprise entre 1900 et 2056."),
        (("", "", ""), "Indiquez une date, par exemple 4 12 2026."),
    ],
)
@time_machine.travel("2026-11-22")
def test_each_mistake_has_its_sentence(parts: tuple[str, str, str], sentence: str) -> None:
    assert typed(*parts).errors["day"] == [sentence]


def test_unreadable_text_under_the_field_name() -> None:
    with pytest.raises(ValidationError, match="Écrivez la date comme"):
        FrenchDateField().clean("bientôt")


def test_an_optional_date_may_be_empty() -> None:
    assert FrenchDateField(required=False).clean(["", "", ""]) is None


@time_machine.travel("2026-11-22")
def test_bounds_are_included_and_said() -> None:
    field = FrenchDateField(min_date=date(2026, 1, 1), max_date=date(2026, 12, 31))
    assert field.clean("01/01/2026") == date(2026, 1, 1)
    assert field.clean("31/12/2026") == date(2026, 12, 31)
    with pytest.raises(ValidationError, match="avant le 01/01/2026"):
        field.clean("31/12/2025")
    with pytest.raises(ValidationError, match="après le 31/12/2026"):
        field.clean("01/01/2027")


@time_machine.travel("2026-11-22")
def test_a_past_date_may_be_today_but_not_tomorrow() -> None:
    field = FrenchDateField(past=True)
    assert field.clean("22/11/2026") == date(2026, 11, 22)
    with pytest.raises(ValidationError, match="dans l’avenir"):
        field.clean("23/11/2026")


def test_the_initial_day_fills_the_three_boxes_and_is_no_change() -> None:
    form = DateForm(
        {"day_day": "04", "day_month": "12", "day_year": "2026"}, initial={"day": date(2026, 12, 4)}
    )
    assert not form.has_changed()
    html = str(DateForm(initial={"day": date(2026, 12, 4)}))
    assert 'name="day_day" data-p-date-part value="4"' in html
    assert 'name="day_year" data-p-date-part value="2026"' in html


def test_wrong_parts_are_shown_again_as_typed() -> None:
    html = str(typed("31", "nov", "2026"))
    assert 'value="nov"' in html


def test_a_birth_date_is_filled_by_the_browser() -> None:
    from passerelles.web.forms import DateWidget

    class Birth(FrenchForm):
        born = FrenchDateField(widget=DateWidget(birth_date=True))

    assert 'autocomplete="bday-year"' in str(Birth())
