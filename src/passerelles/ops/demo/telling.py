"""Writing a story with past dates: entries signed by the players, without going through pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from passerelles.kernel import clock
from passerelles.ops.demo.cast import Players
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import (
    NextStep,
    Note,
    Path,
    ProgressAxis,
    ProgressPoint,
    Referent,
    Stage,
)
from passerelles.people.models import Fact, Person, Situation, SituationChange, Wish
from passerelles.people.rules.facts import FACTS, FactKind
from passerelles.people.rules.situations import SITUATIONS, SituationKind
from passerelles.sharing.models import Agreement, AgreementVolet, Party
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, Purpose, Volet
from passerelles.territories.models import Commune


def ago(days: int) -> date:
    """The day so many days before today; negative days are in the future."""
    return clock.today() - timedelta(days=days)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12, 0), tzinfo=UTC)


@dataclass
class Story:
    """One person's record being told; each method adds one entry."""

    players: Players
    person: Person
    path: Path | None = None

    def _signed(self, by: str, day: date, volet: Volet) -> dict[str, Any]:
        user = self.players.users[by]
        membership = next(m for m in self.players.memberships if m.user_id == user.id)
        return {
            "person": self.person,
            "organisation_id": membership.organisation_id,
            "author": user,
            "author_name": user.short_name,
            "volet": volet.value,
            "recorded_at": min(noon(day), clock.now()),
        }

    def _by_person(self, day: date, volet: Volet) -> dict[str, Any]:
        return {
            "person": self.person,
            "organisation": None,
            "author_kind": "person",
            "author_name": self.person.first_name,
            "volet": volet.value,
            "recorded_at": min(noon(day), clock.now()),
        }

    def start(self, title: str, *, origin: str, by: str, days: int) -> Path:
        self.path = Path.unscoped.create(
            **self._signed(by, ago(days), Volet.PATH),
            title=title,
            origin=self.players.organisations[origin],
            started_on=ago(days),
        )
        user = self.players.users[by]
        membership = next(m for m in self.players.memberships if m.user_id == user.id)
        Referent.objects.create(
            path=self.path,
            user=user,
            organisation_id=membership.organisation_id,
            since=noon(ago(days)),
        )
        return self.path

    def stage(
        self,
        kind: str,
        title: str,
        *,
        by: str,
        start: int | None,
        end: int | None = None,
        place: str = "",
        state: str = "",
        **fields: Any,
    ) -> Stage:
        """``start`` and ``end`` in days ago; the state follows from them unless said."""
        following = "planned" if start is None else "ongoing" if end is None else "done"
        stage: Stage = Stage.unscoped.create(
            **self._signed(by, ago(start or 0), Volet.PATH),
            path=self.path,
            kind=kind,
            title=title,
            place=self.players.organisations.get(place),
            state=state or following,
            started_on=None if start is None else ago(start),
            ended_on=None if end is None else ago(end),
            **fields,
        )
        return stage

    def observe(self, by: str, days: int, context: str, **levels: int) -> None:
        """Points of progress on several axes; ``by`` empty for the person herself."""
        axes = {
            axis.code: axis for axis in ProgressAxis.objects.filter(framework__organisation=None)
        }
        for code, level in levels.items():
            signed = (
                self._signed(by, ago(days), Volet.PROGRESS)
                if by
                else self._by_person(ago(days), Volet.PROGRESS)
            )
            ProgressPoint.unscoped.create(
                **signed, axis=axes[code], level=level, observed_on=ago(days), context=context
            )

    def tell(self, kind: FactKind, value: str, *, by: str, days: int) -> None:
        Fact.unscoped.create(
            **self._signed(by, ago(days), FACTS[kind].volet), kind=kind.value, value=value
        )

    def wish(self, kind: str, words: str, *, by: str, days: int) -> Wish:
        signed = (
            self._signed(by, ago(days), Volet.PROJECT)
            if by
            else self._by_person(ago(days), Volet.PROJECT)
        )
        wish: Wish = Wish.unscoped.create(
            **signed,
            kind=kind,
            words=words,
            expressed_on=ago(days),
            said_with="with" if by else "alone",
        )
        return wish

    def situation(
        self, kind: SituationKind, *states: tuple[str, int], by: str, until: int | None = None
    ) -> None:
        """States in order, each with the days ago it began; ``until`` ends the validity."""
        last_state, last_days = states[-1]
        situation = Situation.unscoped.create(
            **self._signed(by, ago(states[0][1]), SITUATIONS[kind].volet),
            kind=kind.value,
            state=last_state,
            state_on=ago(last_days),
            valid_from=ago(last_days) if last_state == "obtained" else None,
            valid_until=None if until is None else ago(until),
        )
        for state, days in states:
            SituationChange.objects.create(
                situation=situation,
                state=state,
                state_on=ago(days),
                recorded_at=noon(ago(days)),
                author=self.players.users[by],
                author_name=self.players.users[by].short_name,
            )

    def note(
        self, text: str, *, by: str, days: int, shared: bool = True, volet: Volet = Volet.PATH
    ) -> None:
        Note.unscoped.create(
            **self._signed(by, ago(days), volet), text=text, about_on=ago(days), shared=shared
        )

    def next_step(self, what: str, *, by: str, in_days: int, where: str, plain: str) -> None:
        signed = self._signed(by, clock.today(), Volet.PATH)
        NextStep.unscoped.create(
            **signed,
            path=self.path,
            what=what,
            plain=plain,
            owner_user=self.players.users[by],
            owner_organisation_id=signed["organisation_id"],
            due_at=datetime.combine(ago(-in_days), time(13, 0), tzinfo=UTC),
            where=where,
        )

    def agree(
        self,
        receiver: str,
        role: str,
        *volets: Volet,
        days: int = 60,
        purpose: Purpose = Purpose.FOLLOW_UP,
        **fields: Any,
    ) -> Agreement:
        """An agreement collected on paper so many days ago, for one year."""
        organisation = self.players.organisations[receiver]
        agreement: Agreement = Agreement.objects.create(
            person=self.person,
            receiver=organisation,
            giver_kind=fields.pop("giver_kind", "person"),
            purpose=purpose.value,
            party_role=role,
            valid_from=noon(ago(days)),
            valid_until=noon(ago(days - 365)),
            collection="paper",
            proof_reference=f"papier n° {self.person.first_name[:1]}-{ago(days):%Y%m}",
            notice_version="2026-11",
            **fields,
        )
        AgreementVolet.objects.bulk_create(
            AgreementVolet(agreement=agreement, volet=volet.value)
            for volet in (volets or ORDINARY_VOLETS)
        )
        self.join(organisation, role, "agreement", days)
        return agreement

    def join(self, organisation: Organisation, role: str, basis: str, days: int) -> None:
        Party.objects.get_or_create(
            person=self.person,
            organisation=organisation,
            basis=basis,
            until=None,
            defaults={"role": role, "since": noon(ago(days))},
        )


def open_record(
    players: Players,
    first_name: str,
    last_name: str,
    *,
    by: str,
    birth: date,
    insee: str,
    days: int,
) -> Story:
    """A person whose record is opened by the structure of ``by``."""
    user = players.users[by]
    membership = next(m for m in players.memberships if m.user_id == user.id)
    person = Person.unscoped.create(
        first_name=first_name,
        last_name=last_name,
        birth_date=birth,
        commune=Commune.objects.get(pk=insee),
        created_for_id=membership.organisation_id,
        created_by=user,
        created_at=noon(ago(days)),
    )
    story = Story(players, person)
    story.join(membership.organisation, "origin", "mission", days)
    return story
