"""What was noted by mistake is corrected or cancelled with why; what was noted first stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.stages import StageDraft, add_stage
from passerelles.pathways.rules.stages import StageKind
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.correcting import (
    LineDraft,
    cancel_plan,
    correct_action,
    correct_line,
    correct_plan,
    say_result,
)
from passerelles.support.actions.funded import Where
from passerelles.support.actions.funding import FundingDraft, ask_funding, plan_funding
from passerelles.support.actions.leads import LeadDraft, log_lead
from passerelles.support.actions.solutions import ActionDraft, add_action, finish_action
from passerelles.support.models import (
    BarrierAction,
    CompanyLead,
    FundingLine,
    FundingPlan,
    LeadChange,
    SolutionChange,
)
from passerelles.support.rules.barriers import ActionKind
from passerelles.support.rules.funding import Funder, FundingState, PlanResult
from passerelles.support.rules.leads import LeadOrigin
from tests.cast import Cast, make_agreement, professional
from tests.pathways.scenes import begun
from tests.support.scenes import educator, licence, mobility

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def page(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"support:{name}", args=[cast.lea.id, *args])


def today() -> str:
    return clock.today().isoformat()


def shown(client: Client, cast: Cast) -> str:
    return client.get(page(cast, "barriers")).content.decode()


def test_a_cost_typed_ten_times_too_high_is_put_right_and_what_is_missing_follows(
    cast: Cast, as_user: AsUser
) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    client = as_user(cast.ines, cast.ime)
    url = page(cast, "correct_funding", barrier.id, plan.id)
    assert "1800" in client.get(url).content.decode().replace("\u202f", "")
    sent = {"label": "Permis B", "cost": "1650", "version": 1}
    refused = client.post(url, sent | {"reason": " "})
    assert refused.status_code == 422
    assert client.post(url, sent | {"reason": "Faute de frappe."}).status_code == 302
    text = shown(client, cast)
    assert "Il manque 400\u00a0€" in text
    assert "il était noté : Permis B · 1\u202f800\u00a0€" in text
    assert "raison : Faute de frappe." in text
    conflict = client.post(url, sent | {"cost": "1700", "reason": "Devis."})
    assert conflict.status_code == 409
    assert "1650" in conflict.content.decode().replace("\u202f", "")
    assert FundingPlan.objects.get().cost == 1650


def test_a_request_is_corrected_with_its_state_or_cancelled(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    licence(cast, barrier)
    client = as_user(cast.ines, cast.ime)
    first, second = FundingLine.objects.order_by("-asked")
    done = client.post(
        page(cast, "correct_line", barrier.id, first.id),
        {
            "funder": "department",
            "asked": "900",
            "state": "granted",
            "granted": "",
            "on": today(),
            "reason": "La réponse était déjà là.",
            "version": 1,
        },
    )
    assert done.status_code == 302
    first.refresh_from_db()
    assert (first.asked, first.granted, first.state) == (900, 900, "granted")
    cancel = page(cast, "cancel_line", barrier.id, second.id)
    assert client.post(cancel, {"reason": "Noté deux fois.", "version": 1}).status_code == 302
    assert "Il manque 900\u00a0€" in shown(client, cast)
    assert client.get(cancel).status_code == 404
    answer = page(cast, "answer_funding", barrier.id, second.id)
    late = client.post(answer, {"version": 1, "state": "paid", "granted": "", "on": today()})
    assert late.status_code == 409


def test_a_cancelled_financing_leaves_what_is_to_do_and_its_total(
    cast: Cast, as_user: AsUser
) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    old = clock.today() - timedelta(days=60)
    FundingLine.objects.filter(plan=plan).update(state_on=old)
    client = as_user(cast.ines, cast.ime)
    todo = reverse("worklist:home")
    waits = "n’a pas encore répondu"
    assert waits in client.get(todo).content.decode()
    url = page(cast, "cancel_funding", barrier.id, plan.id)
    assert client.post(url, {"reason": "Autre personne.", "version": 1}).status_code == 302
    assert waits not in client.get(todo).content.decode()
    text = shown(client, cast)
    assert "Qui paie quoi" not in text
    assert "Autre personne." in text
    with pytest.raises(Conflict):
        ask_funding(
            actor=educator(cast),
            where=Where(cast.lea.id, barrier.id),
            plan_id=plan.id,
            draft=FundingDraft(Funder.CPF, Decimal(100)),
        )


def test_an_action_is_corrected_then_cancelled(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    where = Where(cast.lea.id, barrier.id)
    action = add_action(
        actor=educator(cast),
        person_id=cast.lea.id,
        barrier_id=barrier.id,
        draft=ActionDraft(ActionKind.LICENCE, "Code", done_on=clock.today()),
    )
    right = ActionDraft(ActionKind.LICENCE, "Code de la route", planned_on=clock.today())
    correct_action(
        actor=educator(cast),
        where=where,
        action_id=action.id,
        version=1,
        draft=right,
        reason="Pas encore passé.",
    )
    row = BarrierAction.objects.get()
    assert (row.what, row.done_on, row.version) == ("Code de la route", None, 2)
    client = as_user(cast.ines, cast.ime)
    todo = reverse("worklist:home")
    waits = page(cast, "finish_action", barrier.id, action.id)
    assert waits in client.get(todo).content.decode()
    url = page(cast, "cancel_action", barrier.id, action.id)
    assert client.post(url, {"reason": "Noté ailleurs.", "version": 1}).status_code == 409
    assert client.post(url, {"reason": "Noté ailleurs.", "version": 2}).status_code == 302
    text = shown(client, cast)
    assert waits not in text
    assert waits not in client.get(todo).content.decode()
    assert "Noté ailleurs." in text
    with pytest.raises(Conflict):
        finish_action(
            actor=educator(cast),
            person_id=cast.lea.id,
            barrier_id=barrier.id,
            action_id=action.id,
            done_on=clock.today(),
            on_working_time=None,
            result="",
        )


def test_the_same_form_sent_twice_writes_once_and_says_so(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    client = as_user(cast.ines, cast.ime)
    cost = {"label": "Permis B", "cost": "1800"}
    act = {"kind": "licence", "what": "Code de la route", "planned_on": today()}
    plan_url = page(cast, "plan_funding", barrier.id)
    assert [client.post(plan_url, cost).status_code for _n in range(2)] == [302, 422]
    plan = FundingPlan.objects.get()
    ask = {"funder": "department", "asked": "800", "on": today()}
    url = page(cast, "ask_funding", barrier.id, plan.id)
    assert client.post(url, ask).status_code == 302
    again = client.post(url, ask)
    assert again.status_code == 422
    assert "déjà demandés sur ce financement" in again.content.decode()
    assert FundingLine.objects.count() == 1
    assert client.post(url, ask | {"funder_name": "Aisne"}).status_code == 302
    action_url = page(cast, "add_action", barrier.id)
    assert [client.post(action_url, act).status_code for _n in range(2)] == [302, 422]
    lead = {"company": "Le Fournil", "origin": "fair", "known_by": "", "on": today()}
    log_url = reverse("support:log_lead")
    assert [client.post(log_url, lead).status_code for _n in range(2)] == [302, 422]
    assert CompanyLead.objects.count() == 1


def test_a_request_refused_may_be_made_again(cast: Cast) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    FundingLine.objects.filter(plan=plan).update(state=FundingState.REFUSED)
    ask_funding(
        actor=educator(cast),
        where=Where(cast.lea.id, barrier.id),
        plan_id=plan.id,
        draft=FundingDraft(Funder.DEPARTMENT, Decimal(800)),
    )
    assert FundingLine.objects.filter(asked=800).count() == 2


def test_the_licence_failed_once_then_obtained(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    client = as_user(cast.ines, cast.ime)
    url = page(cast, "funding_result", barrier.id, plan.id)
    failed = {"result": "not_obtained", "on": today(), "words": "", "version": 1}
    assert client.post(url, failed).status_code == 302
    obtained = failed | {"result": "obtained", "words": "Au deuxième essai.", "version": 2}
    assert client.post(url, obtained).status_code == 302
    text = shown(client, cast)
    assert "Au deuxième essai." in text
    assert "Pas obtenu cette fois le" in text
    with pytest.raises(Refusal):
        say_result(
            actor=educator(cast),
            where=Where(cast.lea.id, barrier.id),
            plan_id=plan.id,
            version=3,
            result=PlanResult.OBTAINED,
            on=clock.today() + timedelta(days=1),
        )


def test_nobody_else_corrects_and_nothing_rewrites_what_was_noted(
    cast: Cast, as_user: AsUser
) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    where = Where(cast.lea.id, barrier.id)
    told = {"where": where, "plan_id": plan.id, "version": 1, "reason": "x"}
    with pytest.raises(Hidden):
        cancel_plan(actor=professional(cast.zoe, cast.stranger), **told)  # type: ignore[arg-type]
    correct_plan(actor=educator(cast), label="Permis", cost=Decimal(1900), **told)  # type: ignore[arg-type]
    change = SolutionChange.objects.get()
    change.before = "autre chose"
    with pytest.raises(DatabaseError), transaction.atomic():
        change.save()
    other = plan_funding(
        actor=educator(cast),
        where=Where(cast.lea.id, mobility_of_another(cast).id),
        label="Permis",
        cost=Decimal(10),
    )
    with pytest.raises(Hidden):
        cancel_plan(actor=educator(cast), where=where, plan_id=other.id, version=1, reason="x")
    make_agreement(cast.lea, cast.geiq)
    line = FundingLine.objects.filter(plan=plan).first()
    assert line is not None
    draft = LineDraft(Funder.CPF, Decimal(0), clock.today(), FundingState.ASKED)
    with pytest.raises(Refusal):
        correct_line(
            actor=professional(cast.claire, cast.geiq),
            where=where,
            line_id=line.id,
            version=1,
            draft=draft,
            reason="x",
        )


def mobility_of_another(cast: Cast) -> Any:
    actor = educator(cast)
    return open_barrier(
        actor=actor, person_id=cast.lea.id, kind="housing", draft=BarrierDraft(words="x")
    )


def test_a_company_lead_is_corrected_then_cancelled_by_the_team_only(
    cast: Cast, as_user: AsUser
) -> None:
    lead = log_lead(
        actor=educator(cast), draft=LeadDraft("Le Fournile", LeadOrigin.FAIR, clock.today())
    )
    client = as_user(cast.ines, cast.ime)
    url = reverse("support:correct_lead", args=[lead.id])
    assert as_user(cast.claire, cast.geiq).get(url).status_code == 404
    sent = {"company": "Le Fournil", "origin": "partner", "known_by": "", "on": today()}
    sent |= {"reason": "Nom mal écrit.", "version": "1"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 409
    text = client.get(reverse("support:leads")).content.decode()
    assert "il était noté : Le Fournile" in text
    cancel = reverse("support:cancel_lead", args=[lead.id])
    assert client.post(cancel, {"reason": "Fermée.", "version": 2}).status_code == 302
    text = client.get(reverse("support:leads")).content.decode()
    assert "Aucune piste." in text
    assert "Fermée." in text
    assert LeadChange.objects.count() == 2


def test_a_training_is_paid_for_by_several_without_any_barrier(cast: Cast, as_user: AsUser) -> None:
    stage = add_stage(
        actor=educator(cast),
        person_id=cast.lea.id,
        path_id=begun(cast).id,
        draft=StageDraft(StageKind.TRAINING, "Formation d’aide-soignante"),
    )
    client = as_user(cast.ines, cast.ime)
    shown_at = page(cast, "stage_funding", stage.id)
    assert shown_at in client.get(reverse("pathways:path", args=[cast.lea.id])).content.decode()
    new = page(cast, "stage_plan_funding", stage.id)
    cost = {"label": "Formation d’aide-soignante", "cost": "2400"}
    assert [client.post(new, cost).status_code for _n in range(2)] == [302, 422]
    plan = FundingPlan.objects.get(stage=stage, barrier=None)
    ask = page(cast, "stage_ask_funding", stage.id, plan.id)
    sent = {"funder": "care_home", "asked": "1000", "on": today()}
    assert [client.post(ask, sent).status_code for _n in range(2)] == [302, 422]
    text = client.get(shown_at).content.decode()
    assert "EHPAD, hôpital" in text
    assert "Il manque 1\u202f400\u00a0€" in text
    line = FundingLine.objects.get()
    FundingLine.objects.update(state_on=clock.today() - timedelta(days=60))
    answer = page(cast, "stage_answer_funding", stage.id, line.id)
    todo = reverse("worklist:home")
    assert answer in client.get(todo).content.decode()
    correct = page(cast, "stage_correct_funding", stage.id, plan.id)
    fixed = cost | {"cost": "2000", "reason": "Devis.", "version": 1}
    assert client.post(correct, fixed).status_code == 302
    assert "Il manque 1\u202f000\u00a0€" in client.get(shown_at).content.decode()
    cancel = page(cast, "stage_cancel_line", stage.id, line.id)
    assert client.post(cancel, {"reason": "Erreur.", "version": 1}).status_code == 302
    assert answer not in client.get(todo).content.decode()
    assert as_user(cast.zoe, cast.stranger).get(shown_at).status_code == 404
    barrier = mobility(cast)
    assert client.get(page(cast, "correct_funding", barrier.id, plan.id)).status_code == 404
