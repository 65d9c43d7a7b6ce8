"""The plan in three parts, the progressive timetable and the company leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.support.actions.leads import LeadDraft, log_lead, say_outcome, take_up_lead
from passerelles.support.actions.objectives import ObjectiveDraft, set_objective
from passerelles.support.actions.plans import (
    PlanDraft,
    TimetableDraft,
    write_plan,
    write_timetable,
)
from passerelles.support.models import CoachPair, PersonLead, ThreePartPlan, WorkTimetable
from passerelles.support.queries.due import coming_days
from passerelles.support.queries.leads import leads_page
from passerelles.support.rules.leads import (
    LeadOrigin,
    LeadOutcome,
    count_by_origin,
    holds_contact,
)
from passerelles.support.rules.plans import PartSaid, PlanGoal, PlanPart, goal_label, parts_missing
from passerelles.support.rules.timetables import (
    Step,
    against_contract,
    closed_steps,
    step_fault,
    step_on,
    total_hours,
)
from tests.cast import Cast, professional
from tests.support.scenes import educator
from tests.support.test_acts import pmsmp
from tests.support.test_commitments import own_space

AsUser = Callable[..., Client]
pages = pytest.mark.django_db
MONDAY = date(2027, 1, 4)
FULL = {part: PartSaid("Un essai au tri") for part in PlanPart}


@pytest.mark.parametrize("part", list(PlanPart))
def test_a_part_left_empty_says_why_or_the_plan_is_none(part: PlanPart) -> None:
    assert parts_missing(FULL) == ()
    assert parts_missing(FULL | {part: PartSaid("  ")}) == (part,)
    assert parts_missing(FULL | {part: PartSaid("", "Elle veut souffler")}) == ()


def step(weeks: int, hours: int | str) -> Step:
    return Step(MONDAY + timedelta(weeks=weeks), Decimal(hours))


def test_levels_follow_each_other_and_end_the_day_before_the_next() -> None:
    steps = closed_steps([step(0, 10), step(2, "17.5")], MONDAY + timedelta(days=27))
    assert steps[0].end == MONDAY + timedelta(days=13)
    assert step_fault(steps) is None
    assert total_hours(steps) == Decimal(55)  # two weeks at 10 h, two at 17 h 30
    assert step_on(steps, MONDAY + timedelta(days=13)) is steps[0]
    assert step_on(steps, MONDAY + timedelta(days=14)) is steps[1]
    assert step_on(steps, MONDAY - timedelta(days=1)) is None
    assert total_hours(closed_steps([step(0, 10)], None)) is None


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([], 1),
        ([step(0, 0)], 1),
        ([step(0, 169)], 1),
        ([step(0, 10), step(0, 12)], 2),
        ([step(3, 10), step(1, 12)], 2),
        ([Step(MONDAY, Decimal(10), end=MONDAY - timedelta(days=1))], 1),
    ],
)
def test_what_cannot_be_is_said_at_its_level(steps: list[Step], place: int) -> None:
    fault = step_fault(steps)
    assert fault is not None
    assert fault.place == place
    assert fault.remedy


def test_the_contract_is_compared_and_an_unknown_one_is_not() -> None:
    steps = [step(0, 10), step(1, 28), step(2, 20)]
    found = against_contract(steps, Decimal(35))
    assert (found.reached, found.gap, found.known) == (Decimal(28), Decimal(-7), True)
    assert against_contract(steps, None).known is False


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Appeler le 06 12 34 56 78", True),
        ("+33 6 12 34 56 78", True),
        ("ecrire a jean@exemple.test", True),
        ("Ouvert depuis 2019, 12 salariés, 03100 Montluçon", False),
    ],
)
def test_a_lead_holds_no_private_contact(text: str, held: bool) -> None:
    assert holds_contact(text) is held


def test_leads_are_counted_by_origin() -> None:
    team, fair = LeadOrigin.TEAM_NETWORK, LeadOrigin.FAIR
    (first, second) = count_by_origin(
        [team, team, fair], [(team, LeadOutcome.HIRED), (team, LeadOutcome.IDEA)]
    )
    assert (first.origin, first.leads, first.tried, first.hired) == (team, 2, 2, 1)
    assert (second.origin, second.leads, second.tried, second.hired) == (fair, 1, 0, 0)


def draft(**more: Any) -> PlanDraft:
    given: dict[str, Any] = {"goal": PlanGoal.MOVE, "parts": FULL, "start": clock.today()}
    return PlanDraft(**(given | more))


@pages
def test_a_new_version_replaces_the_one_that_was_read(cast: Cast) -> None:
    where: dict[str, Any] = {"actor": educator(cast), "person_id": cast.lea.id}
    first = write_plan(**where, draft=draft())
    with pytest.raises(Conflict):
        write_plan(**where, draft=draft())
    second = write_plan(**where, draft=draft(goal=PlanGoal.STAY), replaces=first.id)
    with pytest.raises(Conflict):
        write_plan(**where, draft=draft(), replaces=first.id)
    first.refresh_from_db()
    assert (second.number, first.state, second.state) == (2, "replaced", "active")
    with pytest.raises(IntegrityError), transaction.atomic():
        ThreePartPlan.unscoped.filter(pk=second.pk).update(training="", training_why="")
    with pytest.raises(Hidden):
        write_plan(
            actor=professional(cast.zoe, cast.stranger), person_id=cast.lea.id, draft=draft()
        )


@pages
def test_a_review_and_the_last_day_of_a_coach_are_said_two_weeks_before(cast: Cast) -> None:
    actor = educator(cast)
    soon = clock.today() + timedelta(days=10)
    plan = write_plan(actor=actor, person_id=cast.lea.id, draft=draft(review_on=soon))
    CoachPair.unscoped.create(
        person=cast.lea, organisation=cast.ime, volet="project", coach_name="Odile",
        until=soon, state="open", consent="paper", agreed_at=clock.now(),
    )  # fmt: skip
    with acting_as(actor):
        found = {(item.kind.value, item.on, item.person) for item in coming_days(actor)}
    assert found == {("plan", soon, "Léa M."), ("coach", soon, "Léa M.")}
    ThreePartPlan.unscoped.filter(pk=plan.pk).update(review_on=soon + timedelta(days=9))
    with acting_as(actor):
        assert [item.kind.value for item in coming_days(actor)] == ["coach"]
    stranger = professional(cast.zoe, cast.stranger)
    with acting_as(stranger):
        assert list(coming_days(stranger)) == []


def page(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"support:{name}", args=[cast.lea.id, *args])


@pages
def test_the_plan_starts_from_what_the_record_says(cast: Cast, as_user: AsUser) -> None:
    pmsmp(cast)
    set_objective(
        actor=educator(cast), person_id=cast.lea.id, draft=ObjectiveDraft(words="Tenir 10 heures")
    )
    client = as_user(cast.ines, cast.ime)
    form = client.get(page(cast, "write_plan")).content.decode()
    assert "Tenir 10 heures" in form
    assert "Netclair" in form
    typed = {
        "goal": "move", "goal_words": "Je veux bouger", "work": "Un essai", "support": "Chaque mois",
        "training": "", "start": clock.today().isoformat(),
    }  # fmt: skip
    refused = client.post(page(cast, "write_plan"), typed)
    assert refused.status_code == 422
    assert "La partie « Formation » est vide" in refused.content.decode()
    assert "Je veux bouger" in refused.content.decode()
    typed["training_why"] = "Elle a déjà son certificat"
    assert client.post(page(cast, "write_plan"), typed).status_code == 302
    for text in (
        client.get(page(cast, "plan")).content.decode(),
        client.get(page(cast, "print_plan")).content.decode(),
        own_space(cast).get(reverse("support:my_plan")).content.decode(),
    ):
        assert "Elle a déjà son certificat" in text
    assert client.post(page(cast, "write_plan"), typed).status_code == 409
    outside = as_user(cast.zoe, cast.stranger)
    for name in ("plan", "print_plan", "write_plan", "write_timetable"):
        assert outside.get(page(cast, name)).status_code == 404


@pages
def test_a_timetable_on_screen_and_in_easy_words(cast: Cast, as_user: AsUser) -> None:
    situation = pmsmp(cast)
    type(situation).unscoped.filter(pk=situation.pk).update(weekly_hours=35)
    client = as_user(cast.ines, cast.ime)
    url = page(cast, "write_timetable")
    day = clock.today()
    typed = {
        "situation": str(situation.id), "words": "L’école à 8 h 30", "start_1": day.isoformat(),
        "hours_1": "17,5", "days_1": ["mon", "thu"], "times_1": "9 h – 12 h",
        "start_2": (day + timedelta(days=28)).isoformat(),
    }  # fmt: skip
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "Un palier a un premier jour et des heures" in refused.content.decode()
    assert client.post(url, typed | {"hours_2": "28"}).status_code == 302
    text = client.get(page(cast, "plan")).content.decode()
    for words in (
        "17,5 h",
        "lundi, jeudi",
        "9 h – 12 h",
        "Le contrat en prévoit 35 h",
        "maintenant",
    ):
        assert words in text, words
    own = own_space(cast).get(reverse("support:my_plan")).content.decode()
    assert "17,5 h" in own
    assert WorkTimetable.unscoped.get().steps.count() == 2


@pages
def test_a_timetable_names_a_placement_of_the_person_only(cast: Cast) -> None:
    situation = pmsmp(cast)
    from tests.support.scenes import noe

    with pytest.raises(Hidden):
        write_timetable(
            actor=educator(cast),
            person_id=noe(cast).id,
            draft=TimetableDraft((step(0, 10),), situation_id=situation.id),
        )


def lead(**more: Any) -> LeadDraft:
    given: dict[str, Any] = {
        "company": "Garage du Pont", "origin": LeadOrigin.TEAM_NETWORK, "on": clock.today(),
    }  # fmt: skip
    return LeadDraft(**(given | more))


@pages
def test_anybody_of_the_team_logs_a_lead_and_it_serves_a_person(cast: Cast) -> None:
    supervisor = professional(cast.bruno, cast.esat)
    assert log_lead(actor=supervisor, draft=lead(known_by=cast.bruno.id)).known_by == cast.bruno
    actor = educator(cast)
    for more, field in (
        ({"known_by": cast.zoe.id}, "known_by"),
        ({"words": "06 12 34 56 78"}, "words"),
        ({"company": " "}, "company"),
        ({"on": clock.today() + timedelta(days=1)}, "on"),
    ):
        with pytest.raises(Refusal) as refused:
            log_lead(actor=actor, draft=lead(**more))
        assert refused.value.field == field
    row = log_lead(actor=actor, draft=lead(known_by=cast.karim.id))
    where: dict[str, Any] = {"actor": actor, "person_id": cast.lea.id}
    taken = take_up_lead(**where, lead_id=row.id)
    with pytest.raises(Refusal):
        take_up_lead(**where, lead_id=row.id)
    say_outcome(**where, taken_id=taken.id, version=1, outcome=LeadOutcome.HIRED)
    with pytest.raises(Conflict):
        say_outcome(**where, taken_id=taken.id, version=1, outcome=LeadOutcome.NO)
    with acting_as(actor):
        (count,) = leads_page(actor).counts
    assert (count.leads, count.tried, count.hired) == (1, 1, 1)
    with pytest.raises(Hidden):  # a lead of another team is not theirs to follow
        take_up_lead(actor=supervisor, person_id=cast.lea.id, lead_id=row.id)


@pages
def test_leads_on_screen(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    typed = {
        "company": "Garage du Pont", "origin": "fair", "known_by": str(cast.karim.id),
        "on": clock.today().isoformat(),
    }  # fmt: skip
    assert client.post(reverse("support:log_lead"), typed).status_code == 302
    text = client.get(reverse("support:leads")).content.decode()
    assert "Garage du Pont" in text
    assert "connue de Karim" in text
    found = leads_to_post(client, cast)
    assert client.post(page(cast, "take_up_lead"), {"lead": found}).status_code == 302
    assert "Garage du Pont" in client.get(page(cast, "plan")).content.decode()
    own = own_space(cast).get(reverse("support:my_plan")).content.decode()
    assert "On y pense." in own
    assert "Karim" not in own
    taken = PersonLead.unscoped.get()
    answer = client.post(page(cast, "lead_outcome", taken.id), {"outcome": "trial", "version": "1"})
    assert answer.status_code == 302
    outside = as_user(cast.zoe, cast.stranger)
    assert "Garage du Pont" not in outside.get(reverse("support:leads")).content.decode()
    assert outside.get(page(cast, "lead_outcome", taken.id)).status_code == 404


def leads_to_post(client: Client, cast: Cast) -> str:
    import re

    form = client.get(page(cast, "take_up_lead")).content.decode()
    found = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>Garage du Pont', form)
    assert found is not None
    return found.group(1)


@pages
def test_the_plan_page_takes_as_many_queries_with_ten_versions(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    where: dict[str, Any] = {"actor": educator(cast), "person_id": cast.lea.id}

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(cast, "plan")).status_code == 200
        return len([q for q in captured.captured_queries if "set_config" not in q["sql"]])

    last = write_plan(**where, draft=draft()).id
    times = write_timetable(**where, draft=TimetableDraft((step(0, 10), step(1, 12)))).id
    client.get(page(cast, "plan"))
    one = counted()
    for _again in range(9):
        last = write_plan(**where, draft=draft(), replaces=last).id
        times = write_timetable(
            **where, draft=TimetableDraft((step(0, 10), step(1, 12))), replaces=times
        ).id
    assert counted() == one


def test_staying_is_said_in_the_words_of_the_structure() -> None:
    assert goal_label(PlanGoal.STAY, "ea") == "Un emploi durable dans l’entreprise adaptée"
    assert goal_label(PlanGoal.STAY, "aci") == "Un emploi durable dans la structure"
    assert goal_label(PlanGoal.MOVE, "ea") == goal_label(PlanGoal.MOVE, "aci")


@pytest.mark.django_db
def test_the_form_of_another_structure_never_speaks_of_an_adapted_one(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    form = reverse("support:write_plan", args=[cast.lea.id])
    text = as_user(cast.ines, cast.ime).get(form).content.decode()
    assert "dans la structure" in text
    assert "entreprise adaptée" not in text
