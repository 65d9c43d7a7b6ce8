"""Rules of what is to do: urgency, order, silence, ceilings, mornings; no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from passerelles.kernel.actors import Right
from passerelles.kernel.clock import PARIS
from passerelles.law.iae.lengths import Length
from passerelles.organisations.rules.roles import Role, rights_of
from passerelles.worklist.rules.ceilings import (
    Span,
    days_near,
    limit_of,
    months_near,
    running_since,
    same_path,
)
from passerelles.worklist.rules.digest import DigestRhythm, next_moment
from passerelles.worklist.rules.items import (
    SUBJECTS,
    URGENCY_COUNTED,
    URGENCY_TITLES,
    Item,
    Standpoint,
    Subject,
    Urgency,
    answer_due,
    counted,
    ending,
    in_order,
    leads,
    promised,
    reading_order,
    standpoint,
)
from passerelles.worklist.rules.silence import silence

TODAY = date(2026, 11, 25)  # a Wednesday


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (day(-1), Urgency.LATE), (TODAY, Urgency.TODAY), (day(1), Urgency.WEEK),
        (day(7), Urgency.WEEK), (day(8), Urgency.SOON), (None, Urgency.OPEN),
    ],
)  # fmt: skip
def test_a_promise_is_late_the_day_after(on: date | None, expected: Urgency) -> None:
    assert promised(on, TODAY) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(day(-90), Urgency.SOON), (TODAY, Urgency.TODAY), (day(3), Urgency.WEEK), (day(30), Urgency.SOON)],
)  # fmt: skip
def test_an_end_is_never_late(on: date, expected: Urgency) -> None:
    assert ending(on, TODAY) is expected


def test_a_person_who_wrote_is_answered_within_the_week() -> None:
    assert answer_due(day(-7), TODAY) is Urgency.TODAY
    assert answer_due(day(-8), TODAY) is Urgency.LATE


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((Role.WORKER,), Standpoint.FOLLOWS), ((Role.SUPERVISOR,), Standpoint.SUPERVISES),
        ((Role.MANAGER,), Standpoint.LEADS), ((Role.WORKER, Role.MANAGER), Standpoint.LEADS),
        ((Role.PRIVACY,), Standpoint.PROTECTS), ((Role.WORKER, Role.PRIVACY), Standpoint.FOLLOWS),
        ((Role.DIRECTORY,), Standpoint.ELSEWHERE), ((), Standpoint.ELSEWHERE),
    ],
)  # fmt: skip
def test_a_role_decides_what_comes_first(roles: tuple[Role, ...], expected: Standpoint) -> None:
    assert standpoint(rights_of(roles)) is expected


def test_who_imports_without_reading_does_not_lead() -> None:
    assert not leads(frozenset({Right.IMPORT_PEOPLE}))


@pytest.mark.parametrize("point", Standpoint)
def test_every_role_reads_every_subject_once(point: Standpoint) -> None:
    order = reading_order(point)
    assert sorted(order) == sorted(Subject)


def test_every_word_of_the_page_is_written() -> None:
    assert set(URGENCY_TITLES) == set(URGENCY_COUNTED) == set(Urgency)
    assert set(SUBJECTS) == set(Subject)


def thing(subject: Subject, urgency: Urgency, on: date | None = None, alarm: str = "") -> Item:
    return Item(subject, "quoi", "worklist:home", (), "Ouvrir", urgency, on=on, alarm=alarm)


def test_late_promises_come_first_then_what_the_role_reads_first() -> None:
    steps = thing(Subject.STEPS, Urgency.LATE, day(-3))
    older = thing(Subject.STEPS, Urgency.LATE, day(-9))
    paper = thing(Subject.PAPERS, Urgency.LATE, day(-1))
    unsigned = thing(Subject.PAPERS, Urgency.LATE, day(-1), alarm="commencé sans signature")
    ends = thing(Subject.WORK, Urgency.SOON, day(20))
    items = [ends, paper, steps, unsigned, older]
    assert in_order(items, Standpoint.FOLLOWS) == [unsigned, older, steps, paper, ends]
    assert in_order(items, Standpoint.SUPERVISES) == [unsigned, paper, older, steps, ends]
    assert counted(items) == {Urgency.LATE: 4, Urgency.SOON: 1}


@pytest.mark.parametrize(("last", "silent"), [(day(-45), True), (day(-44), False)])
def test_silence_begins_after_the_days_of_the_team(last: date, silent: bool) -> None:
    found = silence([last, None, day(-80)], day(-200), TODAY, 45)
    assert (found is not None) is silent


def test_silence_counts_from_the_start_when_nothing_was_ever_noted() -> None:
    found = silence([None, None], day(-60), TODAY, 45)
    assert found is not None
    assert (found.since, found.days) == (day(-60), 60)
    assert silence([None], day(-10), TODAY, 45) is None


def test_what_is_planned_is_not_news() -> None:
    assert silence([day(4)], day(-60), TODAY, 45) is not None


def test_days_at_one_host_are_counted_over_the_window() -> None:
    spans = [Span(day(-60), day(-31)), Span(day(-20), day(3))]  # 30 and 24 days
    near = days_near(spans, TODAY, 12, 60)
    assert near is not None
    assert (near.used, near.reached) == (54, False)
    assert days_near(spans[1:], TODAY, 12, 60) is None
    old = [Span(day(-400), day(-360)), spans[1]]
    assert days_near(old, TODAY, 12, 60) is None
    assert days_near([], TODAY, 12, 60) is None


def test_assignments_that_follow_each_other_are_one() -> None:
    last = Span(day(-100), day(100))
    spans = [Span(day(-700), day(-401)), Span(day(-400), day(-101)), last]
    assert running_since(spans, last) == day(-700)
    assert running_since([Span(day(-700), day(-300)), last], last) == last.start
    assert limit_of(date(2025, 1, 10), 24) == date(2027, 1, 9)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        (DigestRhythm.DAILY, at(2026, 11, 25, 6, 0), at(2026, 11, 25, 7, 30)),
        (DigestRhythm.DAILY, at(2026, 11, 25, 7, 30), at(2026, 11, 26, 7, 30)),
        (DigestRhythm.DAILY, at(2026, 11, 27, 9, 0), at(2026, 11, 30, 7, 30)),
        (DigestRhythm.WEEKLY, at(2026, 11, 25, 6, 0), at(2026, 11, 30, 7, 30)),
        (DigestRhythm.WEEKLY, at(2026, 11, 30, 8, 0), at(2026, 12, 7, 7, 30)),
        (DigestRhythm.NEVER, at(2026, 11, 25, 6, 0), None),
    ],
)  # fmt: skip
def test_the_e_mail_leaves_in_the_morning_never_at_the_weekend(
    rhythm: DigestRhythm, after: datetime, expected: datetime | None
) -> None:
    assert next_moment(rhythm, after) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Nineteen months of twenty-four are four in five of them.
        (date(2025, 4, 26), date(2026, 12, 31), (Length(19, 0), date(2027, 4, 25))),
        (date(2025, 4, 28), date(2026, 12, 31), None),
        # The last day of the twenty-fourth month is still within it.
        (date(2024, 12, 1), date(2026, 11, 30), (Length(23, 25), date(2026, 11, 30))),
        # Past it: a prolongation was asked for and granted, the ceiling is no longer that one.
        (date(2024, 12, 1), date(2026, 12, 1), None),
        # Not begun: nothing is used of it yet.
        (date(2026, 12, 1), date(2027, 3, 31), None),
    ],
)
def test_insertion_contracts_near_their_twenty_four_months_are_told(
    start: date, end: date, expected: tuple[Length, date] | None
) -> None:
    near = months_near([Span(start, end)], TODAY, 24)
    assert ((near.used, near.limit) if near else None) == expected


def test_earlier_contracts_of_the_same_path_count_and_those_of_another_do_not() -> None:
    """A year, a hole of two months, then another contract: the hole itself counts for nothing."""
    first, now = Span(date(2025, 1, 1), date(2025, 12, 31)), Span(date(2026, 3, 1), day(10))
    near = months_near(same_path([now, first], 24), TODAY, 24)
    assert near is not None
    assert near.used.months == 20
    assert near.limit == date(2027, 2, 28)
    long_ago = Span(date(2021, 1, 1), date(2022, 12, 31))
    assert same_path([long_ago, first, now], 24) == [long_ago, first, now][1:]
