"""The simulator keeps nothing, and refuses gently what does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from passerelles.journal.models import JournalEntry
from tests.cast import Cast
from tests.rulebook.simulating import CDDI, Visitor


def test_no_page_asks_the_database_and_none_may_be_kept() -> None:
    """Without its mark, a test that reaches the database fails."""
    answer = Visitor("contrat").answering(CDDI)
    answer.send(go="print")
    entrance = Client().get("/simulateur/")
    for response in (answer.response, entrance):
        assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_nothing_told_is_in_a_session_a_cookie_a_log_a_journal_or_an_address(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Visitor("entrer-en-iae").answering(
        {
            "Qui dit": "employer",
            "veut embaucher": "aci",
            "date de naissance": date(1987, 3, 14),
            "Lesquelles": ["rsa", "justice", "none-of-them"],
        }
    )
    answer.send(change="person.birth_date").send(422, value_day="99")
    assert Session.objects.count() == 0
    assert JournalEntry.objects.count() == 0
    assert set(answer.client.cookies) <= {"csrftoken"}
    written = caplog.text + "".join(capsys.readouterr())
    assert not re.search(r"1987|justice|birth_date", written)
    assert "?" not in answer.url


def test_a_state_that_was_changed_is_refused_gently() -> None:
    answer = Visitor("contrat").say("cddi")
    for state in ("", "n’importe quoi", answer.state[:-3] + "abc", "x" * 100_000):
        response = Client().post(answer.url, {"state": state, "value": "aci"})
        assert response.status_code == 422
        assert "Recommencer" in response.content.decode()


def test_a_state_serves_only_the_question_it_was_made_for() -> None:
    answer = Visitor("contrat").say("cddi")
    response = Client().post("/simulateur/immersion/", {"state": answer.state, "value": "aci"})
    assert response.status_code == 422


def test_a_form_from_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = Visitor("contrat", strict)
    assert strict.post(answer.url, {"state": answer.state, "value": "cddi"}).status_code == 403


# What is refused keeps what was typed and says what to do


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("vingt-six", "Écrivez un nombre en chiffres, par exemple 26 ou 26,5."),
        ("200", "au plus 168"),
        ("1 85 03 75 123 456 78", "numéro de sécurité sociale"),
        ("", "Remplissez cette case."),
        ("1e5", "au plus 168"),
        ("nan", "Écrivez un nombre en chiffres"),
    ],
)
def test_a_number_that_does_not_fit_comes_back_with_what_to_do(typed: str, sentence: str) -> None:
    answer = Visitor("contrat").say("cddi", None, None, "aci")
    answer.send(change="act.weekly_hours")
    answer.send(422, value=typed).sees(sentence)
    assert answer.question == "Combien d’heures par semaine ?"
    assert f'value="{typed}"' in answer.response.content.decode() or not typed


def test_a_date_that_does_not_exist_comes_back_as_it_was_typed() -> None:
    answer = Visitor("fin-du-pass")
    answer.send(422, value_day="31", value_month="2", value_year="2026")
    answer.sees("Le 31 février 2026 n’existe pas")
    assert 'value="31"' in answer.response.content.decode()
    answer.send(value="23/11/2026").sees("21/11/2028")


def test_a_line_that_cannot_be_read_is_named() -> None:
    answer = Visitor("groupement")
    answer.send(422, value="A ; 60 000\nB ; beaucoup").sees("La ligne 2 ne se lit pas")
    assert "beaucoup" in answer.response.content.decode()


def test_a_social_security_number_is_refused_in_words_too() -> None:
    answer = Visitor("groupement").say("A ; 60 000\nB ; 40 000")
    answer.send(change="act.lead")
    answer.send(422, value="1 85 03 75 123 456 78").sees("numéro de sécurité sociale")


def test_a_path_nobody_asked_changes_nothing() -> None:
    answer = Visitor("contrat").say("cddi")
    for path in ("act.nothing", "parameter.smic", "__class__", "history.0.end", "situation.x"):
        answer.send(change=path)
        assert answer.question is not None or answer.result


def test_a_professional_who_is_signed_in_asks_like_anybody_and_leaves_no_line(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    client = as_user(cast.ines, cast.ime)
    before = JournalEntry.objects.count()
    answer = Visitor("contrat", client).answering(CDDI)
    assert answer.result.checked
    assert JournalEntry.objects.count() == before
