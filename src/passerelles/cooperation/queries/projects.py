"""What a page of projects shows: how far each phase is, who takes part, establishments met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from passerelles.cooperation.models import Milestone, Partner, Phase, Project
from passerelles.cooperation.policy import get_editable, get_visible, may_edit, visible_to
from passerelles.cooperation.queries.bodies import BodyLine, body_lines
from passerelles.cooperation.rules.progress import (
    MILESTONE_STATE_LABELS,
    MilestoneState,
    Progress,
    milestone_state,
    progress,
)
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.kernel.text import fold
from passerelles.organisations.models import Prospect
from passerelles.organisations.policy import name_for
from passerelles.organisations.rules.recruiting import Conversion, Stage, conversions, furthest

_COLOURS = {
    MilestoneState.DONE: "leaf",
    MilestoneState.LATE: "coral",
    MilestoneState.PLANNED: "sky",
    MilestoneState.UNDATED: "muted",
}


@dataclass(frozen=True, slots=True)
class ProjectLine:
    project: Project
    leader_name: str
    led_here: bool
    progress: Progress


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    milestone: Milestone
    state: MilestoneState
    owner_name: str

    @property
    def label(self) -> str:
        return MILESTONE_STATE_LABELS[self.state]

    @property
    def colour(self) -> str:
        return _COLOURS[self.state]

    @property
    def place(self) -> str:
        """Its place on the line: past, now (late, so to look at) or to come."""
        places = {MilestoneState.DONE: "past", MilestoneState.LATE: "now"}
        return places.get(self.state, "plan")


@dataclass(frozen=True, slots=True)
class PhaseLine:
    phase: Phase
    milestones: tuple[MilestoneLine, ...]
    progress: Progress

    @property
    def planned(self) -> tuple[date, ...]:
        """First and last planned day of its milestones; empty when none is planned."""
        days = sorted(m.milestone.planned_on for m in self.milestones if m.milestone.planned_on)
        return (days[0], days[-1]) if days else ()


@dataclass(frozen=True, slots=True)
class PartnerLine:
    partner: Partner
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class ProjectPage:
    project: Project
    leader_name: str
    editable: bool
    progress: Progress
    phases: tuple[PhaseLine, ...]
    partners: tuple[PartnerLine, ...]
    bodies: tuple[BodyLine, ...]
    establishments: int
    conversions: tuple[Conversion, ...]


def projects(actor: Actor) -> list[ProjectLine]:
    """Projects the actor's organisation leads or takes part in, latest first."""
    rows = visible_to(actor).select_related("leader", "region")
    counted = rows.annotate(
        total=Count("phases__milestones"),
        done=Count("phases__milestones", filter=Q(phases__milestones__done_on__isnull=False)),
    )
    return [
        ProjectLine(
            project=row,
            leader_name=name_for(actor, row.leader),
            led_here=row.leader_id == actor.organisation_id,
            progress=Progress(row.done, row.total),
        )
        for row in counted
    ]


def project_page(actor: Actor, project_id: UUID) -> ProjectPage:
    project = get_visible(actor, project_id)
    partners = tuple(_partners(actor, project))
    names = {line.partner.pk: line.name for line in partners}
    phases = tuple(_phases(project, names))
    reached = _stages_reached(project)
    return ProjectPage(
        project=project,
        leader_name=name_for(actor, project.leader),
        editable=may_edit(actor, project),
        progress=progress(
            line.state is MilestoneState.DONE for phase in phases for line in phase.milestones
        ),
        phases=phases,
        partners=partners,
        bodies=body_lines(project),
        establishments=len(reached),
        conversions=conversions(reached),
    )


def milestone_to_edit(actor: Actor, project_id: UUID, milestone_id: UUID) -> Milestone:
    """A milestone for a form; its project is already known to be the actor's to keep."""
    project = get_editable(actor, project_id)
    rows = Milestone.objects.filter(phase__project=project).select_related("phase")
    found = rows.filter(pk=milestone_id).first()
    if found is None:
        raise Hidden("jalon d’un autre projet")
    return found


def phase_choices(project: Project) -> list[tuple[str, str]]:
    return [(str(phase.pk), phase.title) for phase in project.phases.all()]


def partner_names(actor: Actor, project: Project) -> dict[UUID, str]:
    """How the reader may name each partner, by the id of the partner."""
    return {line.partner.pk: line.name for line in _partners(actor, project)}


def owner_choices(actor: Actor, project: Project) -> list[tuple[str, str]]:
    return [(str(line.partner.pk), line.name) for line in _partners(actor, project)]


def _partners(actor: Actor, project: Project) -> Iterator[PartnerLine]:
    for partner in project.partners.select_related("organisation"):
        organisation = partner.organisation
        name = name_for(actor, organisation) if organisation else partner.name
        yield PartnerLine(partner, name, partner.organisation_id == project.leader_id)


def _phases(project: Project, names: dict[UUID, str]) -> Iterator[PhaseLine]:
    today = clock.today()
    for phase in project.phases.prefetch_related("milestones"):
        lines = tuple(
            MilestoneLine(
                milestone=row,
                state=milestone_state(planned_on=row.planned_on, done_on=row.done_on, on=today),
                owner_name=names[row.owner_id] if row.owner_id else "",
            )
            for row in phase.milestones.all()
        )
        yield PhaseLine(phase, lines, progress(line.state is MilestoneState.DONE for line in lines))


def _stages_reached(project: Project) -> list[Stage]:
    """Furthest stage of each establishment that the leader follows under the project's name."""
    rows = Prospect.objects.filter(leader=project.leader_id).prefetch_related("steps")
    return [
        furthest(Stage(step.stage) for step in row.steps.all())
        for row in rows
        if fold(row.project) == fold(project.name)
    ]
