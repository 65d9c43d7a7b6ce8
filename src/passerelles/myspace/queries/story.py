"""The path as the person reads it: plain words, and what they answered beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.myspace.rules.plain import STAGE_ICONS, STAGE_STATES, PlainState
from passerelles.pathways.answerable import kind_of
from passerelles.pathways.models import Answer, Stage
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.notes import NoteView, notes
from passerelles.pathways.queries.own import eyes_of_person
from passerelles.pathways.queries.paths import StageLine, path_views
from passerelles.pathways.queries.progress import answers_to
from passerelles.pathways.rules.stages import STAGE_TEXTS, StageKind, StageState, TimelineState
from passerelles.sharing.models.entries import PersonEntry

Answers = Mapping[UUID, list[Answer]]


@dataclass(frozen=True)
class StoryLine:
    """A stage in plain words."""

    line: StageLine
    answers: tuple[Answer, ...]

    @property
    def stage(self) -> Stage:
        return self.line.stage

    @property
    def icon(self) -> str:
        return STAGE_ICONS[StageKind(self.stage.kind)]

    @property
    def plain(self) -> str:
        return STAGE_TEXTS[StageKind(self.stage.kind)].plain

    @property
    def state(self) -> PlainState:
        return STAGE_STATES[StageState(self.stage.state)]


@dataclass(frozen=True)
class Story:
    now: tuple[StoryLine, ...]
    soon: tuple[StoryLine, ...]
    before: tuple[StoryLine, ...]
    notes: tuple[NoteView, ...]


def own_story(actor: Actor) -> Story:
    """Stages now, soon and before, then what was written and shared."""
    eyes = eyes_of_person(actor)
    lines = [line for view in path_views(eyes) for line in view.lines]
    answers = answers_to(eyes, [line.stage.id for line in lines])
    return Story(
        now=_in_state(lines, answers, TimelineState.NOW),
        soon=_in_state(lines, answers, TimelineState.PLAN),
        before=_in_state(lines, answers, TimelineState.PAST),
        notes=tuple(notes(eyes)),
    )


def _in_state(
    lines: Iterable[StageLine], answers: Answers, state: TimelineState
) -> tuple[StoryLine, ...]:
    return tuple(
        StoryLine(line, tuple(answers.get(line.stage.id, ())))
        for line in lines
        if line.state is state
    )


@dataclass(frozen=True)
class Answerable:
    """One entry the person may answer beside, as it is quoted to them; ``page``: where it is read."""

    kind: str
    entry: PersonEntry
    words: str
    writer: str
    answers: tuple[Answer, ...]
    page: str


def answerable(actor: Actor, entry_kind: str, entry_id: UUID) -> Answerable:
    """The entry to answer; ``Hidden`` when it is not the person's, or a team's own note."""
    eyes = eyes_of_person(actor)
    kind = kind_of(entry_kind)
    entry = eyes.entries(kind.model).select_related("organisation").filter(pk=entry_id)
    found: PersonEntry | None = entry.first()
    if found is None:
        raise Hidden("no such entry for the person")
    return Answerable(
        kind=entry_kind,
        entry=found,
        words=kind.plain(found),
        writer=_writer(eyes, found),
        answers=tuple(answers_to(eyes, [found.id]).get(found.id, ())),
        page=kind.page,
    )


def _writer(eyes: Eyes, entry: PersonEntry) -> str:
    if entry.by_person:
        return _("vous")
    place = eyes.name(entry.organisation)
    return f"{entry.author_name} ({place})" if entry.author_name else place
