"""Adaptations of the job: what they cost, and what becomes of one noted wrongly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.adaptations import (
    AdaptationDraft,
    change_adaptation,
    finish_adaptation,
    note_adaptation,
)
from passerelles.pathways.models import JobAdaptation
from passerelles.pathways.rules.adaptations import cost_words
from passerelles.people.models import Person
from tests.cast import Cast, professional

AsUser = Callable[..., Client]


def noted(cast: Cast, **said: Any) -> JobAdaptation:
    draft = AdaptationDraft(need="Un écran plus grand", **said)
    actor = professional(cast.ines, cast.ime)
    return note_adaptation(actor=actor, person_id=cast.lea.id, draft=draft)


def page(person: Person, name: str, *args: Any) -> str:
    return reverse(f"pathways:{name}", args=[person.id, *args])


def test_an_unknown_cost_is_not_zero() -> None:
    assert cost_words(None, None) == "Coût pas encore connu."
    assert cost_words(Decimal(0), None) == "Rien à financer."
    assert "quelle part" in cost_words(Decimal(450), None)
    assert "entièrement" in cost_words(Decimal(450), Decimal(450))
    assert "reste 150,00" in cost_words(Decimal(450), Decimal(300))


@pytest.mark.django_db
def test_the_cost_is_written_once_known_and_the_first_version_stays(
    cast: Cast, as_user: AsUser
) -> None:
    first = noted(cast, funder="Agefiph")
    client = as_user(cast.ines, cast.ime)
    work = page(cast.lea, "work")
    assert "Coût pas encore connu." in client.get(work).content.decode()
    url = page(cast.lea, "change_adaptation", first.id)
    assert "Un écran plus grand" in client.get(url).content.decode()
    sent = {"need": "Un écran plus grand", "funder": "Agefiph", "cost": "450", "version": 1}
    too_much = client.post(url, sent | {"funded": "500", "reason": "Devis."})
    assert too_much.status_code == 422
    assert "ne dépasse pas le coût" in too_much.content.decode()
    assert client.post(url, sent | {"funded": "300", "reason": "Devis reçu."}).status_code == 302
    text = client.get(work).content.decode()
    assert "reste 150,00" in text
    assert "Devis reçu." in text
    assert client.post(url, sent | {"reason": "Encore."}).status_code == 409
    assert client.get(url).status_code == 404
    todo = client.get(reverse("worklist:home")).content.decode()
    right = JobAdaptation.unscoped.get(corrects=first)
    assert (right.asked_on, right.cost) == (first.asked_on, 450)
    assert page(cast.lea, "adaptation_done", right.id) in todo
    assert page(cast.lea, "adaptation_done", first.id) not in todo


@pytest.mark.django_db
def test_one_noted_by_mistake_is_cancelled_with_why(cast: Cast, as_user: AsUser) -> None:
    first = noted(cast)
    client = as_user(cast.ines, cast.ime)
    todo = reverse("worklist:home")
    waits = page(cast.lea, "adaptation_done", first.id)
    assert waits in client.get(todo).content.decode()
    url = page(cast.lea, "cancel_adaptation", first.id)
    assert client.post(url, {"version": 1, "reason": ""}).status_code == 422
    assert client.post(url, {"version": 1, "reason": "Autre personne."}).status_code == 302
    assert waits not in client.get(todo).content.decode()
    text = client.get(page(cast.lea, "work")).content.decode()
    assert "Aucun aménagement noté." in text
    assert "Autre personne." in text
    with pytest.raises(Conflict):
        finish_adaptation(
            actor=professional(cast.ines, cast.ime),
            person_id=cast.lea.id,
            adaptation_id=first.id,
            version=2,
            on=clock.today(),
            solution="",
        )
    assert noted(cast).id != first.id  # the same need, really there this time


@pytest.mark.django_db
def test_the_same_form_sent_twice_writes_once(cast: Cast) -> None:
    first = noted(cast)
    with pytest.raises(Refusal, match="déjà noté"):
        noted(cast)
    change_adaptation(
        actor=professional(cast.ines, cast.ime),
        person_id=cast.lea.id,
        adaptation_id=first.id,
        version=1,
        draft=AdaptationDraft(need="Un siège"),
        reason="Erreur.",
    )
    assert noted(cast).corrects_id is None
    assert JobAdaptation.unscoped.count() == 3
