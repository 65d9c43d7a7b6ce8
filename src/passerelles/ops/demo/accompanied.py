"""How Amine is accompanied every day: what blocks him, who meets him, his plan, his coach."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.ops.demo.cast import Players
from passerelles.ops.demo.telling import Story, ago
from passerelles.support.actions.acts import ActDraft, write_act
from passerelles.support.actions.appointments import AppointmentDraft, Guest, plan_appointment
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.coach_links import give_coach_link
from passerelles.support.actions.coaching import PairDraft, answer_coach, propose_coach
from passerelles.support.actions.funded import Where
from passerelles.support.actions.funding import FundingDraft, ask_funding, plan_funding
from passerelles.support.actions.leads import LeadDraft, log_lead, take_up_lead
from passerelles.support.actions.minutes import Minutes, set_rhythm, write_minutes
from passerelles.support.actions.objectives import ObjectiveDraft, set_objective
from passerelles.support.actions.plans import (
    PlanDraft,
    TimetableDraft,
    write_plan,
    write_timetable,
)
from passerelles.support.actions.sessions import SessionDraft, plan_session
from passerelles.support.rules.acts import ActKind, ActPlace, ActTarget, Interest
from passerelles.support.rules.barriers import Weight
from passerelles.support.rules.funding import Funder
from passerelles.support.rules.leads import LeadOrigin
from passerelles.support.rules.meetings import Attendance, MeetingKind, MeetingRole
from passerelles.support.rules.plans import PartSaid, PlanGoal, PlanPart
from passerelles.support.rules.timetables import Step, Weekday


def accompany(players: Players, amine: Story) -> dict[str, str]:
    """Tell it through the same actions as the pages; returns the coach's way in."""
    sarah = players.actor("Sarah")
    where: dict[str, Any] = {"actor": sarah, "person_id": amine.person.id}
    with acting_as(sarah):
        _barriers(where)
        _meetings(sarah, where)
        _acts(where)
        _plan(where)
        objective = set_objective(
            **where, draft=ObjectiveDraft("Travailler dans un entrepôt", "Préparateur de commandes")
        )
        lead = log_lead(
            actor=sarah,
            draft=LeadDraft(
                "Entrepôts du Marais",
                LeadOrigin.TEAM_NETWORK,
                ago(12),
                sarah.user_id,
                "Cherche quelqu’un le matin.",
            ),
        )
        take_up_lead(**where, lead_id=lead.id, objective_id=objective.id)
        until = clock.today() + timedelta(days=120)
        pair = propose_coach(**where, draft=PairDraft("Odile", until, "Cap Parrains"))
    himself = Actor(kind=ActorKind.PERSON, person_id=amine.person.id)
    with acting_as(himself):
        answer_coach(actor=himself, pair_id=pair.id, yes=True, objectives=[objective.id])
    with acting_as(sarah):
        given = give_coach_link(**where, pair_id=pair.id)
    return {given.path: f"Odile, coach bénévole d’Amine. Code : {given.code}"}


def _barriers(where: dict[str, Any]) -> None:
    open_barrier(
        **where,
        kind="french",
        draft=BarrierDraft(weight=Weight.HEAVY, words="Je comprends, mais je parle lentement."),
    )
    mobility = open_barrier(
        **where,
        kind="mobility",
        draft=BarrierDraft(weight=Weight.BLOCKING, words="Le bus ne passe pas à 6 heures."),
    )
    paid: dict[str, Any] = {
        "actor": where["actor"],
        "where": Where(where["person_id"], mobility.id),
    }
    plan = plan_funding(**paid, label="Permis B", cost=Decimal(1800))
    for funder, asked in ((Funder.DEPARTMENT, 800), (Funder.SOCIAL_DRIVING_SCHOOL, 450)):
        draft = FundingDraft(funder, Decimal(asked))
        ask_funding(**paid, plan_id=plan.id, draft=draft)


def _meetings(sarah: Actor, where: dict[str, Any]) -> None:
    set_rhythm(**where, every_months=1, since=ago(100))
    guests = (Guest(MeetingRole.COUNSELLOR, sarah.user_id, sarah.organisation_id),)
    past = AppointmentDraft(MeetingKind.INDIVIDUAL, _at(-9, 10), subject="Le permis", guests=guests)
    held = plan_appointment(**where, draft=past)
    write_minutes(
        **where,
        appointment_id=held.id,
        version=held.version,
        minutes=Minutes(
            attendance={
                MeetingRole.PERSON: Attendance.PRESENT,
                MeetingRole.COUNSELLOR: Attendance.PRESENT,
            },
            voices={MeetingRole.PERSON: "Je veux passer le code cet hiver."},
            text="Le dossier d’aide est parti.",
            decisions="On appelle l’auto-école ensemble.",
        ),
    )
    for days, hour, kind, subject in (
        (2, 14, MeetingKind.INDIVIDUAL, "L’auto-école"),
        (6, 9, MeetingKind.TRIPARTITE, "Le travail aux serres"),
    ):
        coming = AppointmentDraft(
            kind, _at(days, hour), place="Bureau", subject=subject, guests=guests
        )
        plan_appointment(**where, draft=coming)
    bank = SessionDraft("Banque du Marais", "Ouvrir un compte", clock.today() + timedelta(days=4))
    plan_session(actor=sarah, draft=bank)


def _acts(where: dict[str, Any]) -> None:
    for act in (
        ActDraft(
            ActKind.CO_TUTORING,
            ActTarget.PERSON,
            ActPlace.STRUCTURE,
            ago(20),
            120,
            counts_as_work=True,
            tutor_is_worker=True,
            words="Semis et repiquage, à deux.",
        ),
        ActDraft(
            ActKind.SIMULATOR,
            ActTarget.PERSON,
            ActPlace.ELSEWHERE,
            ago(11),
            90,
            job="Cariste",
            interest=Interest.YES,
        ),
        ActDraft(
            ActKind.COMPANY_AWARENESS,
            ActTarget.COMPANY,
            ActPlace.COMPANY,
            ago(5),
            60,
            company="Entrepôts du Marais",
            words="Accueillir quelqu’un qui apprend le français.",
        ),
    ):
        write_act(**where, draft=act)


def _plan(where: dict[str, Any]) -> None:
    parts = {
        PlanPart.WORK: PartSaid("Les serres le matin, puis un essai en entrepôt."),
        PlanPart.SUPPORT: PartSaid("Un rendez-vous par mois avec Sarah. Le permis."),
        PlanPart.TRAINING: PartSaid("Cours de français, deux fois par semaine."),
    }
    review = clock.today() + timedelta(days=10)
    write_plan(
        **where,
        draft=PlanDraft(
            PlanGoal.MOVE, parts, ago(30), review, "Un vrai contrat, près de chez moi."
        ),
    )
    first = Step(ago(30), Decimal(20), (Weekday.MONDAY, Weekday.TUESDAY), "8 h – 13 h")
    then = Step(clock.today() + timedelta(days=30), Decimal(26))
    write_timetable(
        **where, draft=TimetableDraft((first, then), words="Je dépose ma fille à 7 h 45.")
    )


def _at(days: int, hour: int) -> datetime:
    day = clock.today() + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=clock.PARIS)
