"""Holes a review looked for: what outlives its ground, and the same rule by another door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.organisations.models import Membership, Organisation
from passerelles.organisations.rules.roles import Role
from passerelles.people.models import Person
from passerelles.sharing.actions import end_mission, start_emergency, withdraw_agreement
from passerelles.sharing.models import AccessRequest, EmergencyAccess
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_person, person_actor, professional

AsUser = Callable[..., Client]
REASON = "Malaise au travail, sa famille ne répond pas"


def test_withdrawing_also_closes_the_emergency_of_the_one_who_leaves(
    cast: Cast, as_user: AsUser
) -> None:
    agreement = make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    start_emergency(
        actor=professional(cast.claire, cast.geiq), person_id=cast.lea.id, reason=REASON
    )
    start_emergency(actor=professional(cast.ines, cast.ime), person_id=cast.lea.id, reason=REASON)
    client = as_user(cast.claire, cast.geiq)
    record = reverse("pathways:synthesis", args=[cast.lea.id])
    assert client.get(record).status_code == 200
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)
    assert client.get(record).status_code == 404
    now = clock.now()
    assert not EmergencyAccess.objects.filter(organisation=cast.geiq, ends_at__gt=now).exists()
    assert EmergencyAccess.objects.filter(organisation=cast.ime, ends_at__gt=now).exists()


def test_an_emergency_stays_with_whoever_still_accompanies(cast: Cast) -> None:
    gone = make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY)
    start_emergency(
        actor=professional(cast.claire, cast.geiq), person_id=cast.lea.id, reason=REASON
    )
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=gone.id)
    assert EmergencyAccess.objects.filter(ends_at__gt=clock.now()).exists()


def test_ending_the_mission_closes_the_emergency_too(cast: Cast, as_user: AsUser) -> None:
    ines = professional(cast.ines, cast.ime)
    start_emergency(actor=ines, person_id=cast.lea.id, reason=REASON)
    end_mission(actor=ines, person_id=cast.lea.id, nobody_follows=True)
    url = reverse("pathways:synthesis", args=[cast.lea.id])
    assert as_user(cast.ines, cast.ime).get(url).status_code == 404


def test_joining_two_records_never_takes_one_from_a_third_organisation(
    cast: Cast, as_user: AsUser
) -> None:
    from passerelles.sharing.models import Party

    twin = make_person("Léa", "Marchand", cast.geiq, by=cast.claire)
    Party.objects.create(
        person=twin,
        organisation=cast.esat,
        role="accompanies",
        basis="mission",
        since=clock.now() - timedelta(days=3),
    )
    asked = AccessRequest.objects.create(
        requester=cast.geiq, requester_person=twin, holder=cast.ime, holder_person=cast.lea
    )
    make_agreement(cast.lea, cast.geiq)
    url = reverse("people:accept_request", kwargs={"request_id": asked.pk})
    answer = as_user(cast.ines, cast.ime).post(url)
    assert answer.status_code == 422
    assert "Atelier du Pont" not in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == "open"
    with acting_as(professional(cast.mona, cast.esat)):
        assert Person.objects.filter(pk=twin.pk).exists()


@pytest.fixture
def csapa(cast: Cast) -> Organisation:
    cast.cfa.kind, cast.cfa.name, cast.cfa.sensitive = "addiction", "CSAPA Zibeline", True
    cast.cfa.save()
    Membership.objects.filter(user=cast.paul).update(roles=[Role.DIRECTORY.value])
    return cast.cfa


def test_one_box_of_the_profile_does_not_show_what_the_settings_keep_hidden(
    cast: Cast, csapa: Organisation, as_user: AsUser
) -> None:
    form = {"version": csapa.version, "kind": "addiction", "name": csapa.name, "ess": "unknown"}
    answer = as_user(cast.paul, csapa).post("/organisation/fiche/presentation/", form)
    assert answer.status_code == 422
    csapa.refresh_from_db()
    assert csapa.sensitive
    kept = as_user(cast.paul, csapa).post(
        "/organisation/fiche/presentation/", {**form, "sensitive": "on", "description": "Bonjour"}
    )
    assert kept.status_code == 302


def test_a_dry_run_that_shows_known_persons_leaves_a_line_for_each(
    cast: Cast, tmp_path: Path
) -> None:
    from passerelles.exchanges.people_csv import run

    known = make_person("David", "Lecomte", cast.ime)
    alike = make_person("Nora", "Bensaid", cast.ime)
    unseen = make_person("Autre", "Personne", cast.ime)
    path = tmp_path / "personnes.csv"
    path.write_text(
        "Prénom;Nom;Né le;Tel\n"
        f"David;Lecomte;{known.birth_date:%d/%m/%Y};0601020304\n"
        f"Norah;Bensaid;{alike.birth_date:%d/%m/%Y};\n",
        encoding="utf-8",
    )
    karim = professional(cast.karim, cast.ime)
    with acting_as(karim):
        report = run(path, actor=karim, organisation_id=cast.ime.id)
    assert report.lines[0].changes
    assert report.lines[1].doubts
    listed = JournalEntry.objects.filter(event="sharing:record:listed")
    assert {line.person_id for line in listed} == {str(known.id), str(alike.id)}
    assert str(unseen.id) not in {line.person_id for line in listed}


def test_the_server_takes_no_request_that_fills_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    import waitress.server

    from passerelles.exchanges.people_csv.holding import MAX_BYTES
    from passerelles.ops import server

    asked: dict[str, Any] = {}

    class Enough(Exception):
        pass

    def create_server(application: Any, **options: Any) -> None:
        asked.update(options)
        raise Enough

    monkeypatch.setattr(waitress.server, "create_server", create_server)
    monkeypatch.setattr("signal.signal", lambda *_args: None)
    with pytest.raises(Enough):
        server.serve(host="127.0.0.1", port=0)
    assert MAX_BYTES < asked["max_request_body_size"] <= 2 * MAX_BYTES
