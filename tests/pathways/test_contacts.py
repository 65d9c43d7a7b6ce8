"""Contacts after hiring: closed by a return, set aside with why, corrected without being lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.calendar import add_months
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.contacts import correct_contact, set_contact_aside
from passerelles.pathways.actions.followup import ContactDraft, plan_follow_up, record_follow_up
from passerelles.pathways.actions.leaving import ExitDraft, correct_exit
from passerelles.pathways.actions.returning import ReturnDraft, exercise_return
from passerelles.pathways.models import Exit, FollowUp, ReturnRight
from passerelles.pathways.models.leaving import FOLLOW_UP_TO_DO
from passerelles.pathways.rules.exits import linked
from passerelles.pathways.rules.followup import StillInJob
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, professional
from tests.pathways.test_work_leaving import ends
from tests.pathways.test_work_pages import AsUser, boxes, page
from tests.pathways.work_scenes import day, mona, path_of, sami, works_at_the_esat

pytestmark = pytest.mark.django_db

MONTHS = (1, 3, 6, 12, 18, 24)


def heard() -> ContactDraft:
    return ContactDraft(day(0), StillInJob.YES, "", "Tout va bien")


def leaves_for(cast: Cast, person: Any, months_ago: int = 2, **told: Any) -> Exit:
    path_of(cast, person)
    situation = works_at_the_esat(cast, person, start=add_months(clock.today(), -months_ago - 40))
    return ends(cast, situation, add_months(clock.today(), -months_ago), **told)


def followed(cast: Cast, person: Any) -> list[FollowUp]:
    """Six contacts, the first of which is done."""
    leaves_for(cast, person, destination="open_ended", contract_type="cdi", follow_up=MONTHS)
    contacts = list(FollowUp.unscoped.order_by("planned_on"))
    record_follow_up(
        actor=mona(cast), person_id=person.id, follow_up_id=contacts[0].id, version=1, draft=heard()
    )
    return list(FollowUp.unscoped.order_by("planned_on"))


def test_the_versions_of_an_exit_are_one_exit() -> None:
    first, second, third, other = (uuid4() for _ in range(4))
    pairs = [(third, second), (second, first)]
    for one in (first, second, third):
        assert linked(one, pairs) == {first, second, third}
    assert linked(other, pairs) == {other}


def test_a_return_closes_what_was_still_to_ask_about_the_job(cast: Cast) -> None:
    person = sami(cast)
    followed(cast, person)
    right = ReturnRight.unscoped.get()
    exercise_return(
        actor=mona(cast),
        person_id=person.id,
        right_id=right.id,
        version=1,
        draft=ReturnDraft(day(0), "Il préfère l’atelier."),
    )
    assert not FollowUp.unscoped.filter(FOLLOW_UP_TO_DO).exists()
    closed = FollowUp.unscoped.filter(set_aside_on=day(0))
    assert closed.count() == 5
    assert {row.set_aside_why for row in closed} == {
        f"Retour le {day(0):%d/%m/%Y} : Il préfère l’atelier."
    }
    assert FollowUp.unscoped.get(words="Tout va bien").set_aside_on is None  # what was done stays
    said = JournalEntry.objects.filter(event="pathways:follow-up:set-aside").get()
    assert said.details == {"count": 5}


def test_an_exit_corrected_before_the_return_is_the_same_exit(cast: Cast) -> None:
    person = sami(cast)
    left = leaves_for(cast, person, destination="open_ended", follow_up=(6,))
    correct_exit(
        actor=mona(cast),
        person_id=person.id,
        exit_id=left.id,
        left_on=left.left_on,
        leaving=ExitDraft(destination="open_ended", follow_up=(12,)),
        reason="Mois précisés",
    )
    assert FollowUp.unscoped.count() == 1  # somebody already asks
    exercise_return(
        actor=mona(cast),
        person_id=person.id,
        right_id=ReturnRight.unscoped.get().id,
        version=1,
        draft=ReturnDraft(day(0), "Envie de revenir"),
    )
    assert not FollowUp.unscoped.filter(FOLLOW_UP_TO_DO).exists()


def test_an_exit_first_unknown_then_a_job_is_followed_from_then_on(cast: Cast) -> None:
    """The months already over are not asked about; corrected back, nobody is called any more."""
    person = sami(cast)
    left = leaves_for(cast, person, 4, destination="", contract_type="", presence_months=None)
    assert not FollowUp.unscoped.exists()
    told = {"actor": mona(cast), "person_id": person.id, "left_on": left.left_on}
    job = ExitDraft(destination="open_ended", contract_type="cdi", follow_up=MONTHS)
    right = correct_exit(**told, exit_id=left.id, leaving=job, reason="Un CDI, appris depuis")
    days = [row.planned_on for row in FollowUp.unscoped.order_by("planned_on")]
    assert days == [add_months(left.left_on, number) for number in (6, 12, 18, 24)]
    leaving = ExitDraft(destination="retirement")
    correct_exit(**told, exit_id=right.id, leaving=leaving, reason="En fait, la retraite")
    assert not FollowUp.unscoped.filter(FOLLOW_UP_TO_DO).exists()
    assert FollowUp.unscoped.first().set_aside_why == "Sortie corrigée : En fait, la retraite"


def test_one_contact_is_set_aside_with_why_and_may_be_planned_again(cast: Cast) -> None:
    person = sami(cast)
    done, wanted, *_others = followed(cast, person)
    who = {"actor": mona(cast), "person_id": person.id}
    with pytest.raises(Refusal, match="raison"):
        set_contact_aside(**who, follow_up_id=wanted.id, version=1, reason="  ")
    aside = set_contact_aside(**who, follow_up_id=wanted.id, version=1, reason="Elle a déménagé")
    assert (aside.set_aside_on, aside.set_aside_why) == (day(0), "Elle a déménagé")
    for contact in (aside, done):
        with pytest.raises(Conflict):
            set_contact_aside(
                **who, follow_up_id=contact.id, version=contact.version, reason="Encore"
            )
    with pytest.raises(Conflict):
        record_follow_up(**who, follow_up_id=aside.id, version=2, draft=heard())
    again = plan_follow_up(**who, on=aside.planned_on, exit_id=aside.opened_by_id)
    assert again.set_aside_on is None


def test_a_contact_noted_wrongly_has_a_new_version_beside(cast: Cast) -> None:
    person = sami(cast)
    wrong = followed(cast, person)[0]
    who = {"actor": mona(cast), "person_id": person.id}
    draft = ContactDraft(day(-1), StillInJob.NO, "", "Il cherche ailleurs")
    asked = {**who, "follow_up_id": wrong.id, "version": wrong.version, "draft": draft}
    with pytest.raises(Refusal, match="raison"):
        correct_contact(**asked, reason="")
    right = correct_contact(**asked, reason="Confondu avec un autre")
    assert (right.corrects, right.still_in_job, right.planned_on) == (
        wrong, "no", wrong.planned_on,
    )  # fmt: skip
    wrong.refresh_from_db()
    assert (wrong.still_in_job, wrong.words) == ("yes", "Tout va bien")
    with pytest.raises(Conflict):
        correct_contact(**asked, reason="Une autre fois")
    not_held = correct_contact(
        **who, follow_up_id=right.id, version=1, draft=None, reason="Le rendez-vous a sauté"
    )
    assert (not_held.done_on, not_held.still_in_job) == (None, "")
    with pytest.raises(Refusal, match="pas encore noté"):
        correct_contact(**who, follow_up_id=not_held.id, version=1, draft=draft, reason="Non")


def test_another_organisation_neither_sets_aside_nor_corrects(cast: Cast) -> None:
    person = sami(cast)
    done, planned, *_others = followed(cast, person)
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    other = {"actor": professional(cast.claire, cast.geiq), "person_id": person.id}
    with pytest.raises(Hidden):
        set_contact_aside(**other, follow_up_id=planned.id, version=1, reason="Pas à moi")
    with pytest.raises(Hidden):
        correct_contact(**other, follow_up_id=done.id, version=2, draft=heard(), reason="Pas à moi")


def test_the_database_keeps_a_reason_with_each(cast: Cast) -> None:
    person = sami(cast)
    contact = followed(cast, person)[1]
    rows = FollowUp.unscoped.filter(pk=contact.pk)
    for wrong in ({"set_aside_on": day(0)}, {"set_aside_why": "Sans date"}, {"corrects": contact}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


def test_on_its_pages(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    done, planned, later, *_others = followed(cast, person)
    client = as_user(cast.mona, cast.esat)
    text = client.get(page(person, "work")).content.decode()
    aside = page(person, "set_contact_aside", planned.id)
    edit = page(person, "correct_contact", done.id)
    assert aside in text
    assert edit in text
    assert client.get(page(person, "set_contact_aside", done.id)).status_code == 404
    assert client.get(page(person, "correct_contact", planned.id)).status_code == 404
    assert client.post(aside, {"version": "1", "reason": ""}).status_code == 422
    assert client.post(aside, {"version": "1", "reason": "Elle a déménagé"}).status_code == 302
    stale = client.post(aside, {"version": "1", "reason": "Une autre idée"})
    assert stale.status_code == 409
    assert "Une autre idée" in stale.content.decode()
    assert client.get(page(person, "note_contact", planned.id)).status_code == 404
    shown = client.get(edit).context["form"]
    assert (shown["words"].value(), shown["still_in_job"].value()) == ("Tout va bien", "yes")
    told = {**boxes("done_on", day(-1)), "version": "2", "still_in_job": "no"}
    fixed = client.post(edit, {**told, "words": "Elle cherche", "reason": "Mauvaise personne"})
    assert fixed.status_code == 302
    assert client.get(edit).status_code == 404
    text = client.get(page(person, "work")).content.decode()
    for words in ("Elle a déménagé", "sans objet", "corrigé depuis", "Mauvaise personne",
                  "Elle cherche", "Tout va bien"):  # fmt: skip
        assert words in text, words
    back = client.get(page(person, "come_back", ReturnRight.unscoped.get().id)).content.decode()
    assert "4 contacts sont prévus" in back
    assert client.get(page(person, "set_contact_aside", later.id)).status_code == 200


def test_the_correction_of_an_exit_offers_the_follow_up_it_lacks(
    cast: Cast, as_user: AsUser
) -> None:
    person = sami(cast)
    left = leaves_for(cast, person, 1, presence_months=None, destination="", contract_type="")
    client = as_user(cast.mona, cast.esat)
    url = page(person, "correct_exit", left.id)
    assert client.get(url).context["form"]["follow_up"].value() == list(MONTHS)
    told = {
        **boxes("left_on", left.left_on),
        "destination": "open_ended",
        "contract_type": "cdi",
        "follow_up": ["3", "6"],
        "reason": "Appris depuis",
    }
    assert client.post(url, told).status_code == 302
    assert FollowUp.unscoped.count() == 2
    again = page(person, "correct_exit", Exit.unscoped.get(corrects=left).id)
    assert "follow_up" not in client.get(again).context["form"].fields
