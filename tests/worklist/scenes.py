"""A full morning: sixty persons followed by one worker, each with things that wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.busy import Sower, sow, write

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import NextStep, Path, Referent
from passerelles.people.models import Person
from passerelles.sharing.models import Party
from tests.cast import Cast


def follow(count: int, organisation: Organisation, user: User) -> list[Person]:
    """Persons of the organisation's own mission, whose path the user leads."""
    now = clock.now()
    people = [
        Person(
            first_name=f"Camille{number}", last_name="Essai", folded_name=f"camille{number} essai",
            created_for=organisation, created_by=user,
        )
        for number in range(count)
    ]  # fmt: skip
    Person.unscoped.bulk_create(people)
    Party.objects.bulk_create(
        Party(
            person=person, organisation=organisation, role="origin", basis="mission",
            since=now - days(300),
        )
        for person in people
    )  # fmt: skip
    signed: dict[str, Any] = {"organisation": organisation, "author": user, "volet": "path"}
    paths = [
        Path(
            person=person, origin=organisation, title="Vers l’emploi",
            started_on=(now - days(200)).date(), **signed,
        )
        for person in people
    ]  # fmt: skip
    Path.unscoped.bulk_create(paths)
    Referent.objects.bulk_create(
        Referent(path=path, user=user, organisation=organisation) for path in paths
    )
    NextStep.unscoped.bulk_create(
        NextStep(
            person=path.person, path=path, what="Appeler la mission locale",
            owner_user=user, owner_organisation=organisation, due_at=now + days(rank % 9 - 4),
            **signed,
        )
        for rank, path in enumerate(paths[::2])
    )  # fmt: skip
    return people


def days(number: int) -> timedelta:
    return timedelta(days=number)


def busy_morning(cast: Cast, count: int = 60) -> list[Person]:
    """Sixty persons of the IME, followed by Inès."""
    return busy_lives(cast.ime, cast.ines, count)


def busy_lives(organisation: Organisation, user: User, count: int) -> list[Person]:
    people = follow(count, organisation, user)
    sower = Sower(organisation.id, user.id, clock.now())
    sow(sower, [person.id for person in people])
    write([sower])
    return people
