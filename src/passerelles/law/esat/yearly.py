"""Every year: the interview and the « carnet de parcours et de compétences »."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from passerelles.law.acts.follow import Review
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import day_fr


@rule("ESAT-15", Review, ("esat_worker",))
def record_is_recent(check: Check[Review]) -> Iterator[Finding]:
    updated = check.act.record_updated_on
    if updated is None:
        yield check.unknown(
            "Dites quel jour le carnet de parcours a été mis à jour.", "act.record_updated_on"
        )
        return
    row = check.parameter("esat_record_days_max")
    due = updated + timedelta(days=row.whole)
    check.computed["record_due_on"] = due
    if check.at > due:
        yield check.warn(
            "Le carnet de parcours n’a pas été mis à jour depuis plus d’un an (entretien annuel).",
            row,
            remedy="Fixez l’entretien annuel avec la personne, et remplissez le carnet ensemble.",
        )
    else:
        yield check.info(f"Prochain entretien annuel : au plus tard le {day_fr(due)}.", row)
