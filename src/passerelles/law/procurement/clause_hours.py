"""Insertion clause: hours to ask for, people it counts and for how long, hours imputed once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TypeAlias

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.markets import ClauseHours, HourLine
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding, Value
from passerelles.law.parameters import Parameter
from passerelles.law.person import Status
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import day_fr, euros, number_fr
from passerelles.law.work_kinds import work_kinds

_Month: TypeAlias = tuple[str, int, int]
_Numbered: TypeAlias = tuple[int, HourLine]

_CENT = Decimal("0.01")
_UNIT = Decimal(1)

# Situations that put someone among the publics of clauses.
_PUBLICS = (
    SituationKind.UNEMPLOYED_1_YEAR,
    SituationKind.UNEMPLOYED_2_YEARS,
    SituationKind.RSA,
    SituationKind.ASS,
    SituationKind.AAH,
    SituationKind.RQTH,
    SituationKind.BOETH,
    SituationKind.QPV,
    SituationKind.REFUGEE,
    SituationKind.JUSTICE,
    SituationKind.IAE_PASS,
    SituationKind.INSERTION_SCHEME,
    SituationKind.MISSION_LOCALE,
)
_PLACES = frozenset(
    {
        Status.ESAT_WORKER,
        Status.ESAT_AND_ORDINARY,
        Status.EA_EMPLOYEE,
        Status.EA_TREMPLIN,
        Status.EATT_EMPLOYEE,
        Status.ACI_EMPLOYEE,
        Status.EI_EMPLOYEE,
        Status.AI_EMPLOYEE,
        Status.ETTI_EMPLOYEE,
        Status.EITI_SUPPORTED,
        Status.GEIQ_EMPLOYEE,
    }
)
_LOW_LEVELS = frozenset({"none", "cfg", "cap"})


def _about_hours(act: ClauseHours) -> bool:
    """Whether the hours to ask are in question: something of them is said, or nothing at all."""
    told = (act.amount, act.labour_share_percent, act.effort_percent, act.hourly_cost)
    return any(value is not None for value in told) or not (
        _about_person(act) or act.lines is not None
    )


def _about_person(act: ClauseHours) -> bool:
    told = (act.first_hired_on, act.validated_on, act.contract_type, act.contract_end)
    return any(value is not None for value in told)


@rule("CP-14", ClauseHours)
def hours(check: Check[ClauseHours]) -> Iterator[Finding]:
    """Amount without tax × share of labour × effort ÷ hourly cost."""
    act = check.act
    if not _about_hours(act):
        return
    if act.labour_share_percent is not None and act.labour_share_percent > 100:
        yield check.block("La part de main-d’œuvre ne dépasse pas 100 % du montant.")
        return
    if act.effort_percent is not None and act.effort_percent > 100:
        yield check.block("L’effort d’insertion ne dépasse pas 100 % des heures.")
        return
    amount, labour, effort = act.amount, act.labour_share_percent, act.effort_percent
    if amount is None or labour is None or effort is None:
        told = (
            ("act.amount", amount),
            ("act.labour_share_percent", labour),
            ("act.effort_percent", effort),
        )
        missing = [path for path, value in told if value is None]
        yield check.unknown("Il manque de quoi compter les heures d’insertion.", *missing)
        return
    yield from _usage(check, effort)
    cost = check.parameter("clause_hourly_cost")
    hourly = cost.value if act.hourly_cost is None else act.hourly_cost
    if hourly < 1:
        # A structure may have set it to nothing: there is no hour to count.
        yield check.unknown("Le coût horaire réglé est inférieur à 1 €.", "act.hourly_cost")
        return
    exact = amount * labour * effort / (hourly * 10_000)
    rounding = check.parameter("clause_hours_rounding")
    reporting = check.parameter("clause_hours_rounding_report")
    asked = _whole(exact, rounding)
    check.computed["hours_exact"] = exact.quantize(_CENT, ROUND_HALF_UP)
    check.computed["hours_to_contract"] = asked
    check.computed["hours_to_report"] = _whole(exact, reporting)
    rows = (cost, rounding) if act.hourly_cost is None else (rounding,)
    yield check.info(
        f"{number_fr(asked)} h d’insertion à inscrire : {euros(amount)} × {number_fr(labour)} % de "
        f"main-d’œuvre × {number_fr(effort)} % ÷ {euros(hourly)} de l’heure.",
        *rows,
    )


def _whole(exact: Decimal, row: Parameter) -> int:
    return int(exact.quantize(_UNIT, ROUND_CEILING if row.value else ROUND_FLOOR))


def _usage(check: Check[ClauseHours], effort: Decimal) -> Iterator[Finding]:
    """Outside what is usual: a practice, never a refusal."""
    low, high = check.parameter("clause_effort_min"), check.parameter("clause_effort_max")
    if not low.value <= effort <= high.value:
        yield check.warn(
            f"Effort inhabituel : l’usage va de {number_fr(low.value)} à "
            f"{number_fr(high.value)} % des heures.",
            low,
            high,
            remedy="Vérifiez avec le facilitateur que le vivier local le permet.",
        )
    hourly = check.act.hourly_cost
    cheap, dear = check.parameter("clause_cost_min"), check.parameter("clause_cost_max")
    if hourly is not None and not cheap.value <= hourly <= dear.value:
        yield check.warn(
            f"Coût horaire inhabituel : l’usage va de {number_fr(cheap.value)} à "
            f"{number_fr(dear.value)} € de l’heure.",
            cheap,
            dear,
            remedy="Vérifiez le coût horaire chargé du métier.",
        )


@rule("CL-01", ClauseHours)
def public(check: Check[ClauseHours]) -> Iterator[Finding]:
    """The person is of a public of clauses, checked by a facilitator before being hired."""
    act = check.act
    if not _about_person(act):
        return
    yield from _of_a_public(check, act.first_hired_on or check.on)
    if act.first_hired_on is None:
        yield check.unknown("Quel jour la personne est-elle embauchée ?", "act.first_hired_on")
    elif act.validated_on is None:
        yield check.unknown("Quel jour le facilitateur a-t-il validé ?", "act.validated_on")
    elif act.validated_on > act.first_hired_on:
        yield check.warn(
            f"Validation du facilitateur manquante à l’embauche, le {day_fr(act.first_hired_on)}.",
            remedy="Demandez la validation avant d’embaucher : les heures d’avant peuvent être "
            "refusées.",
        )


def _of_a_public(check: Check[ClauseHours], day: date) -> Iterator[Finding]:
    person = check.person
    held = {kind: person.holds(kind, day) for kind in _PUBLICS}
    for kind, holds in held.items():
        if holds:
            # A sensitive situation is enough, and is not named.
            text = SITUATION_TEXTS[kind]
            label = "situation de la personne" if text.sensitive else text.label
            yield check.info(f"Public de la clause : {label}.")
            return
    if person.status in _PLACES:
        yield check.info(
            "Public de la clause : salarié ou travailleur d’une structure d’insertion."
        )
        return
    young, senior = check.parameter("clause_young_age"), check.parameter("clause_senior_age")
    years = check.age(day)
    if years is not None and years >= senior.value:
        yield check.info(f"Public de la clause : {number_fr(senior.value)} ans ou plus.", senior)
        return
    low = None if person.diploma_level is None else person.diploma_level in _LOW_LEVELS
    if years is not None and years < young.value and low:
        yield check.info(
            f"Public de la clause : moins de {number_fr(young.value)} ans, peu diplômé.", young
        )
        return
    missing = [f"situation.{kind}" for kind, holds in held.items() if holds is None]
    if years is None:
        missing.append("person.birth_date")
    if low is None and (years is None or years < young.value):
        missing.append("person.diploma_level")
    if missing:
        yield check.unknown("De quel public de la clause est la personne ?", *missing)
        return
    yield check.warn(
        "Aucun public usuel de la clause ne correspond.",
        remedy="Demandez au facilitateur : les publics se décident localement.",
        opens=("facilitator",),
    )


@rule("CL-02", ClauseHours)
def eligibility(check: Check[ClauseHours]) -> Iterator[Finding]:
    """How long hours count after the first hiring: by the kind of contract, in local practice."""
    act = check.act
    if not _about_person(act) or act.first_hired_on is None:
        return
    usual = check.parameter("clause_eligibility_months")
    lasting = check.parameter("clause_eligibility_months_open_ended")
    if act.contract_type is None:
        shortest = min(usual, lasting, key=lambda row: row.value)
        first = last_day(act.first_hired_on, shortest.whole)
        if check.on > first:
            yield check.unknown("Quel est le type du contrat ?", "act.contract_type")
            return
        yield check.info(f"Éligible au moins jusqu’au {day_fr(first)}.", shortest)
        return
    if "apprentice" in act.contract_type:
        if act.contract_end is None:
            yield check.unknown("Quand finit le contrat d’apprentissage ?", "act.contract_end")
            return
        yield from _kept_until(check, act.contract_end)
        return
    kind = work_kinds().get(act.contract_type)
    row = lasting if kind is not None and kind.open_ended else usual
    yield from _kept_until(check, last_day(act.first_hired_on, row.whole), row)


def _kept_until(check: Check[ClauseHours], until: date, *rows: Parameter) -> Iterator[Finding]:
    check.computed["eligible_until"] = until
    if check.on > until:
        yield check.warn(
            f"Éligibilité à la clause échue depuis le {day_fr(until)}.",
            *rows,
            remedy="Demandez au facilitateur si une prolongation est possible.",
            opens=("facilitator",),
        )
    else:
        yield check.info(f"Éligible à la clause jusqu’au {day_fr(until)} inclus.", *rows)


@rule("CL-03", ClauseHours)
def imputed_once(check: Check[ClauseHours]) -> Iterator[Finding]:
    """The same hours count once: not twice on a market, not on two markets."""
    lines = check.act.lines
    if lines is None:
        return
    months: dict[_Month, list[_Numbered]] = {}
    totals: dict[str, Value] = {}
    for number, line in enumerate(lines):
        month = (line.person, line.month.year, line.month.month)
        months.setdefault(month, []).append((number, line))
        known = totals.get(line.market, Decimal(0))
        assert isinstance(known, Decimal)  # noqa: S101 — only sums are put there
        totals[line.market] = known + line.hours
    check.computed["hours_by_market"] = totals
    for numbered in months.values():
        if len(numbered) > 1:
            yield from _in_one_month(check, numbered)


def _in_one_month(check: Check[ClauseHours], numbered: list[_Numbered]) -> Iterator[Finding]:
    """Lines of one person in one month, each compared with the first that says the same."""
    lines: dict[tuple[str, str], _Numbered] = {}
    sources: dict[str, _Numbered] = {}
    for number, line in numbered:
        first = lines.setdefault((line.market, line.source), (number, line))
        proof = sources.setdefault(line.source, (number, line))
        if first[0] != number:
            yield check.block(
                f"Heures écrites deux fois sur le marché {line.market} "
                f"({_place(first[0], number, line)}).",
                remedy="Gardez une seule ligne, ou dites de quel justificatif vient l’autre.",
            )
        elif line.source and proof[0] != number:
            yield check.block(
                f"Heures déjà imputées à un autre marché : {proof[1].market} et {line.market} "
                f"({_place(proof[0], number, line)}).",
                remedy="Imputez ces heures à un seul marché, ou partagez le justificatif en deux.",
            )
    without = [number for number, line in numbered if not line.source]
    if without and len({line.market for _, line in numbered}) > 1:
        yield check.unknown(
            f"Plusieurs marchés en {_month(numbered[0][1])} : de quel justificatif vient chaque "
            "ligne ?",
            *(f"act.lines.{number}.source" for number in without),
        )


def _place(first: int, second: int, line: HourLine) -> str:
    return f"lignes {first + 1} et {second + 1}, {_month(line)}"


def _month(line: HourLine) -> str:
    return f"{line.month.month:02d}/{line.month.year}"
