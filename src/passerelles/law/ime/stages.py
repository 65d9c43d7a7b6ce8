"""Placements of minors: hours by age, and no night."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.law.acts.work import Immersion
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import number_fr


@rule("IME-03", Immersion, ("ime_stage",))
def hours_of_a_minor(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    if act.start is not None and act.end is not None and act.end < act.start:
        yield check.block("La fin du stage précède son début.")
        return
    years = check.age()
    if years is None:
        yield check.unknown("Il manque la date de naissance.", "person.birth_date")
        return
    if years >= check.parameter("stage_minor_age").value:
        yield check.info("Personne majeure : les horaires des mineurs ne s’appliquent pas.")
        return
    yield from _by_day(check, years)
    yield from _by_week(check, years)
    yield from _night(check, years)


def _by_day(check: Check[Immersion], years: int) -> Iterator[Finding]:
    older = years >= check.parameter("stage_age_8_hours").value
    row = check.parameter("stage_day_hours_max_16" if older else "stage_day_hours_max_young")
    told = check.act.hours_per_day
    if told is None:
        yield check.unknown("Il manque le nombre d’heures par jour.", "act.hours_per_day")
    elif told > row.value:
        yield check.block(
            f"Durée dépassée pour un mineur de {years} ans : {number_fr(row.value)} h par jour au"
            " plus.",
            row,
        )


def _by_week(check: Check[Immersion], years: int) -> Iterator[Finding]:
    older = years >= check.parameter("stage_age_35_hours").value
    row = check.parameter("stage_week_hours_max" if older else "stage_week_hours_max_under_15")
    told = check.act.weekly_hours
    if told is None:
        yield check.unknown("Il manque le nombre d’heures par semaine.", "act.weekly_hours")
    elif told > row.value:
        yield check.block(
            f"Durée dépassée pour un mineur de {years} ans : {number_fr(row.value)} h par semaine"
            " au plus.",
            row,
        )


def _night(check: Check[Immersion], years: int) -> Iterator[Finding]:
    older = years >= check.parameter("stage_age_8_hours").value
    start = check.parameter("stage_night_start_16" if older else "stage_night_start_young")
    end = check.parameter("stage_night_end")
    night = f"entre {number_fr(start.value)} h et {number_fr(end.value)} h"
    if check.act.night_work is None:
        yield check.unknown(f"Dites s’il y a du travail {night}.", "act.night_work")
    elif check.act.night_work:
        yield check.block(f"Pas de travail {night} à {years} ans.", start, end)
    else:
        yield check.info("Deux jours de repos de suite ; certains travaux sont interdits.")
