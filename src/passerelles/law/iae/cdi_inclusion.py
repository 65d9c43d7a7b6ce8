"""The open-ended contract of insertion: age is a term of its kind, the rest is here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from passerelles.kernel.calendar import ONE_DAY, add_months
from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.pass_iae import pass_start_of
from passerelles.law.iae.places import INSERTION_STATUSES, SIAE, SIAE_TYPES
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr, number_fr

_ANY_HOURS = frozenset({"ai", "etti"})


@rule("IAE-14", Contract, ("cdi_inclusion",))
def after_a_year_of_path(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("cdi_inclusion_path_months")
    started = pass_start_of(check) or _pass_of_the_eve(check)
    if act.start is None:
        yield check.unknown("Il manque la date de début.", "act.start")
        return
    if act.end is not None:
        yield check.block("Un CDI inclusion n’a pas de date de fin.")
    if started is None:
        yield check.unknown("Il manque le début du parcours.", "act.path_start")
        return
    opens_on = add_months(started, row.whole)
    if act.start < opens_on:
        yield check.block(
            f"CDI inclusion : après {number_fr(row.value)} mois de parcours.",
            row,
            remedy=f"Possible à partir du {day_fr(opens_on)}.",
            opens_on=opens_on,
        )


def _pass_of_the_eve(check: Check[Contract]) -> date | None:
    """First day of a PASS that ended just before: the contract follows on, the path is the same."""
    held = check.person.situation(SituationKind.IAE_PASS, check.on - ONE_DAY)
    return None if held is None else held.start


@rule("IAE-14", Contract, ("cdi_inclusion",))
def still_employed(check: Check[Contract]) -> Iterator[Finding]:
    """No day without work in an insertion structure before it."""
    act = check.act
    if act.start is None or check.person.status in INSERTION_STATUSES:
        return
    earlier = [
        other
        for other in check.history
        if isinstance(other, Contract | Assignment)
        and (other.type in SIAE_TYPES or other.employer_kind in SIAE)
        and other.start is not None
        and other.start < act.start
    ]
    if not earlier:
        if check.person.status is None:
            yield check.unknown("Où la personne travaille-t-elle aujourd’hui ?", "person.status")
        else:
            yield check.block("La personne doit être encore salariée d’une structure d’insertion.")
        return
    ends = [other.end for other in earlier if other.end is not None]
    if len(ends) == len(earlier) and max(ends) < act.start - ONE_DAY:
        yield check.block(
            f"Interruption : le dernier contrat d’insertion a pris fin le {day_fr(max(ends))}.",
            remedy="Le CDI inclusion commence le lendemain au plus tard.",
        )


@rule("IAE-14", Contract, ("cdi_inclusion",))
def enough_hours(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if act.employer_kind in _ANY_HOURS:
        return
    if act.weekly_hours is None:
        yield check.unknown("Il manque le nombre d’heures par semaine.", "act.weekly_hours")
        return
    row = check.parameter("cdi_inclusion_hours_min")
    if act.weekly_hours < row.value:
        yield check.block(
            f"CDI inclusion : au moins {number_fr(row.value)} h par semaine, sauf en AI et ETTI.",
            row,
        )


@rule("IAE-14", Contract, ("cdi_inclusion",))
def share_of_posts(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if act.quota_percent is None:
        yield check.unknown(
            "Quelle part des postes serait en CDI inclusion, celui-ci compris ?",
            "act.quota_percent",
        )
        return
    low, high = (
        check.parameter("cdi_inclusion_quota"),
        check.parameter("cdi_inclusion_quota_prefect"),
    )
    allowed = act.derogation is not None and act.derogation.type == "prefect"
    if act.quota_percent > high.value:
        yield check.block(
            f"CDI inclusion : {number_fr(high.value)} % des postes au plus, même avec l’accord du "
            "préfet.",
            high,
        )
    elif act.quota_percent > low.value and not allowed:
        yield check.warn(
            f"Au-delà de {number_fr(low.value)} % des postes, le préfet doit l’autoriser "
            f"(jusqu’à {number_fr(high.value)} %).",
            low,
            high,
            remedy="Joignez l’autorisation du préfet.",
            opens=("derogation",),
        )
