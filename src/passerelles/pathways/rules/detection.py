"""Detection: what is checked before a path starts; it warns, and blocks only on agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ADULT_AGE = 18
# Early detection in an IME is meant for these ages, both included: until the 21st birthday.
EARLY_AGES = (16, 20)


class DetectionSection(StrEnum):
    SIPFP = "sipfp"
    IM_PRO = "im_pro"
    WORKSHOP = "workshop"
    ESAT = "esat"
    OTHER = "other"


class DetectionOutcome(StrEnum):
    PATH_STARTED = "path_started"
    LATER = "later"
    NO = "no"


SECTION_LABELS: dict[DetectionSection, str] = {
    DetectionSection.SIPFP: "SIPFP",
    DetectionSection.IM_PRO: "IM Pro",
    DetectionSection.WORKSHOP: "atelier",
    DetectionSection.ESAT: "ESAT",
    DetectionSection.OTHER: "autre",
}
OUTCOME_LABELS: dict[DetectionOutcome, str] = {
    DetectionOutcome.PATH_STARTED: "un parcours commence",
    DetectionOutcome.LATER: "plus tard",
    DetectionOutcome.NO: "la personne ne le souhaite pas",
}
EARLY_SECTIONS = frozenset({DetectionSection.SIPFP, DetectionSection.IM_PRO})


@dataclass(frozen=True, slots=True)
class DetectionFacts:
    """``None``: the age is unknown; the representative was not asked, or there is none."""

    section: DetectionSection
    age: int | None
    has_wish: bool
    person_agrees: bool
    representative_agrees: bool | None
    outcome: DetectionOutcome
    no_representative: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a detection; only ``blocks`` prevents it from being recorded."""

    message: str
    remedy: str = ""
    field: str = ""
    blocks: bool = False


def remarks(facts: DetectionFacts) -> list[Remark]:
    """Everything worth saying, what blocks first."""
    return sorted((*_wish(facts), *_agreement(facts), *_age(facts)), key=lambda r: not r.blocks)


def _wish(facts: DetectionFacts) -> Iterator[Remark]:
    if not facts.has_wish:
        yield Remark(
            "Pas de repérage sans le souhait de la personne.",
            "Notez d’abord ce qu’elle souhaite, avec ses mots.",
            field="wish",
            blocks=True,
        )


def _agreement(facts: DetectionFacts) -> Iterator[Remark]:
    if not facts.person_agrees and facts.outcome is not DetectionOutcome.NO:
        yield Remark(
            "La personne n’est pas d’accord : rien ne commence sans elle.",
            "Choisissez « la personne ne le souhaite pas », ou reparlez-en avec elle.",
            field="outcome",
            blocks=True,
        )
    if facts.outcome is not DetectionOutcome.PATH_STARTED or facts.representative_agrees is True:
        return
    if facts.age is not None and facts.age < ADULT_AGE:
        yield Remark(
            "La personne est mineure : son représentant légal doit être d’accord.",
            "Cherchez d’abord qui la représente, ou choisissez « plus tard »."
            if facts.no_representative
            else "Recueillez son accord, ou choisissez « plus tard ».",
            field="representative_agrees",
            blocks=True,
        )
    elif facts.age is None:
        yield Remark(
            "Date de naissance inconnue : si la personne est mineure, l’accord de son "
            "représentant légal est nécessaire.",
            "Complétez la date de naissance.",
        )


def _age(facts: DetectionFacts) -> Iterator[Remark]:
    if facts.section not in EARLY_SECTIONS or facts.age is None:
        return
    youngest, oldest = EARLY_AGES
    if not youngest <= facts.age <= oldest:
        yield Remark(
            f"Le repérage précoce est prévu de {youngest} à {oldest} ans : la personne a "
            f"{facts.age} ans.",
            "Rien n’empêche de continuer : dites-le simplement aux partenaires.",
        )
