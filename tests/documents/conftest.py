from __future__ import annotations

import pytest

from passerelles.people.models import Person
from tests.cast import Cast
from tests.sharing.scenes import adult


@pytest.fixture
def david(cast: Cast) -> Person:
    """David, of age, followed by the IME."""
    return adult(cast)
