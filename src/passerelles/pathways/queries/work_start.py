"""Where a new situation starts from: the kinds offered, and what is already known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import current_actor
from passerelles.kernel.calendar import last_day
from passerelles.law.parameters import UnknownParameter
from passerelles.law.question_words import NoWords, group_of_work, groups_of_work
from passerelles.law.work_kinds import WorkFamily, WorkKind, work_kinds
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import ProgrammeEnrolment, Stage, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import work_lines
from passerelles.pathways.queries.work_judged import already_judged
from passerelles.pathways.queries.work_places import CHOSEN_STAGE, stage_seen
from passerelles.pathways.queries.work_programmes import Enrolled, enrolled_in
from passerelles.pathways.rules.stages import PathState, StageKind, StageState
from passerelles.pathways.rules.work import (
    WorkState,
    asks_employer,
    asks_host,
    kinds_of_stage,
)
from passerelles.rulebook.queries.overrides import book_for


def kinds_offered(eyes: Eyes, stage: str) -> list[tuple[str, list[WorkKind]]]:
    """Kinds in force under the words of their group; those of a chosen stage first."""
    today = clock.today()
    own = _own_kind()
    found = [
        kind
        for kind in work_kinds().values()
        # What is called otherwise in the reader's own structure is offered under that name only.
        if (kind.in_force(today) or kind.closes == "warn") and own not in kind.elsewhere
    ]
    groups = [(title, [k for k in found if _group(k) == title]) for title in groups_of_work()]
    chosen = stage_seen(eyes, stage) if stage else None
    if chosen is not None:
        codes = kinds_of_stage(StageKind(chosen.kind))
        fitting = [kind for kind in found if kind.code in codes]
        title = _("Pour l’étape « %(title)s »") % {"title": chosen.title}
        groups.insert(0, (title, fitting))
    return [(title, kinds) for title, kinds in groups if kinds]


def stages_to_start(eyes: Eyes) -> list[Stage]:
    """Stages still to prepare that a work situation could be: what is known of them comes along."""
    rows = eyes.entries(Stage).filter(state=StageState.PLANNED, path__state=PathState.ACTIVE)
    return [stage for stage in rows if kinds_of_stage(StageKind(stage.kind))]


def _group(kind: WorkKind) -> str:
    try:
        return group_of_work(kind.code)
    except NoWords:
        return groups_of_work()[-1]


@dataclass(frozen=True, slots=True)
class Start:
    """Initial values of the form, the situation it renews, the usual length of a first one."""

    initial: dict[str, Any] = field(default_factory=dict)
    renews: WorkSituation | None = None
    months: int | None = None


def prefilled(eyes: Eyes, kind: WorkKind, asked: Mapping[str, str]) -> Start:
    """From the address (a stage, a situation to renew, an exit), then from the record."""
    lines = [line.situation for line in work_lines(eyes)]
    renewed = _named(lines, asked.get("renouvelle", ""))
    if renewed is not None and renewed.kind == kind.code:
        return Start(_again(renewed), renewed)
    initial: dict[str, Any] = {}
    stage = stage_seen(eyes, asked.get("etape", ""))
    if stage is not None:
        initial["stands"] = f"{CHOSEN_STAGE}:{stage.id}"
        initial["start"] = stage.target_on or stage.started_on
        if stage.place_id:
            initial["host" if asks_host(kind) else "employer"] = str(stage.place_id)
    if day := _day(asked.get("debut", "")):
        initial["start"] = day
    if programme := _programme(eyes, kind, asked.get("programme", "")):
        initial["act.programme"] = programme.code
        if kind.months_advised and not any(one.kind == kind.code for one in lines):
            initial.setdefault("start", programme.start)
    initial |= already_judged(eyes.access.person.id, kind)
    employer = _employer(eyes, kind, lines)
    if employer and asks_employer(kind):
        initial.setdefault("employer", employer)
    months = _months_advised(kind, lines)
    if months and initial.get("start"):
        initial["end"] = last_day(initial["start"], months)
    return Start(initial, months=months)


def _months_advised(kind: WorkKind, known: list[WorkSituation]) -> int | None:
    """For a first contract of the kind only, as the organisation's own values say."""
    if not kind.months_advised or any(one.kind == kind.code for one in known):
        return None
    book = book_for(current_actor().organisation_id)
    try:
        return book.at(kind.months_advised, clock.today()).whole
    except UnknownParameter:
        return None


def _programme(eyes: Eyes, kind: WorkKind, asked: str) -> Enrolled | None:
    """The programme the person stands in now and whose steps suit such a contract."""
    rows = (
        eyes.entries(ProgrammeEnrolment)
        .filter(left_on=None)
        .select_related("own_version__programme")
    )
    fitting = [row for row in rows if _suits(row, kind)]
    chosen = [row for row in fitting if row.programme == asked] or fitting
    return enrolled_in(chosen[:1])[0] if chosen else None


def _suits(row: ProgrammeEnrolment, kind: WorkKind) -> bool:
    return any(kind.code in phase.contracts for phase in row.rules.phases)


def _named(situations: list[WorkSituation], key: str) -> WorkSituation | None:
    return next((one for one in situations if key and str(one.id) == key), None)


def _again(before: WorkSituation) -> dict[str, Any]:
    """The next agreement of an immersion: the same job, objective and places, the day after."""
    known: dict[str, Any] = {k: v for k, v in before.details.items() if k != "act.signed_on"}
    known |= {"job": before.job, "objective": before.objective}
    for role in ("employer", "host", "prescriber"):
        known[role] = str(getattr(before, f"{role}_id") or "")
        known[f"{role}_name"] = getattr(before, f"{role}_name")
        if not known[role]:
            known[f"{role}_kind"] = getattr(before, f"{role}_kind")
    last = before.ended_on or before.end
    if last is not None:
        known["start"] = last + timedelta(days=1)
    if before.stage_id:
        known["stands"] = f"{CHOSEN_STAGE}:{before.stage_id}"
    return known


def _employer(eyes: Eyes, kind: WorkKind, situations: list[WorkSituation]) -> str:
    """Who employs already, for an assignment; else the reader's own place when it may."""
    going_on = (WorkState.ONGOING, WorkState.SUSPENDED)
    if kind.family is WorkFamily.ASSIGNMENT:
        for one in situations:
            fits = not kind.employers or one.employer_kind in kind.employers
            if one.state in going_on and one.employer_id and fits:
                return str(one.employer_id)
    own = current_actor().organisation_id
    return str(own) if _own_kind() in kind.employers else ""


def _own_kind() -> str:
    """What sort of structure the reader works for."""
    own = current_actor().organisation_id
    place = Organisation.objects.filter(pk=own).first() if own else None
    return place.kind if place is not None else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
