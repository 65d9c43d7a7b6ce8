"""Suspension of a PASS IAE by the structure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from passerelles.kernel.calendar import ONE_DAY, days_in, last_day
from passerelles.law.acts.follow import Suspension
from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.places import SIAE, SIAE_TYPES
from passerelles.law.iae.reasons import suspension_reasons
from passerelles.law.wording import day_fr, number_fr


@rule("IAE-07", Suspension, ("iae_pass",))
def suspension_reason(check: Check[Suspension]) -> Iterator[Finding]:
    act = check.act
    if act.employer_kind is not None and act.employer_kind not in SIAE:
        yield check.block("Seule une structure d’insertion suspend un PASS IAE.")
        return
    reasons = suspension_reasons()
    if act.reason is None:
        yield check.unknown("Il manque le motif de la suspension.", "act.reason")
        return
    reason = reasons.get(act.reason)
    if reason is None or reason.historical:
        current = " ; ".join(r.label for r in reasons.values() if not r.historical)
        yield check.block(
            "Ce motif de suspension ne peut pas, ou ne peut plus, être choisi.",
            remedy=f"Motifs possibles : {current}.",
        )
    elif reason.employers:
        if act.employer_kind is None:
            yield check.unknown("Il manque le type de structure.", "act.employer_kind")
        elif act.employer_kind not in reason.employers:
            yield check.block(f"{reason.label} : motif réservé aux EI et aux ACI.")


@rule("IAE-07", Suspension, ("iae_pass",))
def suspension_dates(check: Check[Suspension]) -> Iterator[Finding]:
    act = check.act
    if act.start is None or act.end is None:
        missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
        yield check.unknown("Il manque le début ou la fin de la suspension.", *missing)
        return
    if act.end < act.start:
        yield check.block("La fin de la suspension vient avant son début.")
        return
    months = check.parameter("suspension_months_max")
    if act.end > (ceiling := last_day(act.start, months.whole)):
        yield check.block(
            f"Une suspension ne peut dépasser {number_fr(months.value)} mois.",
            months,
            remedy=f"Fin au plus tard le {day_fr(ceiling)} ; une autre pourra suivre.",
        )
    declared = act.declared_on or check.at
    back = check.parameter("suspension_back_days")
    if act.start > declared:
        yield check.block(
            "Une suspension ne se déclare pas à l’avance.",
            remedy=f"Déclarez-la à partir du {day_fr(act.start)}.",
            opens_on=act.start,
        )
    elif act.start < (earliest := declared - timedelta(days=back.whole)):
        yield check.block(
            f"Une suspension ne peut pas remonter à plus de {number_fr(back.value)} jours.",
            back,
            remedy=f"Début au plus tôt le {day_fr(earliest)}.",
        )
    yield from _inside_the_pass(check)
    yield from _beside_others(check)


def _inside_the_pass(check: Check[Suspension]) -> Iterator[Finding]:
    act = check.act
    if act.start is None or act.end is None:
        return
    if act.pass_start is not None and act.start < act.pass_start:
        yield check.block(f"Le PASS IAE ne commence que le {day_fr(act.pass_start)}.")
    if act.pass_end is not None and act.start > act.pass_end:
        yield check.block(f"Le PASS IAE est terminé depuis le {day_fr(act.pass_end)}.")
    missing = [
        path
        for path, value in (("act.pass_start", act.pass_start), ("act.pass_end", act.pass_end))
        if value is None
    ]
    if missing:
        yield check.unknown("Il manque les dates du PASS IAE.", *missing)
    elif act.pass_end is not None:
        end = act.pass_end + timedelta(days=days_in(act.start, act.end))
        check.computed["pass_end"] = end
        yield check.info(
            f"Fin prévisionnelle du PASS IAE : {day_fr(end)}. La date de la plateforme fait foi."
        )


def _beside_others(check: Check[Suspension]) -> Iterator[Finding]:
    act = check.act
    if act.start is None or act.end is None:
        return
    for other in check.others(Suspension):
        if other.subject != "iae_pass" or other.start is None:
            continue
        if other.start <= act.end and (other.end is None or other.end >= act.start):
            yield check.block(
                f"Une autre suspension, du {day_fr(other.start)}, tombe sur les mêmes jours.",
                remedy="Deux suspensions se suivent, elles ne se chevauchent pas.",
            )
    hired = [
        work.start
        for work in check.history
        if isinstance(work, Contract | Assignment)
        and work.start is not None
        and act.start < work.start <= act.end
        and (work.type in SIAE_TYPES or work.employer_kind in SIAE)
    ]
    if hired:
        eve = min(hired) - ONE_DAY
        yield check.warn(
            f"Une embauche le {day_fr(min(hired))} lève la suspension.",
            remedy=f"La suspension se termine la veille, le {day_fr(eve)}.",
        )
