"""Where a registration with the public employment service is asked for, or helps.

Read from the table of bridges and nowhere else: what it does not say is not said.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from passerelles.law.bridges import Bridge, bridges
from passerelles.law.person import Person, Status
from passerelles.law.situations import SITUATION_TEXTS, SituationKind, covers

REGISTERED = SituationKind.FRANCE_TRAVAIL


@dataclass(frozen=True, slots=True)
class RegistrationAsk:
    """What one bridge says of it.  ``needed``: it, or one of ``others``, is asked for; else a
    step done before obtains it, and it only helps."""

    bridge: Bridge
    needed: bool
    others: tuple[SituationKind, ...] = ()

    @property
    def any_of(self) -> tuple[SituationKind, ...]:
        return (REGISTERED, *self.others)

    @property
    def sentence(self) -> str:
        if not self.needed:
            return "Elle n’est pas exigée ; elle aide à préparer cette étape."
        labels = [SITUATION_TEXTS[kind].label for kind in self.any_of]
        if len(labels) == 1:
            return f"Demandé : {labels[0]}."
        return f"Demandé, l’un ou l’autre : {', '.join(labels[:-1])} ou {labels[-1]}."

    def met(self, person: Person, day: date) -> bool | None:
        """Whether one of them holds that day; ``None`` while one that is not known could."""
        answers = [person.holds(kind, day) for kind in self.any_of]
        if True in answers:
            return True
        return None if None in answers else False

    def met_by(self, person: Person, day: date) -> SituationKind | None:
        return next((kind for kind in self.any_of if person.holds(kind, day)), None)


def ask_of(bridge: Bridge) -> RegistrationAsk | None:
    """What a bridge says of the registration, ``None`` when nothing."""
    for group in bridge.needs:
        if REGISTERED in group:
            others = tuple(
                SituationKind(code)
                for code in group
                if code != REGISTERED and code in set(SituationKind)
            )
            return RegistrationAsk(bridge, True, others)
    return RegistrationAsk(bridge, False) if REGISTERED in bridge.wants else None


def asks_of_work(kind: str, status: Status | None, day: date) -> tuple[RegistrationAsk, ...] | None:
    """Of the bridges crossed by such a work, from where the person stands when it is known.

    ``None``: nothing to say of it.  Empty: it is asked for elsewhere, but the table says nothing
    of somebody who stands there.
    """
    crossed = [
        bridge
        for bridge in _open(day)
        if any(act.fields.get("type") == kind for act in bridge.acts)
    ]
    asks = _asks(crossed)
    if status is None or not asks:
        return asks or None
    from_here = [bridge for bridge in crossed if status in bridge.sources]
    return (_asks(from_here) or None) if from_here else ()


def asks_from(status: Status | None, day: date) -> tuple[RegistrationAsk, ...]:
    """Of every bridge that leaves from where the person stands; nothing when it is not known."""
    return _asks(bridge for bridge in _open(day) if status in bridge.sources)


def _open(day: date) -> tuple[Bridge, ...]:
    return tuple(bridge for bridge in bridges() if covers(bridge.start, bridge.end, day))


def _asks(found: Iterable[Bridge]) -> tuple[RegistrationAsk, ...]:
    return tuple(ask for bridge in found if (ask := ask_of(bridge)) is not None)


@dataclass(frozen=True, slots=True)
class ServiceName:
    """How the public employment service is called, and how it was before."""

    name: str
    formerly: str = ""
    start: date | None = None
    end: date | None = None

    @property
    def label(self) -> str:
        return f"{self.name} (ex {self.formerly})" if self.formerly else self.name


def read_service_names(text: str) -> tuple[ServiceName, ...]:
    return tuple(
        ServiceName(row["name"], row.get("formerly", ""), row.get("from"), row.get("to"))
        for row in tomllib.loads(text)["name"]
    )


@lru_cache(maxsize=1)
def _service_names() -> tuple[ServiceName, ...]:
    folder = resources.files("passerelles.law") / "data"
    return read_service_names(folder.joinpath("employment_service.toml").read_text("utf-8"))


def employment_service(day: date) -> ServiceName:
    """Its name that day: « France Travail (ex Pôle emploi) »."""
    names = _service_names()
    return next((one for one in names if covers(one.start, one.end, day)), names[-1])
