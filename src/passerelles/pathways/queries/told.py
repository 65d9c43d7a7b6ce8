"""What a record tells, to one reader, about where the person could go next."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.law.bridges import bridges
from passerelles.law.person import DiplomaLevel
from passerelles.pathways.models import Path, Stage, WorkSituation
from passerelles.pathways.queries.eyes import Eyes, own_eyes
from passerelles.pathways.rules.stages import PathState, StageKind, StageState
from passerelles.pathways.rules.told import Gathered, Told, ToldSituation, ToldStage, gather
from passerelles.pathways.rules.work import WorkState, state_on
from passerelles.pathways.rules.work_status import ToldWork
from passerelles.people.queries.record import facts_told, situations, wishes
from passerelles.people.rules.facts import FactKind
from passerelles.people.rules.situations import effective_state
from passerelles.people.rules.wishes import WishKind
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet

# Written about work, in the person's own words: what places are matched with.
MATCHED_WISHES = (WishKind.JOB, WishKind.INTEREST)
_DIPLOMAS: dict[str, DiplomaLevel] = {
    "none": "none",
    "cfg": "cfg",
    "cap": "cap",
    "bac": "bac",
    "higher": "higher",
    "foreign": "foreign",
}


def person_told(actor: Actor, access: RecordAccess) -> Gathered:
    """The person of the question, from what this reader may see and nothing else."""
    eyes = own_eyes(actor, access)
    today = clock.today()
    facts = {fact.kind: fact.value for fact in facts_told(access)}
    reach = facts.get(FactKind.REACH_KM, "")
    titles = facts.get(FactKind.OTHER_TITLES, "")
    paths = list(
        eyes.entries(Path)
        .filter(state=PathState.ACTIVE)
        .select_related("origin")
        .order_by("-started_on")
    )
    going_on = eyes.entries(Stage).filter(state=StageState.ONGOING).select_related("place")
    person = access.person
    return gather(
        Told(
            volets=frozenset(access.readable),
            birth_date=person.birth_date,
            commune=person.commune_id,
            diploma_level=_DIPLOMAS.get(facts.get(FactKind.DIPLOMA_LEVEL, "")),
            reach_km=int(reach) if reach.isdecimal() else None,
            situations=tuple(
                ToldSituation(
                    s.kind,
                    effective_state(s.state, s.valid_until, today),
                    s.valid_from,
                    s.valid_until,
                )
                for s in situations(access)
            ),
            titles=tuple(titles.split(",")) if titles else (),
            stages=tuple(
                ToldStage(StageKind(stage.kind), stage.place.kind if stage.place else "")
                for stage in going_on
            ),
            works=tuple(_works(eyes)),
            origin_kind=paths[0].origin.kind if paths else "",
            wishes=_words(access),
        )
    )


def _works(eyes: Eyes) -> Iterator[ToldWork]:
    """Contracts, supports and assignments going on today; one query."""
    today = clock.today()
    rows = (
        eyes.entries(WorkSituation)
        .filter(state__in=(WorkState.ONGOING, WorkState.SUSPENDED), start__lte=today)
        .filter(Q(end=None) | Q(end__gte=today))
    )
    for row in rows:
        state = state_on(WorkState(row.state), row.suspended_on, today)
        suspended = state is WorkState.SUSPENDED
        yield ToldWork(row.kind, row.employer_kind, row.start, row.end, suspended)


def _words(access: RecordAccess) -> tuple[str, ...]:
    if not access.may_read(Volet.PROJECT):
        return ()
    # A step chosen before there was a path is kept as a wish, and names no trade.
    steps = {bridge.plain for bridge in bridges()}
    kept = [wish for wish in wishes(access) if wish.kind in MATCHED_WISHES]
    said = [wish for wish in kept if wish.words not in steps]
    return tuple(dict.fromkeys(wish.words.strip() for wish in said if len(wish.words) <= 60))[:5]
