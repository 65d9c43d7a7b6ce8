"""A mediated request, once the person agreed: two records become one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.actors import acting_as
from passerelles.pathways.models import Note
from passerelles.people.models import Person
from passerelles.sharing.models import AccessRequest, Agreement
from tests.cast import Cast, make_agreement, make_person, professional


@pytest.fixture
def request_to_ime(cast: Cast) -> AccessRequest:
    """The GEIQ opened its own record of Léa and wrote a note in it."""
    twin = make_person("Léa", "Marchand", cast.geiq, by=cast.claire)
    Note.unscoped.create(
        person=twin, organisation=cast.geiq, author=cast.claire, volet="path", text="Vue au salon."
    )
    return AccessRequest.objects.create(
        requester=cast.geiq,
        requester_person=twin,
        holder=cast.ime,
        holder_person=cast.lea,
    )


def _url(request: AccessRequest) -> str:
    return reverse("people:accept_request", kwargs={"request_id": request.pk})


def test_the_two_records_become_one_and_each_keeps_its_own_words(
    cast: Cast, as_user: Callable[..., Client], request_to_ime: AccessRequest
) -> None:
    make_agreement(cast.lea, cast.geiq)
    response = as_user(cast.ines, cast.ime).post(_url(request_to_ime))
    assert response.status_code == 302
    request_to_ime.refresh_from_db()
    assert request_to_ime.state == "accepted"
    with acting_as(professional(cast.claire, cast.geiq)):
        assert [p.pk for p in Person.objects.all()] == [cast.lea.pk]
        assert Note.objects.get(person=cast.lea).text == "Vue au salon."


def test_withdrawing_later_leaves_the_other_structure_its_own_words_only(
    cast: Cast, as_user: Callable[..., Client], request_to_ime: AccessRequest
) -> None:
    from passerelles.kernel import clock

    make_agreement(cast.lea, cast.geiq)
    as_user(cast.ines, cast.ime).post(_url(request_to_ime))
    Note.unscoped.create(
        person=cast.lea, organisation=cast.ime, author=cast.ines, volet="path", text="De l’IME."
    )
    Agreement.objects.filter(receiver=cast.geiq).update(withdrawn_at=clock.now())
    with acting_as(professional(cast.claire, cast.geiq)):
        assert [note.text for note in Note.objects.all()] == ["Vue au salon."]


def test_without_the_agreement_nothing_is_joined(
    cast: Cast, as_user: Callable[..., Client], request_to_ime: AccessRequest
) -> None:
    response = as_user(cast.ines, cast.ime).post(_url(request_to_ime))
    assert response.status_code == 422
    assert "pas encore donné son accord" in response.content.decode()
    assert Person.unscoped.filter(merged_into__isnull=False).count() == 0


def test_only_the_holder_may_accept(
    cast: Cast, as_user: Callable[..., Client], request_to_ime: AccessRequest
) -> None:
    make_agreement(cast.lea, cast.geiq)
    for user, organisation in ((cast.claire, cast.geiq), (cast.zoe, cast.stranger)):
        assert as_user(user, organisation).post(_url(request_to_ime)).status_code == 404
