"""Coach pairs: for the team, for the person, and the narrow page of the coach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.people.models import Person
from passerelles.sharing.onetime import token_hash
from passerelles.support.actions.coach_links import pair_behind, standing_for_coach
from passerelles.support.models import Appointment, CoachExchange, CoachLink, CoachPair, Objective
from passerelles.support.rules.coaching import PairState, pair_goes_on
from passerelles.support.rules.commitments import ObjectiveState
from passerelles.support.rules.meetings import MeetingState

EXCHANGES_SHOWN = 60


@dataclass(frozen=True)
class PairView:
    """What the team reads: that it exists and lives; never the words of the two."""

    pair: CoachPair
    writer: str
    own: bool
    shown: tuple[Objective, ...]
    exchanges: int
    last_exchange: datetime | None
    has_link: bool

    @property
    def waits(self) -> bool:
        return self.pair.state == PairState.PROPOSED

    @property
    def goes_on(self) -> bool:
        return pair_goes_on(PairState(self.pair.state), self.pair.until, clock.today())

    @property
    def colour(self) -> str:
        return "leaf" if self.goes_on else "sky" if self.waits else "muted"


def pairs(eyes: Eyes) -> list[PairView]:
    rows = (
        eyes.entries(CoachPair)
        .select_related("organisation")
        .prefetch_related("objectives")
        .annotate(written=Count("exchanges"), last_written=Max("exchanges__recorded_at"))
    )
    found = list(rows)
    linked = set(
        CoachLink.objects.filter(pair__in=found, closed_at=None).values_list("pair_id", flat=True)
    )
    return [
        PairView(
            pair=row,
            writer=f"{row.author_name} ({eyes.name(row.organisation)})",
            own=row.organisation_id == eyes.organisation_id,
            shown=tuple(row.objectives.all()),
            exchanges=row.written,
            last_exchange=row.last_written,
            has_link=row.pk in linked,
        )
        for row in found
    ]


def pair_view(eyes: Eyes, pair_id: object) -> PairView:
    for view in pairs(eyes):
        if view.pair.pk == pair_id:
            return view
    raise Hidden("no such pair")


def objectives_to_show(eyes: Eyes) -> list[tuple[str, str]]:
    """Open objectives, as one ticks them."""
    rows = eyes.entries(Objective).filter(state=ObjectiveState.OPEN)
    return [(str(row.pk), row.words) for row in rows]


def exchanges_of(view: PairView) -> list[CoachExchange]:
    """The log, for the person: they are one of the two who write it."""
    return list(CoachExchange.objects.filter(pair=view.pair)[:EXCHANGES_SHOWN])


@dataclass(frozen=True, slots=True)
class SharedObjective:
    words: str
    job: str
    by_day: date | None


@dataclass(frozen=True)
class CoachPage:
    """Everything a coach may read, copied out: no row of the record goes to the page."""

    link_id: UUID
    person_id: UUID
    first_name: str
    coach_name: str
    until: date
    objectives: tuple[SharedObjective, ...]
    next_meeting: datetime | None
    exchanges: tuple[tuple[str, str, datetime], ...]


def coach_page(link_id: UUID, token: str) -> CoachPage | None:
    """The page of a link opened in this session, or ``None`` once the pair is over."""
    link = CoachLink.objects.filter(
        pk=link_id, token_hash=token_hash(token), closed_at=None
    ).first()
    if link is None:
        return None
    with standing_for_coach(link):
        pair = pair_behind(link)
        if pair is None:
            return None
        return CoachPage(
            link_id=link.pk,
            person_id=link.person_id,
            first_name=Person.objects.only("first_name").get(pk=link.person_id).first_name,
            coach_name=pair.coach_name,
            until=pair.until,
            objectives=_objectives(pair),
            next_meeting=_next_meeting(link.person_id),
            exchanges=tuple(
                (row.side, row.words, row.recorded_at)
                for row in CoachExchange.objects.filter(pair=pair)[:EXCHANGES_SHOWN]
            ),
        )


def _objectives(pair: CoachPair) -> tuple[SharedObjective, ...]:
    chosen = pair.objectives.values("pk")
    rows = Objective.objects.filter(
        pk__in=chosen, person_id=pair.person_id, state=ObjectiveState.OPEN
    )
    return tuple(SharedObjective(row.words, row.job, row.by_day) for row in rows)


def _next_meeting(person_id: UUID) -> datetime | None:
    """A moment alone: neither with whom, nor where, nor about what."""
    found: datetime | None = (
        Appointment.objects.filter(
            person_id=person_id, state=MeetingState.PLANNED, starts_at__gte=clock.now()
        )
        .order_by("starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )
    return found
