"""What may be true of a person on some days: the facts legal conditions rest on.

Codes are those of the record where the record has them.  A situation is a dated fact, never a
diagnosis nor a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SituationKind(StrEnum):
    RQTH = "rqth"
    BOETH = "boeth"
    ESAT_ORIENTATION = "esat_orientation"
    AAH = "aah"
    RSA = "rsa"
    ASS = "ass"
    DISABILITY_PENSION = "disability_pension"
    FRANCE_TRAVAIL = "france_travail"
    CAP_EMPLOI = "cap_emploi"
    MISSION_LOCALE = "mission_locale"
    UNEMPLOYED_1_YEAR = "unemployed_1_year"
    UNEMPLOYED_2_YEARS = "unemployed_2_years"
    UNEMPLOYED_24_OF_48 = "unemployed_24_of_48"
    REFUGEE = "refugee"
    WORK_PERMIT = "work_permit"
    QPV = "qpv"
    ZRR = "zrr"
    NO_FIXED_HOME = "no_fixed_home"
    LONE_PARENT = "lone_parent"
    ASE = "ase"
    JUSTICE = "justice"
    ADJUSTED_SENTENCE = "adjusted_sentence"
    LOW_FRENCH = "low_french"
    NO_MOBILITY = "no_mobility"
    FORCED_RECONVERSION = "forced_reconversion"
    IAE_PASS = "iae_pass"  # noqa: S105 — a permit, not a password
    INSERTION_SCHEME = "insertion_scheme"
    LEFT_ESAT = "left_esat"
    LEFT_ADAPTED_SCHOOL = "left_adapted_school"
    LEFT_IME = "left_ime"
    LEFT_CRP = "left_crp"
    LEFT_CFA = "left_cfa"
    MEDICO_SOCIAL_SUPPORT = "medico_social_support"
    EMPLOYMENT_OBSTACLES = "employment_obstacles"
    AEEH = "aeeh"
    PCH = "pch"
    PPS = "pps"
    SELF_EMPLOYED = "self_employed"
    DURABLY_UNEMPLOYED_TZCLD = "durably_unemployed_tzcld"
    ADDICTION = "addiction"
    STREET_LIFE = "street_life"


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationText:
    """``label`` for professionals, ``plain`` for the person (« J’ai… »), ``how`` obtains it.

    ``sensitive``: its mere mention reveals health, addiction or justice.
    """

    label: str
    plain: str
    how: str = ""
    sensitive: bool = False


SITUATION_TEXTS: dict[SituationKind, SituationText] = {
    SituationKind.RQTH: SituationText(
        label="RQTH", plain="J’ai la RQTH", how="RQTH obtenue (dossier à la MDPH)"
    ),
    SituationKind.BOETH: SituationText(
        label="Autre titre de bénéficiaire de l’obligation d’emploi",
        plain="J’ai un autre papier qui dit mon handicap",
    ),
    SituationKind.ESAT_ORIENTATION: SituationText(
        label="Orientation en ESAT (CDAPH)",
        plain="La MDPH a dit oui pour un ESAT",
        how="orientation en ESAT décidée par la CDAPH",
    ),
    SituationKind.AAH: SituationText(label="AAH", plain="J’ai l’AAH"),
    SituationKind.RSA: SituationText(label="RSA", plain="J’ai le RSA"),
    SituationKind.ASS: SituationText(label="ASS", plain="J’ai l’ASS"),
    SituationKind.DISABILITY_PENSION: SituationText(
        label="Pension d’invalidité", plain="J’ai une pension d’invalidité"
    ),
    SituationKind.FRANCE_TRAVAIL: SituationText(
        label="Inscription à France Travail",
        plain="Je suis inscrit à France Travail",
        how="inscription à France Travail",
    ),
    SituationKind.CAP_EMPLOI: SituationText(
        label="Suivi par Cap emploi", plain="Cap emploi m’aide", how="suivi par Cap emploi"
    ),
    SituationKind.MISSION_LOCALE: SituationText(
        label="Suivi par la mission locale",
        plain="La mission locale m’aide",
        how="suivi par la mission locale",
    ),
    SituationKind.UNEMPLOYED_1_YEAR: SituationText(
        label="Sans emploi depuis 12 à 24 mois (DELD)", plain="Je n’ai pas d’emploi depuis un an"
    ),
    SituationKind.UNEMPLOYED_2_YEARS: SituationText(
        label="Sans emploi depuis 24 mois ou plus (DETLD)",
        plain="Je n’ai pas d’emploi depuis deux ans",
    ),
    SituationKind.UNEMPLOYED_24_OF_48: SituationText(
        label="Sans emploi 24 mois sur les 48 derniers",
        plain="Je n’ai pas eu d’emploi deux ans sur quatre",
    ),
    SituationKind.REFUGEE: SituationText(
        label="Réfugié, protégé ou demandeur d’asile", plain="Je suis réfugié ou protégé"
    ),
    SituationKind.WORK_PERMIT: SituationText(
        label="Droit au travail", plain="J’ai le droit de travailler en France"
    ),
    SituationKind.QPV: SituationText(
        label="Réside en quartier prioritaire (QPV)", plain="J’habite un quartier prioritaire"
    ),
    SituationKind.ZRR: SituationText(
        label="Réside en zone de revitalisation rurale (ZRR, ZFRR)",
        plain="J’habite une zone rurale aidée",
    ),
    SituationKind.NO_FIXED_HOME: SituationText(
        label="Sans domicile stable, hébergé ou parcours de rue",
        plain="Je n’ai pas de logement à moi",
    ),
    SituationKind.LONE_PARENT: SituationText(
        label="Parent isolé", plain="J’élève seul mes enfants"
    ),
    SituationKind.ASE: SituationText(
        label="Sorti de l’aide sociale à l’enfance", plain="J’ai été suivi par l’ASE"
    ),
    SituationKind.JUSTICE: SituationText(
        label="Sortant de détention ou sous main de justice",
        plain="Je suis suivi par la justice",
        sensitive=True,
    ),
    SituationKind.ADJUSTED_SENTENCE: SituationText(
        label="Peine aménagée", plain="Ma peine est aménagée", sensitive=True
    ),
    SituationKind.LOW_FRENCH: SituationText(
        label="Français : niveau inférieur à A1", plain="Je parle peu le français"
    ),
    SituationKind.NO_MOBILITY: SituationText(
        label="Difficulté de mobilité", plain="J’ai du mal à me déplacer"
    ),
    SituationKind.FORCED_RECONVERSION: SituationText(
        label="Reconversion contrainte", plain="Je dois changer de métier"
    ),
    SituationKind.IAE_PASS: SituationText(
        label="PASS IAE valide",
        plain="J’ai un PASS IAE",
        how="PASS IAE (délivré à l’embauche en structure d’insertion)",
    ),
    SituationKind.INSERTION_SCHEME: SituationText(
        label="Dans un dispositif d’insertion ou en sortant",
        plain="Je suis dans un parcours d’insertion",
    ),
    SituationKind.LEFT_ESAT: SituationText(
        label="Sorti d’ESAT depuis moins de 12 mois", plain="J’ai quitté l’ESAT cette année"
    ),
    SituationKind.LEFT_ADAPTED_SCHOOL: SituationText(
        label="Sorti d’ULIS ou d’EREA depuis moins de 12 mois",
        plain="J’ai quitté l’ULIS ou l’EREA cette année",
    ),
    SituationKind.LEFT_IME: SituationText(
        label="Sorti d’IME, d’IMPro ou d’IEM depuis moins de 12 mois",
        plain="J’ai quitté l’IME cette année",
    ),
    SituationKind.LEFT_CRP: SituationText(
        label="Sorti d’un établissement de réadaptation (ESRP, CRP) depuis moins de 12 mois",
        plain="J’ai quitté un centre de réadaptation cette année",
    ),
    SituationKind.LEFT_CFA: SituationText(
        label="Sorti de CFA depuis moins de 12 mois, avec un projet",
        plain="J’ai quitté le CFA cette année",
    ),
    SituationKind.MEDICO_SOCIAL_SUPPORT: SituationText(
        label="Suivi par un service médico-social (SAVS, SAMSAH, UEROS…)",
        plain="Un service m’accompagne à la maison",
        sensitive=True,
    ),
    SituationKind.EMPLOYMENT_OBSTACLES: SituationText(
        label="Obstacles particuliers reconnus par le service public de l’emploi",
        plain="France Travail a reconnu mes difficultés",
        how="expertise du service public de l’emploi",
    ),
    SituationKind.AEEH: SituationText(label="AEEH", plain="Mes parents reçoivent l’AEEH"),
    SituationKind.PCH: SituationText(label="PCH", plain="J’ai la PCH", sensitive=True),
    SituationKind.PPS: SituationText(
        label="Projet personnalisé de scolarisation (PPS)", plain="J’ai un PPS à l’école"
    ),
    SituationKind.SELF_EMPLOYED: SituationText(
        label="Immatriculé comme travailleur indépendant",
        plain="J’ai déclaré mon entreprise",
        how="immatriculation de l’activité",
    ),
    SituationKind.DURABLY_UNEMPLOYED_TZCLD: SituationText(
        label="Privé durablement d’emploi, volontaire, sur un territoire habilité",
        plain="J’habite un territoire zéro chômeur",
    ),
    SituationKind.ADDICTION: SituationText(
        label="Conduite addictive", plain="J’ai une addiction", sensitive=True
    ),
    SituationKind.STREET_LIFE: SituationText(
        label="Parcours de rue, grande précarité", plain="J’ai vécu à la rue"
    ),
}


def covers(start: date | None, end: date | None, day: date) -> bool:
    """Whether a fact true from one day to another, both included, is true on ``day``."""
    return (start is None or start <= day) and (end is None or day <= end)
