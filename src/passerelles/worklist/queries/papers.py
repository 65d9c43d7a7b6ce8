"""Papers: to sign for our organisation, kept by us and waiting, drafts, refusals; one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import ROLE_LABELS, SignatoryRole
from passerelles.kernel.actors import Right
from passerelles.web import french
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import Item, Subject, Urgency, promised

ASKED_AGAIN_AFTER_DAYS = 14
ALIVE = (PaperState.DRAFT.value, PaperState.OUT.value, PaperState.REFUSED.value)


@dataclass
class _Sheet:
    """A paper and the lines of its current version."""

    paper: Paper
    start: date | None
    lines: list[Signature] = field(default_factory=list)

    @property
    def waited(self) -> list[Signature]:
        return [line for line in self.lines if line.state == Signature.State.WAITING]

    def begun(self, today: date) -> bool:
        """What it allows has started without it."""
        return self.paper.rules.before_start and self.start is not None and self.start <= today


def paper_items(reach: Reach) -> Iterator[Item]:
    if not reach.actor.may(Right.READ_PEOPLE):
        return
    for sheet in _sheets(reach):
        yield from _items(sheet, reach)


def _sheets(reach: Reach) -> list[_Sheet]:
    papers = Paper.objects.filter(reach.among(), state__in=ALIVE).across_people()
    rows = (
        Signature.objects.filter(
            Q(version__paper__organisation_id=reach.ours)
            | Q(organisation_id=reach.ours, state=Signature.State.WAITING),
            version__paper__in=papers,
            version__number=F("version__paper__current"),
        )
        .exclude(state=Signature.State.SIGNED)
        .select_related("version__paper__person")
        .defer("version__pdf")
        .order_by("version__paper__recorded_at", "position")
    )
    sheets: dict[UUID, _Sheet] = {}
    for line in reach.first(rows, Subject.PAPERS, times=3):
        paper = line.version.paper
        sheet = sheets.setdefault(paper.id, _Sheet(paper, _day(line.version.facts.get("start"))))
        sheet.lines.append(line)
    return list(sheets.values())


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


def _items(sheet: _Sheet, reach: Reach) -> Iterator[Item]:
    """One thing to do for each paper, so that a same sheet is never read twice."""
    paper, ours = sheet.paper, sheet.paper.organisation_id == reach.ours
    if paper.phase is PaperState.OUT:
        mine = next((line for line in sheet.waited if line.organisation_id == reach.ours), None)
        if mine is not None and reach.actor.may(Right.SIGN_PAPERS):
            yield _item(sheet, reach, _("%(paper)s : à signer pour votre organisation"),
                        _("Lire et signer"), "sign", mine.role)  # fmt: skip
        elif ours and sheet.waited:
            yield _item(sheet, reach, _("%(paper)s : attend ") + _names(sheet.waited),
                        _("Faire signer"), "paper")  # fmt: skip
    elif ours and paper.phase is PaperState.DRAFT:
        yield _item(sheet, reach, _("%(paper)s : à envoyer à la signature"),
                    _("Relire et envoyer"), "paper")  # fmt: skip
    elif ours and paper.phase is PaperState.REFUSED:
        yield _item(sheet, reach, _("%(paper)s : refus, à revoir ensemble"),
                    _("Lire pourquoi"), "paper")  # fmt: skip


def _names(lines: list[Signature]) -> str:
    roles = ", ".join(ROLE_LABELS[SignatoryRole(line.role)] for line in lines)
    if any(line.talk_asked_at for line in lines):
        return _("%(roles)s (veut en parler)") % {"roles": roles}
    return roles


def _item(sheet: _Sheet, reach: Reach, words: str, action: str, page: str, *more: str) -> Item:
    paper = sheet.paper
    begun = sheet.begun(reach.today)
    sent = french.as_day(paper.sent_at) if paper.sent_at else None
    when = _("à la signature depuis le %(day)s") % {"day": french.short_date(sent)} if sent else ""
    if sheet.start:
        when = _("pour le %(day)s") % {"day": french.short_date(sheet.start)}
    return Item(
        subject=Subject.PAPERS,
        what=words % {"paper": paper.get_kind_display()},
        route=f"documents:{page}",
        args=(paper.person_id, paper.id, *more),
        action=action,
        urgency=_urgency(sheet, sent, reach.today, begun=begun),
        on=sheet.start or sent,
        when=when,
        alarm=_("commencé sans toutes les signatures") if begun else "",
        person=paper.person.short_name,
        person_id=paper.person_id,
    )


def _urgency(sheet: _Sheet, sent: date | None, today: date, *, begun: bool) -> Urgency:
    """Before the day it is for; else a paper that waits is asked about again after two weeks."""
    if begun:
        return Urgency.LATE
    if sheet.start is not None and sheet.start > today:
        return promised(sheet.start, today)
    long_ago = sent is not None and (today - sent).days > ASKED_AGAIN_AFTER_DAYS
    return Urgency.WEEK if long_ago else Urgency.OPEN
