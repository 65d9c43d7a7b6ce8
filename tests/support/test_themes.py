"""Barriers and the themes of data·inclusion: each barrier has its own, and finds services."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from passerelles.organisations.models import Activity, Organisation
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.rules.barriers import BARRIER_LABELS, OTHER_BARRIER
from passerelles.support.rules.themes import (
    BARRIER_THEMES,
    CATEGORIES,
    THEME_LABELS,
    barriers_of,
    category_of,
    looked_for,
)
from tests.cast import Cast, professional
from tests.support.scenes import mobility


def test_every_barrier_of_the_typology_has_its_themes_and_no_other() -> None:
    assert set(BARRIER_THEMES) == set(BARRIER_LABELS) - {OTHER_BARRIER}
    assert all(BARRIER_THEMES.values())


def test_every_theme_is_of_the_nomenclature() -> None:
    used = {theme for themes in BARRIER_THEMES.values() for theme in themes}
    assert used <= set(THEME_LABELS)
    for theme in THEME_LABELS:
        category, hyphens, precise = theme.partition("--")
        assert (category in CATEGORIES, hyphens, bool(precise)) == (True, "--", True), theme
        assert theme == theme.lower().strip()


def test_a_service_says_which_barriers_it_may_help_with() -> None:
    assert barriers_of("mobilite--preparer-un-permis") == ("mobility",)
    assert barriers_of("sante--addictions") == ("addiction",)
    assert set(barriers_of("sante")) == {"health", "disability", "suffering", "addiction"}
    assert barriers_of("trouver-un-emploi--repondre-a-des-offres-demploi") == ()
    assert looked_for("housing") == category_of("logement-hebergement--louer-un-logement")


@pytest.mark.django_db
def test_the_page_of_barriers_leads_to_a_service_of_the_theme(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    Organisation.objects.filter(pk=cast.geiq.pk).update(published_at=timezone.now())
    Activity.objects.create(
        organisation=cast.geiq, label="Auto-école sociale", themes=["mobilite--preparer-un-permis"]
    )
    mobility(cast)
    karim = professional(cast.karim, cast.ime)
    open_barrier(actor=karim, person_id=cast.lea.id, kind="addiction", draft=BarrierDraft())
    client = as_user(cast.karim, cast.ime)
    text = client.get(reverse("support:barriers", args=[cast.lea.id])).content.decode()
    address = reverse("organisations:search") + "?activite=mobilite"
    assert address in text
    assert "Préparer un permis" in text
    assert "Addictions" in text
    assert "activite=sante" not in text
    assert "GEIQ Propreté du Val" in client.get(address).content.decode()
