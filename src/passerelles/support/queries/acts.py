"""Acts of accompaniment of a record, and the hours of the whole place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import work_lines
from passerelles.support.models import AccompanimentAct
from passerelles.support.rules.acts import (
    ACT_TEXTS,
    ActKind,
    ActTarget,
    ActTime,
    ActTotals,
    Interest,
    act_totals,
    hours_words,
    is_discovery,
)

SHOWN = 120


@dataclass(frozen=True)
class ActView:
    """``own``: written by the reader's organisation, which alone may set it aside."""

    act: AccompanimentAct
    writer: str
    own: bool
    work: str

    @property
    def counted(self) -> bool:
        return self.act.set_aside_on is None

    @property
    def time(self) -> str:
        return hours_words(self.act.minutes) if self.act.minutes else ""

    @property
    def plain(self) -> str:
        """As the person reads it."""
        return self.act.label or ACT_TEXTS[ActKind(self.act.kind)].plain

    @property
    def discovery(self) -> bool:
        return self.counted and is_discovery(ActKind(self.act.kind))

    @property
    def opens_a_path(self) -> bool:
        """A discovery the person liked: a wish or a stage may come next."""
        return self.discovery and self.act.interest == Interest.YES


@dataclass(frozen=True)
class ActsPage:
    views: tuple[ActView, ...]
    totals: ActTotals


def acts_page(eyes: Eyes) -> ActsPage:
    """Totals over every act counted; the list stops at the last hundred and twenty."""
    rows = list(eyes.entries(AccompanimentAct).select_related("organisation"))
    titles = _titles(eyes, rows[:SHOWN])
    return ActsPage(
        tuple(_view(eyes, row, titles) for row in rows[:SHOWN]),
        act_totals(_time(row) for row in rows if row.set_aside_on is None),
    )


def act_view(eyes: Eyes, act_id: object) -> ActView:
    row = eyes.entries(AccompanimentAct).select_related("organisation").filter(pk=act_id).first()
    if row is None:
        raise Hidden("no such act")
    return _view(eyes, row, _titles(eyes, [row]))


def situations_to_link(eyes: Eyes) -> list[tuple[str, str]]:
    """Work situations of the record an act may serve, latest first."""
    return [
        (str(line.situation.id), f"{line.title}, {line.when[:1].lower()}{line.when[1:]}")
        for line in work_lines(eyes)
    ]


@dataclass(frozen=True)
class TeamTotals:
    """Hours of the place over a period, as far as the reader sees the records."""

    start: date
    end: date
    people: int
    totals: ActTotals
    discoveries: int
    interested: int


def team_totals(actor: Actor, start: date, end: date) -> TeamTotals:
    """Two queries.  A group counts once for each participant: it is their own path."""
    rows = AccompanimentAct.objects.filter(
        organisation_id=actor.organisation_id, set_aside_on=None, on__gte=start, on__lte=end
    ).across_people()
    values = list(
        rows.values_list("kind", "target", "minutes", "counts_as_work", "interest", "person_id")
    )
    found = [row for row in values if is_discovery(ActKind(row[0]))]
    return TeamTotals(
        start=start,
        end=end,
        people=len({row[5] for row in values}),
        totals=act_totals(
            ActTime(ActTarget(target), ActKind(kind), minutes, counts)
            for kind, target, minutes, counts, _interest, _person in values
        ),
        discoveries=len(found),
        interested=sum(1 for row in found if row[4] == Interest.YES),
    )


def this_year() -> tuple[date, date]:
    today = clock.today()
    return today.replace(month=1, day=1), today


def _time(row: AccompanimentAct) -> ActTime:
    return ActTime(ActTarget(row.target), ActKind(row.kind), row.minutes, row.counts_as_work)


def _titles(eyes: Eyes, rows: Iterable[AccompanimentAct]) -> dict[object, str]:
    """Titles of the work situations these eyes see; none is asked for when no act names one."""
    if not any(row.situation_id for row in rows):
        return {}
    return dict(situations_to_link(eyes))


def _view(eyes: Eyes, row: AccompanimentAct, titles: dict[object, str]) -> ActView:
    return ActView(
        act=row,
        writer=f"{row.author_name} ({eyes.name(row.organisation)})",
        own=row.organisation_id == eyes.organisation_id,
        work=titles.get(str(row.situation_id), ""),
    )
