"""Contracts of the programmes of very few hours: Premières heures en chantier, Convergence."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.law.acts.work import Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.cddi import CONVERGENCE, within_convergence
from passerelles.law.iae.lengths import cddi_length, length_of, path_spans
from passerelles.law.iae.places import CDDI_TYPES
from passerelles.law.wording import number_fr

_PHC = frozenset({"cddi_phc"})


def _reference(check: Check[Contract]) -> Iterator[Finding]:
    """Under twenty hours, the programme stands for the derogation: its reference is kept."""
    act = check.act
    row = check.parameter("cddi_hours_min")
    if act.weekly_hours and act.weekly_hours < row.value and act.derogation is None:
        yield check.warn(
            f"Moins de {number_fr(row.value)} h : joindre la référence de la dérogation.",
            row,
            remedy="Grande exclusion attestée, ou projet autorisé par le préfet.",
            opens=("derogation",),
        )


rule("LOW-02", Contract, ("cddi_phc",))(_reference)
rule("LOW-03", Contract, ("cddi_cvg",))(_reference)


@rule("LOW-02", Contract, ("cddi_phc",))
def first_hours_last(check: Check[Contract]) -> Iterator[Finding]:
    """Six months usually, twelve at most, all first-hours contracts of the path together."""
    act = check.act
    if act.start is None or act.end is None or act.end < act.start:
        return
    length = length_of(path_spans(check, _PHC)[0])
    usual, most = check.parameter("phc_months_usual"), check.parameter("phc_months_max")
    if length.exceeds(most.whole):
        yield check.warn(
            f"{length} de Premières heures en chantier : {number_fr(most.value)} mois au plus.",
            most,
            remedy="Passez à un CDDI classique, ou voyez avec le pilote du programme.",
        )
    elif length.exceeds(usual.whole):
        yield check.info(
            f"{length} de Premières heures en chantier : {number_fr(usual.value)} mois le plus "
            "souvent.",
            usual,
        )


@rule("LOW-02", Contract, ("cddi_phc",))
def hours_only_grow(check: Check[Contract]) -> Iterator[Finding]:
    """The next contract never has fewer hours than the one before."""
    act = check.act
    if act.start is None or act.weekly_hours is None:
        return
    before = [
        other
        for other in check.others(Contract)
        if other.type == "cddi_phc"
        and other.start is not None
        and other.start < act.start
        and other.weekly_hours is not None
    ]
    if not before:
        return
    latest = max(before, key=lambda other: (other.start, other.weekly_hours))
    if latest.weekly_hours is not None and act.weekly_hours < latest.weekly_hours:
        yield check.warn(
            f"{number_fr(act.weekly_hours)} h, après {number_fr(latest.weekly_hours)} h : "
            "l’horaire ne descend pas sous le contrat précédent.",
            remedy="Gardez au moins le même horaire.",
        )


@rule("LOW-03", Contract, ("cddi_cvg",))
def convergence(check: Check[Contract]) -> Iterator[Finding]:
    """For members only, the person and the place; sixty months in all."""
    act = check.act
    if act.programme is not None and act.programme != CONVERGENCE:
        yield check.block(
            "La personne n’est pas inscrite au programme Convergence.",
            remedy="Inscrivez-la au programme, ou signez un CDDI classique.",
            opens=("programme",),
        )
        return
    if act.employer_programmes is not None and CONVERGENCE not in act.employer_programmes:
        yield check.block(
            "Le chantier n’est pas membre du programme Convergence.",
            remedy="Signez un CDDI classique, ou rejoignez le programme.",
            opens=("programme",),
        )
        return
    missing = [
        path
        for path, value in (
            ("act.programme", act.programme),
            ("act.employer_programmes", act.employer_programmes),
        )
        if value is None
    ]
    if missing:
        yield check.unknown("La personne et le chantier sont-ils dans Convergence ?", *missing)
        return
    if act.start is None or act.end is None or act.end < act.start:
        return
    length, incomplete = cddi_length(check)
    check.computed["cddi_months"] = length.months
    check.computed["cddi_days_over"] = length.days
    if incomplete and not length.exceeds(check.parameter("convergence_months_max").whole):
        yield check.unknown("Il manque les dates d’un CDDI précédent.", "history.end")
    yield from within_convergence(check, length)


@rule("LOW-03", Contract, ("cddi_cvg",))
def gentle_entry(check: Check[Contract]) -> Iterator[Finding]:
    """The first contract of the programme has few hours."""
    act = check.act
    if act.weekly_hours is None:
        return
    if any(other.type in CDDI_TYPES for other in check.others(Contract)):
        return
    row = check.parameter("convergence_entry_hours")
    if act.weekly_hours >= row.value:
        yield check.warn(
            f"L’entrée se fait à moins de {number_fr(row.value)} h par semaine.",
            row,
            remedy="Commencez avec moins d’heures : elles monteront avec la personne.",
        )
