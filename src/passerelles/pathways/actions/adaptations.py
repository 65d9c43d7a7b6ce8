"""Adaptations of the job: noted, in place, put right or cancelled; each version stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.work import require_reason
from passerelles.pathways.events import ADAPTATION_CHANGED, ADAPTATION_NOTED
from passerelles.pathways.models import JobAdaptation, WorkSituation
from passerelles.pathways.rules.adaptations import HIGHEST_COST
from passerelles.pathways.work_policy import require_professional
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

_STALE = "Quelqu’un a modifié cet aménagement pendant que vous écriviez."


@dataclass(frozen=True, slots=True)
class AdaptationDraft:
    """``cost`` and ``funded``, the part somebody pays for: empty as long as nobody knows."""

    need: str
    solution: str = ""
    funder: str = ""
    cost: Decimal | None = None
    funded: Decimal | None = None
    asked_on: date | None = None
    done_on: date | None = None


def note_adaptation(
    *,
    actor: Actor,
    person_id: UUID,
    draft: AdaptationDraft,
    situation_id: UUID | None = None,
) -> JobAdaptation:
    """What the job needs to fit the person, in the volet of what helps at work."""
    require_professional(actor)
    with transaction.atomic():
        require_write(actor, person_id, Volet.SUPPORT_NEEDS)
        situation = (
            visible_entry(actor, WorkSituation, person_id, situation_id) if situation_id else None
        )
        told = _told(draft, draft.asked_on or clock.today())
        _refuse_twin(actor, person_id, told)
        noted: JobAdaptation = JobAdaptation.unscoped.create(
            person_id=person_id,
            volet=Volet.SUPPORT_NEEDS,
            situation=situation,
            **told,
            **signature(actor),
        )
        _journal(actor, noted)
    return noted


def finish_adaptation(
    *, actor: Actor, person_id: UUID, adaptation_id: UUID, version: int, on: date, solution: str
) -> JobAdaptation:
    """It is in place since a day, with what was done."""
    require_professional(actor)
    with transaction.atomic():
        found = _writable(actor, person_id, adaptation_id)
        refuse_nir_in(solution=solution)
        if on < found.asked_on:
            raise Refusal("La mise en place vient avant la demande.", "Vérifiez la date.", "on")
        _take(found, version, done_on=on, solution=solution or found.solution)
        _journal(actor, found)
    found.refresh_from_db()
    return found


def change_adaptation(
    *,
    actor: Actor,
    person_id: UUID,
    adaptation_id: UUID,
    version: int,
    draft: AdaptationDraft,
    reason: str,
) -> JobAdaptation:
    """A new version beside the first: a quote came in, or something was mistyped."""
    require_professional(actor)
    with transaction.atomic():
        wrong = _writable(actor, person_id, adaptation_id)
        require_reason(reason)
        asked_on = min(wrong.asked_on, draft.done_on or wrong.asked_on)
        told = _told(draft, draft.asked_on or asked_on)
        _take(wrong, version)
        right: JobAdaptation = JobAdaptation.unscoped.create(
            person_id=person_id,
            volet=Volet.SUPPORT_NEEDS,
            shared=wrong.shared,
            situation=wrong.situation,
            corrects=wrong,
            reason=reason.strip(),
            **told,
            **signature(actor),
        )
        record(
            ADAPTATION_CHANGED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.SUPPORT_NEEDS],
            details={"adaptation": str(right.id), "corrects": str(wrong.id)},
        )
    return right


def cancel_adaptation(
    *, actor: Actor, person_id: UUID, adaptation_id: UUID, version: int, reason: str
) -> JobAdaptation:
    """Noted by mistake: it stays readable with why, and nobody has it to put in place."""
    require_professional(actor)
    with transaction.atomic():
        found = _writable(actor, person_id, adaptation_id)
        require_reason(reason)
        _take(
            found,
            version,
            set_aside_on=clock.today(),
            set_aside_by=signature(actor)["author_name"],
            set_aside_why=reason.strip(),
        )
        record(
            ADAPTATION_CHANGED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.SUPPORT_NEEDS],
            details={"adaptation": str(found.id)},
        )
    found.refresh_from_db()
    return found


def _writable(actor: Actor, person_id: UUID, adaptation_id: UUID) -> JobAdaptation:
    require_write(actor, person_id, Volet.SUPPORT_NEEDS)
    return visible_entry(actor, JobAdaptation, person_id, adaptation_id)


def _take(found: JobAdaptation, version: int, **changed: Any) -> None:
    """Only the last version, as it was read: replaced or cancelled since, it is a conflict."""
    rows = JobAdaptation.unscoped.filter(
        pk=found.pk, version=version, set_aside_on=None, corrected_by=None
    )
    if rows.update(version=F("version") + 1, **changed) != 1:
        raise Conflict(_STALE)


def _told(draft: AdaptationDraft, asked_on: date) -> dict[str, Any]:
    refuse_nir_in(need=draft.need, solution=draft.solution, funder=draft.funder)
    if draft.done_on is not None and draft.done_on < asked_on:
        raise Refusal("La mise en place vient avant la demande.", "Vérifiez les dates.", "done_on")
    for field, amount in (("cost", draft.cost), ("funded", draft.funded)):
        if amount is not None and not 0 <= amount < HIGHEST_COST:
            raise Refusal(
                "Ce montant n’est pas possible.", "Écrivez-le en euros, par exemple 450.", field
            )
    if draft.funded is not None and (draft.cost is None or draft.funded > draft.cost):
        raise Refusal(
            "La part prise en charge ne dépasse pas le coût.",
            "Écrivez le coût entier, puis la part prise en charge.",
            "funded",
        )
    return {
        "need": draft.need,
        "solution": draft.solution,
        "funder": draft.funder,
        "cost": draft.cost,
        "funded": draft.funded,
        "asked_on": asked_on,
        "done_on": draft.done_on,
    }


def _refuse_twin(actor: Actor, person_id: UUID, told: dict[str, Any]) -> None:
    """A form sent twice writes once: the second waits for the first, then is refused."""
    Person.unscoped.select_for_update().only("pk").get(pk=person_id)
    rows = JobAdaptation.unscoped.filter(
        person_id=person_id,
        organisation_id=actor.organisation_id,
        set_aside_on=None,
        corrected_by=None,
        **told,
    )
    if rows.exists():
        raise Refusal(
            "Cet aménagement est déjà noté, avec les mêmes mots.",
            "Il n’est compté qu’une fois : modifiez plutôt celui qui existe.",
            "need",
        )


def _journal(actor: Actor, noted: JobAdaptation) -> None:
    record(
        ADAPTATION_NOTED,
        actor=actor,
        person_id=noted.person_id,
        volets=[Volet.SUPPORT_NEEDS],
        details={"adaptation": str(noted.id)},
    )
