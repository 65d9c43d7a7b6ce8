"""The label of a GEIQ is given for a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from passerelles.law.acts.follow import Review
from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding

LabelledT = TypeVar("LabelledT", Contract, Review)

GEIQ_CONTRACTS = ("geiq_apprenticeship", "geiq_professionalisation", "geiq_other")


def _of_another_year(check: Check[LabelledT], label_year: int) -> Iterator[Finding]:
    year = check.on.year
    if label_year != year:
        yield check.warn(
            f"Label GEIQ à renouveler : celui indiqué est de {label_year}, pas de {year}.",
            remedy="Demandez le label de l’année au GEIQ ou à sa fédération.",
        )


@rule("GEIQ-01", Review, ("geiq_label",))
def label_of_the_year(check: Check[Review]) -> Iterator[Finding]:
    if check.act.label_year is None:
        yield check.unknown("Il manque l’année du label.", "act.label_year")
    else:
        yield from _of_another_year(check, check.act.label_year)


@rule("GEIQ-01", Contract, GEIQ_CONTRACTS)
def label_of_the_employer(check: Check[Contract]) -> Iterator[Finding]:
    # Being a GEIQ is having the label: the year is a reminder when nobody told it.
    if check.act.label_year is None:
        yield check.info(f"Le label GEIQ est annuel : vérifiez celui de {check.on.year}.")
    else:
        yield from _of_another_year(check, check.act.label_year)
