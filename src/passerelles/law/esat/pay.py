"""What an ESAT worker is paid: the ESAT's share, the State's aid, and the yearly bonus."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from passerelles.law.acts.money import Remuneration
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import euros, number_fr

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


@rule("ESAT-07", Remuneration)
def guaranteed_remuneration(check: Check[Remuneration]) -> Iterator[Finding]:
    act = check.act
    share = act.esat_share_percent
    if share is None:
        # A question on the bonus alone does not need the share.
        if act.bonus is None:
            yield check.unknown(
                "Dites la part financée par l’ESAT, en % du SMIC.", "act.esat_share_percent"
            )
        return
    least = check.parameter("esat_share_percent_min")
    if share < least.value:
        yield check.block(
            "La part financée par l’ESAT ne peut être inférieure à"
            f" {number_fr(least.value)} % du SMIC.",
            least,
        )
        return
    alert = check.parameter("esat_share_percent_alert")
    if share > alert.value:
        yield check.warn(
            f"Part de l’ESAT au-delà de {number_fr(alert.value)} % du SMIC : à vérifier.", alert
        )
    yield from _amounts(check, share)


def _state_share(check: Check[Remuneration], share: Decimal) -> Decimal:
    full = check.parameter("esat_share_percent_full_aid").value
    most = check.parameter("esat_state_percent_max").value
    slope = check.parameter("esat_state_percent_slope").value
    return max(most - slope * max(share - full, Decimal(0)), Decimal(0))


def _amounts(check: Check[Remuneration], share: Decimal) -> Iterator[Finding]:
    """Rounded to the cent at the very end, never on the way."""
    act = check.act
    smic = check.parameter("smic_hourly_mayotte" if act.in_mayotte else "smic_hourly")
    full_time = check.parameter("esat_full_time_monthly_hours")
    state = _state_share(check, share)
    total = share + state
    hours = act.monthly_hours or full_time.value * (act.quota or 1)
    month = smic.value * hours / _HUNDRED
    check.computed["state_share"] = state
    check.computed["total_percent"] = total
    check.computed["hourly"] = _cents(smic.value * total / _HUNDRED)
    check.computed["monthly"] = _cents(month * total)
    check.computed["state_monthly"] = _cents(month * state)
    if hours > full_time.value:
        yield check.warn(
            f"Plus de {number_fr(full_time.value)} h par mois : un temps plein en ESAT fait 35 h"
            " par semaine, sans heures supplémentaires.",
            full_time,
        )
    told = act.monthly_hours or act.quota
    yield check.info(
        f"Rémunération garantie : {euros(_cents(month * total))} par mois"
        f" ({number_fr(total)} % du SMIC){'' if told else ', pour un temps plein'}.",
        smic,
    )


@rule("ESAT-18", Remuneration)
def bonus(check: Check[Remuneration]) -> Iterator[Finding]:
    act = check.act
    if act.bonus is None:
        return
    if act.yearly_esat_share is None:
        yield check.unknown(
            "Dites combien l’ESAT a financé dans l’année pour cette personne.",
            "act.yearly_esat_share",
        )
        return
    row = check.parameter("esat_bonus_percent_max")
    most = act.yearly_esat_share * row.value / _HUNDRED
    check.computed["bonus_max"] = _cents(most)
    if act.bonus > most:
        yield check.block(
            f"Prime supérieure à {number_fr(row.value)} % de la part financée par l’ESAT dans"
            f" l’année : {euros(_cents(most))} au plus.",
            row,
        )
