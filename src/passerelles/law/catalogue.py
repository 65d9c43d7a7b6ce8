"""Every rule of the dossier: what it says in plain French, its article, its days in force.

A rule may have several dated versions (the trial period of the ESAT changed on 28 August
2025): « au 1er mars 2025 » shows the one of that day.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from passerelles.kernel.text import fold
from passerelles.law.parameters import Confidence


class RuleState(StrEnum):
    COMPUTED = "computed"  # the software checks it
    INFORMATION = "information"  # the software says it, people decide
    TO_SETTLE = "to_settle"  # uncertain: a parameter an organisation sets


STATE_LABELS: dict[RuleState, str] = {
    RuleState.COMPUTED: "vérifiée par le logiciel",
    RuleState.INFORMATION: "pour information",
    RuleState.TO_SETTLE: "à régler : la source est incertaine",
}

FAMILIES: dict[str, str] = {
    "ESAT": "ESAT",
    "IAE": "Insertion par l’activité économique",
    "EA": "Entreprises adaptées",
    "GEIQ": "GEIQ",
    "PMSMP": "Immersions (PMSMP)",
    "IME": "IME, SIPFP et école",
    "OETH": "Obligation d’emploi (OETH)",
    "CP": "Commande publique",
    "CL": "Clause d’insertion",
    "LOW": "Programmes à très bas seuil",
    "PROG": "Programmes",
    "AID": "Aides et équivalents temps plein",
    "DEF": "Définitions et expérimentations",
    "DP": "Données personnelles",
    "ACC": "Accessibilité",
}


@dataclass(frozen=True, slots=True)
class LawRule:
    """One version of one rule.  ``start`` and ``end`` are included; ``since`` says the period in
    words when the exact day was not read.  ``parameters`` are keys of the book."""

    id: str
    title: str
    statement: str
    article: str
    start: date | None
    end: date | None
    since: str
    confidence: Confidence
    state: RuleState
    parameters: tuple[str, ...]
    sources: tuple[str, ...]
    note: str

    @property
    def family(self) -> str:
        return self.id.rsplit("-", 1)[0]

    def in_force(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Catalogue:
    """Rules by id, each with its versions, the most recent first."""

    def __init__(self, versions: tuple[LawRule, ...]) -> None:
        self._versions: dict[str, tuple[LawRule, ...]] = {}
        for version in versions:
            self._versions[version.id] = (*self._versions.get(version.id, ()), version)

    def __contains__(self, rule_id: str) -> bool:
        return rule_id in self._versions

    def ids(self) -> tuple[str, ...]:
        return tuple(self._versions)

    def versions(self, rule_id: str) -> tuple[LawRule, ...]:
        return self._versions.get(rule_id, ())

    def at(self, rule_id: str, day: date) -> LawRule | None:
        """The version in force that day, or ``None``: the rule did not exist, or is over."""
        for version in self._versions.get(rule_id, ()):
            if version.in_force(day):
                return version
        return None

    def on(self, day: date, *, words: str = "", family: str = "") -> tuple[LawRule, ...]:
        """Rules in force that day, of a family, whose text holds every word looked for."""
        wanted = fold(words).split()
        found = []
        for rule_id in self._versions:
            rule = self.at(rule_id, day)
            if rule is None or (family and rule.family != family):
                continue
            text = fold(f"{rule.id} {rule.title} {rule.statement} {rule.article}")
            if all(word in text for word in wanted):
                found.append(rule)
        return tuple(found)


def read_rules(text: str) -> tuple[LawRule, ...]:
    """Versions of a TOML table ``[[ID]]``."""
    return tuple(
        _rule(rule_id, row) for rule_id, rows in tomllib.loads(text).items() for row in rows
    )


def _rule(rule_id: str, row: dict[str, Any]) -> LawRule:
    return LawRule(
        id=rule_id,
        title=row["title"],
        statement=row["statement"],
        article=row["article"],
        start=row.get("from"),
        end=row.get("to"),
        since=row.get("since", ""),
        confidence=Confidence(row["confidence"]),
        state=RuleState(row["state"]),
        parameters=tuple(row.get("parameters", ())),
        sources=tuple(row.get("sources", ())),
        note=row.get("note", ""),
    )


@dataclass(frozen=True, slots=True)
class LawSource:
    """Where rules were read: ``tag`` is what the rows quote."""

    tag: str
    title: str
    state: str


@lru_cache(maxsize=1)
def the_catalogue() -> Catalogue:
    """The rules shipped with the software, in the order of the families."""
    folder = resources.files("passerelles.law") / "data" / "rules"
    texts = {
        f.name.removesuffix(".toml"): f.read_text(encoding="utf-8")
        for f in folder.iterdir()
        if f.name.endswith(".toml")
    }
    ordered = sorted(texts, key=lambda name: list(FAMILIES).index(name.upper()))
    return Catalogue(tuple(rule for name in ordered for rule in read_rules(texts[name])))


@lru_cache(maxsize=1)
def the_sources() -> dict[str, LawSource]:
    """Sources by tag."""
    text = (resources.files("passerelles.law") / "data" / "sources.toml").read_text(
        encoding="utf-8"
    )
    return {
        tag: LawSource(tag, row["title"], row["state"]) for tag, row in tomllib.loads(text).items()
    }
