from __future__ import annotations

import pytest

from tests.organisations.directory import make_places


@pytest.fixture
def territory(db: None) -> None:
    make_places()
