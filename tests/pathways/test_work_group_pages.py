"""The pages of a group lent together: its organisation alone reads who is in it."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.documents.models import PaperVersion
from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import acting_as
from passerelles.pathways.actions.work_group import join_group
from passerelles.pathways.actions.work_papers import prepare_work_paper
from passerelles.pathways.models import WorkSituation
from passerelles.people.models import Person
from tests.cast import Cast, make_agreement, person_actor
from tests.myspace.own_space import enter
from tests.pathways.group_scenes import HOST, agreed, contract, lent, pair, worker
from tests.pathways.work_scenes import day, mona

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
NEW = "/mises-a-disposition/collective/nouvelle/"
LIST = "/mises-a-disposition/collective/"


@pytest.fixture
def client(cast: Cast, as_user: AsUser) -> Client:
    return as_user(cast.mona, cast.esat)


def text(response: Any) -> str:
    return unescape(response.content.decode())


def date_parts(name: str, days: int) -> dict[str, str]:
    on = day(days)
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def told(*people: Person, **changes: Any) -> dict[str, Any]:
    common = {
        "people": [str(person.id) for person in people],
        **date_parts("start", -10),
        **date_parts("end", 100),
        "host_name": HOST,
        "host_kind": "company",
        "weekly_hours": "14",
        "activity": "Espaces verts",
        "supervised": "company",
        "act.non_profit": "yes",
        "go": "save",
    }
    return {**common, **{f"agreed_{person.id}": "yes" for person in people}, **changes}


def secrets(person: Person) -> tuple[str, ...]:
    return (person.first_name, person.last_name, str(person.id))


def test_a_group_is_written_once_and_its_page_lists_who_is_in_it(
    cast: Cast, client: Client
) -> None:
    one, two = pair(cast)
    page = text(client.get(NEW))
    assert one.short_name in page
    done = client.post(NEW, told(one, two), follow=True)
    assert done.status_code == 200
    assert WorkSituation.unscoped.filter(supervised=False).count() == 2
    assert one.short_name in text(done)
    assert two.short_name in text(done)
    assert HOST in text(done)
    read = JournalEntry.objects.filter(event="sharing:record:listed", person_id=str(two.id))
    assert read.exists()


def test_each_agreement_is_asked_by_name_and_what_was_typed_stays(
    cast: Cast, client: Client
) -> None:
    one, two = pair(cast)
    unsaid = client.post(NEW, told(one, two, **{f"agreed_{two.id}": ""}))
    assert unsaid.status_code == 422
    assert "Rien n’est dit de son accord" in text(unsaid)
    refused = client.post(NEW, told(one, two, **{f"agreed_{two.id}": "no"}))
    assert refused.status_code == 422
    assert f"{two.short_name} : Sans l’accord de la personne" in text(refused)
    assert "Espaces verts" in text(refused)
    assert not WorkSituation.unscoped.exists()


def test_a_warning_is_shown_with_the_name_and_ticked_with_a_reason(
    cast: Cast, client: Client
) -> None:
    one, two = pair(cast)
    some = {"act.mentions": ["workers", "nature"]}
    asked = client.post(NEW, told(one, two, **some))
    assert asked.status_code == 422
    field = asked.context["form"].fields["accepted"]
    assert [label.partition(" : ")[0] for _code, label in field.choices] == [
        one.short_name,
        two.short_name,
    ]
    codes = [code for code, _label in field.choices]
    half = client.post(NEW, told(one, two, **some, accepted=codes[:1], accept_reason="Complété"))
    assert half.status_code == 422
    assert f"{two.short_name} :" in text(half)
    done = client.post(NEW, told(one, two, **some, accepted=codes, accept_reason="Complété"))
    assert done.status_code == 302
    assert WorkSituation.unscoped.count() == 2


def test_odd_input_is_refused_in_french_and_writes_nothing(cast: Cast, client: Client) -> None:
    one, two = pair(cast)
    for changes in (
        {"people": [str(uuid4())]},
        {"people": []},
        {"people": "x"},
        {"start_day": "99"},
        {"host": "pas-un-lieu"},
        {"weekly_hours": "200"},
        {"act.signed_on_day": "x"},
    ):
        response = client.post(NEW, told(one, two, **changes))
        assert response.status_code == 422, changes
    assert not WorkSituation.unscoped.exists()


def test_somebody_joins_later_then_it_ends_for_all(cast: Cast, client: Client) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    third = worker(cast, "Ilyes", "Moreau")
    url = reverse("pathways:join_work_group", args=[group])
    assert two.short_name not in text(client.get(url))
    sent = {"people": [str(third.id)], f"agreed_{third.id}": "yes", "go": "save"}
    done = client.post(url, {**sent, **date_parts("start", -1)})
    assert done.status_code == 302
    joined = WorkSituation.unscoped.get(person=third)
    assert (joined.host_name, joined.activity) == (HOST, "Entretien des espaces verts")
    end = reverse("pathways:end_work_group", args=[group])
    form = client.get(end).context["form"]
    everybody = {
        "people": [str(one.id), str(two.id), str(third.id)],
        "seen": form.initial["seen"],
        **date_parts("on", 0),
        "why": "next_step",
    }
    assert client.post(end, everybody).status_code == 302
    assert not WorkSituation.unscoped.filter(ended_on=None).exists()
    again = client.post(end, everybody)
    assert again.status_code == 422
    assert "C’est déjà terminé pour tout le monde." in text(client.get(end))


def test_an_end_on_an_old_page_shows_the_conflict(cast: Cast, client: Client) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    end = reverse("pathways:end_work_group", args=[group])
    old = client.get(end).context["form"].initial["seen"]
    WorkSituation.unscoped.filter(person=two).update(version=2)
    sent = {"people": [str(one.id), str(two.id)], "seen": old, "why": "term"}
    response = client.post(end, {**sent, **date_parts("on", 0)})
    assert response.status_code == 409
    assert WorkSituation.unscoped.filter(ended_on=None).count() == 2


def test_another_organisation_finds_no_group_even_a_partner_of_one(
    cast: Cast, as_user: AsUser
) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    make_agreement(one, cast.geiq)
    partner = as_user(cast.claire, cast.geiq)
    for name in ("work_group", "join_work_group", "end_work_group"):
        for method in ("get", "post"):
            response = getattr(partner, method)(reverse(f"pathways:{name}", args=[group]))
            assert response.status_code == 404, name
    assert partner.get(NEW).status_code == 404
    assert HOST not in text(partner.get(LIST))


def test_a_partner_of_one_never_meets_the_others(cast: Cast, as_user: AsUser) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    situation = WorkSituation.unscoped.get(person=one)
    prepare_work_paper(actor=mona(cast), person_id=one.id, situation_id=situation.id)
    make_agreement(one, cast.geiq)
    partner = as_user(cast.claire, cast.geiq)
    pages = [
        reverse("pathways:work", args=[one.id]),
        reverse("pathways:work_one", args=[one.id, situation.id]),
        reverse("pathways:path", args=[one.id]),
        reverse("pathways:synthesis", args=[one.id]),
        reverse("documents:papers", args=[one.id]),
        "/organisation/accueils/",
    ]
    for address in pages:
        page = text(partner.get(address))
        assert not [word for word in (*secrets(two), str(group)) if word in page], address
    facts = str(PaperVersion.objects.get().facts)
    assert not [word for word in secrets(two) if word in facts]


def test_the_person_and_the_journal_never_name_the_others(cast: Cast) -> None:
    one, two = pair(cast)
    lent(cast, one, two)
    own = enter(cast, one, by="mona")
    for address in ("/mon-espace/", "/mon-espace/parcours/"):
        page = text(own.get(address))
        assert not [word for word in secrets(two) if word in page], address
    with acting_as(person_actor(one)):
        assert not WorkSituation.objects.filter(person=two).exists()
    for line in JournalEntry.objects.filter(person_id=str(one.id)):
        assert not [word for word in secrets(two) if word in str(line.details)]


def test_a_longer_list_asks_no_more_of_the_database(cast: Cast, client: Client) -> None:
    one, two = pair(cast)
    group = lent(cast, one, two)
    url = reverse("pathways:work_group", args=[group])

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(address)
        return len([q for q in few.captured_queries if "journal" not in q["sql"]])

    short = queries(url), queries(LIST)
    people = [worker(cast, f"P{number}", "Durand") for number in range(6)]
    join_group(actor=mona(cast), group=group, draft=contract(), members=agreed(*people))
    assert (queries(url), queries(LIST)) == short
