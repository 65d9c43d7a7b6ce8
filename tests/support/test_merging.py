"""Joining two records of the same person keeps what each of them said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.people.actions.merge import merge_records
from passerelles.sharing.policy import open_record
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.leads import LeadDraft, log_lead, take_up_lead
from passerelles.support.actions.minutes import set_rhythm
from passerelles.support.actions.plans import TimetableDraft, write_plan, write_timetable
from passerelles.support.actions.requests import RequestAnswer, answer_request, send_request
from passerelles.support.models import Barrier, MeetingRhythm, ThreePartPlan
from passerelles.support.queries.barriers import open_barriers
from passerelles.support.queries.leads import leads_of
from passerelles.support.queries.plans import own_plan, plan_views, timetable_views
from passerelles.support.queries.requests import own_requests, requests_waiting
from passerelles.support.rules.leads import LeadOrigin
from passerelles.support.rules.requests import RequestKind, RequestOutcome
from passerelles.support.rules.timetables import Step
from tests.cast import Cast, make_person, person_actor, professional
from tests.support.scenes import mobility
from tests.support.test_plans import draft


@pytest.mark.django_db
def test_two_plans_joined_are_both_kept_and_the_next_version_replaces_both(cast: Cast) -> None:
    karim = professional(cast.karim, cast.ime)
    twin = make_person("Léa", "Marchand", cast.ime, by=cast.ines)
    lead = log_lead(actor=karim, draft=LeadDraft("Garage du Pont", LeadOrigin.FAIR, clock.today()))
    for person in (cast.lea, twin):
        write_plan(actor=karim, person_id=person.id, draft=draft())
        times = TimetableDraft((Step(clock.today(), Decimal(10)),))
        write_timetable(actor=karim, person_id=person.id, draft=times)
        take_up_lead(actor=karim, person_id=person.id, lead_id=lead.id)
    with acting_as(karim):
        merge_records(actor=karim, kept_id=cast.lea.id, absorbed_id=twin.id)
        eyes = own_eyes(karim, open_record(karim, cast.lea.id))
        assert len(plan_views(eyes)) == len(timetable_views(eyes)) == len(leads_of(eyes)) == 2
        now = own_plan(eyes)
    assert now is not None
    write_plan(actor=karim, person_id=cast.lea.id, draft=draft(), replaces=now.plan.pk)
    assert ThreePartPlan.unscoped.filter(person=cast.lea, state="active").count() == 1


@pytest.mark.django_db
def test_the_same_barrier_in_both_records_is_kept_twice_and_counted_once(cast: Cast) -> None:
    karim = professional(cast.karim, cast.ime)
    twin = make_person("Léa", "Marchand", cast.ime, by=cast.ines)
    mobility(cast)
    open_barrier(actor=karim, person_id=twin.id, kind="mobility", draft=BarrierDraft())
    for person in (cast.lea, twin):
        set_rhythm(actor=karim, person_id=person.id, every_months=1, since=clock.today())
    with acting_as(karim):
        merge_records(actor=karim, kept_id=cast.lea.id, absorbed_id=twin.id)
        assert Barrier.objects.filter(person=cast.lea).count() == 2
        assert MeetingRhythm.objects.filter(person=cast.lea, until=None).count() == 2
        eyes = own_eyes(karim, open_record(karim, cast.lea.id))
        assert open_barriers(eyes) == 1


@pytest.mark.django_db
def test_a_request_follows_the_person_into_the_record_kept_and_is_answered_there(
    cast: Cast,
) -> None:
    karim = professional(cast.karim, cast.ime)
    twin = make_person("Léa", "Marchand", cast.ime, by=cast.ines)
    request = send_request(
        actor=person_actor(twin), person_id=twin.id, kind=RequestKind.TALK, to=f"{cast.ime.id}:"
    )
    with acting_as(karim):
        merge_records(actor=karim, kept_id=cast.lea.id, absorbed_id=twin.id)
        assert requests_waiting(karim).get().person_id == cast.lea.id
    answer_request(
        actor=karim,
        person_id=cast.lea.id,
        request_id=request.id,
        version=1,
        answer=RequestAnswer("Oui, venez.", RequestOutcome.NO),
    )
    lea = person_actor(cast.lea)
    with acting_as(lea):
        (view,) = own_requests(own_eyes(lea, open_record(lea, cast.lea.id)))
    assert [event.event for event in view.events] == ["sent", "answered"]
