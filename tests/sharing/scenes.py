"""Shared scenes of the sharing tests: an adult, terms, a representative, a published partner."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from passerelles.kernel import clock
from passerelles.people.models import LegalRepresentative, Person
from passerelles.sharing.rules.terms import Terms
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import Cast, make_person

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 32


def adult(cast: Cast) -> Person:
    """David, of age, followed by the IME."""
    return make_person("David", "Noël", cast.ime, by=cast.ines, birth_date=date(1999, 5, 2))


def mother_of(cast: Cast, person: Person) -> LegalRepresentative:
    return LegalRepresentative.unscoped.create(
        person=person,
        organisation=cast.ime,
        author=cast.ines,
        volet=Volet.IDENTITY,
        kind="parent",
        name="Sylvie Marchand",
        link="sa mère",
        since=date(2009, 3, 14),
    )


def terms_for(
    cast: Cast,
    *volets: Volet,
    purpose: Purpose = Purpose.FOLLOW_UP,
    days: int = 200,
    **more: Any,
) -> Terms:
    more.setdefault("receiver_id", cast.geiq.id)
    return Terms(
        purpose=purpose,
        volets=frozenset(volets or {Volet.PATH, Volet.PROGRESS}),
        until=clock.today() + timedelta(days=days),
        **more,
    )


def publish(*organisations: Any) -> None:
    for organisation in organisations:
        organisation.published_at = clock.now()
        organisation.save()


def posted_terms(**changes: Any) -> dict[str, Any]:
    """What the browser sends with the terms of a proposal to a GEIQ."""
    until = clock.today() + timedelta(days=200)
    return {
        "purpose": "follow_up",
        "volets": ["path", "progress"],
        "until_day": str(until.day),
        "until_month": str(until.month),
        "until_year": str(until.year),
        "party_role": "employs",
        "giver": "person",
        "representative": "",
        "way": "witness",
    } | changes
