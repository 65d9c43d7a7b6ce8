"""Prolongation of a PASS IAE, reason by reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from passerelles.kernel.calendar import ONE_DAY, add_months, birthday
from passerelles.law.acts.follow import Prolongation
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.pass_iae import days_added
from passerelles.law.iae.reasons import Reason, prolongation_reasons
from passerelles.law.place_names import place_names
from passerelles.law.situations import SITUATION_TEXTS
from passerelles.law.wording import day_fr, number_fr


@rule("IAE-08", Prolongation)
def prolongation(check: Check[Prolongation]) -> Iterator[Finding]:
    act = check.act
    yield from _dates(check)
    if act.reason is None:
        yield check.unknown("Il manque le motif de la prolongation.", "act.reason")
        return
    reason = prolongation_reasons().get(act.reason)
    if reason is None:
        known = " ; ".join(known.label for known in prolongation_reasons().values())
        yield check.block(
            "Ce motif de prolongation n’existe pas.", remedy=f"Motifs possibles : {known}."
        )
        return
    yield from _who_may(check, reason)
    yield from _person_may(check, reason)
    yield from _members(check, reason)
    yield from _how_long(check, reason)
    yield from _report(check, reason)


def _dates(check: Check[Prolongation]) -> Iterator[Finding]:
    """Dates that hang together, asked from twelve months before to six months after the end."""
    act = check.act
    missing = [
        path
        for path, value in (("act.pass_end", act.pass_end), ("act.end", act.end))
        if value is None
    ]
    if missing:
        yield check.unknown("Il manque la fin du PASS IAE ou celle de la prolongation.", *missing)
    if act.pass_end is None:
        return
    if act.end is not None and act.end <= act.pass_end:
        yield check.block("La prolongation doit finir après le PASS IAE.")
    if act.start is not None and act.start not in {act.pass_end, act.pass_end + ONE_DAY}:
        yield check.block(
            "La prolongation commence à la fin du PASS IAE.",
            remedy=f"Début le {day_fr(act.pass_end + ONE_DAY)}.",
        )
    asked = act.requested_on or check.at
    before = check.parameter("prolongation_months_before")
    after = check.parameter("prolongation_months_after")
    opens, closes = add_months(act.pass_end, -before.whole), add_months(act.pass_end, after.whole)
    if asked < opens:
        yield check.block(
            f"Trop tôt : la demande s’ouvre {number_fr(before.value)} mois avant la fin du PASS.",
            before,
            remedy=f"Demandez à partir du {day_fr(opens)}.",
            opens_on=opens,
        )
    elif asked > closes:
        yield check.block(
            f"Trop tard : la demande se fait au plus {number_fr(after.value)} mois après la fin "
            "du PASS.",
            after,
            remedy=f"Le dernier jour était le {day_fr(closes)}.",
        )


def _who_may(check: Check[Prolongation], reason: Reason) -> Iterator[Finding]:
    act = check.act
    if reason.employers:
        if act.employer_kind is None:
            yield check.unknown("Il manque le type de structure.", "act.employer_kind")
        elif act.employer_kind == "regie" and "aci" in reason.employers:
            yield check.unknown(
                "Une régie est conventionnée EI ou ACI : dites laquelle.", "act.employer_kind"
            )
        elif act.employer_kind not in reason.employers:
            allowed = place_names(reason.employers, "et")
            yield check.block(f"{reason.label} : motif réservé aux structures {allowed}.")
    if reason.by_prescriber:
        if act.author is None:
            yield check.unknown(
                "Qui valide la prolongation ?", "act.author", opens=("prescription",)
            )
        elif act.author != "prescriber":
            yield check.block(
                f"{reason.label} : un prescripteur habilité doit valider la prolongation.",
                remedy="Adressez-lui la demande, avec la fiche bilan.",
                opens=("prescription",),
            )


def _person_may(check: Check[Prolongation], reason: Reason) -> Iterator[Finding]:
    asked = check.act.requested_on or check.at
    if reason.age_min:
        row = check.parameter(reason.age_min)
        age = check.age(asked)
        born = check.person.birth_date
        if born is None or age is None:
            yield check.unknown("Il manque la date de naissance.", "person.birth_date")
        elif age < row.value:
            yield check.block(
                f"{reason.label} : la personne a {age} ans le jour de la demande.",
                row,
                opens_on=birthday(born, row.whole),
            )
    if reason.needs is not None:
        held = check.holds(reason.needs, asked)
        if held is None:
            yield check.unknown_situation(reason.needs)
        elif not held:
            text = SITUATION_TEXTS[reason.needs]
            yield check.block(
                f"Il faut « {text.label} » valable le jour de la demande.",
                remedy=f"Ce qui l’ouvre : {text.how or text.label}.",
                opens=(reason.needs,),
            )


def _members(check: Check[Prolongation], reason: Reason) -> Iterator[Finding]:
    """A programme prolongs for its own: the person and the structure."""
    act = check.act
    if not reason.programme:
        return
    outside = act.programme is not None and act.programme != reason.programme
    programmes = act.employer_programmes
    if outside or (programmes is not None and reason.programme not in programmes):
        yield check.block(
            f"{reason.label} : la personne et la structure doivent y être toutes les deux.",
            remedy="Choisissez un autre motif, ou rejoignez le programme.",
            opens=("programme",),
        )
        return
    asked = (("act.programme", act.programme), ("act.employer_programmes", programmes))
    missing = [path for path, value in asked if value is None]
    if missing:
        yield check.unknown(f"{reason.label} : qui en est membre ?", *missing)


def _how_long(check: Check[Prolongation], reason: Reason) -> Iterator[Finding]:
    act = check.act
    if act.end is None or act.pass_end is None or act.end <= act.pass_end:
        return
    days = (act.end - act.pass_end).days
    check.computed["requested_days"] = days
    check.computed["pass_end"] = act.end
    row = check.parameter(reason.days_max)
    if days > row.value:
        yield check.block(
            f"{number_fr(days)} jours demandés : {number_fr(row.value)} au plus par demande.", row
        )
    yield from _until(check, reason, act.end)
    if not reason.total_max:
        return
    total_row = check.parameter(reason.total_max)
    granted = _already_granted(check)
    if granted is None and days <= total_row.value:
        yield check.unknown(
            "Combien de jours ont déjà été accordés pour ce motif ?", "act.days_already_granted"
        )
        return
    total = days + (granted or 0)
    check.computed["granted_days_total"] = total
    left = max(total_row.whole - (granted or 0), 0)
    if total > total_row.value:
        yield check.block(
            f"{number_fr(total)} jours en tout pour ce motif : {number_fr(total_row.value)} au "
            "plus.",
            total_row,
            remedy=f"Il reste {number_fr(left)} jours.",
        )
    else:
        yield check.info(
            f"{number_fr(total)} jours sur {number_fr(total_row.value)} pour ce motif.", total_row
        )


def _until(check: Check[Prolongation], reason: Reason, end: date) -> Iterator[Finding]:
    """A training, or a contract with an end, bounds the prolongation asked for it."""
    if not reason.until:
        return
    limit = check.act.training_end if reason.until == "training_end" else check.act.contract_end
    if limit is not None and end > limit:
        yield check.block(
            f"{reason.label} : la prolongation s’arrête avec ce qui la justifie.",
            remedy=f"Fin au plus tard le {day_fr(limit)}.",
        )
    elif limit is None and reason.until == "training_end":
        yield check.unknown("Il manque la date de fin de la formation.", "act.training_end")


def _already_granted(check: Check[Prolongation]) -> int | None:
    act = check.act
    if act.days_already_granted is not None:
        return act.days_already_granted
    earlier = [other for other in check.others(Prolongation) if other.reason == act.reason]
    if not earlier or any(other.end is None for other in earlier):
        return None
    return sum(days_added(other, other.pass_end or date.min) for other in earlier)


def _report(check: Check[Prolongation], reason: Reason) -> Iterator[Finding]:
    if not reason.report:
        return
    if check.act.report_and_interview is False:
        yield check.warn(
            "La fiche bilan et l’entretien manquent.",
            remedy="Le prescripteur peut en dispenser : demandez-le-lui.",
        )
    elif check.act.report_and_interview is None:
        yield check.info("Joindre la fiche bilan et prévoir l’entretien, sauf dispense.")
