"""Addresses taken in from a national file never become a link that acts."""

from __future__ import annotations

import pytest

from passerelles.exchanges.data_inclusion.connector import _web_address


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//ailleurs", "non"]
)
def test_what_is_not_a_web_address_is_left_out(typed: str) -> None:
    assert _web_address(typed, 200) == ""


def test_a_web_address_is_kept_whole_or_not_at_all() -> None:
    assert _web_address("https://exemple.test/a", 200) == "https://exemple.test/a"
    assert _web_address("www.exemple.test", 200) == "https://www.exemple.test"
    assert _web_address("https://exemple.test/" + "a" * 200, 200) == ""
