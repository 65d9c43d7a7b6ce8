"""Noted by mistake: set aside with a reason.  The line stays readable, and counts no more."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as, system_actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import (
    Entry,
    refuse_nir_in,
    signature,
    somebody_named,
    visible_entry,
)
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.skills import events
from passerelles.skills.models import Participation, SkillAttempt, WorkshopDay
from passerelles.skills.models.aside import WHY_LENGTH
from passerelles.skills.policy import get_kept


@transaction.atomic
def set_day_aside(*, actor: Actor, workshop_id: UUID, day_id: UUID, why: str) -> WorkshopDay:
    """A whole sheet, with the line and the tries of each; everybody on it is told."""
    workshop = get_kept(actor, workshop_id)
    day = workshop.days.filter(pk=day_id).first()
    if day is None:
        raise Hidden("séance absente")
    people = _on_the_sheet(actor, day)
    said = _checked(why)
    if somebody_named(actor, people, f" {said} ".casefold()):
        raise Refusal(
            _("Chaque participant lira cette raison : elle ne nomme personne."),
            _("Retirez le nom."),
            "why",
        )
    _write(actor, WorkshopDay.objects.filter(pk=day.pk), said)
    details = {"workshop": str(workshop.pk), "day": str(day.pk)}
    record(events.DAY_SET_ASIDE, actor=actor, details=details)
    for person_id in people:
        record(
            events.PARTICIPATION_SET_ASIDE,
            actor=actor,
            person_id=person_id,
            volets=[Volet.SKILLS],
            details={"day": str(day.pk)},
        )
    day.refresh_from_db()
    return day


def _on_the_sheet(actor: Actor, day: WorkshopDay) -> list[UUID]:
    """Everybody still counted by the sheet, whoever accompanies them now: a mistake is told to
    each person it was written about, even once the team no longer reads their record."""
    product = replace(system_actor("séance écartée"), request_id=actor.request_id)
    with acting_as(product):
        rows = Participation.unscoped.filter(day=day, set_aside_on=None)
        return list(rows.order_by("person_id").values_list("person_id", flat=True))


@transaction.atomic
def set_participation_aside(
    *, actor: Actor, person_id: UUID, participation_id: UUID, why: str
) -> Participation:
    """One person ticked by mistake: their line, and the tries ticked with it."""
    line = _own_line(actor, Participation, person_id, participation_id)
    if line.aside is not None:
        raise _just_done()
    _write(actor, Participation.unscoped.filter(pk=line.pk), _checked(why))
    record(
        events.PARTICIPATION_SET_ASIDE,
        actor=actor,
        person_id=person_id,
        volets=[Volet.SKILLS],
        details={"day": str(line.day_id)},
    )
    line.refresh_from_db()
    return line


@transaction.atomic
def set_attempt_aside(*, actor: Actor, person_id: UUID, attempt_id: UUID, why: str) -> SkillAttempt:
    attempt = _own_line(actor, SkillAttempt, person_id, attempt_id)
    if attempt.aside is not None:
        raise _just_done()
    _write(actor, SkillAttempt.unscoped.filter(pk=attempt.pk), _checked(why))
    record(
        events.ATTEMPT_SET_ASIDE,
        actor=actor,
        person_id=person_id,
        volets=[Volet.SKILLS],
        details={"attempt": str(attempt.pk)},
    )
    attempt.refresh_from_db()
    return attempt


def _own_line(actor: Actor, model: type[Entry], person_id: UUID, entry_id: UUID) -> Entry:
    """Whoever may write in the record sets aside what their own organisation wrote there."""
    require_write(actor, person_id, Volet.SKILLS)
    line = visible_entry(actor, model, person_id, entry_id)
    if actor.organisation_id is None or line.organisation_id != actor.organisation_id:
        raise Hidden("written by another organisation")
    return line


def _checked(why: str) -> str:
    refuse_nir_in(why=why)
    said = " ".join(why.split())[:WHY_LENGTH]
    if not said:
        raise Refusal(_("Dites pourquoi."), _("Quelques mots suffisent."), "why")
    return said


def _write(
    actor: Actor, rows: QuerySet[WorkshopDay | Participation | SkillAttempt], why: str
) -> None:
    changed = rows.filter(set_aside_on=None).update(
        set_aside_on=clock.today(),
        set_aside_by=signature(actor)["author_name"],
        set_aside_why=why,
    )
    if changed != 1:
        raise _just_done()


def _just_done() -> Conflict:
    return Conflict(_("Un collègue vient de l’écarter."), _("Relisez la liste."))
