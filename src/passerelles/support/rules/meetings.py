"""Meetings: their kinds, who must be there, whether a tripartite one is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# What is said outside the record: in calendars, in e-mails, on screens others may see.
NEUTRAL_TITLE = "Rendez-vous Passerelles"


class MeetingKind(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"
    TRIPARTITE = "tripartite"
    JOB_FOLLOW_UP = "job_follow_up"


MEETING_LABELS: dict[MeetingKind, str] = {
    MeetingKind.INDIVIDUAL: "Rendez-vous individuel",
    MeetingKind.GROUP: "Rendez-vous collectif",
    MeetingKind.TRIPARTITE: "Bilan à trois",
    MeetingKind.JOB_FOLLOW_UP: "Suivi dans l’emploi",
}


class MeetingRole(StrEnum):
    PERSON = "person"
    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    TUTOR = "tutor"
    PARTNER = "partner"


ROLE_LABELS: dict[MeetingRole, str] = {
    MeetingRole.PERSON: "la personne",
    MeetingRole.COUNSELLOR: "la personne qui accompagne (CIP, éducateur)",
    MeetingRole.SUPERVISOR: "l’encadrant technique",
    MeetingRole.TUTOR: "le tuteur ou la tutrice en entreprise",
    MeetingRole.PARTNER: "un partenaire",
}
# The roles without which a meeting is not what its kind says.
NEEDED: dict[MeetingKind, tuple[MeetingRole, ...]] = {
    MeetingKind.INDIVIDUAL: (MeetingRole.PERSON,),
    MeetingKind.GROUP: (MeetingRole.PERSON,),
    MeetingKind.TRIPARTITE: (
        MeetingRole.PERSON,
        MeetingRole.COUNSELLOR,
        MeetingRole.SUPERVISOR,
    ),
    MeetingKind.JOB_FOLLOW_UP: (MeetingRole.PERSON,),
}


class Attendance(StrEnum):
    EXPECTED = "expected"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


ATTENDANCE_LABELS: dict[Attendance, str] = {
    Attendance.EXPECTED: "Attendu",
    Attendance.PRESENT: "Présent",
    Attendance.EXCUSED: "Excusé",
    Attendance.ABSENT: "Pas venu",
}


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


MEETING_STATE_LABELS: dict[MeetingState, str] = {
    MeetingState.PLANNED: "Prévu",
    MeetingState.HELD: "Passé",
    MeetingState.CANCELLED: "Annulé",
}


class MeetingEvent(StrEnum):
    """What happened to a meeting; each leaves a line that nothing rewrites."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"
    CORRECTED = "corrected"


MEETING_EVENT_LABELS: dict[MeetingEvent, str] = {
    MeetingEvent.PLANNED: "prévu",
    MeetingEvent.MOVED: "déplacé",
    MeetingEvent.CANCELLED: "annulé",
    MeetingEvent.HELD: "compte rendu écrit",
    MeetingEvent.CORRECTED: "compte rendu corrigé",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the meeting is what its kind says, and which roles are missing."""

    kind: MeetingKind
    missing: tuple[MeetingRole, ...]

    @property
    def valid(self) -> bool:
        return not self.missing

    @property
    def sentence(self) -> str:
        if self.valid:
            return ""
        names = ", ".join(ROLE_LABELS[role] for role in self.missing)
        if self.kind is MeetingKind.TRIPARTITE:
            return f"Ce n’est pas un bilan à trois : il manque {names}."
        return f"Il manquait {names}."


def standing(kind: MeetingKind, present: Iterable[MeetingRole]) -> Standing:
    """Judged on who was really there; the same question before says who to invite."""
    there = set(present)
    return Standing(kind, tuple(role for role in NEEDED[kind] if role not in there))
