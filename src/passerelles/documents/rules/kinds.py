"""The kinds of papers, read from ``papers.toml``: what each must say and who signs it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from passerelles.people.rules.representation import Act
from passerelles.sharing.rules.volets import Volet

PERIOD = "period"  # what an easy sentence may name besides the facts: « du 3 au 14 mai 2027 »


class FactShape(StrEnum):
    """How a fact is written: one line, several, a day, or one item on each line."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    LIST = "list"


class SignatoryRole(StrEnum):
    """In which capacity somebody signs."""

    PERSON = "person"
    LEGAL_REPRESENTATIVE = "legal_representative"
    HOST = "host"
    EMPLOYER = "employer"
    PRESCRIBER = "prescriber"
    SUPPORT = "support"
    ESAT = "esat"
    TRAINING = "training"
    SAVS = "savs"
    STRUCTURE = "structure"


ROLE_LABELS: dict[SignatoryRole, str] = {
    SignatoryRole.PERSON: "la personne",
    SignatoryRole.LEGAL_REPRESENTATIVE: "le représentant légal",
    SignatoryRole.HOST: "l’entreprise d’accueil",
    SignatoryRole.EMPLOYER: "l’employeur",
    SignatoryRole.PRESCRIBER: "le prescripteur",
    SignatoryRole.SUPPORT: "la structure qui accompagne",
    SignatoryRole.ESAT: "l’ESAT",
    SignatoryRole.TRAINING: "l’établissement ou l’organisme de formation",
    SignatoryRole.SAVS: "le SAVS",
    SignatoryRole.STRUCTURE: "la structure",
}

# The same, said to the person.
ROLE_PLAIN: dict[SignatoryRole, str] = {
    SignatoryRole.PERSON: "vous",
    SignatoryRole.LEGAL_REPRESENTATIVE: "votre représentant légal",
    SignatoryRole.HOST: "l’entreprise",
    SignatoryRole.EMPLOYER: "votre employeur",
    SignatoryRole.PRESCRIBER: "la structure qui vous oriente",
    SignatoryRole.SUPPORT: "la structure qui vous accompagne",
    SignatoryRole.ESAT: "l’ESAT",
    SignatoryRole.TRAINING: "l’école ou le centre de formation",
    SignatoryRole.SAVS: "le SAVS",
    SignatoryRole.STRUCTURE: "la structure",
}


@dataclass(frozen=True, slots=True)
class PaperFact:
    """One thing a paper says, and the legal mention it answers."""

    key: str
    label: str
    mention: str
    shape: FactShape
    required: bool
    hint: str
    blank: str  # what the paper says when nothing was written


@dataclass(frozen=True, slots=True)
class PaperSection:
    title: str
    facts: tuple[PaperFact, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the paper that does not depend on its facts."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One sort of paper; ``before_start``: nothing begins before everybody has signed."""

    code: str
    label: str
    title: str
    plain: str
    volet: Volet
    act: Act
    roles: tuple[SignatoryRole, ...]
    optional: tuple[SignatoryRole, ...]
    before_start: bool
    articles: str
    official_form: str
    official_note: str
    easy: tuple[str, ...]
    sections: tuple[PaperSection, ...]
    clauses: tuple[Clause, ...]

    @property
    def facts(self) -> dict[str, PaperFact]:
        return {fact.key: fact for section in self.sections for fact in section.facts}


class WrongPaperTable(ValueError):
    """``papers.toml`` contradicts itself: found when it is read, never by a reader of a paper."""


def paper_kind(code: str) -> PaperKind:
    """The kind behind a code; ``KeyError`` when there is none."""
    return paper_kinds()[code]


@lru_cache(maxsize=1)
def paper_kinds() -> Mapping[str, PaperKind]:
    text = files("passerelles.documents").joinpath("rules/papers.toml").read_text("utf-8")
    return {code: _kind(code, row) for code, row in tomllib.loads(text).items()}


def _kind(code: str, row: dict[str, Any]) -> PaperKind:
    kind = PaperKind(
        code=code,
        label=row["label"],
        title=row["title"],
        plain=row["plain"],
        volet=Volet(row["volet"]),
        act=Act(row["act"]),
        roles=tuple(SignatoryRole(role) for role in row["roles"]),
        optional=tuple(SignatoryRole(role) for role in row.get("optional", ())),
        before_start=row.get("before_start", False),
        articles=row["articles"],
        official_form=row.get("official_form", ""),
        official_note=row.get("official_note", ""),
        easy=tuple(row["easy"]),
        sections=tuple(_section(section) for section in row["sections"]),
        clauses=tuple(Clause(clause["title"], clause["text"]) for clause in row["clauses"]),
    )
    _check(kind)
    return kind


def _section(row: dict[str, Any]) -> PaperSection:
    return PaperSection(
        row["title"],
        tuple(
            PaperFact(
                key=fact["key"],
                label=fact["label"],
                mention=fact["mention"],
                shape=FactShape(fact.get("shape", FactShape.TEXT)),
                required=fact.get("required", False),
                hint=fact.get("hint", ""),
                blank=fact.get("blank", "sans objet"),
            )
            for fact in row["facts"]
        ),
    )


def _check(kind: PaperKind) -> None:
    """A paper leaves the house: nothing sensitive in it; its first page names only sure facts."""
    if kind.volet is Volet.SENSITIVE:
        raise WrongPaperTable(f"{kind.code} : un papier ne porte pas le volet sensible")
    keys = [fact.key for section in kind.sections for fact in section.facts]
    if len(keys) != len(set(keys)):
        raise WrongPaperTable(f"{kind.code} : une donnée est écrite deux fois")
    sure = {fact.key for fact in kind.facts.values() if fact.required} | {PERIOD}
    for sentence in kind.easy:
        if unsure := set(re.findall(r"{(\w+)}", sentence)) - sure:
            raise WrongPaperTable(f"{kind.code} : la première page cite {sorted(unsure)}")
