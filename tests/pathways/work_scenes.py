"""Scenes of work: Sami works at the ESAT, with what the law reads of him already told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.pathways.actions.paths import PathDraft, start_path
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from passerelles.pathways.models import Path, WorkSituation
from passerelles.people.models import Person, Situation
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_person, professional


def day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def sami(cast: Cast, **fields: Any) -> Person:
    """A grown-up whose record the ESAT holds."""
    fields.setdefault("birth_date", date(1995, 5, 2))
    return make_person("Sami", "Haddad", cast.esat, by=cast.mona, **fields)


def mona(cast: Cast) -> Actor:
    return professional(cast.mona, cast.esat)


def holds(person: Person, kind: str, state: str = "obtained", **fields: Any) -> Situation:
    """A situation written by the organisation that holds the record."""
    situation: Situation = Situation.unscoped.create(
        person=person,
        organisation=person.created_for,
        author=person.created_by,
        author_name="Mona P.",
        kind=kind,
        state=state,
        state_on=fields.pop("state_on", day(-400)),
        volet=fields.pop("volet", Volet.SITUATION),
        **fields,
    )
    return situation


def path_of(cast: Cast, person: Person) -> Path:
    return start_path(
        actor=mona(cast), person_id=person.id, draft=PathDraft("Vers l’emploi", day(-200), None)
    )


def esat_contract(cast: Cast, **changes: Any) -> WorkDraft:
    values: dict[str, Any] = {
        "kind": "cat",
        "start": day(-900),
        "weekly_hours": Decimal("17.5"),
        "employer": PlaceDraft(cast.esat.id),
    }
    return WorkDraft(**{**values, **changes})


def works_at_the_esat(cast: Cast, person: Person, **changes: Any) -> WorkSituation:
    path = Path.unscoped.filter(person=person).first()
    return open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=esat_contract(cast, **changes),
        path_id=path.id if path else None,
    )


def pmsmp(cast: Cast, start: date, end: date, **changes: Any) -> WorkDraft:
    values: dict[str, Any] = {
        "kind": "pmsmp",
        "start": start,
        "end": end,
        "host": PlaceDraft(cast.company.id),
        "prescriber": PlaceDraft(name="France Travail", kind="france_travail"),
        "details": {"act.purposes": ["discover"]},
    }
    return WorkDraft(**{**values, **changes})
