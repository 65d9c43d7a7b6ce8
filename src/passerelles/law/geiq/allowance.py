"""The State's allowance to a GEIQ for accompanying a person: which amount, on which criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.entry import Eligibility
from passerelles.law.checking import Check, rule
from passerelles.law.criteria import Criterion, criteria_on
from passerelles.law.findings import Finding
from passerelles.law.parameters import Parameter
from passerelles.law.wording import day_fr, euros, number_fr


@dataclass(frozen=True, slots=True)
class AnnexCriteria:
    """Criteria of an annex: those met, those nobody told, those not met."""

    met: tuple[Criterion, ...]
    untold: tuple[Criterion, ...]
    unmet: tuple[Criterion, ...]

    def level(self, level: int) -> AnnexCriteria:
        return AnnexCriteria(
            *(
                tuple(one for one in rows if one.level == level)
                for rows in (self.met, self.untold, self.unmet)
            )
        )

    def reach(self, needed: Parameter) -> bool | None:
        """Whether enough are met; ``None`` when those nobody told could do."""
        if len(self.met) >= needed.value:
            return True
        return None if len(self.met) + len(self.untold) >= needed.value else False


def _sorted(check: Check[Eligibility], criteria: Iterable[Criterion]) -> AnnexCriteria:
    answers = [(one, one.met(check.person, check.on)) for one in criteria]
    return AnnexCriteria(
        tuple(one for one, met in answers if met),
        tuple(one for one, met in answers if met is None),
        tuple(one for one, met in answers if met is False),
    )


def _high(check: Check[Eligibility], second: AnnexCriteria) -> bool | None:
    """Whether the higher amount is open."""
    if check.act.author == "prescriber":
        return True
    ways = (
        second.level(1).reach(check.parameter("geiq_level1_min")),
        second.level(2).reach(check.parameter("geiq_level2_min")),
    )
    if True in ways:
        return True
    return None if None in ways or check.act.author is None else False


@rule("GEIQ-03", Eligibility, ("geiq",))
def diagnosis_before_decision(check: Check[Eligibility]) -> Iterator[Finding]:
    diagnosed_on = check.act.diagnosed_on
    if diagnosed_on is not None and diagnosed_on > check.on:
        yield check.block("Le diagnostic vient après la décision.", remedy="Corrigez les dates.")


@rule("GEIQ-03", Eligibility, ("geiq",))
def allowance(check: Check[Eligibility]) -> Iterator[Finding]:
    first = _sorted(check, criteria_on("geiq", check.on))
    # The second annex is the list of criteria of the IAE, with its two levels.
    second = _sorted(check, criteria_on("iae", check.on))
    high = _high(check, second)
    if check.act.already_granted:
        yield _no_second(check)
        return
    check.computed["criteria"] = list(dict.fromkeys(one.code for one in (*first.met, *second.met)))
    upper = check.parameter("geiq_allowance_high")
    lower = check.parameter("geiq_allowance_low")
    if high:
        yield check.info(f"Aide à l’accompagnement : {euros(upper.value)}.", upper)
        yield from _conditions(check, upper.value)
    elif first.met:
        yield check.info(
            f"{first.met[0].label} : aide à l’accompagnement de {euros(lower.value)}.", lower
        )
        if high is None:
            check.computed["allowance_possible"] = upper.value
            yield check.info(
                f"{euros(upper.value)} si un prescripteur habilité fait le diagnostic, ou avec un "
                "critère de niveau 1 ou deux de niveau 2.",
                upper,
                opens=("prescription",),
            )
        yield from _conditions(check, lower.value)
    elif high is None or first.untold:
        yield check.unknown(
            "Il manque de quoi dire si un critère ouvre l’aide.", *_untold(check, first, second)
        )
    else:
        check.computed["allowance"] = Decimal(0)
        yield check.warn(
            "Aucun critère de l’aide n’est rempli : le GEIQ peut embaucher, sans cette aide.",
            remedy="Le diagnostic d’un prescripteur habilité ouvrirait l’aide.",
            opens=("prescription",),
        )


def _no_second(check: Check[Eligibility]) -> Finding:
    check.computed["allowance"] = Decimal(0)
    return check.block(
        "L’aide a déjà été accordée pour cette personne : pas de seconde aide.",
        remedy="Le GEIQ peut embaucher ou garder la personne, sans cette aide.",
    )


def _untold(
    check: Check[Eligibility], first: AnnexCriteria, second: AnnexCriteria
) -> tuple[str, ...]:
    paths = ["act.author"] if check.act.author is None else []
    for one in (*second.untold, *first.untold):
        paths += one.missing(check.person, check.on)
    return tuple(dict.fromkeys(paths))


def _conditions(check: Check[Eligibility], amount: Decimal) -> Iterator[Finding]:
    act = check.act
    if act.already_granted is None:
        yield check.unknown(
            "L’aide a-t-elle déjà été accordée pour cette personne ?", "act.already_granted"
        )
    else:
        check.computed["allowance"] = amount
    yield from _days(check)
    if act.diagnosed_on is not None:
        yield from _diagnosis(check, act.diagnosed_on)
    elif act.author == "prescriber":
        yield check.unknown("Il manque la date du diagnostic.", "act.diagnosed_on")


def _days(check: Check[Eligibility]) -> Iterator[Finding]:
    row = check.parameter("geiq_days_min")
    days = check.act.days_in_year
    if days is None:
        yield check.unknown(
            "Combien de jours d’accompagnement dans l’année de campagne ?", "act.days_in_year"
        )
    elif days < row.value:
        yield check.warn(
            f"Moins de {number_fr(row.value)} jours dans l’année : à justifier.",
            row,
            remedy="Motivez la demande dans le bilan.",
        )


def _diagnosis(check: Check[Eligibility], diagnosed_on: date) -> Iterator[Finding]:
    row = check.parameter("geiq_diagnosis_months")
    valid_until = last_day(diagnosed_on, row.whole)
    if check.on > valid_until:
        yield check.warn(
            f"Diagnostic expiré depuis le {day_fr(valid_until)} : il vaut {number_fr(row.value)} mois.",
            row,
            remedy="Refaire le diagnostic.",
        )
