"""Facts about a person that are told once: what they are, in which volet, how they are asked.

A fact is never overwritten: a new answer is a new dated row, the latest one counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from passerelles.sharing.rules.volets import Volet


class FactKind(StrEnum):
    FRENCH_LEVEL = "french_level"
    LANGUAGES = "languages"
    DIPLOMA_LEVEL = "diploma_level"
    TRANSPORT = "transport"
    REACH_KM = "reach_km"
    SCHEDULE = "schedule"
    EQUIPMENT = "equipment"
    HELPS_AT_WORK = "helps_at_work"
    FAMILY_CONSTRAINTS = "family_constraints"
    HEALTH_CONSEQUENCES = "health_consequences"
    BARRIERS = "barriers"
    SENSITIVE_BARRIERS = "sensitive_barriers"
    OTHER_TITLES = "other_titles"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """``choices`` is a table (code → words) for closed answers, empty for free words.

    ``several``: any number of the choices, kept as their codes separated by commas.
    """

    volet: Volet
    question: str
    plain_question: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    several: bool = False


FRENCH_LEVELS = (
    ("none", "Ne parle pas encore français"),
    ("a1", "A1 — comprend des mots simples"),
    ("a2", "A2 — se débrouille dans la vie courante"),
    ("b1", "B1 — autonome à l’oral"),
    ("b2", "B2 — à l’aise à l’oral et à l’écrit"),
    ("c", "C1-C2 — très à l’aise"),
    ("native", "Langue maternelle"),
    ("oral_only", "Parle bien, lit ou écrit difficilement"),
)
DIPLOMA_LEVELS = (
    ("none", "Sans diplôme"),
    ("cfg", "CFG, brevet"),
    ("cap", "CAP, BEP (niveau 3)"),
    ("bac", "Bac (niveau 4)"),
    ("higher", "Après le bac (niveau 5 et plus)"),
    ("foreign", "Diplôme étranger non reconnu"),
)
TRANSPORTS = (
    ("foot", "À pied"),
    ("bike", "Vélo ou trottinette"),
    ("bus", "Bus, tram, train"),
    ("scooter", "Scooter, voiturette"),
    ("car", "Voiture avec permis"),
    ("driven", "Quelqu’un la conduit"),
    ("shuttle", "Navette de la structure"),
)

# Typology of the field and themes of data·inclusion.  An open barrier informs; it never blocks.
NO_BARRIER = "none"
BARRIERS = (
    (NO_BARRIER, "Aucun frein repéré"),
    ("french", "Maîtrise du français"),
    ("digital", "Numérique"),
    ("housing", "Logement ou hébergement"),
    ("mobility", "Mobilité"),
    ("childcare", "Garde d’enfants, obligations familiales"),
    ("rights", "Accès aux droits"),
    ("debt", "Argent, dettes"),
    ("isolation", "Isolement"),
    ("network", "Pas de réseau professionnel"),
    ("confidence", "Confiance en soi"),
)
# Their mere mention reveals a fact of health or justice: they never leave the sensitive volet.
SENSITIVE_BARRIERS = (
    (NO_BARRIER, "Aucun frein repéré"),
    ("health", "Santé : ses conséquences au travail"),
    ("disability", "Handicap : ses conséquences au travail"),
    ("suffering", "Souffrance psychique"),
    ("addiction", "Addiction, jeu compris"),
    ("justice", "Justice"),
)

# What the obligation to employ counts beside the RQTH (Code du travail, L5212-13).  The AAH and the
# disability pension have their own dated state, and what is worth the RQTH from fifteen to twenty is
# noted as an RQTH: which one it is says more than anybody needs.
NO_OTHER_TITLE = NO_BARRIER
ESAT_ORIENTATION_TITLE = "esat_orientation"
OTHER_TITLES = (
    (ESAT_ORIENTATION_TITLE, "Orientation vers un ESAT, décidée par la MDPH"),
    (
        "work_accident",
        "Rente d’accident du travail ou de maladie professionnelle (incapacité d’au moins 10 %)",
    ),
    ("inclusion_card", "Carte mobilité inclusion « invalidité »"),
    ("war_pension", "Pension militaire d’invalidité ou de victime de guerre"),
    ("firefighter", "Allocation ou rente d’invalidité de sapeur-pompier volontaire"),
    (NO_OTHER_TITLE, "Aucun autre titre : ni ceux-ci, ni AAH, ni pension d’invalidité"),
)

FACTS: dict[FactKind, FactDefinition] = {
    FactKind.FRENCH_LEVEL: FactDefinition(
        Volet.SKILLS, "Niveau de français", "Je parle et je lis le français", choices=FRENCH_LEVELS
    ),
    FactKind.LANGUAGES: FactDefinition(
        Volet.SKILLS, "Langues parlées", "Mes langues", "Séparées par des virgules"
    ),
    FactKind.DIPLOMA_LEVEL: FactDefinition(
        Volet.SKILLS, "Niveau de diplôme", "Mon diplôme", choices=DIPLOMA_LEVELS
    ),
    FactKind.TRANSPORT: FactDefinition(
        Volet.SUPPORT_NEEDS,
        "Moyen de transport",
        "Comment je me déplace",
        choices=TRANSPORTS,
    ),
    FactKind.REACH_KM: FactDefinition(
        Volet.SUPPORT_NEEDS,
        "Distance possible chaque jour",
        "Jusqu’où je peux aller",
        "En kilomètres, aller simple",
        unit="km",
    ),
    FactKind.SCHEDULE: FactDefinition(
        Volet.SUPPORT_NEEDS, "Horaires possibles", "Mes horaires", "Ex. : internat, bus du matin"
    ),
    FactKind.EQUIPMENT: FactDefinition(
        Volet.SUPPORT_NEEDS, "Équipement et précautions", "Ce qu’il me faut", "Ex. : gants nitrile"
    ),
    FactKind.HELPS_AT_WORK: FactDefinition(
        Volet.SUPPORT_NEEDS, "Ce qui aide au travail", "Ce qui m’aide au travail"
    ),
    FactKind.FAMILY_CONSTRAINTS: FactDefinition(
        Volet.BARRIERS, "Contraintes familiales", "Ma famille et mes horaires"
    ),
    FactKind.HEALTH_CONSEQUENCES: FactDefinition(
        Volet.SENSITIVE,
        "Conséquences de la santé au travail",
        "Ma santé au travail",
        "Jamais de diagnostic : seulement ce qu’il faut faire ou éviter au travail",
    ),
    FactKind.BARRIERS: FactDefinition(
        Volet.BARRIERS,
        "Freins repérés",
        "Ce qui me bloque",
        "Aucun n’empêche une étape.",
        choices=BARRIERS,
        several=True,
    ),
    FactKind.SENSITIVE_BARRIERS: FactDefinition(
        Volet.SENSITIVE,
        "Freins très personnels",
        "Ce qui me bloque, très personnel",
        "Aucun n’empêche une étape.",
        choices=SENSITIVE_BARRIERS,
        several=True,
    ),
    FactKind.OTHER_TITLES: FactDefinition(
        Volet.SITUATION,
        "Autres titres de travailleur handicapé",
        "Mes autres papiers de travailleur handicapé",
        "Ceux de l’obligation d’emploi (L5212-13), à part la RQTH. De 15 à 20 ans, l’AEEH, la PCH "
        "ou le PPS valent RQTH : notez la RQTH. AAH et pension d’invalidité se notent à leur nom.",
        choices=OTHER_TITLES,
        several=True,
    ),
}
