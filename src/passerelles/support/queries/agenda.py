"""The agenda of a professional, of a colleague or of the team, through the reader's own rights.

A colleague's agenda is never more than what the reader may open in the records themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.pathways.models import FollowUp, Path, Stage, WorkSituation
from passerelles.pathways.models.leaving import FOLLOW_UP_TO_DO
from passerelles.pathways.rules.stages import StageState
from passerelles.pathways.rules.work import WorkState
from passerelles.sharing.reading import note_listing
from passerelles.support.models import Appointment, MutualCommitment, PartnerSession, ThreePartPlan
from passerelles.support.queries.appointments import own_appointments
from passerelles.support.queries.commitments import in_force
from passerelles.support.rules.agenda import MARK_LABELS, AgendaMark, AgendaSpan
from passerelles.support.rules.meetings import MeetingState
from passerelles.support.rules.plans import PlanState
from passerelles.web import french

TEAM = "equipe"
# Of one list of one month: an organisation of a hundred people with a meeting a day fits.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose agenda is shown: one account, or everybody of the organisation (``None``)."""

    user_id: UUID | None
    label: str


@dataclass(frozen=True)
class AgendaLine:
    """One line of a day; a group is one line, with the persons one follows."""

    what: str
    people: tuple[str, ...]
    url: str
    at: datetime | None = None
    length: int = 0
    more: str = ""
    mark: AgendaMark | None = None


@dataclass(frozen=True)
class AgendaDay:
    day: date
    lines: tuple[AgendaLine, ...]

    @property
    def is_today(self) -> bool:
        return self.day == clock.today()


@dataclass(frozen=True)
class AgendaPage:
    span: AgendaSpan
    days: tuple[AgendaDay, ...]

    @property
    def empty(self) -> bool:
        return not any(day.lines for day in self.days)

    @property
    def title(self) -> str:
        """« vendredi 4 décembre 2026 », « du 30 novembre au 6 décembre 2026 », « mars 2027 »."""
        match self.span.scale.value:
            case "jour":
                return french.long_date(self.span.day)
            case "semaine":
                return french.period(self.span.first, self.span.last)
            case _:
                return french.month_year(self.span.day)

    @property
    def weeks(self) -> list[list[AgendaDay | None]]:
        known = {item.day: item for item in self.days}
        return [[known[day] if day else None for day in week] for week in self.span.weeks]


def whose_agendas(actor: Actor) -> list[tuple[str, str]]:
    """Oneself, the team, then each colleague of the organisation."""
    if actor.user_id is None or actor.organisation_id is None:
        raise Hidden("no account")
    rows = (
        Membership.objects.in_force()
        .filter(organisation_id=actor.organisation_id, user__is_active=True)
        .exclude(user_id=actor.user_id)
        .select_related("user")
        .order_by("user__first_name", "user__last_name")
    )
    colleagues = [(str(row.user_id), row.user.short_name) for row in rows]
    return [("", "Le mien"), (TEAM, "Toute l’équipe"), *colleagues]


def whose(actor: Actor, typed: str, offered: list[tuple[str, str]]) -> Whose:
    """The agenda an address asks for; a stranger's is the same 404 as one that does not exist."""
    if actor.user_id is None:
        raise Hidden("no account")
    labels = dict(offered)
    if typed not in labels:
        raise Hidden("not a colleague")
    if typed == TEAM:
        return Whose(None, labels[typed])
    return Whose(UUID(typed) if typed else actor.user_id, labels[typed])


def agenda(actor: Actor, span: AgendaSpan, asked: Whose) -> AgendaPage:
    """Eight queries, whatever the number of days, persons and lines; names are noted as read."""
    by_day: dict[date, list[AgendaLine]] = defaultdict(list)
    seen: set[UUID] = set()
    for rows in _sources(actor, span, asked):
        for day, line, people in rows:
            by_day[day].append(line)
            seen.update(people)
    note_listing(actor, sorted(seen))
    days = [AgendaDay(day, tuple(sorted(by_day[day], key=_order))) for day in span.days]
    return AgendaPage(span, tuple(days))


Found = Iterator[tuple[date, AgendaLine, list[UUID]]]


def _sources(actor: Actor, span: AgendaSpan, asked: Whose) -> Iterator[Found]:
    yield _appointments(actor, span, asked)
    yield _sessions(actor, span)
    yield _stages(actor, span, asked)
    yield _follow_ups(actor, span, asked)
    yield _work(actor, span, asked)
    yield _reviews(actor, span, asked)
    yield _plans(actor, span, asked)


def _order(line: AgendaLine) -> tuple[bool, datetime, str]:
    """What holds the whole day first, then hour by hour."""
    first = datetime.min.replace(tzinfo=clock.PARIS)
    return line.at is not None, line.at or first, line.what


def _appointments(actor: Actor, span: AgendaSpan, asked: Whose) -> Found:
    if asked.user_id is None:
        rows = Appointment.objects.filter(organisation_id=actor.organisation_id).across_people()
    else:
        rows = own_appointments(actor, asked.user_id)
    since = datetime.combine(span.first, time.min, tzinfo=clock.PARIS)
    until = datetime.combine(span.last + timedelta(days=1), time.min, tzinfo=clock.PARIS)
    shown = (
        rows.filter(starts_at__gte=since, starts_at__lt=until)
        .exclude(state=MeetingState.CANCELLED)
        .select_related("person")
        .order_by("starts_at", "person_id")[:MOST]
    )
    together: dict[object, list[Appointment]] = defaultdict(list)
    for row in shown:
        together[row.group or row.id].append(row)
    for copies in together.values():
        row = copies[0]
        line = AgendaLine(
            what=row.get_kind_display(),
            people=tuple(copy.person.short_name for copy in copies),
            url=_address(actor, row),
            at=french.local(row.starts_at),
            length=row.length,
            more=" · ".join(text for text in (row.subject, row.place) if text),
        )
        yield french.as_day(row.starts_at), line, [copy.person_id for copy in copies]


def _address(actor: Actor, row: Appointment) -> str:
    ours = row.organisation_id == actor.organisation_id and actor.may(Right.WRITE_PEOPLE)
    if row.group and ours:
        return reverse("support:group", args=[row.group])
    return reverse("support:appointments", args=[row.person_id]) + f"#rdv-{row.id}"


def _sessions(actor: Actor, span: AgendaSpan) -> Found:
    """About nobody: whoever works in the place reads them."""
    rows = PartnerSession.objects.filter(
        organisation=actor.organisation_id,
        cancelled_on=None,
        on__gte=span.first,
        on__lte=span.last,
    )
    for row in rows[:MOST]:
        what = f"{MARK_LABELS[AgendaMark.SESSION]} : {row.partner}"
        writes = actor.may(Right.WRITE_PEOPLE)
        url = reverse("support:session", args=[row.pk]) if writes else ""
        yield row.on, AgendaLine(what, (), url, more=row.topic, mark=AgendaMark.SESSION), []


def _stages(actor: Actor, span: AgendaSpan, asked: Whose) -> Found:
    rows = _ours(Stage, actor, asked).filter(
        state=StageState.PLANNED, target_on__gte=span.first, target_on__lte=span.last
    )
    for row in rows[:MOST]:
        yield _marked(AgendaMark.STAGE, row, row.target_on, "pathways:path", row.title)


def _follow_ups(actor: Actor, span: AgendaSpan, asked: Whose) -> Found:
    rows = _ours(FollowUp, actor, asked).filter(
        FOLLOW_UP_TO_DO, planned_on__gte=span.first, planned_on__lte=span.last
    )
    for row in rows[:MOST]:
        yield _marked(AgendaMark.FOLLOW_UP, row, row.planned_on, "pathways:work")


def _work(actor: Actor, span: AgendaSpan, asked: Whose) -> Found:
    inside = Q(start__gte=span.first, start__lte=span.last) | Q(
        end__gte=span.first, end__lte=span.last
    )
    rows = (
        _ours(WorkSituation, actor, asked)
        .filter(inside)
        .exclude(state__in=(WorkState.ENDED, WorkState.CANCELLED))
    )
    for row in rows[:MOST]:
        if span.first <= row.start <= span.last:
            yield _marked(AgendaMark.WORK_START, row, row.start, "pathways:work", str(row))
        if row.end and span.first <= row.end <= span.last:
            yield _marked(AgendaMark.WORK_END, row, row.end, "pathways:work", str(row))


def _reviews(actor: Actor, span: AgendaSpan, asked: Whose) -> Found:
    """Days on which one talks again of what each promised; kept as a list of days in the row."""
    wanted = {day.isoformat() for day in span.days}
    rows = in_force(_ours(MutualCommitment, actor, asked))
    for row in rows:
        for day in sorted(wanted.intersection(row.review_days)):
            yield _marked(AgendaMark.REVIEW, row, date.fromisoformat(day), "support:commitments")


def _plans(actor: Actor, span: AgendaSpan, asked: Whose) -> Found:
    rows = _ours(ThreePartPlan, actor, asked).filter(
        state=PlanState.ACTIVE, review_on__gte=span.first, review_on__lte=span.last
    )
    for row in rows[:MOST]:
        yield _marked(AgendaMark.PLAN, row, row.review_on, "support:plan")


def _ours(model: Any, actor: Actor, asked: Whose) -> Any:
    """Rows of the organisation; of one account, those of the paths it answers for or wrote."""
    rows = model.objects.filter(organisation_id=actor.organisation_id).across_people()
    if asked.user_id is not None:
        followed = Path.objects.filter(
            referents__until=None, referents__user_id=asked.user_id
        ).across_people()
        rows = rows.filter(
            Q(person_id__in=followed.values("person_id")) | Q(author_id=asked.user_id)
        )
    return rows.select_related("person")


def _marked(
    mark: AgendaMark, row: Any, day: date, page: str, more: str = ""
) -> tuple[date, AgendaLine, list[UUID]]:
    line = AgendaLine(
        what=MARK_LABELS[mark],
        people=(row.person.short_name,),
        url=reverse(page, args=[row.person_id]),
        more=more,
        mark=mark,
    )
    return day, line, [row.person_id]
