"""Leaving an ESAT for a job: the support agreement, the written document and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from passerelles.kernel.calendar import add_months, last_day
from passerelles.law.acts.follow import Exit
from passerelles.law.checking import Check, rule
from passerelles.law.esat.versions import reads
from passerelles.law.findings import Finding
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr, number_fr
from passerelles.law.work_kinds import work_kinds

# Destinations, of the table of exits, that are a job with an employer: ordinary work, an adapted
# company, a place of insertion.
JOBS = frozenset(
    {"open_ended", "fixed_term", "temp_mission", "civil_service", "aided_contract", "other_siae"}
)
# Leaving them for a job opens no return to an ESAT that never was.
_BEFORE_ESAT = frozenset({"ime", "sipfp"})


def _left_esat(act: Exit) -> bool:
    return act.place_kind == "esat"


def _for_a_job(act: Exit) -> bool | None:
    """Whether the person leaves for a job; ``None`` when nothing tells it."""
    told = (act.job_signed_on, act.job_ended_on, act.agreement_start)
    if any(one is not None for one in told):
        return True
    contract = work_kinds().get(act.contract_type or "")
    if contract is not None:
        return contract.creates_contract
    if act.destination is None:
        return None
    return act.destination in JOBS


@rule("ESAT-13", Exit)
def support_agreement(check: Check[Exit]) -> Iterator[Finding]:
    act = check.act
    if not _left_esat(act):
        return
    for_a_job = _for_a_job(act)
    if for_a_job is None:
        yield check.unknown("Dites ce que la personne fait ensuite.", "act.destination")
        return
    if for_a_job:
        yield from _agreement(check)
        yield from _document(check)


def _agreement(check: Check[Exit]) -> Iterator[Finding]:
    act = check.act
    year = check.parameter("esat_support_agreement_months")
    most = check.parameter("esat_support_agreement_months_max")
    start, end = act.agreement_start, act.agreement_end
    if start is None and end is None and act.job_ended_on is None:
        yield check.info(
            f"Proposer une convention d’appui ({number_fr(year.value)} mois, renouvelable dans la"
            f" limite de {number_fr(most.value)} mois).",
            year,
            most,
        )
    elif start is None and end is None:
        return  # the job is over: there is nothing left to propose
    elif start is None or end is None:
        path = "act.agreement_start" if start is None else "act.agreement_end"
        yield check.unknown("Il manque le début ou la fin de la convention d’appui.", path)
    elif end < start:
        yield check.block("La fin de la convention d’appui précède son début.")
    elif end > (limit := last_day(start, most.whole)):
        yield check.block(
            f"Une convention d’appui ne dépasse pas {number_fr(most.value)} mois au total.",
            most,
            remedy=f"Fin au plus tard le {day_fr(limit)}.",
        )
    else:
        check.computed["agreement_limit"] = limit


def _document(check: Check[Exit]) -> Iterator[Finding]:
    act = check.act
    if act.job_signed_on is None or not reads(check, "esat_exit_document_months"):
        return
    row = check.parameter("esat_exit_document_months")
    due = add_months(act.job_signed_on, row.whole)
    message = (
        f"Document écrit sur le parcours, accessible, à remettre au plus tard le {day_fr(due)}."
    )
    if act.written_document_on is None:
        yield check.info(message, row)
    elif act.written_document_on > due:
        yield check.warn(message, row, remedy="Remettez-le sans attendre.")


@rule("ESAT-14", Exit)
def right_of_return(check: Check[Exit]) -> Iterator[Finding]:
    """The legal right lasts as long as the orientation; the record keeps the link for ever."""
    act = check.act
    if act.place_kind in _BEFORE_ESAT and _for_a_job(act):
        yield check.info(
            "Pas d’ESAT d’origine où revenir : si l’emploi s’arrête, la personne peut demander une"
            " orientation en ESAT à la MDPH."
        )
    if not _left_esat(act) or not _for_a_job(act):
        return
    day = act.job_ended_on or max(check.at, check.on)
    held = check.holds(SituationKind.ESAT_ORIENTATION, day)
    if held is None:
        yield check.unknown_situation(SituationKind.ESAT_ORIENTATION)
    elif held:
        yield _open(check, day)
    else:
        yield check.warn(
            f"L’orientation en ESAT n’est pas valide le {day_fr(day)} : le retour en ESAT demande"
            " une nouvelle décision de la CDAPH.",
            remedy="Demandez la nouvelle orientation à la MDPH. Le lien avec l’ESAT d’origine reste"
            " ouvert dans le dossier.",
            opens=(SituationKind.ESAT_ORIENTATION,),
        )


def _open(check: Check[Exit], day: date) -> Finding:
    situation = check.person.situation(SituationKind.ESAT_ORIENTATION, day)
    until = situation.end if situation else None
    check.computed["return_right_until"] = until
    if until is None:
        return check.info("Droit au retour ouvert : l’orientation n’a pas de fin connue.")
    return check.info(
        f"Droit au retour ouvert jusqu’au {day_fr(until)}, fin de l’orientation.",
        remedy="Renouvelez l’orientation avant cette date pour le garder.",
    )
