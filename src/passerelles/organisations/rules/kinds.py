"""The table of kinds: what differs between an ESAT, an ACI, a GEIQ… is data, checked at load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from passerelles.kernel.text import fold


class Family(StrEnum):
    PROTECTED = "protected"
    ADAPTED = "adapted"
    IAE = "iae"
    GEIQ = "geiq"
    ESS = "ess"
    TRAINING = "training"
    EMPLOYER = "employer"
    PUBLIC = "public"
    PARTNER = "partner"


FAMILY_LABELS: Mapping[Family, str] = {
    Family.PROTECTED: "Secteur médico-social et protégé",
    Family.ADAPTED: "Entreprises adaptées",
    Family.IAE: "Insertion par l’activité économique",
    Family.GEIQ: "Groupements d’employeurs",
    Family.ESS: "Économie sociale et solidaire",
    Family.TRAINING: "Formation",
    Family.EMPLOYER: "Employeurs et acheteurs",
    Family.PUBLIC: "Service public de l’emploi, collectivités, financeurs",
    Family.PARTNER: "Partenaires",
}


class PersonStatus(StrEnum):
    """What the person is there: this decides the contract, the pay and the vocabulary."""

    USER = "user"
    EMPLOYEE = "employee"
    TRAINEE = "trainee"
    NONE = "none"


PERSON_STATUS_LABELS: Mapping[PersonStatus, str] = {
    PersonStatus.USER: "usager",
    PersonStatus.EMPLOYEE: "salarié",
    PersonStatus.TRAINEE: "stagiaire de la formation",
    PersonStatus.NONE: "n’accueille pas de personnes",
}


class ProjectReach(StrEnum):
    WHOLE_LIFE = "whole_life"
    EMPLOYMENT = "employment"
    TRAINING = "training"
    NONE = "none"


PROJECT_LABELS: Mapping[ProjectReach, str] = {
    ProjectReach.WHOLE_LIFE: "toute la vie de la personne",
    ProjectReach.EMPLOYMENT: "le projet professionnel",
    ProjectReach.TRAINING: "le parcours de formation",
    ProjectReach.NONE: "pas de projet individualisé",
}


class Market(StrEnum):
    SHELTERED = "sheltered"
    FRAMED = "framed"
    FULL = "full"
    NONE = "none"


MARKET_LABELS: Mapping[Market, str] = {
    Market.SHELTERED: "vend dans le cadre du secteur protégé",
    Market.FRAMED: "vend dans des limites fixées par sa convention",
    Market.FULL: "vend comme toute entreprise",
    Market.NONE: "ne vend pas",
}

COLOURS = frozenset({"leaf", "coral", "sky", "plum", "teal", "muted"})
NEUTRAL_LABEL = "service partenaire"


class TableError(ValueError):
    """The shipped table of kinds is wrong: said at load, with the kind and the field."""


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    label: str
    plain: str
    family: Family
    person: PersonStatus
    project: ProjectReach
    exit: bool
    bounded: bool
    market: Market
    authorities: tuple[str, ...]
    places: bool
    ess: bool
    colour: str
    sign: str
    long: str = ""
    # Name of the legal rule that bounds the time spent there, empty when it is not bounded.
    duration: str = ""
    sensitive: bool = False

    @property
    def long_label(self) -> str:
        return self.long or self.label

    @property
    def differences(self) -> tuple[tuple[str, str], ...]:
        """What sets this kind apart, as (question, answer) pairs for a reader."""
        bounded = "limitée par la loi" if self.bounded else "sans limite fixée"
        return (
            ("La personne y est", PERSON_STATUS_LABELS[self.person]),
            ("Le projet individualisé porte sur", PROJECT_LABELS[self.project]),
            ("Objectif de sortie vers l’emploi", "oui" if self.exit else "non"),
            ("Durée de l’accompagnement", bounded),
            ("Place sur le marché", MARKET_LABELS[self.market]),
            ("Autorités de tutelle", ", ".join(self.authorities) or "aucune"),
        )


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind by its key, in the order of the table."""
    text = files("passerelles.organisations.rules").joinpath("kinds.toml").read_text("utf-8")
    return read_table(text)


def kind(key: str) -> Kind:
    """The kind behind a key; an unknown key (older database) reads as "other"."""
    return kinds().get(key) or kinds()["other"]


def is_kind(key: str) -> bool:
    return key in kinds()


# Organisations that others belong to: a network, and a group of employers.
GATHERING = ("network", "geiq")


def gathers(key: str) -> bool:
    """Whether others may be its adherents."""
    return key in GATHERING


def read_table(text: str) -> Mapping[str, Kind]:
    """Parse and check a table of kinds; raises :class:`TableError`."""
    raw = tomllib.loads(text)
    table = {key: _kind(key, dict(values)) for key, values in raw.items()}
    if "other" not in table:
        raise TableError("il manque la sorte « other », à laquelle se rattache l’inconnu")
    return MappingProxyType(table)


def _kind(key: str, values: dict[str, Any]) -> Kind:
    known = {field.name for field in fields(Kind)} - {"key"}
    if unknown := sorted(set(values) - known):
        raise TableError(f"{key} : champ inconnu {', '.join(unknown)}")
    try:
        built = Kind(
            key=key,
            **{
                **values,
                "family": Family(values["family"]),
                "person": PersonStatus(values["person"]),
                "project": ProjectReach(values["project"]),
                "market": Market(values["market"]),
                "authorities": tuple(values["authorities"]),
            },
        )
    except (KeyError, ValueError, TypeError) as error:
        raise TableError(f"{key} : {error}") from error
    _check(built)
    return built


def _check(built: Kind) -> None:
    for name in ("exit", "bounded", "places", "ess", "sensitive"):
        if not isinstance(getattr(built, name), bool):
            raise TableError(f"{built.key} : {name} doit être true ou false")
    if not re.fullmatch(r"[a-z][a-z_]{1,29}", built.key):
        raise TableError(f"{built.key} : clé de 2 à 30 lettres minuscules")
    if built.bounded != bool(built.duration):
        raise TableError(f"{built.key} : une durée bornée dit par quelle règle, et elle seule")
    if built.colour not in COLOURS:
        raise TableError(f"{built.key} : couleur inconnue {built.colour}")
    if not (built.label and built.plain and built.sign):
        raise TableError(f"{built.key} : libellé, mot simple et signe sont obligatoires")


# Words of a name that reveal health, addiction, violence or justice facts, once folded.
_REVEALING = re.compile(
    r"\b(csapa|caarud|addict\w*|alcool\w*|toxico\w*|spip|penitentiair\w*|prison|detenu\w*|justice"
    r"|psychiatri\w*|cmp|violences?|cidff|prostitution|vih|sida)\b"
)


def name_reveals(name: str) -> bool:
    """Whether the mere name of a service says something of health or justice of who goes there."""
    return _REVEALING.search(fold(name)) is not None


def is_sensitive(kind_key: str, name: str) -> bool:
    """Sensitive by default: by its kind, or by what its name says."""
    return kind(kind_key).sensitive or name_reveals(name)
