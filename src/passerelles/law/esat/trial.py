"""The trial period of the ESAT: three months and once more, six for older admissions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.entry import Admission
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import day_fr, number_fr


@rule("ESAT-04", Admission)
def trial_of_admission(check: Check[Admission]) -> Iterator[Finding]:
    act = check.act
    start = act.trial_start or act.admitted_on
    yield from _trial(check, start, act.admitted_on or act.trial_start, "act.trial_start")


@rule("ESAT-04", Contract, ("cat",))
def trial_of_contract(check: Check[Contract]) -> Iterator[Finding]:
    yield from _trial(check, check.act.start, check.act.start, "act.start")


def _trial(
    check: Check[Admission] | Check[Contract],
    start: date | None,
    admitted: date | None,
    start_path: str,
) -> Iterator[Finding]:
    """The months are those of the law on the day of admission, whenever the trial ends."""
    act = check.act
    months = check.parameter("esat_trial_months", admitted)
    most = check.parameter("esat_trial_renewals_max", admitted)
    sentence = (
        f"La période d’essai ne peut dépasser {number_fr(months.value)} mois,"
        " renouvelable une seule fois."
    )
    if act.trial_renewals is not None and act.trial_renewals > most.value:
        yield check.block(sentence, months, most)
        return
    if start is None:
        if act.trial_end is not None:
            yield check.unknown("Il manque le début de l’essai.", start_path)
        return
    absences = timedelta(days=act.absence_days or 0)
    once = last_day(start, months.whole) + absences
    latest = last_day(start, months.whole * (1 + most.whole)) + absences
    check.computed["trial_end_once"] = once
    check.computed["trial_end_latest"] = latest
    if act.trial_end is None:
        yield check.info(
            f"Essai : au plus tard jusqu’au {day_fr(once)} ; renouvelé une fois, jusqu’au"
            f" {day_fr(latest)}.",
            months,
            most,
        )
    elif act.trial_end < start:
        yield check.block("La fin de l’essai précède son début.")
    elif act.trial_end > once:
        limit = latest if act.trial_renewals is None or act.trial_renewals else once
        missing = _missing(act, latest)
        if act.trial_end <= limit and not missing:
            return
        if missing:
            yield check.unknown(f"{sentence} Les absences l’allongent d’autant.", *missing)
        else:
            yield check.block(sentence, months, most, remedy=f"Fin au plus tard : {day_fr(limit)}.")


def _missing(act: Admission | Contract, latest: date) -> list[str]:
    """What could still make a trial longer than one period lawful."""
    end, missing = act.trial_end, []
    within = end is not None and end <= latest
    if within and act.trial_renewals:
        return []
    if within and act.trial_renewals is None:
        missing.append("act.trial_renewals")
    if act.absence_days is None:
        missing.append("act.absence_days")
    return missing
