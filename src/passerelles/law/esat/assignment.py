"""« Mise à disposition » by an ESAT: agreement, writing, sending, and two years for one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from passerelles.kernel.calendar import add_months, last_day
from passerelles.law.acts.work import Assignment
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.parameters import Parameter
from passerelles.law.wording import day_fr, number_fr

_INDIVIDUAL = "mad_esat_individual"
_BOTH = (_INDIVIDUAL, "mad_esat_collective")

# What the contract must say.
MENTIONS: dict[str, str] = {
    "workers": "les personnes ou leur nombre",
    "nature": "la nature du travail",
    "place": "le lieu",
    "hours": "les horaires",
    "billing": "la base de facturation",
    "support": "les conditions de l’accompagnement",
    "medical": "la surveillance médicale",
    "adaptations": "les adaptations",
}


@rule("ESAT-10", Assignment, _BOTH)
def agreement(check: Check[Assignment]) -> Iterator[Finding]:
    act = check.act
    if act.agreed_by_person is None:
        yield check.unknown("Dites si la personne est d’accord.", "act.agreed_by_person")
    elif not act.agreed_by_person:
        yield check.block("Sans l’accord de la personne, pas de mise à disposition.")
    if act.non_profit is None:
        yield check.unknown(
            "Dites si la mise à disposition est sans but lucratif.", "act.non_profit"
        )
    elif not act.non_profit:
        yield check.block("La mise à disposition se fait sans but lucratif.")


@rule("ESAT-10", Assignment, _BOTH)
def mentions(check: Check[Assignment]) -> Iterator[Finding]:
    told = check.act.mentions
    if told is None:
        yield check.unknown(
            f"Dites ce que le contrat écrit contient : {', '.join(MENTIONS.values())}.",
            "act.mentions",
        )
        return
    absent = [text for code, text in MENTIONS.items() if code not in told]
    if absent:
        yield check.warn(
            f"Mentions obligatoires absentes du contrat : {', '.join(absent)}.",
            remedy="Complétez le contrat avant de le signer.",
        )


@rule("ESAT-10", Assignment, _BOTH)
def sending(check: Check[Assignment]) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("esat_mad_sent_days")
    if act.signed_on is None:
        if act.sent_on is not None or (act.start is not None and act.start <= check.at):
            yield check.unknown("Dites quel jour le contrat a été signé.", "act.signed_on")
        else:
            yield check.info(
                f"Contrat à envoyer à la MDPH dans les {number_fr(row.value)} jours de sa"
                " signature.",
                row,
            )
        return
    due = act.signed_on + timedelta(days=row.whole)
    message = (
        f"Transmettre le contrat à la MDPH sous {number_fr(row.value)} jours :"
        f" le {day_fr(due)} au plus tard."
    )
    if act.sent_on is not None:
        if act.sent_on > due:
            yield check.warn(message, row)
    elif check.at <= due:
        yield check.info(message, row)
    else:
        yield check.unknown("Dites quel jour le contrat a été envoyé à la MDPH.", "act.sent_on")


@rule("ESAT-10", Assignment, _BOTH)
def length(check: Check[Assignment]) -> Iterator[Finding]:
    act = check.act
    if act.start is not None and act.end is not None and act.end < act.start:
        yield check.block("La fin de la mise à disposition précède son début.")
        return
    if act.type != _INDIVIDUAL:
        return
    missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
    if act.start is None or act.end is None:
        yield check.unknown("Il manque la date de début ou de fin.", *missing)
        return
    first = _since(check, act.start)
    row = check.parameter("esat_mad_months_max")
    limit = last_day(first, row.whole)
    check.computed["assignment_limit"] = limit
    if act.end > limit:
        yield from _beyond(check, act.end, limit, row)
    elif act.start <= check.at <= act.end:
        yield from _reminder(check, limit)


def _since(check: Check[Assignment], start: date) -> date:
    """First day of the assignments at the same host that follow each other up to this one."""
    host = check.act.host
    before = [
        one
        for one in check.others(Assignment)
        if host is not None and one.type == _INDIVIDUAL and one.host == host
    ]
    moved = True
    while moved:
        moved = False
        for one in before:
            if one.start is None or one.end is None or one.start >= start:
                continue
            if one.end >= start - timedelta(days=1):
                start, moved = one.start, True
    return start


def _beyond(check: Check[Assignment], end: date, limit: date, row: Parameter) -> Iterator[Finding]:
    decision = check.act.derogation
    if decision is None or decision.type != "cdaph":
        yield check.block(
            f"Une mise à disposition individuelle est limitée à {number_fr(row.value)} mois ;"
            " au-delà, l’accord de la CDAPH est nécessaire.",
            row,
            remedy=f"Fin au plus tard le {day_fr(limit)}, ou accord de la CDAPH demandé par le"
            " directeur de l’ESAT.",
            opens=("derogation",),
        )
    elif decision.decided_on is None:
        yield check.unknown(
            "Dites quel jour la CDAPH a donné son accord.", "act.derogation.decided_on"
        )
    elif decision.end is not None and decision.end < end:
        yield check.block(
            "L’accord de la CDAPH ne couvre pas toute la durée de la mise à disposition.",
            row,
            remedy="Demandez un nouvel accord à la CDAPH.",
            opens=("derogation",),
        )
    else:
        yield check.info(
            f"Au-delà de {number_fr(row.value)} mois : avec l’accord de la CDAPH.", row
        )


def _reminder(check: Check[Assignment], limit: date) -> Iterator[Finding]:
    first = check.parameter("esat_mad_first_notice_months")
    second = check.parameter("esat_mad_second_notice_months")
    if check.at > add_months(limit, -first.whole):
        row = second if check.at > add_months(limit, -second.whole) else first
        yield check.info(
            f"La durée maximale est atteinte le {day_fr(limit)} : préparez la suite avec la personne"
            " (embauche, retour, ou accord de la CDAPH).",
            row,
        )
