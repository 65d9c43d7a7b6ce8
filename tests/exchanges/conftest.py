from __future__ import annotations

from pathlib import Path

import pytest

from tests.territories.places import load_places


@pytest.fixture
def places(db: None, tmp_path: Path) -> None:
    load_places(tmp_path)
