"""Who reads a project, who keeps it: its leading organisation writes, its partners read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.cooperation.models import Body, Partner, Project
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden


def visible_to(actor: Actor) -> QuerySet[Project]:
    """Projects the actor's organisation leads or is a partner of; nobody else's exist."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return Project.objects.none()
    partner_of = Partner.objects.filter(organisation=actor.organisation_id).values("project")
    return Project.objects.filter(Q(leader=actor.organisation_id) | Q(pk__in=partner_of))


def may_edit(actor: Actor, project: Project) -> bool:
    """Those who keep the profile of the leading organisation keep its projects too."""
    return (
        actor.kind is ActorKind.PROFESSIONAL
        and actor.organisation_id == project.leader_id
        and actor.may(Right.EDIT_DIRECTORY)
    )


def get_visible(actor: Actor, project_id: UUID) -> Project:
    found = visible_to(actor).select_related("leader", "region").filter(pk=project_id).first()
    if found is None:
        raise Hidden("projet absent, ou mené par d’autres")
    return found


def get_editable(actor: Actor, project_id: UUID) -> Project:
    project = get_visible(actor, project_id)
    if not may_edit(actor, project):
        raise Hidden("projet que l’on lit sans le tenir")
    return project


def get_body(actor: Actor, body_id: UUID) -> Body:
    """A body is read with its project, and kept by those who keep the project."""
    rows = Body.objects.filter(project__in=visible_to(actor)).select_related("project__leader")
    found = rows.filter(pk=body_id).first()
    if found is None:
        raise Hidden("instance absente, ou d’un projet que l’on ne lit pas")
    return found


def get_editable_body(actor: Actor, body_id: UUID) -> Body:
    body = get_body(actor, body_id)
    if not may_edit(actor, body.project):
        raise Hidden("instance que l’on lit sans la tenir")
    return body
