"""The demonstration shows programmes lived, welcomes in companies, and several persons lent together."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from passerelles.pathways.models import (
    IntegrationCheck,
    PassageDecision,
    ProgrammeEnrolment,
    WorkReview,
    WorkSession,
    WorkSituation,
)
from tests.browser.territory import Territory, build_territory
from tests.ops.test_demo import things_to_do

pytestmark = pytest.mark.django_db


def test_programmes_are_lived_welcomes_prepared_and_a_group_lent() -> None:
    territory = build_territory()
    _malo_was_paid_each_day_he_came_and_the_team_opened_the_next_step(territory)
    _a_month_without_a_meeting_is_on_the_list_of_who_owes_it(territory)
    _each_side_was_asked_and_two_were_lent_together(territory)


def _malo_was_paid_each_day_he_came_and_the_team_opened_the_next_step(territory: Territory) -> None:
    row = ProgrammeEnrolment.unscoped.get(person=territory.person("Malo"), programme="tapaj")
    came = WorkSession.objects.filter(enrolment=row, attendance="present")
    assert came.aggregate(paid=Sum("pay"), days=Count("id")) == {"paid": Decimal(240), "days": 6}
    assert not came.filter(paid_on=None).exists()
    decision = PassageDecision.objects.get(enrolment=row)
    assert (decision.passed, decision.attended, decision.planned) == (True, 6, 8)
    assert not WorkSituation.unscoped.filter(person=row.person).exists()


def _a_month_without_a_meeting_is_on_the_list_of_who_owes_it(territory: Territory) -> None:
    due = [what for what in things_to_do(territory, "Thomas") if "Rendez-vous du mois" in what]
    assert len(due) == 1


def _each_side_was_asked_and_two_were_lent_together(territory: Territory) -> None:
    david, odette = territory.person("David"), territory.person("Odette")
    answered = IntegrationCheck.unscoped.filter(person=david).values_list("about", "mood")
    assert set(answered) == {("person", "good"), ("company", "")}
    voices = WorkReview.unscoped.filter(person=odette).values_list("side", "reached")
    assert dict(voices) == {"person": "yes", "host": "partly", "sender": "yes"}
    together = WorkSituation.unscoped.exclude(group=None)
    assert together.count() == 2
    assert together.values("group").distinct().count() == 1
