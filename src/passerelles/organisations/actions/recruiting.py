"""Bringing establishments into a project: who to meet, and each step taken."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.organisations import directory_events as events
from passerelles.organisations.models import Organisation, Prospect, ProspectStep
from passerelles.organisations.policy import own_organisation, visible_to
from passerelles.organisations.rules.recruiting import STAGE_LABELS, Stage
from passerelles.organisations.searching import Criteria, search


@transaction.atomic
def add_prospect(*, actor: Actor, establishment: Organisation, project: str = "") -> Prospect:
    """Follow an establishment of the directory; adding it again changes nothing."""
    leader = own_organisation(actor, Right.EDIT_DIRECTORY)
    if not visible_to(actor).filter(pk=establishment.pk).exists():
        raise Hidden("établissement non publié")
    if establishment.pk == leader.pk:
        raise Refusal(
            _("C’est votre propre organisation."),
            _("Choisissez un autre établissement."),
            field="establishment",
        )
    refuse_nir(project, field="project")
    prospect, created = Prospect.objects.get_or_create(
        leader=leader, establishment=establishment, project=project.strip()
    )
    if created:
        _record_step(actor, prospect, Stage.TO_CONTACT)
    return prospect


@transaction.atomic
def note_step(
    *,
    actor: Actor,
    prospect_id: UUID,
    version: int,
    stage: Stage,
    on: date,
    comment: str = "",
) -> ProspectStep:
    """Note that a stage was reached, on which day; a stage is noted once."""
    leader = own_organisation(actor, Right.EDIT_DIRECTORY)
    prospect = Prospect.objects.select_for_update().filter(pk=prospect_id, leader=leader).first()
    if prospect is None:
        raise Hidden("établissement suivi par une autre organisation")
    if prospect.version != version:
        raise Conflict(
            _("Quelqu’un a noté une étape en même temps que vous."),
            _("Rechargez la page avant de noter la vôtre."),
        )
    refuse_nir(comment, field="comment")
    if on > clock.today():
        raise Refusal(
            _("Cette date n’est pas encore passée."),
            _("Notez une étape une fois qu’elle a eu lieu."),
            field="on",
        )
    if prospect.steps.filter(stage=stage.value).exists():
        raise Refusal(
            _("L’étape « %(stage)s » est déjà notée.") % {"stage": STAGE_LABELS[stage]},
            _("Choisissez l’étape suivante."),
            field="stage",
        )
    step = ProspectStep.objects.create(
        prospect=prospect, stage=stage.value, on=on, by_id=actor.user_id, comment=comment.strip()
    )
    prospect.version += 1
    prospect.save()
    _record_step(actor, prospect, stage)
    return step


def establishment_named(actor: Actor, typed: str) -> Organisation:
    """The establishment of that name; two of the same name are not guessed between."""
    found = search(actor, Criteria(text=typed))
    best = max((item.rank for item in found), default=0.0)
    exact = [item for item in found if item.known and item.rank == best]
    if len(exact) != 1:
        raise Refusal(
            _("Plusieurs établissements répondent à ce nom.")
            if exact
            else _("Aucun établissement de l’annuaire ne porte ce nom."),
            _("Écrivez son nom en entier, comme dans l’annuaire, ou son numéro FINESS ou SIRET."),
            field="establishment",
        )
    return Organisation.objects.get(pk=exact[0].id)


def _record_step(actor: Actor, prospect: Prospect, stage: Stage) -> None:
    record(
        events.PROSPECT_STEP,
        actor=actor,
        details={"prospect": str(prospect.pk), "stage": stage.value},
    )
