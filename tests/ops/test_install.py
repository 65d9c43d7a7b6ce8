"""Preparing an installation: each step knows when it has nothing left to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as base_settings

from passerelles.ops import install


@pytest.fixture
def real_stores(settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "django_cache",
        }
    }
    assert base_settings.STATIC_ROOT


def test_preparing_twice_does_nothing_the_second_time(db: None, real_stores: None) -> None:
    """Otherwise the demonstration, which starts afresh after preparing, would never serve."""
    for step in install.steps():
        if step.needed():
            step.run()
    assert [step.words for step in install.steps() if step.needed()] == []
