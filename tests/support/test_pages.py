"""Pages of the accompaniment: what each shows, to whom, in how many queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.minutes import set_rhythm
from passerelles.support.models import Appointment, Barrier, BarrierAction, FundingLine
from tests.cast import Cast, make_agreement, professional
from tests.support.scenes import appointment, educator, licence, mobility, yesterday
from tests.support.test_appointments import group

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
NOBODY = "00000000-0000-4000-8000-000000000000"


def page(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"support:{name}", args=[cast.lea.id, *args])


def without_token(response: Any) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())


def test_a_barrier_is_opened_from_what_was_told_then_lifted(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    form = client.get(page(cast, "open_barrier") + "?frein=mobility").content.decode()
    assert re.search(r'value="mobility"[^>]*selected', form)
    make_agreement(cast.lea, cast.geiq)  # without the sensitive volet: its codes are not offered
    outside = as_user(cast.claire, cast.geiq).get(page(cast, "open_barrier")).content.decode()
    assert 'value="addiction"' in form
    assert 'value="addiction"' not in outside
    client.post(
        page(cast, "open_barrier"),
        {"kind": "mobility", "weight": "heavy", "words": "Je rate le bus."},
    )
    barrier = Barrier.unscoped.get()
    text = client.get(page(cast, "barriers")).content.decode()
    for words in ("Mobilité", "Ça me gêne souvent", "Je rate le bus.", "Un frein présent."):
        assert words in text
    refused = client.post(
        page(cast, "move_barrier", barrier.id, "leve"),
        {"version": 1, "words": "", "on": clock.today().isoformat()},
    )
    assert refused.status_code == 422
    client.post(
        page(cast, "move_barrier", barrier.id, "leve"),
        {"version": 1, "words": "J’ai un vélo.", "on": clock.today().isoformat()},
    )
    text = client.get(page(cast, "barriers")).content.decode()
    assert "J’ai un vélo." in text
    assert "Aucun frein présent" in text


def test_what_was_typed_stays_when_it_is_refused(cast: Cast, as_user: AsUser) -> None:
    mobility(cast)
    client = as_user(cast.ines, cast.ime)
    response = client.post(
        page(cast, "open_barrier"), {"kind": "mobility", "words": "Le bus est loin."}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "déjà noté par votre équipe" in text
    assert "Le bus est loin." in text


def test_the_financing_of_the_licence_on_screen(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    licence(cast, barrier)
    client = as_user(cast.ines, cast.ime)
    line = FundingLine.objects.get(funder="department")
    done = client.post(
        page(cast, "answer_funding", barrier.id, line.id),
        {"version": 1, "state": "granted", "granted": "750,50", "on": clock.today().isoformat()},
    )
    assert done.status_code == 302
    line.refresh_from_db()
    assert line.granted == Decimal("750.50")
    text = client.get(page(cast, "barriers")).content.decode()
    assert "Il manque 599,50\u00a0€" in text
    assert "Auto-école sociale" in text
    plan = line.plan
    form = client.get(page(cast, "ask_funding", barrier.id, plan.id)).content.decode()
    assert "599,5" in form  # what is missing is proposed


def test_an_action_is_planned_then_done(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    client = as_user(cast.ines, cast.ime)
    client.post(
        page(cast, "add_action", barrier.id),
        {"kind": "training", "what": "Code de la route", "partner": "Auto-école", "hours": "1,5"},
    )
    action = BarrierAction.objects.get()
    assert action.hours == Decimal("1.5")
    client.post(
        page(cast, "finish_action", barrier.id, action.id),
        {"done_on": clock.today().isoformat(), "on_working_time": "yes", "result": "Code obtenu"},
    )
    text = client.get(page(cast, "barriers")).content.decode()
    assert "Code obtenu" in text
    assert "sur le temps de travail" in text


def test_a_sensitive_barrier_is_on_no_page_of_who_does_not_read_it(
    cast: Cast, as_user: AsUser
) -> None:
    make_agreement(cast.lea, cast.geiq)
    mobility(cast)
    client = as_user(cast.claire, cast.geiq)
    before = without_token(client.get(page(cast, "barriers")))
    hidden = open_barrier(
        actor=professional(cast.karim, cast.ime),
        person_id=cast.lea.id,
        kind="addiction",
        draft=BarrierDraft(words="Je joue."),
    )
    after = without_token(client.get(page(cast, "barriers")))
    assert after == before
    for name in ("edit_barrier", "add_action", "plan_funding"):
        assert client.get(page(cast, name, hidden.id)).status_code == 404
    assert "Je joue." in as_user(cast.karim, cast.ime).get(page(cast, "barriers")).content.decode()


def test_a_tripartite_review_missing_a_role_warns_at_once(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    own = f"{cast.ines.id}:{cast.ime.id}"
    typed = {
        "kind": "tripartite", "day": (clock.today() + timedelta(days=4)).isoformat(),
        "hour": "14:00", "length": "60", "counsellor": own, "on_working_time": "true",
    }  # fmt: skip
    text = client.post(page(cast, "plan_appointment"), typed, follow=True).content.decode()
    assert "il manque l’encadrant technique" in text
    assert Appointment.unscoped.get().on_working_time is True
    refused = client.post(page(cast, "plan_appointment"), typed | {"hour": "tard"})
    assert refused.status_code == 422
    assert "tard" in refused.content.decode()


def test_what_happened_is_told_voice_by_voice(cast: Cast, as_user: AsUser) -> None:
    row = appointment(cast, at=yesterday())
    client = as_user(cast.ines, cast.ime)
    assert "à raconter" in client.get(page(cast, "appointments")).content.decode()
    client.post(
        page(cast, "write_minutes", row.id),
        {
            "attendance_person": "present",
            "words_person": "Je suis prête.",
            "attendance_counsellor": "present",
            "text": "On prépare l’essai.",
            "version": 1,
        },
    )
    text = client.get(page(cast, "appointments")).content.decode()
    for words in ("Dit par la personne", "Je suis prête.", "On prépare l’essai."):
        assert words in text
    conflict = client.post(
        page(cast, "write_minutes", row.id), {"attendance_person": "absent", "version": 1}
    )
    assert conflict.status_code == 409


def test_the_group_sheet_is_the_team_s_and_a_path_shows_one_name(
    cast: Cast, as_user: AsUser
) -> None:
    first, _second = group(cast)
    make_agreement(cast.lea, cast.geiq)
    sheet = reverse("support:group", args=[first.group])
    client = as_user(cast.ines, cast.ime)
    assert "Noé T." in client.get(sheet).content.decode()
    partner = as_user(cast.claire, cast.geiq)
    assert partner.get(sheet).status_code == 404
    text = partner.get(page(cast, "appointments")).content.decode()
    assert "Atelier CV" in text
    assert "Noé" not in text
    answers = {"text": "On a relu les CV."}
    for row in Appointment.unscoped.all():
        answers |= {f"came_{row.id.hex}": "present", f"version_{row.id.hex}": "1"}
    assert client.post(sheet, answers).status_code == 302
    assert set(Appointment.unscoped.values_list("minutes", flat=True)) == {"On a relu les CV."}


def test_a_rhythm_asked_by_a_programme_and_its_alert(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    since = (clock.today() - timedelta(days=70)).isoformat()
    client.post(
        page(cast, "set_rhythm"), {"programme": "cdd_tremplin", "every_months": 6, "since": since}
    )
    text = client.get(page(cast, "appointments")).content.decode()
    assert "Un rendez-vous chaque mois" in text
    assert "Aucun rendez-vous du" in text


@pytest.mark.parametrize(
    "name", ["barriers", "open_barrier", "appointments", "plan_appointment", "set_rhythm"]
)
def test_a_stranger_gets_the_same_404(cast: Cast, as_user: AsUser, name: str) -> None:
    stranger = as_user(cast.zoe, cast.stranger)
    hidden = stranger.get(page(cast, name))
    absent = stranger.get(reverse(f"support:{name}", args=[NOBODY]))
    assert hidden.status_code == absent.status_code == 404
    assert without_token(hidden) == without_token(absent)


def test_a_stranger_reaches_nothing_that_hangs_from_a_record(cast: Cast, as_user: AsUser) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    line = plan.lines.first()
    assert line is not None
    row = appointment(cast)
    stranger = as_user(cast.zoe, cast.stranger)
    for name, args in (
        ("edit_barrier", [barrier.id]), ("add_action", [barrier.id]),
        ("plan_funding", [barrier.id]), ("ask_funding", [barrier.id, plan.id]),
        ("answer_funding", [barrier.id, line.id]), ("move_barrier", [barrier.id, "leve"]),
        ("move_appointment", [row.id]), ("cancel_appointment", [row.id]),
        ("write_minutes", [row.id]),
    ):  # fmt: skip
        assert stranger.post(page(cast, name, *args), {}).status_code == 404, name


def test_a_volet_not_agreed_says_so_and_nothing_more(cast: Cast, as_user: AsUser) -> None:
    from passerelles.sharing.rules.volets import Volet

    mobility(cast)
    appointment(cast, subject="Bilan d’essai")
    make_agreement(cast.lea, cast.cfa, Volet.IDENTITY, Volet.PROGRESS)
    client = as_user(cast.paul, cast.cfa)
    for name, secret in (("barriers", "Mobilité"), ("appointments", "Bilan d’essai")):
        text = client.get(page(cast, name)).content.decode()
        assert "Non partagé" in text
        assert secret not in text


@pytest.mark.parametrize("name", ["barriers", "appointments"])
def test_a_page_costs_no_more_with_more_on_it(cast: Cast, as_user: AsUser, name: str) -> None:
    licence(cast, mobility(cast))
    appointment(cast, at=yesterday())
    set_rhythm(actor=educator(cast), person_id=cast.lea.id, every_months=1, since=clock.today())
    client = as_user(cast.ines, cast.ime)
    client.get(page(cast, name))
    with CaptureQueriesContext(connection) as before:
        client.get(page(cast, name))
    for kind in ("housing", "debt", "digital"):
        barrier = open_barrier(
            actor=educator(cast), person_id=cast.lea.id, kind=kind, draft=BarrierDraft()
        )
        licence(cast, barrier)
        appointment(cast, at=yesterday())
    with CaptureQueriesContext(connection) as after:
        client.get(page(cast, name))
    assert len(after) == len(before)
    assert len(after) <= 32
