"""Whatever little is shared, every page of the record that the menu offers opens and is journalled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.pathways.templatetags.record import GROUPS
from passerelles.people.models import Person
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db

LITTLE = [
    (Volet.IDENTITY,),
    *((Volet.IDENTITY, volet) for volet in Volet if volet is not Volet.IDENTITY),
]


def pages_of_the_menu(person: Person) -> list[str]:
    return [
        reverse(section.route, args=[person.id]) for _title, group in GROUPS for section in group
    ]


@pytest.mark.parametrize("volets", LITTLE, ids=lambda volets: "+".join(v.value for v in volets))
def test_every_page_of_the_menu_opens_with_so_little_shared(
    cast: Cast, as_user: AsUser, volets: tuple[Volet, ...]
) -> None:
    make_agreement(cast.lea, cast.geiq, *volets)
    client = as_user(cast.claire, cast.geiq)
    client.raise_request_exception = False
    answers = {page: client.get(page).status_code for page in pages_of_the_menu(cast.lea)}
    assert len(answers) > 15
    assert {page: status for page, status in answers.items() if status != 200} == {}
