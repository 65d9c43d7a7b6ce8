"""Acts of accompaniment: what holds together, who reads, and how hours are counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.sharing.policy import open_record
from passerelles.support.actions.acts import (
    ActDraft,
    say_interest,
    set_act_aside,
    write_act,
    write_group_act,
)
from passerelles.support.models import AccompanimentAct
from passerelles.support.queries.acts import acts_page, team_totals
from passerelles.support.rules.acts import (
    ACT_TEXTS,
    ActFacts,
    ActKind,
    ActPlace,
    ActTarget,
    ActTime,
    Interest,
    act_fault,
    act_totals,
    hours_words,
)
from tests.cast import Cast, person_actor, professional
from tests.pathways.scenes import begun
from tests.support.scenes import educator, noe
from tests.support.test_commitments import own_space

AsUser = Callable[..., Client]
TODAY = date(2026, 11, 28)


def facts(**more: Any) -> ActFacts:
    given: dict[str, Any] = {
        "kind": ActKind.CO_TUTORING,
        "target": ActTarget.PERSON,
        "place": ActPlace.STRUCTURE,
        "on": TODAY,
        "names_company": False,
    }
    return ActFacts(**(given | more))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, ""),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"target": ActTarget.COMPANY}, "company"),
        ({"target": ActTarget.BOTH}, "company"),
        ({"target": ActTarget.BOTH, "names_company": True}, ""),
        ({"tutor_is_worker": True}, ""),
        ({"kind": ActKind.SIMULATOR, "tutor_is_worker": True}, "tutor_is_worker"),
        ({"interest": Interest.YES}, "interest"),
        ({"kind": ActKind.BOOTS, "interest": Interest.YES}, ""),
        ({"kind": ActKind.OTHER}, "label"),
        ({"kind": ActKind.OTHER, "label": "Aide au déménagement"}, ""),
    ],
)
def test_what_does_not_hold_together_is_said_with_its_remedy(
    more: dict[str, Any], field: str
) -> None:
    fault = act_fault(facts(**more), TODAY)
    assert (fault.field if fault else "") == field
    assert fault is None or (fault.message and fault.remedy)


def test_the_practices_asked_for_are_all_in_the_list() -> None:
    labels = " ".join(text.label for text in ACT_TEXTS.values()).casefold()
    for words in (
        "co-tutorat", "responsabilité", "information collective", "échange collectif",
        "visite d’entreprise", "escalade", "réalité virtuelle", "simulateur", "mets tes bottes",
        "jeu collectif", "appui à l’entreprise",
    ):  # fmt: skip
        assert words in labels
    assert set(ACT_TEXTS) == set(ActKind)


def test_hours_by_target_and_an_unknown_time_is_not_zero() -> None:
    totals = act_totals(
        [
            ActTime(ActTarget.PERSON, ActKind.SIMULATOR, 90, True),
            ActTime(ActTarget.COMPANY, ActKind.MEDIATION, 45, False),
            ActTime(ActTarget.BOTH, ActKind.MEDIATION, None),
        ]
    )
    assert totals.all.sentence == "2 h 15, et 1 sans durée notée"
    assert [(t.value, found.acts, found.minutes) for t, found in totals.by_target] == [
        ("person", 1, 90), ("company", 1, 45), ("both", 1, 0),
    ]  # fmt: skip
    assert [kind for kind, _found in totals.by_kind] == [ActKind.SIMULATOR, ActKind.MEDIATION]
    assert totals.on_working_time.minutes == 90
    assert [hours_words(n) for n in (0, 45, 60, 150)] == ["0 h", "45 min", "1 h", "2 h 30"]


def draft(**more: Any) -> ActDraft:
    given: dict[str, Any] = {
        "kind": ActKind.ON_THE_JOB,
        "target": ActTarget.PERSON,
        "place": ActPlace.STRUCTURE,
        "on": clock.today(),
        "minutes": 60,
    }
    return ActDraft(**(given | more))


def pmsmp(cast: Cast) -> WorkSituation:
    row: WorkSituation = WorkSituation.unscoped.create(
        person=cast.lea,
        organisation=cast.ime,
        volet="path",
        kind="pmsmp",
        host=cast.company,
        start=clock.today() - timedelta(days=5),
    )
    return row


def discovery(cast: Cast) -> AccompanimentAct:
    said = draft(kind=ActKind.VIRTUAL_REALITY, job="Agent de propreté")
    return write_act(actor=educator(cast), person_id=cast.lea.id, draft=said)


pages = pytest.mark.django_db


@pages
def test_an_act_in_the_company_is_tied_to_the_placement(cast: Cast) -> None:
    situation = pmsmp(cast)
    said = draft(target=ActTarget.BOTH, place=ActPlace.COMPANY, situation_id=situation.id)
    act = write_act(actor=educator(cast), person_id=cast.lea.id, draft=said)
    assert act.situation_id == situation.id
    actor = educator(cast)
    with acting_as(actor):
        (view,) = acts_page(own_eyes(actor, open_record(actor, cast.lea.id))).views
    assert "PMSMP" in view.work or "immersion" in view.work.casefold()
    other = noe(cast)
    with pytest.raises(Hidden):  # a placement of somebody else is never named
        write_act(actor=actor, person_id=other.id, draft=said)
    assert (
        JournalEntry.objects.filter(event="support:act:written", person_id=cast.lea.id).count() == 1
    )


@pages
def test_a_group_is_copied_to_each_without_showing_the_others(cast: Cast, as_user: AsUser) -> None:
    other = noe(cast)
    people = [cast.lea.id, other.id]
    for field in ("words", "label", "job", "company"):
        with pytest.raises(Refusal) as refused:
            write_group_act(
                actor=educator(cast), person_ids=people, draft=draft(**{field: "Avec Noé"})
            )
        assert refused.value.field == field
    assert AccompanimentAct.unscoped.count() == 0
    rows = write_group_act(
        actor=educator(cast), person_ids=people, draft=draft(kind=ActKind.COLLECTIVE_GAME)
    )
    assert len({row.group for row in rows}) == 1
    for text in (
        as_user(cast.ines, cast.ime).get(page(cast, "acts")).content.decode(),
        own_space(cast).get(reverse("support:my_acts")).content.decode(),
    ):
        assert "Noé" not in text
        assert "Tessier" not in text
        assert str(other.id) not in text
    with pytest.raises(Refusal):
        write_group_act(actor=educator(cast), person_ids=[cast.lea.id] * 2, draft=draft())


@pages
def test_a_group_with_one_person_out_of_reach_writes_nothing(cast: Cast) -> None:
    stranger = professional(cast.zoe, cast.stranger)
    with pytest.raises(Hidden):
        write_group_act(actor=stranger, person_ids=[cast.lea.id, noe(cast).id], draft=draft())
    assert AccompanimentAct.unscoped.count() == 0


@pages
def test_a_mistake_is_set_aside_once_and_no_longer_counted(cast: Cast) -> None:
    actor = educator(cast)
    act = write_act(actor=actor, person_id=cast.lea.id, draft=draft())
    where = {"actor": actor, "person_id": cast.lea.id, "act_id": act.id}
    with pytest.raises(Refusal):
        set_act_aside(**where, why=" ")
    set_act_aside(**where, why="Écrit deux fois")
    with pytest.raises(Conflict):
        set_act_aside(**where, why="Encore")
    with acting_as(actor):
        found = acts_page(own_eyes(actor, open_record(actor, cast.lea.id)))
    assert found.totals.all.acts == 0
    assert len(found.views) == 1


@pages
def test_the_database_itself_refuses_a_worker_tutor_elsewhere(cast: Cast) -> None:
    act = write_act(actor=educator(cast), person_id=cast.lea.id, draft=draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        AccompanimentAct.unscoped.filter(pk=act.pk).update(tutor_is_worker=True)


@pages
def test_the_person_says_whether_the_job_interests_them(cast: Cast, as_user: AsUser) -> None:
    act = discovery(cast)
    client = own_space(cast)
    text = client.get(reverse("support:my_acts")).content.decode()
    assert "Découvrir un métier avec un casque" in text
    url = reverse("support:my_interest", args=[act.id])
    assert client.post(url, {"interest": ""}).status_code == 422
    assert client.post(url, {"interest": "yes"}).status_code == 302
    assert "intéresse" in client.get(reverse("support:my_acts")).content.decode()
    team = as_user(cast.ines, cast.ime).get(page(cast, "acts")).content.decode()
    assert "En faire un souhait" in team
    plain = write_act(actor=educator(cast), person_id=cast.lea.id, draft=draft())
    assert client.get(reverse("support:my_interest", args=[plain.id])).status_code == 404
    with pytest.raises(Hidden):
        say_interest(
            actor=person_actor(noe(cast)),
            person_id=cast.lea.id,
            act_id=act.id,
            interest=Interest.NO,
        )


def page(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"support:{name}", args=[cast.lea.id, *args])


@pages
def test_writing_an_act_on_screen_and_what_is_refused(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    assert (
        "Aucun accompagnement n’est encore noté" in client.get(page(cast, "acts")).content.decode()
    )
    day = clock.today()
    typed = {
        "kind": "co_tutoring", "target": "company", "place": "company", "minutes": "90",
        "on": day.isoformat(), "words": "Nettoyer les vitres",
        "tutor_is_worker": "on", "counts_as_work": "yes",
    }  # fmt: skip
    refused = client.post(page(cast, "write_act"), typed)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "il manque laquelle" in text
    assert "Nettoyer les vitres" in text
    assert client.post(page(cast, "write_act"), typed | {"company": "Netclair"}).status_code == 302
    text = client.get(page(cast, "acts")).content.decode()
    for words in ("Co-tutorat", "1 h 30", "Netclair", "autre travailleur", "temps de travail"):
        assert words in text
    act = AccompanimentAct.unscoped.get()
    assert (
        client.post(page(cast, "set_act_aside", act.id), {"why": "Pas ce jour-là"}).status_code
        == 302
    )
    assert "Pas ce jour-là" in client.get(page(cast, "acts")).content.decode()
    outside = as_user(cast.zoe, cast.stranger)
    for name, *more in (("acts",), ("write_act",), ("set_act_aside", act.id)):
        assert outside.get(page(cast, name, *more)).status_code == 404


@pages
def test_hours_of_the_place_count_only_records_the_reader_may_open(
    cast: Cast, as_user: AsUser
) -> None:
    discovery(cast)
    actor = educator(cast)
    write_group_act(
        actor=actor, person_ids=[cast.lea.id, noe(cast).id],
        draft=draft(kind=ActKind.COMPANY_VISIT, minutes=120),
    )  # fmt: skip
    with acting_as(actor):
        found = team_totals(actor, clock.today() - timedelta(days=1), clock.today())
        assert (found.people, found.totals.all.acts, found.totals.all.minutes) == (2, 3, 300)
        before = team_totals(actor, date(2020, 1, 1), date(2020, 12, 31))
        assert before.totals.all.acts == 0
    stranger = professional(cast.zoe, cast.stranger)
    with acting_as(stranger):
        assert team_totals(stranger, date(2020, 1, 1), clock.today()).people == 0
    client = as_user(cast.ines, cast.ime)
    text = client.get(reverse("support:team_acts")).content.decode()
    assert "5 h" in text
    wrong = {"start": "2026-02-01", "end": "2026-01-01"}
    answer = client.get(reverse("support:team_acts"), wrong)
    assert answer.status_code == 422
    assert "La fin précède le début" in answer.content.decode()


@pages
def test_a_group_act_on_screen(cast: Cast, as_user: AsUser) -> None:
    begun(cast)
    client = as_user(cast.ines, cast.ime)
    url = reverse("support:write_group_act")
    assert "personne n’y voit les autres" in client.get(url).content.decode()
    day = clock.today()
    typed = {
        "people": [str(cast.lea.id)], "kind": "exchange", "target": "person", "place": "elsewhere",
        "on": day.isoformat(),
    }  # fmt: skip
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "au moins deux personnes" in refused.content.decode()


@pages
def test_the_list_takes_as_many_queries_for_one_act_as_for_twenty(
    cast: Cast, as_user: AsUser
) -> None:
    situation = pmsmp(cast)
    client = as_user(cast.ines, cast.ime)
    said = draft(place=ActPlace.COMPANY, situation_id=situation.id)

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(cast, "acts")).status_code == 200
        return len([q for q in captured.captured_queries if "set_config" not in q["sql"]])

    write_act(actor=educator(cast), person_id=cast.lea.id, draft=said)
    client.get(page(cast, "acts"))
    one = counted()
    for _again in range(20):
        write_act(actor=educator(cast), person_id=cast.lea.id, draft=said)
    assert counted() == one
