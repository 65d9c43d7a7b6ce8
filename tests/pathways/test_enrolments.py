"""Programme enrolments: people decide, the engine says what is missing, nothing is rewritten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import acting_as
from passerelles.kernel.calendar import add_months, last_day
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.law.situations import SituationKind
from passerelles.pathways.actions.enrolment_days import (
    DaySaid,
    correct_session,
    mark_paid,
    note_duty,
    note_session,
    note_sheet,
)
from passerelles.pathways.actions.enrolment_steps import GateSaid, decide_passage, plan_hours
from passerelles.pathways.actions.enrolments import (
    EntryDraft,
    correct_enrolment,
    enrol,
    leave_programme,
)
from passerelles.pathways.actions.work import Acceptance
from passerelles.pathways.models import (
    EntryGrounds,
    PassageDecision,
    ProgrammeEnrolment,
    WorkSession,
)
from passerelles.pathways.rules.enrolments import Attendance, Grounds, Outcome
from passerelles.programmes.models import ProgrammeMembership
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_organisation, make_user, professional
from tests.pathways.enrolment_scenes import (
    ADDICTION,
    all_read,
    came,
    decides,
    enrolled,
    entry,
    fresh,
    in_tapaj,
    moves,
    today,
    young,
)
from tests.pathways.work_scenes import day, holds, mona, sami

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("age", [18, 25])
def test_eighteen_and_twenty_five_enter_tapaj(cast: Cast, age: int) -> None:
    row = in_tapaj(cast, young(cast, age))
    assert row.rules.code == "tapaj"
    assert [p.phase for p in row.phases.all()] == ["p1"]


@pytest.mark.parametrize(("age", "words"), [(17, "à partir de 18 ans"), (26, "jusqu’à 25 ans")])
def test_seventeen_and_twenty_six_are_refused(cast: Cast, age: int, words: str) -> None:
    person = young(cast, age)
    draft = entry(grounds=ADDICTION, phase="p1")
    with pytest.raises(Refusal, match=words):
        enrol(actor=mona(cast), person_id=person.id, code="tapaj", draft=draft)
    assert not ProgrammeEnrolment.unscoped.exists()


def test_what_nobody_told_is_unknown_and_goes_on_only_once_it_is_said(cast: Cast) -> None:
    person = young(cast)
    draft = entry(phase="p1")
    with pytest.raises(Refusal, match="À dire : Conduite addictive") as refusal:
        enrol(actor=mona(cast), person_id=person.id, code="tapaj", draft=draft)
    assert refusal.value.field == "accepted"
    codes = all_read(mona(cast), person, "tapaj", draft).codes
    with pytest.raises(Refusal, match="raison"):
        enrol(
            actor=mona(cast),
            person_id=person.id,
            code="tapaj",
            draft=draft,
            accepted=Acceptance(codes),
        )
    enrolled(mona(cast), person, "tapaj", draft)


def test_the_entry_reason_is_encrypted_in_the_sensitive_volet(cast: Cast) -> None:
    row = in_tapaj(cast)
    [grounds] = EntryGrounds.unscoped.all()
    assert grounds.volet == Volet.SENSITIVE
    assert grounds.content.situations == ((SituationKind.ADDICTION, True),)
    with connection.cursor() as cursor:
        cursor.execute("SELECT told FROM pathways_entrygrounds")
        assert "addiction" not in cursor.fetchone()[0]
    change = row.changes.get()
    assert "addictive" not in str(change.findings) + str(change.snapshot)
    details = JournalEntry.objects.filter(event="pathways:programme:entered").get().details
    assert set(details) == {"enrolment"}


def test_a_partner_without_the_sensitive_volet_never_reads_the_reason(cast: Cast) -> None:
    row = in_tapaj(cast)
    make_agreement(row.person, cast.geiq)
    with acting_as(professional(cast.claire, cast.geiq)):
        assert ProgrammeEnrolment.objects.count() == 1
        assert EntryGrounds.objects.count() == 0
    make_agreement(row.person, cast.cfa, *Volet)
    with acting_as(professional(cast.paul, cast.cfa)):
        assert EntryGrounds.objects.count() == 1
    with acting_as(professional(cast.bruno, cast.esat)):  # the workshop reads nothing sensitive
        assert EntryGrounds.objects.count() == 0


def test_a_supervisor_enrols_only_without_telling_the_reason(cast: Cast) -> None:
    person = young(cast)
    bruno = professional(cast.bruno, cast.esat)
    with pytest.raises(Hidden):
        enrol(
            actor=bruno,
            person_id=person.id,
            code="tapaj",
            draft=entry(grounds=ADDICTION, phase="p1"),
        )


def test_one_open_enrolment_by_programme_and_entering_again_after_leaving(cast: Cast) -> None:
    row = in_tapaj(cast)
    with pytest.raises(Refusal, match="déjà inscrite"):
        in_tapaj(cast, row.person)
    leave_programme(
        actor=mona(cast),
        person_id=row.person_id,
        enrolment_id=row.id,
        version=row.version,
        on=day(-10),
        outcome=Outcome.PAUSE,
        reason="Elle souffle.",
    )
    again = in_tapaj(cast, row.person, days=-5)
    assert again.pk != row.pk
    assert ProgrammeEnrolment.unscoped.count() == 2


def test_phase_two_waits_for_a_decision_of_named_people(cast: Cast) -> None:
    row = in_tapaj(cast)
    with pytest.raises(Refusal, match="Il manque une décision humaine : Assiduité reconnue") as no:
        moves(cast, row, "p2", -3)
    assert "l’équipe qui accompagne" in no.value.remedy
    with pytest.raises(Refusal, match="qui a décidé"):
        decides(cast, row, "assiduity", -4, by=" ")
    decides(cast, row, "assiduity", -4, passed=False)
    with pytest.raises(Refusal, match="décision de ne pas passer encore"):
        moves(cast, row, "p2", -3)
    decides(cast, row, "assiduity", -2)
    moves(cast, row, "p2", -1)
    assert [p.phase for p in row.phases.all()] == ["p1", "p2"]
    moves(cast, row, "p1", 0)  # coming back to a step is always possible


def test_attendance_is_kept_beside_the_decision_and_decides_nothing(cast: Cast) -> None:
    row = in_tapaj(cast)
    for days in (-38, -31, -24, -17, -10):
        came(cast, row, days)
    absent = DaySaid(day(-3), Attendance.ABSENT)
    note_session(actor=mona(cast), person_id=row.person_id, enrolment_id=row.id, said=absent)
    decision = decides(cast, row, "assiduity", 0, passed=False)
    assert (decision.attended, decision.planned, decision.passed) == (5, 6, False)


def test_a_decision_on_what_has_changed_meanwhile_is_a_conflict(cast: Cast) -> None:
    row = in_tapaj(cast)
    decides(cast, row, "assiduity", -4)
    with pytest.raises(Conflict, match="pendant que vous écriviez"):
        decide_passage(
            actor=mona(cast),
            person_id=row.person_id,
            enrolment_id=row.id,
            version=row.version,
            gate="assiduity",
            said=GateSaid(day(0), True, "Mona"),
        )
    assert PassageDecision.objects.count() == 1


def test_four_hours_at_ten_euros_are_forty_euros_kept_with_the_day(cast: Cast) -> None:
    row = in_tapaj(cast)
    session = came(cast, row, -10, paid=True)
    assert (session.pay, session.rate, session.phase) == (Decimal(40), Decimal(10), "p1")
    assert session.paid_on == day(-10)
    other = came(cast, row, -9)
    assert mark_paid_by(cast, row, other.id) == 1
    with pytest.raises(Conflict):
        mark_paid_by(cast, row, other.id)


def mark_paid_by(cast: Cast, row: ProgrammeEnrolment, session_id: UUID) -> int:
    return mark_paid(
        actor=mona(cast),
        person_id=row.person_id,
        enrolment_id=row.id,
        session_ids=(session_id,),
        on=today(),
    )


def test_a_day_planned_is_answered_once_and_corrected_beside(cast: Cast) -> None:
    row = in_tapaj(cast)
    ids: dict[str, Any] = {"person_id": row.person_id, "enrolment_id": row.id}
    planned = DaySaid(day(-2), Attendance.PLANNED)
    first = note_session(actor=mona(cast), said=planned, **ids)
    told = came(cast, row, -2)
    assert told.corrects_id == first.id
    with pytest.raises(Refusal, match="déjà notée"):
        came(cast, row, -2)
    excused = DaySaid(day(-2), Attendance.EXCUSED)
    with pytest.raises(Refusal, match="raison"):
        correct_session(actor=mona(cast), session_id=told.id, said=excused, reason=" ", **ids)
    correct_session(
        actor=mona(cast), session_id=told.id, said=excused, reason="Elle avait prévenu.", **ids
    )
    with pytest.raises(Hidden):
        correct_session(actor=mona(cast), session_id=told.id, said=excused, reason="x", **ids)
    current = row.sessions.get(corrected_by=None)
    assert (current.attendance, current.pay) == ("excused", None)


@pytest.mark.parametrize("table", ["passagedecision", "worksession", "enrolmentphase"])
def test_the_history_is_never_rewritten_even_by_the_database(cast: Cast, table: str) -> None:
    row = in_tapaj(cast)
    came(cast, row, -10)
    decides(cast, row, "assiduity", -4)
    for order in (
        f"UPDATE pathways_{table} SET author_name = 'x'",
        f"DELETE FROM pathways_{table}",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(order)


def test_a_sheet_copies_each_day_to_its_own_record_or_nothing(cast: Cast) -> None:
    first, second = in_tapaj(cast), in_tapaj(cast, young(cast))
    here = DaySaid(day(-1), Attendance.PRESENT, Decimal(4))
    wrong = DaySaid(day(-1), Attendance.PRESENT, Decimal(0))
    keys = [(row.person_id, row.id) for row in (first, second)]
    with pytest.raises(Refusal):
        note_sheet(actor=mona(cast), said=dict(zip(keys, (here, wrong), strict=True)))
    assert WorkSession.objects.count() == 0
    note_sheet(actor=mona(cast), said=dict.fromkeys(keys, here))
    assert first.sessions.count() == second.sessions.count() == 1


def first_hours(cast: Cast, **more: Any) -> ProgrammeEnrolment:
    aci = make_organisation("Jardins du Marais", "aci")
    user = make_user("Rosa", "Lima", aci, *_worker())
    person = sami(cast)
    make_agreement(person, aci, *Volet)
    draft = entry(
        -90,
        grounds=Grounds(((SituationKind.STREET_LIFE, True),)),
        phase="first_hours",
        weekly_hours=Decimal(4),
        derogation_on=day(-95),
        **more,
    )
    return enrolled(professional(user, aci), person, "phc", draft)


def _worker() -> list[Any]:
    from passerelles.organisations.rules.roles import Role

    return [Role.WORKER]


def rosa(row: ProgrammeEnrolment) -> Any:
    assert row.author is not None
    assert row.organisation is not None
    return professional(row.author, row.organisation)


def plans(row: ProgrammeEnrolment, days: int, weekly: str, **more: Any) -> Any:
    return plan_hours(
        actor=rosa(row),
        person_id=row.person_id,
        enrolment_id=row.id,
        version=fresh(row).version,
        from_on=day(days),
        weekly=Decimal(weekly),
        **more,
    )


def test_first_hours_grow_and_neither_zero_nor_twenty_one_is_accepted(cast: Cast) -> None:
    row = first_hours(cast)
    for days, weekly in ((-60, "8"), (-30, "16"), (5, "20")):
        plans(row, days, weekly)
    with pytest.raises(Refusal, match="au plus 20 h"):
        plans(row, 10, "21")
    with pytest.raises(Refusal, match="au moins 1 h"):
        plans(row, 10, "0")
    assert [step.weekly for step in row.hours.all()] == [4, 8, 16, 20]


def test_a_step_of_hours_may_come_later_than_planned(cast: Cast) -> None:
    row = first_hours(cast)
    planned = plans(row, 10, "8")
    plans(row, 20, "8", replaces_id=planned.id, reason="Elle préfère attendre.")
    assert [s.from_on for s in row.hours.filter(corrected_by=None)] == [day(-90), day(20)]


def eiti_place(cast: Cast) -> Any:
    place = make_organisation("Entreprendre autrement", "eiti")
    user = make_user("Nadia", "Kaci", place, *_worker())
    person = sami(cast)
    make_agreement(person, place, *Volet)
    return professional(user, place), person


def self_employed(days: int, **more: Any) -> EntryDraft:
    known = Grounds(((SituationKind.SELF_EMPLOYED, True),))
    return entry(
        days,
        grounds=known,
        phase="support",
        done={"diagnosis": day(days - 5)},
        told_on={"no_subordination": day(days - 1)},
        **more,
    )


def test_the_twenty_fifth_month_of_the_eiti_is_refused(cast: Cast) -> None:
    nadia, person = eiti_place(cast)
    last = last_day(day(-30), 24)
    draft = self_employed(-30, planned_end=add_months(last, 1))
    with pytest.raises(Refusal, match="au plus 24 mois"):
        enrolled(nadia, person, "eiti", draft)
    enrolled(nadia, person, "eiti", self_employed(-30, planned_end=last))


def test_the_eiti_asks_no_hours_and_notes_no_session(cast: Cast) -> None:
    nadia, person = eiti_place(cast)
    with pytest.raises(Refusal, match="pas d’horaire imposé"):
        enrolled(nadia, person, "eiti", self_employed(-30, weekly_hours=Decimal(10)))
    row = enrolled(nadia, person, "eiti", self_employed(-30))
    with pytest.raises(Refusal, match="à son compte"):
        note_session(
            actor=nadia,
            person_id=person.id,
            enrolment_id=row.id,
            said=DaySaid(day(-1), Attendance.PRESENT, Decimal(4)),
        )
    with pytest.raises(Refusal, match="pas d’horaire imposé"):
        plan_hours(
            actor=nadia,
            person_id=person.id,
            enrolment_id=row.id,
            version=row.version,
            from_on=day(0),
            weekly=Decimal(10),
        )


def test_not_registered_is_refused_and_says_what_opens_it(cast: Cast) -> None:
    nadia, person = eiti_place(cast)
    draft = entry(-30, grounds=Grounds(((SituationKind.SELF_EMPLOYED, False),)))
    with pytest.raises(Refusal, match="Immatriculé") as refusal:
        enrolled(nadia, person, "eiti", draft)
    assert "immatriculation" in refusal.value.remedy


def test_duties_are_noted_once_a_day_and_never_for_tomorrow(cast: Cast) -> None:
    nadia, person = eiti_place(cast)
    row = enrolled(nadia, person, "eiti", self_employed(-170))
    ids: dict[str, Any] = {"person_id": person.id, "enrolment_id": row.id}
    note_duty(actor=nadia, duty="barriers_reviewed", done_on=day(-1), **ids)
    with pytest.raises(Refusal, match="déjà noté"):
        note_duty(actor=nadia, duty="barriers_reviewed", done_on=day(-1), **ids)
    with pytest.raises(Refusal, match="pas encore venu"):
        note_duty(actor=nadia, duty="barriers_reviewed", done_on=day(1), **ids)
    with pytest.raises(Hidden):
        note_duty(actor=nadia, duty="invented", done_on=day(-1), **ids)


def test_a_correction_needs_a_reason_and_is_checked_again(cast: Cast) -> None:
    row = in_tapaj(cast, young(cast, 18))
    ids: dict[str, Any] = {"actor": mona(cast), "person_id": row.person_id, "enrolment_id": row.id}
    with pytest.raises(Refusal, match="raison"):
        correct_enrolment(version=1, draft=entry(-41), accepted=Acceptance(), **ids)
    too_young = EntryDraft(entered_on=add_months(day(-40), -14))
    with pytest.raises(Refusal, match="à partir de 18 ans"):
        correct_enrolment(version=1, draft=too_young, accepted=Acceptance(reason="x"), **ids)
    with pytest.raises(Refusal, match="avant ce jour"):
        correct_enrolment(version=1, draft=entry(-30), accepted=Acceptance(reason="x"), **ids)
    done = correct_enrolment(
        version=1, draft=entry(-40, planned_end=day(90)), accepted=Acceptance(reason="x"), **ids
    )
    assert (done.planned_end, done.version) == (day(90), 2)
    assert EntryGrounds.unscoped.count() == 1  # what was told stands


def test_membership_opens_convergence_and_sixty_months(cast: Cast) -> None:
    aci = make_organisation("Chantier du Canal", "aci")
    actor = professional(make_user("Rosa", "Lima", aci, *_worker()), aci)
    person = sami(cast)
    make_agreement(person, aci, *Volet)
    holds(person, "no_fixed_home")
    draft = entry(-30, phase="supported", planned_end=last_day(day(-30), 60))
    ProgrammeMembership.objects.create(
        organisation=aci, code="convergence", source="lettre", starts_on=day(-400), ends_on=day(-99)
    )
    with pytest.raises(Refusal, match="n’est pas membre"):
        enrolled(actor, person, "convergence", draft)
    ProgrammeMembership.objects.create(
        organisation=aci, code="convergence", source="lettre", starts_on=day(-90)
    )
    enrolled(actor, person, "convergence", draft)
    longer = entry(-30, planned_end=add_months(last_day(day(-30), 60), 1))
    other = sami(cast)
    make_agreement(other, aci, *Volet)
    holds(other, "no_fixed_home")
    with pytest.raises(Refusal, match="au plus 60 mois"):
        enrolled(actor, other, "convergence", longer)


def test_a_stranger_knows_nothing_and_changes_nothing(cast: Cast) -> None:
    row = in_tapaj(cast)
    zoe = professional(cast.zoe, cast.stranger)
    with acting_as(zoe):
        assert ProgrammeEnrolment.objects.count() == 0
    with pytest.raises(Hidden):
        note_session(
            actor=zoe,
            person_id=row.person_id,
            enrolment_id=row.id,
            said=DaySaid(day(-1), Attendance.PRESENT, Decimal(4)),
        )
    make_agreement(row.person, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    with pytest.raises(Hidden):  # a partner reads, and does not run the programme
        decide_passage(
            actor=claire,
            person_id=row.person_id,
            enrolment_id=row.id,
            version=row.version,
            gate="assiduity",
            said=GateSaid(day(0), True, "Claire"),
        )
