"""Duties of programmes done by what the record keeps anyway: read from it, never written twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from passerelles.law.acts.programmes import DutyDone
from passerelles.law.programmes.model import MetBy
from passerelles.pathways.held_days import HeldDays, held_days
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.rules.enrolments import duties_met


def met_duties(rows: Collection[ProgrammeEnrolment]) -> Mapping[UUID, tuple[DutyDone, ...]]:
    """By enrolment, as far as the actor in scope may read; one question for each sort of thing."""
    wanted = met_asked(rows)
    found = {met_by: held_days(met_by, people) for met_by, people in wanted.items()}
    return met_by_enrolment(rows, found)


def met_asked(rows: Collection[ProgrammeEnrolment]) -> dict[MetBy, set[UUID]]:
    """Of whom each sort of thing is asked: nobody when no programme counts it."""
    wanted: dict[MetBy, set[UUID]] = defaultdict(set)
    for row in rows:
        for duty in row.rules.duties:
            if duty.met_by is not None:
                wanted[duty.met_by].add(row.person_id)
    return wanted


def met_by_enrolment(
    rows: Collection[ProgrammeEnrolment], found: Mapping[MetBy, HeldDays]
) -> Mapping[UUID, tuple[DutyDone, ...]]:
    """Only what took place with the organisation that runs the enrolment counts for it."""
    done = {}
    for row in rows:
        where = (row.person_id, row.organisation_id)
        held = {met_by: days.get(where, ()) for met_by, days in found.items()}
        done[row.pk] = duties_met(row.rules, held, row.entered_on, row.left_on)
    return done
