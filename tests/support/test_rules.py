"""Rules of the accompaniment: barriers, funding, meetings and their rhythm."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from passerelles.kernel.calendar import add_months
from passerelles.sharing.rules.volets import Volet
from passerelles.support.rules.barriers import (
    BARRIER_LABELS,
    BarrierState,
    Pressure,
    cumulated,
    kinds_in,
    may_move,
    pressure,
    told_barriers,
    volet_of_barrier,
)
from passerelles.support.rules.funding import FundingState, Share, balance, euros
from passerelles.support.rules.meetings import MeetingKind, MeetingRole, standing
from passerelles.support.rules.rhythm import RhythmTerms, rhythm_standing

DAY = date(2026, 3, 10)
SHARES = st.builds(
    Share,
    state=st.sampled_from(FundingState),
    asked=st.decimals(min_value=1, max_value=5000, places=2),
    granted=st.none() | st.decimals(min_value=0, max_value=5000, places=2),
)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


def test_health_addiction_and_justice_never_leave_the_sensitive_volet() -> None:
    sensitive = {code for code in BARRIER_LABELS if volet_of_barrier(code) is Volet.SENSITIVE}
    assert sensitive == {"health", "disability", "suffering", "addiction", "justice"}
    assert {code for code, _words in kinds_in([Volet.BARRIERS])}.isdisjoint(sensitive)
    assert {code for code, _words in kinds_in([Volet.SENSITIVE])} == sensitive
    assert kinds_in([]) == []


def test_what_was_told_is_offered_and_none_is_not_a_barrier() -> None:
    assert told_barriers(["mobility,housing", "none"]) == ("housing", "mobility")
    assert told_barriers(["none"]) == ()


def test_barriers_are_counted_once_each_and_only_those_that_stand() -> None:
    found = cumulated(
        [
            ("housing", BarrierState.OPEN),
            ("housing", BarrierState.OPEN),
            ("mobility", BarrierState.OPEN),
            ("debt", BarrierState.LIFTED),
        ]
    )
    assert found.open == 2
    assert found.several
    assert found.sentence == "2 freins présents en même temps. Aucun n’empêche une étape."


def test_a_lifted_barrier_may_come_back_and_a_day_that_passes_only_alerts() -> None:
    assert may_move(BarrierState.LIFTED, BarrierState.OPEN)
    assert not may_move(BarrierState.LIFTED, BarrierState.SET_ASIDE)
    opened = BarrierState.OPEN
    assert pressure(opened, DAY, DAY) is Pressure.SOON
    assert pressure(opened, DAY - timedelta(days=1), DAY) is Pressure.LATE
    assert pressure(opened, DAY + timedelta(days=31), DAY) is Pressure.SOON
    assert pressure(opened, DAY + timedelta(days=32), DAY) is Pressure.NONE
    assert pressure(BarrierState.LIFTED, DAY - timedelta(days=9), DAY) is Pressure.NONE


def test_the_driving_licence_adds_up_to_its_cost_and_what_is_missing_is_said() -> None:
    department = Share(FundingState.PAID, Decimal(800))
    school = Share(FundingState.GRANTED, Decimal(500), Decimal(450))
    waiting = balance(Decimal(1800), [department, school, Share(FundingState.ASKED, Decimal(300))])
    assert (waiting.secured, waiting.awaited, waiting.paid) == (1250, 300, 800)
    assert waiting.missing == 250
    assert waiting.sentence == "Il manque 250\u00a0€ : aucune demande ne les couvre."
    asked = balance(Decimal(1800), [department, school, Share(FundingState.ASKED, Decimal(550))])
    assert asked.sentence == "Il reste 550\u00a0€ en attente de réponse."
    full = balance(Decimal(1800), [department, school, Share(FundingState.PAID, Decimal(550))])
    assert full.complete
    assert full.sentence == "Le coût est entièrement couvert."


@given(cost=st.decimals(min_value=1, max_value=9000, places=2), shares=st.lists(SHARES, max_size=8))
def test_a_plan_never_loses_a_cent(cost: Decimal, shares: list[Share]) -> None:
    found = balance(cost, shares)
    assert found.missing <= found.to_find <= cost
    assert found.secured + found.to_find - found.beyond == cost
    assert found.complete == (found.secured >= cost)
    assert found.paid <= found.secured
    refused = [*shares, Share(FundingState.REFUSED, Decimal(100))]
    assert balance(cost, refused) == found


def test_amounts_are_written_in_french() -> None:
    assert euros(Decimal("1250")) == "1\u202f250\u00a0€"
    assert euros(Decimal("87.50")) == "87,50\u00a0€"


def test_a_tripartite_review_says_which_role_is_missing() -> None:
    found = standing(MeetingKind.TRIPARTITE, [MeetingRole.PERSON, MeetingRole.COUNSELLOR])
    assert not found.valid
    assert found.sentence == "Ce n’est pas un bilan à trois : il manque l’encadrant technique."
    everyone = [MeetingRole.PERSON, MeetingRole.COUNSELLOR, MeetingRole.SUPERVISOR]
    assert standing(MeetingKind.TRIPARTITE, everyone).sentence == ""


@given(st.sets(st.sampled_from(MeetingRole)))
def test_a_tripartite_review_is_one_only_with_the_three_roles(present: set[MeetingRole]) -> None:
    needed = {MeetingRole.PERSON, MeetingRole.COUNSELLOR, MeetingRole.SUPERVISOR}
    found = standing(MeetingKind.TRIPARTITE, present)
    assert found.valid == (needed <= present)
    assert set(found.missing) == needed - present
    assert standing(MeetingKind.INDIVIDUAL, present).valid == (MeetingRole.PERSON in present)


def test_a_month_without_a_meeting_is_an_alert() -> None:
    terms = RhythmTerms(1, date(2026, 1, 15))
    held = [date(2026, 1, 20), date(2026, 2, 20)]
    quiet = rhythm_standing(terms, held, date(2026, 4, 14))
    assert quiet.silent == 0
    assert quiet.due is not None
    assert quiet.due.due_on == date(2026, 4, 14)
    late = rhythm_standing(terms, held, date(2026, 4, 15))
    assert late.silent == 1
    assert late.alert == (
        "Aucun rendez-vous du 15/03/2026 au 14/04/2026. Fixez un rendez-vous cette semaine."
    )
    after = rhythm_standing(terms, [*held, date(2026, 4, 16)], date(2026, 4, 17))
    assert (after.silent, after.missed, after.alert) == (0, 1, "")


@given(since=DAYS, every=st.integers(1, 12), held=st.lists(DAYS, max_size=12), today=DAYS)
def test_a_rhythm_is_silent_exactly_when_a_whole_window_passed_since_the_last_meeting(
    since: date, every: int, held: list[date], today: date
) -> None:
    found = rhythm_standing(RhythmTerms(every, since), held, today)
    past = [day for day in held if day <= today]
    closed = []
    number = 0
    while since <= today and add_months(since, every * (number + 1)) <= today:
        closed.append((add_months(since, every * number), add_months(since, every * (number + 1))))
        number += 1
    empty = [w for w in closed if not any(w[0] <= day < w[1] for day in past)]
    unanswered = [w for w in empty if not any(day >= w[1] for day in past)]
    assert found.missed == len(empty)
    assert found.silent == len(unanswered)
    assert bool(found.alert) == bool(unanswered)


@given(held=st.lists(DAYS, max_size=12), today=DAYS, more=DAYS)
def test_one_more_meeting_never_makes_a_rhythm_later(
    held: list[date], today: date, more: date
) -> None:
    terms = RhythmTerms(1, date(2026, 1, 15))
    before = rhythm_standing(terms, held, today)
    assert rhythm_standing(terms, [*held, more], today).missed <= before.missed


def test_a_rhythm_that_ended_asks_for_nothing_more() -> None:
    terms = RhythmTerms(1, date(2026, 1, 15), date(2026, 2, 20))
    assert rhythm_standing(terms, [date(2026, 1, 20)], date(2027, 1, 1)).alert == ""
