"""Who is subject to the obligation, how many units are due, counted and missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from passerelles.law.acts.money import Oeth
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Parameter
from passerelles.law.wording import number_fr, plural

HUNDREDTH = Decimal("0.01")


class OethStatus(StrEnum):
    """Whether the obligation applies to a company that year."""

    SUBJECT = "subject"
    NEUTRALISED = "neutralised"  # at the threshold, but not yet for long enough
    NOT_SUBJECT = "not_subject"


def status_of(check: Check[Oeth]) -> OethStatus | None:
    """``None`` when the headcount, or how long it has been at the threshold, was not told."""
    headcount = check.act.headcount
    if headcount is None:
        return None
    if headcount < check.parameter("oeth_threshold").value:
        return OethStatus.NOT_SUBJECT
    grace = check.parameter("oeth_grace_years").whole
    years, exact = _years_at_threshold(check)
    if years >= grace:
        return OethStatus.SUBJECT
    return OethStatus.NEUTRALISED if exact else None


def _years_at_threshold(check: Check[Oeth]) -> tuple[int, bool]:
    """Years in a row at the threshold before this one, and whether there cannot be more."""
    act = check.act
    if act.years_at_threshold is not None:
        return act.years_at_threshold, True
    threshold = check.parameter("oeth_threshold").value
    years = 0
    for headcount in reversed(act.headcount_history or ()):
        if headcount < threshold:
            return years, True
        years += 1
    return years, False


def due_units(check: Check[Oeth]) -> int | None:
    """Units due: none when the obligation does not apply.  When only its age is unknown, those it
    would owe."""
    headcount = check.act.headcount
    if headcount is None:
        return None
    if status_of(check) in {OethStatus.NOT_SUBJECT, OethStatus.NEUTRALISED}:
        return 0
    share = headcount * check.parameter("oeth_rate").value / 100
    return int(share.to_integral_value(ROUND_FLOOR))


def counted_units(check: Check[Oeth]) -> Decimal | None:
    """Units of the beneficiaries told one by one, or of the total told."""
    act = check.act
    if act.beneficiaries is None:
        return act.beneficiary_units
    senior = check.parameter("oeth_senior_age").value
    weight = check.parameter("oeth_senior_weight").value
    return sum(
        (one.presence * weight if one.age >= senior else one.presence for one in act.beneficiaries),
        Decimal(0),
    )


def missing_units(check: Check[Oeth]) -> Decimal | None:
    due = due_units(check)
    if due is None:
        return None
    if due == 0:
        return Decimal(0)
    counted = counted_units(check)
    return None if counted is None else max(due - counted, Decimal(0))


@rule("OETH-01", Oeth)
def scope(check: Check[Oeth]) -> Iterator[Finding]:
    threshold = check.parameter("oeth_threshold")
    if check.act.headcount is None:
        yield check.unknown(
            "Il manque l’effectif moyen de l’année, toute l’entreprise.", "act.headcount"
        )
        return
    grace = check.parameter("oeth_grace_years")
    status = status_of(check)
    if status is not None:
        check.computed["status"] = status.value
    yield _said(check, status, threshold, grace)


def _said(
    check: Check[Oeth], status: OethStatus | None, threshold: Parameter, grace: Parameter
) -> Finding:
    people, years = number_fr(threshold.value), number_fr(grace.value)
    match status:
        case OethStatus.NOT_SUBJECT:
            return check.info(
                f"Moins de {people} salariés : aucune unité n’est due. La déclaration mensuelle le "
                "reste.",
                threshold,
            )
        case OethStatus.NEUTRALISED:
            return check.info(
                f"Le seuil de {people} salariés n’est pas atteint depuis {years} années de suite : "
                "rien n’est dû cette année.",
                threshold,
                grace,
            )
        case OethStatus.SUBJECT:
            return check.info("L’entreprise est soumise à l’obligation d’emploi.", threshold, grace)
        case None:
            return check.unknown(
                f"Depuis combien d’années de suite l’effectif atteint-il {people} salariés ? Il en "
                f"faut {years} ; les montants calculés supposent que c’est le cas.",
                "act.years_at_threshold",
                remedy="Donnez ce nombre d’années, ou l’effectif des années précédentes.",
            )


@rule("OETH-02", Oeth)
def due(check: Check[Oeth]) -> Iterator[Finding]:
    units = due_units(check)
    if units is None:
        return
    check.computed["due_units"] = units
    headcount = check.act.headcount
    if headcount is not None and status_of(check) in {OethStatus.SUBJECT, None}:
        rate = check.parameter("oeth_rate")
        yield check.info(
            f"{number_fr(rate.value)} % de {number_fr(headcount.quantize(HUNDREDTH))} : "
            f"{plural(units, 'unité due', 'unités dues')}.",
            rate,
        )


@rule("OETH-03", Oeth)
def counted(check: Check[Oeth]) -> Iterator[Finding]:
    due_count = due_units(check)
    units = counted_units(check)
    if units is None:
        if due_count:
            yield check.unknown(
                "Il manque les bénéficiaires employés : leur âge et leur temps de présence.",
                "act.beneficiaries",
                remedy="S’il n’y en a aucun, dites-le : une liste vide.",
            )
        return
    check.computed["counted_units"] = units
    act = check.act
    told = act.beneficiary_units
    if act.beneficiaries is not None and told is not None and told != units:
        yield check.warn(
            f"Les personnes indiquées font {number_fr(units.quantize(HUNDREDTH))} unités, pas "
            f"{number_fr(told.quantize(HUNDREDTH))}.",
            remedy="Corrigez la liste ou le total : le calcul suit la liste.",
        )
    if due_count is None:
        return
    missing = missing_units(check)
    if missing is not None:
        check.computed["missing_units"] = missing
    if due_count and not missing:
        yield check.info("Toutes les unités dues sont comptées : aucune contribution.")
