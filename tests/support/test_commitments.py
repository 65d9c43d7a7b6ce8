"""Reciprocal commitments, objectives, partner sessions: both sides, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from passerelles.documents.actions import send_paper
from passerelles.documents.models import Paper
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.support.actions.commitments import (
    CommitmentDraft,
    amend_commitment,
    end_commitment,
    make_commitment,
    review_promise,
)
from passerelles.support.actions.objectives import (
    ObjectiveDraft,
    add_evidence,
    set_objective,
    settle_objective,
)
from passerelles.support.actions.sessions import (
    ContactSaid,
    SessionDraft,
    note_contact,
    plan_session,
)
from passerelles.support.models import (
    MutualCommitment,
    Objective,
    PartnerContact,
    PartnerSession,
    Promise,
    PromiseReview,
)
from passerelles.support.queries.sessions import sessions_page
from passerelles.support.rules.commitments import (
    Kept,
    ObjectiveState,
    PromiseSide,
    commitment_standing,
)
from passerelles.support.rules.sessions import session_calendar
from passerelles.worklist.queries.accompaniment import commitment_items
from passerelles.worklist.queries.place import place_of
from passerelles.worklist.queries.reach import reach
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.pathways.scenes import begun
from tests.support.scenes import educator, signed

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))
SAID = st.lists(st.tuples(st.sampled_from(PromiseSide), DAYS), max_size=8)
database = pytest.mark.django_db
AsUser = Callable[..., Client]


def draft(**more: Any) -> CommitmentDraft:
    today = clock.today()
    values: dict[str, Any] = {
        "start": today,
        "end": today + timedelta(days=180),
        "review_days": (today, today + timedelta(days=90)),
        "person": ("Je viens chaque mardi.",),
        "structure": ("Nous cherchons un financement du permis.", "Un rendez-vous par mois."),
    }
    return CommitmentDraft(**(values | more))


def made(cast: Cast, **more: Any) -> MutualCommitment:
    return make_commitment(actor=educator(cast), person_id=cast.lea.id, draft=draft(**more))


def own_space(cast: Cast) -> Client:
    from passerelles.accounts.models import User
    from tests.cast import make_user

    user = make_user("Léa", "Marchand", None)
    User.objects.filter(pk=user.pk).update(own_person_id=cast.lea.id)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@given(reviews=st.lists(DAYS, max_size=4), said=SAID, today=DAYS)
def test_both_sides_speak_at_each_review(
    reviews: list[date], said: list[tuple[PromiseSide, date]], today: date
) -> None:
    found = commitment_standing(reviews, said, today)
    reached = [day for day in reviews if day <= today]
    for side in PromiseSide:
        spoke = bool(reached) and any(s is side and day >= max(reached) for s, day in said)
        assert (side in found.silent) == (bool(reached) and not spoke)
    assert found.waits == (found.due_on is not None)


@given(days=st.lists(DAYS, max_size=20), today=DAYS)
def test_a_month_is_missing_exactly_when_no_partner_came(days: list[date], today: date) -> None:
    found = session_calendar(days, today)
    months = {day.replace(day=1) for day in days}
    assert months.isdisjoint(found.missing)
    assert all(month < today.replace(day=1) for month in found.missing)
    assert (found.waiting is None) == (today.replace(day=1) in months)


def test_march_held_and_april_missing_is_said() -> None:
    held = [date(2026, 3, 12)]
    assert session_calendar(held, date(2026, 4, 30)).missing == ()
    assert session_calendar(held, date(2026, 5, 1)).missing == (date(2026, 4, 1),)


@database
def test_nothing_holds_on_one_side_only(cast: Cast) -> None:
    for field, words in (("person", ()), ("structure", ())):
        with pytest.raises(Refusal, match="réciproque"):
            made(cast, **{field: words})
    with pytest.raises(Refusal, match="en dehors"):
        made(cast, review_days=(clock.today() - timedelta(days=1),))
    with pytest.raises(Refusal, match="précède"):
        made(cast, end=clock.today() - timedelta(days=1))
    assert not MutualCommitment.unscoped.exists()


@database
def test_the_paper_both_sides_sign_holds_the_promises_and_can_be_sent(cast: Cast) -> None:
    actor = educator(cast)
    commitment = made(cast)
    paper = Paper.unscoped.get(pk=commitment.paper_id)
    with acting_as(actor):
        send_paper(actor=actor, paper_id=paper.pk)
    version = paper.versions.get()
    assert version.facts["person_promises"] == ["Je viens chaque mardi."]
    roles = {line.role for line in version.signatures.all()}
    assert {"person", "structure"} <= roles | {"person"}
    assert "structure" in roles


@database
def test_an_amendment_is_a_new_version_and_the_former_stays(cast: Cast) -> None:
    actor = educator(cast)
    first = made(cast)
    with pytest.raises(Refusal, match="pourquoi"):
        amend_commitment(
            actor=actor, person_id=cast.lea.id, commitment_id=first.id, draft=draft(), reason=" "
        )
    second = amend_commitment(
        actor=actor,
        person_id=cast.lea.id,
        commitment_id=first.id,
        draft=draft(person=("Je viens le jeudi.",)),
        reason="Le bus du mardi est supprimé.",
    )
    first.refresh_from_db()
    assert (first.state, second.number, second.amends_id) == ("replaced", 2, first.id)
    assert first.promises.filter(words="Je viens chaque mardi.").exists()
    assert Paper.unscoped.get(pk=first.paper_id).state == "cancelled"
    assert Paper.unscoped.get(pk=second.paper_id).replaces_id == first.paper_id
    with pytest.raises(Conflict):
        end_commitment(actor=actor, person_id=cast.lea.id, commitment_id=first.id)
    with pytest.raises(DatabaseError), transaction.atomic():
        Promise.objects.update(words="autre chose")


@database
def test_each_side_says_what_is_kept_of_both(cast: Cast) -> None:
    actor, lea = educator(cast), person_actor(cast.lea)
    commitment = signed(cast, made(cast))
    theirs = Promise.objects.filter(commitment=commitment, side=PromiseSide.STRUCTURE).first()
    assert theirs is not None
    with acting_as(actor):
        (waiting,) = commitment_items(reach(actor))
        assert waiting.person_id == cast.lea.id
    said = {"person_id": cast.lea.id, "promise_id": theirs.id}
    review_promise(actor=lea, kept=Kept.NO, words="Rien n’a été demandé.", **said)  # type: ignore[arg-type]
    review_promise(actor=actor, kept=Kept.PARTLY, **said)  # type: ignore[arg-type]
    kept = PromiseReview.objects.values_list("side", "kept")
    assert set(kept) == {("person", "no"), ("structure", "partly")}
    with acting_as(actor):
        assert list(commitment_items(reach(actor))) == []
    with pytest.raises(Hidden):
        review_promise(actor=professional(cast.zoe, cast.stranger), kept=Kept.YES, **said)  # type: ignore[arg-type]


@database
def test_objectives_are_several_and_revised_without_being_erased(cast: Cast) -> None:
    actor = educator(cast)
    where: dict[str, Any] = {"actor": actor, "person_id": cast.lea.id}
    first = set_objective(**where, draft=ObjectiveDraft("Faire un essai en cuisine"))
    set_objective(**where, draft=ObjectiveDraft("Passer le permis"))
    add_evidence(**where, objective_id=first.id, what="Visite chez Netclair", on=clock.today())
    new = set_objective(**where, draft=ObjectiveDraft("Essai en plonge"), revises=first.id)
    first.refresh_from_db()
    assert (first.state, first.words) == (ObjectiveState.REVISED, "Faire un essai en cuisine")
    assert new.revises_id == first.id
    with pytest.raises(Conflict):
        set_objective(**where, draft=ObjectiveDraft("Encore"), revises=first.id)
    settle_objective(
        **where, objective_id=new.id, state=ObjectiveState.REACHED, why="Deux semaines."
    )
    assert Objective.unscoped.filter(state=ObjectiveState.OPEN).count() == 1


@database
def test_the_person_s_own_objective_comes_from_the_person(cast: Cast) -> None:
    begun(cast)
    own = set_objective(
        actor=person_actor(cast.lea),
        person_id=cast.lea.id,
        draft=ObjectiveDraft("Travailler dehors"),
    )
    assert (own.origin, own.by_person, own.organisation_id) == ("person", True, cast.ime.id)


@database
def test_a_session_leaves_contacts_and_who_knows_whom_is_counted(cast: Cast) -> None:
    actor = educator(cast)
    today = clock.today()
    plan_session(actor=actor, draft=SessionDraft("Banque", "Budget", today - timedelta(days=80)))
    session = plan_session(actor=actor, draft=SessionDraft("CPAM", "Droits", today))
    said = ContactSaid(came=True, first_contact=True, knows_whom=True)
    note_contact(actor=actor, person_id=cast.lea.id, session_id=session.id, said=said)
    with pytest.raises(Conflict):  # said again from a sheet where nothing was on screen yet
        note_contact(actor=actor, person_id=cast.lea.id, session_id=session.id, said=said)
    contact = PartnerContact.unscoped.get()
    assert (contact.partner, contact.on_working_time, contact.volet) == ("CPAM", True, "barriers")
    with acting_as(actor):
        assert sessions_page(actor).know_whom == 1
        assert place_of(reach(actor)).months
    zoe = professional(cast.zoe, cast.stranger)
    with acting_as(zoe):
        assert sessions_page(zoe).know_whom == 0
        with pytest.raises(Hidden):
            note_contact(actor=zoe, person_id=cast.lea.id, session_id=session.id, said=said)


@database
def test_presence_at_a_health_session_stays_in_the_sensitive_volet(cast: Cast) -> None:
    actor = educator(cast)
    topic = SessionDraft("Hygiène sociale", "Dépistage", clock.today(), sensitive=True)
    session = plan_session(actor=actor, draft=topic)
    note_contact(
        actor=actor, person_id=cast.lea.id, session_id=session.id, said=ContactSaid(came=True)
    )
    make_agreement(cast.lea, cast.geiq)
    with acting_as(professional(cast.claire, cast.geiq)):
        assert not PartnerContact.objects.exists()
    later = plan_session(
        actor=actor, draft=SessionDraft("CAF", "Droits", clock.today() + timedelta(days=3))
    )
    with pytest.raises(Refusal, match="pas encore eu lieu"):
        note_contact(
            actor=actor, person_id=cast.lea.id, session_id=later.id, said=ContactSaid(came=True)
        )


@database
def test_the_pages_of_commitments_for_the_team_and_the_person(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("support:make_commitment", args=[cast.lea.id])
    today = clock.today()
    typed = {
        "person": "Je viens chaque mardi.",
        "structure": "Un rendez-vous par mois.",
        "start": today.isoformat(),
        "end": (today + timedelta(days=90)).isoformat(),
        "review_1": (today + timedelta(days=200)).isoformat(),
    }
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "Je viens chaque mardi." in refused.content.decode()
    assert client.post(url, typed | {"review_1": today.isoformat()}).status_code == 302
    page = reverse("support:commitments", args=[cast.lea.id])
    text = client.get(page).content.decode()
    assert "Un rendez-vous par mois." in text
    assert "À envoyer à la signature" in text
    assert "À revoir depuis" not in text
    person = own_space(cast)
    assert "Ce qu’ils me promettent" not in unescape(
        person.get(reverse("support:my_commitments")).content.decode()
    )
    signed(cast, MutualCommitment.unscoped.get())
    mine = person.get(reverse("support:my_commitments")).content.decode()
    assert "Ce qu’ils me promettent" in mine
    assert "À revoir depuis" in client.get(page).content.decode()
    promise = Promise.objects.get(side="structure")
    review = reverse("support:my_review", args=[promise.id])
    assert person.post(review, {"kept": "no"}).status_code == 302
    assert "La personne : Pas tenu" in client.get(page).content.decode()
    stranger = as_user(cast.zoe, cast.stranger)
    for name in ("commitments", "make_commitment", "set_objective"):
        assert stranger.get(reverse(f"support:{name}", args=[cast.lea.id])).status_code == 404


@database
def test_the_person_reads_their_next_appointment_in_plain_words(cast: Cast) -> None:
    from tests.support.scenes import appointment
    from tests.support.test_appointments import group

    appointment(cast, place="Salle bleue", subject="On parle de l’essai")
    group(cast, starts_at=clock.now() + timedelta(days=5))
    text = own_space(cast).get(reverse("support:my_appointments")).content.decode()
    for words in ("Mon prochain rendez-vous", "Salle bleue", "Avec Inès B.", "à plusieurs"):
        assert words in text
    assert "Noé" not in text


@database
def test_a_session_sheet_on_screen(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    client = as_user(cast.ines, cast.ime)
    client.post(
        reverse("support:plan_session"),
        {"partner": "CPAM", "topic": "Droits", "on": clock.today().isoformat()},
    )
    session = PartnerSession.objects.get()
    sheet = reverse("support:session", args=[session.id])
    assert "Léa M." in client.get(sheet).content.decode()
    assert client.post(sheet, {f"p_{cast.lea.id.hex}": "knows"}).status_code == 302
    assert PartnerContact.unscoped.get().knows_whom
    assert "1 personne dit savoir" in client.get(reverse("support:sessions")).content.decode()
    assert as_user(cast.zoe, cast.stranger).get(sheet).status_code == 404
