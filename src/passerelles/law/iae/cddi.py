"""How long a CDDI may last: four months at least, twenty-four in all, more by a prolongation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.follow import Prolongation
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.lengths import Length, cddi_length
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr, number_fr

CONVERGENCE = "convergence"
_DECISIONS = frozenset({"individual", "prefect"})


@rule("IAE-09", Contract, ("cddi", "cddi_phc", "cddi_cvg"))
def shortest(check: Check[Contract]) -> Iterator[Finding]:
    act = check.act
    if act.start is None or act.end is None:
        missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
        yield check.unknown("Il manque la date de début ou de fin.", *missing)
        return
    if act.end < act.start:
        yield check.block("La fin du contrat vient avant son début.")
        return
    row = check.parameter("cddi_months_min")
    floor = last_day(act.start, row.whole)
    if act.end >= floor:
        return
    adjusted = check.holds(SituationKind.ADJUSTED_SENTENCE)
    if adjusted:
        yield check.info(
            f"Moins de {number_fr(row.value)} mois : permis par l’aménagement de peine.", row
        )
    elif adjusted is None:
        yield check.unknown(
            f"Moins de {number_fr(row.value)} mois : permis seulement si une peine est aménagée.",
            f"situation.{SituationKind.ADJUSTED_SENTENCE}",
            remedy=f"Sinon, fin au plus tôt le {day_fr(floor)}.",
        )
    else:
        yield check.block(
            f"Un CDDI dure au moins {number_fr(row.value)} mois.",
            row,
            remedy=f"Fin au plus tôt le {day_fr(floor)}.",
            opens=(SituationKind.ADJUSTED_SENTENCE,),
        )


@rule("IAE-09", Contract, ("cddi", "cddi_phc"))
def longest(check: Check[Contract]) -> Iterator[Finding]:
    """All the CDDI of the path together; the Convergence programme has its own limit."""
    act = check.act
    if act.start is None or act.end is None or act.end < act.start:
        return
    length, incomplete = cddi_length(check)
    check.computed["cddi_months"] = length.months
    check.computed["cddi_days_over"] = length.days
    row = check.parameter("cddi_months_max")
    if not length.exceeds(row.whole):
        if incomplete:
            yield check.unknown("Il manque les dates d’un CDDI précédent.", "history.end")
        return
    if act.programme == CONVERGENCE and act.employer_kind in {"aci", "regie", None}:
        if act.employer_programmes is None:
            yield check.unknown(
                "Le chantier est-il membre du programme Convergence ?", "act.employer_programmes"
            )
            return
        if CONVERGENCE in act.employer_programmes:
            yield from within_convergence(check, length)
            return
    yield from _beyond(check, length, act.end)


def within_convergence(check: Check[Contract], length: Length) -> Iterator[Finding]:
    row = check.parameter("convergence_months_max")
    if length.exceeds(row.whole):
        yield check.block(
            f"{length} de CDDI en tout : {number_fr(row.value)} mois au plus avec Convergence.",
            row,
        )
    else:
        yield check.info(
            f"{length} de CDDI en tout : {number_fr(row.value)} mois au plus avec Convergence.",
            row,
        )


def _beyond(check: Check[Contract], length: Length, end: date) -> Iterator[Finding]:
    """More than twenty-four months: only as far as a prolongation already granted."""
    row = check.parameter("cddi_months_max")
    lifted = _prolonged_until(check)
    derogation = check.act.derogation
    if lifted is None and derogation is not None and derogation.type in _DECISIONS:
        if derogation.end is None:
            yield check.unknown("Jusqu’à quand vaut la décision ?", "act.derogation.end")
            return
        lifted = derogation.end
    if lifted is None:
        yield check.block(
            f"{length} de CDDI en tout : {number_fr(row.value)} mois au plus, sauf prolongation.",
            row,
            remedy="Demandez une prolongation du PASS IAE ; en ACI membre de Convergence, la "
            "personne peut y être inscrite.",
            opens=("prolongation", "derogation"),
        )
    elif lifted < end:
        yield check.block(
            f"La prolongation s’arrête le {day_fr(lifted)}, avant la fin du contrat.",
            row,
            remedy=f"Fin au plus tard le {day_fr(lifted)}.",
            opens=("prolongation",),
        )
    else:
        yield from _under_the_ceiling(check, length)


def _prolonged_until(check: Check[Contract]) -> date | None:
    """Last day of the latest prolongation of the history, if any."""
    ends = [
        act.end for act in check.history if isinstance(act, Prolongation) and act.end is not None
    ]
    return max(ends, default=None)


def _under_the_ceiling(check: Check[Contract], length: Length) -> Iterator[Finding]:
    ceiling = check.parameter("cddi_months_ceiling")
    if length.exceeds(ceiling.whole):
        senior = check.parameter("cddi_months_ceiling_senior")
        age_row = check.parameter("prolongation_senior_age")
        age = check.age()
        if age is None and not length.exceeds(senior.whole):
            yield check.unknown("Il manque la date de naissance.", "person.birth_date")
            return
        if age is not None and age >= age_row.value:
            ceiling = senior
    if length.exceeds(ceiling.whole):
        yield check.block(
            f"{length} de CDDI en tout : {number_fr(ceiling.value)} mois au plus, même prolongé.",
            ceiling,
        )
    else:
        yield check.info(f"{length} de CDDI en tout, par une prolongation.", ceiling)
