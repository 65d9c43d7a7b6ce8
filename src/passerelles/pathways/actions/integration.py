"""Integration in a company: planned once, each check answered by whom it concerns, alerts settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.next_steps import NextStepDraft, plan_next_step
from passerelles.pathways.actions.progress import say_well_being
from passerelles.pathways.events import (
    INTEGRATION_ALERT_SETTLED,
    INTEGRATION_CHECK_ANSWERED,
    INTEGRATION_PLANNED,
)
from passerelles.pathways.models import (
    Integration,
    IntegrationCheck,
    WelcomeStep,
    WellBeing,
    WorkSituation,
)
from passerelles.pathways.review_policy import may_answer_check
from passerelles.pathways.rules.integration import (
    AlertAnswer,
    CheckAbout,
    CheckMoment,
    check_days,
    is_alert,
)
from passerelles.pathways.work_policy import require_change
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

PLANNED_MEANWHILE = (
    "Quelqu’un a modifié ce plan d’intégration pendant que vous écriviez.",
    "Rien n’a été écrit : relisez-le, puis recommencez.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationDraft:
    """``version`` of the plan that was read, ``None`` when there was none."""

    tutor: str
    co_tutor: str = ""
    steps: tuple[tuple[str, date], ...] = ()
    person_moments: tuple[CheckMoment, ...] = ()
    company_moments: tuple[CheckMoment, ...] = ()
    version: int | None = None


def plan_integration(
    *, actor: Actor, person_id: UUID, situation_id: UUID, draft: IntegrationDraft
) -> Integration:
    """Name the tutor, add steps of the welcome and checks; nothing planned before is removed."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        if draft.person_moments or draft.company_moments:
            require_write(actor, person_id, Volet.PROGRESS)
        situation = visible_entry(actor, WorkSituation, person_id, situation_id)
        require_change(actor, situation)
        refuse_nir_in(tutor=draft.tutor, co_tutor=draft.co_tutor)
        refuse_nir_in(steps=" ".join(what for what, _day in draft.steps))
        if not draft.tutor.strip():
            raise Refusal("Il manque qui accueille la personne.", "Écrivez son nom.", "tutor")
        plan = _written_plan(actor, situation, draft)
        WelcomeStep.objects.bulk_create(
            WelcomeStep(integration=plan, what=what[:200], due_on=day) for what, day in draft.steps
        )
        _plan_checks(actor, situation, CheckAbout.PERSON, draft.person_moments)
        _plan_checks(actor, situation, CheckAbout.COMPANY, draft.company_moments)
        _journal(INTEGRATION_PLANNED, actor, person_id, Volet.PATH, plan=str(plan.id))
    return plan


def _written_plan(actor: Actor, situation: WorkSituation, draft: IntegrationDraft) -> Integration:
    told = {"tutor": draft.tutor.strip(), "co_tutor": draft.co_tutor.strip()}
    if draft.version is None:
        try:
            with transaction.atomic():
                made: Integration = Integration.unscoped.create(
                    person_id=situation.person_id,
                    volet=Volet.PATH,
                    situation=situation,
                    **told,
                    **signature(actor),
                )
        except IntegrityError:
            raise Conflict(*PLANNED_MEANWHILE) from None
        return made
    rows = Integration.unscoped.filter(situation=situation, version=draft.version)
    if rows.update(version=F("version") + 1, **told) != 1:
        raise Conflict(*PLANNED_MEANWHILE)
    plan: Integration = Integration.unscoped.get(situation=situation)
    return plan


def _plan_checks(
    actor: Actor, situation: WorkSituation, about: CheckAbout, moments: tuple[CheckMoment, ...]
) -> None:
    known = set(
        IntegrationCheck.unscoped.filter(situation=situation, about=about).values_list(
            "due_on", flat=True
        )
    )
    days = check_days(situation.start, moments, situation.ended_on or situation.end)
    signed = signature(actor)
    for day in days:
        if day not in known:
            IntegrationCheck.unscoped.create(
                person_id=situation.person_id,
                volet=Volet.PROGRESS,
                situation=situation,
                about=about,
                due_on=day,
                **signed,
            )


def finish_welcome_step(*, actor: Actor, person_id: UUID, step_id: UUID) -> WelcomeStep:
    """It is done today; done twice at once, the first day stays."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        step = WelcomeStep.objects.filter(pk=step_id, integration__person_id=person_id).first()
        if step is None:
            raise Hidden("no such step")
        plan = visible_entry(actor, Integration, person_id, step.integration_id)
        require_change(actor, plan.situation)
        if WelcomeStep.objects.filter(pk=step.pk, done_on=None).update(done_on=clock.today()):
            _journal(INTEGRATION_PLANNED, actor, person_id, Volet.PATH, plan=str(plan.id))
        step.refresh_from_db()
    return step


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDraft:
    """What was heard; ``gathered_from``: whose words a professional writes for the company."""

    mood: str
    words: str = ""
    help_wanted: bool = False
    gathered_from: str = ""
    version: int = 0


def answer_check(
    *, actor: Actor, person_id: UUID, check_id: UUID, draft: CheckDraft
) -> IntegrationCheck:
    """Answered once, by the side it asks or by who takes its words down."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PROGRESS)
        check = visible_entry(actor, IntegrationCheck, person_id, check_id)
        if not may_answer_check(actor, check):
            raise Hidden("another side answers")
        refuse_nir_in(words=draft.words, gathered_from=draft.gathered_from)
        if draft.mood not in WellBeing.Mood.values:
            raise Refusal("Choisissez une des trois réponses.", field="mood")
        rows = IntegrationCheck.unscoped.filter(pk=check.pk, version=draft.version, done_on=None)
        changed = rows.update(
            version=F("version") + 1,
            done_on=clock.today(),
            mood=draft.mood,
            words=draft.words.strip(),
            answered_by=_who(actor, check, draft, access.person.first_name),
            alert=is_alert(draft.mood, draft.help_wanted),
        )
        if changed != 1:
            raise Conflict("Quelqu’un a déjà répondu à ce point pendant que vous écriviez.")
        if check.about == CheckAbout.PERSON:
            say_well_being(actor=actor, person_id=person_id, mood=draft.mood, words=draft.words)
        _journal(INTEGRATION_CHECK_ANSWERED, actor, person_id, Volet.PROGRESS, check=str(check.id))
    check.refresh_from_db()
    return check


def _who(actor: Actor, check: IntegrationCheck, draft: CheckDraft, first_name: str) -> str:
    signed = signature(actor)["author_name"]
    if actor.kind is not ActorKind.PROFESSIONAL:
        return signed
    if check.about == CheckAbout.PERSON:
        return f"{first_name}, recueilli par {signed}"
    if actor.organisation_id == check.situation.host_id:
        return signed
    if not draft.gathered_from.strip():
        raise Refusal(
            "Il manque auprès de qui cet avis a été recueilli.",
            "Écrivez le nom ou la fonction de cette personne.",
            "gathered_from",
        )
    return f"{draft.gathered_from.strip()}, recueilli par {signed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDraft:
    """What is done about it: a mediation has a day, and is the next step of the path."""

    answer: AlertAnswer
    words: str
    on: date | None = None
    version: int = 0


def settle_alert(
    *, actor: Actor, person_id: UUID, check_id: UUID, draft: AlertDraft
) -> IntegrationCheck:
    """Say what follows an alert: a mediation planned with a day, a return, or a talk."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROGRESS)
        check = visible_entry(actor, IntegrationCheck, person_id, check_id)
        require_change(actor, check.situation)
        refuse_nir_in(words=draft.words)
        if not draft.words.strip():
            raise Refusal("Il manque ce qui est prévu.", "Dites-le en quelques mots.", "words")
        if draft.answer is AlertAnswer.MEDIATION:
            _plan_mediation(actor, check, draft)
        rows = IntegrationCheck.unscoped.filter(
            pk=check.pk, version=draft.version, alert=True, alert_answer=""
        )
        changed = rows.update(
            version=F("version") + 1,
            alert_answer=draft.answer,
            alert_words=_kept_words(draft)[:500],
        )
        if changed != 1:
            raise Conflict("Quelqu’un a déjà donné suite à cette alerte.")
        _journal(
            INTEGRATION_ALERT_SETTLED,
            actor,
            person_id,
            Volet.PROGRESS,
            check=str(check.id),
            answer=draft.answer.value,
        )
    check.refresh_from_db()
    return check


def _kept_words(draft: AlertDraft) -> str:
    day = f" (le {draft.on:%d/%m/%Y})" if draft.on else ""
    return f"{draft.words.strip()}{day}"


def _plan_mediation(actor: Actor, check: IntegrationCheck, draft: AlertDraft) -> None:
    if draft.on is None:
        raise Refusal("Une médiation a un jour.", "Choisissez quand vous vous voyez.", "on")
    path = check.situation.path
    if path is None:
        return  # outside a path there is no next step: the day stays written on the check
    plan_next_step(
        actor=actor,
        person_id=check.person_id,
        path_id=path.id,
        draft=NextStepDraft(
            what=f"Médiation : {draft.words.strip()}"[:200],
            plain="On se voit pour que ça aille mieux au travail.",
            owner_user_id=actor.user_id,
            owner_organisation_id=actor.organisation_id,
            due_at=timezone.make_aware(datetime.combine(draft.on, time.min)),
        ),
    )


def _journal(event: Event, actor: Actor, person_id: UUID, volet: Volet, **details: str) -> None:
    record(event, actor=actor, person_id=person_id, volets=[volet], details=details)
