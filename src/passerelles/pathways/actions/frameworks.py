"""Axes of observation an organisation defines for itself; archived, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in
from passerelles.pathways.events import FRAMEWORK_ARCHIVED, FRAMEWORK_CREATED
from passerelles.pathways.models import ProgressAxis, ProgressFramework
from passerelles.pathways.policy import may_define_axes
from passerelles.pathways.rules.axes import AxisDefinition

MAX_AXES = 12  # more than that is a questionnaire, not an observation


def create_framework(
    *, actor: Actor, name: str, axes: Sequence[AxisDefinition]
) -> ProgressFramework:
    """Define a set of axes for one's own organisation."""
    organisation_id = _required(actor)
    written = " ".join(" ".join((axis.name, axis.plain, *axis.levels)) for axis in axes)
    refuse_nir_in(name=name, axes=written)
    if not axes:
        raise Refusal("Il faut au moins un axe.", "Écrivez le premier axe.", field="axes")
    if len(axes) > MAX_AXES:
        raise Refusal(
            f"Plus de {MAX_AXES} axes : personne ne les remplirait.",
            "Gardez ceux qui servent à la personne.",
            field="axes",
        )
    with transaction.atomic():
        framework = ProgressFramework(organisation_id=organisation_id, name=name)
        # The code is unique for all: the identifier makes it so whatever the name.
        framework.code = f"{slugify(name)[:30]}-{framework.id.hex[:8]}"
        framework.save()
        ProgressAxis.objects.bulk_create(
            ProgressAxis(
                framework=framework,
                code=axis.code,
                name=axis.name,
                plain=axis.plain,
                levels=list(axis.levels),
                position=position,
            )
            for position, axis in enumerate(axes)
        )
        record(FRAMEWORK_CREATED, actor=actor, details={"framework": str(framework.id)})
    return framework


def archive_framework(*, actor: Actor, framework_id: UUID) -> ProgressFramework:
    """No longer proposed; what was observed with it stays readable."""
    organisation_id = _required(actor)
    with transaction.atomic():
        framework = ProgressFramework.objects.filter(
            pk=framework_id, organisation_id=organisation_id, archived_at=None
        ).first()
        if framework is None:
            raise Hidden("not a framework of this organisation")
        framework.archived_at = clock.now()
        framework.save(update_fields=["archived_at"])
        record(FRAMEWORK_ARCHIVED, actor=actor, details={"framework": str(framework.id)})
    return framework


def _required(actor: Actor) -> UUID:
    if actor.organisation_id is None or not may_define_axes(actor):
        raise Hidden("may not define axes")
    return actor.organisation_id
