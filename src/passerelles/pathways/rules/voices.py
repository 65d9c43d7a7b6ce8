"""How a trial, an immersion or an assignment went: each side says it, and nobody speaks for another.

Three sides: the person, the place that welcomed, the structure that sends.  What is concluded is
read beside, never averaged: two voices that differ are a reason to talk, not a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from passerelles.law.work_kinds import WorkFamily, WorkKind


class ReviewSide(StrEnum):
    PERSON = "person"
    HOST = "host"
    SENDER = "sender"


class Attendance(StrEnum):
    """Whether it took place; an absence says nothing of its reason."""

    NO_SHOW = "no_show"
    PARTIAL = "partial"
    COMPLETED = "completed"


class Reached(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Compatibility(StrEnum):
    """What each side wants next."""

    CONTINUE = "continue"
    OTHER_JOB = "other_job"
    STOP = "stop"


SIDE_LABELS: dict[ReviewSide, str] = {
    ReviewSide.PERSON: "La personne",
    ReviewSide.HOST: "Le lieu d’accueil",
    ReviewSide.SENDER: "La structure qui accompagne",
}
ATTENDANCE_LABELS: dict[Attendance, str] = {
    Attendance.NO_SHOW: "n’est pas venue",
    Attendance.PARTIAL: "une partie seulement",
    Attendance.COMPLETED: "jusqu’au bout",
}
REACHED_LABELS: dict[Reached, str] = {
    Reached.YES: "objectif atteint",
    Reached.PARTLY: "objectif atteint en partie",
    Reached.NO: "objectif pas encore atteint",
    Reached.UNKNOWN: "on ne sait pas",
}
COMPATIBILITY_LABELS: dict[Compatibility, str] = {
    Compatibility.CONTINUE: "continuer",
    Compatibility.OTHER_JOB: "essayer un autre métier",
    Compatibility.STOP: "arrêter",
}

# The same answers with a picture and the words of the person.
PLAIN_ATTENDANCE: dict[Attendance, tuple[str, str]] = {
    Attendance.COMPLETED: ("done", "J’y étais jusqu’au bout"),
    Attendance.PARTIAL: ("calendar", "J’y étais une partie du temps"),
    Attendance.NO_SHOW: ("no", "Je n’y étais pas"),
}
PLAIN_COMPATIBILITY: dict[Compatibility, tuple[str, str]] = {
    Compatibility.CONTINUE: ("yes", "Je veux continuer"),
    Compatibility.OTHER_JOB: ("next", "Je veux essayer un autre métier"),
    Compatibility.STOP: ("no", "Je veux arrêter"),
}
PLAIN_REACHED: dict[Reached, tuple[str, str]] = {
    Reached.YES: ("smile", "Oui"),
    Reached.PARTLY: ("neutral", "Un peu"),
    Reached.NO: ("sad", "Non"),
    Reached.UNKNOWN: ("help", "Je ne sais pas"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side says today, in codes; empty where it said nothing."""

    attendance: str = ""
    reached: str = ""
    compatibility: str = ""

    @property
    def spoke(self) -> bool:
        return bool(self.attendance)


def is_reviewed(kind: WorkKind) -> bool:
    """Whether its end asks both sides: somebody welcomes somebody else's person, or tries a job."""
    return kind.family in {WorkFamily.ASSIGNMENT, WorkFamily.IMMERSION}


def missing_voices(voices: Mapping[ReviewSide, Voice]) -> tuple[ReviewSide, ...]:
    """Of the two that evaluate each other, those who have not spoken."""
    both = (ReviewSide.PERSON, ReviewSide.HOST)
    return tuple(side for side in both if not voices.get(side, Voice()).spoke)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """``sentence`` puts the two voices side by side; ``agreed`` only when both say the same."""

    sentence: str
    colour: str
    agreed: bool = False


def conclude(voices: Mapping[ReviewSide, Voice]) -> Conclusion:
    """Compatibility of the person and the place, as both of them say it."""
    missing = missing_voices(voices)
    if missing:
        names = " et ".join(SIDE_LABELS[side].lower() for side in missing)
        verb, whose = ("n’ont", "leur") if len(missing) > 1 else ("n’a", "son")
        sentence = f"{names} {verb} pas encore donné {whose} avis."
        return Conclusion(sentence.capitalize(), "sky")
    person, host = voices[ReviewSide.PERSON], voices[ReviewSide.HOST]
    if not person.compatibility or not host.compatibility:
        return Conclusion("La suite n’est pas encore dite des deux côtés.", "sky")
    if person.compatibility == host.compatibility:
        words = COMPATIBILITY_LABELS[Compatibility(person.compatibility)]
        return Conclusion(f"Les deux disent la même chose : {words}.", "leaf", agreed=True)
    return Conclusion(
        "Les deux ne disent pas la même chose : à parler ensemble avant de décider.", "plum"
    )


def in_words(side: ReviewSide, voice: Voice) -> str:
    """One line of a stage's result: who says what."""
    said = []
    if voice.attendance:
        said.append(ATTENDANCE_LABELS[Attendance(voice.attendance)])
    if voice.reached:
        said.append(REACHED_LABELS[Reached(voice.reached)])
    if voice.compatibility:
        said.append(COMPATIBILITY_LABELS[Compatibility(voice.compatibility)])
    return f"{SIDE_LABELS[side]} : {', '.join(said)}." if said else ""
