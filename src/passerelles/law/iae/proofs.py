"""What shows the criteria, how long a diagnosis holds, and the later control of self-prescriptions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from passerelles.kernel.calendar import add_months
from passerelles.law.acts.entry import Eligibility
from passerelles.law.checking import Check, rule
from passerelles.law.criteria import Criterion
from passerelles.law.findings import Finding
from passerelles.law.iae.eligibility import CriteriaCount, count_criteria, level_2_needed
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr


class _Proof(Enum):
    GOOD = "good"
    OLD = "old"
    UNKNOWN = "unknown"


@rule("IAE-02", Eligibility, ("iae",))
def age_of_proofs(check: Check[Eligibility]) -> Iterator[Finding]:
    """A self-prescription rests on recent proofs; a prescriber's word needs none."""
    act = check.act
    if act.author == "prescriber" or check.holds(SituationKind.IAE_PASS):
        return
    count = count_criteria(check.person, check.on)
    row = level_2_needed(check)
    needed = row.whole if row else None
    if not count.suffices(needed):
        return
    states = {criterion: _state(check, criterion) for criterion in count.met}
    if _enough(count, states, needed, {_Proof.GOOD}):
        return
    if not _enough(count, states, needed, {_Proof.GOOD, _Proof.UNKNOWN}):
        yield from _too_old(check, states)
        return
    untold = [criterion for criterion, state in states.items() if state is _Proof.UNKNOWN]
    # One proof of level 1 is enough: the others are not asked.
    untold = [criterion for criterion in untold if criterion.level == 1] or untold
    if act.decided_on is None:
        asked = " ; ".join(_asked(criterion) for criterion in untold)
        yield check.info(f"Justificatif à prévoir le jour de la demande : {asked}.")
    else:
        paths = [path for criterion in untold for path in _paths(check, criterion)]
        yield check.unknown("Il manque la date du justificatif.", *dict.fromkeys(paths))


def _enough(
    count: CriteriaCount,
    states: dict[Criterion, _Proof],
    needed: int | None,
    accepted: set[_Proof],
) -> bool:
    kept = tuple(criterion for criterion in count.met if states[criterion] in accepted)
    return CriteriaCount(kept, (), ()).suffices(needed)


def _state(check: Check[Eligibility], criterion: Criterion) -> _Proof:
    if criterion.proof_months is None:
        return _Proof.GOOD  # the title, or the age, holds that day: it is the criterion itself
    dates = _proof_dates(check, criterion)
    if any(day is not None and criterion.proof_is_recent(day, check.on) for day in dates):
        return _Proof.GOOD
    return _Proof.UNKNOWN if None in dates else _Proof.OLD


def _proof_dates(check: Check[Eligibility], criterion: Criterion) -> list[date | None]:
    if criterion.diplomas:
        return [check.act.diploma_proof_on]
    return [situation.proof_date for situation in criterion.held(check.person, check.on)]


def _paths(check: Check[Eligibility], criterion: Criterion) -> list[str]:
    if criterion.diplomas:
        return ["act.diploma_proof_on"]
    held = criterion.held(check.person, check.on)
    return [f"situation.{item.kind}.proof_date" for item in held if item.proof_date is None]


def _asked(criterion: Criterion) -> str:
    return f"{criterion.label}, {criterion.proof} de moins de {criterion.proof_months} mois"


def _too_old(check: Check[Eligibility], states: dict[Criterion, _Proof]) -> Iterator[Finding]:
    for criterion, state in states.items():
        if state is _Proof.OLD:
            yield check.warn(
                f"Justificatif trop ancien : {criterion.label}.",
                remedy=f"Demandez un justificatif de moins de {criterion.proof_months} mois "
                f"({criterion.proof}).",
            )


@rule("IAE-03", Eligibility, ("iae",))
def diagnosis_still_holds(check: Check[Eligibility]) -> Iterator[Finding]:
    """The last day of a diagnosis is computed; a valid PASS keeps it alive."""
    act = check.act
    if act.diagnosed_on is None or check.holds(SituationKind.IAE_PASS):
        return
    months = check.parameter("iae_diagnosis_months_prescriber")
    days = check.parameter("iae_diagnosis_days_employer")
    by_author = {
        "prescriber": (add_months(act.diagnosed_on, months.whole), months),
        "employer": (act.diagnosed_on + timedelta(days=days.whole), days),
    }
    if act.author is None:
        last = min(day for day, _ in by_author.values())
        if check.on > last:
            yield check.unknown(
                "Un diagnostic d’employeur serait expiré : qui l’a fait ?", "act.author"
            )
        return
    expires, row = by_author[act.author]
    check.computed["diagnosis_expires_on"] = expires
    if check.on > expires:
        yield check.warn(
            f"Diagnostic expiré depuis le {day_fr(expires)}.",
            row,
            remedy="Refaites un diagnostic avant l’embauche.",
        )
    else:
        yield check.info(f"Le diagnostic est valable jusqu’au {day_fr(expires)}.", row)


@rule("IAE-04", Eligibility, ("iae",))
def later_control(check: Check[Eligibility]) -> Iterator[Finding]:
    """Deadlines of a control announced on a day."""
    notice = check.act.control_notice_on
    if notice is None:
        return
    weeks = check.parameter("iae_control_weeks")
    proofs_due = notice + timedelta(weeks=weeks.whole)
    hearing_ends = proofs_due + timedelta(weeks=weeks.whole)
    check.computed["control_proofs_due_on"] = proofs_due
    check.computed["control_hearing_ends_on"] = hearing_ends
    if check.at <= proofs_due:
        yield check.info(
            f"Contrôle a posteriori : envoyez les justificatifs avant le {day_fr(proofs_due)}.",
            weeks,
        )
    elif check.at <= hearing_ends:
        yield check.warn(
            f"Le délai d’envoi est passé ; la phase contradictoire dure jusqu’au "
            f"{day_fr(hearing_ends)}.",
            weeks,
            remedy="Envoyez vos observations et les justificatifs manquants à la DDETS.",
        )
    else:
        yield check.warn(
            f"Contrôle a posteriori : les deux délais sont passés depuis le "
            f"{day_fr(hearing_ends)}.",
            weeks,
            remedy="Contactez la DDETS.",
        )
