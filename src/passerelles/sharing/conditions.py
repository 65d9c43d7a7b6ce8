"""The decision for a professional, as one SQL condition written once.

Every query on people's data carries it, often twenty times in a page.  Built from ORM objects it
cost several milliseconds of Python each time, more than the query itself; written as text it
costs microseconds, and each test is one look into an index.  A property test holds it equal to
:func:`sharing.rules.decision.decide` on both databases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, UUIDField
from django.db.models.expressions import Combinable, Expression
from django.db.models.sql.compiler import SQLCompiler

from passerelles.sharing.rules.decision import Basis
from passerelles.sharing.rules.volets import Purpose, Volet

Sql = tuple[str, list[Any]]

_MISSION = """
SELECT {what} FROM sharing_party vp
 WHERE vp.organisation_id = %s AND vp.basis = %s{person}
   AND vp.since <= %s AND (vp.until IS NULL OR vp.until > %s)"""

_AGREED = """
SELECT {what} FROM sharing_agreement va
  JOIN sharing_agreementvolet vv ON vv.agreement_id = va.id
 WHERE va.receiver_id = %s{person}{volet}
   AND va.valid_from <= %s AND va.valid_until > %s
   AND (va.withdrawn_at IS NULL OR va.withdrawn_at > %s) AND va.purpose IN ({purposes})"""

_EMERGENCY = """
SELECT {what} FROM sharing_emergencyaccess ve
 WHERE ve.user_id = %s AND ve.organisation_id = %s{person}
   AND ve.ends_at > %s AND ve.started_at <= %s"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, at which moment, for which verb: what the condition depends on.

    ``in_emergency`` false: an emergency opens nothing (it never lets one write).
    """

    user_id: UUID
    organisation_id: UUID
    at: datetime
    purposes: tuple[Purpose, ...]
    reads_sensitive: bool
    in_emergency: bool


class _Condition(Expression):
    """A condition over some columns of the row, filled in by :meth:`_written`."""

    conditional = True
    output_field: Any = BooleanField()

    def __init__(self, reader: Reader, *columns: Combinable) -> None:
        super().__init__(output_field=BooleanField())
        self.reader = reader
        self.columns: list[Any] = list(columns)

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        names = [compiler.compile(column)[0] for column in self.columns]
        return self._written(_Values(self.reader, connection), *names)

    def _written(self, known: _Values, *names: str) -> Sql:
        raise NotImplementedError


class VisibleEntry(_Condition):
    """Entries of the actor's own mission, agreed to one volet at a time, or in an emergency."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader, F("person_id"), F("organisation_id"), F("volet"), F("shared"))

    def _written(self, known: _Values, *names: str) -> Sql:
        person, organisation, volet, shared = names
        own, theirs = f"{organisation} = %s", [known.organisation]
        mission, mission_values = known.mission("1", person)
        agreed, agreed_values = known.agreed("1", person, volet)
        grounds, values = f"EXISTS({agreed})", agreed_values
        if self.reader.in_emergency:
            emergency, emergency_values = known.emergency("1", person)
            grounds, values = f"{grounds} OR EXISTS({emergency})", values + emergency_values
        sql = f"(({own} AND EXISTS({mission})) OR (({own} OR {shared}) AND ({grounds})))"
        params = [*theirs, *mission_values, *theirs, *values]
        if not self.reader.reads_sensitive:
            sql, params = f"({sql} AND {volet} <> %s)", [*params, Volet.SENSITIVE.value]
        return sql, params


class VisiblePerson(_Condition):
    """Persons whose identity the actor may read: a list drives from there, not from everybody."""

    volet: str = Volet.IDENTITY.value

    def __init__(self, reader: Reader, person: str = "pk") -> None:
        super().__init__(reader, F(person))

    def _written(self, known: _Values, *names: str) -> Sql:
        mission, mission_values = known.mission("vp.person_id")
        agreed, agreed_values = known.agreed("va.person_id", asked=self.volet)
        emergency, emergency_values = known.emergency("ve.person_id")
        sql = known.one_of(names[0], f"{mission} UNION ALL {agreed} UNION ALL {emergency}")
        return sql, [*mission_values, *agreed_values, *emergency_values]


class ReachedPerson(VisiblePerson):
    """Persons of whom something at least is visible; says nothing of what."""

    volet = ""


class WritablePerson(VisiblePerson):
    """Persons about whom the actor may write a new entry in one volet: a group sheet offers them."""

    def __init__(self, reader: Reader, volet: Volet, person: str = "pk") -> None:
        super().__init__(reader, person)
        self.volet = volet.value

    def _written(self, known: _Values, *names: str) -> Sql:
        # An emergency never lets one write.
        mission, mission_values = known.mission("vp.person_id")
        agreed, agreed_values = known.agreed("va.person_id", asked=self.volet)
        sql = known.one_of(names[0], f"{mission} UNION ALL {agreed}")
        return sql, [*mission_values, *agreed_values]


class _Values:
    """The reader's values as one database wants them, and the three grounds in SQL."""

    def __init__(self, reader: Reader, connection: BaseDatabaseWrapper) -> None:
        self.vendor = connection.vendor
        identifier = UUIDField()
        self.user = identifier.get_db_prep_value(reader.user_id, connection)
        self.organisation = identifier.get_db_prep_value(reader.organisation_id, connection)
        self.at = connection.ops.adapt_datetimefield_value(reader.at)
        self.purposes = [purpose.value for purpose in reader.purposes]

    def one_of(self, name: str, rows: str) -> str:
        # An array is computed once and drives the index; PostgreSQL, not knowing how few rows
        # come out of a sub-select under row security, would read the whole table instead.
        return (
            f"{name} = ANY(ARRAY({rows}))" if self.vendor == "postgresql" else f"{name} IN ({rows})"
        )

    def mission(self, what: str, person: str = "") -> Sql:
        sql = _MISSION.format(what=what, person=_same("vp", person))
        return sql, [self.organisation, Basis.MISSION.value, self.at, self.at]

    def agreed(self, what: str, person: str = "", volet: str = "", asked: str = "") -> Sql:
        """``volet``: a column; ``asked``: a given volet; neither: any volet."""
        wanted = volet or ("%s" if asked else "")
        sql = _AGREED.format(
            what=what,
            person=_same("va", person),
            volet=f" AND vv.volet = {wanted}" if wanted else "",
            purposes=", ".join(["%s"] * len(self.purposes)),
        )
        given = [asked] if asked else []
        return sql, [self.organisation, *given, self.at, self.at, self.at, *self.purposes]

    def emergency(self, what: str, person: str = "") -> Sql:
        sql = _EMERGENCY.format(what=what, person=_same("ve", person))
        return sql, [self.user, self.organisation, self.at, self.at]


def _same(alias: str, person: str) -> str:
    return f" AND {alias}.person_id = {person}" if person else ""
