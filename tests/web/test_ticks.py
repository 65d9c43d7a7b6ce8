"""The days written under a small picture: French, never touching, never twice the same."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from passerelles.web.ticks import GAP, LETTER, time_scale

WIDTH = 186
STARTS = [date(2026, 1, 1), date(2025, 9, 30), date(2024, 2, 29), date(2026, 11, 4)]


def labels(first: date, last: date) -> list[str]:
    return [tick.label for tick in time_scale(first, last, WIDTH).ticks]


@pytest.mark.parametrize("start", STARTS)
def test_labels_never_touch_never_repeat_and_stay_in_the_panel(start: date) -> None:
    for days in [*range(400), *range(400, 4000, 7)]:
        scale = time_scale(start, start + timedelta(days=days), WIDTH)
        low, high = scale.domain
        pixels = WIDTH / (high - low)
        assert len({tick.label for tick in scale.ticks}) == len(scale.ticks)
        assert len(scale.ticks) > (days > 4), days
        for tick in scale.ticks:
            half = len(tick.label) * LETTER / 2
            assert (tick.position - low) * pixels > half - 9, (days, tick)
            assert (high - tick.position) * pixels > half - 9, (days, tick)
        for left, right in pairwise(scale.ticks):
            between = (right.position - left.position) * pixels
            assert between >= (len(left.label) + len(right.label)) * LETTER / 2 + GAP


def test_one_day_is_written_once() -> None:
    assert labels(date(2026, 11, 4), date(2026, 11, 4)) == ["4 nov."]


def test_two_points_in_a_week_are_written_with_their_days() -> None:
    assert labels(date(2026, 10, 29), date(2026, 11, 1)) == ["29 oct.", "1er nov."]


def test_a_few_months_are_french_months() -> None:
    assert labels(date(2026, 6, 12), date(2026, 11, 20)) == ["juil. 26", "sept. 26", "nov. 26"]


def test_several_years_are_written_as_years() -> None:
    assert labels(date(2023, 11, 4), date(2026, 11, 9)) == ["2024", "2025", "2026"]


def test_both_days_are_inside_the_scale() -> None:
    first, last = date(2026, 6, 12), date(2026, 11, 20)
    low, high = time_scale(first, last, WIDTH).domain
    assert low < first.toordinal() < last.toordinal() < high
