"""Communes, and pages opened by the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.territories.models import Commune, Departement, PostalCode, Region
from tests.cast import Cast


@pytest.fixture
def val_sur_lune(db: None) -> Commune:
    """An invented commune."""
    region = Region.objects.create(code="99", name="Val-d’Ailleurs")
    departement = Departement.objects.create(
        code="98", name="Lune", folded_name="lune", region=region
    )
    commune = Commune.objects.create(
        insee="98001", name="Val-sur-Lune", folded_name="val sur lune", departement=departement
    )
    PostalCode.objects.create(code="98100", commune=commune)
    return commune


@pytest.fixture
def ines(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.ines, cast.ime)


@pytest.fixture
def zoe(cast: Cast, as_user: Callable[..., Client]) -> Client:
    return as_user(cast.zoe, cast.stranger)


@pytest.fixture
def identity() -> dict[str, Any]:
    """What somebody types to open a record."""
    return {
        "first_name": "David",
        "last_name": "Lecomte",
        "usage_name": "",
        "birth_date_day": "4",
        "birth_date_month": "12",
        "birth_date_year": "1980",
        "commune": "",
        "phone": "06 01 02 03 04",
        "email": "",
        "safe_contact": "",
        "told_apart": "",
    }
