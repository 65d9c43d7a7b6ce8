"""Propose a coach, agree or not, choose what the coach sees, write to each other, end it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.sharing.actions.proofs import GiverNamed, check_named
from passerelles.sharing.policy import RecordAccess, peek_record, require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.visibility import entries_visible
from passerelles.support.events import (
    COACH_AGREED,
    COACH_ENDED,
    COACH_PROPOSED,
    COACH_SHOWN,
    COACH_WROTE,
)
from passerelles.support.models import CoachExchange, CoachLink, CoachPair, Objective
from passerelles.support.rules.coaching import (
    PairConsent,
    PairSide,
    PairState,
    pair_goes_on,
    period_fault,
)

CHANGED = "Ce parrainage a déjà changé."
READ_AGAIN = "Relisez la page."


@dataclass(frozen=True, slots=True)
class PairDraft:
    coach_name: str
    until: date
    association: str = ""


def propose_coach(*, actor: Actor, person_id: UUID, draft: PairDraft) -> CoachPair:
    """Nothing is shown to anybody yet: the person is asked first."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        if actor.kind is not ActorKind.PROFESSIONAL:
            raise Hidden("the team proposes")
        refuse_nir_in(coach_name=draft.coach_name, association=draft.association)
        if not draft.coach_name.strip():
            raise Refusal("Il manque le nom du coach.", "Écrivez-le.", field="coach_name")
        if fault := period_fault(draft.until, clock.today()):
            raise Refusal(fault.message, fault.remedy, field="until")
        pair: CoachPair = CoachPair.unscoped.create(
            person_id=person_id,
            volet=Volet.PROJECT,
            coach_name=" ".join(draft.coach_name.split()),
            association=draft.association.strip(),
            until=draft.until,
            **signature(actor),
        )
        note(COACH_PROPOSED, actor, pair)
    return pair


def answer_coach(
    *, actor: Actor, pair_id: UUID, yes: bool, objectives: Collection[UUID] = ()
) -> CoachPair:
    """The person answers in their own space: being there, behind card or account, is the proof."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("only the person")
    access = peek_record(actor, actor.person_id)
    if yes:
        check_named(access, GiverNamed())
    with transaction.atomic():
        pair = _locked(actor, actor.person_id, pair_id, PairState.PROPOSED)
        if not yes:
            _save(pair, state=PairState.REFUSED)
            note(COACH_ENDED, actor, pair)
            return pair
        _open(actor, pair, PairConsent.OWN_SPACE, GiverNamed(), "")
        _show(actor, pair, objectives)
    return pair


def agree_on_paper(
    *, actor: Actor, person_id: UUID, pair_id: UUID, giver: GiverNamed, reference: str
) -> CoachPair:
    """The signed paper is named; it is the only way when somebody signs with the person."""
    with transaction.atomic():
        access: RecordAccess = require_write(actor, person_id, Volet.PROJECT)
        check_named(access, giver)
        refuse_nir_in(reference=reference)
        if not reference.strip():
            raise Refusal("Il manque la référence du papier.", "Écrivez-la.", field="reference")
        pair = own_pair(actor, _locked(actor, person_id, pair_id, PairState.PROPOSED))
        _open(actor, pair, PairConsent.PAPER, giver, reference.strip())
    return pair


def show_objectives(
    *, actor: Actor, person_id: UUID, pair_id: UUID, objectives: Collection[UUID]
) -> CoachPair:
    """Which objectives the coach reads; what is no longer chosen disappears at once."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        pair = _locked(actor, person_id, pair_id, PairState.OPEN)
        if actor.kind is not ActorKind.PERSON:
            own_pair(actor, pair)
        _show(actor, pair, objectives)
    return pair


def write_to_coach(*, actor: Actor, pair_id: UUID, words: str) -> CoachExchange:
    """The person writes to their coach."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("only the person")
    with transaction.atomic():
        pair = _locked(actor, actor.person_id, pair_id, PairState.OPEN)
        return written(actor, pair, PairSide.PERSON, words)


def end_pair(*, actor: Actor, person_id: UUID, pair_id: UUID) -> CoachPair:
    """Ended by the person or the team: the coach's page closes with the same movement."""
    with transaction.atomic():
        side = PairSide.PERSON
        if actor.kind is not ActorKind.PERSON:
            require_write(actor, person_id, Volet.PROJECT)
            side = PairSide.TEAM
        pair = _locked(actor, person_id, pair_id, PairState.OPEN, PairState.PROPOSED)
        if side is PairSide.TEAM:
            own_pair(actor, pair)
        closed(actor, pair, side)
    return pair


def own_pair(actor: Actor, pair: CoachPair) -> CoachPair:
    if actor.organisation_id is None or pair.organisation_id != actor.organisation_id:
        raise Hidden("proposed by another organisation")
    return pair


def written(actor: Actor, pair: CoachPair, side: PairSide, words: str) -> CoachExchange:
    """A line in the log; the caller holds the pair locked."""
    refuse_nir_in(words=words)
    if not words.strip():
        raise Refusal("Il manque votre message.", "Écrivez quelques mots.", field="words")
    if not pair_goes_on(PairState(pair.state), pair.until, clock.today()):
        raise Conflict("Ce parrainage est terminé.", READ_AGAIN)
    line = CoachExchange.objects.create(pair=pair, side=side, words=words.strip())
    note(COACH_WROTE, actor, pair, side=side.value)
    return line


def closed(actor: Actor, pair: CoachPair, side: PairSide) -> None:
    """The pair is over and its way in with it; the caller holds it locked."""
    _save(pair, state=PairState.ENDED, ended_on=clock.today(), ended_by=side)
    CoachLink.objects.filter(pair=pair, closed_at=None).update(closed_at=clock.now())
    note(COACH_ENDED, actor, pair, side=side.value)


def note(event: Event, actor: Actor, pair: CoachPair, **more: str) -> None:
    record(
        event,
        actor=actor,
        person_id=pair.person_id,
        organisation_id=actor.organisation_id or pair.organisation_id,
        volets=[Volet.PROJECT],
        details={"pair": str(pair.id), **more},
    )


def _open(
    actor: Actor, pair: CoachPair, consent: PairConsent, giver: GiverNamed, reference: str
) -> None:
    if pair.until < clock.today():
        raise Refusal("Le dernier jour proposé est passé.", "Proposez-en un autre.")
    _save(
        pair,
        state=PairState.OPEN,
        consent=consent,
        giver_kind=giver.kind.value,
        proof_reference=reference,
        agreed_at=clock.now(),
    )
    note(COACH_AGREED, actor, pair, consent=consent.value)


def _show(actor: Actor, pair: CoachPair, objectives: Collection[UUID]) -> None:
    rows = Objective.unscoped.filter(
        entries_visible(actor, clock.now()), person_id=pair.person_id, pk__in=objectives
    )
    found = list(rows)
    if len(found) != len(set(objectives)):
        raise Hidden("not an objective of this person")
    chosen = CoachPair.objectives.through
    chosen.objects.filter(coachpair=pair).delete()
    chosen.objects.bulk_create(chosen(coachpair=pair, objective=row) for row in found)
    note(COACH_SHOWN, actor, pair)


def _locked(actor: Actor, person_id: UUID, pair_id: UUID, *states: PairState) -> CoachPair:
    seen = visible_entry(actor, CoachPair, person_id, pair_id)
    pair: CoachPair = CoachPair.unscoped.select_for_update().get(pk=seen.pk)
    if pair.state not in states:
        raise Conflict(CHANGED, READ_AGAIN)
    return pair


def _save(pair: CoachPair, **fields: object) -> None:
    for name, value in fields.items():
        setattr(pair, name, value)
    pair.save(update_fields=list(fields))
