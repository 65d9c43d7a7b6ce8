"""Identity without overwriting anybody; who signs, in plain sentences."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.people.models import LegalRepresentative
from passerelles.people.rules import representation
from passerelles.people.rules.representation import Act, Protection, Who
from tests.cast import Cast, make_agreement


def typed(cast: Cast, **changes: str) -> dict[str, str]:
    return {
        "first_name": "Léa",
        "last_name": "Marchand",
        "birth_date": "2009-03-14",
        "phone": "0601020304",
        "version": str(cast.lea.version),
        **changes,
    }


def test_an_identity_is_changed_and_a_stale_form_meets_a_conflict(cast: Cast, ines: Client) -> None:
    url = reverse("people:identity_edit", args=[cast.lea.id])
    assert ines.post(url, typed(cast, usage_name="Petit")).status_code == 302
    cast.lea.refresh_from_db()
    assert (cast.lea.usage_name, cast.lea.version) == ("Petit", 2)
    assert "petit" in cast.lea.folded_name
    page = ines.post(url, typed(cast, version="1", usage_name="Grand"))
    assert page.status_code == 409
    assert "Grand" in page.content.decode()
    cast.lea.refresh_from_db()
    assert cast.lea.usage_name == "Petit"


def test_a_refused_identity_keeps_what_was_typed(cast: Cast, ines: Client) -> None:
    url = reverse("people:identity_edit", args=[cast.lea.id])
    page = ines.post(url, typed(cast, last_name="", first_name="Léonie"))
    assert page.status_code == 422
    assert 'value="Léonie"' in page.content.decode()


def test_an_agreement_to_read_does_not_open_the_form(cast: Cast, as_user: Any) -> None:
    from passerelles.sharing.rules.volets import Purpose

    make_agreement(cast.lea, cast.geiq, purpose=Purpose.ORIENTATION)
    claire = as_user(cast.claire, cast.geiq)
    assert claire.get(reverse("people:identity", args=[cast.lea.id])).status_code == 200
    assert claire.get(reverse("people:identity_edit", args=[cast.lea.id])).status_code == 404


def test_a_representative_is_added_then_ended_and_stays_written(cast: Cast, ines: Client) -> None:
    today = clock.today()
    ines.post(
        reverse("people:representative_new", args=[cast.lea.id]),
        {"kind": "parent", "name": "Sylvie Marchand", "link": "sa mère", "since": "2009-03-14"},
    )
    item = LegalRepresentative.unscoped.get()
    url = reverse("people:representatives", args=[cast.lea.id])
    page = ines.get(url).content.decode()
    assert "Sylvie Marchand" in page
    assert "la personne et son représentant" in page
    end = reverse("people:representative_end", args=[cast.lea.id, item.id])
    page = ines.post(end, {"until": "2001-01-01"})
    assert page.status_code == 422
    assert ines.post(end, {"until": today.isoformat()}).status_code == 302
    assert LegalRepresentative.unscoped.get().until == today


def test_nobody_ends_the_representative_another_organisation_wrote(
    cast: Cast, ines: Client, as_user: Any
) -> None:
    ines.post(
        reverse("people:representative_new", args=[cast.lea.id]),
        {"kind": "parent", "name": "Sylvie Marchand", "since": "2009-03-14"},
    )
    item = LegalRepresentative.unscoped.get()
    make_agreement(cast.lea, cast.geiq)
    url = reverse("people:representative_end", args=[cast.lea.id, item.id])
    sent = as_user(cast.claire, cast.geiq).post(url, {"until": clock.today().isoformat()})
    assert sent.status_code == 404
    assert LegalRepresentative.unscoped.get().until is None


@pytest.mark.parametrize(
    ("age", "kinds", "expected"),
    [
        (17, [], Protection.MINOR),
        (18, ["parent"], Protection.NONE),
        (None, [], Protection.NONE),
        (None, ["parent"], Protection.MINOR),
        (30, ["curatelle", "tutelle"], Protection.TUTELLE),
        (30, ["curatelle_renforcee"], Protection.CURATELLE_RENFORCEE),
        (46, ["mandate"], Protection.MANDATE),
    ],
)
def test_the_standing_follows_age_and_measures(
    age: int | None, kinds: list[str], expected: Protection
) -> None:
    assert representation.protection_of(age, kinds) is expected


def test_every_standing_says_who_signs_every_act() -> None:
    table = representation._table()
    assert set(table) == set(Protection)
    for standing, acts in table.items():
        assert set(acts) == set(Act), standing
        assert all(line.sentence and line.article for line in acts.values())


def test_a_minor_signs_a_sharing_agreement_with_somebody_and_an_adult_alone() -> None:
    minor = representation.signature(Act.SHARING_AGREEMENT, age=17, representatives=["parent"])
    adult = representation.signature(Act.SHARING_AGREEMENT, age=18)
    assert (minor.who, minor.needs_representative, minor.needs_person) == (Who.BOTH, True, True)
    assert (adult.who, adult.needs_representative) == (Who.PERSON, False)
    assert representation.needs_representative_recorded(17, [])
    assert not representation.needs_representative_recorded(17, ["parent"])
    assert not representation.needs_representative_recorded(18, [])


def test_a_measure_holds_from_its_first_to_its_last_day_included() -> None:
    today = clock.today()
    item = LegalRepresentative(since=today, until=today)
    assert item.is_in_force(today)
    assert not item.is_in_force(today - timedelta(days=1))
    assert not item.is_in_force(today + timedelta(days=1))
