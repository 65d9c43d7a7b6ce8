"""The platform opens organisations and reads no record."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership, Organisation
from passerelles.organisations.rules.roles import FOUNDING_ROLES
from passerelles.people.models import Person
from passerelles.sharing.policy import open_record
from passerelles.sharing.reading import collecting

pytestmark = pytest.mark.django_db

NEW = {"name": "ESAT des Trois Rivières", "kind": "esat", "email": "chef@exemple.test"}


def link() -> str:
    word = next(word for word in mail.outbox[-1].body.split() if word.startswith("http"))
    return "/" + word.split("/", 3)[3]


def test_only_the_platform_opens_organisations(cast, as_user):
    path = reverse("organisations:platform_create")
    for user, organisation in ((cast.karim, cast.ime), (cast.zoe, cast.stranger)):
        client = as_user(user, organisation)
        assert client.get(path).status_code == 404
        assert client.post(path, NEW).status_code == 404
    assert not Organisation.objects.filter(name=NEW["name"]).exists()


def test_a_new_organisation_gets_its_first_administrator_by_invitation(cast, as_user):
    client = as_user(cast.admin)
    response = client.post(reverse("organisations:platform_create"), NEW)
    assert response.headers["Location"] == reverse("organisations:platform")
    path = link()
    newcomer = Client()
    newcomer.post(
        path,
        {"first_name": "Yves", "last_name": "Caron", "password": "quatre mots sans rapport"},
    )
    membership = Membership.objects.get(organisation__name=NEW["name"])
    assert membership.roles == [role.value for role in FOUNDING_ROLES]
    assert newcomer.get(reverse("organisations:members")).status_code == 200
    assert (
        "ESAT des Trois Rivières" in client.get(reverse("organisations:platform")).content.decode()
    )


def test_the_platform_invites_nobody_into_an_organisation_that_has_members(cast, as_user):
    as_user(cast.admin).post(reverse("organisations:platform_create"), NEW)
    path = link()
    organisation = Organisation.objects.get(name=NEW["name"])
    Membership.objects.create(user=cast.zoe, organisation=organisation, roles=["admin"])
    assert Client().get(path).status_code == 404


def test_a_refused_organisation_keeps_what_was_typed(cast, as_user):
    response = as_user(cast.admin).post(
        reverse("organisations:platform_create"), {**NEW, "email": "pas une adresse"}
    )
    assert response.status_code == 422
    assert "ESAT des Trois Rivières" in response.content.decode()


def test_the_platform_reads_no_record(cast, as_user):
    actor = Actor(kind=ActorKind.PROFESSIONAL, user_id=cast.admin.id, is_platform_admin=True)
    with collecting() as reads, pytest.raises(Hidden):
        open_record(actor, cast.lea.id)
    assert reads == []
    with acting_as(actor):
        assert not Person.objects.exists()
    try:
        path = reverse("pathways:synthesis", args=[cast.lea.id])
    except NoReverseMatch:
        pytest.skip("pas encore de page de dossier")
    assert as_user(cast.admin).get(path).status_code == 404


def test_the_list_of_organisations_stays_light(cast, as_user, django_assert_max_num_queries):
    client = as_user(cast.admin)
    client.get(reverse("organisations:platform"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse("organisations:platform")).content.decode()
    assert "Léa" not in page
