"""Barriers: a typology to tick, told once, that informs and never blocks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from passerelles.kernel.errors import Refusal
from passerelles.people.models import Fact
from passerelles.people.rules.answers import clean_answer, shown_answer
from passerelles.people.rules.facts import BARRIERS, FACTS, SENSITIVE_BARRIERS, FactKind
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast


def test_what_reveals_health_or_justice_is_only_in_the_sensitive_volet() -> None:
    assert FACTS[FactKind.BARRIERS].volet is Volet.BARRIERS
    assert FACTS[FactKind.SENSITIVE_BARRIERS].volet is Volet.SENSITIVE
    ordinary = {code for code, _ in BARRIERS}
    assert not ordinary & {"health", "disability", "suffering", "addiction", "justice"}
    assert {code for code, _ in SENSITIVE_BARRIERS} >= {"suffering", "addiction", "justice"}


def test_several_barriers_are_kept_in_the_order_of_the_list_and_shown_in_words() -> None:
    kept = clean_answer(FactKind.BARRIERS, "mobility,french")
    assert kept == "french,mobility"
    assert shown_answer(FactKind.BARRIERS, kept) == "Maîtrise du français, Mobilité"


@pytest.mark.parametrize("answer", ["inconnu", "french,inconnu", "none,french"])
def test_an_answer_outside_the_list_or_that_contradicts_itself_is_refused(answer: str) -> None:
    with pytest.raises(Refusal):
        clean_answer(FactKind.BARRIERS, answer)


def test_barriers_are_ticked_on_the_page_and_read_again_ticked(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("people:fact", kwargs={"person_id": cast.lea.pk, "kind": "barriers"})
    response = client.post(url, {"value": ["housing", "mobility"]})
    assert response.status_code == 302
    assert "Logement ou hébergement, Mobilité" in client.get(response["Location"]).content.decode()
    page = client.get(url).content.decode()
    assert page.count("checked") == 2


def test_a_very_personal_barrier_is_encrypted(cast: Cast, as_user: Callable[..., Client]) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("people:fact", kwargs={"person_id": cast.lea.pk, "kind": "sensitive_barriers"})
    client.post(url, {"value": ["addiction"]})
    fact = Fact.unscoped.get(person=cast.lea, kind="sensitive_barriers")
    assert fact.value == "addiction"
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM people_fact")
        assert "addiction" not in cursor.fetchone()[0]
