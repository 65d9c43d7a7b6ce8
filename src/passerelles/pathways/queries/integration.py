"""Integration in the eyes of a reader: the plan, the checks, what waits and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import Integration, IntegrationCheck, WelcomeStep, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work_waiting import SHOWN, WorkWaiting
from passerelles.pathways.review_policy import may_answer_check
from passerelles.pathways.rules.integration import ABOUT_LABELS, AlertAnswer, CheckAbout
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.work_policy import may_change
from passerelles.sharing.rules.volets import Volet

SOON = timedelta(days=7)
OPEN_EARLY = timedelta(days=3)  # one may answer a little before the day


@dataclass(frozen=True)
class CheckLine:
    """One check: ``late`` is about our promise; ``waits``: an alert nobody has answered."""

    check: IntegrationCheck
    late: bool
    waits: bool
    answerable: bool
    settles: bool

    @property
    def about(self) -> str:
        return ABOUT_LABELS[CheckAbout(self.check.about)]


@dataclass(frozen=True)
class IntegrationPage:
    plan: Integration | None
    steps: tuple[WelcomeStep, ...]
    checks: tuple[CheckLine, ...]
    may_plan: bool


def integration_page(eyes: Eyes, actor: Actor, situation: WorkSituation) -> IntegrationPage:
    """Three queries; checks are left out for who does not read progress."""
    plan = plan_of(eyes, situation)
    steps = tuple(plan.steps.all()) if plan else ()
    going = situation.state in {WorkState.ONGOING, WorkState.SUSPENDED}
    ours = may_change(actor, situation)
    return IntegrationPage(
        plan=plan,
        steps=steps,
        checks=tuple(check_lines(eyes, actor, Q(situation=situation), ours=ours)),
        may_plan=going and ours and eyes.access.may_write(Volet.PATH),
    )


def plan_of(eyes: Eyes, situation: WorkSituation) -> Integration | None:
    found: Integration | None = eyes.entries(Integration).filter(situation=situation).first()
    return found


def check_lines(eyes: Eyes, actor: Actor, which: Q, *, ours: bool) -> list[CheckLine]:
    rows = eyes.entries(IntegrationCheck).filter(which).select_related("situation")
    writable = eyes.access.may_write(Volet.PROGRESS)
    return [_line(actor, row, writable=writable, ours=ours) for row in rows]


def _line(actor: Actor, check: IntegrationCheck, *, writable: bool, ours: bool) -> CheckLine:
    today = clock.today()
    to_do = check.done_on is None
    waits = check.alert and not check.alert_answer
    return CheckLine(
        check=check,
        late=to_do and check.due_on < today,
        waits=waits,
        answerable=(
            to_do
            and writable
            and check.due_on <= today + OPEN_EARLY
            and may_answer_check(actor, check)
        ),
        settles=waits and writable and ours,
    )


def check_seen(eyes: Eyes, check_id: UUID) -> IntegrationCheck:
    found: IntegrationCheck | None = (
        eyes.entries(IntegrationCheck)
        .filter(pk=check_id)
        .select_related("situation__host", "situation__employer", "situation__path")
        .first()
    )
    if found is None:
        raise Hidden("no such check")
    return found


def checks_to_answer(eyes: Eyes, actor: Actor) -> list[CheckLine]:
    """Checks the person or the tutor may answer now."""
    lines = check_lines(eyes, actor, Q(done_on=None), ours=False)
    return [line for line in lines if line.answerable]


def integration_due(actor: Actor) -> Iterator[WorkWaiting]:
    """Checks of the organisation that come or are overdue, and alerts nobody answered."""
    today = clock.today()
    asked = Q(done_on=None, due_on__lte=today + SOON) | Q(alert=True, alert_answer="")
    going = Q(situation__state__in=(WorkState.ONGOING, WorkState.SUSPENDED))
    rows = (
        IntegrationCheck.objects.filter(
            asked, going | Q(alert=True), organisation_id=actor.organisation_id
        )
        .across_people()
        .select_related("person")
        .order_by("due_on", "about")
    )
    for row in rows[:SHOWN]:
        yield _waiting(row)


def _waiting(row: IntegrationCheck) -> WorkWaiting:
    today = clock.today()
    alert = row.alert
    who = ABOUT_LABELS[CheckAbout(row.about)]
    what = _("Intégration : %(who)s demande une suite") if alert else _("Intégration : %(who)s")
    page = "pathways:settle_alert" if alert else "pathways:answer_check"
    return WorkWaiting(
        key="alert" if alert else "integration",
        what=what % {"who": who},
        url=reverse(page, args=[row.person_id, row.id]),
        action=_("Médiation ou retour") if alert else _("Demander comment ça va"),
        person=row.person.short_name,
        person_id=row.person_id,
        on=row.done_on if alert else row.due_on,
        late=alert or row.due_on < today,
    )


def next_page(check: IntegrationCheck, right_id: UUID | None) -> str:
    """Where a decided return is written: the open way back, else the end of this work."""
    if check.alert_answer != AlertAnswer.RETURN:
        return reverse("pathways:work_one", args=[check.person_id, check.situation_id])
    if right_id is not None:
        return reverse("pathways:come_back", args=[check.person_id, right_id])
    return reverse("pathways:end_work", args=[check.person_id, check.situation_id])
