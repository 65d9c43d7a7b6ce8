"""Integration in a company: planned, asked of both sides, and what follows when it is not well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.integration import (
    AlertDraft,
    CheckDraft,
    IntegrationDraft,
    answer_check,
    plan_integration,
    settle_alert,
)
from passerelles.pathways.models import (
    Integration,
    IntegrationCheck,
    NextStep,
    WelcomeStep,
    WellBeing,
    WorkSituation,
)
from passerelles.pathways.queries.integration import integration_due
from passerelles.pathways.rules.integration import (
    USUAL_MOMENTS,
    AlertAnswer,
    CheckMoment,
    check_day,
    check_days,
    is_alert,
)
from passerelles.worklist.queries.dated import dated_items
from passerelles.worklist.queries.reach import Reach
from tests.cast import Cast, person_actor
from tests.myspace.own_space import enter
from tests.pathways.scenes import as_tutor, tutor
from tests.pathways.test_reviews import ines, trial
from tests.pathways.work_scenes import day

AsUser = Callable[..., Client]


def test_checks_fall_on_the_days_chosen_and_never_after_the_end() -> None:
    start = date(2026, 1, 31)
    assert check_day(start, CheckMoment.DAY_1) == start
    assert check_day(start, CheckMoment.WEEK_1) == date(2026, 2, 7)
    assert check_day(start, CheckMoment.MONTH_1) == date(2026, 2, 28)
    assert len(check_days(start, USUAL_MOMENTS, None)) == 4
    assert check_days(start, USUAL_MOMENTS, date(2026, 2, 7)) == (start, date(2026, 2, 7))


def test_contacts_reach_two_years_and_the_last_falls_on_the_last_day() -> None:
    start, end = date(2026, 11, 23), date(2028, 11, 22)
    long = (CheckMoment.MONTH_12, CheckMoment.MONTH_18, CheckMoment.MONTH_24)
    days = (date(2027, 11, 23), date(2028, 5, 23), end)
    assert check_days(start, long, end) == days
    assert check_days(start, long, end - timedelta(days=1)) == days[:2]
    assert check_days(start, long, None) == (*days[:2], date(2028, 11, 23))


def test_not_well_or_a_call_for_help_opens_a_choice() -> None:
    assert is_alert("bad", help_wanted=False)
    assert is_alert("good", help_wanted=True)
    assert not is_alert("so_so", help_wanted=False)


def planned(cast: Cast, **trial_days: int) -> WorkSituation:
    situation = trial(cast, **({"start": -10, "end": 90} | trial_days))
    with acting_as(ines(cast)):
        plan_integration(
            actor=ines(cast),
            person_id=cast.lea.id,
            situation_id=situation.id,
            draft=IntegrationDraft(
                tutor="Sonia T.",
                co_tutor="Karim",
                steps=(("Visite des lieux", situation.start),),
                person_moments=USUAL_MOMENTS,
                company_moments=(CheckMoment.WEEK_1,),
            ),
        )
    return situation


def check(about: str) -> IntegrationCheck:
    found: IntegrationCheck = IntegrationCheck.unscoped.filter(about=about).order_by("due_on")[0]
    return found


def hears(actor: Any, one: IntegrationCheck, mood: str = "good", **more: Any) -> IntegrationCheck:
    with acting_as(actor):
        return answer_check(
            actor=actor,
            person_id=one.person_id,
            check_id=one.id,
            draft=CheckDraft(mood=mood, version=one.version, **more),
        )


@pytest.mark.django_db
def test_each_side_answers_its_own_check_once(cast: Cast) -> None:
    planned(cast)
    guest = tutor(cast)
    mine, theirs = check("person"), check("company")
    for actor, other in ((guest, mine), (person_actor(cast.lea), theirs)):
        with pytest.raises(Hidden):
            hears(actor, other)
    said = hears(person_actor(cast.lea), mine, words="on m’explique bien")
    assert (said.answered_by, said.alert) == ("Léa", False)
    assert WellBeing.unscoped.get().words == "on m’explique bien"
    assert hears(guest, theirs).answered_by == "Sonia T."
    with pytest.raises(Conflict):
        hears(person_actor(cast.lea), mine, "bad")


@pytest.mark.django_db
def test_words_of_the_company_taken_down_say_whose_they_are(cast: Cast) -> None:
    planned(cast)
    with pytest.raises(Refusal, match="auprès de qui"):
        hears(ines(cast), check("company"))
    said = hears(ines(cast), check("company"), gathered_from="la cheffe d’équipe")
    assert said.answered_by == "la cheffe d’équipe, recueilli par Inès B."


@pytest.mark.django_db
def test_an_alert_leads_to_a_mediation_that_is_the_next_step(cast: Cast) -> None:
    planned(cast)
    alert = hears(person_actor(cast.lea), check("person"), "bad", words="on crie")
    assert alert.alert
    settle = {"actor": ines(cast), "person_id": cast.lea.id, "check_id": alert.id}

    def draft(on: date | None) -> AlertDraft:
        return AlertDraft(
            answer=AlertAnswer.MEDIATION, words="Sonia, Léa et moi", on=on, version=alert.version
        )

    with acting_as(ines(cast)):
        with pytest.raises(Refusal, match="jour"):
            settle_alert(**settle, draft=draft(None))
        settle_alert(**settle, draft=draft(day(2)))
        with pytest.raises(Conflict):
            settle_alert(**settle, draft=draft(day(3)))
    step = NextStep.unscoped.get()
    assert step.what == "Médiation : Sonia, Léa et moi"
    assert step.owner_user == cast.ines


@pytest.mark.django_db
def test_overdue_checks_and_alerts_wait_in_the_list(cast: Cast) -> None:
    planned(cast)
    with acting_as(ines(cast)):
        before = list(integration_due(ines(cast)))
    # Day 1 and week 1 of the person, week 1 of the company: all passed.
    assert [item.late for item in before] == [True, True, True]
    hears(person_actor(cast.lea), check("person"), "bad")
    with acting_as(ines(cast)):
        after = list(integration_due(ines(cast)))
    assert {item.key for item in after} == {"alert", "integration"}
    assert any("demande une suite" in item.what for item in after)


@pytest.mark.django_db
def test_the_list_of_things_to_do_says_who_waits_for_help(cast: Cast) -> None:
    planned(cast)
    hears(person_actor(cast.lea), check("person"), "bad", words="on crie")
    with acting_as(ines(cast)):
        reach = Reach(ines(cast), clock.now(), clock.today(), worker=None)
        items = list(dated_items(reach))
    assert [item.alarm for item in items if item.alarm] == ["demande une suite"]
    assert "pathways:settle_alert" in {item.route for item in items}
    assert all("on crie" not in item.what for item in items)


@pytest.mark.django_db
def test_a_plan_is_completed_and_two_people_at_once_get_the_conflict(cast: Cast) -> None:
    situation = planned(cast)
    known = Integration.unscoped.get()

    def again(version: int | None) -> Integration:
        with acting_as(ines(cast)):
            return plan_integration(
                actor=ines(cast),
                person_id=cast.lea.id,
                situation_id=situation.id,
                draft=IntegrationDraft(
                    tutor="Karim", person_moments=USUAL_MOMENTS, version=version
                ),
            )

    count = IntegrationCheck.unscoped.count()
    assert again(known.version).tutor == "Karim"
    assert IntegrationCheck.unscoped.count() == count
    for stale in (known.version, None):
        with pytest.raises(Conflict):
            again(stale)


@pytest.mark.django_db
def test_the_pages_of_the_professional(cast: Cast, as_user: AsUser) -> None:
    situation = trial(cast, start=-10, end=90)
    client = as_user(cast.ines, cast.ime)
    page = reverse("pathways:work_one", args=[cast.lea.id, situation.id])
    form = reverse("pathways:plan_integration", args=[cast.lea.id, situation.id])
    assert "Préparer l’intégration" in client.get(page).content.decode()
    assert "Visite des lieux" in client.get(form).content.decode()
    assert client.post(form, {"steps": "Vestiaire"}).status_code == 422
    sent = {"tutor": "Sonia T.", "steps": "Vestiaire", "person_moments": ["day_1"]}
    assert client.post(form, sent).status_code == 302
    text = client.get(page).content.decode()
    assert "Vestiaire" in text
    assert "date passée" in text
    step = WelcomeStep.objects.get()
    done = reverse("pathways:welcome_step_done", args=[cast.lea.id, situation.id, step.id])
    assert client.post(done).status_code == 302
    step.refresh_from_db()
    assert step.done_on == clock.today()
    one = check("person")
    answer = reverse("pathways:answer_check", args=[cast.lea.id, one.id])
    assert client.get(answer).status_code == 200
    assert client.post(answer, {"version": 1, "mood": "bad", "words": "seule"}).status_code == 302
    assert "Médiation ou retour" in client.get(page).content.decode()
    settle = reverse("pathways:settle_alert", args=[cast.lea.id, one.id])
    assert client.get(settle).status_code == 200
    back = client.post(settle, {"version": 2, "answer": "return", "words": "elle préfère l’IME"})
    assert back.status_code == 302
    assert back["Location"].endswith("/terminer/")


@pytest.mark.django_db
def test_the_tutor_and_the_person_are_asked_on_their_pages(cast: Cast) -> None:
    planned(cast)
    guest = as_tutor(tutor(cast))
    theirs = check("company")
    assert "On vous demande" in guest.get(reverse("pathways:guest_home")).content.decode()
    form = reverse("pathways:guest_check", args=[theirs.id])
    assert guest.post(form, {"version": 1, "mood": "good"}).status_code == 302
    assert guest.get(reverse("pathways:guest_check", args=[check("person").id])).status_code == 404
    lea = enter(cast, cast.lea, by="ines")
    assert "Je dis comment ça va" in lea.get(reverse("myspace:work")).content.decode()
    own = reverse("pathways:my_check", args=[check("person").id])
    assert lea.get(own).status_code == 200
    assert lea.post(own, {"version": 1}).status_code == 422
    assert lea.post(own, {"version": 1, "mood": "so_so", "help_wanted": "on"}).status_code == 302
    assert check("person").alert


@pytest.mark.django_db
def test_a_stranger_gets_the_same_404(cast: Cast, as_user: AsUser) -> None:
    situation = planned(cast)
    client = as_user(cast.mona, cast.esat)
    one = check("person").id
    for name, args in (
        ("plan_integration", [cast.lea.id, situation.id]),
        ("answer_check", [cast.lea.id, one]),
        ("settle_alert", [cast.lea.id, one]),
    ):
        assert client.get(reverse(f"pathways:{name}", args=args)).status_code == 404
