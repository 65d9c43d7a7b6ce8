"""Exits, ways back, contacts after hiring and adaptations, in the eyes of a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.documents.models import Paper
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.law.acts.follow import Exit as LawExit
from passerelles.law.document import Document
from passerelles.law.findings import Answer, Finding, Severity
from passerelles.law.questions import answer_of
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.kinds import is_kind, kind
from passerelles.pathways.models import Exit, FollowUp, ReturnRight
from passerelles.pathways.models.leaving import FOLLOW_UP_TO_DO
from passerelles.pathways.queries.exit_paper import LEFT_WITH_SUPPORT, papers_of_exits
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work_law import reader_of
from passerelles.pathways.rules.exits import category_label, destination_label, linked
from passerelles.pathways.rules.followup import is_overdue
from passerelles.pathways.rules.returns import ReturnWay
from passerelles.pathways.work_policy import may_change_contact, may_correct_exit
from passerelles.sharing.rules.volets import Volet

ORIENTATION_RULE = "ESAT-14"
RETURN_RULES = frozenset({"ESAT-13", ORIENTATION_RULE})
_COLOURS = {"durable": "leaf", "transition": "teal", "positive": "sky"}


@dataclass(frozen=True)
class ExitLine:
    """``findings``: only for readers of the organisation that wrote the exit."""

    left: Exit
    place: str
    towards: str
    category: str
    colour: str
    counted: str
    replaced: bool
    correctable: bool
    findings: tuple[dict[str, Any], ...]
    papers: tuple[Paper, ...] = ()
    may_support: bool = False


def exit_lines(eyes: Eyes, actor: Actor) -> list[ExitLine]:
    """Every exit seen; a corrected one stays, and says so."""
    rows = list(eyes.entries(Exit).select_related("place", "organisation"))
    replaced = {row.corrects_id for row in rows}
    papers = papers_of_exits(rows) if rows else {}
    return [_exit_line(eyes, actor, row, row.id in replaced, papers[row.id]) for row in rows]


def _exit_line(
    eyes: Eyes, actor: Actor, left: Exit, replaced: bool, papers: list[Paper]
) -> ExitLine:
    contract = work_kinds().get(left.contract_type)
    own = left.organisation_id == eyes.organisation_id
    counted = {
        True: _("comptée"),
        False: _("non comptée"),
        None: _("on ne peut pas dire si elle compte"),
    }[left.counted]
    correctable = (
        not replaced and may_correct_exit(actor, left) and eyes.access.may_write(Volet.PATH)
    )
    return ExitLine(
        left=left,
        place=_place(eyes, left.place, left.place_name, left.place_kind),
        towards=contract.label if contract else destination_label(left.destination),
        category=_category(left),
        colour=_COLOURS.get(left.category, "muted"),
        counted=counted,
        replaced=replaced,
        correctable=correctable,
        findings=tuple(left.findings) if own else (),
        papers=tuple(papers),
        may_support=correctable and left.place_kind in LEFT_WITH_SUPPORT and not papers,
    )


def _category(left: Exit) -> str:
    """Leaving a place without an exit objective is an exit all the same: it only is not counted."""
    if left.counted is False and left.category == "none":
        return _("sortie")
    return category_label(left.category)


def _place(eyes: Eyes, place: Organisation | None, name: str, kind_code: str) -> str:
    return eyes.name(place) or name or (kind(kind_code).label if is_kind(kind_code) else "")


@dataclass(frozen=True)
class ReturnLine:
    right: ReturnRight
    origin: str

    @property
    def is_open(self) -> bool:
        return self.right.exercised_on is None


def return_lines(eyes: Eyes) -> list[ReturnLine]:
    rows = eyes.entries(ReturnRight).select_related("origin", "reinstated")
    return [ReturnLine(r, _place(eyes, r.origin, r.origin_name, "")) for r in rows]


def return_seen(eyes: Eyes, right_id: UUID, *, sent: bool = False) -> ReturnLine:
    """A right still open, else ``Hidden``; ``sent``: a form was filled, it meets the conflict."""
    for line in return_lines(eyes):
        if line.right.id == right_id and (line.is_open or sent):
            return line
    raise Hidden("no such right, or exercised already")


def limits_of_return(eyes: Eyes, actor: Actor, right: ReturnRight) -> list[Finding]:
    """What the law says of the way back today: information with what to do, never a refusal."""
    said = [f for f in _law_of_return(eyes, actor, right).findings if f.rule in RETURN_RULES]
    order = {Severity.WARN: 0, Severity.UNKNOWN: 1}
    return sorted(said, key=lambda finding: order.get(finding.severity, 2))


@dataclass(frozen=True, slots=True)
class ReturnLimit:
    """The same, as far as one sentence can say it: how sure, and until which day."""

    severity: Severity
    until: date | None


def return_limit(eyes: Eyes, actor: Actor, right: ReturnRight) -> ReturnLimit:
    """Whether the orientation that the way back rests on is there today; unknown is said."""
    answer = _law_of_return(eyes, actor, right)
    severities = {f.severity for f in answer.findings if f.rule == ORIENTATION_RULE}
    for severity in (Severity.WARN, Severity.UNKNOWN):
        if severity in severities:
            return ReturnLimit(severity, None)
    until = answer.computed.get("return_right_until")
    found = Severity.INFO if severities else Severity.UNKNOWN
    return ReturnLimit(found, until if isinstance(until, date) else None)


def _law_of_return(eyes: Eyes, actor: Actor, right: ReturnRight) -> Answer:
    left = right.opened_by
    reader = reader_of(actor, eyes.access)
    act = LawExit(
        place_kind=left.place_kind,
        left_on=left.left_on,
        destination=left.destination or None,
        contract_type=left.contract_type or None,
        job_ended_on=clock.today(),
    )
    document = Document(at=clock.today(), person=reader.gathered.person, act=act)
    return answer_of(document, book=reader.book)


@dataclass(frozen=True)
class FollowUpLine:
    """``replaced``: corrected since, it stays readable; ``ours``: whether the reader may change it."""

    contact: FollowUp
    who: str
    overdue: bool
    replaced: bool
    ours: bool

    @property
    def to_do(self) -> bool:
        return self.contact.done_on is None and self.contact.set_aside_on is None

    @property
    def correctable(self) -> bool:
        return self.ours and not self.replaced and self.contact.done_on is not None


@dataclass(frozen=True)
class FollowUps:
    """What is to do or was done, then what is only history: set aside, or corrected since."""

    lines: tuple[FollowUpLine, ...]
    past: tuple[FollowUpLine, ...]


def follow_ups(eyes: Eyes, actor: Actor) -> FollowUps:
    """Contacts planned and done, soonest first."""
    rows = list(eyes.entries(FollowUp).select_related("organisation"))
    replaced = {row.corrects_id for row in rows}
    writes = eyes.access.may_write(Volet.PATH)
    lines = [
        FollowUpLine(
            contact=row,
            who=eyes.name(row.organisation),
            overdue=is_overdue(row.planned_on, row.done_on, clock.today()),
            replaced=row.id in replaced,
            ours=writes and may_change_contact(actor, row),
        )
        for row in rows
    ]
    past = [line for line in lines if line.replaced or line.contact.set_aside_on is not None]
    return FollowUps(tuple(line for line in lines if line not in past), tuple(past))


def follow_up_seen(eyes: Eyes, follow_up_id: UUID, *, sent: bool = False) -> FollowUp:
    """A contact to do; ``sent``: a form was filled, which meets the conflict when it is done."""
    found: FollowUp | None = eyes.entries(FollowUp).filter(pk=follow_up_id).first()
    waits = found is not None and found.done_on is None and found.set_aside_on is None
    if found is None or not (waits or sent):
        raise Hidden("no such contact to do")
    return found


def own_contact(eyes: Eyes, actor: Actor, follow_up_id: UUID) -> FollowUp:
    """A contact our organisation promised, in whatever state."""
    found: FollowUp | None = (
        eyes.entries(FollowUp).select_related("corrected_by").filter(pk=follow_up_id).first()
    )
    if found is None or not may_change_contact(actor, found):
        raise Hidden("no such contact of ours")
    return found


def is_corrected(contact: FollowUp) -> bool:
    return hasattr(contact, "corrected_by")


def follows_no_job(eyes: Eyes, left: Exit) -> bool:
    """Whether no contact follows this exit, whichever of its versions called for it."""
    return not _called_for(eyes, left).filter(set_aside_on=None).exists()


def contacts_it_closes(eyes: Eyes, right: ReturnRight) -> int:
    """How many contacts are still to do about the job one comes back from."""
    if right.way != ReturnWay.REINSTATEMENT:
        return 0
    return int(_called_for(eyes, right.opened_by).filter(FOLLOW_UP_TO_DO).count())


def _called_for(eyes: Eyes, left: Exit) -> Any:
    pairs = eyes.entries(Exit).values_list("pk", "corrects_id")
    versions = linked(left.pk, [(key, before) for key, before in pairs if before is not None])
    return eyes.entries(FollowUp).filter(opened_by__in=versions)


def exit_seen(eyes: Eyes, exit_id: UUID) -> Exit:
    found: Exit | None = eyes.entries(Exit).select_related("place").filter(pk=exit_id).first()
    if found is None:
        raise Hidden("no such exit")
    return found
