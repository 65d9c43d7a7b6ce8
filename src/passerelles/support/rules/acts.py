"""Acts of accompaniment: for whom, where, how long; done with one person or with a group.

One list, closed so that it can be counted, with « autre » and its own words for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActTarget(StrEnum):
    """Whom the act serves: one accompanies in the company, and the company itself."""

    PERSON = "person"
    COMPANY = "company"
    BOTH = "both"


TARGET_LABELS: dict[ActTarget, str] = {
    ActTarget.PERSON: "La personne",
    ActTarget.COMPANY: "L’entreprise",
    ActTarget.BOTH: "La personne et l’entreprise",
}


class ActPlace(StrEnum):
    STRUCTURE = "structure"
    COMPANY = "company"
    ELSEWHERE = "elsewhere"


PLACE_LABELS: dict[ActPlace, str] = {
    ActPlace.STRUCTURE: "Dans la structure",
    ActPlace.COMPANY: "Dans l’entreprise",
    ActPlace.ELSEWHERE: "Ailleurs",
}


class ActKind(StrEnum):
    CO_TUTORING = "co_tutoring"
    RESPONSIBILITY = "responsibility"
    INFORMATION = "information"
    EXCHANGE = "exchange"
    COLLECTIVE_GAME = "collective_game"
    COMPANY_VISIT = "company_visit"
    CLIMBING = "climbing"
    VIRTUAL_REALITY = "virtual_reality"
    SIMULATOR = "simulator"
    BOOTS = "boots"
    OTHER_DISCOVERY = "other_discovery"
    ON_THE_JOB = "on_the_job"
    WORKSTATION = "workstation"
    TUTOR_SUPPORT = "tutor_support"
    MEDIATION = "mediation"
    COMPANY_AWARENESS = "company_awareness"
    JOB_SEARCH = "job_search"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ActText:
    """How professionals name it, how the person reads it, and the family it is listed under."""

    label: str
    plain: str
    family: str


MOVEMENT = "Le mouvement : apprendre ensemble"
DISCOVERY = "Découvrir et essayer un métier"
COMPANY = "Dans l’entreprise et avec elle"
OTHERS = "Autre"

ACT_TEXTS: dict[ActKind, ActText] = {
    ActKind.CO_TUTORING: ActText(
        "Co-tutorat en situation de travail", "Apprendre avec un autre travailleur", MOVEMENT
    ),
    ActKind.RESPONSIBILITY: ActText(
        "Prise de responsabilité", "Prendre une responsabilité", MOVEMENT
    ),
    ActKind.INFORMATION: ActText("Information collective", "Une réunion pour savoir", MOVEMENT),
    ActKind.EXCHANGE: ActText("Échange collectif", "Parler à plusieurs", MOVEMENT),
    ActKind.COLLECTIVE_GAME: ActText("Jeu collectif", "Un jeu à plusieurs", MOVEMENT),
    ActKind.COMPANY_VISIT: ActText("Visite d’entreprise", "Visiter une entreprise", DISCOVERY),
    ActKind.CLIMBING: ActText(
        "Découverte d’un métier : salle d’escalade", "Découvrir un métier en grimpant", DISCOVERY
    ),
    ActKind.VIRTUAL_REALITY: ActText(
        "Découverte d’un métier : réalité virtuelle",
        "Découvrir un métier avec un casque",
        DISCOVERY,
    ),
    ActKind.SIMULATOR: ActText(
        "Découverte d’un métier : simulateur", "Essayer un métier sur un simulateur", DISCOVERY
    ),
    ActKind.BOOTS: ActText(
        "Découverte d’un métier : « Mets tes bottes »", "Aller voir un métier sur place", DISCOVERY
    ),
    ActKind.OTHER_DISCOVERY: ActText(
        "Découverte d’un métier : autre façon", "Découvrir un métier", DISCOVERY
    ),
    ActKind.ON_THE_JOB: ActText(
        "Accompagnement en situation de travail", "Vous aider au travail", COMPANY
    ),
    ActKind.WORKSTATION: ActText("Aménagement du poste", "Arranger le poste", COMPANY),
    ActKind.TUTOR_SUPPORT: ActText(
        "Appui au tuteur ou à l’équipe de l’entreprise", "Aider l’équipe de l’entreprise", COMPANY
    ),
    ActKind.MEDIATION: ActText("Médiation", "Parler ensemble pour arranger les choses", COMPANY),
    ActKind.COMPANY_AWARENESS: ActText(
        "Appui à l’entreprise, sensibilisation", "Aider l’entreprise à accueillir", COMPANY
    ),
    ActKind.JOB_SEARCH: ActText("Recherche d’emploi", "Chercher du travail", OTHERS),
    ActKind.OTHER: ActText("Autre accompagnement", "Autre chose", OTHERS),
}
ACT_LABELS: dict[ActKind, str] = {kind: text.label for kind, text in ACT_TEXTS.items()}


class Interest(StrEnum):
    """What the person says of the job they discovered."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


INTEREST_LABELS: dict[Interest, str] = {
    Interest.YES: "Ça m’intéresse",
    Interest.UNSURE: "Je ne sais pas encore",
    Interest.NO: "Ce n’est pas pour moi",
}


def act_families() -> list[tuple[str, list[tuple[str, str]]]]:
    """The list as a form offers it, family by family."""
    families: dict[str, list[tuple[str, str]]] = {}
    for kind, text in ACT_TEXTS.items():
        families.setdefault(text.family, []).append((kind.value, text.label))
    return list(families.items())


def is_discovery(kind: ActKind) -> bool:
    return ACT_TEXTS[kind].family == DISCOVERY


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What the rules look at in an act about to be written."""

    kind: ActKind
    target: ActTarget
    place: ActPlace
    on: date
    names_company: bool
    tutor_is_worker: bool = False
    interest: Interest | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class ActFault:
    field: str
    message: str
    remedy: str


def act_fault(facts: ActFacts, today: date) -> ActFault | None:
    """The first thing that does not hold together, and what to do about it."""
    if facts.on > today:
        return ActFault(
            "on",
            "Un acte se note quand il a eu lieu.",
            "Pour plus tard, prévoyez un rendez-vous ou une étape.",
        )
    if facts.target is not ActTarget.PERSON and not facts.names_company:
        return ActFault(
            "company",
            "Cet accompagnement sert une entreprise : il manque laquelle.",
            "Choisissez la situation de travail, ou écrivez le nom de l’entreprise.",
        )
    if facts.tutor_is_worker and facts.kind is not ActKind.CO_TUTORING:
        return ActFault(
            "tutor_is_worker",
            "Un autre travailleur n’est tuteur que dans un co-tutorat.",
            "Changez la sorte d’accompagnement, ou décochez.",
        )
    if facts.interest is not None and not is_discovery(facts.kind):
        return ActFault(
            "interest",
            "L’intérêt se demande après une visite ou une découverte d’un métier.",
            "Laissez cette réponse vide.",
        )
    if facts.kind is ActKind.OTHER and not facts.label.strip():
        return ActFault("label", "Dites de quoi il s’agit.", "Quelques mots suffisent.")
    return None


@dataclass(frozen=True, slots=True)
class ActTime:
    """One act as a total counts it; ``minutes`` is ``None`` when nobody noted them."""

    target: ActTarget
    kind: ActKind
    minutes: int | None
    counts_as_work: bool | None = None


@dataclass(frozen=True, slots=True)
class TimeTotal:
    """Minutes noted, and how many acts have none: what is unknown is not zero."""

    acts: int
    minutes: int
    untimed: int

    @property
    def sentence(self) -> str:
        text = hours_words(self.minutes)
        if self.untimed:
            return f"{text}, et {self.untimed} sans durée notée"
        return text


@dataclass(frozen=True, slots=True)
class ActTotals:
    all: TimeTotal
    by_target: tuple[tuple[ActTarget, TimeTotal], ...]
    by_kind: tuple[tuple[ActKind, TimeTotal], ...]
    on_working_time: TimeTotal


def act_totals(acts: Iterable[ActTime]) -> ActTotals:
    """Hours by target and by kind; an act that serves both is counted under « both », once."""
    rows = list(acts)
    return ActTotals(
        all=_total(rows),
        by_target=tuple(
            (target, _total([row for row in rows if row.target is target])) for target in ActTarget
        ),
        by_kind=tuple(
            (kind, found)
            for kind in ActKind
            if (found := _total([row for row in rows if row.kind is kind])).acts
        ),
        on_working_time=_total([row for row in rows if row.counts_as_work]),
    )


def _total(rows: list[ActTime]) -> TimeTotal:
    known = [row.minutes for row in rows if row.minutes is not None]
    return TimeTotal(len(rows), sum(known), len(rows) - len(known))


def hours_words(minutes: int) -> str:
    """``2 h 30``, ``45 min``, ``0 h``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min" if rest else "0 h"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
