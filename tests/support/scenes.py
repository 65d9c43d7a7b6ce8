"""Scenes of the accompaniment: what Inès and Léa have already said when a test begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from passerelles.documents.actions import record_paper_signature, send_paper
from passerelles.documents.models import Paper
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.people.models import Person
from passerelles.support.actions.appointments import AppointmentDraft, Guest, plan_appointment
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.funded import Where
from passerelles.support.actions.funding import FundingDraft, ask_funding, plan_funding
from passerelles.support.models import Appointment, Barrier, FundingPlan, MutualCommitment
from passerelles.support.rules.barriers import Weight
from passerelles.support.rules.funding import Funder
from passerelles.support.rules.meetings import MeetingKind, MeetingRole
from tests.cast import Cast, make_person, professional


def educator(cast: Cast) -> Actor:
    return professional(cast.ines, cast.ime)


def mobility(cast: Cast, **said: Any) -> Barrier:
    """Léa has no way to go to work."""
    draft = BarrierDraft(weight=Weight.HEAVY, words="Je rate le bus du matin.", **said)
    return open_barrier(actor=educator(cast), person_id=cast.lea.id, kind="mobility", draft=draft)


def licence(cast: Cast, barrier: Barrier) -> FundingPlan:
    """A driving licence at 1 800 €: the département was asked 800 €, the driving school 450 €."""
    actor = educator(cast)
    where = Where(cast.lea.id, barrier.id)
    plan = plan_funding(actor=actor, where=where, label="Permis B", cost=Decimal(1800))
    for funder, amount in ((Funder.DEPARTMENT, 800), (Funder.SOCIAL_DRIVING_SCHOOL, 450)):
        ask_funding(
            actor=actor, where=where, plan_id=plan.id, draft=FundingDraft(funder, Decimal(amount))
        )
    return plan


def counsellor(cast: Cast) -> Guest:
    return Guest(MeetingRole.COUNSELLOR, cast.ines.id, cast.ime.id)


def supervisor(cast: Cast) -> Guest:
    return Guest(MeetingRole.SUPERVISOR, cast.karim.id, cast.ime.id)


def appointment(
    cast: Cast,
    kind: MeetingKind = MeetingKind.INDIVIDUAL,
    *guests: Guest,
    at: datetime | None = None,
    person: Person | None = None,
    **more: Any,
) -> Appointment:
    moment = at or clock.now() + timedelta(days=3)
    draft = AppointmentDraft(kind, moment, guests=guests or (counsellor(cast),), **more)
    found = person or cast.lea
    return plan_appointment(actor=educator(cast), person_id=found.id, draft=draft)


def signed(cast: Cast, commitment: MutualCommitment) -> MutualCommitment:
    """The paper of a commitment goes out, and everybody signs it."""
    sign_paper(educator(cast), Paper.unscoped.get(pk=commitment.paper_id))
    return commitment


def sign_paper(actor: Actor, paper: Paper) -> None:
    with acting_as(actor):
        send_paper(actor=actor, paper_id=paper.id)
        for line in paper.versions.get(number=paper.current).signatures.all():
            record_paper_signature(
                actor=actor,
                paper_id=paper.id,
                role=SignatoryRole(line.role),
                signed_on=clock.today(),
                reference="classeur 4",
            )


def noe(cast: Cast) -> Person:
    """Another person of the same organisation, who shares groups with Léa."""
    return make_person("Noé", "Tessier", cast.ime, by=cast.ines)


def yesterday() -> datetime:
    return clock.now() - timedelta(days=1)
