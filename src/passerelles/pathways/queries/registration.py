"""The registration of a person with the public employment service, as one reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.law.registration import (
    REGISTERED,
    RegistrationAsk,
    asks_of_work,
    employment_service,
)
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.law.work_kinds import WorkKind
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.rules.told import Gathered
from passerelles.people.rules.registration import (
    STANDING_TEXTS,
    Check,
    Standing,
    StandingText,
    checklist,
    standing_of,
)
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class AskLine:
    """One bridge that speaks of it: what it asks, whether that holds, and what makes it hold."""

    label: str
    sentence: str
    needed: bool
    met: bool | None
    met_by: str


@dataclass(frozen=True, slots=True)
class Registration:
    """The checklist: the state, what asks for it, the means it opens, whether one may note it."""

    service: str
    standing: Standing
    text: StandingText
    asks: tuple[AskLine, ...]
    checks: tuple[Check, ...]
    writable: bool

    @property
    def missing(self) -> bool:
        """Whether what is asked for is known not to hold, by whichever bridge: never a block."""
        needed = [line for line in self.asks if line.needed]
        return bool(needed) and all(line.met is False for line in needed)

    @property
    def plain(self) -> str:
        return self.text.plain.format(service=self.service)


def registration(
    access: RecordAccess, gathered: Gathered, asks: Iterable[RegistrationAsk]
) -> Registration:
    """From the person as this reader was told: what they may not read stays to be checked."""
    today = clock.today()
    shared = access.may_read(Volet.SITUATION) and REGISTERED not in gathered.hidden
    held = gathered.person.holds(REGISTERED, today) if shared else None
    standing = standing_of(held, shared=shared)
    return Registration(
        service=employment_service(today).label,
        standing=standing,
        text=STANDING_TEXTS[standing],
        asks=tuple(_line(ask, gathered, today) for ask in asks),
        checks=tuple(checklist(held)),
        writable=shared and access.may_write(Volet.SITUATION),
    )


def registration_for_work(
    actor: Actor, access: RecordAccess, kind: WorkKind
) -> Registration | None:
    """``None`` where no bridge crossed by such a work speaks of it: nothing is invented."""
    today = clock.today()
    if asks_of_work(kind.code, None, today) is None:
        return None  # before anything is read of the person
    gathered = person_told(actor, access)
    asks = asks_of_work(kind.code, gathered.person.status, today)
    return None if asks is None else registration(access, gathered, asks)


def _line(ask: RegistrationAsk, gathered: Gathered, today: date) -> AskLine:
    met_by = ask.met_by(gathered.person, today)
    return AskLine(
        label=ask.bridge.label,
        sentence=ask.sentence,
        needed=ask.needed,
        met=ask.met(gathered.person, today),
        met_by=SITUATION_TEXTS[met_by].label if met_by else "",
    )
