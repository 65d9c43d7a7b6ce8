"""What makes a route better or worse, in words: only what somebody told is spoken of."""

from __future__ import annotations

from collections.abc import Mapping

from passerelles.law.person import Person
from passerelles.law.wording import plural
from passerelles.planning.rules.routes import Priority

TRANCHE_KM = 5

_DAYS_OF_A_MONTH = 30.44
_COUNTED_IN_DAYS = 45  # below, a month is too rough
_COUNTED_IN_MONTHS = 24  # from there on, people count in years


def said(figures: Mapping[Priority, int], person: Person) -> dict[Priority, str]:
    """Each criterion in words, in the order of the person; what nothing is known of is left out."""
    unspoken = set()
    if person.commune is None:
        unspoken.add(Priority.NEAR)
    if person.weekly_hours is None:
        unspoken.add(Priority.HOURS)
    if not person.wishes:
        unspoken.add(Priority.WISH)
    return {
        priority: _words(priority, value)
        for priority, value in figures.items()
        if priority not in unspoken
    }


def _words(priority: Priority, value: int) -> str:
    match priority:
        case Priority.NEAR:
            if value == 0:
                return "des entreprises à chercher près de chez la personne"
            return f"lieux à {value * TRANCHE_KM} km ou moins, d’après l’annuaire"
        case Priority.SOON:
            return wait(value)
        case Priority.FEW_STEPS:
            return plural(value, "étape")
        case Priority.HOURS:
            return f"heures à discuter : {plural(value, 'étape')}" if value else "heures possibles"
        case Priority.SUPPORT:
            if value == 0:
                return "préparé et accompagné à chaque étape"
            return plural(value, "préparation ou appui en moins", "préparations ou appuis en moins")
        case Priority.WISH:
            if value == 0:
                return "rien ne s’oppose au métier souhaité"
            return f"métier souhaité à chercher : {plural(value, 'étape')}"


def wait(days: int) -> str:
    """« dès maintenant », « dans 30 jours », « dans 4 mois environ », « dans 2 ans et demi environ »."""
    if days == 0:
        return "dès maintenant"
    if days < _COUNTED_IN_DAYS:
        return f"dans {plural(days, 'jour')}"
    months = round(days / _DAYS_OF_A_MONTH)
    if months < _COUNTED_IN_MONTHS:
        return f"dans {months} mois environ"
    years, half = divmod(round(months / 6), 2)
    return f"dans {years} ans{' et demi' if half else ''} environ"
