"""Work elsewhere: missions of adapted temporary work, loans of an adapted company's employees."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.ordinary.dates import wrong_order
from passerelles.law.wording import day_fr, number_fr


@rule("EA-06", Contract, ("eatt_mission",))
def adapted_temporary_work(check: Check[Contract]) -> Iterator[Finding]:
    experimental = check.parameter("eatt_experimental")
    if experimental.value:
        yield check.warn(
            "Avant 2024, le travail temporaire adapté est une expérimentation.",
            experimental,
            remedy="Vérifiez que l’agence en fait partie.",
        )
    act = check.act
    if act.start is None:
        yield check.unknown("Il manque la date de début.", "act.start")
        return
    if act.end is None:
        yield check.info("Sans date de fin : CDI intérimaire.")
        return
    row = check.parameter("eatt_months_max")
    if act.end > (ceiling := last_day(act.start, row.whole)):
        yield check.warn(
            f"Missions en EATT : jusqu’à {number_fr(row.value)} mois.",
            row,
            remedy=f"Fin au plus tard le {day_fr(ceiling)}, ou CDI intérimaire.",
        )


@rule("EA-07", Assignment, ("mad_ea",))
def loan_of_an_employee(check: Check[Assignment]) -> Iterator[Finding]:
    yield from wrong_order(check)
    act = check.act
    for path, told, message in (
        ("act.agreed_by_person", act.agreed_by_person, "accord écrit de la personne"),
        ("act.non_profit", act.non_profit, "prêt sans but lucratif"),
    ):
        if told is None:
            yield check.unknown(f"À dire : {message}.", path)
        elif not told:
            yield check.warn(
                f"Convention et accord écrit requis, sans but lucratif : il manque « {message} ».",
                remedy="Ne commencez pas la mise à disposition avant.",
            )
    if act.signed_on is None:
        yield check.info("Une convention écrite se signe entre l’EA et l’entreprise d’accueil.")
    if act.start is None or act.end is None:
        missing = [p for p, v in (("act.start", act.start), ("act.end", act.end)) if v is None]
        yield check.unknown("Il manque la date de début ou de fin.", *missing)
        return
    row = check.parameter("mad_ea_months_max")
    if act.end > last_day(act.start, row.whole):
        yield check.warn(
            f"Mise à disposition de plus de {number_fr(row.value)} mois : la durée est à vérifier.",
            row,
            remedy="Un an renouvelable une fois est l’usage : voyez avec la DDETS.",
        )
