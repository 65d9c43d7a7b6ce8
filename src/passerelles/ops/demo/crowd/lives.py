"""One invented person, and the rows of their life in the order they must be written."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from passerelles.accounts.models import User
from passerelles.kernel.clock import PARIS
from passerelles.kernel.text import fold
from passerelles.ops.demo.crowd import words
from passerelles.ops.demo.crowd.sowing import identifier
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import (
    NextStep,
    Note,
    Path,
    ProgressAxis,
    ProgressPoint,
    Referent,
    Stage,
    WellBeing,
)
from passerelles.people.models import (
    Fact,
    LegalRepresentative,
    Person,
    Situation,
    SituationChange,
    Wish,
)
from passerelles.sharing.models import Agreement, AgreementVolet, Party
from passerelles.sharing.models.entries import AuthorKind, PersonEntry
from passerelles.sharing.rules.volets import Volet

if TYPE_CHECKING:
    from passerelles.ops.demo.crowd.growing import Size

ADULT = 18
E = TypeVar("E", bound=PersonEntry)


@dataclass(frozen=True, slots=True)
class Team:
    """Who accompanies, and the communes around with their cumulated inhabitants."""

    organisation: Organisation
    user: User
    communes: list[str] = field(default_factory=list)
    inhabitants: list[int] = field(default_factory=list)


@dataclass
class World:
    size: Size
    moment: datetime
    teams: list[Team]
    axes: list[ProgressAxis]

    @property
    def today(self) -> date:
        return self.moment.astimezone(PARIS).date()


class Life:
    """Rows of one person, in the order they must be written."""

    ORDER: ClassVar = (
        "persons", "representatives", "parties", "agreements", "agreed", "wishes", "facts",
        "situations", "changes", "paths", "referents", "stages", "steps", "points", "notes",
        "moods",
    )  # fmt: skip

    def __init__(self, rng: random.Random, world: World, team: Team) -> None:
        self.rng, self.world, self.team = rng, world, team
        self.persons: list[Person] = []
        self.representatives: list[LegalRepresentative] = []
        self.parties: list[Party] = []
        self.agreements: list[Agreement] = []
        self.agreed: list[AgreementVolet] = []
        self.wishes: list[Wish] = []
        self.facts: list[Fact] = []
        self.situations: list[Situation] = []
        self.changes: list[SituationChange] = []
        self.paths: list[Path] = []
        self.referents: list[Referent] = []
        self.stages: list[Stage] = []
        self.steps: list[NextStep] = []
        self.points: list[ProgressPoint] = []
        self.notes: list[Note] = []
        self.moods: list[WellBeing] = []
        self.partners: list[Team] = []  # who may write about progress today
        days, minutes = rng.randint(20, 900), rng.randint(0, 400)
        self.begun = world.moment - timedelta(days=days, minutes=minutes)
        self._be_born()

    def _be_born(self) -> None:
        rng = self.rng
        first, last = rng.choice(words.FIRST_NAMES), words.last_name(rng)
        usage = words.last_name(rng) if rng.random() < 0.08 else ""
        self.age = rng.randint(16, 20) if self._is_school() else rng.randint(18, 60)
        born = self.world.today - timedelta(days=round(self.age * 365.25) + rng.randint(2, 360))
        reachable = rng.random() < 0.85
        self.person = Person(
            id=identifier(rng),
            first_name=first,
            last_name=last,
            usage_name=usage,
            folded_name=fold(f"{usage} {last} {first}"),
            birth_date=born if rng.random() < 0.97 else None,
            commune_id=self._commune(),
            # Numbers kept by the regulator for works of fiction.
            phone=f"06 39 98 {rng.randint(0, 99):02} {rng.randint(0, 99):02}" if reachable else "",
            no_contact=not reachable,
            safe_contact="Passer par son éducatrice." if not reachable else "",
            created_for=self.team.organisation,
            created_by=self.team.user,
            created_at=self.begun,
        )
        self.persons.append(self.person)
        if self.age < ADULT:
            self._represent()
        self.join(self.team, "origin", "mission", self.begun, None)

    def _is_school(self) -> bool:
        return self.team.organisation.kind in {"ime", "sipfp"}

    def _commune(self) -> str | None:
        known = self.team.communes
        if not known:
            return None
        return self.rng.choices(known, cum_weights=self.team.inhabitants)[0]

    def _represent(self) -> None:
        self.representatives.append(
            self.entry(
                LegalRepresentative,
                Volet.IDENTITY,
                self.begun,
                kind=LegalRepresentative.Kind.PARENT,
                name=f"{self.rng.choice(words.FIRST_NAMES)} {self.person.last_name}",
                link=self.rng.choice(("sa mère", "son père")),
                since=self.person.birth_date or self.begun.date(),
            )
        )

    def join(
        self, team: Team, role: str, basis: str, since: datetime, until: datetime | None
    ) -> None:
        self.parties.append(
            Party(
                id=identifier(self.rng),
                person=self.person,
                organisation=team.organisation,
                role=role,
                basis=basis,
                since=since,
                until=until,
            )
        )

    def entry(
        self,
        model: type[E],
        volet: Volet,
        at: datetime,
        *,
        by_person: bool = False,
        shared: bool = True,
        **fields: Any,
    ) -> E:
        """An entry by the person, by the team, or by a partner the person agreed to."""
        team = self.team
        if volet is Volet.PROGRESS and self.partners and self.rng.random() < 0.2:
            team = self.rng.choice(self.partners)
        signature: dict[str, Any] = {
            "organisation": team.organisation,
            "author": team.user,
            "author_kind": AuthorKind.PROFESSIONAL,
            "author_name": team.user.short_name,
        }
        if by_person:
            signature = {
                "author_kind": AuthorKind.PERSON,
                "author_name": self.person.first_name,
            }
        return model(
            id=identifier(self.rng),
            person=self.person,
            volet=volet.value,
            shared=shared,
            recorded_at=at,
            **signature,
            **fields,
        )

    def between(self, start: datetime, end: datetime) -> datetime:
        return start + (end - start) * self.rng.random()

    def early(self) -> datetime:
        return self.between(self.begun, min(self.world.moment, self.begun + timedelta(days=60)))

    def recent(self) -> datetime:
        return self.between(self.world.moment - timedelta(days=15), self.world.moment)
