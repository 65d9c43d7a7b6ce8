"""The standing agreement of an adapted company: its end, its share of disabled workers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.follow import Review
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import day_fr, number_fr

HUNDREDTH = Decimal("0.01")


@rule("EA-01", Review, ("ea_agreement",))
def agreement_in_force(check: Check[Review]) -> Iterator[Finding]:
    act = check.act
    if act.agreement_end is None:
        yield check.unknown("Il manque la fin du contrat d’objectifs.", "act.agreement_end")
        return
    if act.agreement_end < check.at:
        yield check.warn(
            f"Contrat d’objectifs expiré depuis le {day_fr(act.agreement_end)}.",
            remedy="Le renouveler avec la DREETS : il vaut agrément.",
        )
    if act.agreement_start is None:
        return
    if act.agreement_end < act.agreement_start:
        yield check.block("La fin vient avant le début.", remedy="Corrigez les dates.")
        return
    row = check.parameter("ea_agreement_years_max")
    if act.agreement_end > last_day(act.agreement_start, row.whole * 12):
        yield check.warn(f"Un contrat d’objectifs dure au plus {number_fr(row.value)} ans.", row)


@rule("EA-02", Review, ("ea_agreement",))
def share_of_disabled_workers(check: Check[Review]) -> Iterator[Finding]:
    act = check.act
    least = check.parameter("ea_ratio_min")
    if act.staff is None or act.disabled_staff is None:
        told = (("act.staff", act.staff), ("act.disabled_staff", act.disabled_staff))
        yield check.unknown(
            "Il manque l’effectif annuel ou le nombre de travailleurs handicapés.",
            *(path for path, value in told if value is None),
        )
        return
    if act.disabled_staff > act.staff:
        yield check.block(
            "Plus de travailleurs handicapés que de salariés.", remedy="Corrigez les effectifs."
        )
        return
    yield from _aided(check)
    if not act.staff:
        yield check.warn("Aucun salarié dans l’année : le taux ne se calcule pas.")
        return
    ratio = act.disabled_staff * 100 / act.staff
    check.computed["ratio_percent"] = ratio.quantize(HUNDREDTH, ROUND_HALF_UP)
    if ratio < least.value:
        yield check.warn(
            f"Ratio inférieur à {number_fr(least.value)} % : le taux de travailleurs handicapés doit "
            "rester au moins à ce niveau sur l’effectif annuel.",
            least,
        )


def _aided(check: Check[Review]) -> Iterator[Finding]:
    act = check.act
    if act.staff is None or act.eligible_disabled_staff is None:
        return
    cap = check.parameter("ea_aid_cap")
    ceiling = act.staff * cap.value / 100
    aidable = min(act.eligible_disabled_staff, ceiling).quantize(HUNDREDTH, ROUND_HALF_UP)
    check.computed["aidable_fte"] = aidable
    if act.eligible_disabled_staff > ceiling:
        yield check.info(
            f"Aide limitée à {number_fr(cap.value)} % de l’effectif : {number_fr(aidable)} équivalents "
            "temps plein. Employer davantage reste permis.",
            cap,
        )
