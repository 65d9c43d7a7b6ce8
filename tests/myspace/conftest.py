from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.myspace.own_space import Space, build_space


@pytest.fixture
def space(cast: Cast) -> Space:
    return build_space(cast)
