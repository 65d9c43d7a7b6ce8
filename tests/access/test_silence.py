"""Nothing personal in the logs or the mail when pages fail; nothing kept from one user to the next."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import NoActorInScope
from passerelles.ops.logs import ScrubRequest
from passerelles.organisations.models import Membership
from passerelles.people.models import Person
from passerelles.web.routes import Audience, all_routes
from tests.access.canary import MARKER, Cage, build_cage
from tests.cast import Cast, make_agreement


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the console handler of the product really writes."""
    root = logging.getLogger()
    product = next(h for h in root.handlers if any(isinstance(f, ScrubRequest) for f in h.filters))
    stream = io.StringIO()
    twin = logging.StreamHandler(stream)
    twin.filters, twin.formatter = product.filters, product.formatter
    before, root.handlers = root.handlers, [twin]
    yield stream
    root.handlers = before


def _own_pages(cage: Cage) -> Iterator[str]:
    for pattern, name, _view, entry in all_routes():
        variables = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        if entry is None or entry.audience is not Audience.PROFESSIONAL:
            continue
        if variables in ([], ["person_id"]):
            yield reverse(name, kwargs=dict.fromkeys(variables, cage.person.pk))


def test_a_page_that_fails_says_nothing_of_anybody_in_the_logs_or_the_mail(
    cast: Cast,
    as_user: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
    written: io.StringIO,
) -> None:
    cage = build_cage(cast)
    membership = cage.rows["membership"]
    assert isinstance(membership, Membership)
    client = as_user(membership.user, cage.organisation)
    client.raise_request_exception = False
    original = Template.render

    def broken(self: Any, context: Any = None, request: Any = None) -> Any:
        if "error_" in str(self.origin.name):
            return original(self, context, request)
        raise RuntimeError(f"panne en montrant {MARKER}")

    monkeypatch.setattr(Template, "render", broken)
    failed = 0
    for url in _own_pages(cage):
        response = client.get(url, {"q": MARKER})
        assert "panne en montrant" not in response.content.decode(errors="replace"), url
        failed += response.status_code == 500
    assert failed > 15
    assert "RuntimeError" in written.getvalue()
    assert MARKER.lower() not in written.getvalue().lower()
    assert not any(MARKER.lower() in str(m.message()).lower() for m in mail.outbox)


def test_two_users_taking_turns_on_one_address_each_see_only_their_own(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    make_agreement(cast.lea, cast.geiq)
    url = reverse("people:list")
    claire, zoe = as_user(cast.claire, cast.geiq), as_user(cast.zoe, cast.stranger)
    for _ in range(3):
        assert "Léa" in claire.get(url).content.decode()
        assert "Léa" not in zoe.get(url).content.decode()


def test_a_role_taken_away_counts_at_the_next_request(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("pathways:synthesis", kwargs={"person_id": cast.lea.pk})
    assert client.get(url).status_code == 200
    Membership.objects.filter(user=cast.ines).update(roles=["directory"])
    assert client.get(url).status_code == 404


def test_after_signing_out_the_same_address_asks_to_sign_in(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("pathways:synthesis", kwargs={"person_id": cast.lea.pk})
    response = client.get(url)
    assert "no-store" in response["Cache-Control"]
    client.post(reverse("account_logout"))
    assert client.get(url)["Location"].startswith("/compte/login/")


def test_a_task_without_an_actor_reads_nobody(cast: Cast) -> None:
    with pytest.raises(NoActorInScope):
        Person.objects.first()


def test_someone_who_moved_from_one_organisation_to_another_leaves_everything_behind(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    client = as_user(cast.ines, cast.ime)
    url = reverse("pathways:synthesis", kwargs={"person_id": cast.lea.pk})
    assert client.get(url).status_code == 200
    Membership.objects.filter(user=cast.ines).update(until=clock.now())
    Membership.objects.create(user=cast.ines, organisation=cast.esat, roles=["worker", "manager"])
    assert client.get(url).status_code == 404
    assert "Léa" not in client.get(reverse("people:list")).content.decode()
