"""Told once: facts, situations, wishes, by professionals and by the person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden
from passerelles.people.actions import record_situation, tell_fact
from passerelles.people.actions.situations import StateNoted, Surprising
from passerelles.people.models import Fact, RepeatedQuestion, Situation, Wish
from passerelles.people.queries import facts_told, situations
from passerelles.people.rules.facts import FactKind
from passerelles.people.rules.situations import SituationKind, SituationState
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, person_actor, professional


def fact_url(cast: Cast, kind: FactKind) -> str:
    return reverse("people:fact", args=[cast.lea.id, kind.value])


def tell(cast: Cast, kind: FactKind, value: str, **more: Any) -> Fact:
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        return tell_fact(actor=actor, person_id=cast.lea.id, kind=kind, value=value, **more).fact


def test_a_fact_is_kept_with_who_said_it_and_shown_as_already_told(
    cast: Cast, ines: Client
) -> None:
    answer = ines.post(fact_url(cast, FactKind.TRANSPORT), {"value": "bus"})
    assert answer["Location"] == reverse("people:facts", args=[cast.lea.id])
    page = ines.get(answer["Location"]).content.decode()
    assert "Bus, tram, train" in page
    assert "Déjà dit le" in page
    assert "Inès B. (IME Les Tilleuls)" in page


def test_a_new_answer_is_a_new_row_and_the_form_is_pre_filled(cast: Cast, ines: Client) -> None:
    tell(cast, FactKind.TRANSPORT, "foot")
    form = ines.get(fact_url(cast, FactKind.TRANSPORT)).context["form"]
    assert form.initial["value"] == "foot"
    ines.post(fact_url(cast, FactKind.TRANSPORT), {"value": "bus", "spontaneous": "on"})
    assert Fact.unscoped.filter(person=cast.lea).count() == 2
    assert not RepeatedQuestion.objects.exists(), "she said it of herself"


def test_asking_again_what_another_told_is_counted_and_said_gently(
    cast: Cast, as_user: Any
) -> None:
    tell(cast, FactKind.LANGUAGES, "français, breton")
    make_agreement(cast.lea, cast.geiq)
    claire = as_user(cast.claire, cast.geiq)
    answer = claire.post(fact_url(cast, FactKind.LANGUAGES), {"value": "français"}, follow=True)
    assert "La personne l’avait déjà dit" in answer.content.decode()
    counted = RepeatedQuestion.objects.get()
    assert (counted.organisation, counted.subject) == (cast.geiq, "languages")
    page = claire.get(reverse("people:repeats")).content.decode()
    assert "Langues parlées" in page
    assert "1 question reposée" in page


def test_what_the_organisation_cannot_see_is_not_counted_as_told(cast: Cast, as_user: Any) -> None:
    tell(cast, FactKind.LANGUAGES, "français", shared=False)
    make_agreement(cast.lea, cast.geiq)
    as_user(cast.claire, cast.geiq).post(fact_url(cast, FactKind.LANGUAGES), {"value": "français"})
    assert not RepeatedQuestion.objects.exists()


def test_an_answer_of_more_than_a_year_may_be_asked_again(cast: Cast, ines: Client) -> None:
    old = tell(cast, FactKind.TRANSPORT, "foot")
    Fact.unscoped.filter(pk=old.pk).update(recorded_at=clock.now() - timedelta(days=400))
    ines.post(fact_url(cast, FactKind.TRANSPORT), {"value": "bus"})
    assert not RepeatedQuestion.objects.exists()


def test_the_sensitive_fact_is_unreadable_in_the_database(cast: Cast) -> None:
    fact = tell(cast, FactKind.HEALTH_CONSEQUENCES, "Pas de port de charges")
    assert fact.volet == Volet.SENSITIVE
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM people_fact")
        raw = cursor.fetchone()[0]
    assert "charges" not in raw
    assert Fact.unscoped.get().value == "Pas de port de charges"


def test_who_may_not_read_the_sensitive_volet_finds_no_such_page(cast: Cast, as_user: Any) -> None:
    from passerelles.organisations.rules.roles import Role
    from tests.cast import make_user

    supervisor = make_user("Luc", "Arnaud", cast.ime, Role.SUPERVISOR)
    client = as_user(supervisor, cast.ime)
    assert client.get(fact_url(cast, FactKind.HEALTH_CONSEQUENCES)).status_code == 404
    page = client.get(reverse("people:facts", args=[cast.lea.id])).content.decode()
    assert "Conséquences de la santé" not in page


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (FactKind.LANGUAGES, "", "Il manque la réponse."),
        (FactKind.TRANSPORT, "rocket", "choix"),
        (FactKind.REACH_KM, "loin", "kilomètres"),
        (FactKind.LANGUAGES, "2 84 12 76 451 089 46", "sécurité sociale"),
    ],
)
def test_a_refused_answer_says_why(
    cast: Cast, ines: Client, kind: FactKind, value: str, said: str
) -> None:
    page = ines.post(fact_url(cast, kind), {"value": value})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Fact.unscoped.exists()


def test_the_person_tells_of_herself_for_no_organisation(cast: Cast) -> None:
    actor = person_actor(cast.lea)
    with acting_as(actor):
        told = tell_fact(
            actor=actor, person_id=cast.lea.id, kind=FactKind.SCHEDULE, value="Après 9 h"
        )
        access = open_record(actor, cast.lea.id)
        shown = facts_told(access)
    assert (told.fact.organisation_id, told.fact.author_kind) == (None, "person")
    assert [(item.shown, item.said_by) for item in shown] == [("Après 9 h", "Léa")]


PAGES = ("facts", "situations", "wishes", "identity", "representatives", "duplicates", "created")


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_nothing_and_the_team_reads_within_few_queries(
    cast: Cast, ines: Client, zoe: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    url = reverse(f"people:{name}", args=[cast.lea.id])
    assert zoe.get(url).status_code == 404
    ines.get("/personnes/")
    with django_assert_max_num_queries(25):
        assert ines.get(url).status_code == 200


def situation_url(cast: Cast, kind: SituationKind = SituationKind.RQTH) -> str:
    return reverse("people:situation", args=[cast.lea.id, kind.value])


def noted(state: str, day: date, version: int = 0, **more: str) -> dict[str, str]:
    return {"state": state, "state_on": day.isoformat(), "version": str(version), **more}


def test_a_situation_keeps_every_state_with_its_date(cast: Cast, ines: Client) -> None:
    today = clock.today()
    ines.post(situation_url(cast), noted("filed", today - timedelta(days=90)))
    ines.post(
        situation_url(cast),
        noted("obtained", today, 1, valid_until=(today + timedelta(days=60)).isoformat()),
    )
    situation = Situation.unscoped.get()
    assert (situation.state, situation.version, situation.changes.count()) == ("obtained", 2, 2)
    page = ines.get(reverse("people:situations", args=[cast.lea.id])).content.decode()
    assert "expire dans moins de 3 mois" in page
    assert "déposé" in page
    assert "manque l’inscription" not in page, "unknown is not missing"


def test_registration_to_do_says_what_waits_for_it(cast: Cast, ines: Client) -> None:
    ines.post(situation_url(cast, SituationKind.FRANCE_TRAVAIL), noted("to_do", clock.today()))
    page = ines.get(reverse("people:situations", args=[cast.lea.id])).content.decode()
    assert "manque l’inscription" in page


def test_going_back_in_time_asks_why_then_is_allowed(cast: Cast, ines: Client) -> None:
    today = clock.today()
    ines.post(situation_url(cast), noted("obtained", today))
    back = noted("filed", today - timedelta(days=10), 1, detail="dossier complet")
    page = ines.post(situation_url(cast), back)
    assert page.status_code == 422
    assert "Cette date précède" in page.content.decode()
    assert "dossier complet" in page.content.decode()
    ines.post(situation_url(cast), {**back, "reason": "Erreur de saisie"})
    assert Situation.unscoped.get().state == "filed"


def test_a_stale_form_meets_a_conflict_and_keeps_what_was_typed(cast: Cast, ines: Client) -> None:
    ines.post(situation_url(cast), noted("filed", clock.today()))
    page = ines.post(situation_url(cast), noted("obtained", clock.today(), 0, detail="pli reçu"))
    assert page.status_code == 409
    assert "pli reçu" in page.content.decode()
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor), pytest.raises(Conflict):
        record_situation(
            actor=actor,
            person_id=cast.lea.id,
            kind=SituationKind.RQTH,
            noted=StateNoted(SituationState.OBTAINED, clock.today()),
            version=9,
        )


def test_nobody_rewrites_another_s_situation_and_the_latest_counts(cast: Cast) -> None:
    make_agreement(cast.lea, cast.geiq)
    today = clock.today()
    ines, claire = professional(cast.ines, cast.ime), professional(cast.claire, cast.geiq)
    for actor, state, day in (
        (ines, SituationState.FILED, today - timedelta(days=30)),
        (claire, SituationState.OBTAINED, today),
    ):
        with acting_as(actor):
            record_situation(
                actor=actor,
                person_id=cast.lea.id,
                kind=SituationKind.RQTH,
                noted=StateNoted(state, day),
            )
    assert Situation.unscoped.count() == 2
    with acting_as(claire):
        now = situations(open_record(claire, cast.lea.id))[0]
    assert now.state is SituationState.OBTAINED
    assert [step.state for step in now.steps] == [SituationState.FILED, SituationState.OBTAINED]
    assert now.steps[0].said_by == "Inès B. (IME Les Tilleuls)"


def test_an_unusual_move_without_a_reason_is_a_surprise_not_a_wall(cast: Cast) -> None:
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        for state in (SituationState.REFUSED, SituationState.OBTAINED):
            note = StateNoted(state, clock.today())
            if state is SituationState.OBTAINED:
                with pytest.raises(Surprising):
                    record_situation(
                        actor=actor, person_id=cast.lea.id, kind=SituationKind.AAH, noted=note
                    )
                note = StateNoted(state, clock.today(), reason="Recours gagné")
            record_situation(actor=actor, person_id=cast.lea.id, kind=SituationKind.AAH, noted=note)
    assert Situation.unscoped.get().state == "obtained"


def test_the_detail_of_a_justice_situation_is_encrypted(cast: Cast) -> None:
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        record_situation(
            actor=actor,
            person_id=cast.lea.id,
            kind=SituationKind.JUSTICE,
            noted=StateNoted(SituationState.OBTAINED, clock.today(), detail="Suivi SPIP"),
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT detail FROM people_situation")
        assert "SPIP" not in cursor.fetchone()[0]


def test_a_wish_is_kept_with_her_words_and_never_overwritten(cast: Cast, ines: Client) -> None:
    url = reverse("people:wishes", args=[cast.lea.id])
    for words in ("Je veux travailler avec des gens.", "Plutôt le matin."):
        sent = {"kind": "job", "words": words, "expressed_on": clock.today().isoformat()}
        assert ines.post(url, sent).status_code == 302
    page = ines.get(url).content.decode()
    assert "Je veux travailler avec des gens." in page
    assert "Plutôt le matin." in page
    assert Wish.unscoped.count() == 2


def test_a_refused_wish_keeps_what_was_typed(cast: Cast, ines: Client) -> None:
    url = reverse("people:wishes", args=[cast.lea.id])
    page = ines.post(url, {"kind": "", "words": "Être dehors", "expressed_on": "2026-11-01"})
    assert page.status_code == 422
    assert "Être dehors" in page.content.decode()
    page = ines.post(url, {"kind": "job", "words": "184127645108946", "expressed_on": "2026-11-01"})
    assert page.status_code == 422
    assert not Wish.unscoped.exists()


def test_a_withdrawn_agreement_ends_the_writing_at_once(cast: Cast) -> None:
    agreement = make_agreement(cast.lea, cast.geiq)
    actor = professional(cast.claire, cast.geiq)
    agreement.withdrawn_at = clock.now() - timedelta(seconds=1)
    agreement.save(update_fields=["withdrawn_at"])
    with acting_as(actor), pytest.raises(Hidden):
        tell_fact(actor=actor, person_id=cast.lea.id, kind=FactKind.LANGUAGES, value="français")
