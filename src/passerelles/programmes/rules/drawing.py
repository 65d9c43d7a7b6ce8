"""The steps of a programme as a small picture, downwards: boxes, and an arrow for each passage.

It is drawn narrow enough for a phone and never scaled, so that its words stay readable; the
list under it says the same and more.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from passerelles.law.programmes.model import Phase, Programme

WIDTH = 290
SIDE_BY_SIDE = 2
GAP = 14
BETWEEN_ROWS = 40
LINE_HEIGHT = 17
LETTER_WIDTH = 7.4  # widest usual letters of the typeface, at 14 px
PADDING = 10
WIDEST_BOX = 220


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A step; ``begins`` when one may enter the programme there."""

    code: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[TextLine, ...]
    begins: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A passage downwards; ``decided`` when people open it."""

    path: str
    head: str
    decided: bool


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def picture(programme: Programme) -> Picture:
    rows = _rows(programme)
    boxes: dict[str, Box] = {}
    top = 2.0
    for row in rows:
        height = _row_height(row)
        for index, phase in enumerate(row):
            boxes[phase.code] = _box(phase, programme, index, len(row), top, height)
        top += height + BETWEEN_ROWS
    arrows = tuple(
        _arrow(boxes[gate.source], boxes[gate.target], gate.decision)
        for gate in programme.gates
        # A way back, or between two steps side by side, is only said in words.
        if boxes[gate.source].y < boxes[gate.target].y
    )
    return Picture(WIDTH, round(top - BETWEEN_ROWS + 2), tuple(boxes.values()), arrows)


def _rows(programme: Programme) -> list[list[Phase]]:
    """Steps by how many passages lead to them, two to a line at most."""
    depths = _depths(programme)
    rows: list[list[Phase]] = []
    for depth in sorted(set(depths.values())):
        level = [phase for phase in programme.phases if depths[phase.code] == depth]
        rows += [level[at : at + SIDE_BY_SIDE] for at in range(0, len(level), SIDE_BY_SIDE)]
    return rows


def _depths(programme: Programme) -> dict[str, int]:
    """Most passages from a beginning, so that each arrow goes down; ways back do not count."""
    depths = {phase.code: 0 for phase in programme.phases}
    downwards = _without_ways_back(programme)
    # As many rounds as steps: the longest way is settled by then.
    for _round in programme.phases:
        for source, target in downwards:
            depths[target] = max(depths[target], depths[source] + 1)
    return depths


def _without_ways_back(programme: Programme) -> list[tuple[str, str]]:
    """Passages in their order, save those that would close a circle."""
    kept: list[tuple[str, str]] = []
    for gate in programme.gates:
        if gate.source not in _reached(kept, gate.target):
            kept.append((gate.source, gate.target))
    return kept


def _reached(edges: list[tuple[str, str]], start: str) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        code = waiting.pop()
        for source, target in edges:
            if source == code and target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _box_width(count: int) -> float:
    return min((WIDTH - 4 - GAP * (count - 1)) / count, WIDEST_BOX)


def _words(phase: Phase, count: int) -> list[str]:
    letters = int((_box_width(count) - 2 * PADDING) / LETTER_WIDTH)
    return wrap(phase.label, letters) or [phase.code]


def _row_height(row: list[Phase]) -> float:
    return max(len(_words(phase, len(row))) for phase in row) * LINE_HEIGHT + 2 * PADDING


def _box(
    phase: Phase, programme: Programme, index: int, count: int, top: float, height: float
) -> Box:
    width = _box_width(count)
    left = (WIDTH - width * count - GAP * (count - 1)) / 2 + index * (width + GAP)
    words = _words(phase, count)
    first = top + (height - len(words) * LINE_HEIGHT) / 2 + LINE_HEIGHT - 4
    lines = tuple(
        TextLine(text, left + width / 2, first + number * LINE_HEIGHT)
        for number, text in enumerate(words)
    )
    return Box(phase.code, left, top, width, height, lines, phase in programme.first_phases)


def _arrow(source: Box, target: Box, decided: bool) -> Arrow:
    x1, y1 = source.x + source.width / 2, source.y + source.height
    x2, y2 = target.x + target.width / 2, target.y - 7
    bend = BETWEEN_ROWS / 2
    path = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2:.0f}"
    head = f"{x2 - 5:.0f},{y2 - 1:.0f} {x2 + 5:.0f},{y2 - 1:.0f} {x2:.0f},{y2 + 7:.0f}"
    return Arrow(path, head, decided)
