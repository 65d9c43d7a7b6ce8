"""Appointments: three roles, groups that show nobody, the rhythm, minutes kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.queries.eyes import Eyes, own_eyes
from passerelles.sharing.actions.withdrawals import withdraw_agreement
from passerelles.sharing.policy import open_record
from passerelles.support.actions.appointments import (
    AppointmentDraft,
    Guest,
    cancel_appointment,
    missing_guests,
    move_appointment,
    plan_group,
)
from passerelles.support.actions.minutes import (
    Minutes,
    set_rhythm,
    stop_rhythm,
    write_group_minutes,
    write_minutes,
)
from passerelles.support.models import Appointment, AppointmentChange, MeetingRhythm, Seat
from passerelles.support.queries.appointments import appointment_page
from passerelles.support.queries.due import silent_rhythms
from passerelles.support.queries.rhythms import asked_rhythm, rhythm_programmes
from passerelles.support.rules.meetings import Attendance, MeetingKind, MeetingRole, MeetingState
from passerelles.support.tasks import remind
from tests.cast import Cast, make_agreement, make_user, person_actor, professional
from tests.support.scenes import (
    appointment,
    counsellor,
    educator,
    noe,
    supervisor,
    yesterday,
)

pytestmark = pytest.mark.django_db
PRESENT, ABSENT = Attendance.PRESENT, Attendance.ABSENT
PERSON, CIP, BOSS = MeetingRole.PERSON, MeetingRole.COUNSELLOR, MeetingRole.SUPERVISOR


def eyes(cast: Cast, actor: object) -> Eyes:
    return own_eyes(actor, open_record(actor, cast.lea.id))  # type: ignore[arg-type]


def told(cast: Cast, row: Appointment, minutes: Minutes) -> Appointment:
    return write_minutes(
        actor=educator(cast),
        person_id=row.person_id,
        appointment_id=row.id,
        version=row.version,
        minutes=minutes,
    )


def group(cast: Cast, **more: object) -> list[Appointment]:
    values = {"starts_at": yesterday(), "subject": "Atelier CV"} | more
    return plan_group(
        actor=educator(cast),
        person_ids=[cast.lea.id, noe(cast).id],
        draft=AppointmentDraft(MeetingKind.GROUP, guests=(counsellor(cast),), **values),  # type: ignore[arg-type]
    )


def test_a_tripartite_review_without_the_supervisor_is_not_one_and_says_so(cast: Cast) -> None:
    draft = AppointmentDraft(MeetingKind.TRIPARTITE, yesterday(), guests=(counsellor(cast),))
    assert missing_guests(draft).endswith("il manque l’encadrant technique.")
    row = appointment(
        cast, MeetingKind.TRIPARTITE, counsellor(cast), supervisor(cast), at=yesterday()
    )
    told(cast, row, Minutes({PERSON: PRESENT, CIP: PRESENT, BOSS: ABSENT}))
    actor = educator(cast)
    with acting_as(actor):
        view = appointment_page(eyes(cast, actor)).past[0]
    assert view.standing.missing == (BOSS,)


def test_each_voice_is_kept_apart_and_the_absent_said_nothing(cast: Cast) -> None:
    row = appointment(
        cast, MeetingKind.TRIPARTITE, counsellor(cast), supervisor(cast), at=yesterday()
    )
    there = {PERSON: PRESENT, CIP: PRESENT, BOSS: PRESENT}
    with pytest.raises(Refusal, match="n’a rien dit"):
        told(cast, row, Minutes(there | {BOSS: ABSENT}, {BOSS: "Bon travail."}))
    voices = {PERSON: "Je veux essayer dehors.", BOSS: "Elle est ponctuelle."}
    told(cast, row, Minutes(there, voices, decisions="Une immersion en mai."))
    said = {seat.role: seat.words for seat in Seat.objects.filter(appointment=row)}
    assert said == {"person": voices[PERSON], "supervisor": voices[BOSS], "counsellor": ""}


def test_minutes_come_after_the_meeting_and_say_who_came(cast: Cast) -> None:
    with pytest.raises(Refusal, match="pas encore eu lieu"):
        told(cast, appointment(cast), Minutes({PERSON: PRESENT}))
    with pytest.raises(Refusal, match="est venue"):
        told(cast, appointment(cast, at=yesterday()), Minutes({CIP: PRESENT}))


def test_corrected_minutes_keep_the_earlier_words(cast: Cast) -> None:
    row = told(cast, appointment(cast, at=yesterday()), Minutes({PERSON: PRESENT}, text="Un."))
    told(cast, row, Minutes({PERSON: PRESENT}, text="Deux."))
    changes = AppointmentChange.objects.filter(appointment=row)
    assert [change.event for change in changes] == ["planned", "held", "corrected"]
    assert [change.minutes for change in changes] == ["", "Un.", "Deux."]
    with pytest.raises(DatabaseError), transaction.atomic():
        changes.delete()


def test_two_at_once_write_one_set_of_minutes(cast: Cast) -> None:
    row = appointment(cast, at=yesterday())
    told(cast, row, Minutes({PERSON: PRESENT}, text="Le premier."))
    with pytest.raises(Conflict):
        told(cast, row, Minutes({PERSON: ABSENT}, text="Le second."))
    row.refresh_from_db()
    assert row.minutes == "Le premier."


def test_a_group_is_copied_to_each_path_and_no_copy_shows_another(cast: Cast) -> None:
    copies = group(cast)
    assert {row.group for row in copies} == {copies[0].group}
    make_agreement(cast.lea, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    for reader in (claire, person_actor(cast.lea)):
        with acting_as(reader):
            assert Appointment.objects.filter(group=copies[0].group).count() == 1
            seats = Seat.objects.filter(appointment__in=Appointment.objects.all())
            assert {seat.name for seat in seats} == {"Léa", "Inès B."}


def test_a_group_names_nobody_in_what_all_will_read(cast: Cast) -> None:
    with pytest.raises(Refusal, match="ne nomme personne"):
        group(cast, subject="Atelier avec Noé")
    with pytest.raises(Refusal, match="au moins deux"):
        plan_group(
            actor=educator(cast),
            person_ids=[cast.lea.id, cast.lea.id],
            draft=AppointmentDraft(MeetingKind.GROUP, yesterday()),
        )


def test_a_stranger_in_the_list_of_a_group_leaves_no_copy(cast: Cast) -> None:
    from tests.cast import make_person

    other = make_person("Ana", "Roux", cast.stranger)
    with pytest.raises(Hidden):
        plan_group(
            actor=educator(cast),
            person_ids=[cast.lea.id, other.id],
            draft=AppointmentDraft(MeetingKind.GROUP, yesterday()),
        )
    assert not Appointment.unscoped.exists()


def test_who_came_to_a_group_is_said_one_by_one(cast: Cast) -> None:
    first, second = group(cast)
    said = {first.id: (1, PRESENT), second.id: (1, ABSENT)}
    actor = educator(cast)
    with acting_as(actor):
        where = {"actor": actor, "group": first.group, "attendance": said}
        with pytest.raises(Refusal, match="ne nomme personne"):
            write_group_minutes(**where, text="Noé n’est pas venu.", decisions="")  # type: ignore[arg-type]
        write_group_minutes(**where, text="On a relu les CV.", decisions="")  # type: ignore[arg-type]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.minutes, second.minutes) == ("On a relu les CV.", "")
    assert Seat.objects.get(appointment=second, role=PERSON).attendance == ABSENT


def test_moving_or_cancelling_a_group_does_it_for_all(cast: Cast) -> None:
    first, second = group(cast, starts_at=clock.now() + timedelta(days=2))
    later = clock.now() + timedelta(days=9)
    where = {"actor": educator(cast), "person_id": first.person_id, "appointment_id": first.id}
    move_appointment(**where, version=1, starts_at=later, place="Salle 2")  # type: ignore[arg-type]
    second.refresh_from_db()
    assert (second.starts_at, second.place) == (later, "Salle 2")
    with pytest.raises(Conflict):
        cancel_appointment(**where, version=1, reason="Grève")  # type: ignore[arg-type]
    cancel_appointment(**where, version=2, reason="Grève")  # type: ignore[arg-type]
    second.refresh_from_db()
    assert second.state == MeetingState.CANCELLED


def test_only_people_at_the_side_of_the_person_are_seated(cast: Cast) -> None:
    zoe = Guest(CIP, cast.zoe.id, cast.stranger.id)
    with pytest.raises(Refusal, match="n’accompagne pas"):
        appointment(cast, MeetingKind.INDIVIDUAL, zoe)


def test_another_organisation_reads_but_does_not_change(cast: Cast) -> None:
    row = appointment(cast)
    make_agreement(cast.lea, cast.geiq)
    with pytest.raises(Hidden):
        cancel_appointment(
            actor=professional(cast.claire, cast.geiq),
            person_id=cast.lea.id,
            appointment_id=row.id,
            version=1,
            reason="non",
        )


def test_a_month_without_a_meeting_is_said_to_the_team_and_a_no_show_is_not_one(
    cast: Cast,
) -> None:
    actor = educator(cast)
    since = clock.today() - timedelta(days=40)
    set_rhythm(actor=actor, person_id=cast.lea.id, every_months=1, since=since)
    row = appointment(cast, at=clock.now() - timedelta(days=30))
    told(cast, row, Minutes({PERSON: ABSENT}))
    with acting_as(actor):
        (silent,) = silent_rhythms(actor)
        assert silent.person_id == cast.lea.id
        assert "Aucun rendez-vous du" in silent.what
        row.refresh_from_db()
        told(cast, row, Minutes({PERSON: PRESENT}))
        assert list(silent_rhythms(actor)) == []
    zoe = professional(cast.zoe, cast.stranger)
    with acting_as(zoe):
        assert list(silent_rhythms(zoe)) == []


def test_a_new_rhythm_ends_the_one_before_and_stops_once(cast: Cast) -> None:
    actor = educator(cast)
    for months in (1, 2):
        set_rhythm(actor=actor, person_id=cast.lea.id, every_months=months, since=clock.today())
    rhythm = MeetingRhythm.unscoped.get(until=None)
    assert rhythm.every_months == 2
    stop_rhythm(actor=actor, person_id=cast.lea.id, rhythm_id=rhythm.id)
    with pytest.raises(Conflict):
        stop_rhythm(actor=actor, person_id=cast.lea.id, rhythm_id=rhythm.id)


def test_the_tremplin_contract_asks_for_a_meeting_each_month(cast: Cast) -> None:
    offered = dict(rhythm_programmes(cast.ime.id, clock.today()))
    assert "cdd_tremplin" in offered
    assert asked_rhythm(cast.ime.id, "cdd_tremplin", clock.today()) == 1
    assert asked_rhythm(cast.ime.id, "inconnu", clock.today()) is None


def test_a_reminder_holds_no_personal_data_and_leaves_once(cast: Cast) -> None:
    own = make_user("Léa", "Marchand", None)
    User.objects.filter(pk=own.pk).update(own_person_id=cast.lea.id)
    row = appointment(cast, place="CMP des Tilleuls", subject="Bilan de santé")
    for _twice in range(2):
        remind.func(str(row.id), row.starts_at.isoformat())
    assert sorted(message.to[0] for message in mail.outbox) == sorted([own.email, cast.ines.email])
    for message in mail.outbox:
        said = message.subject + message.body
        for secret in ("Léa", "Marchand", "Inès", "CMP", "santé", str(row.id)):
            assert secret not in said
        assert "un rendez-vous demain" in message.subject


def test_who_no_longer_accompanies_the_person_is_not_reminded(cast: Cast) -> None:
    agreement = make_agreement(cast.lea, cast.geiq)
    claire = Guest(MeetingRole.PARTNER, cast.claire.id, cast.geiq.id)
    row = appointment(cast, MeetingKind.INDIVIDUAL, counsellor(cast), claire)
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)
    remind.func(str(row.id), row.starts_at.isoformat())
    assert [message.to for message in mail.outbox] == [[cast.ines.email]]


def test_a_group_reminds_whoever_leads_it_once_and_a_moved_meeting_not_at_its_old_hour(
    cast: Cast,
) -> None:
    rows = group(cast, starts_at=clock.now() + timedelta(days=2))
    for row in rows:
        remind.func(str(row.id), row.starts_at.isoformat())
    assert [message.to for message in mail.outbox] == [[cast.ines.email]]
    mail.outbox.clear()
    old = appointment(cast)
    remind.func(str(old.id), (old.starts_at - timedelta(hours=1)).isoformat())
    assert mail.outbox == []
