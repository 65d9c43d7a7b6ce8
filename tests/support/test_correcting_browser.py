"""Correcting and cancelling in real browsers, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.pathways.actions.adaptations import AdaptationDraft, note_adaptation
from passerelles.support.actions.leads import LeadDraft, log_lead
from passerelles.support.rules.leads import LeadOrigin
from tests.browser.screen import DESK, PHONE, Screen
from tests.cast import build_cast
from tests.support.scenes import educator, licence, mobility
from tests.support.test_journey_browser import pytestmark as browsers
from tests.support.test_journey_browser import screen  # noqa: F401 - the fixture

pytestmark = browsers


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["bureau", "téléphone"])
def test_a_mistake_is_put_right_and_what_was_noted_stays(
    screen: Callable[[str, Any, Client], Screen],  # noqa: F811 - the fixture
    as_user: Callable[..., Client],
    size: Any,
) -> None:
    cast = build_cast()
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    actor = educator(cast)
    need = AdaptationDraft(need="Un écran plus grand", funder="Agefiph")
    note_adaptation(actor=actor, person_id=cast.lea.id, draft=need)
    log_lead(actor=actor, draft=LeadDraft("Le Fournil", LeadOrigin.FAIR, clock.today()))
    record = f"/dossier/{cast.lea.id}/"
    width = "bureau" if size == DESK else "téléphone"
    seen = screen(f"corrections-{width}", size, as_user(cast.ines, cast.ime))
    seen.open(f"{record}freins/{barrier.id}/financement/{plan.id}/corriger/")
    seen.fill("Combien cela coûte", "1650")
    seen.fill("Pourquoi ce changement ?", "Faute de frappe.").press("Enregistrer")
    seen.sees("Il manque 400", "Ce qui a été corrigé ou annulé", "Dire le résultat")
    seen.open(f"{record}freins/{barrier.id}/financement/{plan.id}/resultat/").sees("Obtenu")
    seen.open(f"{record}travail/").sees("Coût pas encore connu.").follow("Modifier ou corriger")
    seen.fill("Combien cela coûte ?", "450")
    seen.fill("Pourquoi ce changement ?", "Devis reçu.").press("Enregistrer")
    seen.sees("Coût : 450,00", "Ce qui a été modifié ou annulé")
    seen.open("/pistes/").sees("Le Fournil").follow("Annuler", within="main")
    seen.fill("Pourquoi annuler ?", "Entreprise fermée.").press("Enregistrer")
    seen.sees("Aucune piste.", "Ce qui a été corrigé ou annulé")
