"""The second wall on PostgreSQL: it holds whatever SQL is sent, and a pool remembers nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from passerelles.kernel.actors import ANONYMOUS, acting_as, system_actor
from passerelles.pathways.models import Note
from passerelles.people.models import Person
from passerelles.sharing.models import PersonEntry
from passerelles.sharing.row_security import Wall
from tests.cast import Cast, make_agreement, make_person, person_actor, professional

postgresql_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="la sécurité par ligne n’existe que sur PostgreSQL"
)


@pytest.fixture(autouse=True)
def _closed_without_actor(settings: Any) -> None:
    settings.ROW_SECURITY_OPEN_WITHOUT_ACTOR = False


def _protected_tables() -> set[str]:
    """Tables every migration of every area has put behind the wall."""
    loader = MigrationLoader(None)
    operations = (one for row in loader.disk_migrations.values() for one in row.operations)
    return {operation.table for operation in operations if isinstance(operation, Wall)}


def test_every_table_about_a_person_is_behind_the_second_wall() -> None:
    entries = {m._meta.db_table for m in apps.get_models() if issubclass(m, PersonEntry)}
    assert entries <= _protected_tables()


def _two_people(cast: Cast) -> tuple[Person, Person]:
    with acting_as(system_actor("essai")):
        other = make_person("Noé", "Test", cast.stranger)
        for person, organisation in ((cast.lea, cast.ime), (other, cast.stranger)):
            Note.unscoped.create(
                person=person, organisation=organisation, volet="path", text="note", author=None
            )
    return cast.lea, other


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@postgresql_only
def test_raw_sql_shows_only_the_persons_the_organisation_is_linked_with(cast: Cast) -> None:
    _two_people(cast)
    with acting_as(professional(cast.ines, cast.ime)):
        assert _count("people_person") == 1
        assert _count("pathways_note") == 1
    with acting_as(professional(cast.claire, cast.geiq)):
        assert _count("people_person") == 0
    make_agreement(cast.lea, cast.geiq)
    with acting_as(professional(cast.claire, cast.geiq)):
        assert _count("people_person") == 1
    with acting_as(person_actor(cast.lea)):
        assert _count("pathways_note") == 1


@postgresql_only
def test_without_an_actor_or_for_nobody_no_row_comes_out(cast: Cast) -> None:
    _two_people(cast)
    assert _count("people_person") == 0
    with acting_as(ANONYMOUS):
        assert _count("people_person") == 0


@postgresql_only
def test_one_connection_shared_by_two_organisations_keeps_nothing_of_the_former(
    cast: Cast,
) -> None:
    lea, other = _two_people(cast)
    for _ in range(5):
        with acting_as(professional(cast.ines, cast.ime)):
            assert list(Person.unscoped.values_list("id", flat=True)) == [lea.id]
        with acting_as(professional(cast.zoe, cast.stranger)):
            assert list(Person.unscoped.values_list("id", flat=True)) == [other.id]


def _count_then_fail() -> None:
    with acting_as(system_actor("essai")), transaction.atomic():
        assert _count("people_person") == 2
        raise ZeroDivisionError


@postgresql_only
def test_an_error_inside_a_transaction_does_not_leave_the_scope_behind(cast: Cast) -> None:
    _lea, other = _two_people(cast)
    with pytest.raises(ZeroDivisionError):
        _count_then_fail()
    assert _count("people_person") == 0
    with acting_as(professional(cast.zoe, cast.stranger)):
        assert list(Person.unscoped.values_list("id", flat=True)) == [other.id]


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_each_query_carries_its_own_scope(transactional_db: None) -> None:
    from tests.cast import build_cast

    with acting_as(system_actor("essai")):
        cast = build_cast()
    with acting_as(professional(cast.ines, cast.ime)):
        assert _count("people_person") == 1
    assert _count("people_person") == 0
