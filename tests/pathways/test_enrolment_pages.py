"""Pages of programmes: the entry is checked as it is typed, people decide, nobody sees the others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.myspace.models import AccessCard
from passerelles.pathways.actions.enrolment_days import DaySaid, note_session
from passerelles.pathways.models import EntryGrounds, ProgrammeEnrolment, WorkSession
from passerelles.pathways.rules.enrolments import Attendance
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, Volet
from tests.cast import Cast, make_agreement
from tests.myspace.test_plain_words import check_plain, sentences_of
from tests.pathways.enrolment_scenes import came, decides, fresh, in_tapaj, moves, young
from tests.pathways.test_enrolments import first_hours, plans
from tests.pathways.test_work_pages import boxes
from tests.pathways.work_scenes import day, mona, sami

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db


def as_person(person: Person) -> Client:
    """The person's own browser, entered with their card."""
    card = AccessCard.objects.create(
        person=person,
        number_hash=f"{AccessCard.objects.count()}-{person.pk}"[:60],
        secret_hash="s",
        issued_by=person.created_by,
        issued_for=person.created_for,
    )
    client = Client()
    session = client.session
    session["passerelles_card"] = str(card.id)
    session.save()
    return client


def url(person: Person, name: str, *args: Any) -> str:
    return reverse(f"pathways:{name}", args=[person.id, *args])


def of(row: ProgrammeEnrolment, name: str, *args: Any) -> str:
    return url(row.person, name, row.id, *args)


def text_of(response: Any) -> str:
    return str(response.content.decode()).replace("&#x27;", "’")


def typed(**more: Any) -> dict[str, Any]:
    return {
        **boxes("entered_on", day(-30)),
        "phase": "p1",
        "situation_addiction": "yes",
        "situation_street_life": "",
        **more,
    }


def test_the_entry_is_checked_live_then_written(cast: Cast, as_user: AsUser) -> None:
    person = young(cast)
    client = as_user(cast.mona, cast.esat)
    assert "aucun programme" in text_of(client.get(url(person, "programmes")))
    choice = text_of(client.get(url(person, "enrol_choice")))
    assert url(person, "enrol", "tapaj") in choice
    page = url(person, "enrol", "tapaj")
    checked = client.post(page, {**typed(), "go": "check"})
    assert checked.status_code == 200
    assert "Ce sont les règles du programme" in text_of(checked)
    assert not ProgrammeEnrolment.unscoped.exists()
    saved = client.post(page, {**typed(), "go": "save"}, follow=True)
    assert "Premier lien" in text_of(saved)
    assert ProgrammeEnrolment.unscoped.count() == 1


def test_what_is_refused_says_why_and_keeps_what_was_typed(cast: Cast, as_user: AsUser) -> None:
    person = young(cast, 26)
    client = as_user(cast.mona, cast.esat)
    refused = client.post(url(person, "enrol", "tapaj"), {**typed(), "go": "save"})
    assert refused.status_code == 422
    text = text_of(refused)
    assert "jusqu’à 25 ans inclus" in text
    assert 'value="yes" class="govuk-radios__input" id="id_situation_addiction_0"' in text or (
        "checked" in text
    )
    unknown = young(cast)
    asked = client.post(
        url(unknown, "enrol", "tapaj"), {**typed(situation_addiction=""), "go": "save"}
    )
    assert asked.status_code == 422
    assert "Pourquoi continuer quand même" in text_of(asked)


@pytest.mark.parametrize("code", sorted(shipped_programmes()))
def test_every_shipped_programme_has_its_entry_page(cast: Cast, as_user: AsUser, code: str) -> None:
    person = sami(cast)
    client = as_user(cast.mona, cast.esat)
    assert client.get(url(person, "enrol", code)).status_code == 200
    empty = client.post(url(person, "enrol", code), {"go": "save"})
    assert empty.status_code == 422
    told = {**boxes("entered_on", day(-3)), "go": "check"}
    assert client.post(url(person, "enrol", code), told).status_code == 200
    wrong = {"entered_on_day": "32", "weekly_hours": "beaucoup", "go": "save"}
    assert client.post(url(person, "enrol", code), wrong).status_code == 422


def test_the_whole_of_tapaj_through_its_pages(cast: Cast, as_user: AsUser) -> None:
    row = in_tapaj(cast)
    client = as_user(cast.mona, cast.esat)
    for days in (-38, -31):
        told = {**boxes("day", day(days)), "attendance": "present", "hours": "4", "paid": "on"}
        done = client.post(of(row, "note_session"), told, follow=True)
        assert "40,00" in text_of(done)
    page = text_of(client.get(of(row, "enrolment")))
    assert "2 séances suivies sur 2" in page
    assert "Il manque une décision humaine : Assiduité reconnue" in page
    assert of(row, "enter_phase", "p2") not in page
    refused = client.post(
        of(row, "enter_phase", "p2"),
        {"version": fresh(row).version, **boxes("on", day(0)), "go": "save"},
    )
    assert refused.status_code == 422
    assert "Qui décide" in text_of(refused)
    asked = text_of(client.get(of(row, "decide_passage", "assiduity")))
    assert "ce nombre ne décide de rien" in asked
    said = {"version": fresh(row).version, "passed": "yes", "decided_by": "Mona, l’équipe"}
    client.post(of(row, "decide_passage", "assiduity"), {**said, **boxes("decided_on", day(-1))})
    entered = client.post(
        of(row, "enter_phase", "p2"),
        {"version": fresh(row).version, **boxes("on", day(0)), "go": "save"},
        follow=True,
    )
    page = text_of(entered)
    assert "Plusieurs chantiers" in page
    assert "?programme=tapaj" in page
    left = client.post(
        of(row, "leave_programme"),
        {
            "version": fresh(row).version,
            **boxes("on", day(0)),
            "outcome": "training",
            "reason": "Elle entre en formation.",
        },
        follow=True,
    )
    assert "Une nouvelle entrée est toujours possible" in text_of(left)
    assert client.get(of(row, "leave_programme")).status_code == 404


def test_somebody_else_changed_it_meanwhile(cast: Cast, as_user: AsUser) -> None:
    row = in_tapaj(cast)
    client = as_user(cast.mona, cast.esat)
    old = row.version
    decides(cast, row, "assiduity", -2)
    told = {"version": old, "passed": "no", "decided_by": "Bruno", **boxes("decided_on", day(0))}
    conflict = client.post(of(row, "decide_passage", "assiduity"), told)
    assert conflict.status_code == 409
    assert "Bruno" in text_of(conflict)
    step = {"version": old, **boxes("on", day(0)), "go": "save"}
    assert client.post(of(row, "enter_phase", "p2"), step).status_code == 409


def test_one_sheet_for_a_work_site_and_nobody_reads_the_others(cast: Cast, as_user: AsUser) -> None:
    first = in_tapaj(cast)
    other = young(cast)
    other.first_name = "Kenza"
    other.save()
    second = in_tapaj(cast, other)
    client = as_user(cast.mona, cast.esat)
    assert "2 personnes" in text_of(client.get(reverse("pathways:sheets")))
    sheet = reverse("pathways:sheet", args=["tapaj"])
    page = text_of(client.get(sheet))
    assert "Sami" in page
    assert "Kenza" in page
    empty = client.post(sheet, boxes("day", day(0)))
    assert empty.status_code == 422
    answers = {
        **boxes("day", day(0)),
        "paid": "on",
        f"a_{first.id.hex}": "present",
        f"h_{first.id.hex}": "4",
        f"a_{second.id.hex}": "absent",
        f"h_{second.id.hex}": "4",
    }
    noted = text_of(client.post(sheet, answers, follow=True))
    assert "Déjà noté" in noted
    kept = {s.enrolment_id: (s.attendance, s.pay) for s in WorkSession.objects.all()}
    assert kept == {first.id: ("present", Decimal(40)), second.id: ("absent", None)}
    mine = text_of(as_person(first.person).get(reverse("pathways:my_programmes")))
    assert "J’ai gagné" in mine
    assert "Kenza" not in mine
    assert "Kenza" not in text_of(client.get(of(first, "enrolment")))
    assert as_user(cast.zoe, cast.stranger).get(sheet).status_code == 404


def test_hours_that_grow_are_planned_and_twenty_one_is_refused(cast: Cast, as_user: AsUser) -> None:
    row = first_hours(cast)
    plans(row, -30, "8")
    client = as_user(row.author, row.organisation)
    told = {"version": fresh(row).version, "weekly": "21", **boxes("from_on", day(3)), "go": "save"}
    refused = client.post(of(row, "plan_hours"), told)
    assert refused.status_code == 422
    assert "au plus 20 h" in text_of(refused)
    saved = client.post(of(row, "plan_hours"), {**told, "weekly": "16"}, follow=True)
    assert "16 h à partir du" in text_of(saved)
    assert "8 h par semaine aujourd’hui" in text_of(saved)


def test_a_partner_reads_the_programme_and_never_why(cast: Cast, as_user: AsUser) -> None:
    row = in_tapaj(cast)
    make_agreement(row.person, cast.geiq, *ORDINARY_VOLETS)
    page = text_of(as_user(cast.claire, cast.geiq).get(of(row, "enrolment")))
    assert "TAPAJ" in page
    assert "addictive" not in page.lower()
    assert "pour entrer" not in page
    paper = text_of(as_user(cast.claire, cast.geiq).get(of(row, "enrolment_print")))
    assert "addictive" not in paper.lower()
    bruno = text_of(as_user(cast.bruno, cast.esat).get(of(row, "enrolment")))
    assert "addictive" not in bruno.lower()
    own = text_of(as_user(cast.mona, cast.esat).get(of(row, "enrolment")))
    assert "Conduite addictive" in own
    make_agreement(row.person, cast.cfa, *Volet)
    agreed = text_of(as_user(cast.paul, cast.cfa).get(of(row, "enrolment")))
    assert "Conduite addictive" in agreed


def test_a_stranger_finds_nothing(cast: Cast, as_user: AsUser) -> None:
    row = in_tapaj(cast)
    zoe = as_user(cast.zoe, cast.stranger)
    for name in ("enrolment", "enrolment_print", "note_session", "leave_programme", "plan_hours"):
        assert zoe.get(of(row, name)).status_code == 404
    assert zoe.get(url(row.person, "programmes")).status_code == 404


def test_the_person_reads_where_they_stand_in_plain_words(cast: Cast) -> None:
    row = in_tapaj(cast)
    came(cast, row, -10)
    soon = DaySaid(day(3), Attendance.PLANNED)
    note_session(actor=mona(cast), person_id=row.person_id, enrolment_id=row.id, said=soon)
    phone = as_person(row.person)
    page = text_of(phone.get(reverse("pathways:my_programmes")))
    for words in ("Où j’en suis", "Premier lien", "Et après", "Je viens le", "On me doit encore"):
        assert words in page
    decides(cast, row, "assiduity", -2)
    moves(cast, row, "p2", -1)
    later = text_of(phone.get(reverse("pathways:my_programmes")))
    check_plain(sentences_of(later), "mon programme")
    nobody = text_of(as_person(sami(cast)).get(reverse("pathways:my_programmes")))
    assert "Je ne suis dans aucun programme" in nobody


def test_correcting_and_paying_by_hand(cast: Cast, as_user: AsUser) -> None:
    row = in_tapaj(cast)
    session = came(cast, row, -10, "3")
    client = as_user(cast.mona, cast.esat)
    fixed = {**boxes("day", session.day), "attendance": "present", "hours": "4"}
    no_reason = client.post(of(row, "correct_session", session.id), fixed)
    assert no_reason.status_code == 422
    client.post(of(row, "correct_session", session.id), {**fixed, "reason": "4 h, pas 3."})
    current = row.sessions.get(corrected_by=None)
    assert current.pay == Decimal(40)
    paid = client.post(
        of(row, "pay_sessions"), {"sessions": [str(current.id)], **boxes("on", day(-10))}
    )
    assert paid.status_code == 302
    assert client.get(of(row, "pay_sessions")).status_code == 404
    entry = {**boxes("entered_on", day(-40)), "version": fresh(row).version, "go": "save"}
    assert client.post(of(row, "correct_enrolment"), entry).status_code == 422
    told = {**entry, **boxes("planned_end", day(60)), "accept_reason": "Fin convenue."}
    kept = {"situation_addiction": "yes", "situation_street_life": "no"}
    corrected = client.post(of(row, "correct_enrolment"), {**told, **kept})
    assert corrected.status_code == 302, text_of(corrected)
    assert EntryGrounds.unscoped.count() == 2


def test_queries_of_the_pages_do_not_grow_with_the_days(cast: Cast, as_user: AsUser) -> None:
    row = in_tapaj(cast)
    came(cast, row, -38)
    client = as_user(cast.mona, cast.esat)
    client.get(of(row, "enrolment"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(of(row, "enrolment"))
    for days in (-31, -24, -17, -10):
        came(cast, row, days)
    decides(cast, row, "assiduity", -2)
    moves(cast, row, "p2", -1)
    with CaptureQueriesContext(connection) as many:
        client.get(of(row, "enrolment"))
    assert len(many) <= len(few)
    assert len(many) <= 60
