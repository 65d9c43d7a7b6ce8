"""The contribution: gross, deductions with their caps, net."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from passerelles.law.acts.money import Oeth
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.oeth.units import HUNDREDTH, counted_units, missing_units
from passerelles.law.parameters import Parameter, UnknownParameter
from passerelles.law.wording import day_fr, euros, number_fr, plural

NOTHING = Decimal(0)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(HUNDREDTH, ROUND_HALF_UP)


def is_aggravated(check: Check[Oeth]) -> bool | None:
    """Whether years without any action multiply the contribution."""
    act = check.act
    acted = bool(counted_units(check)) or bool(act.purchases_labour_cost)
    if acted or act.approved_agreement:
        return False
    if act.years_without_action is None:
        return None
    return act.years_without_action > check.parameter("oeth_years_without_action_max").value


def coefficient(check: Check[Oeth]) -> Parameter | None:
    """Hourly SMIC owed by missing unit, ``None`` when the aggravation is unknown."""
    match is_aggravated(check):
        case None:
            return None
        case True:
            return check.parameter("oeth_coefficient_aggravated")
    headcount = check.act.headcount or NOTHING
    if headcount >= check.parameter("oeth_size_large").value:
        return check.parameter("oeth_coefficient_large")
    if headcount >= check.parameter("oeth_size_medium").value:
        return check.parameter("oeth_coefficient_medium")
    return check.parameter("oeth_coefficient_small")


def gross(check: Check[Oeth]) -> Decimal | None:
    """Before any deduction, ``None`` when something is missing to tell, be it the SMIC."""
    try:
        return _gross(check)
    except UnknownParameter:
        return None  # OETH-05 names it


def _gross(check: Check[Oeth]) -> Decimal | None:
    missing = missing_units(check)
    if missing is None:
        return None
    if not missing:
        return NOTHING
    hours = coefficient(check)
    if hours is None or check.act.year is None:
        return None
    return cents(missing * hours.value * check.parameter("smic_hourly").value)


def purchases_cap(check: Check[Oeth], before: Decimal) -> tuple[Parameter, Decimal]:
    """Row of the cap and its amount: it depends on the rate of direct employment."""
    row = check.parameter("oeth_direct_rate_for_high_cap")
    high = direct_rate(check) >= row.value
    cap = check.parameter("oeth_purchase_cap_high" if high else "oeth_purchase_cap_low")
    return cap, cents(before * cap.value / 100)


def direct_rate(check: Check[Oeth]) -> Decimal:
    """Counted units by hundred people of the headcount."""
    headcount = check.act.headcount
    return (counted_units(check) or NOTHING) * 100 / headcount if headcount else NOTHING


def purchases_deduction(check: Check[Oeth], before: Decimal) -> Decimal | None:
    cost = check.act.purchases_labour_cost
    if cost is None:
        return None
    share = cents(cost * check.parameter("oeth_purchase_rate").value / 100)
    return min(share, purchases_cap(check, before)[1])


def ecap_deduction(check: Check[Oeth], before: Decimal) -> Decimal | None:
    posts = check.act.ecap
    if posts is None:
        return None
    hours = check.parameter("oeth_ecap_coefficient").value
    return cents(posts * hours * check.parameter("smic_hourly").value)


def expenses_cap(check: Check[Oeth], before: Decimal) -> Decimal:
    return cents(before * check.parameter("oeth_expenses_cap").value / 100)


def expenses_deduction(check: Check[Oeth], before: Decimal) -> Decimal | None:
    spent = check.act.expenses
    return None if spent is None else min(cents(spent), expenses_cap(check, before))


Deduction = Callable[[Check[Oeth], Decimal], Decimal | None]
_DEDUCTIONS: tuple[Deduction, ...] = (purchases_deduction, ecap_deduction, expenses_deduction)


def net(check: Check[Oeth]) -> Decimal | None:
    """After deductions, never under zero; known without the others when some already suffice."""
    before = gross(check)
    if before is None:
        return None
    amounts = [deduct(check, before) for deduct in _DEDUCTIONS]
    left = max(before - sum((amount for amount in amounts if amount is not None), NOTHING), NOTHING)
    return None if left and None in amounts else left


def _asked(check: Check[Oeth], deduct: Deduction) -> bool:
    """Whether a deduction that was not told would change the contribution."""
    before = gross(check)
    return bool(before) and deduct(check, before or NOTHING) is None and net(check) is None


@rule("OETH-05", Oeth)
def gross_contribution(check: Check[Oeth]) -> Iterator[Finding]:
    missing = missing_units(check)
    if missing and check.act.year is None:
        yield check.unknown("Il manque l’année de la contribution.", "act.year")
    amount = _gross(check)
    if amount is None:
        return
    check.computed["gross"] = amount
    hours = coefficient(check)
    if not missing or hours is None:
        return
    smic = check.parameter("smic_hourly")
    check.computed["coefficient"] = hours.value
    yield check.info(
        f"{plural(cents(missing), 'unité manquante', 'unités manquantes')} × "
        f"{number_fr(hours.value)} × {number_fr(smic.value)} € (SMIC horaire) : "
        f"contribution brute de {euros(amount)}.",
        hours,
        smic,
    )
    if check.on > check.at:
        yield check.info(
            f"Montant provisoire : le SMIC du {day_fr(check.on)} peut encore changer.", smic
        )


@rule("OETH-06", Oeth)
def aggravated_contribution(check: Check[Oeth]) -> Iterator[Finding]:
    if not missing_units(check):
        return
    most = check.parameter("oeth_years_without_action_max")
    hours = check.parameter("oeth_coefficient_aggravated")
    aggravated = is_aggravated(check)
    if aggravated is None:
        yield check.unknown(
            "Depuis combien d’années n’y a-t-il ni bénéficiaire employé, ni achat, ni accord ?",
            "act.years_without_action",
        )
    elif aggravated:
        yield check.warn(
            f"Plus de {number_fr(most.value)} ans sans emploi, sans achat et sans accord : risque de "
            f"contribution majorée, {number_fr(hours.value)} SMIC horaires par unité manquante.",
            most,
            hours,
            remedy="Employer un bénéficiaire, acheter à une EA ou un ESAT, ou signer un accord agréé.",
        )
    elif check.act.years_without_action == most.value:
        yield check.info(
            "Une année de plus sans action, et la contribution sera majorée.", most, hours
        )


@rule("OETH-07", Oeth)
def purchases(check: Check[Oeth]) -> Iterator[Finding]:
    before = gross(check)
    if not before:
        return
    cap, ceiling = purchases_cap(check, before)
    check.computed["direct_rate_percent"] = cents(direct_rate(check))
    check.computed["purchases_cap"] = ceiling
    if _asked(check, purchases_deduction):
        yield check.unknown(
            "Il manque le coût de main-d’œuvre des achats à des EA, des ESAT ou des indépendants "
            "handicapés.",
            "act.purchases_labour_cost",
            remedy="Il est sur les attestations annuelles ; s’il n’y en a pas, écrivez 0.",
        )
    deduction = purchases_deduction(check, before)
    if deduction is None:
        return
    check.computed["purchases_deduction"] = deduction
    if not deduction:
        return
    if deduction == ceiling:
        yield check.info(
            f"Plafond de déduction atteint : {number_fr(cap.value)} % de la contribution brute, "
            f"soit {euros(ceiling)}.",
            cap,
        )
    else:
        rate = check.parameter("oeth_purchase_rate")
        yield check.info(
            f"Achats : {number_fr(rate.value)} % du coût de main-d’œuvre, soit {euros(deduction)} "
            "à déduire.",
            rate,
            cap,
        )


@rule("OETH-08", Oeth)
def demanding_posts(check: Check[Oeth]) -> Iterator[Finding]:
    before = gross(check)
    if not before:
        return
    if _asked(check, ecap_deduction):
        yield check.unknown(
            "Il manque le nombre d’emplois à conditions d’aptitude particulières (ECAP).",
            "act.ecap",
            remedy="S’il n’y en a pas, écrivez 0.",
        )
    deduction = ecap_deduction(check, before)
    if deduction is None:
        return
    check.computed["ecap_deduction"] = deduction
    if deduction:
        row = check.parameter("oeth_ecap_coefficient")
        yield check.info(f"ECAP : {euros(deduction)} à déduire.", row)


@rule("OETH-09", Oeth)
def expenses(check: Check[Oeth]) -> Iterator[Finding]:
    before = gross(check)
    if not before:
        return
    cap = check.parameter("oeth_expenses_cap")
    ceiling = expenses_cap(check, before)
    check.computed["expenses_cap"] = ceiling
    if _asked(check, expenses_deduction):
        yield check.unknown(
            "Il manque le montant des dépenses déductibles.",
            "act.expenses",
            remedy="S’il n’y en a pas, écrivez 0.",
        )
    deduction = expenses_deduction(check, before)
    if deduction is None:
        return
    check.computed["expenses_deduction"] = deduction
    if deduction == ceiling:
        yield check.info(
            f"Plafond de {number_fr(cap.value)} % atteint : {euros(ceiling)} à déduire.", cap
        )
    elif deduction:
        yield check.info(f"Dépenses : {euros(deduction)} à déduire.", cap)


@rule("OETH-10", Oeth)
def net_contribution(check: Check[Oeth]) -> Iterator[Finding]:
    amount = net(check)
    if amount is None:
        return
    check.computed["net"] = amount
    if not amount:
        if gross(check):
            yield check.info("Les déductions couvrent toute la contribution : rien à payer.")
        return
    yield check.info(f"Contribution nette : {euros(amount)}.")
    capping = check.parameter("oeth_transitional_capping")
    if capping.value:
        yield check.warn(
            "Un écrêtement transitoire pouvait réduire ce montant de 2020 à 2024 : il n’est pas "
            "calculé ici.",
            capping,
            remedy="Vérifiez le montant auprès de l’Urssaf ou de l’Agefiph.",
        )


@rule("OETH-11", Oeth)
def agreement(check: Check[Oeth]) -> Iterator[Finding]:
    amount = net(check)
    if amount is None:
        return
    approved = check.act.approved_agreement
    check.computed["to_pay"] = NOTHING if approved else amount
    if not amount or approved is False:
        return
    if approved:
        yield check.info("Un accord agréé remplace le paiement : 3 ans, renouvelable une fois.")
    else:
        yield check.info("Un accord agréé, s’il y en a un, remplace ce paiement.")
