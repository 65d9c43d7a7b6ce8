"""Caps over time and the guaranteed remuneration, held against slow and obvious references."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.kernel.calendar import add_months
from passerelles.law.acts.money import Remuneration
from passerelles.law.acts.work import Immersion
from passerelles.law.answering import check
from passerelles.law.document import Document
from passerelles.law.esat.mispe import _working_days
from passerelles.law.findings import Finding, Severity

AT = date(2026, 11, 22)
_MORE = settings(max_examples=300, deadline=None, derandomize=True)


@st.composite
def immersions(draw: st.DrawFn) -> Immersion:
    start = date(2025, 1, 31) + timedelta(days=draw(st.integers(0, 900)))
    return Immersion(
        type="pmsmp",
        host="jardinerie",
        purposes=(draw(st.sampled_from(["discover", "confirm", "recruit"])),),
        prescriber_kind="cap_emploi",
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 27))),
        renewals=draw(st.sampled_from([0, 0, 1])),
    )


def _length(one: Immersion) -> int:
    assert one.start is not None
    assert one.end is not None
    return (one.end - one.start).days + 1


def _worst_windows(act: Immersion, others: list[Immersion]) -> tuple[int, int]:
    """Every window of twelve months, one for each of the days before the immersion starts."""
    assert act.start is not None
    agreements = days = 0
    for before in range(367):
        first = act.start - timedelta(days=before)
        after = add_months(first, 12)
        if act.start >= after:
            continue
        inside = [one for one in (act, *others) if one.start and first <= one.start < after]
        agreements = max(agreements, sum(not one.renewals for one in inside))
        days = max(days, sum(map(_length, inside)))
    return agreements, days


def _capped(act: Immersion, others: list[Immersion]) -> list[Finding]:
    answer = check(Document(at=AT, act=act, history=tuple(others)))
    return [
        finding
        for finding in answer.of(Severity.BLOCK)
        if finding.rule == "PMSMP-04" and "Plafond" in finding.message
    ]


@given(immersions(), st.lists(immersions(), min_size=1, max_size=6))
@settings(_MORE, max_examples=150)
def test_caps_at_a_host_are_those_of_every_window_of_twelve_months(
    act: Immersion, others: list[Immersion]
) -> None:
    agreements, days = _worst_windows(act, others)
    found = _capped(act, others)
    assert any("conventions" in finding.message for finding in found) == (agreements > 2)
    assert any("jours" in finding.message for finding in found) == (days > 60)


@given(immersions(), st.lists(immersions(), min_size=1, max_size=6))
@settings(_MORE, max_examples=60)
def test_a_cap_opens_again_on_the_day_it_says_and_on_none_before(
    act: Immersion, others: list[Immersion]
) -> None:
    found = _capped(act, others)
    if not found:
        return
    opens = found[0].opens_on
    assert opens is not None
    assert act.start is not None
    length = timedelta(days=_length(act) - 1)
    # Every second week, and the eve.
    eve = (opens - act.start).days - 1
    for day in (act.start + timedelta(days=offset) for offset in {*range(0, eve, 14), eve}):
        moved = Immersion(
            type="pmsmp", host="jardinerie", start=day, end=day + length, renewals=act.renewals
        )
        agreements, days = _worst_windows(moved, others)
        assert agreements > 2 or days > 60, day
    moved = Immersion(
        type="pmsmp", host="jardinerie", start=opens, end=opens + length, renewals=act.renewals
    )
    agreements, days = _worst_windows(moved, others)
    assert agreements <= 2
    assert days <= 60


@given(st.integers(0, 2000), st.integers(0, 400))
@_MORE
def test_working_days_are_every_day_but_sundays(after: int, length: int) -> None:
    start = date(2026, 1, 1) + timedelta(days=after)
    days = [start + timedelta(days=offset) for offset in range(length)]
    assert _working_days(start, start + timedelta(days=length - 1)) == sum(
        day.isoweekday() != 7 for day in days
    )


@given(st.decimals(min_value=5, max_value=200, places=2), st.integers(1, 100))
@_MORE
def test_the_guaranteed_remuneration_is_that_of_the_decree(share: Decimal, part: int) -> None:
    quota = Decimal(part) / 100
    act = Remuneration(paid_on=date(2026, 11, 30), esat_share_percent=share, quota=quota)
    computed = check(Document(at=AT, act=act)).computed
    state = (
        Decimal("50.7") if share <= 20 else max(60 - Decimal("9.3") - (share - 20) / 2, Decimal(0))
    )
    total = share + state
    month = Decimal("12.31") * Decimal("151.67") * quota * total / 100
    assert computed["state_share"] == state
    assert computed["total_percent"] == total
    assert computed["monthly"] == month.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.decimals(min_value=5, max_value=199, places=2))
@_MORE
def test_a_larger_share_of_the_esat_never_pays_less(share: Decimal) -> None:
    def paid(percent: Decimal) -> Decimal:
        act = Remuneration(paid_on=date(2026, 11, 30), esat_share_percent=percent, quota=Decimal(1))
        monthly = check(Document(at=AT, act=act)).computed["monthly"]
        assert isinstance(monthly, Decimal)
        return monthly

    assert paid(share) <= paid(share + Decimal("0.01")) < paid(share + 1)
