"""Preparing an installation: each step knows when it has nothing left to do."""

from __future__ import annotations

from django.test import override_settings

from passerelles.ops import install

DATABASE_CACHE = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}


@override_settings(CACHES=DATABASE_CACHE)
def test_preparing_twice_does_nothing_the_second_time(db: None) -> None:
    """Otherwise the demonstration, which starts afresh after preparing, would never serve."""
    for step in install.steps():
        if step.needed():
            step.run()
    assert [step.words for step in install.steps() if step.needed()] == []
