"""Who signs: what a person may sign alone, with someone, or only through a representative.

General principles of the civil code, kept as data (``data/representation.toml``) with their
article and how sure we are.  The judgment, or the mandate, always prevails: screens say so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

MAJORITY = 18
WORKING_AGE = 16


class Act(StrEnum):
    SHARING_AGREEMENT = "sharing_agreement"
    EMPLOYMENT_CONTRACT = "employment_contract"
    INTERNSHIP = "internship"
    IMAGE = "image"
    DAILY = "daily"


class Protection(StrEnum):
    """Legal standing of the person: of age and free, minor, or protected in some way."""

    NONE = "none"
    MINOR = "minor"
    TUTELLE = "tutelle"
    CURATELLE = "curatelle"
    CURATELLE_RENFORCEE = "curatelle_renforcee"
    HABILITATION = "habilitation"
    MANDATE = "mandate"


class Who(StrEnum):
    PERSON = "person"
    BOTH = "both"
    REPRESENTATIVE = "representative"
    DEPENDS = "depends"


ACT_LABELS: dict[Act, str] = {
    Act.SHARING_AGREEMENT: "Accord de partage du dossier",
    Act.EMPLOYMENT_CONTRACT: "Contrat de travail",
    Act.INTERNSHIP: "Convention de stage ou d’immersion",
    Act.IMAGE: "Autorisation de photo ou de vidéo",
    Act.DAILY: "Choix de tous les jours, souhaits, participation",
}

WHO_LABELS: dict[Who, str] = {
    Who.PERSON: "la personne seule",
    Who.BOTH: "la personne et son représentant",
    Who.REPRESENTATIVE: "le représentant, après avoir entendu la personne",
    Who.DEPENDS: "à lire dans le jugement ou le mandat",
}

# What kind of representative puts the person under which protection.
PROTECTION_OF_REPRESENTATIVE: dict[str, Protection] = {
    "parent": Protection.MINOR,
    "guardian_of_minor": Protection.MINOR,
    "tutelle": Protection.TUTELLE,
    "curatelle": Protection.CURATELLE,
    "curatelle_renforcee": Protection.CURATELLE_RENFORCEE,
    "habilitation": Protection.HABILITATION,
    "mandate": Protection.MANDATE,
}

# The strictest first: with two measures in force, the one that protects most is followed.
_STRICTEST = (
    Protection.TUTELLE,
    Protection.HABILITATION,
    Protection.MANDATE,
    Protection.CURATELLE_RENFORCEE,
    Protection.CURATELLE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs one act, in a plain sentence, with its article and how sure we are."""

    act: Act
    who: Who
    sentence: str
    article: str
    certain: bool

    @property
    def needs_representative(self) -> bool:
        return self.who in (Who.BOTH, Who.REPRESENTATIVE, Who.DEPENDS)

    @property
    def needs_person(self) -> bool:
        return self.who is not Who.REPRESENTATIVE


def protection_of(age: int | None, representatives: Iterable[str]) -> Protection:
    """Standing of a person from their age and the kinds of representatives in force.

    A parent, or the guardian of a minor, no longer represents someone who has come of age.
    An unknown age is not a minor's: the representatives recorded decide.
    """
    kinds = {PROTECTION_OF_REPRESENTATIVE[kind] for kind in representatives}
    if age is not None and age < MAJORITY:
        return Protection.MINOR
    for protection in _STRICTEST:
        if protection in kinds:
            return protection
    return Protection.MINOR if age is None and Protection.MINOR in kinds else Protection.NONE


def signing_kinds(age: int | None, representatives: Iterable[str]) -> frozenset[str]:
    """Kinds of representatives, among those in force, that sign today.

    A parent still written in the record of an adult under a measure signs nothing: the measure
    that is followed says who does.
    """
    kinds = set(representatives)
    standing = protection_of(age, kinds)
    return frozenset(kind for kind in kinds if PROTECTION_OF_REPRESENTATIVE[kind] is standing)


def signature(act: Act, *, age: int | None, representatives: Iterable[str] = ()) -> Signature:
    """Who signs one act for a person of this age with these representatives in force."""
    return _table()[protection_of(age, representatives)][act]


def signatures(*, age: int | None, representatives: Iterable[str] = ()) -> list[Signature]:
    standing = protection_of(age, list(representatives))
    return [_table()[standing][act] for act in Act]


def needs_representative_recorded(age: int | None, representatives: Iterable[str]) -> bool:
    """A minor without anybody recorded to sign with them."""
    kinds = {PROTECTION_OF_REPRESENTATIVE[kind] for kind in representatives}
    return age is not None and age < MAJORITY and Protection.MINOR not in kinds


def notes(age: int | None) -> list[str]:
    """What to know at this age, for information."""
    if age is None or age >= MAJORITY:
        return []
    if age < WORKING_AGE:
        return [
            "Avant 16 ans, le travail n’est permis que dans quelques cas prévus par la loi "
            "(stage scolaire, apprentissage sous conditions)."
        ]
    return [
        "Dès 16 ans, un contrat de travail est possible avec l’autorisation du représentant "
        "légal ; la durée, la nuit et certains travaux restent limités jusqu’à 18 ans."
    ]


@lru_cache(maxsize=1)
def _table() -> dict[Protection, dict[Act, Signature]]:
    text = files("passerelles.people").joinpath("data/representation.toml").read_text("utf-8")
    rows = tomllib.loads(text)["rows"]
    table: dict[Protection, dict[Act, Signature]] = {standing: {} for standing in Protection}
    for row in rows:
        table[Protection(row["protection"])][Act(row["act"])] = Signature(
            act=Act(row["act"]),
            who=Who(row["who"]),
            sentence=row["sentence"],
            article=row.get("article", ""),
            certain=row["confidence"] == "certain",
        )
    return table
