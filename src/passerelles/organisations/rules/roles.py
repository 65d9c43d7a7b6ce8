"""Roles of a membership, as sets of rights; an administrator grants only what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from passerelles.kernel.actors import Right

# A membership nobody confirmed for a year is shown for review.
REVIEW_AFTER = timedelta(days=365)


class Role(StrEnum):
    WORKER = "worker"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    SIGNATORY = "signatory"
    DIRECTORY = "directory"
    ADMIN = "admin"
    PRIVACY = "privacy"


ROLE_LABELS: dict[Role, str] = {
    Role.WORKER: "Accompagne (éducateur, CIP, conseiller, formateur)",
    Role.SUPERVISOR: "Encadre au travail (moniteur, encadrant technique)",
    Role.MANAGER: "Dirige le service",
    Role.SIGNATORY: "Signe les papiers",
    Role.DIRECTORY: "Tient la fiche de l’annuaire",
    Role.ADMIN: "Administre les comptes",
    Role.PRIVACY: "Référent données personnelles",
}

# What each role opens, in one sentence, beside its box.
ROLE_HINTS: dict[Role, str] = {
    Role.WORKER: "Lit et écrit dans les dossiers partagés, y compris ce qui est très personnel.",
    Role.SUPERVISOR: "Lit et écrit dans les dossiers, sans ce qui est très personnel.",
    Role.MANAGER: "Comme qui accompagne ; signe les papiers et importe une liste de personnes.",
    Role.SIGNATORY: (
        "Signe les conventions au nom de l’organisation. À ajouter à un rôle qui lit les dossiers."
    ),
    Role.DIRECTORY: "Modifie et publie la fiche de l’organisation ; ne lit aucun dossier.",
    Role.ADMIN: "Invite, change les rôles, règle l’organisation ; ne lit aucun dossier.",
    Role.PRIVACY: "Lit le journal et répond aux demandes ; reçoit les alertes d’accès d’urgence.",
}

# Whoever founds an organisation here must be able to give every role afterwards.
FOUNDING_ROLES: tuple[Role, ...] = (Role.MANAGER, Role.DIRECTORY, Role.ADMIN, Role.PRIVACY)

_CONTACTS = frozenset({Right.READ_DIRECTORY_CONTACTS})
_PEOPLE = _CONTACTS | {Right.READ_PEOPLE, Right.WRITE_PEOPLE, Right.SHARE, Right.EMERGENCY}

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.WORKER: _PEOPLE | {Right.READ_SENSITIVE},
    # The workshop observes and writes; what is very personal stays with those who accompany.
    Role.SUPERVISOR: _CONTACTS | {Right.READ_PEOPLE, Right.WRITE_PEOPLE},
    Role.MANAGER: _PEOPLE | {Right.READ_SENSITIVE, Right.IMPORT_PEOPLE, Right.SIGN_PAPERS},
    # Binding the organisation is not following people: it is granted apart, and reads nothing.
    Role.SIGNATORY: _CONTACTS | {Right.SIGN_PAPERS},
    Role.DIRECTORY: _CONTACTS | {Right.EDIT_DIRECTORY, Right.PUBLISH_DIRECTORY},
    Role.ADMIN: _CONTACTS | {Right.MANAGE_MEMBERS, Right.MANAGE_SETTINGS},
    Role.PRIVACY: _CONTACTS | {Right.READ_JOURNAL, Right.HANDLE_PRIVACY},
}


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """Union of the rights of the roles; an unknown role grants nothing."""
    known = (ROLE_RIGHTS[Role(role)] for role in roles if role in set(Role))
    return frozenset().union(*known)


def grantable(rights: frozenset[Right]) -> tuple[Role, ...]:
    """Roles somebody holding ``rights`` may give: those that contain nothing they lack."""
    if Right.MANAGE_MEMBERS not in rights:
        return ()
    return tuple(role for role in Role if ROLE_RIGHTS[role] <= rights)


def beyond(roles: Iterable[str], rights: frozenset[Right]) -> tuple[str, ...]:
    """Roles somebody holding ``rights`` may not give: unknown ones, and upward or sideways ones."""
    allowed = set(grantable(rights))
    return tuple(role for role in roles if role not in allowed)


def keeps_an_administrator(remaining: Iterable[Iterable[str]]) -> bool:
    """Whether somebody is left to manage the members, given the roles of those who remain."""
    return any(Right.MANAGE_MEMBERS in rights_of(roles) for roles in remaining)
