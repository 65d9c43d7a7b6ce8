"""Entering an ESAT: the orientation, the age, and who must have been asked before."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import add_months, birthday
from passerelles.law.acts.entry import Admission
from passerelles.law.acts.work import Contract
from passerelles.law.catalogue import RuleState
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.situations import SituationKind
from passerelles.law.wording import day_fr, number_fr


@rule("ESAT-01", Admission)
def orientation(check: Check[Admission]) -> Iterator[Finding]:
    held = check.holds(SituationKind.ESAT_ORIENTATION)
    if held is None:
        yield check.unknown_situation(SituationKind.ESAT_ORIENTATION)
        return
    if held:
        yield from _ending(check)
        return
    coming = [
        told.start
        for told in check.person.situations or ()
        if told.kind is SituationKind.ESAT_ORIENTATION and told.start and told.start > check.on
    ]
    yield check.block(
        "Admission impossible : aucune décision d’orientation en ESAT de la CDAPH n’est valide"
        f" le {day_fr(check.on)}.",
        remedy="Déposez ou renouvelez la demande d’orientation à la MDPH.",
        opens=(SituationKind.ESAT_ORIENTATION,),
        opens_on=min(coming, default=None),
    )


def _ending(check: Check[Admission]) -> Iterator[Finding]:
    ends = [
        told.end
        for told in check.person.situations or ()
        if told.kind is SituationKind.ESAT_ORIENTATION
    ]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return
    last = max(known)
    row = check.parameter("esat_orientation_notice_months")
    if check.at < add_months(last, -row.whole):
        return
    ending = "a pris fin" if last < check.at else "prend fin"
    yield check.warn(
        f"L’orientation en ESAT {ending} le {day_fr(last)}.",
        row,
        remedy="Préparez la demande de renouvellement à la MDPH.",
    )


@rule("ESAT-02", Admission)
def age_at_admission(check: Check[Admission]) -> Iterator[Finding]:
    yield from _age(check, check.act.cdaph_exception)
    if check.act.still_in_ime:
        yield check.info(
            "La personne peut rester à l’IME après 20 ans tant qu’une place n’est pas trouvée"
            " (amendement Creton)."
        )


@rule("ESAT-02", Contract, ("cat",))
def age_at_contract(check: Check[Contract]) -> Iterator[Finding]:
    decision = check.act.derogation
    yield from _age(check, decision is not None and decision.type == "cdaph")


def _age(check: Check[Admission] | Check[Contract], exception: bool | None) -> Iterator[Finding]:
    born = check.person.birth_date
    years = check.age()
    if born is None or years is None:
        yield check.unknown("Il manque la date de naissance.", "person.birth_date")
        return
    full = check.parameter("esat_age_min")
    if years >= full.value:
        return
    least = check.parameter("esat_age_exception_min")
    if years < least.value:
        yield check.block(
            f"L’admission en ESAT n’est pas possible avant {number_fr(least.value)} ans.",
            least,
            opens_on=birthday(born, least.whole),
        )
    elif exception is None:
        yield check.unknown(
            f"Avant {number_fr(full.value)} ans, dites si la CDAPH a permis l’admission.",
            "act.cdaph_exception",
        )
    elif exception:
        yield check.info(
            f"Admission avant {number_fr(full.value)} ans : permise par la CDAPH.", full
        )
    else:
        yield check.warn(
            f"Avant {number_fr(full.value)} ans, l’admission doit être expressément permise par"
            " la CDAPH.",
            full,
            remedy="Demandez à la MDPH une décision qui permet l’admission avant cet âge.",
            opens=("derogation",),
            opens_on=birthday(born, full.whole),
        )


@rule("ESAT-20", Admission)
def proposal_before_orientation(check: Check[Admission]) -> Iterator[Finding]:
    act, version = check.act, check.rule
    if version is None or version.start is None or version.state is not RuleState.COMPUTED:
        return
    if act.orientation_decided_on is None:
        yield check.unknown(
            "Dites quel jour la CDAPH a décidé l’orientation.", "act.orientation_decided_on"
        )
        return
    if act.orientation_decided_on < version.start:
        return
    proposed_on = act.france_travail_proposal_on
    if proposed_on is None and act.france_travail_proposal is None:
        yield check.unknown(
            "Dites si France Travail ou Cap emploi a proposé l’orientation.",
            "act.france_travail_proposal",
        )
    elif act.france_travail_proposal is False or (
        proposed_on is not None and proposed_on > act.orientation_decided_on
    ):
        yield check.warn(
            "Proposition de France Travail ou Cap emploi manquante avant la décision de la CDAPH.",
            remedy="Demandez le diagnostic partagé à France Travail ou à Cap emploi.",
        )
