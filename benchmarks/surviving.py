"""What is left in the database after a stop: every acknowledged write, and nothing by halves.

Read from outside the server, once it is dead: rows, their history and their line of journal.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from benchmarks.hammering import MARK, MARKED_DAYS, PROGRAMME, ROLES, What, Write

Keys = dict[What, set[str]]


@dataclass
class Left:
    """What was found: keys whole (row, history, journal), and what is not whole, in words."""

    whole: Keys = field(default_factory=dict)
    halves: list[str] = field(default_factory=list)

    def lost(self, writes: Iterable[Write]) -> list[Write]:
        return [w for w in writes if w.acknowledged and w.key not in self.whole[w.what]]

    def kept_unsaid(self, writes: Iterable[Write]) -> int:
        """Writes found whole although the cut came before their answer."""
        return sum(not w.acknowledged and w.key in self.whole[w.what] for w in writes)


@dataclass
class Journalled:
    """Identifiers named by the lines of the journal written since the measure began."""

    by_event: dict[str, Counter[str]]

    def of(self, event: Any) -> Counter[str]:
        return self.by_event.get(event.tag, Counter())


def last_line() -> int:
    from passerelles.journal.models import JournalEntry

    line = JournalEntry.objects.order_by("-id").first()
    return line.id if line else 0


def look(since: int) -> Left:
    """Everything the hands wrote, as the database holds it now."""
    from passerelles.kernel.actors import acting_as, system_actor

    left = Left()
    journal = _journal(since)
    with acting_as(system_actor("mesure d’un arrêt brutal")):
        _notes(left, journal)
        _work(left, journal)
        _appointments(left, journal)
        _papers(left, journal)
        _programmes(left, journal)
    return left


def _journal(since: int) -> Journalled:
    from passerelles.journal.models import JournalEntry

    by_event: dict[str, Counter[str]] = {}
    lines = JournalEntry.objects.filter(id__gt=since).values_list("event", "details")
    for event, details in lines:
        named = [str(details[key]) for key in _NAMED if key in details]
        if "role" in details:
            named = [f"{named[0]}:{details['role']}"]
        elif details.get("event"):
            named = [f"{named[0]}:{details['event']}"]
        by_event.setdefault(event, Counter()).update(named)
    return Journalled(by_event)


_NAMED = ("note", "work", "stage", "appointment", "paper", "enrolment")


def _same(left: Left, what: What, rows: set[str], lines: Counter[str], *, all_lines: bool) -> None:
    """Each row has exactly one line; each line has its row when nobody else writes such lines."""
    for key in rows:
        if lines[key] != 1:
            left.halves.append(f"{what} {key} : {lines[key]} ligne(s) de journal")
    for key in set(lines) - rows if all_lines else ():
        left.halves.append(f"{what} {key} : une ligne de journal sans la ligne écrite")


def _notes(left: Left, journal: Journalled) -> None:
    from passerelles.pathways.events import NOTE_WRITTEN
    from passerelles.pathways.models import Note

    rows = {str(n.id): n.text for n in Note.unscoped.filter(text__startswith=MARK)}
    _same(left, What.NOTE, set(rows), journal.of(NOTE_WRITTEN), all_lines=True)
    left.whole[What.NOTE] = set(rows.values())


def _work(left: Left, journal: Journalled) -> None:
    from passerelles.pathways.events import STAGE_ADDED, WORK_OPENED
    from passerelles.pathways.models import WorkSituation

    rows = WorkSituation.unscoped.filter(host_name__startswith=MARK)
    for row in rows.prefetch_related("changes"):
        lines = [(change.number, change.event) for change in row.changes.all()]
        if lines != [(1, "opened")]:
            left.halves.append(f"situation {row.id} : histoire {lines}")
        if row.path_id and not row.stage_id:
            left.halves.append(f"situation {row.id} : sans son étape")
    ids = {str(row.id) for row in rows}
    _same(left, What.WORK, ids, journal.of(WORK_OPENED), all_lines=True)
    _stages(left, journal.of(STAGE_ADDED))
    left.whole[What.WORK] = {row.host_name for row in rows}


def _stages(left: Left, lines: Counter[str]) -> None:
    """A stage that nothing fills would be what a cut action leaves behind."""
    from passerelles.pathways.models import Stage

    filled = Stage.unscoped.filter(pk__in=list(lines)).exclude(work_situations=None)
    empty = set(lines) - {str(stage.id) for stage in filled}
    left.halves += [f"étape {stage} : sans sa situation" for stage in sorted(empty)]


def _appointments(left: Left, journal: Journalled) -> None:
    from passerelles.support.events import APPOINTMENT_CHANGED, APPOINTMENT_PLANNED
    from passerelles.support.models import Appointment

    rows = Appointment.unscoped.filter(subject__startswith=MARK).prefetch_related(
        "changes", "seats"
    )
    reminded = _reminders()
    held = {}
    for row in rows:
        events = [change.event for change in row.changes.all()]
        wanted = ["planned", "held"] if row.state == "held" else ["planned"]
        if events != wanted:
            left.halves.append(f"rendez-vous {row.id} : histoire {events}")
        if {seat.role for seat in row.seats.all()} != {"person", "tutor"}:
            left.halves.append(f"rendez-vous {row.id} : places incomplètes")
        if row.starts_at > row.recorded_at and reminded[str(row.id)] != 1:
            left.halves.append(f"rendez-vous {row.id} : {reminded[str(row.id)]} rappel(s)")
        if row.state == "held":
            held[str(row.id)] = row.subject
            if row.minutes != row.subject or any(
                s.attendance == "expected" for s in row.seats.all()
            ):
                left.halves.append(f"rendez-vous {row.id} : compte rendu incomplet")
    ids = {str(row.id) for row in rows}
    _same(left, What.APPOINTMENT, ids, journal.of(APPOINTMENT_PLANNED), all_lines=True)
    told = {f"{one}:held" for one in held}
    _same(left, What.MINUTES, told, journal.of(APPOINTMENT_CHANGED), all_lines=True)
    left.whole[What.APPOINTMENT] = {row.subject for row in rows}
    left.whole[What.MINUTES] = set(held.values())


def _reminders() -> Counter[str]:
    """How often each appointment stands in the queue of the tasks."""
    from django_tasks_db.models import DBTaskResult

    tasks = DBTaskResult.objects.filter(task_path="passerelles.support.tasks.remind")
    return Counter(str(row["args"][0]) for row in tasks.values_list("args_kwargs", flat=True))


def _papers(left: Left, journal: Journalled) -> None:
    from passerelles.documents import events
    from passerelles.documents.models import Paper

    rows = [
        paper
        for paper in Paper.unscoped.prefetch_related(
            "versions__signatures", "versions__signed_copy"
        )
        if any(str(v.facts.get("object", "")).startswith(MARK) for v in paper.versions.all())
    ] + _without_version()
    ids, sent, signed = set(), set(), set()
    for paper in rows:
        ids.add(str(paper.id))
        lines = _paper_lines(left, paper)
        signed |= {f"{paper.id}:{role}" for role in lines}
        if paper.sent_at:
            sent.add(str(paper.id))
        sealed = [v for v in paper.versions.all() if hasattr(v, "signed_copy")]
        over = paper.state in {"signed", "replaced"}  # a signed one that a later one replaces
        complete = journal.of(events.COMPLETED)[str(paper.id)]
        if not (over == (len(lines) == len(ROLES)) == bool(sealed) == (complete == 1)):
            left.halves.append(f"papier {paper.id} : {paper.state}, {lines}, scellé {len(sealed)}")
    _same(left, What.PAPER, ids, journal.of(events.PREPARED), all_lines=True)
    _same(left, What.SENT, sent, journal.of(events.SENT), all_lines=True)
    _same(left, What.SIGNATURE, signed, journal.of(events.RECORDED), all_lines=True)
    left.whole |= {What.PAPER: {_object(paper) for paper in rows}, What.SENT: sent}
    left.whole[What.SIGNATURE] = signed


def _without_version() -> list[Any]:
    from passerelles.documents.models import Paper

    return list(Paper.unscoped.filter(versions=None))


def _object(paper: Any) -> str:
    return next((str(v.facts.get("object", "")) for v in paper.versions.all()), "")


def _paper_lines(left: Left, paper: Any) -> list[str]:
    """Roles that signed; says what a version lacks."""
    versions = list(paper.versions.all())
    if [v.number for v in versions] != [1]:
        left.halves.append(f"papier {paper.id} : versions {[v.number for v in versions]}")
        return []
    version = versions[0]
    lines = list(version.signatures.all())
    if {line.role for line in lines} != set(ROLES):
        left.halves.append(f"papier {paper.id} : signataires {[line.role for line in lines]}")
    if hashlib.sha256(bytes(version.pdf)).hexdigest() != version.sha256:
        left.halves.append(f"papier {paper.id} : empreinte fausse")
    return [line.role for line in lines if line.state == "signed"]


def _programmes(left: Left, journal: Journalled) -> None:
    """An entry with its first step, its decisions and its exit, each with its line."""
    from passerelles.kernel.clock import today
    from passerelles.pathways import events
    from passerelles.pathways.models import ProgrammeEnrolment

    far = today() + timedelta(days=MARKED_DAYS)
    rows = ProgrammeEnrolment.unscoped.filter(programme=PROGRAMME, planned_end__gt=far)
    noted = journal.of(events.PROGRAMME_NOTED)
    entered, left_by = {}, {}
    passages: set[str] = set()
    for row in rows.prefetch_related("changes", "phases", "decisions"):
        decided = [decision.grounds for decision in row.decisions.all()]
        passages |= set(decided)
        entered[str(row.id)] = f"{row.person_id}:{row.planned_end}"
        told = [(change.number, change.event) for change in row.changes.all()]
        wanted = [(1, "entered"), *([(2, "left")] if row.left_on else [])]
        if sorted(told) != wanted:
            left.halves.append(f"inscription {row.id} : histoire {told}")
        if row.left_on:
            left_by[str(row.id)] = next(c.reason for c in row.changes.all() if c.number == 2)
        if [phase.number for phase in row.phases.all()] != [1]:
            left.halves.append(f"inscription {row.id} : sans sa première étape")
        if row.version != 1 + len(decided) + bool(row.left_on):
            left.halves.append(f"inscription {row.id} : version {row.version}, {len(decided)}")
        if noted[str(row.id)] != len(decided):
            left.halves.append(f"inscription {row.id} : {noted[str(row.id)]} ligne(s) de journal")
    _same(left, What.ENTRY, set(entered), journal.of(events.PROGRAMME_ENTERED), all_lines=True)
    _same(left, What.EXIT, set(left_by), journal.of(events.PROGRAMME_LEFT), all_lines=True)
    left.whole |= {What.ENTRY: set(entered.values()), What.PASSAGE: passages}
    left.whole[What.EXIT] = set(left_by.values())
