"""MISPE: ten working days in an ESAT, prescribed by the MDPH and, since 2025, its partners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from passerelles.kernel.calendar import days_in
from passerelles.law.acts.work import Immersion
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Confidence
from passerelles.law.pmsmp.prescribers import prescribers
from passerelles.law.wording import number_fr

_SUNDAY = 6


@rule("ESAT-11", Immersion, ("mispe",))
def prescriber(check: Check[Immersion]) -> Iterator[Finding]:
    kind = check.act.prescriber_kind
    if kind is None:
        yield check.unknown("Dites qui prescrit la MISPE.", "act.prescriber_kind")
        return
    known = prescribers("mispe").get(kind)
    if known is None or not known.may_prescribe(check.on):
        yield check.block(
            "Une MISPE est prescrite par la MDPH"
            + (", France Travail, Cap emploi ou une mission locale." if known is None else "."),
            remedy="Demandez à la MDPH de prescrire la MISPE.",
            opens=("prescription",),
        )
    elif known.confidence is not Confidence.CERTAIN:
        yield check.info(f"Prescripteur probable. {known.note}")


@rule("ESAT-11", Immersion, ("mispe",))
def place(check: Check[Immersion]) -> Iterator[Finding]:
    if check.act.host_kind not in {None, "esat"}:
        yield check.block(
            "Une MISPE se passe en ESAT.", remedy="Ailleurs, c’est une PMSMP : choisissez-la."
        )


@rule("ESAT-11", Immersion, ("mispe",))
def days(check: Check[Immersion]) -> Iterator[Finding]:
    act = check.act
    if act.start is not None and act.end is not None and act.end < act.start:
        yield check.block("La fin de la MISPE précède son début.")
        return
    row = check.parameter("mispe_days_max")
    message = (
        f"Une MISPE dure au plus {number_fr(row.value)} jours ouvrables"
        " (renouvellement à vérifier)."
    )
    if act.days is not None:
        if act.days > row.value:
            yield check.warn(message, row)
    elif act.start is None or act.end is None or _working_days(act.start, act.end) > row.value:
        yield check.unknown(f"{message} Dites combien de jours de présence.", "act.days")
    if act.renewals and not (checked := check.parameter("mispe_renewal_checked")).value:
        yield check.warn(
            "Les conditions de renouvellement d’une MISPE sont à vérifier auprès de la MDPH.",
            row,
            checked,
        )


def _working_days(start: date, end: date) -> int:
    """Days but Sundays, both ends included: at most the working days, since holidays count here."""
    weeks, rest = divmod(days_in(start, end), 7)
    last = (start + timedelta(days=offset) for offset in range(rest))
    return weeks * 6 + sum(day.weekday() != _SUNDAY for day in last)
