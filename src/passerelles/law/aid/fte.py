"""Full-time equivalents: hours over those of a full-time year, as the agreement counts them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from passerelles.law.acts.money import Aid
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Confidence, Parameter
from passerelles.law.wording import number_fr

TEN_THOUSANDTH = Decimal("0.0001")
# Kinds of places whose full-time year is a value of the law.
KEYS = {kind: f"fte_hours_{kind}" for kind in ("aci", "ei", "etti", "ai", "eiti")}


def full_time_hours(check: Check[Aid]) -> tuple[Decimal, Parameter | None] | None:
    """Hours of a full-time year: those of the financial annex, or the row of the kind of place."""
    act = check.act
    if act.base_hours is not None:
        return act.base_hours, None
    key = KEYS.get(act.place_kind or "")
    if key is None:
        return None
    row = check.parameter(key)
    return row.value, row


def full_time_equivalents(check: Check[Aid]) -> Decimal | None:
    """Exact, over the months told; ``None`` when hours or their divisor are missing."""
    act = check.act
    if act.fte is not None:
        return act.fte
    divisor = full_time_hours(check)
    return None if act.hours is None or divisor is None else act.hours / divisor[0]


def rounded(equivalents: Decimal) -> Decimal:
    """As they are shown and compared: four decimals."""
    return equivalents.quantize(TEN_THOUSANDTH, ROUND_HALF_UP)


@rule("AID-01", Aid)
def equivalents(check: Check[Aid]) -> Iterator[Finding]:
    act = check.act
    if act.place_kind is None and act.base_hours is None and act.fte is None:
        yield check.unknown("Il manque le type de structure.", "act.place_kind")
        return
    insertion = act.place_kind in KEYS or act.place_kind == "regie"
    if insertion and act.hours is None and act.fte is None:
        yield check.unknown("Il manque les heures de la période.", "act.hours")
    elif insertion and act.fte is None and full_time_hours(check) is None:
        yield check.unknown(
            "Il manque les heures d’un temps plein.",
            "act.base_hours",
            remedy="Elles sont sur l’annexe financière.",
        )
    equivalent = full_time_equivalents(check)
    if equivalent is None:
        return
    check.computed["fte"] = rounded(equivalent)
    check.computed["fte_over_a_year"] = rounded(equivalent * 12 / act.months)
    if act.fte is None:
        yield from _divisor(check, equivalent)


def _divisor(check: Check[Aid], equivalent: Decimal) -> Iterator[Finding]:
    found = full_time_hours(check)
    if found is None:
        return
    hours, row = found
    said = f"{number_fr(hours.quantize(Decimal('0.01')))} h pour un temps plein : "
    said += f"{number_fr(rounded(equivalent))} ETP."
    if row is None:
        yield check.info(said)
    elif row.confidence is Confidence.CERTAIN or row.owner:
        yield check.info(said, row)
    elif row.confidence is Confidence.LIKELY:
        yield check.info(said, row, remedy="Comparez avec l’annexe financière.")
    else:
        yield check.warn(
            f"{said} Ce nombre d’heures est incertain.",
            row,
            remedy="Reprenez celui de l’annexe financière.",
        )
