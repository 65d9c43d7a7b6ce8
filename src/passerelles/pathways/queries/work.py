"""Work in the eyes of a reader: situations, their history, what is due, counters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.law.parameters import Book
from passerelles.law.questions import question_for
from passerelles.law.showing import told_words
from passerelles.law.wording import day_fr, number_fr
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.kinds import is_kind, kind
from passerelles.pathways.law_questions import blank_document
from passerelles.pathways.models import WorkChange, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work_judged import judged_rows
from passerelles.pathways.queries.work_law import Consulted, reader_of
from passerelles.pathways.queries.work_told import facts_with_papers, told_by_papers
from passerelles.pathways.rules.demand import CLAUSE_LABELS
from passerelles.pathways.rules.work import (
    JUDGMENTS,
    NEXT_EVENTS,
    WorkEvent,
    WorkState,
    shown_state,
    state_on,
    supervision_words,
)
from passerelles.pathways.work_policy import may_change, wrote
from passerelles.rulebook.rules.wording import signatory, suspended
from passerelles.sharing.rules.volets import Volet
from passerelles.web import french

_COLOURS: dict[WorkState, str] = {
    WorkState.ONGOING: "leaf",
    WorkState.SUSPENDED: "plum",
    WorkState.ENDED: "muted",
    WorkState.CANCELLED: "muted",
}


@dataclass(frozen=True)
class WorkLine:
    """One situation as a list shows it."""

    situation: WorkSituation
    where: str
    writer: str
    state_label: str
    colour: str
    suspended: bool = False

    @property
    def label(self) -> str:
        return self.situation.called.label

    @property
    def title(self) -> str:
        called = self.situation.with_job
        return f"{called} — {self.where}" if self.where else called

    @property
    def last(self) -> date | None:
        return self.situation.ended_on or self.situation.end

    @property
    def when(self) -> str:
        text = french.period(self.situation.start, self.last)
        return text[:1].upper() + text[1:]

    @property
    def hours(self) -> str:
        hours = self.situation.weekly_hours
        return f"{number_fr(hours)} h par semaine" if hours is not None else ""


def work_lines(eyes: Eyes) -> list[WorkLine]:
    """Every situation seen, the latest first; one query."""
    rows = eyes.entries(WorkSituation).select_related(
        "employer", "host", "prescriber", "organisation", "path", "stage"
    )
    return [work_line(eyes, row) for row in rows]


def work_line(eyes: Eyes, situation: WorkSituation) -> WorkLine:
    today = clock.today()
    state = state_on(WorkState(situation.state), situation.suspended_on, today)
    return WorkLine(
        situation=situation,
        where=place_name(eyes, situation, "host") or place_name(eyes, situation, "employer"),
        writer=eyes.name(situation.organisation),
        state_label=shown_state(state, situation.start, situation.end, today).capitalize(),
        colour=_colour(situation, state, today),
        suspended=state is WorkState.SUSPENDED,
    )


def _colour(situation: WorkSituation, state: WorkState, today: date) -> str:
    if state is WorkState.ONGOING and situation.start > today:
        return "sky"
    if state is WorkState.ONGOING and situation.end is not None and situation.end < today:
        return "coral"
    return _COLOURS[state]


def place_name(eyes: Eyes, situation: WorkSituation, role: str) -> str:
    """As the reader may know it; a free name is shown as it was written."""
    organisation: Organisation | None = getattr(situation, role)
    return eyes.name(organisation) or str(getattr(situation, f"{role}_name"))


def situation_seen(eyes: Eyes, situation_id: UUID) -> WorkSituation:
    rows = eyes.entries(WorkSituation).select_related(
        "employer", "host", "prescriber", "organisation", "path", "stage", "renews"
    )
    found: WorkSituation | None = rows.filter(pk=situation_id).first()
    if found is None:
        raise Hidden("no such work situation")
    return found


def changeable(eyes: Eyes, actor: Actor, situation_id: UUID) -> WorkSituation:
    """A situation the actor may change, else the same ``Hidden``."""
    situation = situation_seen(eyes, situation_id)
    if not may_change(actor, situation):
        raise Hidden("held by other organisations")
    return situation


@dataclass(frozen=True)
class ChangeLine:
    """One line of the history.

    ``own``: what the law said then is only for readers of the organisation that asked it: another
    may read the path without reading the rights it rests on.
    """

    change: WorkChange
    who: str
    own: bool
    differences: tuple[tuple[str, str, str], ...]
    findings: tuple[dict[str, Any], ...]


CLAUSE = "Sur une clause sociale"
_DECIMAL = re.compile(r"\d+\.\d+")
_SHOWN = {
    "start": "Premier jour",
    "end": "Dernier jour prévu",
    "weekly_hours": "Heures par semaine",
    "job": "Métier, poste",
    "objective": "Objectif",
    "activity": "Travail à faire",
    "supervised": "Encadrement sur place",
    "demand": "Niveau d’exigence",
    "clause_work": CLAUSE,
    "judged_words": "Ce qui fait dire l’avis",
    "judged_by": "Avis dit par",
    "judged_on": "Avis dit le",
    "employer_id": "Employeur",
    "employer_name": "Employeur",
    "host_id": "Lieu d’accueil",
    "host_name": "Lieu d’accueil",
    "prescriber_id": "Prescripteur",
    "prescriber_name": "Prescripteur",
    "suspended_on": "Suspendu depuis le",
    "ended_on": "Terminé le",
    "renewals": "Renouvellements",
}


def history(eyes: Eyes, situation: WorkSituation) -> list[ChangeLine]:
    """Every version, the latest first, with what changed."""
    changes = list(situation.changes.select_related("organisation").order_by("number"))
    names = _names_in(eyes, changes)
    lines = []
    before: dict[str, Any] = {}
    for change in changes:
        own = change.organisation_id == eyes.organisation_id
        lines.append(
            ChangeLine(
                change=change,
                who=_who(eyes, change),
                own=own,
                differences=tuple(_differences(situation, before, change.snapshot, names)),
                findings=tuple(change.findings) if own else (),
            )
        )
        before = change.snapshot
    return lines[::-1]


def _who(eyes: Eyes, change: WorkChange) -> str:
    place = eyes.name(change.organisation)
    return f"{change.author_name} ({place})" if place else change.author_name


def _names_in(eyes: Eyes, changes: Iterable[WorkChange]) -> dict[str, str]:
    keys = {
        change.snapshot[name]
        for change in changes
        for name in ("employer_id", "host_id", "prescriber_id")
        if change.snapshot.get(name)
    }
    if not keys:
        return {}
    return {str(o.id): eyes.name(o) for o in Organisation.objects.filter(pk__in=keys)}


def _differences(
    situation: WorkSituation, before: dict[str, Any], after: dict[str, Any], names: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """``(label, before, after)`` of what changed; nothing for the first version."""
    if not before:
        return
    for name, label in _SHOWN.items():
        # A column newer than the version was empty then.
        if before.get(name) != after.get(name) and not _both_empty(before, after, name):
            was, now = (_told(name, told.get(name), names) for told in (before, after))
            yield label, was, now
    told_before, told_after = before.get("details", {}), after.get("details", {})
    for path in sorted({*told_before, *told_after}):
        if told_before.get(path) != told_after.get(path):
            label, was = detail_words(situation.kind, path, told_before.get(path))
            yield label, was, detail_words(situation.kind, path, told_after.get(path))[1]


def _both_empty(before: dict[str, Any], after: dict[str, Any], name: str) -> bool:
    return all(told.get(name) in (None, "") for told in (before, after))


def _told(name: str, value: Any, names: dict[str, str]) -> str:
    if name == "clause_work" and value is not None:
        return CLAUSE_LABELS[bool(value)]
    return _said(value, names)


def _said(value: Any, names: dict[str, str]) -> str:
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return supervision_words(value)
    text = str(value)
    if text in names:
        return names[text]
    try:
        return day_fr(date.fromisoformat(text))
    except ValueError:
        return text.replace(".", ",") if _DECIMAL.fullmatch(text) else text


def detail_words(kind_code: str, path: str, value: Any) -> tuple[str, str]:
    """Label and words of a detail, as the law words them."""
    try:
        question = question_for(blank_document(kind_code), path)
    except KeyError:
        return path, str(value)
    return question.words.label, "—" if value is None else told_words(question, value)


@dataclass(frozen=True)
class WorkPage:
    """Everything the page of one situation shows."""

    line: WorkLine
    rows: tuple[tuple[str, str], ...]
    history: tuple[ChangeLine, ...]
    consulted: Consulted
    book: Book
    events: tuple[str, ...]
    papers: tuple[str, ...]
    signatories: tuple[str, ...]
    suspends: tuple[str, ...]
    group: UUID | None


def work_page(eyes: Eyes, actor: Actor, situation: WorkSituation) -> WorkPage:
    reader = reader_of(actor, eyes.access)
    changeable_now = eyes.access.may_write(Volet.PATH) and may_change(actor, situation)
    events = NEXT_EVENTS[WorkState(situation.state)] if changeable_now else ()
    law_kind = situation.law_kind
    return WorkPage(
        line=work_line(eyes, situation),
        rows=tuple(_rows(eyes, situation)),
        history=tuple(history(eyes, situation)),
        consulted=reader.consult(facts_with_papers(actor, situation), besides=situation.id),
        book=reader.book,
        events=tuple(e.value for e in events if e is not WorkEvent.RENEWED or situation.end),
        papers=law_kind.documents,
        signatories=tuple(signatory(code) for code in law_kind.signatories),
        suspends=tuple(suspended(code) for code in law_kind.suspends),
        group=situation.group if wrote(actor, situation) else None,
    )


def _rows(eyes: Eyes, situation: WorkSituation) -> Iterator[tuple[str, str]]:
    yield _("Forme"), situation.called.long
    if situation.job:
        yield _("Métier, poste"), situation.job
    for role, label in (
        ("employer", _("Employeur")),
        ("host", _("Lieu d’accueil")),
        ("prescriber", _("Prescripteur")),
    ):
        name = place_name(eyes, situation, role)
        sort = _kind_label(getattr(situation, f"{role}_kind"))
        if name or sort:
            yield label, f"{name} ({sort})" if name and sort else name or sort
    yield _("Premier jour"), french.short_date(situation.start)
    last = french.short_date(situation.end) if situation.end else _("sans date de fin")
    yield _("Dernier jour prévu"), last
    if situation.weekly_hours is not None:
        yield _("Heures par semaine"), number_fr(situation.weekly_hours)
    if situation.objective:
        yield _("Objectif"), situation.objective
    yield from _activity_rows(situation)
    if situation.renewals:
        yield _("Renouvellements"), str(situation.renewals)
    for path, value in sorted(situation.details.items()):
        if path != JUDGMENTS:
            yield detail_words(situation.kind, path, value)
    for path, value in told_by_papers(situation).items():
        if path not in situation.details:
            label, said = detail_words(situation.kind, path, value)
            yield label, _("%(said)s (lu sur le papier)") % {"said": said}
    yield from judged_rows(situation)
    if situation.suspended_on:
        ahead = situation.suspended_on > clock.today()
        label = _("Suspension à partir du") if ahead else _("Suspendu depuis le")
        yield label, french.short_date(situation.suspended_on)
    if situation.ended_on:
        yield _("Terminé le"), french.short_date(situation.ended_on)
        yield _("Raison"), str(situation.get_end_reason_display())


def _activity_rows(situation: WorkSituation) -> Iterator[tuple[str, str]]:
    if situation.activity:
        yield _("Travail à faire"), situation.activity
    if situation.supervised is not None:
        yield _("Encadrement sur place"), supervision_words(situation.supervised)
    if situation.demand is not None:
        yield _("Niveau d’exigence"), str(situation.get_demand_display())
    if situation.clause_work is not None:
        yield CLAUSE, CLAUSE_LABELS[situation.clause_work]


def _kind_label(code: str) -> str:
    return kind(code).label if is_kind(code) else code


def jobs_going_on(eyes: Eyes, actor: Actor) -> list[tuple[str, str]]:
    """Contracts the actor may end in one step with a return; the ESAT's own are not among them."""
    going = (WorkState.ONGOING, WorkState.SUSPENDED)
    today = clock.today()
    return [
        (str(line.situation.id), f"{line.title}, {line.when[:1].lower()}{line.when[1:]}")
        for line in work_lines(eyes)
        if line.situation.state in going
        and line.situation.start <= today
        and line.situation.kind != "cat"
        and work_kinds()[line.situation.kind].creates_contract
        and may_change(actor, line.situation)
    ]
