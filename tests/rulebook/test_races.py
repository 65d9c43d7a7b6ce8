"""Two administrators set the same value at the same time: one of them is told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from passerelles.kernel.errors import Refusal
from passerelles.rulebook import actions
from passerelles.rulebook.actions import OwnValue
from passerelles.rulebook.models import ParameterOverride
from tests.cast import build_cast, professional
from tests.sharing.test_races import Race, in_threads  # noqa: F401 — the fixture

KEY = "clause_eligibility_months"


def test_of_ten_values_set_at_once_on_the_same_days_one_stands(
    in_threads: Race,  # noqa: F811
) -> None:
    cast = build_cast()
    actor = professional(cast.karim, cast.ime)

    def work(number: int) -> ParameterOverride:
        # Each begins on another day: only the look at whole periods tells them apart.
        start = date(2026, 7, 1) + timedelta(days=number)
        own = OwnValue(Decimal(30 + number), start, None, "Convention", "Article 4")
        return actions.set_override(actor=actor, key=KEY, own=own)

    works = [lambda number=number: work(number) for number in range(10)]
    results, written = in_threads(works, ParameterOverride.objects.count)
    assert written == 1
    assert sum(isinstance(result, ParameterOverride) for result in results) == 1
    assert sum(isinstance(result, Refusal) for result in results) == 9, results
