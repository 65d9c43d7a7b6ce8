"""Base amount, modulated part and aid of an insertion structure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.money import Aid
from passerelles.law.aid.fte import KEYS, full_time_equivalents, rounded
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Confidence, Parameter, UnknownParameter
from passerelles.law.wording import day_fr, euros, number_fr

HUNDREDTH = Decimal("0.01")
CDI_INCLUSION = "cdi_inclusion"
PRISON = "prison"
# No base amount of an EITI was read.
_WITH_AMOUNT = frozenset(KEYS) - {"eiti"}


def is_insertion(act: Aid) -> bool:
    return act.place_kind in KEYS or act.place_kind == "regie"


def base_row(check: Check[Aid]) -> Parameter | None:
    kind = check.act.place_kind
    if kind not in _WITH_AMOUNT:
        return None
    return check.parameter(
        f"aid_base_{kind}_mayotte" if check.act.in_mayotte else f"aid_base_{kind}"
    )


def base_amount(check: Check[Aid]) -> Decimal | None:
    """Told by the annex, or of the row of that day; ``None`` when there is neither."""
    if check.act.base_amount is not None:
        return check.act.base_amount
    try:
        row = base_row(check)
    except UnknownParameter:
        return None  # AID-02 names it
    return None if row is None else row.value


def modulation(check: Check[Aid]) -> Decimal | None:
    """Part added to the base amount, in percent and never above its ceiling."""
    act = check.act
    if act.aid_kind == PRISON:
        return check.parameter("aid_modulation_prison").value
    if act.modulation_percent is None:
        return None
    return min(act.modulation_percent, check.parameter("aid_modulation_max").value)


def full_rate_until(check: Check[Aid], contract_start: date) -> date:
    """Last day of the first year of a CDI inclusion, aided in full."""
    return last_day(contract_start, check.parameter("cdi_inclusion_first_year_months").whole)


def share(check: Check[Aid]) -> Decimal | None:
    """Share of the aid that is paid, in percent: less after the first year of a CDI inclusion."""
    act = check.act
    if act.aid_kind != CDI_INCLUSION:
        return Decimal(100)
    if act.contract_start is None:
        return None
    first_year = check.on <= full_rate_until(check, act.contract_start)
    key = "cdi_inclusion_aid_first_year" if first_year else "cdi_inclusion_aid_after"
    return check.parameter(key).value


def aid_for(check: Check[Aid], equivalents: Decimal) -> Decimal | None:
    """Aid of so many full-time equivalents over a year."""
    base, added, paid = base_amount(check), modulation(check), share(check)
    if base is None or added is None or paid is None:
        return None
    amount = equivalents * base * (100 + added) / 100 * paid / 100
    return amount.quantize(HUNDREDTH, ROUND_HALF_UP)


@rule("AID-02", Aid)
def base(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    if not is_insertion(act):
        return
    yield from _modulation_told(check)
    if act.base_amount is not None:
        check.computed["base_amount"] = act.base_amount
        return
    row = base_row(check)
    if row is None:
        yield check.unknown(
            "Il manque le montant socle de l’aide.",
            "act.base_amount",
            remedy="Il est sur l’annexe financière.",
        )
        return
    check.computed["base_amount"] = row.value
    if row.confidence is Confidence.UNCERTAIN and not row.owner:
        yield check.warn(
            f"Dernier montant socle confirmé : {euros(row.value)}, du 1er août 2022.",
            row,
            remedy="Donnez le montant de votre annexe financière ; un administrateur peut "
            "l’enregistrer.",
        )
    else:
        yield check.info(f"Montant socle : {euros(row.value)} par ETP et par an.", row)


def _modulation_told(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    told = act.modulation_percent
    if told is None:
        return
    if act.aid_kind == PRISON:
        row = check.parameter("aid_modulation_prison")
        wrong = told != row.value
        message = f"En détention, la part modulée est de {number_fr(row.value)} %."
    else:
        row = check.parameter("aid_modulation_max")
        wrong = told > row.value
        message = f"La part modulée ne dépasse pas {number_fr(row.value)} %."
    if wrong:
        yield check.warn(message, row, remedy="Reprenez celle de l’annexe financière.")


@rule("AID-03", Aid)
def payment(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    if not is_insertion(act) or act.agreed_fte is None:
        return
    yearly = aid_for(check, act.agreed_fte)
    if yearly is None:
        return
    row = check.parameter("aid_advances_per_year")
    advance = (yearly / row.value).quantize(HUNDREDTH, ROUND_HALF_UP)
    check.computed["monthly_advance"] = advance
    yield check.info(
        f"Avance de {euros(advance)} par mois ; régularisation aux mois 5, 8 et 11, puis après l’année.",
        row,
    )


@rule("AID-04", Aid)
def aid(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    if not is_insertion(act):
        return
    equivalents = full_time_equivalents(check)
    if act.agreed_fte is None:
        yield check.unknown("Il manque les ETP conventionnés.", "act.agreed_fte")
    if modulation(check) is None:
        yield check.unknown(
            "Il manque la part modulée.",
            "act.modulation_percent",
            remedy="S’il n’y en a pas, écrivez 0.",
        )
    if act.agreed_fte is None or equivalents is None:
        return
    agreed = act.agreed_fte * act.months / 12
    amount = aid_for(check, min(equivalents, agreed))
    if amount is not None:
        check.computed["aid"] = amount
        yield check.info(f"Aide de la période : {euros(amount)}.")
    yield from _realisation(check, rounded(equivalents), rounded(agreed))


def _realisation(check: Check[Aid], done: Decimal, agreed: Decimal) -> Iterator[Finding]:
    if agreed:
        rate = (done * 100 / agreed).quantize(HUNDREDTH, ROUND_HALF_UP)
        check.computed["realisation_percent"] = rate
    if done > agreed:
        yield check.warn(
            f"Dépassement : {number_fr(done)} ETP, dont {number_fr(agreed)} aidés.",
            remedy="Demandez un avenant à la DDETS, ou répartissez les heures.",
        )
    elif done < agreed:
        yield check.warn(
            f"Sous-réalisation : {number_fr(done)} ETP, la convention en prévoit {number_fr(agreed)}.",
            remedy="L’avance sera régularisée : prévenez la DDETS si cela dure.",
        )


@rule("AID-05", Aid)
def inclusion_contract(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    if act.aid_kind != CDI_INCLUSION or not is_insertion(act):
        return
    paid = share(check)
    if paid is None or act.contract_start is None:
        yield check.unknown("Il manque le début du CDI inclusion.", "act.contract_start")
        return
    if check.on < act.contract_start:
        yield check.block(
            "Le jour de l’aide vient avant le début du contrat.", remedy="Corrigez les dates."
        )
        return
    check.computed["aid_share_percent"] = paid
    until = full_rate_until(check, act.contract_start)
    yield check.info(
        f"CDI inclusion : {number_fr(paid)} % de l’aide (taux plein jusqu’au {day_fr(until)})."
    )
