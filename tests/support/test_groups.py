"""Several persons at one meeting, or at one act: nowhere does one of them meet another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.support.actions.acts import write_group_act
from passerelles.support.actions.calendars import open_feed
from passerelles.support.models import Appointment
from passerelles.support.rules.acts import ActKind
from tests.cast import Cast, make_agreement, person_actor
from tests.myspace.own_space import enter
from tests.support.scenes import educator
from tests.support.test_acts import draft
from tests.support.test_appointments import group

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def together(cast: Cast) -> tuple[str, str, str]:
    """Léa and Noé at one meeting and one act; what would tell Léa of Noé."""
    group(cast, starts_at=clock.now() + timedelta(days=1))
    other = Appointment.unscoped.exclude(person=cast.lea).get().person
    write_group_act(
        actor=educator(cast),
        person_ids=[cast.lea.id, other.id],
        draft=draft(kind=ActKind.COLLECTIVE_GAME),
    )
    return other.first_name, other.last_name, str(other.id)


def test_the_person_s_own_pages_never_name_the_others(cast: Cast) -> None:
    secrets = together(cast)
    client = enter(cast, cast.lea, by="ines")
    for name in ("my_appointments", "my_acts", "my_commitments"):
        text = client.get(reverse(f"support:{name}")).content.decode()
        assert not [secret for secret in secrets if secret in text], name
    for address in ("/mon-espace/", "/mon-espace/parcours/"):
        text = client.get(address).content.decode()
        assert not [secret for secret in secrets if secret in text], address
    sheet = Appointment.unscoped.filter(person=cast.lea).get().group
    assert client.get(reverse("support:group", args=[sheet])).status_code in {302, 404}


def test_the_record_of_one_never_names_the_others_to_a_partner(cast: Cast, as_user: AsUser) -> None:
    secrets = together(cast)
    make_agreement(cast.lea, cast.geiq)
    partner = as_user(cast.claire, cast.geiq)
    for name in ("appointments", "acts"):
        text = partner.get(reverse(f"support:{name}", args=[cast.lea.id])).content.decode()
        assert not [secret for secret in secrets if secret in text], name
    agenda = partner.get("/agenda/?vue=mois&qui=equipe").content.decode()
    assert not [secret for secret in secrets if secret in agenda]
    sheet = Appointment.unscoped.filter(person=cast.lea).get().group
    assert partner.get(reverse("support:group", args=[sheet])).status_code == 404


def test_neither_the_calendar_nor_the_journal_tells(cast: Cast, client: Client) -> None:
    secrets = together(cast)
    feed = open_feed(actor=educator(cast))
    text = client.get(reverse("support:calendar", args=[feed])).content.decode()
    assert not [secret for secret in (*secrets, "Léa", str(cast.lea.id)) if secret in text]
    lines = JournalEntry.objects.filter(person_id=str(cast.lea.id), event__startswith="support:")
    assert lines.exists()
    for line in lines:
        told = str(line.details)
        assert not [secret for secret in secrets if secret in told]


def test_a_participant_reaches_no_row_of_another(cast: Cast) -> None:
    together(cast)
    other = Appointment.unscoped.exclude(person=cast.lea).get()
    with acting_as(person_actor(cast.lea)):
        assert not Appointment.objects.filter(pk=other.pk).exists()
