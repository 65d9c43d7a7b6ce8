"""Bridges as data: from where to where, which act, on which conditions, how long, who decides.

A bridge without ``target`` is done without leaving where one is: a request, a training, an
immersion.  Its legal conditions are those of its acts, asked of the law at the day of the step;
what no act says stands in ``needs``.  A new bridge is a table in ``data/bridges.toml``, not code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from passerelles.law.parameters import Confidence
from passerelles.law.person import Status
from passerelles.law.situations import SITUATION_TEXTS, SituationKind

# What a plan counts, in months, for a stay or a step whose length varies: three is the presence
# from which the field counts a passage; neither is a rule, and steps say so.
VARIABLE_STAY = 3
VARIABLE_STEP = 1


class Preparation(StrEnum):
    """What the field advises before a step although no law asks for it."""

    WORK_RHYTHM = "work_rhythm"
    TRADE_SKILLS = "trade_skills"
    TRIED_JOB = "tried_job"
    INTRODUCTION = "introduction"
    FOLLOW_UP = "follow_up"
    GRADUAL_HOURS = "gradual_hours"


class Authority(StrEnum):
    """A decision of somebody, obtained on the way, which acts then rely on."""

    PRESCRIPTION = "prescription"
    DEROGATION = "derogation"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactText:
    """``label`` for professionals, ``plain`` for the person, ``how`` says how to obtain it."""

    label: str
    plain: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusText:
    """A status as routes show it.  ``kinds``: kinds of places one is then at; ``prepares``: what
    one has learnt or proved by being there; ``settled``: one stays there, it is no mere stage."""

    label: str
    short: str
    plain: str
    kinds: tuple[str, ...]
    prepares: frozenset[str]
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActTemplate:
    """An act to ask the law about: its class, what is known of it before it is written, and how
    its days follow from that of the step.

    ``months`` or ``weeks``: how long it lasts; ``contract_months``: length of the contract during
    which it takes place; ``in_path``: months of insertion path there must be behind it;
    ``proposed``: France Travail proposed it; ``esat_hours``: hours a week kept in ESAT beside it.
    ``advisory``: what it says informs, and decides nothing.
    """

    kind: str
    fields: Mapping[str, Any]
    months: int = 0
    weeks: int = 0
    contract_months: int = 0
    in_path: int = 0
    proposed: bool = False
    esat_hours: int = 0
    advisory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bridge:
    """One bridge.

    ``needs``: facts of which one at least, in each group, must be held; ``wants``: what steps
    done before may obtain for it; ``reads``: everything gained on the way that its conditions look
    at, were it obtained for something else; ``eased_by``: what the field advises to have first.
    ``origin``: the first of its sources, whose status the law is asked about: what depends on the
    status is another bridge.  ``months_usual`` is an indication, never a rule; ``months_min`` what the law or the programme
    sets.  ``occupies``: takes the person's time, so that two such do not run together.
    ``only_if``: what only the person can say, and nobody records, with its words for the person
    (``only_if_plain``).  ``only_towards``: not proposed on the way to anything else.  After ``end`` it is closed: an
    experiment that no text prolongs.
    """

    code: str
    label: str
    plain: str
    sources: frozenset[Status]
    origin: Status
    target: Status | None
    station: Status | None
    stage: str
    acts: tuple[ActTemplate, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    wants: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    gains: frozenset[str] = frozenset()
    prepares: frozenset[str] = frozenset()
    eased_by: frozenset[str] = frozenset()
    occupies: bool = False
    months_min: int | None = None
    months_usual: int | None = None
    length_note: str = ""
    after_months: int = 0
    hours_min: int | None = None
    hours_max: int | None = None
    rules: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    place_kinds: tuple[str, ...] = ()
    reversible: bool = True
    right_of_return: str = ""
    advice: str = ""
    only_if: str = ""
    only_if_plain: str = ""
    only_towards: frozenset[Status] = frozenset()
    start: date | None = None
    end: date | None = None
    confidence: Confidence = Confidence.LIKELY

    gives: frozenset[str] = field(init=False)  # facts and preparations held once it is done
    asks: frozenset[str] = field(init=False)  # all that an earlier step may usefully obtain
    months: int = field(init=False)  # before what follows: the usual ones, or those that are due

    def __post_init__(self) -> None:
        object.__setattr__(self, "gives", self.gains | self.prepares)
        object.__setattr__(self, "asks", self.wants | self.eased_by)
        object.__setattr__(self, "months", self._months())

    def _months(self) -> int:
        if self.months_min is not None or self.months_usual is not None:
            return max(self.months_usual or 0, self.months_min or 0)
        if self.target is not None:
            return VARIABLE_STAY
        return VARIABLE_STEP if self.occupies else 0

    @property
    def assumed(self) -> bool:
        """Whether its months are only a convention of the plan: its length is not known."""
        return self.months_min is None and self.months_usual is None and self.months > 0


class BridgeError(ValueError):
    """The shipped table of bridges is wrong: said at load, with the bridge and the field."""


def read_bridges(text: str, statuses: Mapping[Status, StatusText]) -> tuple[Bridge, ...]:
    """Bridges of a TOML table, in its order; raises :class:`BridgeError`.

    ``[groups]`` names sets of statuses that bridges leave from (``"@iae"``).
    """
    table = tomllib.loads(text)
    groups = table.pop("groups", {})
    return tuple(
        _bridge(code, {**row, "from": _members(row.get("from", ()), groups)}, statuses)
        for code, row in table.items()
    )


def _members(names: list[str], groups: Mapping[str, list[str]]) -> list[str]:
    return [
        status
        for name in names
        for status in (groups[name[1:]] if name.startswith("@") else [name])
    ]


def _bridge(code: str, row: dict[str, Any], statuses: Mapping[Status, StatusText]) -> Bridge:
    try:
        target = Status(row.pop("to")) if "to" in row else None
        station = Status(row.pop("station")) if "station" in row else target
        needs = tuple((g,) if isinstance(g, str) else tuple(g) for g in row.pop("needs", ()))
        wants = frozenset(row.pop("wants", ())).union(*needs)
        prepares = frozenset(row.pop("prepares", ()))
        leaves = tuple(Status(source) for source in row.pop("from"))
        built = Bridge(
            code=code,
            sources=frozenset(leaves),
            origin=leaves[0],
            target=target,
            station=station,
            acts=tuple(_template(act) for act in row.pop("acts", ())),
            needs=needs,
            wants=wants,
            gains=frozenset(row.pop("gains", ())),
            reads=wants | frozenset(row.pop("reads", ())),
            prepares=prepares | (statuses[target].prepares if target else frozenset()),
            eased_by=frozenset(row.pop("eased_by", ())),
            only_towards=frozenset(Status(s) for s in row.pop("only_towards", ())),
            start=row.pop("in_force_from", None),
            end=row.pop("in_force_to", None),
            confidence=Confidence(row.pop("confidence", "likely")),
            **_tuples(row),
        )
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise BridgeError(f"{code} : {error}") from error
    _check(built)
    return built


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


_MANNERS = (
    "months", "weeks", "contract_months", "in_path", "proposed", "esat_hours", "advisory",
)  # fmt: skip


def _template(row: dict[str, Any]) -> ActTemplate:
    fields = _tuples(row)
    lengths = {name: fields.pop(name) for name in _MANNERS if name in fields}
    return ActTemplate(kind=fields.pop("kind"), fields=MappingProxyType(fields), **lengths)


def _check(built: Bridge) -> None:
    known = {*SituationKind, *Preparation, *Authority}
    if unknown := sorted((built.gives | built.asks) - known):
        raise BridgeError(
            f"{built.code} : {', '.join(unknown)} n’est ni un fait ni une préparation"
        )
    if bool(built.only_if) != bool(built.only_if_plain):
        raise BridgeError(f"{built.code} : only_if se dit aussi à la personne (only_if_plain)")
    if built.target is None and not built.gives:
        raise BridgeError(f"{built.code} : une étape sur place donne quelque chose")
    if built.target in built.sources:
        raise BridgeError(f"{built.code} : part d’où elle arrive")


def read_statuses(text: str) -> dict[Status, StatusText]:
    return {
        Status(code): StatusText(
            label=row["label"],
            short=row["short"],
            plain=row["plain"],
            kinds=tuple(row["kinds"]),
            prepares=frozenset(row.get("prepares", ())),
            settled=row.get("settled", False),
        )
        for code, row in tomllib.loads(text)["statuses"].items()
    }


def read_facts(text: str) -> dict[str, FactText]:
    """Words of preparations and authorities."""
    return {code: FactText(**row) for code, row in tomllib.loads(text)["facts"].items()}


def _data(name: str) -> str:
    folder = resources.files("passerelles.law") / "data"
    return folder.joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def statuses() -> Mapping[Status, StatusText]:
    """Words and places of every status."""
    return MappingProxyType(read_statuses(_data("statuses.toml")))


@lru_cache(maxsize=1)
def bridges() -> tuple[Bridge, ...]:
    """Every bridge shipped, in the order of the table."""
    return read_bridges(_data("bridges.toml"), statuses())


@lru_cache(maxsize=1)
def bridge_by_code() -> Mapping[str, Bridge]:
    return MappingProxyType({bridge.code: bridge for bridge in bridges()})


@lru_cache(maxsize=1)
def _own_facts() -> Mapping[str, FactText]:
    return MappingProxyType(read_facts(_data("statuses.toml")))


def fact_text(code: str) -> FactText:
    """Words of anything a bridge may ask for or give."""
    own = _own_facts().get(code)
    if own is not None:
        return own
    text = SITUATION_TEXTS[SituationKind(code)]
    return FactText(label=text.label, plain=text.plain, how=text.how)
