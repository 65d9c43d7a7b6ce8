"""What is to do today: each thing told truly, to those whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.organisations.rules.roles import Role
from passerelles.pathways.actions.notes import answer_entry
from passerelles.pathways.models import Note, Path, WorkSituation
from passerelles.pathways.rules.voices import ReviewSide
from passerelles.people.models import Situation, Wish
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_user, person_actor
from tests.pathways.scenes import begun, days_ago, full_record, told, tutor
from tests.pathways.test_reviews import says, trial

AsUser = Callable[..., Client]

pytestmark = pytest.mark.django_db


def page(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"pathways:{name}", args=[cast.lea.id, *args])


def test_today_says_what_to_do_and_journals_each_name(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    full_record(cast)
    note = Note.unscoped.first()
    answer_entry(
        actor=person_actor(cast.lea), person_id=cast.lea.id, entry_kind="note",
        entry_id=note.id, text="Pas toujours à l’heure le lundi.", correction=True,
    )  # fmt: skip
    client = as_user(cast.ines, cast.ime)
    client.get(reverse("worklist:home"))
    with django_assert_max_num_queries(25):
        text = client.get(reverse("worklist:home")).content.decode()
    assert "Bilan du banc d’essai" in text
    assert "demande une correction" in text
    assert "RQTH à renouveler" in text
    listed = JournalEntry.objects.filter(event="sharing:record:listed", person_id=str(cast.lea.id))
    assert listed.count() == 2
    stranger = as_user(cast.zoe, cast.stranger).get(reverse("worklist:home")).content.decode()
    assert "Rien n’attend" in stranger
    assert "Léa" not in stranger


def test_a_path_without_next_step_and_a_wish_without_answer_are_to_do(
    cast: Cast, as_user: AsUser
) -> None:
    told(cast)
    client = as_user(cast.ines, cast.ime)
    assert "Souhaits sans suite" in client.get(reverse("worklist:home")).content.decode()
    begun(cast)
    text = client.get(reverse("worklist:home")).content.decode()
    assert "Souhaits sans suite" not in text
    assert "parcours sans prochaine étape" in text


def test_an_old_wish_is_asked_again_rather_than_acted_upon(cast: Cast, as_user: AsUser) -> None:
    told(cast)
    client = as_user(cast.ines, cast.ime)
    Wish.unscoped.update(expressed_on=days_ago(400))
    text = client.get(reverse("worklist:home")).content.decode()
    assert "dit il y a plus d’un an, à redemander ?" in text
    assert reverse("people:wishes", args=[cast.lea.id]) in text
    assert "En faire un parcours" not in text
    Wish.unscoped.create(
        person=cast.lea, organisation=cast.ime, author=cast.ines, volet=Volet.PROJECT,
        kind="stay_protected", words="Finalement je reste.", expressed_on=days_ago(5),
    )  # fmt: skip
    assert "Souhaits sans suite" not in client.get(reverse("worklist:home")).content.decode()


def test_a_right_that_has_ended_is_not_said_to_be_renewed(cast: Cast, as_user: AsUser) -> None:
    told(cast)
    Situation.unscoped.update(valid_until=days_ago(3))
    client = as_user(cast.ines, cast.ime)
    for url in (reverse("worklist:home"), page(cast, "synthesis")):
        text = client.get(url).content.decode()
        assert "RQTH : plus valable" in text
        assert "depuis le" in text
        assert "à renouveler" not in text


def test_the_next_step_of_a_closed_path_is_no_longer_to_do(cast: Cast, as_user: AsUser) -> None:
    path = full_record(cast)
    client = as_user(cast.ines, cast.ime)
    assert "Bilan du banc d’essai" in client.get(reverse("worklist:home")).content.decode()
    Path.unscoped.filter(pk=path.pk).update(state="closed", closed_on=days_ago(0))
    assert "Bilan du banc d’essai" not in client.get(reverse("worklist:home")).content.decode()


def test_repeated_questions_are_counted_for_those_who_follow_persons(
    cast: Cast, as_user: AsUser
) -> None:
    heading = "Ne pas faire répéter"
    assert heading in as_user(cast.ines, cast.ime).get(reverse("worklist:home")).content.decode()
    odile = as_user(make_user("Odile", "Grand", cast.ime, Role.DIRECTORY), cast.ime)
    assert heading not in odile.get(reverse("worklist:home")).content.decode()


def test_a_trial_over_waits_for_each_voice_in_turn(cast: Cast, as_user: AsUser) -> None:
    situation = trial(cast)
    client = as_user(cast.ines, cast.ime)

    def seen() -> str:
        return str(client.get(reverse("worklist:home")).content.decode())

    assert "date de fin passée" in seen()
    WorkSituation.unscoped.filter(pk=situation.pk).update(state="ended", ended_on=situation.end)
    assert "il manque l’avis de chacun" in seen()
    says(person_actor(cast.lea), situation, ReviewSide.PERSON)
    assert "il manque l’avis du lieu d’accueil" in seen()
    says(tutor(cast), situation, ReviewSide.HOST)
    assert "il manque l’avis" not in seen()
