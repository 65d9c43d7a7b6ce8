"""The synthesis of a full record holds on two sheets of A4, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.pathways.actions.stages import StageDraft, add_stage
from passerelles.pathways.rules.stages import StageKind, StageState
from passerelles.people.models import Fact, Wish
from passerelles.people.rules.facts import FACTS
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, professional
from tests.pathways.scenes import days_ago, full_record

CHROMIUM = shutil.which("chromium")
LONG = (
    "Trois matinées par semaine avec l’équipe des espaces communs, puis une journée entière. " * 4
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium absent : impression non vérifiée"),
    pytest.mark.django_db(transaction=True),
]


def long_record(cast: Cast) -> None:
    """A path of nine stages, every question answered, several wishes."""
    path = full_record(cast)
    for number in range(5):
        add_stage(
            actor=professional(cast.ines, cast.ime),
            person_id=cast.lea.id,
            path_id=path.id,
            draft=StageDraft(
                StageKind.INTERNSHIP,
                f"Stage numéro {number}",
                StageState.DONE,
                started_on=days_ago(200 - number),
                ended_on=days_ago(190 - number),
                description=LONG,
                result=LONG,
            ),
        )
    own = {"person": cast.lea, "organisation": cast.ime, "author_name": "Inès B."}
    for kind, definition in FACTS.items():
        value = definition.choices[0][0] if definition.choices else "le matin avec le bus, assise"
        Fact.unscoped.create(kind=kind, value=value, volet=definition.volet, **own)
    for words in ("Je voudrais un travail près de chez moi.", "J’aime que ça brille."):
        Wish.unscoped.create(kind="interest", words=words, volet=Volet.PROJECT, **own)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_synthesis_prints_on_two_sheets(
    live_server: Any, cast: Cast, as_user: Callable[..., Client], chromium: Any
) -> None:
    long_record(cast)
    client = as_user(cast.claire, cast.geiq)
    url = live_server.url + reverse("pathways:print", args=[cast.lea.id])
    context = chromium.new_context()
    context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in client.cookies.items()
        ]
    )
    page = context.new_page()
    response = page.goto(url)
    page.wait_for_load_state("networkidle")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    words = page.inner_text("main")
    context.close()
    assert response is not None
    assert response.status == 200
    assert "et 4 étapes plus anciennes" in words
    assert clock.today().strftime("%Y") in words
    assert pages_of(pdf) == 2
