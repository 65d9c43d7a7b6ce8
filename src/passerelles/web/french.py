"""Dates, hours and delays as one says them in French.  Pure: *now* is a parameter."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from passerelles.kernel.clock import PARIS

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
NBSP = "\u00a0"


def local(moment: datetime) -> datetime:
    """Paris time; a naive datetime is taken as already local."""
    return moment if moment.tzinfo is None else moment.astimezone(PARIS)


def as_day(moment: date | datetime) -> date:
    return local(moment).date() if isinstance(moment, datetime) else moment


def ordinal_day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def short_date(moment: date | datetime) -> str:
    """``4 décembre 2026``, ``1er juin 2026``."""
    day = as_day(moment)
    return f"{ordinal_day(day)} {MONTHS[day.month - 1]} {day.year}"


def long_date(moment: date | datetime) -> str:
    """``vendredi 4 décembre 2026``."""
    return f"{DAYS[as_day(moment).weekday()]} {short_date(moment)}"


def month_year(day: date) -> str:
    """``mars 2027``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def hour(moment: datetime) -> str:
    """``14 h``, ``14 h 30`` (no-break spaces)."""
    at = local(moment)
    return f"{at.hour}{NBSP}h" + (f"{NBSP}{at.minute:02d}" if at.minute else "")


def period(start: date | None, last: date | None) -> str:
    """``du 2 novembre au 4 décembre 2026``; ``last`` is the last day included."""
    if start is None:
        return f"jusqu’au {short_date(last)}" if last else "sans date"
    if last is None:
        return f"depuis le {short_date(start)}"
    if start == last:
        return f"le {short_date(start)}"
    if start.year != last.year:
        return f"du {short_date(start)} au {short_date(last)}"
    if start.month != last.month:
        return f"du {ordinal_day(start)} {MONTHS[start.month - 1]} au {short_date(last)}"
    return f"du {ordinal_day(start)} au {short_date(last)}"


def last_day(end: date | datetime | None) -> date | None:
    """Last day included in a half-open period that ends at ``end``."""
    if end is None:
        return None
    if isinstance(end, datetime):
        return as_day(end - timedelta(microseconds=1))
    return end - timedelta(days=1)


def _count(number: int, singular: str, plural: str = "") -> str:
    return f"{number} {singular if number < 2 else plural or singular + 's'}"


def since(moment: date | datetime, now: datetime) -> str:
    """``à l’instant``, ``il y a 3 heures``, ``hier``, ``il y a 5 mois``, ``dans 2 jours``."""
    days = (as_day(now) - as_day(moment)).days
    if isinstance(moment, datetime) and days == 0:
        return _same_day(local(moment), local(now))
    if days in _NEAR:
        return _NEAR[days]
    text = _span(abs(days))
    return f"il y a {text}" if days > 0 else f"dans {text}"


_NEAR = {0: "aujourd’hui", 1: "hier", 2: "avant-hier", -1: "demain", -2: "après-demain"}


def _same_day(moment: datetime, now: datetime) -> str:
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 0:
        return f"aujourd’hui à {hour(moment)}"
    if minutes < 2:
        return "à l’instant"
    if minutes < 60:
        return f"il y a {minutes} minutes"
    return f"il y a {_count(minutes // 60, 'heure')}"


def _span(days: int) -> str:
    if days < 14:
        return _count(days, "jour")
    if days < 60:
        return _count(days // 7, "semaine")
    if days < 365:
        return f"{days * 12 // 365} mois"
    return _count(days // 365, "an")
