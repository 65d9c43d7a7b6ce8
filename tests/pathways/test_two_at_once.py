"""Two people on the same work at once: the second sees what the first wrote, beside their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.pathways.actions.adaptations import AdaptationDraft, note_adaptation
from passerelles.pathways.models import FollowUp, ReturnRight, WorkSituation
from tests.cast import Cast
from tests.pathways.test_work_leaving import leaves_the_esat
from tests.pathways.work_scenes import day, mona, sami, works_at_the_esat

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
FIRST, SECOND = "la première raison", "ma propre raison, longue à écrire"


def dated(name: str, days: int) -> dict[str, str]:
    on = day(days)
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def met(client: Client, url: str, first: dict[str, Any], second: dict[str, Any]) -> str:
    """Both forms were opened on the same version; the second answer is the conflict page."""
    assert client.get(url).status_code == 200
    done = client.post(url, first)
    assert done.status_code == 302, done.content.decode()[:3000]
    conflict = client.post(url, second)
    assert conflict.status_code == 409, conflict.status_code
    text: str = conflict.content.decode()
    assert "Ce qui vient d’être écrit" in text
    assert "Ce que vous aviez écrit" in text
    return text


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("suspend_work", dated("on", 0)),
        ("cancel_work", {}),
        ("end_work", {**dated("on", 0), "why": "person_choice", "leaves": "stays"}),
    ],
)
def test_a_move_made_twice_loses_no_word(
    cast: Cast, as_user: AsUser, name: str, more: dict[str, str]
) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    url = reverse(f"pathways:{name}", args=[person.id, situation.id])
    sent = {"version": "1", **more}
    client = as_user(cast.mona, cast.esat)
    text = met(client, url, {**sent, "reason": FIRST}, {**sent, "reason": SECOND})
    assert FIRST in text
    assert SECOND in text
    assert "Mona P." in text


def test_a_resume_and_a_renewal_meet_what_happened_before(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person, end=day(200))
    client = as_user(cast.mona, cast.esat)
    url = reverse("pathways:renew_work", args=[person.id, situation.id])
    assert client.get(url).status_code == 200
    suspend = reverse("pathways:suspend_work", args=[person.id, situation.id])
    client.post(suspend, {"version": "1", "reason": FIRST, **dated("on", 0)})
    late = client.post(url, {"version": "1", "reason": SECOND, **dated("end", 300)})
    assert late.status_code == 409
    assert FIRST in late.content.decode()
    assert SECOND in late.content.decode()
    resume = reverse("pathways:resume_work", args=[person.id, situation.id])
    sent = {"version": "2", **dated("on", 0)}
    met(client, resume, {**sent, "reason": FIRST}, {**sent, "reason": SECOND})
    assert WorkSituation.unscoped.get().version == 3


def test_a_contact_and_a_return_noted_twice_show_the_first(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    leaves_the_esat(cast, person, 3)
    client = as_user(cast.mona, cast.esat)
    contact = FollowUp.unscoped.order_by("planned_on").first()
    if contact is not None:
        url = reverse("pathways:note_contact", args=[person.id, contact.id])
        sent = {"version": "1", "still_in_job": "yes", **dated("done_on", 0)}
        text = met(client, url, {**sent, "words": FIRST}, {**sent, "words": SECOND})
        assert FIRST in text
        assert SECOND in text
    right = ReturnRight.unscoped.get()
    url = reverse("pathways:come_back", args=[person.id, right.id])
    sent = {"version": "1", **dated("on", 0)}
    text = met(client, url, {**sent, "reason": FIRST}, {**sent, "reason": SECOND})
    assert FIRST in text
    assert SECOND in text


def test_an_adaptation_in_place_twice_shows_the_first(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    noted = note_adaptation(
        actor=mona(cast), person_id=person.id, draft=AdaptationDraft(need="consignes longues")
    )
    client = as_user(cast.mona, cast.esat)
    url = reverse("pathways:adaptation_done", args=[person.id, noted.id])
    sent = {"version": "1", **dated("on", 0)}
    text = met(client, url, {**sent, "solution": FIRST}, {**sent, "solution": SECOND})
    assert FIRST in text
    assert SECOND in text
