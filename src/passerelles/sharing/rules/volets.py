"""The closed list of volets, and the purposes an agreement may serve."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Volet(StrEnum):
    """Section of a record that is shared, or not, as a whole."""

    IDENTITY = "identity"
    SITUATION = "situation"
    PROJECT = "project"
    PATH = "path"
    SKILLS = "skills"
    PROGRESS = "progress"
    SUPPORT_NEEDS = "support_needs"
    BARRIERS = "barriers"
    SENSITIVE = "sensitive"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class VoletText:
    """How a volet is named to professionals, and to the person in plain words with an icon."""

    label: str
    plain: str
    content: str
    icon: str


VOLET_TEXTS: dict[Volet, VoletText] = {
    Volet.IDENTITY: VoletText(
        "Identité", "Qui je suis", "nom, date de naissance, commune, comment vous joindre", "👤"
    ),
    Volet.SITUATION: VoletText(
        "Situation administrative",
        "Mes droits et mes papiers",
        "RQTH, orientation, allocations, inscription à France Travail, avec leurs dates",
        "🗂️",
    ),
    Volet.PROJECT: VoletText(
        "Projet et souhaits", "Ce que je veux", "souhaits, centres d’intérêt, objectifs", "⭐"
    ),
    Volet.PATH: VoletText(
        "Parcours", "Mon parcours", "étapes, contrats, stages, prochaine étape", "🛤️"
    ),
    Volet.SKILLS: VoletText(
        "Compétences", "Ce que je sais faire", "langues, diplôme, savoir-faire", "🛠️"
    ),
    Volet.PROGRESS: VoletText(
        "Progrès", "Mes progrès", "observations datées et auto-évaluations", "📈"
    ),
    Volet.SUPPORT_NEEDS: VoletText(
        "Ce qui m’aide au travail",
        "Ce qui m’aide au travail",
        "aides utiles, adaptations, trajets",
        "🤝",
    ),
    Volet.BARRIERS: VoletText(
        "Freins", "Ce qui me bloque", "logement, mobilité, garde d’enfants, numérique", "🧱"
    ),
    Volet.SENSITIVE: VoletText(
        "Volet sensible",
        "Ce qui est très personnel",
        "santé, addiction, justice, souffrance psychique",
        "🔒",
    ),
    Volet.DOCUMENTS: VoletText("Documents", "Mes papiers", "pièces déposées au dossier", "📄"),
}

ORDINARY_VOLETS: tuple[Volet, ...] = tuple(v for v in Volet if v is not Volet.SENSITIVE)


class Verb(StrEnum):
    READ = "read"
    WRITE = "write"


class Purpose(StrEnum):
    """Why an organisation receives a volet: one purpose an agreement, from this closed list."""

    FOLLOW_UP = "follow_up"
    TRAINING = "training"
    PLACEMENT = "placement"
    ORIENTATION = "orientation"
    HANDOVER = "handover"


PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.FOLLOW_UP: "suivre le parcours ensemble",
    Purpose.TRAINING: "préparer et suivre une formation",
    Purpose.PLACEMENT: "accueillir au travail (essai, stage, mise à disposition, contrat)",
    Purpose.ORIENTATION: "étudier une orientation ou une candidature",
    Purpose.HANDOVER: "passer le relais à une nouvelle structure",
}

# Studying an application or preparing a hand-over needs reading only; the others work together.
PURPOSE_VERBS: dict[Purpose, frozenset[Verb]] = {
    Purpose.FOLLOW_UP: frozenset({Verb.READ, Verb.WRITE}),
    Purpose.TRAINING: frozenset({Verb.READ, Verb.WRITE}),
    Purpose.PLACEMENT: frozenset({Verb.READ, Verb.WRITE}),
    Purpose.ORIENTATION: frozenset({Verb.READ}),
    Purpose.HANDOVER: frozenset({Verb.READ}),
}

# What is often useful for each purpose: proposed, never ticked without being asked for, and
# never the sensitive volet.  Identity is always part of an agreement.
OFTEN_USEFUL: dict[Purpose, tuple[Volet, ...]] = {
    Purpose.FOLLOW_UP: ORDINARY_VOLETS,
    Purpose.TRAINING: (
        Volet.IDENTITY,
        Volet.PROJECT,
        Volet.PATH,
        Volet.SKILLS,
        Volet.PROGRESS,
        Volet.SUPPORT_NEEDS,
    ),
    Purpose.PLACEMENT: (
        Volet.IDENTITY,
        Volet.PATH,
        Volet.SKILLS,
        Volet.PROGRESS,
        Volet.SUPPORT_NEEDS,
    ),
    Purpose.ORIENTATION: (
        Volet.IDENTITY,
        Volet.SITUATION,
        Volet.PROJECT,
        Volet.PATH,
        Volet.SKILLS,
    ),
    Purpose.HANDOVER: ORDINARY_VOLETS,
}


def purposes_allowing(verb: Verb) -> tuple[Purpose, ...]:
    return tuple(purpose for purpose in Purpose if verb in PURPOSE_VERBS[purpose])


# What the holder of a personal link (a company tutor) may ever do, whatever the agreement says.
GUEST_VERBS: dict[Volet, frozenset[Verb]] = {
    volet: frozenset({Verb.READ}) for volet in ORDINARY_VOLETS
} | {Volet.PROGRESS: frozenset({Verb.READ, Verb.WRITE}), Volet.SENSITIVE: frozenset()}
