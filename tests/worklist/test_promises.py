"""Dated promises of a welcome, of a job to fit, of a barrier, of a contract to send, all to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.documents.models import Paper, PaperVersion, Signature
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.work_sending import note_sent
from passerelles.pathways.models import (
    Integration,
    JobAdaptation,
    WelcomeStep,
    WorkChange,
    WorkSituation,
)
from passerelles.pathways.rules.work_papers import signed_day, to_send_by, waits_sending
from passerelles.people.models import Person
from passerelles.support.models import Barrier, BarrierAction
from passerelles.worklist.queries.board import gathered
from passerelles.worklist.queries.reach import reach
from passerelles.worklist.rules.items import Item, Urgency, asked_again
from tests.cast import Cast, professional
from tests.pathways.test_work_pages import boxes
from tests.pathways.work_scenes import day, mona, sami

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def to_do(cast: Cast) -> dict[str, Item]:
    """What is to do for Mona, by the page that settles it."""
    actor = professional(cast.mona, cast.esat)
    with acting_as(actor):
        return {item.route.partition(":")[2]: item for item in gathered(reach(actor))}


def entry(cast: Cast, person: Person, volet: str = "path") -> dict[str, Any]:
    return {"person": person, "organisation": cast.esat, "author": cast.mona, "volet": volet}


def lent(cast: Cast, person: Person, **told: Any) -> WorkSituation:
    values: dict[str, Any] = {
        "kind": "mad_esat_individual",
        "start": day(-30),
        "end": day(300),
        "employer": cast.esat,
        "host_name": "Netclair",
        "details": {"act.signed_on": day(-20).isoformat()},
    }
    situation: WorkSituation = WorkSituation.unscoped.create(
        **entry(cast, person), **{**values, **told}
    )
    return situation


def signed(cast: Cast, situation: WorkSituation, days: int) -> None:
    """A sheet signed by hand that day, noted today: the day of the signature counts."""
    paper = Paper.unscoped.create(
        **entry(cast, situation.person), kind="mad", state="signed", subject_kind="work",
        subject_id=situation.id, closed_at=clock.now(),
    )  # fmt: skip
    version = PaperVersion.objects.create(paper=paper, number=1, pdf=b"x", sha256="0" * 64)
    Signature.objects.create(
        version=version, role="host", signer_kind="outside", name="Sonia", state="signed",
        method="paper", paper_reference="Classeur 1",
        answered_at=clock.now() + timedelta(days=days),
    )  # fmt: skip


def test_the_last_signature_says_from_when_the_days_are_counted() -> None:
    told = {"act.signed_on": "2026-11-16"}
    assert signed_day(told, None) == date(2026, 11, 16)
    assert signed_day(told, date(2026, 11, 20)) == date(2026, 11, 20)
    assert to_send_by("mad_esat_individual", told, None, 15) == date(2026, 12, 1)
    assert to_send_by("mad_esat_collective", {}, date(2026, 11, 20), 15) == date(2026, 12, 5)
    assert to_send_by("mad_esat_individual", {}, None, 15) is None  # nobody has signed
    assert to_send_by("mad_ea", told, None, 15) is None
    assert not waits_sending("mad_esat_individual", {"act.sent_on": "2026-11-20"})


def test_what_was_asked_a_month_ago_is_asked_again() -> None:
    today = date(2026, 11, 25)
    assert asked_again(date(2026, 10, 26), today) is Urgency.OPEN
    assert asked_again(date(2026, 10, 25), today) is Urgency.WEEK


def test_a_welcome_step_overdue_leads_to_the_page_where_it_is_done(
    cast: Cast, as_user: AsUser
) -> None:
    person = sami(cast)
    situation = lent(cast, person)
    plan = Integration.unscoped.create(
        **entry(cast, person), situation=situation, tutor="Sonia Tutrice"
    )
    step = WelcomeStep.objects.create(integration=plan, what="Visite des locaux", due_on=day(-2))
    WelcomeStep.objects.create(integration=plan, what="Bilan", due_on=day(60))
    item = to_do(cast)["work_one"]
    assert item.what == "accueil dans l’entreprise : Visite des locaux"
    assert (item.urgency, item.args) == (Urgency.LATE, (person.id, situation.id))
    page = as_user(cast.mona, cast.esat).get(reverse("pathways:work_one", args=item.args))
    assert reverse("pathways:welcome_step_done", args=[*item.args, step.id]) in str(
        page.content.decode()
    )
    WorkSituation.unscoped.update(state="ended", ended_on=day(-1), end_reason="term")
    assert "accueil" not in " ".join(item.what for item in to_do(cast).values())


def test_an_adaptation_waits_until_it_is_in_place(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    noted = JobAdaptation.unscoped.create(
        **entry(cast, person, "support_needs"), need="Le bruit", asked_on=day(-40)
    )
    item = to_do(cast)["adaptation_done"]
    assert (item.urgency, item.args) == (Urgency.WEEK, (person.id, noted.id))
    assert "bruit" not in item.what  # its page says it
    assert as_user(cast.mona, cast.esat).get(reverse(item.route, args=item.args)).status_code == 200
    JobAdaptation.unscoped.update(done_on=day(0))
    assert "adaptation_done" not in to_do(cast)


@pytest.mark.parametrize(
    ("kind", "volet", "words"),
    [("mobility", "barriers", "Mobilité"), ("addiction", "sensitive", "un frein")],
)
def test_an_action_on_a_barrier_overdue_is_to_do_until_it_is_done(
    cast: Cast, as_user: AsUser, kind: str, volet: str, words: str
) -> None:
    person = sami(cast)
    barrier = Barrier.unscoped.create(**entry(cast, person, volet), kind=kind)
    action = BarrierAction.objects.create(
        barrier=barrier, kind="other", what="Appeler la mairie", planned_on=day(-3)
    )
    item = to_do(cast)["finish_action"]
    assert item.what == f"{words} : action prévue"
    assert (item.urgency, item.args) == (Urgency.LATE, (person.id, barrier.id, action.id))
    assert as_user(cast.mona, cast.esat).get(reverse(item.route, args=item.args)).status_code == 200
    BarrierAction.objects.update(done_on=day(0))
    assert "finish_action" not in to_do(cast)


def test_the_contract_of_somebody_lent_is_sent_within_fifteen_days_of_the_last_signature(
    cast: Cast, as_user: AsUser
) -> None:
    person = sami(cast)
    situation = lent(cast, person)
    late = to_do(cast)["sent_to_mdph"]
    assert (late.urgency, late.on) == (Urgency.LATE, day(-5))
    signed(cast, situation, -10)
    item = to_do(cast)["sent_to_mdph"]
    assert (item.urgency, item.on) == (Urgency.WEEK, day(5))
    client = as_user(cast.mona, cast.esat)
    shown = client.get(reverse("pathways:work_one", args=item.args)).content.decode()
    assert "Contrat à envoyer à la MDPH" in shown
    url = reverse(item.route, args=item.args)
    assert url in shown
    early = client.post(url, {**boxes("on", day(-11)), "version": "1"})
    assert early.status_code == 422
    assert "vient avant la signature" in early.content.decode()
    assert client.post(url, {**boxes("on", day(0)), "version": "1"}).status_code == 302
    situation.refresh_from_db()
    assert situation.details == {
        "act.signed_on": day(-10).isoformat(), "act.sent_on": day(0).isoformat(),
    }  # fmt: skip
    assert WorkChange.objects.get(situation=situation).reason == "Contrat envoyé à la MDPH"
    assert "sent_to_mdph" not in to_do(cast)
    assert client.get(url).status_code == 404
    assert client.post(url, {**boxes("on", day(0)), "version": "1"}).status_code == 409
    shown = client.get(reverse("pathways:work_one", args=item.args)).content.decode()
    assert "Contrat envoyé à la MDPH le" in shown


def test_a_contract_for_several_is_sent_once_for_all(cast: Cast) -> None:
    group = uuid4()
    first, second, unsigned = sami(cast), sami(cast), sami(cast)
    rows = [lent(cast, one, kind="mad_esat_collective", group=group) for one in (first, second)]
    alone = lent(cast, unsigned, kind="mad_esat_collective", group=group, details={})
    actor = professional(cast.mona, cast.esat)
    with acting_as(actor):
        lines = [item for item in gathered(reach(actor)) if item.route == "pathways:sent_to_mdph"]
    assert len(lines) == 1
    who = {"actor": mona(cast), "person_id": first.id, "situation_id": rows[0].id}
    with pytest.raises(Refusal, match="jour venu"):
        note_sent(**who, version=1, on=day(1))
    note_sent(**who, version=1, on=day(0))
    for row in (*rows, alone):
        row.refresh_from_db()
    assert [row.details["act.sent_on"] for row in rows] == [day(0).isoformat()] * 2
    assert alone.details == {}  # nobody has signed it: it did not leave
    with pytest.raises(Conflict):
        note_sent(**who, version=2, on=day(0))
