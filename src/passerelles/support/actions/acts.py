"""Write an act of accompaniment, for one person or for a group; set a mistake aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature,
    somebody_named,
    visible_entry,
)
from passerelles.pathways.models import WorkSituation
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.appointments import GROUP_MOST
from passerelles.support.events import ACT_INTEREST, ACT_SET_ASIDE, ACT_WRITTEN
from passerelles.support.models import AccompanimentAct
from passerelles.support.rules.acts import (
    ActFacts,
    ActKind,
    ActPlace,
    ActTarget,
    Interest,
    act_fault,
    is_discovery,
)


@dataclass(frozen=True, slots=True)
class ActDraft:
    kind: ActKind
    target: ActTarget
    place: ActPlace
    on: date
    minutes: int | None = None
    counts_as_work: bool | None = None
    situation_id: UUID | None = None
    company: str = ""
    tutor_is_worker: bool = False
    job: str = ""
    interest: Interest | None = None
    label: str = ""
    words: str = ""


def write_act(*, actor: Actor, person_id: UUID, draft: ActDraft) -> AccompanimentAct:
    """What was done with one person, or with the company that receives them."""
    with transaction.atomic():
        return _write(actor, person_id, draft, group=None)


def write_group_act(
    *, actor: Actor, person_ids: Collection[UUID], draft: ActDraft
) -> list[AccompanimentAct]:
    """The same act in the path of each participant; no copy names another, all or nothing."""
    wanted = list(dict.fromkeys(person_ids))
    if len(wanted) < 2:
        raise Refusal(
            "Un accompagnement collectif réunit au moins deux personnes.",
            "Choisissez-en une autre, ou notez-le dans le dossier de la personne.",
            field="people",
        )
    if len(wanted) > GROUP_MOST:
        raise Refusal(f"{GROUP_MOST} personnes au plus.", "Faites deux groupes.", field="people")
    for name in ("words", "label", "job", "company"):
        if somebody_named(actor, wanted, f" {getattr(draft, name)} ".casefold()):
            raise Refusal(
                "Chaque participant lira ce texte : il ne nomme personne.",
                "Retirez le nom.",
                field=name,
            )
    group = uuid4()
    with transaction.atomic():
        return [_write(actor, person_id, draft, group=group) for person_id in wanted]


def set_act_aside(*, actor: Actor, person_id: UUID, act_id: UUID, why: str) -> AccompanimentAct:
    """Written by mistake: it stays readable, and is no longer counted."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        act = visible_entry(actor, AccompanimentAct, person_id, act_id)
        if actor.organisation_id is None or act.organisation_id != actor.organisation_id:
            raise Hidden("written by another organisation")
        refuse_nir_in(why=why)
        if not why.strip():
            raise Refusal("Dites pourquoi.", "Quelques mots suffisent.", field="why")
        changed = AccompanimentAct.unscoped.filter(pk=act.pk, set_aside_on=None).update(
            set_aside_on=clock.today(), set_aside_why=why.strip()[:200]
        )
        if changed != 1:
            raise Conflict("Un collègue vient d’écarter cet acte.", "Relisez la liste.")
        record(
            ACT_SET_ASIDE,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"act": str(act.id)},
        )
    act.refresh_from_db()
    return act


def say_interest(
    *, actor: Actor, person_id: UUID, act_id: UUID, interest: Interest
) -> AccompanimentAct:
    """What the person thinks of a job they discovered: said by them, or written with them.

    Once they have answered themselves, nobody answers in their place.
    """
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        act = visible_entry(actor, AccompanimentAct, person_id, act_id)
        if act.set_aside_on is not None or not is_discovery(ActKind(act.kind)):
            raise Hidden("nothing to like or not")
        by_person = actor.kind is ActorKind.PERSON
        rows = AccompanimentAct.unscoped.filter(pk=act.pk)
        open_to = rows if by_person else rows.filter(interest_by_person=False)
        if open_to.update(interest=interest, interest_by_person=by_person) != 1:
            raise Refusal(
                "La personne a déjà répondu elle-même.",
                "Demandez-lui si elle veut changer sa réponse, dans son espace.",
                "interest",
            )
        record(
            ACT_INTEREST,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"act": str(act.id), "interest": interest.value},
        )
    act.refresh_from_db()
    return act


def _write(actor: Actor, person_id: UUID, draft: ActDraft, group: UUID | None) -> AccompanimentAct:
    access = require_write(actor, person_id, Volet.PATH)
    refuse_nir_in(words=draft.words, label=draft.label, job=draft.job, company=draft.company)
    situation = _situation(actor, person_id, draft.situation_id)
    _refuse_faults(draft, names_company=situation is not None or bool(draft.company.strip()))
    act: AccompanimentAct = AccompanimentAct.unscoped.create(
        person_id=access.person.id,
        volet=Volet.PATH,
        kind=draft.kind,
        label=draft.label.strip(),
        target=draft.target,
        place=draft.place,
        on=draft.on,
        minutes=draft.minutes,
        counts_as_work=draft.counts_as_work,
        situation=situation,
        company=draft.company.strip(),
        tutor_is_worker=draft.tutor_is_worker,
        job=draft.job.strip(),
        interest=draft.interest or "",
        words=draft.words.strip(),
        group=group,
        **signature(actor),
    )
    record(
        ACT_WRITTEN,
        actor=actor,
        person_id=person_id,
        volets=[Volet.PATH],
        details={"act": str(act.id), "kind": str(act.kind)},
    )
    return act


def _refuse_faults(draft: ActDraft, *, names_company: bool) -> None:
    facts = ActFacts(
        kind=draft.kind,
        target=draft.target,
        place=draft.place,
        on=draft.on,
        names_company=names_company,
        tutor_is_worker=draft.tutor_is_worker,
        interest=draft.interest,
        label=draft.label,
    )
    if fault := act_fault(facts, clock.today()):
        raise Refusal(fault.message, fault.remedy, field=fault.field)


def _situation(actor: Actor, person_id: UUID, situation_id: UUID | None) -> WorkSituation | None:
    """The placement it serves: one of the person's own that the author may read."""
    if situation_id is None:
        return None
    return visible_entry(actor, WorkSituation, person_id, situation_id)
