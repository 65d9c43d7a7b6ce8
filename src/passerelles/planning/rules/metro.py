"""The picture of a few routes: stations on lines, from today to the goal, like a metro map.

Pure geometry in the units of the drawing; colours and strokes belong to the theme.  The list
beside the picture says the same: the picture is never alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

WIDTH = 960
LEFT, RIGHT = 96, WIDTH - 96  # centres of « aujourd’hui » and of the goal
BEND = 64  # how far a line goes down or up before it runs flat
ROW = 132  # height between two lines
# Above the first line and under the last: room for six lines of words, whatever they are.
MARGIN = 128
LABEL_WIDTH, NOTE_WIDTH = 19, 24  # characters on one line of words
LINES, NOTE_LINES = 6, 2  # of words at a station, and how many of them a note may take
LINE_HEIGHT = 17


@dataclass(frozen=True, slots=True)
class Stop:
    """What a station says: its name, a short note under it, the state of its step and its sign."""

    label: str
    note: str
    state: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text, each with its height; all centred on ``x``."""

    x: int
    lines: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Station:
    x: int
    y: int
    state: str
    sign: str
    words: Words


@dataclass(frozen=True, slots=True)
class Track:
    """One route: ``number`` gives its colour, ``points`` is an SVG list of points."""

    number: int
    points: str
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class MetroMap:
    width: int
    height: int
    tracks: tuple[Track, ...]
    start: Station
    goal: Station


def metro_map(start: Stop, goal: Stop, routes: Sequence[Sequence[Stop]]) -> MetroMap:
    """Lay out up to five routes; the first is at the top, where one looks first."""
    rows = max(len(routes), 1)
    height = MARGIN * 2 + ROW * (rows - 1)
    middle = height // 2
    tracks = tuple(
        _track(number, stops, MARGIN + ROW * number, middle, rows)
        for number, stops in enumerate(routes)
    )
    return MetroMap(
        WIDTH, height, tracks, _terminus(start, LEFT, middle), _terminus(goal, RIGHT, middle)
    )


def _track(number: int, stops: Sequence[Stop], y: int, middle: int, rows: int) -> Track:
    begin, finish = LEFT + BEND * 2, RIGHT - BEND * 2
    points = [(LEFT, middle), (LEFT + BEND, middle), (begin, y)]
    points += [(finish, y), (RIGHT - BEND, middle), (RIGHT, middle)]
    room = finish - begin
    # Stations never touch the bends: each stands in the middle of an equal share of the line.
    share = room / max(len(stops), 1)
    under = number >= rows / 2
    stations = tuple(
        _station(stop, round(begin + share * (index + 0.5)), y, under, share)
        for index, stop in enumerate(stops)
    )
    return Track(number + 1, " ".join(f"{x},{v}" for x, v in points), stations)


def _station(stop: Stop, x: int, y: int, under: bool, share: float) -> Station:
    # Many stations on a line: narrower words, on more lines, rather than words that overlap.
    width = max(9, min(LABEL_WIDTH, int(share / 7.4)))
    notes = _cut(stop.note, max(10, min(NOTE_WIDTH, int(share / 6.2))), NOTE_LINES)
    lines = _cut(stop.label, width, LINES - len(notes))
    return Station(x, y, stop.state, stop.sign, _words(x, y, lines, notes, under))


def _cut(text: str, width: int, most: int) -> list[str]:
    """At most ``most`` lines; what does not fit is said by « … », the list says it whole."""
    lines = wrap(text, width, break_long_words=False)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,:;')}…"]
    return lines


def _terminus(stop: Stop, x: int, y: int) -> Station:
    lines = _cut(stop.label, 15, 3)
    notes = _cut(stop.note, 18, 3)
    top = y - 20 - LINE_HEIGHT * (len(lines) - 1)
    return Station(x, y, stop.state, stop.sign, Words(x, _rows(top, lines), _rows(y + 34, notes)))


def _words(x: int, y: int, lines: list[str], notes: list[str], under: bool) -> Words:
    count = len(lines) + len(notes)
    top = y + 34 if under else y - 22 - LINE_HEIGHT * (count - 1)
    return Words(x, _rows(top, lines), _rows(top + LINE_HEIGHT * len(lines), notes))


def _rows(top: int, lines: list[str]) -> tuple[tuple[int, str], ...]:
    return tuple((top + LINE_HEIGHT * index, line) for index, line in enumerate(lines))
