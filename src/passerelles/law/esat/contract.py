"""The « contrat d’accompagnement par le travail »: its year, and the days to hand and sign it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from passerelles.kernel.calendar import add_months, last_day
from passerelles.law.acts.entry import Admission
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.esat.versions import reads
from passerelles.law.findings import Finding
from passerelles.law.parameters import Parameter
from passerelles.law.wording import day_fr

# Why a first contract may be shorter than a year.
SHORT_REASONS: dict[str, str] = {
    "replacement": "remplacer une personne absente",
    "shared_time": "occuper la part de place laissée par un temps partagé",
    "freed_place": "occuper la place d’une personne partie en emploi",
}


@rule("ESAT-05", Contract, ("cat",))
def one_year(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if act.end is None:
        yield check.info("Contrat d’un an, reconduit tacitement chaque année.")
        return
    if act.start is None:
        yield check.unknown("Il manque la date de début.", "act.start")
        return
    if act.end < act.start:
        yield check.block("La fin du contrat précède son début.")
        return
    row = check.parameter("esat_contract_months_min")
    if act.end >= last_day(act.start, row.whole):
        return
    if not reads(check, "esat_short_contract_reasons"):
        yield check.warn(
            "Contrat de moins d’un an : les motifs qui le permettent datent du 28 août 2025.", row
        )
        return
    yield from _short(check, row)


def _short(check: Check[Contract], row: Parameter) -> Iterator[Finding]:
    reasons = check.parameter("esat_short_contract_reasons")
    listed = " ; ".join(SHORT_REASONS.values())
    if check.act.reason is None:
        yield check.unknown(f"Contrat de moins d’un an, dites pourquoi : {listed}.", "act.reason")
    elif check.act.reason in SHORT_REASONS:
        yield check.info(
            f"Moins d’un an pour {SHORT_REASONS[check.act.reason]} : un essai, un point chaque mois"
            " sur le projet et un bilan avant la fin.",
            row,
            reasons,
        )
    else:
        yield check.block(
            "Un contrat de moins d’un an n’est possible que pour un remplacement, un temps partagé"
            " ou une place libérée par une sortie en emploi.",
            row,
            reasons,
            remedy="Dites lequel de ces motifs, ou faites un contrat d’un an.",
        )


@dataclass(frozen=True, slots=True)
class _Step:
    """A paper due by a day (included), and the day it was done when told."""

    name: str
    done: date | None
    due: date
    row: Parameter


@rule("ESAT-06", Admission)
def papers_of_admission(check: Check[Admission]) -> Iterator[Finding]:
    act = check.act
    dates = (act.contract_handed_on, act.contract_signed_on, act.amendment_on)
    yield from _papers(check, act.admitted_on, dates, "act.admitted_on")


@rule("ESAT-06", Contract, ("cat",))
def papers_of_contract(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    yield from _papers(check, act.start, (act.handed_on, act.signed_on, None), "act.start")


def _papers(
    check: Check[Admission] | Check[Contract],
    admitted: date | None,
    dates: tuple[date | None, date | None, date | None],
    path: str,
) -> Iterator[Finding]:
    if admitted is None:
        if any(dates):
            yield check.unknown("Il manque le jour de l’admission.", path)
        return
    handed, signed, amendment = dates
    days = check.parameter("esat_contract_handed_days")
    month = check.parameter("esat_contract_signed_months")
    months = check.parameter("esat_amendment_months")
    steps = (
        _Step("remise du contrat", handed, admitted + timedelta(days=days.whole), days),
        _Step("signature du contrat", signed, add_months(admitted, month.whole), month),
        _Step("avenant des objectifs", amendment, add_months(admitted, months.whole), months),
    )
    for step in steps:
        if step.done is not None and step.done > step.due:
            yield check.warn(
                f"Délai dépassé ({step.name}) : c’était au plus tard le {day_fr(step.due)}.",
                step.row,
            )
    to_do = [step for step in steps if step.done is None]
    if to_do:
        said = " ; ".join(f"{step.name} au plus tard le {day_fr(step.due)}" for step in to_do)
        yield check.info(f"À faire : {said}.", *(step.row for step in to_do))
