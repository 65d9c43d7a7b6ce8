"""Progress in the eyes of a reader: one series per axis, the table, the change since the start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel.actors import current_actor
from passerelles.pathways.models import Answer, ProgressAxis, ProgressPoint, Stage, WellBeing
from passerelles.pathways.policy import may_correct
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.progress import (
    TREND_TEXTS,
    Change,
    Observation,
    Trend,
    TrendText,
    Voice,
    change_since_start,
    count_trends,
    in_words,
    standing,
)
from passerelles.sharing.rules.volets import Volet
from passerelles.web import charts

SCREEN_COLUMNS, PAPER_COLUMNS, PHONE_COLUMNS = 3, 4, 2


@dataclass(frozen=True)
class PointRow:
    """One line of the table under the curves."""

    point: ProgressPoint
    writer: str
    replaced: bool
    correctable: bool
    stage: str = ""  # its title, for whoever may read the path
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class AxisView:
    """One axis, its points still standing, and the change of each voice."""

    axis: ProgressAxis
    points: tuple[ProgressPoint, ...]
    professional: Change
    person: Change

    @property
    def words(self) -> str:
        return in_words(self.professional)

    @property
    def person_words(self) -> str:
        return in_words(self.person)

    @property
    def text(self) -> TrendText:
        return TREND_TEXTS[self.professional.trend]

    @property
    def person_text(self) -> TrendText:
        return TREND_TEXTS[self.person.trend]

    @property
    def note(self) -> str:
        return f"{self.text.sign} {self.words}"


@dataclass(frozen=True)
class ProgressView:
    """All that was observed, on the axes that were."""

    axes: tuple[AxisView, ...]
    rows: tuple[PointRow, ...]
    first_name: str

    @property
    def since(self) -> date | None:
        return min((row.point.observed_on for row in self.rows), default=None)

    @property
    def trends(self) -> dict[Trend, int]:
        """Axes by trend, in the professionals' voice."""
        return count_trends(axis.professional for axis in self.axes)

    @property
    def person_trends(self) -> dict[Trend, int]:
        return count_trends(axis.person for axis in self.axes)

    def picture(self, columns: int = SCREEN_COLUMNS) -> str:
        """Small multiples, one panel per axis, both voices; SVG text."""
        return charts.small_multiples(
            [_series(axis) for axis in self.axes],
            columns=columns,
            person_label=self.first_name,
        )


def observation(point: ProgressPoint) -> Observation:
    return Observation(
        id=point.id,
        axis=point.axis_id,
        voice=point.voice,
        observed_on=point.observed_on,
        recorded_at=point.recorded_at,
        level=point.level,
        corrects=point.corrects_id,
    )


def progress_view(eyes: Eyes, *, with_answers: bool = False) -> ProgressView:
    """Points seen through the eyes; one query, one more for the answers."""
    points = (
        list(eyes.entries(ProgressPoint).select_related("axis__framework", "organisation"))
        if eyes.sees(Volet.PROGRESS)
        else []
    )
    answers = answers_to(eyes, [p.id for p in points]) if with_answers else {}
    actor = current_actor()
    by_id = {point.id: point for point in points}
    stages = _stage_titles(eyes, points)
    stands = [by_id[o.id] for o in standing(observation(point) for point in points)]
    kept = {point.id for point in stands}
    return ProgressView(
        axes=tuple(_axes(stands)),
        rows=tuple(
            PointRow(
                point=point,
                writer=writer_of(eyes, point),
                replaced=point.id not in kept,
                correctable=may_correct(actor, point),
                stage=stages.get(point.stage_id, ""),
                answers=tuple(answers.get(point.id, ())),
            )
            for point in sorted(
                points, key=lambda p: (p.observed_on, p.recorded_at, p.id.int), reverse=True
            )
        ),
        first_name=eyes.access.person.first_name,
    )


def _stage_titles(eyes: Eyes, points: Iterable[ProgressPoint]) -> dict[UUID | None, str]:
    """Titles of the stages observed, through the same eyes: a link never opens another volet."""
    wanted = {point.stage_id for point in points if point.stage_id}
    if not wanted or not eyes.sees(Volet.PATH):
        return {}
    return dict(eyes.entries(Stage).filter(pk__in=wanted).values_list("pk", "title"))


def writer_of(eyes: Eyes, entry: ProgressPoint | WellBeing) -> str:
    """« Léa elle-même », « Inès B. (IME Les Tilleuls) »: as the reader may know them."""
    first_name = eyes.access.person.first_name
    if entry.by_person and entry.author_name in ("", first_name):
        return _("%(name)s, son propre avis") % {"name": first_name}
    if entry.by_person:
        return _("%(name)s, son propre avis, recueilli par %(who)s (%(where)s)") % {
            "name": first_name,
            "who": entry.author_name,
            "where": eyes.name(entry.organisation),
        }
    return f"{entry.author_name} ({eyes.name(entry.organisation)})"


def answers_to(eyes: Eyes, entry_ids: Iterable[UUID]) -> dict[UUID, list[Answer]]:
    """What the person answered beside entries, by entry."""
    found: dict[UUID, list[Answer]] = {}
    for answer in eyes.entries(Answer).filter(entry_id__in=list(entry_ids)):
        found.setdefault(answer.entry_id, []).append(answer)
    return found


def well_being(eyes: Eyes, limit: int = 5) -> list[WellBeing]:
    """Latest answers to "Comment ça va au travail ?"."""
    if not eyes.sees(Volet.PROGRESS):
        return []
    return list(eyes.entries(WellBeing).select_related("organisation")[:limit])


def _axes(points: list[ProgressPoint]) -> Iterable[AxisView]:
    by_axis: dict[UUID, list[ProgressPoint]] = {}
    for point in points:
        by_axis.setdefault(point.axis_id, []).append(point)
    ordered = sorted(by_axis.values(), key=lambda group: _axis_order(group[0].axis))
    for group in ordered:
        voices = {
            voice: change_since_start(observation(p) for p in group if p.voice is voice)
            for voice in Voice
        }
        yield AxisView(
            axis=group[0].axis,
            points=tuple(group),
            professional=voices[Voice.PROFESSIONAL],
            person=voices[Voice.PERSON],
        )


def _axis_order(axis: ProgressAxis) -> tuple[bool, str, int, str]:
    framework = axis.framework
    return framework.organisation_id is not None, framework.name, axis.position, axis.name


def _series(axis: AxisView) -> charts.AxisSeries:
    return charts.AxisSeries(
        axis=axis.axis.name,
        points=tuple(
            charts.ProgressPoint(
                day=point.observed_on,
                level=point.level,
                voice="person" if point.by_person else "professional",
            )
            for point in axis.points
        ),
        note=axis.note,
    )
