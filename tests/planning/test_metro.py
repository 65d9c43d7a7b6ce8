"""The picture of routes: everything stays inside, nothing overlaps on a line."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.planning.rules.metro import LINES, WIDTH, MetroMap, Stop, metro_map

stops = st.builds(
    Stop,
    st.text("abcdéè ’-", min_size=1, max_size=60).filter(str.strip),
    st.text("abcdéè ", max_size=60),
    st.sampled_from(["open", "open_if", "unknown", "closed"]),
    st.just("✔"),
)
maps = st.lists(st.lists(stops, min_size=1, max_size=6), min_size=1, max_size=4).map(
    lambda routes: metro_map(Stop("Aujourd’hui", "", "here"), Stop("CDI", "", "goal"), routes)
)


@settings(max_examples=400)
@given(maps)
def test_every_station_and_word_is_inside_the_picture(drawn: MetroMap) -> None:
    for track in drawn.tracks:
        for station in track.stations:
            assert 0 < station.x < drawn.width
            assert 0 < station.y < drawn.height
            for y, _line in (*station.words.lines, *station.words.notes):
                assert 16 <= y <= drawn.height - 4


@settings(max_examples=400)
@given(maps)
def test_stations_follow_each_other_from_left_to_right_with_room_between(drawn: MetroMap) -> None:
    for track in drawn.tracks:
        places = [station.x for station in track.stations]
        assert all(after - before >= 80 for before, after in itertools.pairwise(places))
        assert drawn.start.x < places[0]
        assert places[-1] < drawn.goal.x


@settings(max_examples=400)
@given(maps)
def test_each_route_has_its_own_line_and_all_meet_at_both_ends(drawn: MetroMap) -> None:
    heights = [track.stations[0].y for track in drawn.tracks]
    assert len(set(heights)) == len(heights)
    middle = drawn.start.y
    for track in drawn.tracks:
        assert track.points.startswith(f"{drawn.start.x},{middle} ")
        assert track.points.endswith(f" {drawn.goal.x},{middle}")
    assert drawn.width == WIDTH


def test_a_short_note_leaves_its_room_to_the_words_of_the_step() -> None:
    said = "Des bénévoles m’aident à faire mon CV et à rencontrer des entreprises"
    stops = [Stop(said, "maintenant", "open")] * 4
    drawn = metro_map(Stop("Aujourd’hui", "", "here"), Stop("Un CDI", "", "goal"), [stops] * 3)
    for track in drawn.tracks:
        for station in track.stations:
            words = station.words
            assert " ".join(line for _y, line in words.lines) == said
            assert len(words.lines) + len(words.notes) <= LINES
