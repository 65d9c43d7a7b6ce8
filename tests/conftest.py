"""Shared fixtures: a closed network, a temporary data folder, a named cast."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

from tests.cast import Cast, build_cast

# The same examples at each run, whatever the load of the machine: a failure is a change of the
# code.  HYPOTHESIS_PROFILE=explore draws new ones.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(autouse=True)
def _light_settings(settings: Any) -> None:
    settings.ROW_SECURITY_OPEN_WITHOUT_ACTOR = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _empty_cache(_light_settings: None) -> Iterator[None]:
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people and organisations of the tests."""
    return build_cast()


@pytest.fixture
def as_user() -> Callable[..., Client]:
    """``as_user(user, organisation)``: a browser signed in and acting for an organisation."""

    def signed_in(user: Any, organisation: Any = None) -> Client:
        client = Client()
        client.force_login(user)
        if organisation is not None:
            session = client.session
            session["passerelles_organisation"] = str(organisation.id)
            session.save()
        return client

    return signed_in


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """One database for each worker, as pytest-django does.

    Flushing between transactional tests must also get past the insert-only triggers.
    """
    from django.db.backends.sqlite3.base import DatabaseOperations

    original = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **kwargs: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        return [*drops, *original(self, style, tables, **kwargs), *[sql for _, sql in triggers]]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]


@pytest.fixture
def django_assert_max_num_queries() -> Callable[..., Any]:
    """As pytest-django's, without the two statements that only PostgreSQL needs."""

    @contextmanager
    def at_most(number: int, **kwargs: Any) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        own = ("set_config(", "pg_advisory_xact_lock(")
        asked = [
            q["sql"] for q in captured.captured_queries if not any(word in q["sql"] for word in own)
        ]
        assert len(asked) <= number, f"{len(asked)} requêtes :\n" + "\n".join(asked)

    return at_most


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, one for the whole run: Playwright starts only once in a process."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("CHROMIUM ABSENT : AUCUN PARCOURS ESSAYÉ (apt install chromium)")
    from playwright.sync_api import sync_playwright

    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*arguments, *as_root])
        yield browser
        browser.close()
