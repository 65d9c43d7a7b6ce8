"""Who follows a person here, as one SQL condition written once.

The list puts it on a dozen questions: built from ORM objects it cost more than the questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, UUIDField
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from passerelles.pathways.rules.stages import PathState

_LED = """EXISTS(SELECT 1 FROM pathways_path wp JOIN pathways_referent wr ON wr.path_id = wp.id
 WHERE wp.person_id = {person} AND wp.state = %s AND wr.until IS NULL
   AND wr.organisation_id = %s{by})"""
_OBSERVED = """EXISTS(SELECT 1 FROM pathways_progresspoint wo
 WHERE wo.person_id = {person} AND wo.author_id = %s AND wo.organisation_id = %s)"""


@dataclass(frozen=True, slots=True)
class Follower:
    """``observes``: a workshop supervisor is no referent, the persons they observe are theirs."""

    user_id: UUID
    organisation_id: UUID
    observes: bool


class FollowedBy(Expression):
    """Rows of the persons the follower leads, and of those no colleague leads.

    What nobody in particular follows is everybody's: nothing falls between two lists.
    """

    conditional = True
    output_field: Any = BooleanField()

    def __init__(self, follower: Follower, person: str) -> None:
        super().__init__(output_field=BooleanField())
        self.follower = follower
        self.person: Any = F(person)

    def get_source_expressions(self) -> list[Any]:
        return [self.person]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.person,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        name = compiler.compile(self.person)[0]
        field, follower = UUIDField(), self.follower
        user = field.get_db_prep_value(follower.user_id, connection)
        ours = field.get_db_prep_value(follower.organisation_id, connection)
        mine = _LED.format(person=name, by=" AND wr.user_id = %s")
        anybody = _LED.format(person=name, by="")
        active = PathState.ACTIVE.value
        sql, params = f"{mine} OR NOT {anybody}", [active, ours, user, active, ours]
        if follower.observes:
            sql, params = f"{sql} OR {_OBSERVED.format(person=name)}", [*params, user, ours]
        return f"({sql})", params
