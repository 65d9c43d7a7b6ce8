"""Integration in a company: a welcome plan, and checks of how it goes for both sides.

Well-being comes first: a « pas bien » asks what to do next, a mediation or a way back; it is never
a score, nor a reason to end anything by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from passerelles.kernel.calendar import ONE_DAY, add_months


class CheckMoment(StrEnum):
    DAY_1 = "day_1"
    WEEK_1 = "week_1"
    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"
    MONTH_12 = "month_12"
    MONTH_18 = "month_18"
    MONTH_24 = "month_24"


class CheckAbout(StrEnum):
    """Whose words a check asks for."""

    PERSON = "person"
    COMPANY = "company"


class AlertAnswer(StrEnum):
    """What was decided after an alert."""

    MEDIATION = "mediation"
    RETURN = "return"
    TALKED = "talked"


MOMENT_LABELS: dict[CheckMoment, str] = {
    CheckMoment.DAY_1: "Le premier jour",
    CheckMoment.WEEK_1: "Après une semaine",
    CheckMoment.MONTH_1: "Après un mois",
    CheckMoment.MONTH_3: "Après trois mois",
    CheckMoment.MONTH_6: "Après six mois",
    CheckMoment.MONTH_12: "Après un an",
    CheckMoment.MONTH_18: "Après dix-huit mois",
    CheckMoment.MONTH_24: "Après deux ans",
}
ABOUT_LABELS: dict[CheckAbout, str] = {
    CheckAbout.PERSON: "la personne",
    CheckAbout.COMPANY: "l’entreprise",
}
ALERT_LABELS: dict[AlertAnswer, str] = {
    AlertAnswer.MEDIATION: "Une médiation : se voir à plusieurs",
    AlertAnswer.RETURN: "Un retour dans sa structure",
    AlertAnswer.TALKED: "On en a parlé, cela suffit",
}
USUAL_MOMENTS = (
    CheckMoment.DAY_1,
    CheckMoment.WEEK_1,
    CheckMoment.MONTH_1,
    CheckMoment.MONTH_3,
)
USUAL_WELCOME = (
    "Visite des lieux",
    "Présentation de l’équipe",
    "Horaires, pauses, qui appeler",
    "Consignes de sécurité",
)
_MONTHS = {
    CheckMoment.MONTH_1: 1,
    CheckMoment.MONTH_3: 3,
    CheckMoment.MONTH_6: 6,
    CheckMoment.MONTH_12: 12,
    CheckMoment.MONTH_18: 18,
    CheckMoment.MONTH_24: 24,
}


def check_day(start: date, moment: CheckMoment) -> date:
    if moment is CheckMoment.DAY_1:
        return start
    if moment is CheckMoment.WEEK_1:
        return start + timedelta(days=7)
    return add_months(start, _MONTHS[moment])


def check_days(start: date, moments: Iterable[CheckMoment], end: date | None) -> tuple[date, ...]:
    """Days of the checks, each once; none after the last day planned.

    « Après deux ans » of a placement of two years is the day after it: asked on its last day.
    """
    days = {check_day(start, moment) for moment in moments}
    if end is not None:
        days = {end if day == end + ONE_DAY else day for day in days}
    return tuple(sorted(day for day in days if end is None or day <= end))


def is_alert(mood: str, help_wanted: bool) -> bool:
    """Somebody is not well, or asks for help: a choice opens, nothing happens by itself."""
    return help_wanted or mood == "bad"
