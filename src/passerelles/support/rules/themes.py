"""Themes of data·inclusion each barrier answers to: what one looks for in the directory.

The nomenclature is that of the schema of data·inclusion, version 1: a category, then a precise
theme after two hyphens.  Only the themes a barrier needs are kept here.
"""

from __future__ import annotations

NOMENCLATURE = "data·inclusion, schéma v1"

CATEGORIES: dict[str, str] = {
    "choisir-un-metier": "Choisir un métier",
    "creer-une-entreprise": "Créer une entreprise",
    "difficultes-administratives-ou-juridiques": "Difficultés administratives ou juridiques",
    "difficultes-financieres": "Difficultés financières",
    "equipement-et-alimentation": "Équipement et alimentation",
    "famille": "Famille",
    "lecture-ecriture-calcul": "Lecture, écriture et calcul",
    "logement-hebergement": "Logement et hébergement",
    "mobilite": "Mobilité",
    "numerique": "Numérique",
    "preparer-sa-candidature": "Préparer sa candidature",
    "remobilisation": "Remobilisation",
    "sante": "Santé",
    "se-former": "Se former",
    "souvrir-a-linternational": "S’ouvrir à l’international",
    "trouver-un-emploi": "Trouver un emploi",
}

THEME_LABELS: dict[str, str] = {
    "lecture-ecriture-calcul--maitriser-le-francais": "Maîtriser le français",
    "lecture-ecriture-calcul--maitriser-le-calcul": "Maîtriser le calcul",
    "numerique--maitriser-les-fondamentaux-du-numerique": (
        "Maîtriser les fondamentaux du numérique"
    ),
    "numerique--acceder-a-des-services-en-ligne": "Accéder à des services en ligne",
    "numerique--acquerir-un-equipement": "Acquérir un équipement",
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire": (
        "Rechercher une solution d’hébergement temporaire"
    ),
    "logement-hebergement--louer-un-logement": "Louer un logement",
    "logement-hebergement--se-maintenir-dans-le-logement": "Se maintenir dans le logement",
    "mobilite--preparer-un-permis": "Préparer un permis",
    "mobilite--financer-ma-mobilite": "Financer ma mobilité",
    "mobilite--acceder-a-un-vehicule": "Accéder à un véhicule",
    "mobilite--mobilite-douce-partagee-collective": (
        "Utiliser des services de mobilité douce, partagée ou collective"
    ),
    "famille--garde-denfants": "Garde d’enfants",
    "famille--soutien-aidants": "Soutien aux aidants",
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits": (
        "Accompagnement pour l’accès aux droits"
    ),
    "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire": (
        "Prendre en compte une problématique judiciaire"
    ),
    "difficultes-financieres--situation-dendettement-surendettement": (
        "Situation d’endettement ou de surendettement"
    ),
    "difficultes-financieres--ameliorer-sa-gestion-budgetaire": ("Améliorer sa gestion budgétaire"),
    "remobilisation--lien-social": "Lien social",
    "remobilisation--bien-etre-confiance-en-soi": "Bien-être et confiance en soi",
    "preparer-sa-candidature--developper-son-reseau": "Développer son réseau",
    "sante--acces-aux-soins": "Accès aux soins",
    "sante--sante-mentale": "Santé mentale",
    "sante--addictions": "Addictions",
    "sante--constituer-un-dossier-mdph-invalidite": "Constituer un dossier MDPH pour invalidité",
}

BARRIER_THEMES: dict[str, tuple[str, ...]] = {
    "french": ("lecture-ecriture-calcul--maitriser-le-francais",),
    "digital": (
        "numerique--maitriser-les-fondamentaux-du-numerique",
        "numerique--acceder-a-des-services-en-ligne",
        "numerique--acquerir-un-equipement",
    ),
    "housing": (
        "logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
        "logement-hebergement--louer-un-logement",
        "logement-hebergement--se-maintenir-dans-le-logement",
    ),
    "mobility": (
        "mobilite--preparer-un-permis",
        "mobilite--financer-ma-mobilite",
        "mobilite--acceder-a-un-vehicule",
        "mobilite--mobilite-douce-partagee-collective",
    ),
    "childcare": ("famille--garde-denfants", "famille--soutien-aidants"),
    "rights": ("difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",),
    "debt": (
        "difficultes-financieres--situation-dendettement-surendettement",
        "difficultes-financieres--ameliorer-sa-gestion-budgetaire",
    ),
    "isolation": ("remobilisation--lien-social",),
    "network": ("preparer-sa-candidature--developper-son-reseau",),
    "confidence": ("remobilisation--bien-etre-confiance-en-soi",),
    "health": ("sante--acces-aux-soins",),
    "disability": ("sante--constituer-un-dossier-mdph-invalidite",),
    "suffering": ("sante--sante-mentale",),
    "addiction": ("sante--addictions",),
    "justice": (
        "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire",
    ),
}


def category_of(theme: str) -> str:
    return theme.partition("--")[0]


def themes_of(barrier: str) -> tuple[str, ...]:
    return BARRIER_THEMES.get(barrier, ())


def barriers_of(theme: str) -> tuple[str, ...]:
    """Barriers a service of this theme may help with; a bare category answers for all of it."""
    return tuple(
        barrier
        for barrier, themes in BARRIER_THEMES.items()
        if theme in themes or any(category_of(known) == theme for known in themes)
    )


def looked_for(barrier: str) -> str:
    """The word the directory is asked: the category, which finds every service under it."""
    themes = themes_of(barrier)
    return category_of(themes[0]) if themes else ""
