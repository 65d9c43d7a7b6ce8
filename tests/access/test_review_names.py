"""Holes a review looked for: what one page tells through another volet, name, log or search."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import Path, ProgressAxis, ProgressPoint, Stage
from passerelles.sharing.models import EmergencyAccess
from passerelles.sharing.policy import facts
from passerelles.sharing.queries import person_log
from passerelles.sharing.queries.receivers import search_receivers
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, person_actor, professional

AsUser = Callable[..., Client]


def hidden_service(cast: Cast) -> Organisation:
    """The CFA becomes a service whose very name tells something, at Léa's side."""
    cast.cfa.name, cast.cfa.sensitive = "CSAPA du Val", True
    cast.cfa.neutral_label = "service partenaire"
    cast.cfa.save()
    make_agreement(cast.lea, cast.cfa)
    return cast.cfa


def stage_at(cast: Cast, title: str, **fields: Any) -> Stage:
    path = Path.unscoped.create(
        person=cast.lea,
        organisation=cast.ime,
        origin=cast.ime,
        volet=Volet.PATH,
        title="Vers la propreté",
        started_on=clock.today(),
    )
    stage: Stage = Stage.unscoped.create(
        person=cast.lea,
        organisation=cast.ime,
        volet=Volet.PATH,
        path=path,
        kind="immersion",
        title=title,
        state="ongoing",
        **fields,
    )
    return stage


def point_on(cast: Cast, stage: Stage, **fields: Any) -> ProgressPoint:
    point: ProgressPoint = ProgressPoint.unscoped.create(
        person=cast.lea,
        organisation=cast.ime,
        volet=Volet.PROGRESS,
        axis=ProgressAxis.objects.first(),
        level=2,
        stage=stage,
        **fields,
    )
    return point


def test_progress_alone_does_not_tell_the_stages_of_a_path_not_shared(
    cast: Cast, as_user: AsUser
) -> None:
    point_on(cast, stage_at(cast, "Stage à la blanchisserie"))
    url = f"/dossier/{cast.lea.id}/progres/"
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PROGRESS)
    narrow = as_user(cast.claire, cast.geiq).get(url).content.decode()
    assert "IME Les Tilleuls" in narrow
    assert "blanchisserie" not in narrow
    make_agreement(cast.lea, cast.esat, Volet.IDENTITY, Volet.PROGRESS, Volet.PATH)
    assert "blanchisserie" in as_user(cast.mona, cast.esat).get(url).content.decode()


def test_progress_does_not_tell_a_stage_kept_by_a_team(cast: Cast, as_user: AsUser) -> None:
    point_on(cast, stage_at(cast, "Stage à la blanchisserie", shared=False))
    make_agreement(cast.lea, cast.geiq)
    url = f"/dossier/{cast.lea.id}/progres/"
    assert "blanchisserie" not in as_user(cast.claire, cast.geiq).get(url).content.decode()
    assert "blanchisserie" in as_user(cast.ines, cast.ime).get(url).content.decode()


def test_correcting_an_observation_kept_by_the_team_does_not_share_it(cast: Cast) -> None:
    from passerelles.pathways.actions.progress import correct_observation

    point = point_on(cast, stage_at(cast, "Stage"), shared=False)
    ines = professional(cast.ines, cast.ime)
    with acting_as(ines):
        right = correct_observation(
            actor=ines, person_id=cast.lea.id, point_id=point.id, level=3, comment="mieux"
        )
    assert not right.shared


def test_a_preview_does_not_tell_the_name_its_receiver_alone_knows(
    cast: Cast, as_user: AsUser
) -> None:
    service = hidden_service(cast)
    stage_at(cast, "Étape", place=service)
    page = as_user(cast.ines, cast.ime).get(
        f"/dossier/{cast.lea.id}/apercu/",
        {"organisation": str(service.id), "volets": "identity,path,progress"},
    )
    assert page.status_code == 200
    assert "CSAPA" not in page.content.decode()


def test_the_person_s_own_preview_keeps_the_neutral_name(cast: Cast) -> None:
    from passerelles.pathways.queries.eyes import proposed_eyes
    from passerelles.sharing.policy import open_record

    service = hidden_service(cast)
    lea = person_actor(cast.lea)
    with acting_as(lea):
        eyes = proposed_eyes(open_record(lea, cast.lea.id), tuple(Volet), service.id)
        assert eyes.name(service) == "service partenaire"


@pytest.mark.parametrize("typed", ["CSAPA", "csapa du val", "du val"])
def test_looking_for_a_receiver_does_not_confirm_a_hidden_name(cast: Cast, typed: str) -> None:
    service = hidden_service(cast)
    ines = professional(cast.ines, cast.ime)
    with acting_as(ines):
        assert service not in search_receivers(ines, facts(cast.lea.id), typed)
        assert service in search_receivers(ines, facts(cast.lea.id), "service parten")
    paul = professional(cast.paul, cast.cfa)
    with acting_as(paul):
        assert service in search_receivers(paul, facts(cast.lea.id), typed)


def test_the_reason_of_an_emergency_is_not_read_by_another_partner(
    cast: Cast, as_user: AsUser
) -> None:
    from passerelles.sharing.actions import start_emergency

    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)
    start_emergency(
        actor=professional(cast.ines, cast.ime),
        person_id=cast.lea.id,
        reason="Crise au foyer, elle a avalé des médicaments",
    )
    assert EmergencyAccess.objects.count() == 1
    url = f"/dossier/{cast.lea.id}/lectures/"
    partner = as_user(cast.claire, cast.geiq).get(url).content.decode()
    assert "en urgence" in partner
    assert "médicaments" not in partner
    assert "médicaments" in as_user(cast.ines, cast.ime).get(url).content.decode()
    assert "médicaments" in str(person_log(person_actor(cast.lea)))


def test_a_wrong_code_does_not_leave_the_link_in_the_log(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    from passerelles.ops.logs import ScrubRequest

    caplog.handler.addFilter(ScrubRequest())
    with caplog.at_level(logging.WARNING):
        client = Client()
        assert client.post("/lien/jeton-secret-42/", {"code": "000000"}).status_code == 422
        assert client.get("/invitation/jeton-secret-42/").status_code == 404
        assert client.get("/nulle-part/jeton-secret-42/").status_code == 404
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert "/lien/<str:token>/" in told
    assert "jeton-secret-42" not in told


def test_a_narrow_partner_does_not_hand_itself_a_wider_link(cast: Cast, as_user: AsUser) -> None:
    from passerelles.kernel.errors import Hidden
    from passerelles.sharing.actions import create_guest_link, renew_guest_code
    from passerelles.sharing.rules.volets import Purpose

    wide = make_agreement(cast.lea, cast.company, purpose=Purpose.PLACEMENT)
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH, purpose=Purpose.ORIENTATION)
    claire, ines = professional(cast.claire, cast.geiq), professional(cast.ines, cast.ime)
    until = clock.today() + timedelta(days=5)
    with pytest.raises(Hidden):
        create_guest_link(actor=claire, agreement_id=wide.id, holder_name="Moi-même", until=until)
    given = create_guest_link(
        actor=ines, agreement_id=wide.id, holder_name="Sonia Tutrice", until=until
    )
    with pytest.raises(Hidden):
        renew_guest_code(actor=claire, link_id=given.link.id)
    client = as_user(cast.claire, cast.geiq)
    page = f"/dossier/{cast.lea.id}/partage/accord/{wide.id}/lien/"
    assert client.get(page).status_code == 404
    overview = client.get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert page not in overview
    assert "Nouveau code" not in overview


def test_a_partner_that_reads_as_much_hands_the_link(cast: Cast, as_user: AsUser) -> None:
    from passerelles.sharing.actions import create_guest_link, renew_guest_code
    from passerelles.sharing.rules.volets import Purpose

    placement = make_agreement(
        cast.lea, cast.company, Volet.IDENTITY, Volet.PROGRESS, purpose=Purpose.PLACEMENT
    )
    make_agreement(cast.lea, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    given = create_guest_link(
        actor=claire, agreement_id=placement.id, holder_name="Sonia Tutrice", until=clock.today()
    )
    assert renew_guest_code(actor=claire, link_id=given.link.id).code
    page = f"/dossier/{cast.lea.id}/partage/accord/{placement.id}/lien/"
    assert as_user(cast.claire, cast.geiq).get(page).status_code == 200
