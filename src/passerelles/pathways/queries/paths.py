"""The path in the eyes of a reader: stages on a line, the referent, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.organisations.models import Membership, Organisation
from passerelles.pathways.models import Detection, NextStep, Path, Referent, Stage
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.header import STATE_COLOURS
from passerelles.pathways.rules.stages import (
    STATE_LABELS,
    TIMELINE_STATES,
    PathState,
    StageState,
    TimelineState,
)
from passerelles.sharing.models import Party
from passerelles.sharing.rules.decision import Basis
from passerelles.sharing.rules.presence import companions
from passerelles.web import french

STAGES_ON_PAPER = 5
_LINE_ORDER = {TimelineState.PLAN: 0, TimelineState.NOW: 1, TimelineState.PAST: 2}


@dataclass(frozen=True)
class StageLine:
    """One stage as the line shows it."""

    stage: Stage
    place: str
    writer: str
    own: bool
    said: tuple[str, ...] = ()  # how the work of this stage went, each voice apart

    @property
    def state(self) -> TimelineState:
        return TIMELINE_STATES[StageState(self.stage.state)]

    @property
    def state_label(self) -> str:
        label = STATE_LABELS[StageState(self.stage.state)]
        return label[:1].upper() + label[1:]

    @property
    def when(self) -> str:
        return stage_dates(self.stage)

    @property
    def title(self) -> str:
        return f"{self.stage.title} — {self.place}" if self.place else self.stage.title


def stage_dates(stage: Stage) -> str:
    """« Prévu le … », « depuis le … », « du … au … »; nothing is late, only wished for."""
    match StageState(stage.state):
        case StageState.PLANNED if stage.target_on:
            return _("Souhaité pour le %(day)s") % {"day": french.short_date(stage.target_on)}
        case StageState.PLANNED | StageState.SKIPPED:
            return _("Sans date")
        case StageState.ONGOING if stage.started_on:
            return _("Depuis le %(day)s") % {"day": french.short_date(stage.started_on)}
        case _:
            text = french.period(stage.started_on, stage.ended_on)
            return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class PathView:
    """A path, its referent and its stages, latest first."""

    path: Path
    referent: Referent | None
    referent_place: str
    origin: str
    lines: tuple[StageLine, ...]

    @property
    def state(self) -> PathState:
        return PathState(self.path.state)

    @property
    def latest(self) -> tuple[StageLine, ...]:
        """Stages that fit on paper."""
        return self.lines[:STAGES_ON_PAPER]

    @property
    def earlier(self) -> int:
        return max(0, len(self.lines) - STAGES_ON_PAPER)

    @property
    def colour(self) -> str:
        return STATE_COLOURS[self.state]


@dataclass(frozen=True)
class StepView:
    """What comes next and who does it, named as the reader may know them."""

    step: NextStep
    owner: str
    overdue: bool


@dataclass(frozen=True)
class PartyView:
    name: str
    role: str
    is_reader: bool
    is_referent: bool


def path_views(eyes: Eyes) -> list[PathView]:
    """Paths of the person, active first, each with its line; three queries."""
    paths = list(eyes.entries(Path).select_related("origin").order_by("closed_on", "-started_on"))
    if not paths:
        return []
    stages = list(
        eyes.entries(Stage)
        .filter(path__in=paths)
        .select_related("place", "organisation", "replay_of")
    )
    referents = {
        referent.path_id: referent
        for referent in Referent.objects.filter(path__in=paths, until=None).select_related(
            "user", "organisation"
        )
    }
    return [_path_view(eyes, path, stages, referents.get(path.id)) for path in paths]


def _path_view(
    eyes: Eyes, path: Path, stages: Iterable[Stage], referent: Referent | None
) -> PathView:
    lines = [_stage_line(eyes, stage) for stage in stages if stage.path_id == path.id]
    return PathView(
        path=path,
        referent=referent,
        referent_place=eyes.name(referent.organisation) if referent else "",
        origin=eyes.name(path.origin),
        lines=tuple(sorted(lines, key=_line_order)),
    )


def with_results(view: PathView, results: Mapping[UUID, tuple[str, ...]]) -> PathView:
    """The same path, each stage with what was said of the work it stands for."""
    lines = tuple(replace(line, said=results.get(line.stage.id, ())) for line in view.lines)
    return replace(view, lines=lines)


def _line_order(line: StageLine) -> tuple[int, int]:
    stage = line.stage
    day = stage.target_on or stage.ended_on or stage.started_on
    fallback = stage.recorded_at.date()
    return _LINE_ORDER[line.state], -(day or fallback).toordinal()


def _stage_line(eyes: Eyes, stage: Stage) -> StageLine:
    return StageLine(
        stage=stage,
        place=eyes.name(stage.place),
        # A step the person chose alone is kept by the organisation told, and is still hers.
        writer=eyes.access.person.first_name if stage.by_person else eyes.name(stage.organisation),
        own=stage.organisation_id == eyes.organisation_id,
    )


def next_steps(eyes: Eyes) -> list[StepView]:
    """What is still to do, soonest first; a step whose day is past is simply still to do."""
    rows = (
        eyes.entries(NextStep)
        .filter(done_at=None)
        .select_related("owner_user", "owner_organisation", "path")
    )
    return [step_view(eyes, step) for step in rows]


def steps_done(eyes: Eyes, limit: int = 20) -> list[StepView]:
    rows = (
        eyes.entries(NextStep)
        .exclude(done_at=None)
        .select_related("owner_user", "owner_organisation", "path")
        .order_by("-done_at")
    )
    return [step_view(eyes, step) for step in rows[:limit]]


def step_view(eyes: Eyes, step: NextStep) -> StepView:
    overdue = step.done_at is None and step.due_at is not None and step.due_at < clock.now()
    return StepView(step, _owner_name(eyes, step), overdue)


def _owner_name(eyes: Eyes, step: NextStep) -> str:
    if step.owner_is_person:
        return eyes.access.person.first_name
    place = eyes.name(step.owner_organisation)
    if step.owner_user is None:
        return place
    return f"{step.owner_user.short_name} ({place})"


def detections(eyes: Eyes) -> list[Detection]:
    """Detections, those put off or declined too: the wish stays heard."""
    return list(eyes.entries(Detection).select_related("organisation"))


def party_views(eyes: Eyes, referents: Iterable[Referent]) -> list[PartyView]:
    """Who is at the person's side now; an agreement that ended leaves nobody behind it."""
    beside = companions(eyes.access.facts, clock.now())
    rows = (
        Party.objects.filter(person_id=eyes.person_id, organisation_id__in=beside, until=None)
        .select_related("organisation")
        .order_by("since")
    )
    linked = _linked(eyes)
    leading = {referent.organisation_id for referent in referents}
    views: dict[UUID, PartyView] = {}
    for party in rows:
        # An organisation of its own mission that also received an agreement is named once.
        if party.organisation_id in views and party.basis == Basis.AGREEMENT:
            continue
        role = str(party.get_role_display())
        if party.organisation_id in linked:
            role = _("%(role)s, par un lien personnel") % {"role": role}
        views[party.organisation_id] = PartyView(
            name=eyes.name(party.organisation),
            role=role,
            is_reader=party.organisation_id == eyes.organisation_id,
            is_referent=party.organisation_id in leading,
        )
    return list(views.values())


def _linked(eyes: Eyes) -> set[UUID]:
    moment = clock.now()
    facts = eyes.access.facts
    agreements = {link.agreement_id for link in facts.guest_links if link.in_force(moment)}
    return {item.receiver_id for item in facts.agreements if item.id in agreements}


def colleagues_beside(eyes: Eyes) -> list[Membership]:
    """Professionals of the organisations at the person's side, the reader's own first.

    A sensitive organisation keeps its staff to itself.
    """
    beside = companions(eyes.access.facts, clock.now())
    rows = (
        Membership.objects.in_force()
        .filter(organisation_id__in=beside, user__is_active=True)
        .select_related("user", "organisation")
        .order_by("organisation__folded_name", "user__first_name", "user__last_name")
    )
    known = [m for m in rows if not m.organisation.sensitive or _is_own(eyes, m.organisation)]
    return sorted(known, key=lambda m: not _is_own(eyes, m.organisation))


def _is_own(eyes: Eyes, organisation: Organisation) -> bool:
    return organisation.id == eyes.organisation_id


def organisations_beside(eyes: Eyes) -> list[Organisation]:
    """Organisations at the person's side now, for the choices of forms."""
    beside = companions(eyes.access.facts, clock.now())
    return list(Organisation.objects.filter(pk__in=beside))


def addressee_of_person(person_id: UUID) -> UUID | None:
    """For whom the person writes: the referent's organisation, else the one that opened the way.

    What the person says in their own space must reach somebody, who follows them already.
    """
    referent = (
        Referent.objects.filter(path__person_id=person_id, path__state=PathState.ACTIVE, until=None)
        .order_by("-path__started_on")
        .values_list("organisation_id", flat=True)
        .first()
    )
    if referent is not None:
        return referent
    return (
        Party.objects.filter(person_id=person_id, basis=Basis.MISSION, until=None)
        .order_by("since")
        .values_list("organisation_id", flat=True)
        .first()
    )
