"""Pictures of numbers, drawn on the server: the same SVG in the page and in the printed paper.

Altair and its renderer weigh about 100 MB of memory: they are imported inside the functions,
by the first chart of the process, and what they draw is kept in a bounded cache.  Each picture
carries its title and its description; the page puts the table of the same figures under it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from textwrap import wrap
from typing import Any, Literal

from passerelles.web import french, ticks

Voice = Literal["professional", "person"]

TEAL, CORAL, INK, MUTED, LINE = "#0b5c63", "#b23a26", "#16262e", "#4a5b64", "#d5dfdc"
# Seen through <img>, a picture cannot use the font of the page: it falls back on the system's.
FONT = "Atkinson Hyperlegible, system-ui, sans-serif"
WIDE_LETTER = 8  # pixels of a letter at 13 px in a wide system font
PANEL_WIDTH = 186
TITLE_LETTERS = 22  # of an axis name on one line of a panel
NOTE_LETTERS = 25  # of the sentence under it, in smaller letters
CACHED_PICTURES = 128


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """What was seen on a day, and by whom: a professional or the person herself."""

    day: date
    level: float
    voice: Voice = "professional"


@dataclass(frozen=True, slots=True)
class AxisSeries:
    """One axis of progress; ``note`` is the sentence under its name ("en progrès, +3")."""

    axis: str
    points: tuple[ProgressPoint, ...]
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", tuple(sorted(self.points, key=lambda p: p.day)))


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar; ``count`` is ``None`` when it is unknown or too small to be shown."""

    label: str
    count: int | None


def small_multiples(
    series: Iterable[AxisSeries],
    *,
    maximum: int = 4,
    columns: int = 3,
    title: str = "Constater les progressions",
    person_label: str = "la personne elle-même",
) -> str:
    """One small panel per axis, all on the same scales; SVG text, identical for equal input.

    Professionals are a solid line with full dots, the person a dashed line with hollow squares.
    """
    return _small_multiples(tuple(series), maximum, columns, title, person_label)


def bars(rows: Iterable[Bar], *, title: str, unit: str = "") -> str:
    """Horizontal counts, largest where the caller put it, each with its figure written."""
    return _bars(tuple(rows), title, unit)


def describe(series: Iterable[AxisSeries], maximum: int, person_label: str) -> str:
    """The picture in words: first and last level of each voice on each axis."""
    sentences = [f"Niveaux de 0 à {maximum}."]
    for one in series:
        voices = [
            _voice_in_words(label, [p for p in one.points if p.voice == voice])
            for voice, label in (("professional", "professionnels"), ("person", person_label))
        ]
        said = " ; ".join(text for text in voices if text)
        sentences.append(f"{one.axis} : {said or 'aucune observation'}.")
    return " ".join(sentences)


def _voice_in_words(label: str, points: list[ProgressPoint]) -> str:
    if not points:
        return ""
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{label}, {first.level:g} le {french.short_date(first.day)}"
    return (
        f"{label}, de {first.level:g} le {french.short_date(first.day)} "
        f"à {last.level:g} le {french.short_date(last.day)}"
    )


@lru_cache(maxsize=CACHED_PICTURES)
def _small_multiples(
    series: tuple[AxisSeries, ...], maximum: int, columns: int, title: str, person_label: str
) -> str:
    import altair as alt  # heavy: only when something is drawn

    days = [p.day for one in series for p in one.points] or [date(2000, 1, 1)]
    scale = ticks.time_scale(min(days), max(days), PANEL_WIDTH)
    panels = [_panel(one, maximum, scale) for one in series]
    chart = alt.concat(*panels, columns=columns, spacing={"row": 18, "column": 22})
    return _svg(chart, title, describe(series, maximum, person_label))


def _panel(one: AxisSeries, maximum: int, scale: ticks.TimeScale) -> Any:
    import altair as alt

    rows = [{"d": p.day.toordinal(), "n": p.level, "v": p.voice} for p in one.points]
    x = alt.X(
        "d:Q",
        scale=alt.Scale(domain=list(scale.domain), nice=False, zero=False),
        axis=alt.Axis(
            title=None, values=[tick.position for tick in scale.ticks], grid=False,
            labelExpr=_written(scale.ticks), labelColor=MUTED, labelFontSize=11,
        ),
    )  # fmt: skip
    y = alt.Y(
        "n:Q",
        scale=alt.Scale(domain=[0, maximum], nice=False),
        axis=alt.Axis(
            title=None, values=list(range(maximum + 1)), format="d", gridColor=LINE, domain=False,
            ticks=False, labelColor=MUTED, labelFontSize=11,
            labelExpr=f"datum.value == 0 || datum.value == {maximum} ? datum.label : ''",
        ),
    )  # fmt: skip
    chart = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)
    professional = chart.transform_filter("datum.v == 'professional'")
    person = chart.transform_filter("datum.v == 'person'")
    return alt.layer(
        professional.mark_line(color=TEAL, strokeWidth=2.5),
        person.mark_line(color=CORAL, strokeWidth=2, strokeDash=[5, 4]),
        professional.mark_point(color=TEAL, filled=True, size=44, opacity=1),
        person.mark_point(
            shape="square", stroke=CORAL, fill="white", strokeWidth=2, size=60, opacity=1
        ),
    ).properties(
        width=PANEL_WIDTH,
        height=78,
        title=alt.TitleParams(
            text=wrap(one.axis, TITLE_LETTERS), subtitle=wrap(one.note, NOTE_LETTERS) or alt.Undefined,
            anchor="start", frame="group", fontSize=14, subtitleFontSize=13,
            subtitleColor=MUTED, color=INK, offset=6,
        ),
    )  # fmt: skip


def _written(shown: tuple[ticks.Tick, ...]) -> str:
    """The label of each tick, chosen here: the engine would repeat a month or let two touch."""
    cases = "".join(f"datum.value == {t.position} ? {json.dumps(t.label)} : " for t in shown)
    return f"{cases}''"


@lru_cache(maxsize=CACHED_PICTURES)
def _bars(rows: tuple[Bar, ...], title: str, unit: str) -> str:
    import altair as alt

    values = [
        {"l": r.label, "n": r.count or 0, "t": "inconnu" if r.count is None else f"{r.count}"}
        for r in rows
    ]
    order = [r.label for r in rows]
    # The reader's font may be wider than the one measured here: keep room for it.
    room = min(400, max((len(r.label) for r in rows), default=0) * WIDE_LETTER + 16)
    chart = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y(
            "l:N",
            sort=order,
            axis=alt.Axis(
                title=None, domain=False, ticks=False, labelLimit=420, labelPadding=8,
                labelColor=INK, labelFontSize=13, minExtent=room, maxExtent=420,
            ),
        ),
        x=alt.X("n:Q", axis=None, scale=alt.Scale(zero=True)),
    )  # fmt: skip
    written = chart.mark_text(align="left", dx=6, color=INK, fontSize=13).encode(text="t:N")
    picture = alt.layer(chart.mark_bar(color=TEAL, size=18), written).properties(
        width=360, height={"step": 30}
    )
    said = " ; ".join(
        f"{r.label} : {'inconnu' if r.count is None else f'{r.count} {unit}'.strip()}" for r in rows
    )
    return _svg(picture, title, f"{said}." if said else "Aucune donnée.")


def _svg(chart: Any, title: str, description: str) -> str:
    import vl_convert as vlc

    spec = chart.configure(font=FONT, background="white").configure_view(stroke=None)
    drawn: str = vlc.vegalite_to_svg(
        spec.to_dict(validate=False), time_format_locale="fr-FR", format_locale="fr-FR"
    )
    return _accessible(drawn, title, description)


# Vega announces each of its groups to screen readers; the picture is one image with one
# description, so these are removed, and so is the only style attribute it writes.
_NOISE = re.compile(r' (?:aria-[a-z]+|role|style)="[^"]*"')
_ROOT = re.compile(r"<svg [^>]*>")


def _accessible(svg: str, title: str, description: str) -> str:
    opening = _ROOT.search(svg)
    if opening is None:
        raise ValueError("le moteur de dessin n’a pas rendu de SVG")
    root = opening.group(0)[:-1] + ' role="img" lang="fr">'
    named = f"{root}<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return named + _NOISE.sub("", svg[opening.end() :])
