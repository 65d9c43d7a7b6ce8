"""Growing the crowd: who lives where, followed by whom, in batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from uuid import UUID

from django.db import models, transaction

from passerelles.accounts.models import User
from passerelles.journal.actions import Line, record_all
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.ops.demo.crowd.agreed import share
from passerelles.ops.demo.crowd.lives import Life, Team, World
from passerelles.ops.demo.crowd.seen import be_seen
from passerelles.ops.demo.crowd.sowing import insert
from passerelles.ops.demo.crowd.told import tell
from passerelles.ops.demo.crowd.walked import set_out
from passerelles.organisations.models import Organisation, Site
from passerelles.pathways.loading import ensure_default_framework
from passerelles.sharing.events import OPENED
from passerelles.sharing.models import PersonEntry
from passerelles.sharing.rules.decision import Ground
from passerelles.sharing.rules.volets import Volet
from passerelles.territories.models import Commune

BATCH = 400
# At least who, what is told and one stage: fewer entries would not be a life.
FEWEST_ENTRIES = 9
OPENED_RECORDS = 200  # among which the lines of the log are spread


@dataclass(frozen=True, slots=True)
class Size:
    """``skew``: 0 gives every organisation as many persons, 1 halves them from rank to rank."""

    people: int
    seed: int
    entries_per_person: float = 20
    skew: float = 1.0
    agreements_per_person: float = 1.2
    withdrawn: float = 0.08
    ended: float = 0.1
    sensitive: float = 0.05
    journal_lines: int = 40


@dataclass
class Grown:
    people: int = 0
    entries: int = 0
    agreements: int = 0
    by_organisation: Counter[UUID] = field(default_factory=Counter)


def grow(
    size: Size,
    *,
    organisations: list[tuple[Organisation, User]],
    progress: Callable[[str], None] = lambda words: None,
) -> Grown:
    """Create the crowd; the caller has put a system actor in scope."""
    if not organisations:
        raise ValueError("Il faut au moins une organisation pour accompagner quelqu’un.")
    rng = random.Random(size.seed)  # noqa: S311 — repeatable, not secret
    world = _world(size, organisations)
    grown = Grown()
    opened: list[tuple[UUID, Team]] = []
    homes = _homes(rng, size, world.teams)
    while batch := list(islice(homes, BATCH)):
        lives = [_live(rng, world, team) for team in batch]
        opened += [(life.person.pk, life.team) for life in lives][: OPENED_RECORDS - len(opened)]
        _sow(lives, grown)
        progress(f"{grown.people} personnes, {grown.entries} entrées")
    _look(rng, size, opened)
    return grown


def _world(size: Size, organisations: list[tuple[Organisation, User]]) -> World:
    sites = dict(
        Site.objects.filter(organisation__in=[o for o, _user in organisations], main=True)
        .exclude(commune=None)
        .values_list("organisation_id", "commune__departement_id")
    )
    around: dict[str, list[tuple[str, int]]] = {}
    rows = Commune.objects.filter(departement__in=set(sites.values()), is_current=True)
    for insee, departement, inhabitants in rows.order_by("insee").values_list(
        "insee", "departement_id", "population"
    ):
        around.setdefault(departement, []).append((insee, inhabitants or 50))
    teams = [
        Team(organisation, user, *_communes(around.get(sites.get(organisation.pk, ""), [])))
        for organisation, user in organisations
    ]
    axes = list(ensure_default_framework().axes.filter(archived_at=None))
    return World(size=size, moment=clock.now(), teams=teams, axes=axes)


def _communes(known: list[tuple[str, int]]) -> tuple[list[str], list[int]]:
    return [insee for insee, _n in known], list(accumulate(n for _insee, n in known))


def _homes(rng: random.Random, size: Size, teams: list[Team]) -> Iterator[Team]:
    """The organisation of each person: sizes follow Zipf's law, nobody is left without one."""
    ranked = rng.sample(teams, len(teams))
    weights = list(accumulate(1 / rank**size.skew for rank in range(1, len(teams) + 1)))
    for number in range(size.people):
        if number < len(ranked):
            yield ranked[number]
        else:
            yield rng.choices(ranked, cum_weights=weights)[0]


def _live(rng: random.Random, world: World, team: Team) -> Life:
    life = Life(rng, world, team)
    mean = world.size.entries_per_person
    entries = max(FEWEST_ENTRIES, round(rng.gammavariate(5, mean / 5)))
    share(life)
    tell(life, entries)
    set_out(life)
    be_seen(life, entries)
    return life


def _sow(lives: list[Life], grown: Grown) -> None:
    with transaction.atomic():
        for name in Life.ORDER:
            rows: list[models.Model] = [row for life in lives for row in getattr(life, name)]
            insert(rows)
            if name == "agreements":
                grown.agreements += len(rows)
            grown.entries += sum(isinstance(row, PersonEntry) for row in rows)
    grown.people += len(lives)
    grown.by_organisation.update(life.team.organisation.pk for life in lives)


def _look(rng: random.Random, size: Size, opened: list[tuple[UUID, Team]]) -> None:
    """A few records were opened by those who follow them, so that the log has lines."""
    lines_of: dict[UUID, tuple[Actor, list[Line]]] = {}
    for _n in range(size.journal_lines if opened else 0):
        person_id, team = rng.choice(opened)
        actor = Actor(
            kind=ActorKind.PROFESSIONAL,
            user_id=team.user.pk,
            organisation_id=team.organisation.pk,
        )
        volets = (Volet.IDENTITY.value, Volet.PATH.value, Volet.PROGRESS.value)
        line = Line(OPENED, person_id, None, volets, Ground.MISSION.value)
        lines_of.setdefault(team.organisation.pk, (actor, []))[1].append(line)
    for actor, lines in lines_of.values():
        record_all(lines, actor=actor)
