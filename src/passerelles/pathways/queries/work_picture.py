"""Work on an axis of time: one bar for each situation, drawn here; the table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from passerelles.kernel import clock
from passerelles.pathways.queries.work import WorkLine
from passerelles.pathways.rules.work import WorkState
from passerelles.web.ticks import time_scale

WIDTH = 720
ROW = 44
TOP = 8
FOOT = 26
FONT = "Atkinson Hyperlegible, system-ui, sans-serif"
TEAL, MUTED, INK, PLUM, LINE = "#0b5c63", "#4a5b64", "#16262e", "#6b3a6e", "#d5dfdc"
LETTER = 8  # pixels of a letter at 14 px in a wide system font
SHORTEST = 6  # pixels: a visit of one day is still seen


def work_picture(lines: Sequence[WorkLine]) -> str:
    """An SVG, identical for equal input on the same day; cancelled situations are not drawn."""
    today = clock.today()
    drawn = [line for line in lines if line.situation.state != WorkState.CANCELLED][::-1]
    title = "Le travail dans le temps"
    if not drawn:
        return _svg(title, "Rien n’est encore noté.", TOP + FOOT, "")
    days = [today, *(line.situation.start for line in drawn)]
    days += [line.last for line in drawn if line.last is not None]
    scale = time_scale(min(days), max(days), WIDTH)
    first, last = scale.domain
    height = TOP + ROW * len(drawn) + FOOT

    def x(day: int) -> float:
        return round((day - first) * WIDTH / (last - first), 1)

    marks = [_tick(x(tick.position), tick.label, height) for tick in scale.ticks]
    bars = [
        _bar(line, TOP + ROW * rank, x(line.situation.start.toordinal()), x(_end(line, today)))
        for rank, line in enumerate(drawn)
    ]
    now = x(today.toordinal())
    marks.append(
        f'<line x1="{now}" x2="{now}" y1="0" y2="{height - FOOT}" stroke="{INK}" '
        'stroke-dasharray="3 3"/>'
    )
    return _svg(title, describe(drawn), height, "".join(marks + bars))


def _end(line: WorkLine, today: date) -> int:
    """A situation without an end goes on until today at least."""
    return max(line.last or today, line.situation.start).toordinal()


def describe(lines: Sequence[WorkLine]) -> str:
    return " ; ".join(f"{line.title}, {line.when}, {line.state_label}" for line in lines)


def _bar(line: WorkLine, top: int, start: float, end: float) -> str:
    width = max(end - start, SHORTEST)
    ended = line.situation.state == WorkState.ENDED
    colour = PLUM if line.suspended else MUTED if ended else TEAL
    open_ended = line.last is None
    arrow = (
        f'<path d="M{start + width} {top + 21} l8 8 l-8 8 z" fill="{colour}"/>'
        if open_ended
        else ""
    )
    # Words end where the picture does when they begin too far to the right.
    room = len(line.title) * LETTER
    anchor, place = ("start", start) if start + room <= WIDTH else ("end", WIDTH)
    return (
        f'<text x="{place}" y="{top + 14}" font-size="14" fill="{INK}" text-anchor="{anchor}">'
        f"{escape(line.title)}</text>"
        f'<rect x="{start}" y="{top + 21}" width="{width}" height="16" rx="3" fill="{colour}"/>'
        f"{arrow}"
    )


def _tick(x: float, label: str, height: int) -> str:
    return (
        f'<line x1="{x}" x2="{x}" y1="0" y2="{height - FOOT}" stroke="{LINE}"/>'
        f'<text x="{x}" y="{height - 8}" font-size="12" fill="{MUTED}" text-anchor="middle">'
        f"{escape(label)}</text>"
    )


def _svg(title: str, description: str, height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="fr" viewBox="0 0 {WIDTH} '
        f'{height}" width="{WIDTH}" height="{height}" font-family="{FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>{inside}</svg>'
    )
