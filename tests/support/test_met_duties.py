"""What is kept once does the duty of the programme: a meeting told, a partner one came to see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.calendar import add_months
from passerelles.kernel.clock import PARIS
from passerelles.kernel.errors import Refusal
from passerelles.law.programmes.model import MetBy
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.situations import SituationKind
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.actions.enrolment_days import note_duty
from passerelles.pathways.held_days import held_days
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.queries.enrolments_due import enrolments_due
from passerelles.pathways.rules.enrolments import Grounds, duties_met
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.appointments import AppointmentDraft, plan_appointment
from passerelles.support.actions.minutes import Minutes, write_minutes
from passerelles.support.actions.sessions import (
    ContactSaid,
    SessionDraft,
    note_contact,
    plan_session,
)
from passerelles.support.rules.meetings import Attendance, MeetingKind, MeetingRole
from tests.cast import Cast, make_agreement, make_organisation, make_user, professional
from tests.pathways.enrolment_scenes import enrolled, entry
from tests.pathways.work_scenes import day, sami

AsUser = Callable[..., Client]
ENTERED = -100


def in_tremplin(cast: Cast) -> tuple[Actor, ProgrammeEnrolment]:
    """In an adapted enterprise for a little more than three months."""
    place = make_organisation("Atelier du Port", "ea")
    worker = make_user("Thomas", "Roy", place, Role.WORKER)
    person = sami(cast)
    make_agreement(person, place, *Volet)
    actor = professional(worker, place)
    draft = entry(
        ENTERED,
        prescriber_kind="cap_emploi",
        told_on={"no_hire_at_the_end": day(ENTERED - 1)},
        grounds=Grounds(((SituationKind.RQTH, True),), ("adequacy",)),
        phase="tremplin",
    )
    return actor, enrolled(actor, person, "cdd_tremplin", draft)


def month(row: ProgrammeEnrolment, number: int) -> date:
    """Some day within a month of the programme."""
    return add_months(row.entered_on, number) + timedelta(days=5)


def meets(actor: Actor, row: ProgrammeEnrolment, on: date, came: bool = True, **more: Any) -> None:
    kind = more.pop("kind", MeetingKind.INDIVIDUAL)
    at = datetime.combine(on, time(10), PARIS)
    where: dict[str, Any] = {"actor": actor, "person_id": row.person_id}
    planned = plan_appointment(**where, draft=AppointmentDraft(kind, at))
    there = Attendance.PRESENT if came else Attendance.ABSENT
    minutes = Minutes({MeetingRole.PERSON: there}, text="On a parlé du projet.")
    write_minutes(**where, appointment_id=planned.id, version=planned.version, minutes=minutes)


def duties_due(actor: Actor) -> list[str]:
    with acting_as(actor):
        return [w.what for w in enrolments_due(actor) if w.key == "duty"]


def shown(client: Client, row: ProgrammeEnrolment) -> str:
    page = reverse("pathways:enrolment", args=[row.person_id, row.pk])
    return " ".join(client.get(page).content.decode().split())


def test_what_does_a_duty_counts_within_the_enrolment_only() -> None:
    tremplin = shipped_programmes()["cdd_tremplin"]
    days = [date(2026, 1, 1), date(2026, 2, 3), date(2026, 2, 3), date(2026, 9, 1)]
    met = duties_met(tremplin, {MetBy.MEETING: days}, date(2026, 2, 1), date(2026, 6, 1))
    assert [(one.duty, one.done_on) for one in met] == [("monthly_meeting", date(2026, 2, 3))]
    assert duties_met(tremplin, {MetBy.PARTNER_SESSION: days}, date(2026, 2, 1), None) == ()


@pytest.mark.django_db
def test_a_meeting_told_is_the_meeting_of_the_month(cast: Cast, as_user: AsUser) -> None:
    actor, row = in_tremplin(cast)
    client = as_user(row.author, row.organisation)
    assert any("Rendez-vous du mois" in what for what in duties_due(actor))
    assert "en retard" in shown(client, row)
    for number in (0, 1, 2, 3):
        meets(actor, row, month(row, number))
    assert duties_due(actor) == []
    page = shown(client, row)
    assert page.count("rendez-vous du ") == 4
    assert "en retard" not in page
    assert "C’est fait" not in page
    with pytest.raises(Refusal, match="compte déjà"):
        note_duty(
            actor=actor, person_id=row.person_id, enrolment_id=row.pk,
            duty="monthly_meeting", done_on=month(row, 3),
        )  # fmt: skip


@pytest.mark.django_db
def test_neither_an_absence_nor_the_meeting_of_another_place_counts(
    cast: Cast,
) -> None:
    actor, row = in_tremplin(cast)
    meets(actor, row, month(row, 3), came=False)
    claire = professional(cast.claire, cast.geiq)
    make_agreement(row.person, cast.geiq, *Volet)
    meets(claire, row, month(row, 3))
    assert any("Rendez-vous du mois" in what for what in duties_due(actor))
    with acting_as(actor):
        found = held_days(MetBy.MEETING, [row.person_id])
    assert set(found) == {(row.person_id, cast.geiq.id)}


@pytest.mark.django_db
def test_days_of_somebody_one_does_not_follow_are_never_read(cast: Cast) -> None:
    actor, row = in_tremplin(cast)
    meets(actor, row, month(row, 1))
    with acting_as(professional(cast.zoe, cast.stranger)):
        assert held_days(MetBy.MEETING, [row.person_id]) == {}
        assert held_days(MetBy.PARTNER_SESSION, [row.person_id]) == {}


@pytest.mark.django_db
def test_what_is_still_to_do_leads_to_where_it_is_kept(cast: Cast, as_user: AsUser) -> None:
    actor, row = in_tremplin(cast)
    with acting_as(actor):
        [waiting] = [w for w in enrolments_due(actor) if w.key == "duty"]
    assert waiting.action == "Noter le rendez-vous"
    assert reverse(waiting.route, args=waiting.args) == reverse(
        "support:appointments", args=[row.person_id]
    )
    assert "Noter le rendez-vous" in shown(as_user(row.author, row.organisation), row)


@pytest.mark.django_db
def test_a_partner_one_came_to_see_is_the_network_of_convergence(cast: Cast) -> None:
    actor, row = in_tremplin(cast)
    draft = SessionDraft("CPAM", "Mes droits", day(-2))
    held = plan_session(actor=actor, draft=draft)
    where: dict[str, Any] = {
        "actor": actor, "person_id": row.person_id, "session_id": held.id,
    }  # fmt: skip
    contact = note_contact(**where, said=ContactSaid(came=True))
    here = (row.person_id, row.organisation_id)
    with acting_as(actor):
        assert held_days(MetBy.PARTNER_SESSION, [row.person_id]) == {here: [day(-2)]}
    note_contact(**where, said=ContactSaid(came=False, read=contact.id))
    with acting_as(actor):
        assert held_days(MetBy.PARTNER_SESSION, [row.person_id]) == {}
    [network] = [d for d in shipped_programmes()["convergence"].duties if d.met_by]
    assert (network.code, network.met_by) == ("network", MetBy.PARTNER_SESSION)


@pytest.mark.django_db
def test_meetings_of_everybody_cost_no_question_more(cast: Cast) -> None:
    actor, row = in_tremplin(cast)

    def cost() -> int:
        with acting_as(actor), CaptureQueriesContext(connection) as asked:
            list(enrolments_due(actor))
        return len([q for q in asked.captured_queries if "set_config" not in q["sql"]])

    before = cost()
    for number in (0, 1, 2):
        meets(actor, row, month(row, number))
    assert cost() == before <= 4
