"""The daily accompaniment in the demonstration: what blocks, who meets whom, what is promised."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from passerelles.documents.actions import record_paper_signature, send_paper
from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.ops.demo.cast import Players
from passerelles.ops.demo.telling import Story, ago
from passerelles.support.actions.appointments import (
    AppointmentDraft,
    Guest,
    plan_appointment,
)
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.commitments import CommitmentDraft, make_commitment
from passerelles.support.actions.funded import Where
from passerelles.support.actions.funding import (
    FundingDraft,
    answer_funding,
    ask_funding,
    plan_funding,
)
from passerelles.support.actions.minutes import Minutes, write_minutes
from passerelles.support.actions.objectives import ObjectiveDraft, set_objective
from passerelles.support.actions.requests import send_request
from passerelles.support.actions.sessions import (
    ContactSaid,
    SessionDraft,
    note_contact,
    plan_session,
)
from passerelles.support.actions.solutions import (
    ActionDraft,
    add_action,
)
from passerelles.support.models import Appointment, FundingLine
from passerelles.support.rules.barriers import ActionKind, Weight
from passerelles.support.rules.funding import Funder, FundingState
from passerelles.support.rules.meetings import Attendance, MeetingKind, MeetingRole
from passerelles.support.rules.requests import RequestKind

LICENCE_EUROS = Decimal(1800)


def tell_accompaniment(
    players: Players, lea: Story, david: Story, sofia: Story, amine: Story
) -> None:
    """One worker after the other, so that each home page has something real to show."""
    _sarah(players, david, amine)
    _mona(players, sofia)
    _ines(players, lea)
    _partners(players, lea, david)


def _at(day: int, hour: int) -> datetime:
    """An hour of a day counted in days ago; negative days are to come."""
    return datetime.combine(ago(day), time(hour), tzinfo=clock.PARIS)


def _guest(players: Players, name: str, role: MeetingRole) -> Guest:
    actor = players.actor(name)
    return Guest(role, actor.user_id, actor.organisation_id)


def _meet(
    players: Players, story: Story, by: str, kind: MeetingKind, day: int, hour: int,
    subject: str, *others: Guest, place: str = "",
) -> Appointment:  # fmt: skip
    own = _guest(players, by, MeetingRole.COUNSELLOR)
    draft = AppointmentDraft(
        kind, _at(day, hour), place=place, subject=subject, guests=(own, *others)
    )
    return plan_appointment(actor=players.actor(by), person_id=story.person.id, draft=draft)


def _sarah(players: Players, david: Story, amine: Story) -> None:
    """Mobility and a licence to pay, a promise to talk of, minutes to write, what comes next."""
    sarah = players.actor("Sarah")
    with acting_as(sarah):
        _licence(sarah, david)
        told = _meet(players, david, "Sarah", MeetingKind.INDIVIDUAL, 31, 14, "Faire le point")
        write_minutes(
            actor=sarah,
            person_id=david.person.id,
            appointment_id=told.id,
            version=told.version,
            minutes=Minutes(
                attendance={
                    MeetingRole.PERSON: Attendance.PRESENT,
                    MeetingRole.COUNSELLOR: Attendance.PRESENT,
                },
                voices={MeetingRole.PERSON: "Je veux finir le code avant l’été."},
                text="L’immersion est préparée. Il cherche une autre auto-école.",
                decisions="Appeler l’auto-école sociale.",
            ),
        )
        _meet(players, david, "Sarah", MeetingKind.INDIVIDUAL, 2, 10, "Où en est le permis")
        _meet(
            players, david, "Sarah", MeetingKind.TRIPARTITE, -4, 15, "Bilan à trois de l’immersion",
            place="Lune Services",
        )  # fmt: skip
        _meet(players, amine, "Sarah", MeetingKind.INDIVIDUAL, 0, 16, "Cours de français")
        _promises(sarah, david)
        set_objective(
            actor=sarah,
            person_id=david.person.id,
            draft=ObjectiveDraft(
                "Travailler dans l’entretien de bureaux", "Agent d’entretien", by_day=ago(-120)
            ),
        )
        _partner_sessions(sarah, david, amine)


def _licence(actor: Actor, david: Story) -> None:
    """Three funders asked: one agreed, one answers late, one said no."""
    where: dict[str, Any] = {"actor": actor, "person_id": david.person.id}
    said = BarrierDraft(
        since=ago(400), weight=Weight.HEAVY, words="Sans permis je rate des chantiers.", main=True,
        lift_by=ago(-60),
    )  # fmt: skip
    barrier = open_barrier(**where, kind="mobility", draft=said)
    for_it: dict[str, Any] = {**where, "barrier_id": barrier.id}
    add_action(
        **for_it,
        draft=ActionDraft(
            ActionKind.TRAINING,
            "Réviser le code le mercredi",
            "Auto-école sociale du Val",
            planned_on=ago(9),
            on_working_time=True,
        ),
    )
    paid: dict[str, Any] = {"actor": actor, "where": Where(where["person_id"], barrier.id)}
    plan = plan_funding(**paid, label="Permis B", cost=LICENCE_EUROS)
    asked: dict[Funder, FundingLine] = {}
    for funder, euros in ((Funder.DEPARTMENT, 800), (Funder.OPCO, 450), (Funder.CPF, 550)):
        asked[funder] = ask_funding(
            **paid, plan_id=plan.id, draft=FundingDraft(funder, Decimal(euros), on=ago(50))
        )
    for funder, state in (
        (Funder.DEPARTMENT, FundingState.GRANTED),
        (Funder.OPCO, FundingState.REFUSED),
    ):
        line = asked[funder]
        answer_funding(**paid, line_id=line.id, version=line.version, state=state, on=ago(20))


def _promises(actor: Actor, david: Story) -> None:
    """A mutual commitment whose first review day is past: neither side has spoken yet."""
    commitment = make_commitment(
        actor=actor,
        person_id=david.person.id,
        draft=CommitmentDraft(
            start=ago(60),
            end=ago(-120),
            review_days=(ago(5), ago(-85)),
            person=("Passer le code", "Prévenir quand je suis en retard"),
            structure=("Trouver une immersion", "Laisser deux heures par semaine pour le code"),
        ),
    )
    paper = Paper.unscoped.get(pk=commitment.paper_id)
    send_paper(actor=actor, paper_id=paper.pk)
    for line in Signature.objects.filter(version__paper=paper):
        record_paper_signature(
            actor=actor,
            paper_id=paper.pk,
            role=SignatoryRole(line.role),
            signed_on=ago(0),
            reference="Classeur bleu, pochette 5",
        )


def _partner_sessions(actor: Actor, *them: Story) -> None:
    """One session a month is promised; last month had none."""
    last_month = ago(0).replace(day=1)
    for back, partner, topic in (
        (75, "Association des Mots", "Parler et écrire au travail"),
        (-8, "Auto-école sociale du Val", "Le permis, combien et avec qui"),
    ):
        day = ago(back)
        if back > 0 and (last_month - day).days < 31:
            day = ago(back + 31)  # never the month before this one
        held = plan_session(actor=actor, draft=SessionDraft(partner, topic, day))
        if back > 0:
            for story in them:
                note_contact(
                    actor=actor,
                    person_id=story.person.id,
                    session_id=held.id,
                    said=ContactSaid(came=True, first_contact=True, knows_whom=True),
                )


def _mona(players: Players, sofia: Story) -> None:
    mona = players.actor("Mona")
    with acting_as(mona):
        _meet(players, sofia, "Mona", MeetingKind.INDIVIDUAL, -2, 9, "Préparer Netclair")
        _meet(players, sofia, "Mona", MeetingKind.INDIVIDUAL, 6, 11, "Ce qui m’inquiète")
        set_objective(
            actor=mona,
            person_id=sofia.person.id,
            draft=ObjectiveDraft("Travailler deux jours par semaine dehors", by_day=ago(-170)),
        )
    _ask(players, sofia)


def _ask(players: Players, sofia: Story) -> None:
    """Sofia asks for something by herself: an answer is owed to her."""
    herself = Actor(kind=ActorKind.PERSON, person_id=sofia.person.id)
    with acting_as(herself):
        send_request(
            actor=herself,
            person_id=sofia.person.id,
            kind=RequestKind.TALK,
            to=f"{players.organisations['esat'].id}:",
            words="J’ai peur de prendre le bus toute seule.",
        )


def _ines(players: Players, lea: Story) -> None:
    ines = players.actor("Inès")
    with acting_as(ines):
        karim = _guest(players, "Karim", MeetingRole.SUPERVISOR)
        _meet(players, lea, "Inès", MeetingKind.INDIVIDUAL, -1, 10, "Le stage", karim)
        _meet(players, lea, "Inès", MeetingKind.INDIVIDUAL, 3, 10, "Le trajet en bus")
        barrier = open_barrier(
            actor=ines,
            person_id=lea.person.id,
            kind="mobility",
            draft=BarrierDraft(
                since=ago(150), weight=Weight.HEAVY, words="J’ai peur de me perdre."
            ),
        )
        add_action(
            actor=ines,
            person_id=lea.person.id,
            barrier_id=barrier.id,
            draft=ActionDraft(ActionKind.VISIT, "Faire le trajet ensemble", planned_on=ago(4)),
        )


def _partners(players: Players, lea: Story, david: Story) -> None:
    """Those who came in by an agreement have their own appointments."""
    for name, story, day, subject in (
        ("Thomas", david, -3, "Bilan de l’essai"),
        ("Paul", lea, -5, "Visiter le CFA"),
    ):
        with acting_as(players.actor(name)):
            _meet(players, story, name, MeetingKind.INDIVIDUAL, day, 14, subject)
