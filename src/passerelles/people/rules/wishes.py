"""Wishes of the person: the last word counts, the earlier ones stay written."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class WishKind(StrEnum):
    JOB = "job"
    INTEREST = "interest"
    LEAVE_PROTECTED = "leave_protected"
    STAY_PROTECTED = "stay_protected"
    LEAVE_ADAPTED = "leave_adapted"
    STAY_ADAPTED = "stay_adapted"
    OTHER = "other"


WISH_LABELS: dict[WishKind, str] = {
    WishKind.JOB: "métier ou travail",
    WishKind.INTEREST: "centre d’intérêt",
    WishKind.LEAVE_PROTECTED: "quitter le milieu protégé",
    WishKind.STAY_PROTECTED: "rester en milieu protégé",
    WishKind.LEAVE_ADAPTED: "quitter l’entreprise adaptée pour une autre entreprise",
    WishKind.STAY_ADAPTED: "rester dans l’entreprise adaptée",
    WishKind.OTHER: "autre souhait",
}

# A wish to work, or to leave, waits for an answer: a detection, then a path.
LEAVING = (WishKind.LEAVE_PROTECTED, WishKind.LEAVE_ADAPTED)
TO_ANSWER = (WishKind.JOB, *LEAVING)
ABOUT_WORK = (*TO_ANSWER, WishKind.STAY_PROTECTED, WishKind.STAY_ADAPTED)

# The wishes that answer each other: the latest one says what the person wants now.
ABOUT_LEAVING = (*LEAVING, WishKind.STAY_PROTECTED, WishKind.STAY_ADAPTED)


def wishes_to_leave(latest_first: Iterable[str]) -> bool:
    """Whether the person wishes to leave now, from the kinds of their wishes, latest first."""
    for kind in latest_first:
        if kind in ABOUT_LEAVING:
            return kind in LEAVING
    return False
