"""What is to do: how pressing each thing is, in which order a role reads them, whose they are.

Urgency is about our promises and about ends that come, never about the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from passerelles.kernel.actors import Right

WEEK = timedelta(days=7)
AHEAD = timedelta(days=14)  # promises: what comes in two weeks
ENDING = timedelta(days=60)  # ends of contracts, placements, derogations: time to prepare
ANSWER_WITHIN = timedelta(days=7)  # a person who wrote waits for an answer
ASKED_AGAIN = timedelta(days=30)  # what was asked of others so long ago is asked again
FAR = date.max


class Urgency(StrEnum):
    """How pressing; the order of the members is the order of the page."""

    LATE = "passe"
    TODAY = "aujourdhui"
    WEEK = "semaine"
    SOON = "bientot"
    OPEN = "sans-date"


URGENCY_TITLES: dict[Urgency, str] = {
    Urgency.LATE: "Date passée, à régler d’abord",
    Urgency.TODAY: "Aujourd’hui",
    Urgency.WEEK: "Cette semaine",
    Urgency.SOON: "Bientôt, ou qui se termine",
    Urgency.OPEN: "Sans date",
}
# Said after a number: « 3 à la date passée ».
URGENCY_COUNTED: dict[Urgency, str] = {
    Urgency.LATE: "à la date passée",
    Urgency.TODAY: "aujourd’hui",
    Urgency.WEEK: "cette semaine",
    Urgency.SOON: "bientôt",
    Urgency.OPEN: "sans date",
}


class Subject(StrEnum):
    """What a thing to do is about; the value is what the address of a filter shows."""

    STEPS = "etapes"
    ANSWERS = "reponses"
    MEETINGS = "rendez-vous"
    OBSERVATIONS = "observations"
    PAPERS = "papiers"
    WORK = "travail"
    FOLLOW_UP = "suivi"
    SUPPORT = "accompagnement"
    PROGRAMMES = "programmes"
    RIGHTS = "droits"
    PATHS = "parcours"
    WISHES = "souhaits"
    SILENCE = "silence"
    SHARING = "partage"


@dataclass(frozen=True, slots=True)
class SubjectText:
    title: str
    icon: str


SUBJECTS: dict[Subject, SubjectText] = {
    Subject.STEPS: SubjectText("Prochaines étapes", "next"),
    Subject.ANSWERS: SubjectText("Réponses et demandes des personnes", "talk"),
    Subject.MEETINGS: SubjectText("Rendez-vous", "calendar"),
    Subject.OBSERVATIONS: SubjectText("Observations", "progress"),
    Subject.PAPERS: SubjectText("Papiers et signatures", "sign"),
    Subject.WORK: SubjectText("Contrats et immersions", "work"),
    Subject.FOLLOW_UP: SubjectText("Suivi dans l’emploi", "phone"),
    Subject.SUPPORT: SubjectText("Freins, financements, engagements", "help"),
    Subject.PROGRAMMES: SubjectText("Programmes", "step"),
    Subject.RIGHTS: SubjectText("Droits qui se terminent", "paper"),
    Subject.PATHS: SubjectText("Parcours", "path"),
    Subject.WISHES: SubjectText("Souhaits sans suite", "wishes"),
    Subject.SILENCE: SubjectText("Sans nouvelles", "bell"),
    Subject.SHARING: SubjectText("Partage et demandes", "share"),
}


class Whose(StrEnum):
    """Whose work is shown."""

    MINE = "moi"
    TEAM = "equipe"


class Standpoint(StrEnum):
    """From where one reads the list: it decides what comes first, never what one may see."""

    FOLLOWS = "follows"  # CIP, educator, company relations
    SUPERVISES = "supervises"
    LEADS = "leads"
    PROTECTS = "protects"  # privacy officer
    ELSEWHERE = "elsewhere"


# What a role reads first inside a same urgency; what is not listed comes after, in the usual order.
FIRST_READ: dict[Standpoint, tuple[Subject, ...]] = {
    Standpoint.FOLLOWS: (),
    Standpoint.SUPERVISES: (Subject.MEETINGS, Subject.OBSERVATIONS, Subject.PAPERS, Subject.WORK),
    Standpoint.LEADS: (Subject.PATHS, Subject.PAPERS, Subject.WORK),
    Standpoint.PROTECTS: (Subject.SHARING,),
    Standpoint.ELSEWHERE: (Subject.SHARING,),
}


def standpoint(rights: frozenset[Right]) -> Standpoint:
    """Read from what the membership lets one do: several roles add up, the widest speaks."""
    if leads(rights):
        return Standpoint.LEADS
    if Right.WRITE_PEOPLE in rights:
        return Standpoint.FOLLOWS if Right.SHARE in rights else Standpoint.SUPERVISES
    return Standpoint.PROTECTS if Right.HANDLE_PRIVACY in rights else Standpoint.ELSEWHERE


def leads(rights: frozenset[Right]) -> bool:
    """Whoever leads the service: the same right as importing a list of persons."""
    return Right.IMPORT_PEOPLE in rights and Right.READ_PEOPLE in rights


def usual(point: Standpoint) -> Whose:
    """What one reads without choosing: whoever leads looks at the team first."""
    return Whose.TEAM if point is Standpoint.LEADS else Whose.MINE


def reading_order(point: Standpoint) -> tuple[Subject, ...]:
    first = FIRST_READ[point]
    return (*first, *(subject for subject in Subject if subject not in first))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, with the one page that settles it.

    ``route`` and ``args`` name that page; ``alarm`` is the word of what cannot wait; ``owner`` is
    the colleague who does it, empty when it falls to nobody in particular.
    """

    subject: Subject
    what: str
    route: str
    args: tuple[object, ...]
    action: str
    urgency: Urgency
    on: date | None = None
    when: str = ""
    person: str = ""
    person_id: UUID | None = None
    alarm: str = ""
    owner: UUID | None = None


def promised(on: date | None, today: date) -> Urgency:
    """Something we said we would do on a day."""
    if on is None:
        return Urgency.OPEN
    if on < today:
        return Urgency.LATE
    return _coming(on, today)


def ending(on: date, today: date) -> Urgency:
    """Something that ends: once over it is no promise broken, it only waits to be noted."""
    return Urgency.SOON if on < today else _coming(on, today)


def _coming(on: date, today: date) -> Urgency:
    if on == today:
        return Urgency.TODAY
    return Urgency.WEEK if on <= today + WEEK else Urgency.SOON


def answer_due(received: date, today: date) -> Urgency:
    """A person wrote: answered within the week, the sooner the better."""
    return Urgency.LATE if received + ANSWER_WITHIN < today else Urgency.TODAY


def asked_again(since: date, today: date) -> Urgency:
    """Something asked of others without a day: after a month it is asked again."""
    return Urgency.OPEN if today <= since + ASKED_AGAIN else Urgency.WEEK


def in_order(items: Iterable[Item], point: Standpoint) -> list[Item]:
    """Late promises, today, this week, what ends; inside each, what the role reads first."""
    urgencies = {urgency: rank for rank, urgency in enumerate(Urgency)}
    subjects = {subject: rank for rank, subject in enumerate(reading_order(point))}
    return sorted(
        items,
        key=lambda item: (
            urgencies[item.urgency],
            not item.alarm,
            subjects[item.subject],
            item.on or FAR,
            item.person,
        ),
    )


def counted(items: Iterable[Item]) -> dict[Urgency, int]:
    """How many of each urgency, in order, the empty ones left out."""
    found = dict.fromkeys(Urgency, 0)
    for item in items:
        found[item.urgency] += 1
    return {urgency: number for urgency, number in found.items() if number}
