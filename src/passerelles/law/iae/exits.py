"""How an exit is classified: is it one, was the person there long enough, which category."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TypeVar

from passerelles.law.acts.follow import Exit
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.exit_tables import (
    CATEGORY_LABELS,
    DYNAMIC,
    ExitCategory,
    ExitPlace,
    Presence,
    category_of_contract,
    exit_table,
)
from passerelles.law.parameters import Confidence, Parameter
from passerelles.law.wording import number_fr

Told = TypeVar("Told")
# Findings on the way, and what was found at the end (``None``: it was not told).
Reading = Generator[Finding, None, Told | None]


@rule("IAE-17", Exit)
def classified_exit(check: Check[Exit]) -> Iterator[Finding]:
    act = check.act
    table = exit_table()
    check.computed["exit_rule_version"] = f"IAE-17/{table.version}"
    if act.place_kind is None:
        yield check.unknown("Quel type de lieu la personne quitte-t-elle ?", "act.place_kind")
        return
    place = table.places.get(act.place_kind)
    if place is None or not place.objective:
        _not_counted(check)
        yield check.info("Ce type de lieu n’a pas d’objectif de sortie : aucune sortie comptée.")
        return
    if act.left_on is None:
        yield check.unknown("Il manque la date de sortie.", "act.left_on")
        return
    if act.left_on > check.at:
        _not_counted(check)
        yield check.info("La personne n’est pas encore sortie : rien n’est compté.")
        return
    category = yield from _category(check)
    if category is None:
        return
    if category is ExitCategory.NONE:
        _not_counted(check)
        yield check.info("Le parcours continue dans la structure : ce n’est pas une sortie.")
        return
    there_enough = yield from _long_enough(check, place)
    if there_enough is None:
        return
    if not there_enough:
        _not_counted(check)
        return
    check.computed["exit_counted"] = category is not ExitCategory.WITHDRAWN
    check.computed["exit_category"] = category.value
    check.computed["exit_dynamic"] = category in DYNAMIC
    yield check.info(f"Sortie classée : {CATEGORY_LABELS[category]}.")


def _not_counted(check: Check[Exit]) -> None:
    check.computed["exit_counted"] = False
    check.computed["exit_category"] = ExitCategory.NONE.value
    check.computed["exit_dynamic"] = False


def _category(check: Check[Exit]) -> Reading[ExitCategory]:
    """Category of the destination, or of the contract when only that is told."""
    act = check.act
    table = exit_table()
    category: ExitCategory | None = None
    for code in (act.destination, act.reason):
        found = table.destinations.get(code) if code else None
        if found is None:
            continue
        category = found.category
        if found.confidence is Confidence.UNCERTAIN:
            yield check.info(
                f"« {found.label} » : classement incertain, à confirmer.",
                remedy="Vérifiez dans la liste de l’ASP ou auprès de la DDETS.",
            )
        break
    if category is None and act.contract_type:
        category = category_of_contract(act.contract_type)
    if category is None:
        yield check.unknown("Vers quoi la personne part-elle ?", "act.destination")
        return None
    if category is ExitCategory.BY_LENGTH:
        category = yield from _by_length(check)
    return category


def _by_length(check: Check[Exit]) -> Reading[ExitCategory]:
    """Durable from six months, or over six months: both are read in the sources."""
    months = check.act.contract_months
    if months is None:
        yield check.unknown("Combien de mois dure le contrat ?", "act.contract_months")
        return None
    row, strict = check.parameter("exit_durable_months"), check.parameter("exit_durable_strict")
    if months == row.value:
        reading = "il doit dépasser" if strict.value else "il suffit d’atteindre"
        yield check.info(
            f"Contrat de {number_fr(months)} mois : {reading} {number_fr(row.value)} mois pour "
            "être durable, d’après le réglage.",
            row,
            strict,
        )
    durable = months > row.value if strict.value else months >= row.value
    return ExitCategory.DURABLE if durable else ExitCategory.TRANSITION


def _long_enough(check: Check[Exit], place: ExitPlace) -> Reading[bool]:
    match place.presence:
        case Presence.MONTHS:
            return (yield from _enough_months(check))
        case Presence.HOURS:
            return (yield from _enough_hours(check))
    return True


def _enough_months(check: Check[Exit]) -> Reading[bool]:
    act = check.act
    row = check.parameter("exit_presence_months")
    tolerance = check.parameter("exit_presence_tolerance")
    if act.presence_months is None:
        yield check.unknown("Combien de mois la personne est-elle restée ?", "act.presence_months")
        return None
    if act.presence_months < tolerance.value:
        yield _below(check, f"présence inférieure à {number_fr(row.value)} mois", row, tolerance)
        return False
    if act.hours is not None and act.hours < 1:
        yield _below(check, "aucune heure travaillée", row)
        return False
    if act.presence_months < row.value:
        yield check.info(
            f"Un peu moins de {number_fr(row.value)} mois de présence : admis par tolérance "
            f"({number_fr(tolerance.value)} mois).",
            row,
            tolerance,
        )
    return True


def _enough_hours(check: Check[Exit]) -> Reading[bool]:
    row = check.parameter("exit_presence_hours")
    if check.act.hours is None:
        yield check.unknown("Combien d’heures la personne a-t-elle faites ?", "act.hours")
        return None
    if check.act.hours < row.value:
        yield _below(check, f"moins de {number_fr(row.value)} h", row)
        return False
    return True


def _below(check: Check[Exit], why: str, *rows: Parameter) -> Finding:
    return check.info(f"Sortie non comptabilisée ({why}).", *rows)
