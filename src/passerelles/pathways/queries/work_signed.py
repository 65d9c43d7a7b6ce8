"""Nothing begins before all have signed, or it is said in red and why: for one work, for a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max

from passerelles.documents.models import Paper, Signature
from passerelles.documents.queries.standing import (
    papers_about,
    papers_without_subject,
    standings,
)
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import paper_kind
from passerelles.documents.rules.standing import AsItIs, Standing
from passerelles.kernel import clock
from passerelles.law.parameters import Book
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.rules.work_papers import (
    ALONE,
    SENT_ON,
    TOGETHER,
    WORK_SUBJECT,
    paper_for,
    to_send_by,
)
from passerelles.web import french

_LIVE = (WorkState.ONGOING, WorkState.SUSPENDED)


def papers_of_work(situation: WorkSituation) -> Standing:
    """What its papers say: may it begin, and who has still to sign."""
    return papers_of_works([situation])[situation.id]


def last_signature(situation: WorkSituation) -> date | None:
    """The day everybody had signed its latest paper, as far as the reader in scope may see it.

    A sheet signed by hand counts from the day written on it, not from the day it was noted.
    """
    signed = Paper.objects.filter(
        subject_kind=WORK_SUBJECT, subject_id=situation.id, state=PaperState.SIGNED
    )
    paper = signed.order_by("-closed_at").first()
    if paper is None:
        return None
    lines = Signature.objects.filter(version__paper=paper, version__number=paper.current)
    moment = lines.aggregate(last=Max("answered_at"))["last"]
    return french.as_day(moment) if moment else None


@dataclass(frozen=True, slots=True)
class Sending:
    """A contract to send to the MDPH, or already sent; ``days``: how long the law leaves."""

    due: date | None
    sent_on: date | None
    days: int

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < clock.today()


def sending_of(situation: WorkSituation, book: Book) -> Sending | None:
    """What is to send, or was; ``None`` when the law asks nothing or nobody has signed yet."""
    if situation.kind not in {ALONE, TOGETHER} or situation.state == WorkState.CANCELLED:
        return None
    days = book.at("esat_mad_sent_days", clock.today()).whole
    sent = situation.details.get(SENT_ON)
    if isinstance(sent, str):
        return Sending(None, date.fromisoformat(sent), days)
    due = to_send_by(situation.kind, situation.details, last_signature(situation), days)
    return Sending(due, None, days) if due else None


def prepared_for(situation: WorkSituation) -> list[Paper]:
    """Its papers already prepared: to open rather than to prepare again."""
    return papers_about(WORK_SUBJECT, situation.id)


def loose_papers(situation: WorkSituation) -> list[Paper]:
    """Papers of this form prepared without saying for which work: to tie rather than to redo."""
    code = paper_for(situation.kind)
    return papers_without_subject(situation.person_id, code) if code else []


def papers_of_works(situations: Iterable[WorkSituation]) -> dict[UUID, Standing]:
    """The same for a whole list, in three queries."""
    rows = list(situations)
    begun = {row.id for row in rows if _has_begun(row)}
    now = {row.id: as_it_is(row) for row in rows if row.state in _LIVE}
    found = standings(WORK_SUBJECT, [row.id for row in rows], begun=begun, now=now)
    return {row.id: _with_none(row, found[row.id], begun=row.id in begun) for row in rows}


def unsigned_in_list(situations: Iterable[WorkSituation]) -> dict[UUID, Standing]:
    """Those going on or ahead that should not begin, or should not have begun."""
    rows = list(situations)
    live = {row.id for row in rows if row.state in _LIVE}
    return {key: said for key, said in papers_of_works(rows).items() if key in live and said.blocks}


def as_it_is(situation: WorkSituation) -> AsItIs:
    """Where and when, under the facts of its paper; a place is known by each of its names."""
    host, employer = (_names(situation, role) for role in ("host", "employer"))
    places = {
        "host_name": host,
        "employer_name": employer,
        "esat_name": host if situation.kind == "mispe" else employer,
    }
    return AsItIs(situation.start, situation.end, places)


def _names(situation: WorkSituation, role: str) -> tuple[str, ...]:
    known: Organisation | None = getattr(situation, role)
    names = (known.name, known.outside_name) if known else (getattr(situation, f"{role}_name"),)
    return tuple(name for name in names if name)


def _has_begun(situation: WorkSituation) -> bool:
    return situation.state in _LIVE and situation.start <= clock.today()


def _with_none(situation: WorkSituation, said: Standing, *, begun: bool) -> Standing:
    """A paper that must be signed before the start blocks even when nobody has prepared it."""
    code = paper_for(situation.kind)
    nothing = not said.settled and not said.blocks and said.reasons == (said.sentence,)
    if not nothing or not code or not paper_kind(code).before_start:
        return said
    if situation.state not in _LIVE:
        return said
    first = "Commencé sans papier signé." if begun else "Ne commencez pas."
    sentence = f"{first} {said.sentence}"
    return replace(said, blocks=True, sentence=sentence, reasons=(sentence,))
