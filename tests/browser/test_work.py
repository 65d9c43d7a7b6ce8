"""Inès notes a placement: the law answers as she types, with scripts and without."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from passerelles.kernel import clock
from passerelles.pathways.models import WorkSituation


def _opens_the_form(ines: Any, territory: Any) -> Any:
    ines.open(f"/dossier/{territory.person('Léa').id}/travail/")
    ines.follow("Noter un contrat").sees("De quel travail s’agit-il")
    return ines.follow("PMSMP").sees("Période de mise en situation")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_placement_is_checked_as_it_is_typed_then_kept(
    signed_in: Any, territory: Any, scripts: bool
) -> None:
    ines = _opens_the_form(signed_in("Inès", scripts=scripts), territory)
    start = clock.today() + timedelta(days=400)
    ines.date("Premier jour", start).date("Dernier jour", start + timedelta(days=60))
    if scripts:
        ines.tick("Confirmer un projet")
        expect(ines.page.locator("#reponse")).to_contain_text("au plus 1 mois", timeout=8000)
    else:
        ines.tick("Confirmer un projet").press("Vérifier").sees("au plus 1 mois")
    ines.press("Enregistrer").is_refused("au plus 1 mois")
    ines.date("Dernier jour", start + timedelta(days=9)).press("Enregistrer")
    ines.sees("C’est noté", "Historique", "Compteurs")
    kept = WorkSituation.unscoped.get(start=start)
    assert kept.details == {"act.purposes": ["confirm"]}
    ines.follow("Travail", within=".p-side").sees("PMSMP", "À venir")
    ines.follow("PMSMP", within="main").follow("Annuler")
    ines.fill("Pourquoi", "Netclair ne peut plus").press("Enregistrer").sees("C’est annulé")
