"""Leading a project: creating it from a template, its milestones, its partners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.cooperation import events
from passerelles.cooperation.models import Milestone, Partner, Phase, Project
from passerelles.cooperation.policy import get_editable
from passerelles.cooperation.rules.partners import PartnerRole
from passerelles.cooperation.rules.templates import ProjectTemplate, project_templates
from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.kernel.text import fold
from passerelles.organisations.actions.recruiting import establishment_named
from passerelles.organisations.models import Organisation
from passerelles.organisations.policy import own_organisation
from passerelles.territories.models import Region


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """What the leader says of the project."""

    name: str
    started_on: date
    region: Region | None = None
    territory: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneWords:
    title: str
    phase_id: UUID
    planned_on: date | None = None
    owner_id: UUID | None = None


@transaction.atomic
def create_project(*, actor: Actor, template: str, words: ProjectWords) -> Project:
    """The leading organisation is the actor's, and the first partner: it pilots."""
    leader = own_organisation(actor, Right.EDIT_DIRECTORY, lock=True)
    chosen = project_templates().get(template)
    if chosen is None:
        raise Refusal(_("Ce modèle n’existe pas."), _("Choisissez-en un."), field="template")
    name = " ".join(words.name.split())
    for field, text in (("name", name), ("territory", words.territory), ("summary", words.summary)):
        refuse_nir(text, field=field)
    _refuse_second(leader, name)
    project = Project.objects.create(
        leader=leader,
        name=name,
        region=words.region,
        territory=words.territory.strip(),
        summary=words.summary.strip(),
        started_on=words.started_on,
    )
    Partner.objects.create(project=project, organisation=leader, role=PartnerRole.PILOT.value)
    _lay_out(project, chosen)
    record(
        events.PROJECT_CREATED,
        actor=actor,
        details={"project": str(project.pk), "template": chosen.key},
    )
    return project


def _refuse_second(leader: Organisation, name: str) -> None:
    """The name ties establishments to their project: two alike could not be told apart."""
    led = Project.objects.filter(leader=leader).values_list("name", flat=True)
    if fold(name) in {fold(other) for other in led}:
        raise Refusal(
            _("Vous menez déjà un projet de ce nom."),
            _("Ajoutez par exemple l’année ou le territoire."),
            field="name",
        )


def _lay_out(project: Project, template: ProjectTemplate) -> None:
    for rank, phase in enumerate(template.phases):
        saved = Phase.objects.create(project=project, title=phase.title, position=rank)
        Milestone.objects.bulk_create(
            Milestone(phase=saved, title=title, position=position)
            for position, title in enumerate(phase.milestones)
        )


@transaction.atomic
def add_milestone(*, actor: Actor, project_id: UUID, words: MilestoneWords) -> Milestone:
    project = get_editable(actor, project_id)
    phase = _phase(project, words.phase_id)
    milestone = Milestone(phase=phase, position=_last_position(phase))
    return _write_milestone(actor, project, milestone, words)


@transaction.atomic
def change_milestone(
    *, actor: Actor, project_id: UUID, milestone_id: UUID, version: int, words: MilestoneWords
) -> Milestone:
    project = get_editable(actor, project_id)
    milestone = _locked_milestone(project, milestone_id, version)
    phase = _phase(project, words.phase_id)
    if milestone.phase_id != phase.pk:
        milestone.phase, milestone.position = phase, _last_position(phase)
    milestone.version += 1
    return _write_milestone(actor, project, milestone, words)


@transaction.atomic
def mark_done(
    *, actor: Actor, project_id: UUID, milestone_id: UUID, version: int, on: date
) -> Milestone:
    project = get_editable(actor, project_id)
    milestone = _locked_milestone(project, milestone_id, version)
    if on > clock.today():
        raise Refusal(
            _("Cette date n’est pas encore passée."),
            _("Un jalon est fait une fois qu’il a eu lieu."),
            field="done_on",
        )
    milestone.done_on = on
    return _stamp(actor, project, milestone, events.MILESTONE_DONE)


@transaction.atomic
def mark_undone(*, actor: Actor, project_id: UUID, milestone_id: UUID, version: int) -> Milestone:
    project = get_editable(actor, project_id)
    milestone = _locked_milestone(project, milestone_id, version)
    milestone.done_on = None
    return _stamp(actor, project, milestone, events.MILESTONE_UNDONE)


@transaction.atomic
def add_partner(
    *, actor: Actor, project_id: UUID, named: str, role: PartnerRole, outside_directory: bool
) -> Partner:
    """An organisation of the directory reads the project from now on; a mere name does not."""
    project = get_editable(actor, project_id)
    name = " ".join(refuse_nir(named, field="organisation").split())
    organisation = None if outside_directory else _organisation_named(actor, name)
    same = (
        Partner.objects.filter(project=project, organisation=organisation)
        if organisation
        else Partner.objects.filter(project=project, organisation=None, name=name)
    )
    if same.exists():
        raise Refusal(
            _("Cette organisation est déjà dans le projet."),
            _("Retirez-la d’abord pour changer son rôle."),
            field="organisation",
        )
    partner = Partner.objects.create(
        project=project,
        organisation=organisation,
        name="" if organisation else name,
        role=role.value,
    )
    _record_partner(actor, partner, events.PARTNER_ADDED)
    return partner


@transaction.atomic
def remove_partner(*, actor: Actor, project_id: UUID, partner_id: UUID, version: int) -> None:
    project = get_editable(actor, project_id)
    partner = project.partners.select_for_update().filter(pk=partner_id).first()
    if partner is None:
        raise Hidden("partenaire d’un autre projet")
    same_version(partner.version, version)
    if partner.organisation_id == project.leader_id:
        raise Refusal(
            _("Cette organisation mène le projet."), _("Elle ne peut pas en être retirée.")
        )
    if owned := partner.milestones.count():
        raise Refusal(
            _("Cette organisation est responsable de jalons : %(count)d.") % {"count": owned},
            _("Donnez-les d’abord à une autre organisation."),
        )
    if partner.seats.exists():
        raise Refusal(
            _("Cette organisation siège dans une instance du projet."),
            _("Retirez d’abord son siège."),
        )
    if partner.means.exists() or partner.offer_parts.exists():
        raise Refusal(
            _("Cette organisation met un moyen en commun, ou fait une part d’une offre."),
            _("Changez-les d’abord dans « En commun »."),
        )
    _record_partner(actor, partner, events.PARTNER_REMOVED)
    partner.delete()


def _organisation_named(actor: Actor, name: str) -> Organisation:
    try:
        return establishment_named(actor, name)
    except Refusal as refusal:
        raise Refusal(
            refusal.message,
            _("Écrivez son nom comme dans l’annuaire, ou cochez qu’elle n’y est pas."),
            field="organisation",
        ) from refusal


def _phase(project: Project, phase_id: UUID) -> Phase:
    phase = project.phases.filter(pk=phase_id).first()
    if phase is None:
        raise Hidden("phase d’un autre projet")
    return phase


def _last_position(phase: Phase) -> int:
    last = phase.milestones.order_by("-position").first()
    return last.position + 1 if last else 0


def _locked_milestone(project: Project, milestone_id: UUID, version: int) -> Milestone:
    rows = Milestone.objects.select_for_update(of=("self",)).filter(phase__project=project)
    milestone = rows.filter(pk=milestone_id).first()
    if milestone is None:
        raise Hidden("jalon d’un autre projet")
    same_version(milestone.version, version)
    return milestone


def same_version(current: int, seen: int) -> None:
    if current != seen:
        raise Conflict(
            _("Quelqu’un a modifié le projet en même temps que vous."),
            _("Rechargez la page avant de recommencer."),
        )


def _write_milestone(
    actor: Actor, project: Project, milestone: Milestone, words: MilestoneWords
) -> Milestone:
    owner = None
    if words.owner_id is not None:
        owner = project.partners.filter(pk=words.owner_id).first()
        if owner is None:
            raise Hidden("partenaire d’un autre projet")
    milestone.title = " ".join(refuse_nir(words.title, field="title").split())
    milestone.planned_on = words.planned_on
    milestone.owner = owner
    milestone.save()
    return _recorded(actor, project, milestone, events.MILESTONE_SAVED)


def _stamp(actor: Actor, project: Project, milestone: Milestone, event: Event) -> Milestone:
    milestone.version += 1
    milestone.save()
    return _recorded(actor, project, milestone, event)


def _recorded(actor: Actor, project: Project, milestone: Milestone, event: Event) -> Milestone:
    record(event, actor=actor, details={"project": str(project.pk), "milestone": str(milestone.pk)})
    return milestone


def _record_partner(actor: Actor, partner: Partner, event: Event) -> None:
    details = {
        "project": str(partner.project_id),
        "partner": str(partner.pk),
        "role": partner.role,
    }
    record(event, actor=actor, details=details)
