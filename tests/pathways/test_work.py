"""Work situations: written once, checked by the law, never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import Right, acting_as
from passerelles.kernel.calendar import add_months
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.findings import Severity, Verdict
from passerelles.law.person import Person
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.leaving import ExitDraft, record_exit
from passerelles.pathways.actions.work import (
    Acceptance,
    PlaceDraft,
    WorkDraft,
    checked_fields,
    correct_work,
    facts_from,
    open_work,
)
from passerelles.pathways.actions.work_life import (
    cancel_work,
    renew_work,
    resume_work,
    suspend_work,
)
from passerelles.pathways.models import Stage, WorkChange, WorkSituation
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.queries.work_law import reader_of
from passerelles.pathways.rules.stages import StageKind, StageState
from passerelles.pathways.rules.told import Gathered
from passerelles.pathways.rules.work import (
    WorkEvent,
    WorkState,
    kinds_of_stage,
    stage_kind,
    warning_code,
)
from passerelles.rulebook.models import ParameterOverride
from passerelles.sharing.policy import peek_record
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_organisation, person_actor, professional
from tests.pathways.work_scenes import (
    day,
    esat_contract,
    holds,
    mona,
    path_of,
    pmsmp,
    sami,
    works_at_the_esat,
)

pytestmark = pytest.mark.django_db


def opened(cast: Cast, person: Any, draft: WorkDraft, **more: Any) -> WorkSituation:
    return open_work(actor=mona(cast), person_id=person.id, draft=draft, **more)


def refused(cast: Cast, person: Any, draft: WorkDraft) -> str:
    with pytest.raises(Refusal) as refusal:
        opened(cast, person, draft)
    assert WorkSituation.unscoped.filter(kind=draft.kind, start=draft.start).count() == 0
    return str(refusal.value)


def test_every_kind_of_work_is_a_stage_of_a_path() -> None:
    for kind in work_kinds().values():
        assert kind.code in kinds_of_stage(stage_kind(kind))
    assert stage_kind(work_kinds()["cddi"]) is StageKind.INSERTION_CONTRACT
    assert stage_kind(work_kinds()["mad_geiq"]) is StageKind.ASSIGNMENT


def test_one_thing_entered_once_is_also_a_stage_of_the_path(cast: Cast) -> None:
    person = sami(cast)
    path_of(cast, person)
    situation = works_at_the_esat(cast, person)
    stage = Stage.unscoped.get(pk=situation.stage_id)
    assert (stage.kind, stage.state) == (StageKind.ESAT_WORK, StageState.ONGOING)
    assert stage.started_on == situation.start
    change = situation.changes.get()
    assert (change.number, change.event, change.author_name) == (1, "opened", "Mona P.")
    assert change.snapshot["weekly_hours"] == 17.5
    assert change.verdict == "unknown"  # the orientation was not told: said, and saved
    assert any("situation.esat_orientation" in f["missing"] for f in change.findings)
    assert change.parameters
    event = JournalEntry.objects.get(event="pathways:work:opened")
    assert event.details == {"work": str(situation.id), "kind": "cat"}


def test_a_planned_stage_becomes_the_situation(cast: Cast) -> None:
    person = sami(cast)
    path = path_of(cast, person)
    first = works_at_the_esat(cast, person)
    planned = Stage.unscoped.create(
        person=person,
        path=path,
        kind=StageKind.IMMERSION,
        title="Essai chez Netclair",
        volet="path",
        organisation=cast.esat,
    )
    draft = pmsmp(cast, day(-3), day(10))
    situation = opened(cast, person, draft, stage_id=planned.id)
    planned.refresh_from_db()
    assert situation.stage_id == planned.id
    assert (planned.state, planned.started_on) == (StageState.ONGOING, draft.start)
    assert Stage.unscoped.filter(path=path).count() == 2
    assert first.stage_id != planned.id


# Refusals of the law


def test_a_pmsmp_lasts_a_month_at_most(cast: Cast) -> None:
    start = date(2026, 12, 1)
    said = refused(cast, sami(cast), pmsmp(cast, start, date(2027, 1, 1)))
    assert "1 mois" in said
    assert "31/12/2026" in said


def test_sixty_days_at_one_host_in_a_year(cast: Cast) -> None:
    person = sami(cast)
    holds(person, "france_travail")
    opened(cast, person, pmsmp(cast, date(2026, 12, 1), date(2026, 12, 31)))
    second = pmsmp(cast, date(2027, 3, 1), date(2027, 3, 31), details={"act.purposes": ["confirm"]})
    said = refused(cast, person, second)
    assert "60 jours" in said
    assert "01/12/2027" in said


def test_a_cddi_has_twenty_hours_a_week(cast: Cast) -> None:
    aci = make_organisation("Chantier du Marais", "aci")
    draft = WorkDraft(
        kind="cddi",
        start=date(2026, 12, 1),
        end=date(2027, 5, 31),
        weekly_hours=Decimal(15),
        employer=PlaceDraft(aci.id),
    )
    said = refused(cast, sami(cast), draft)
    assert "20 h" in said


def mad(cast: Cast, end: date, **details: Any) -> WorkDraft:
    told = {"act.agreed_by_person": True, "act.non_profit": True, "act.mentions": list(MENTIONS)}
    return WorkDraft(
        kind="mad_esat_individual",
        start=date(2025, 1, 6),
        end=end,
        employer=PlaceDraft(cast.esat.id),
        host=PlaceDraft(cast.company.id),
        details={**told, **details},
    )


MENTIONS = (
    "workers", "nature", "place", "hours", "billing", "support", "medical", "adaptations",
)  # fmt: skip


def test_an_assignment_of_more_than_two_years_needs_the_cdaph(cast: Cast) -> None:
    person = sami(cast)
    said = refused(cast, person, mad(cast, date(2027, 1, 6)))
    assert "24 mois" in said
    assert "CDAPH" in said
    agreed = {"act.derogation": "cdaph", "act.derogation.decided_on": "2026-10-01"}
    longer = mad(cast, date(2027, 1, 6), **agreed)
    accepted = opened(cast, person, longer)
    assert accepted.details["act.derogation"] == "cdaph"
    opened(cast, sami(cast), mad(cast, date(2027, 1, 5)))  # two years to the day


def test_esat_and_job_together_make_thirty_five_hours_at_most(cast: Cast) -> None:
    person = sami(cast)
    works_at_the_esat(cast, person)
    job = WorkDraft(
        kind="esat_shared_time",
        start=date(2026, 12, 1),
        weekly_hours=Decimal(18),
        employer=PlaceDraft(cast.company.id),
    )
    said = refused(cast, person, job)
    assert "35 h" in said
    fits = opened(cast, person, WorkDraft(**{**vars_of(job), "weekly_hours": Decimal("17.5")}))
    assert fits.changes.get().verdict == "unknown"


def test_hours_of_a_suspended_contract_are_not_worked(cast: Cast) -> None:
    person = sami(cast)
    esat = works_at_the_esat(cast, person)
    job = WorkDraft(
        kind="cdi",
        start=day(-3),
        weekly_hours=Decimal(35),
        employer=PlaceDraft(cast.company.id),
    )
    assert "35 h" in refused(cast, person, job)
    suspend_work(
        actor=mona(cast),
        person_id=person.id,
        situation_id=esat.id,
        version=1,
        on=day(-3),
        reason="Essai en entreprise",
    )
    assert opened(cast, person, job).state == WorkState.ONGOING


def vars_of(draft: WorkDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in WorkDraft.__dataclass_fields__}


def test_an_ea_without_rqth_is_refused_and_an_untold_one_is_not(cast: Cast) -> None:
    ea = make_organisation("EA du Val", "ea")
    draft = WorkDraft(
        kind="ea_cdi",
        start=date(2026, 12, 1),
        weekly_hours=Decimal(35),
        employer=PlaceDraft(ea.id),
    )
    person = sami(cast)
    nothing_told = opened(cast, person, draft)
    assert nothing_told.changes.get().verdict == "unknown"
    actor = mona(cast)
    reader = reader_of(actor, peek_record(actor, person.id))
    nothing_held = Gathered(Person(birth_date=person.birth_date, situations=()))
    facts = facts_from(draft, {**checked_fields(draft), "renewals": 0})
    answer = replace(reader, gathered=nothing_held).consult(facts).answer
    assert answer.verdict is Verdict.REFUSED
    assert "rqth" in answer.of(Severity.BLOCK)[0].opens


def test_a_detail_that_does_not_fit_is_refused_beside_its_field(cast: Cast) -> None:
    wrong = pmsmp(cast, day(3), day(10), details={"act.days": "beaucoup"})
    with pytest.raises(Refusal) as refusal:
        opened(cast, sami(cast), wrong)
    assert refusal.value.field == "act.days"


def test_days_in_the_wrong_order_and_a_nir_are_refused(cast: Cast) -> None:
    person = sami(cast)
    with pytest.raises(Refusal, match="avant le premier"):
        opened(cast, person, pmsmp(cast, day(10), day(3)))
    nir = pmsmp(cast, day(3), day(10), host=PlaceDraft(name="2 85 05 78 006 084 36"))
    with pytest.raises(Refusal):
        opened(cast, person, nir)


def test_a_warning_waits_for_a_tick_and_a_reason(cast: Cast) -> None:
    person = sami(cast)
    draft = mad(cast, date(2026, 12, 31), **{"act.mentions": ["workers"]})
    with pytest.raises(Refusal, match="Mentions obligatoires") as refusal:
        opened(cast, person, draft)
    assert refusal.value.field == "accepted"
    codes = warnings_of(cast, person, draft)
    with pytest.raises(Refusal, match="raison") as no_reason:
        opened(cast, person, draft, accepted=Acceptance(codes))
    assert no_reason.value.field == "accept_reason"
    situation = opened(
        cast, person, draft, accepted=Acceptance(codes, "Le contrat est complété lundi.")
    )
    change = situation.changes.get()
    assert change.reason == "Le contrat est complété lundi."
    assert set(change.accepted) == codes


def warnings_of(cast: Cast, person: Any, draft: WorkDraft) -> frozenset[str]:
    actor = mona(cast)
    reader = reader_of(actor, peek_record(actor, person.id))
    facts = facts_from(draft, {**checked_fields(draft), "renewals": 0})
    answer = reader.consult(facts).answer
    return frozenset(warning_code(finding) for finding in answer.of(Severity.WARN))


# What the reader may not see


def test_without_the_volets_of_the_law_nothing_is_leaked(cast: Cast) -> None:
    """The GEIQ reads the path alone: an expired right stays the person's to tell."""
    person = sami(cast)
    holds(person, "rqth", "refused")
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    ea = make_organisation("EA du Val", "ea")
    situation = open_work(
        actor=professional(cast.claire, cast.geiq),
        person_id=person.id,
        draft=WorkDraft(kind="ea_cdi", start=date(2026, 12, 1), employer=PlaceDraft(ea.id)),
    )
    change = situation.changes.get()
    missing = {path for finding in change.findings for path in finding["missing"]}
    assert "situation.rqth" in missing
    assert "refus" not in str(change.findings).lower()


def test_a_sensitive_situation_is_never_asked_nor_kept(cast: Cast) -> None:
    """Even by a reader who may know it: the answer is kept, and others will read it."""
    person = sami(cast)
    holds(person, "justice", volet=Volet.SENSITIVE)
    actor = replace(mona(cast), rights=mona(cast).rights | {Right.READ_SENSITIVE})
    access = peek_record(actor, person.id)
    with acting_as(actor):
        told = person_told(actor, access).person
    assert told.holds(SituationKind.JUSTICE, clock.today()) is True
    asked = reader_of(actor, access).gathered.person
    assert asked.holds(SituationKind.JUSTICE, clock.today()) is None


def test_the_values_of_the_organisation_are_read(cast: Cast) -> None:
    """A CDD of six months to the day: durable or not is a value an organisation settles."""
    aci = make_organisation("Chantier du Marais", "aci")
    leaving = ExitDraft(
        destination="fixed_term", contract_months=Decimal(6), presence_months=Decimal(9)
    )
    said = []
    for strict in (None, Decimal(1), Decimal(0)):
        if strict is not None:
            ParameterOverride.objects.filter(organisation=cast.esat).update(
                withdrawn_at=clock.now()
            )
            ParameterOverride.objects.create(
                organisation=cast.esat,
                key="exit_durable_strict",
                value=strict,
                starts_on=date(2020, 1, 1),
                reason="Lecture de la DDETS",
                source="Courrier de 2025",
                author=cast.mona,
            )
        left = record_exit(
            actor=mona(cast),
            person_id=sami(cast).id,
            place=PlaceDraft(aci.id),
            left_on=day(-1),
            leaving=leaving,
        )
        said.append((left.category, [p["owner"] for p in left.parameters if p["owner"]]))
    assert [category for category, _owners in said][1:] == ["transition", "durable"]
    assert said[1][1] == ["ESAT L’Atelier du Pont"]


# History


def test_a_correction_is_a_new_version_with_its_reason(cast: Cast) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    with pytest.raises(Refusal, match="raison"):
        correct(cast, person, situation, reason=" ")
    corrected = correct(cast, person, situation, reason="Erreur de saisie")
    assert corrected.weekly_hours == Decimal(20)
    first, second = corrected.changes.all()
    assert (first.snapshot["weekly_hours"], second.snapshot["weekly_hours"]) == (17.5, 20)
    assert second.reason == "Erreur de saisie"


def correct(cast: Cast, person: Any, situation: WorkSituation, reason: str) -> WorkSituation:
    return correct_work(
        actor=mona(cast),
        person_id=person.id,
        situation_id=situation.id,
        version=1,
        draft=esat_contract(cast, weekly_hours=Decimal(20)),
        reason=reason,
    )


def test_two_people_at_once_lose_nothing(cast: Cast) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    correct(cast, person, situation, reason="Première")
    with pytest.raises(Conflict):
        correct(cast, person, situation, reason="Seconde")
    assert situation.changes.count() == 2


def test_the_history_is_never_overwritten(cast: Cast) -> None:
    person = sami(cast)
    change = works_at_the_esat(cast, person).changes.get()
    for statement in (
        "UPDATE pathways_workchange SET reason = 'autre'",
        "DELETE FROM pathways_workchange",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert WorkChange.objects.get(pk=change.pk).reason == ""


def test_a_renewal_is_checked_and_keeps_the_earlier_end(cast: Cast) -> None:
    person = sami(cast)
    start = date(2026, 6, 1)
    draft = WorkDraft(**{**vars_of(mad(cast, date(2027, 5, 31))), "start": start})
    situation = opened(cast, person, draft)
    renew = {
        "actor": mona(cast),
        "person_id": person.id,
        "situation_id": situation.id,
        "version": 1,
        "reason": "La mission continue",
    }
    with pytest.raises(Refusal, match="24 mois"):
        renew_work(**renew, end=date(2028, 6, 1))
    with pytest.raises(Refusal, match="ne vient pas après"):
        renew_work(**renew, end=date(2027, 1, 1))
    renewed = renew_work(**renew, end=date(2028, 5, 31))
    assert (renewed.end, renewed.renewals, renewed.version) == (date(2028, 5, 31), 1, 2)
    first, second = renewed.changes.all()
    assert first.snapshot["end"] == "2027-05-31"
    assert second.effective_on == date(2027, 6, 1)


def test_an_immersion_is_renewed_by_another_agreement(cast: Cast) -> None:
    person = sami(cast)
    first = opened(cast, person, pmsmp(cast, day(-40), day(-15)))
    with pytest.raises(Refusal, match="nouvelle convention"):
        renew_work(
            actor=mona(cast),
            person_id=person.id,
            situation_id=first.id,
            version=1,
            end=day(3),
            reason="Encore",
        )
    again = opened(cast, person, pmsmp(cast, day(-14), day(10)), renews_id=first.id)
    assert (again.renewals, again.renews_id) == (1, first.id)


def test_suspended_then_resumed_then_cancelled(cast: Cast) -> None:
    person = sami(cast)
    path_of(cast, person)
    situation = works_at_the_esat(cast, person)
    who = {"actor": mona(cast), "person_id": person.id, "situation_id": situation.id}
    suspend_work(**who, version=1, on=day(-10), reason="Stage de trois semaines")
    with pytest.raises(Refusal, match="suspendu"):
        suspend_work(**who, version=2, on=day(-5), reason="Encore")
    with pytest.raises(Refusal, match="avant la suspension"):
        resume_work(**who, version=2, on=day(-20), reason="Retour")
    resumed = resume_work(**who, version=2, on=day(-1), reason="Retour")
    assert (resumed.state, resumed.suspended_on) == (WorkState.ONGOING, None)
    cancelled = cancel_work(**who, version=3, reason="Noté par erreur")
    assert [c.event for c in cancelled.changes.all()] == [
        WorkEvent.OPENED, WorkEvent.SUSPENDED, WorkEvent.RESUMED, WorkEvent.CANCELLED,
    ]  # fmt: skip
    assert Stage.unscoped.get(pk=situation.stage_id).state == StageState.STOPPED


# Who


def test_the_person_and_a_stranger_write_no_contract(cast: Cast) -> None:
    person = sami(cast)
    draft = esat_contract(cast)
    for actor in (person_actor(person), professional(cast.zoe, cast.stranger)):
        with pytest.raises(Hidden):
            open_work(actor=actor, person_id=person.id, draft=draft)


def test_another_partner_reads_and_does_not_rewrite(cast: Cast) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    make_agreement(person, cast.geiq)
    with pytest.raises(Hidden):
        cancel_work(
            actor=professional(cast.claire, cast.geiq),
            person_id=person.id,
            situation_id=situation.id,
            version=1,
            reason="Non",
        )


def test_invariants_are_in_the_database(cast: Cast) -> None:
    situation = works_at_the_esat(cast, sami(cast))
    for wrong in (
        {"end": add_months(situation.start, -1)},
        {"state": WorkState.ENDED},
        {"suspended_on": clock.today()},
        {"weekly_hours": Decimal(200)},
        {"employer_name": "Aussi un nom"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkSituation.unscoped.filter(pk=situation.pk).update(**wrong)
