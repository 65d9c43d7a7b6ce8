"""Caps of the PMSMP over time: two agreements and sixty days at a host, a quarter of a CDDI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from passerelles.kernel.calendar import add_months, days_in
from passerelles.law.acts.work import Contract, Immersion
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.places import INSERTION_STATUSES
from passerelles.law.parameters import Parameter
from passerelles.law.situations import covers
from passerelles.law.wording import day_fr, number_fr
from passerelles.law.work_kinds import work_kinds


def _days(act: Immersion) -> int | None:
    """Days of presence when told, else every day from the first to the last."""
    if act.days is not None:
        return act.days
    if act.start is None or act.end is None:
        return None
    return days_in(act.start, act.end)


def _earlier(check: Check[Immersion]) -> list[Immersion]:
    return [one for one in check.others(Immersion) if one.type == "pmsmp"]


@rule("PMSMP-04", Immersion, ("pmsmp",))
def caps_at_one_host(check: Check[Immersion]) -> Iterator[Finding]:
    act, earlier = check.act, _earlier(check)
    if not earlier:
        return
    missing = []
    if act.host is None:
        missing.append("act.host")
    if any(one.host is None for one in earlier):
        missing.append("history.host")
    if missing:
        yield check.unknown("Dites chez quel hôte : les plafonds se comptent par hôte.", *missing)
        if act.host is None:
            return
    same = [one for one in earlier if one.host == act.host]
    if not same:
        return
    told = [one for one in (act, *same) if one.start is not None and _days(one) is not None]
    if len(told) <= len(same):
        yield check.unknown("Il manque des dates d’immersion chez cet hôte.", *_undated(act))
    if act.start is not None:
        yield from _windows(check, told)


def _undated(act: Immersion) -> list[str]:
    missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
    return missing or ["history.start", "history.end"]


def _windows(check: Check[Immersion], told: Sequence[Immersion]) -> Iterator[Finding]:
    act = check.act
    others = [one for one in told if one is not act]
    counted = _heaviest(check, act, others)
    check.computed["host_days_in_window"] = counted.days
    agreements = check.parameter("pmsmp_agreements_max")
    most = check.parameter("pmsmp_days_max")
    if counted.fits(agreements, most):
        yield from _purposes(check, others)
        return
    free = _first_free_day(check, others)
    remedy = f"Chez cet hôte, cela redevient possible à partir du {day_fr(free)}." if free else ""
    if counted.agreements > agreements.value:
        yield check.block(
            f"Plafond de {number_fr(agreements.value)} conventions sur 12 mois chez le même hôte.",
            agreements,
            remedy=remedy,
            opens_on=free,
        )
    if counted.days > most.value:
        yield check.block(
            f"Plafond de {number_fr(most.value)} jours sur 12 mois chez le même hôte"
            f" ({number_fr(counted.days)} prévus).",
            most,
            remedy=remedy,
            opens_on=free,
        )


@dataclass(frozen=True, slots=True)
class _Counted:
    """The most agreements, and the most days, that one window of twelve months holds."""

    agreements: int
    days: int

    def fits(self, agreements: Parameter, most: Parameter) -> bool:
        return self.agreements <= agreements.value and self.days <= most.value


def _heaviest(check: Check[Immersion], act: Immersion, others: Sequence[Immersion]) -> _Counted:
    """Every window that begins with one of them and holds the start of this one is looked at."""
    mine = act.start or check.on
    months = check.parameter("pmsmp_window_months").whole
    agreements = days = 0
    for first in {mine, *(one.start for one in others if one.start is not None)}:
        after = add_months(first, months)
        if not first <= mine < after:
            continue
        inside = [one for one in (act, *others) if one.start and first <= one.start < after]
        agreements = max(agreements, sum(not one.renewals for one in inside))
        days = max(days, sum(_days(one) or 0 for one in inside))
    return _Counted(agreements, days)


def _first_free_day(check: Check[Immersion], others: Sequence[Immersion]) -> date | None:
    """The first later day on which the same immersion would stay under the caps."""
    act = check.act
    months = check.parameter("pmsmp_window_months").whole
    agreements = check.parameter("pmsmp_agreements_max")
    most = check.parameter("pmsmp_days_max")
    length = _days(act) or 0
    # Caps only loosen when an earlier one leaves the window, twelve months after it began.
    for day in sorted({add_months(one.start, months) for one in others if one.start}):
        moved = replace(act, start=day, end=None, days=length)
        if day > (act.start or check.on) and _heaviest(check, moved, others).fits(agreements, most):
            return day
    return None


def _purposes(check: Check[Immersion], others: Sequence[Immersion]) -> Iterator[Finding]:
    """A second agreement at the same host, in the window, has another object."""
    act = check.act
    others = [one for one in others if not one.renewals and _within(check, one)]
    if act.renewals or not others or act.purposes is None:
        return
    if any(one.purposes is None for one in others):
        yield check.unknown(
            "Dites l’objet de la convention précédente chez cet hôte.", "history.purposes"
        )
    elif any(set(one.purposes or ()) & set(act.purposes) for one in others):
        yield check.block(
            "Une seconde convention chez le même hôte doit avoir un autre objet.",
            remedy="Si le premier objet n’est pas atteint, renouvelez la première convention.",
        )


def _within(check: Check[Immersion], other: Immersion) -> bool:
    """Whether one window of twelve months holds both starts."""
    months = check.parameter("pmsmp_window_months").whole
    first, last = sorted((other.start or check.on, check.act.start or check.on))
    return last < add_months(first, months)


@rule("PMSMP-03", Immersion, ("pmsmp",))
def renewed_for_the_same_purpose(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    if not act.renewals:
        return
    first = [one for one in _earlier(check) if act.host is None or one.host == act.host]
    if not first:
        yield check.unknown("Dites la première période, que celle-ci renouvelle.", "history")
    elif act.purposes and all(
        one.purposes is not None and not set(one.purposes) & set(act.purposes) for one in first
    ):
        if act.host is None:
            # None of those told, at any host: the first period may still be another one.
            yield check.unknown("Dites chez quel hôte est la première période.", "act.host")
            return
        yield check.block(
            "Un renouvellement garde l’objet de la première période.",
            remedy="Pour un autre objet, faites une autre convention.",
        )


@rule("PMSMP-05", Immersion, ("pmsmp",))
def quarter_of_the_contract(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    span = _contract(check)
    if span is None:
        if act.prescriber_kind in work_kinds()["cddi"].employers and _may_have_a_cddi(check):
            missing = [
                path
                for path, value in (
                    ("act.contract_start", act.contract_start),
                    ("act.contract_end", act.contract_end),
                )
                if value is None
            ]
            yield check.unknown("Il manque les dates du CDDI de la personne.", *missing)
        return
    start, end = span
    if end < start:
        yield check.block("La fin du CDDI précède son début.")
        return
    row = check.parameter("pmsmp_contract_percent_max")
    cap = int(days_in(start, end) * row.value // 100)
    check.computed["pmsmp_days_cap"] = cap
    yield from _against(check, start, end, cap, row)


def _against(
    check: Check[Immersion], start: date, end: date, cap: int, row: Parameter
) -> Iterator[Finding]:
    inside = [one for one in _earlier(check) if one.start is None or start <= one.start <= end]
    counted = [_days(one) for one in (check.act, *inside)]
    total = sum(days or 0 for days in counted)
    check.computed["pmsmp_days_in_contract"] = total
    if total > cap:
        yield check.block(
            f"Plus de {number_fr(row.value)} % de la durée du CDDI :"
            f" {number_fr(total)} jours de PMSMP pour {number_fr(cap)} au plus.",
            row,
            remedy=f"Il reste {number_fr(max(cap - (total - (counted[0] or 0)), 0))} jours.",
        )
    elif None in counted or any(one.start is None for one in inside):
        own = check.act.days is None and (check.act.start is None or check.act.end is None)
        yield check.unknown(
            "Il manque des dates d’immersion pour compter les jours.",
            "act.days" if own else "history.days",
        )


def _contract(check: Check[Immersion]) -> tuple[date, date] | None:
    """The CDDI told with the immersion, else the one of the history that runs that day, with those
    of the same employer."""
    act = check.act
    if act.contract_start is not None and act.contract_end is not None:
        return act.contract_start, act.contract_end
    runs = [one for one in check.history if isinstance(one, Contract) and _is_cddi(one)]
    now = [one for one in runs if _covers(one, check.on)]
    if not now:
        return None
    employers = {one.employer for one in now}
    ours = [one for one in runs if one in now or (one.employer and one.employer in employers)]
    starts = [one.start for one in ours if one.start is not None]
    ends = [one.end for one in ours if one.end is not None]
    return min(starts), max(ends)


def _may_have_a_cddi(check: Check[Immersion]) -> bool:
    """An insertion structure also prescribes for people it accompanies without employing them."""
    status = check.person.status
    if any(
        one.type == "cdi_inclusion" and covers(one.start, one.end, check.on)
        for one in check.others(Contract)
    ):
        return False
    return status is None or status in INSERTION_STATUSES


def _is_cddi(contract: Contract) -> bool:
    return contract.type.startswith("cddi")


def _covers(contract: Contract, day: date) -> bool:
    return (
        contract.start is not None
        and contract.end is not None
        and contract.start <= day <= contract.end
    )
