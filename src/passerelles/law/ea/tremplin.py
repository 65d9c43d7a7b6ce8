"""The CDD Tremplin: a fixed term in an adapted company, to find work elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from passerelles.kernel.calendar import ONE_DAY, birthday, days_in, last_day
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import day_fr, number_fr

TO_FINISH_A_TRAINING = "training"
EXCEPTIONAL_DIFFICULTIES = "exceptional_difficulties"


@rule("EA-05", Contract, ("cdd_tremplin",))
def still_an_experiment(check: Check[Contract]) -> Iterator[Finding]:
    row = check.parameter("tremplin_experimental")
    if row.value:
        yield check.warn(
            "Avant 2024, le CDD Tremplin est réservé aux EA retenues pour l’expérimentation.",
            row,
            remedy="Vérifiez que l’EA en fait partie.",
        )


@rule("EA-05", Contract, ("cdd_tremplin",))
def longest(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if act.start is None or act.end is None or act.end < act.start:
        return  # said by the shortest length
    row = check.parameter("tremplin_months_max")
    ceiling = _last_day(act.start, row.whole, tuple(_earlier(check)))
    check.computed["tremplin_last_day"] = ceiling
    if act.end > ceiling:
        yield from _beyond(check, ceiling)
        return
    perhaps = _last_day(act.start, row.whole, tuple(_earlier(check, perhaps=True)))
    if act.end > perhaps and act.reason != TO_FINISH_A_TRAINING:
        yield check.unknown(
            "Dites si les CDD Tremplin d’avant étaient avec la même entreprise adaptée : ils "
            f"comptent dans les {number_fr(row.value)} mois.",
            "act.employer" if act.employer is None else "history.employer",
        )
        return
    advised = check.parameter("tremplin_months_advised")
    if act.end > last_day(act.start, advised.whole):
        yield check.info(
            f"Un premier CDD Tremplin dure le plus souvent {number_fr(advised.value)} mois, puis se "
            "renouvelle.",
            advised,
        )


def _last_day(start: date, months: int, earlier: tuple[tuple[date, date], ...]) -> date:
    """Renewals that follow on last their months from date to date; what was signed before a break
    takes its own days away."""
    first, apart = start, list(earlier)
    while following := [one for one in apart if one[0] < first <= one[1] + ONE_DAY]:
        first = min(begin for begin, _ in following)
        apart = [one for one in apart if one[0] < first]
    return last_day(first, months) - timedelta(days=_days_before(first, apart))


def _days_before(start: date, earlier: Iterable[tuple[date, date]]) -> int:
    """Days already spent in earlier contracts, each day once: renewals count in the length."""
    days, counted_to = 0, None
    for first, last in sorted(earlier):
        begin = first if counted_to is None else max(first, counted_to + ONE_DAY)
        end = min(last, start - ONE_DAY)
        days += days_in(begin, end)
        counted_to = end if counted_to is None else max(end, counted_to)
    return days


def _earlier(check: Check[Contract], *, perhaps: bool = False) -> Iterator[tuple[date, date]]:
    """Tremplin contracts with the same employer; ``perhaps``: with one that may be the same."""
    employer = check.act.employer
    for one in check.others(Contract):
        if one.type != "cdd_tremplin" or one.start is None or one.end is None:
            continue
        unsaid = employer is None or one.employer is None
        if perhaps if unsaid else one.employer == employer:
            yield one.start, one.end


def _beyond(check: Check[Contract], ceiling: date) -> Iterator[Finding]:
    row = check.parameter("tremplin_months_max")
    senior = check.parameter("tremplin_senior_age")
    if check.act.reason == TO_FINISH_A_TRAINING:
        yield check.info(
            f"Au-delà de {number_fr(row.value)} mois : possible jusqu’à la fin de la formation en "
            "cours.",
            row,
        )
        return
    if check.act.reason == EXCEPTIONAL_DIFFICULTIES:
        age = check.age(ceiling)
        if age is None:
            yield check.unknown("Il manque la date de naissance.", "person.birth_date")
            return
        if age >= senior.value:
            yield check.info(
                f"Au-delà de {number_fr(row.value)} mois : possible à partir de "
                f"{number_fr(senior.value)} ans, pour des difficultés exceptionnelles.",
                row,
                senior,
            )
            return
    born = check.person.birth_date
    hopeful = check.act.reason == EXCEPTIONAL_DIFFICULTIES and born is not None
    yield check.block(
        f"CDD Tremplin : au plus {number_fr(row.value)} mois, renouvellements compris.",
        row,
        remedy=f"Fin au plus tard le {day_fr(ceiling)}, sauf pour finir une formation ou, à partir de "
        f"{number_fr(senior.value)} ans, pour des difficultés exceptionnelles.",
        opens_on=birthday(born, senior.whole) if hopeful and born is not None else None,
    )


@rule("EA-05", Contract, ("cdd_tremplin",))
def weekly_hours(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("tremplin_hours_min")
    if act.weekly_hours is None:
        yield check.unknown("Il manque le nombre d’heures par semaine.", "act.weekly_hours")
    elif act.weekly_hours < row.value:
        if _justified(act, check.on):
            yield check.info(
                f"Moins de {number_fr(row.value)} h par semaine : gardez la justification au dossier.",
                row,
            )
        else:
            yield check.block(
                f"CDD Tremplin : au moins {number_fr(row.value)} h par semaine.",
                row,
                remedy="Moins d’heures si c’est justifié : joignez la justification.",
                opens=("derogation",),
            )


def _justified(act: Contract, day: date) -> bool:
    paper = act.derogation
    if paper is None or (paper.decided_on is not None and paper.decided_on > day):
        return False
    return paper.end is None or paper.end >= day
