"""Rules of the path, of detection and of progress, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.kernel.periods import age_on
from passerelles.pathways.rules.axes import AxisDefinition, read_axes
from passerelles.pathways.rules.detection import (
    DetectionFacts,
    DetectionOutcome,
    DetectionSection,
    remarks,
)
from passerelles.pathways.rules.progress import (
    LEVEL_MAX,
    Observation,
    Trend,
    Voice,
    change_since_start,
    changes,
    count_trends,
    in_words,
    standing,
)
from passerelles.pathways.rules.stages import (
    MOVES,
    PATH_MOVES,
    TIMELINE_STATES,
    PathState,
    StageState,
    may_move,
    path_may_move,
)

READY = DetectionFacts(
    section=DetectionSection.SIPFP,
    age=17,
    has_wish=True,
    person_agrees=True,
    representative_agrees=True,
    outcome=DetectionOutcome.PATH_STARTED,
)


@pytest.mark.parametrize(
    ("age", "warned"),
    [(15, True), (16, False), (17, False), (20, False), (21, True), (None, False)],
)
def test_early_detection_is_from_16_to_20_included_and_only_warns(
    age: int | None, warned: bool
) -> None:
    said = remarks(replace(READY, age=age))
    assert any("16 à 20" in remark.message for remark in said) is warned
    assert not any(remark.blocks for remark in said)


def test_somebody_is_20_until_the_eve_of_the_21st_birthday() -> None:
    birth = date(2005, 6, 12)
    assert age_on(birth, date(2026, 6, 11)) == 20
    assert age_on(birth, date(2026, 6, 12)) == 21


def test_an_esat_worker_of_any_age_may_be_heard() -> None:
    assert remarks(replace(READY, section=DetectionSection.ESAT, age=54)) == []


def test_no_detection_without_the_wish_of_the_person() -> None:
    blocking = [remark for remark in remarks(replace(READY, has_wish=False)) if remark.blocks]
    assert [remark.field for remark in blocking] == ["wish"]


@pytest.mark.parametrize("said", [None, False])
def test_no_path_starts_for_a_minor_without_the_representative(said: bool | None) -> None:
    minor = replace(READY, representative_agrees=said)
    assert [r.field for r in remarks(minor) if r.blocks] == ["representative_agrees"]
    assert remarks(replace(minor, age=18)) == []
    assert remarks(replace(minor, outcome=DetectionOutcome.LATER)) == []


def test_an_unknown_age_is_said_to_be_missing_and_blocks_nothing() -> None:
    said = remarks(replace(READY, age=None, representative_agrees=None))
    assert [remark.blocks for remark in said] == [False]
    assert "date de naissance" in said[0].message.lower()


def test_nothing_begins_when_the_person_says_no() -> None:
    refused = replace(READY, person_agrees=False)
    assert [r.field for r in remarks(refused) if r.blocks] == ["outcome"]
    assert remarks(replace(refused, outcome=DetectionOutcome.NO)) == []


def test_a_finished_stage_never_reopens_and_a_skipped_one_may_be_planned_again() -> None:
    assert not any(may_move(StageState.DONE, target) for target in StageState)
    assert may_move(StageState.SKIPPED, StageState.PLANNED)
    assert may_move(StageState.PLANNED, StageState.SKIPPED)
    assert set(MOVES) == set(StageState) == set(TIMELINE_STATES)


def test_a_closed_path_resumes() -> None:
    assert path_may_move(PathState.CLOSED, PathState.ACTIVE)
    assert not path_may_move(PathState.ACTIVE, PathState.ACTIVE)
    assert set(PATH_MOVES) == set(PathState)


AXIS, OTHER_AXIS = UUID(int=1), UUID(int=2)
START = datetime(2026, 6, 1, 9, tzinfo=UTC)


def seen(number: int, level: int, *, day: int | None = None, **more: object) -> Observation:
    moment = START + timedelta(minutes=number)
    facts = Observation(
        id=UUID(int=number + 100),
        axis=AXIS,
        voice=Voice.PROFESSIONAL,
        observed_on=START.date() + timedelta(days=number if day is None else day),
        recorded_at=moment,
        level=level,
    )
    return replace(facts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("levels", "trend", "delta"),
    [
        ((), Trend.UNKNOWN, None),
        ((3,), Trend.UNKNOWN, None),
        ((0, 0), Trend.STABLE, 0),
        ((1, 4, 2), Trend.IMPROVING, 1),
        ((2, 4, 2), Trend.STABLE, 0),
        ((3, 4, 0), Trend.DECLINING, -3),
    ],
)
def test_change_is_the_level_now_minus_the_first(
    levels: tuple[int, ...], trend: Trend, delta: int | None
) -> None:
    change = change_since_start(seen(i, level) for i, level in enumerate(levels))
    assert (change.trend, change.delta) == (trend, delta)


def test_zero_is_a_level_and_not_an_absence() -> None:
    assert in_words(change_since_start([seen(0, 0), seen(1, 2)])) == "en progrès (+2)"
    assert in_words(change_since_start([])) == "pas encore assez d’observations"


def test_the_two_voices_are_never_mixed() -> None:
    person = [seen(i, level, voice=Voice.PERSON) for i, level in enumerate((4, 1))]
    team = [seen(i + 10, level) for i, level in enumerate((0, 3))]
    found = changes([*person, *team])[AXIS]
    assert found[Voice.PERSON].trend is Trend.DECLINING
    assert found[Voice.PROFESSIONAL].delta == 3


def test_a_correction_replaces_and_only_its_own_voice_may_correct() -> None:
    wrong = seen(0, 4)
    right = seen(1, 1, day=0, corrects=wrong.id)
    foreign = seen(2, 0, day=0, corrects=wrong.id, voice=Voice.PERSON)
    assert standing([wrong, right]) == [right]
    assert wrong in standing([wrong, foreign])


observations = st.lists(
    st.builds(
        seen,
        st.integers(0, 400),
        st.integers(0, LEVEL_MAX),
        day=st.integers(0, 60),
        voice=st.sampled_from(Voice),
        axis=st.sampled_from([AXIS, OTHER_AXIS]),
    ),
    unique_by=lambda o: o.id,
    max_size=12,
)


@given(observations, st.integers(0, 1000))
def test_the_order_of_reading_never_changes_the_result(known: list[Observation], seed: int) -> None:
    shuffled = sorted(known, key=lambda o: (o.id.int * 7919 + seed) % 1009)
    assert changes(known) == changes(shuffled)


@given(observations)
def test_change_agrees_with_a_slow_and_obvious_count(known: list[Observation]) -> None:
    for axis, by_voice in changes(known).items():
        for voice, change in by_voice.items():
            mine = [o for o in known if (o.axis, o.voice) == (axis, voice)]
            mine.sort(key=lambda o: (o.observed_on, o.recorded_at, o.id.int))
            if len(mine) < 2:
                assert change.trend is Trend.UNKNOWN
                assert change.delta is None
            else:
                assert change.delta == mine[-1].level - mine[0].level
                assert (change.trend is Trend.STABLE) == (change.delta == 0)
            assert change.count == len(mine)


@given(observations)
def test_every_axis_falls_in_one_trend(known: list[Observation]) -> None:
    found = [by_voice[Voice.PROFESSIONAL] for by_voice in changes(known).values()]
    counted = count_trends(found)
    assert set(counted) == set(Trend)
    assert sum(counted.values()) == len(found)


def test_the_default_axes_speak_plainly_at_every_level() -> None:
    framework = read_axes()
    assert len(framework.axes) >= 7
    assert len({axis.code for axis in framework.axes}) == len(framework.axes)
    for axis in framework.axes:
        assert axis.plain.endswith("?")
        assert len(set(axis.levels)) == LEVEL_MAX + 1


def test_an_axis_without_words_for_each_level_is_refused() -> None:
    with pytest.raises(ValueError, match="chaque niveau"):
        AxisDefinition("x", "X", "X ?", ("un", "deux"))
