"""Inès begins her day: the list on a desk and on a phone, narrowed, then one thing settled."""

from __future__ import annotations

from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.pathways.models import NextStep
from passerelles.worklist.models import DigestChoice
from tests.browser.screen import DESK, PHONE
from tests.worklist.scenes import busy_lives


@pytest.fixture
def morning(territory: Any) -> None:
    """The educator's ten persons have contracts, papers, appointments and silences."""
    ines = territory.players.users["Inès"]
    ime = ines.memberships.get().organisation
    busy_lives(ime, ines, 10)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["bureau", "téléphone"])
def test_the_list_is_read_narrowed_and_settled(signed_in: Any, morning: None, size: Any) -> None:
    ines = signed_in("Inès", size).open("/a-faire/")
    ines.sees("Date passée, à régler d’abord", "commencé sans toutes les signatures", "Par sorte")
    ines.follow("Papiers et signatures", within=".p-slots__aside").sees("Lire et signer")
    ines.follow("Tout voir").follow("Mon équipe").sees("À moi")
    ines.follow("sans date").sees("Sans date").follow("Tout voir").follow("À moi")
    step = NextStep.unscoped.filter(what="Appeler la mission locale", done_at=None).first()
    assert step is not None
    before = NextStep.unscoped.filter(done_at=None).count()
    ines.open("/a-faire/?sorte=etapes").follow(
        "C’est fait", within=f"li:has-text('{step.person.short_name}')"
    )
    ines.press("C’est fait")
    assert NextStep.unscoped.filter(done_at=None).count() == before - 1


def test_the_team_and_the_e_mail(signed_in: Any, morning: None) -> None:
    karim = signed_in("Karim", PHONE).open("/a-faire/equipe/")
    karim.sees("Parcours suivis", "Personnes sans référente ni référent")
    karim.fill("Dire « sans nouvelles »", "3").press("Enregistrer").is_refused("7")
    karim.fill("Dire « sans nouvelles »", "60").press("Enregistrer").sees("C’est noté")
    karim.open("/compte/").follow("Choisir").tick("Le lundi matin").press("Enregistrer")
    assert DigestChoice.objects.get().next_at > clock.now()
