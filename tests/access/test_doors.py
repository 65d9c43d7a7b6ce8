"""The doors of a record, one by one: the named tests of the mutations."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from tests.cast import Cast, make_agreement


def _record(cast: Cast) -> str:
    return reverse("pathways:synthesis", kwargs={"person_id": cast.lea.pk})


def test_a_stranger_gets_the_same_404_as_for_nothing(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    assert as_user(cast.zoe, cast.stranger).get(_record(cast)).status_code == 404


def test_without_signing_in_no_record_opens(cast: Cast) -> None:
    response = Client().get(_record(cast))
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/login/")


def test_opening_a_record_leaves_a_line(cast: Cast, as_user: Callable[..., Client]) -> None:
    assert as_user(cast.ines, cast.ime).get(_record(cast)).status_code == 200
    line = JournalEntry.objects.get(person_id=str(cast.lea.pk), event="sharing:record:opened")
    assert line.actor_id == str(cast.ines.pk)
    assert line.organisation_id == str(cast.ime.pk)
    assert line.ground.startswith("mission")
    assert "identity" in line.volets


def test_leaving_the_organisation_closes_everything_at_the_next_request(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    from passerelles.kernel import clock
    from passerelles.organisations.models import Membership

    client = as_user(cast.ines, cast.ime)
    assert client.get(_record(cast)).status_code == 200
    Membership.objects.filter(user=cast.ines).update(until=clock.now())
    assert client.get(_record(cast)).status_code == 404


def test_withdrawing_closes_the_record_at_the_next_request_and_only_there(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    from passerelles.kernel import clock
    from passerelles.sharing.models import Agreement

    make_agreement(cast.lea, cast.geiq)
    make_agreement(cast.lea, cast.cfa)
    claire, paul = as_user(cast.claire, cast.geiq), as_user(cast.paul, cast.cfa)
    assert claire.get(_record(cast)).status_code == 200
    Agreement.objects.filter(receiver=cast.geiq).update(withdrawn_at=clock.now())
    assert claire.get(_record(cast)).status_code == 404
    assert paul.get(_record(cast)).status_code == 200


def test_the_platform_administrator_reads_no_record(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    assert as_user(cast.admin).get(_record(cast)).status_code == 404


def test_a_page_of_a_record_is_never_kept_by_the_browser(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    response = as_user(cast.ines, cast.ime).get(_record(cast))
    assert "no-store" in response["Cache-Control"]


def test_a_page_that_fails_still_leaves_its_read_line(
    cast: Cast, as_user: Callable[..., Client], monkeypatch: object
) -> None:
    from passerelles.pathways.views import record as module

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("panne d’essai")

    monkeypatch.setattr(module, "render", broken)  # type: ignore[attr-defined]
    client = as_user(cast.ines, cast.ime)
    client.raise_request_exception = False
    assert client.get(_record(cast)).status_code == 500
    assert JournalEntry.objects.filter(event="sharing:record:opened").count() == 1
