"""Random histories of sharing, seeded: parties, agreements, links and emergencies."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.clock import PARIS
from passerelles.sharing.rules.decision import (
    AgreementFacts,
    Basis,
    EmergencyFacts,
    GuestLinkFacts,
    PartyFacts,
    PersonFacts,
)
from passerelles.sharing.rules.volets import Purpose, Volet

# Around the autumn change of hour and a leap day, where clocks lie.
EPOCHS = (
    datetime(2026, 10, 24, 23, 0, tzinfo=PARIS),
    datetime(2028, 2, 28, 22, 0, tzinfo=PARIS),
    datetime(2026, 3, 28, 23, 30, tzinfo=PARIS),
)
RIGHTS = (Right.READ_PEOPLE, Right.WRITE_PEOPLE, Right.READ_SENSITIVE)


def ident(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


class History:
    """A small world: organisations, users, and the facts about one person."""

    def __init__(self, rng: random.Random, organisations: list[UUID], users: list[UUID]) -> None:
        self.rng = rng
        self.epoch = rng.choice(EPOCHS).astimezone(UTC)
        self.organisations = organisations
        self.users = users
        self.person_id = ident(rng)
        agreements = tuple(self.agreement() for _ in range(rng.randrange(4)))
        self.facts = PersonFacts(
            person_id=self.person_id,
            parties=self.parties(),
            agreements=agreements,
            guest_links=tuple(
                self.link(agreement) for agreement in agreements if rng.random() < 0.5
            ),
            emergencies=tuple(self.emergency() for _ in range(rng.randrange(2))),
        )

    def moment(self) -> datetime:
        # Few distinct moments, so that boundaries are hit all the time.
        return self.epoch + timedelta(minutes=30 * self.rng.randrange(8))

    def period(self) -> tuple[datetime, datetime]:
        start = self.moment()
        return start, start + timedelta(minutes=30 * self.rng.randrange(1, 6))

    def parties(self) -> tuple[PartyFacts, ...]:
        """At most one party for each organisation and basis: the database says so too."""
        parties = []
        for organisation in self.organisations:
            for basis in Basis:
                if self.rng.random() < 0.4:
                    start, end = self.period()
                    until = end if self.rng.random() < 0.6 else None
                    parties.append(PartyFacts(organisation, basis, start, until))
        return tuple(parties)

    def agreement(self) -> AgreementFacts:
        start, end = self.period()
        volets = self.rng.sample(list(Volet), self.rng.randrange(1, len(Volet)))
        withdrawn = start + timedelta(minutes=30 * self.rng.randrange(5))
        return AgreementFacts(
            id=ident(self.rng),
            receiver_id=self.rng.choice(self.organisations),
            volets=frozenset(volets),
            purpose=self.rng.choice(list(Purpose)),
            valid_from=start,
            valid_until=end,
            withdrawn_at=withdrawn if self.rng.random() < 0.4 else None,
        )

    def link(self, agreement: AgreementFacts) -> GuestLinkFacts:
        start, end = self.period()
        revoked = start + timedelta(minutes=30 * self.rng.randrange(5))
        return GuestLinkFacts(
            id=ident(self.rng),
            agreement_id=agreement.id,
            valid_from=start,
            valid_until=end,
            revoked_at=revoked if self.rng.random() < 0.3 else None,
        )

    def emergency(self) -> EmergencyFacts:
        start = self.moment()
        return EmergencyFacts(
            user_id=self.rng.choice(self.users),
            organisation_id=self.rng.choice(self.organisations),
            started_at=start,
            ends_at=start + timedelta(minutes=30 * self.rng.randrange(1, 7)),
        )

    def actors(self) -> list[Actor]:
        """One actor of each kind that could matter, and some that should see nothing."""
        rights = frozenset(right for right in RIGHTS if self.rng.random() < 0.8)
        links = [link.id for link in self.facts.guest_links] or [ident(self.rng)]
        return [
            Actor(
                kind=ActorKind.PROFESSIONAL,
                user_id=self.rng.choice(self.users),
                organisation_id=self.rng.choice(self.organisations),
                rights=rights,
            ),
            Actor(kind=ActorKind.PROFESSIONAL, user_id=self.rng.choice(self.users), rights=rights),
            Actor(kind=ActorKind.PERSON, person_id=self.person_id),
            Actor(kind=ActorKind.PERSON, person_id=ident(self.rng)),
            Actor(kind=ActorKind.PERSON),
            Actor(kind=ActorKind.GUEST, guest_link_id=self.rng.choice(links)),
            Actor(kind=ActorKind.GUEST),
            Actor(kind=ActorKind.ANONYMOUS),
        ]
