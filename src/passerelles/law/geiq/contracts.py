"""Contracts and loans of a GEIQ, and what the contrat de professionnalisation may aim at."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.geiq.label import GEIQ_CONTRACTS
from passerelles.law.ordinary.dates import wrong_order

_QUALIFICATION = "qualification"
# What each experimental objective needs to be open; « blocs » is how the forms of the State say it.
_EXPERIMENTS = {
    "blocks": ("pro_contract_blocks_open", "par blocs de compétences"),
    "blocs": ("pro_contract_blocks_open", "par blocs de compétences"),
    "reverse_vae": ("reverse_vae_open", "en « VAE inversée »"),
}


@rule("GEIQ-02", Contract, GEIQ_CONTRACTS)
def dates_of_the_contract(check: Check[Contract]) -> Iterator[Finding]:
    yield from wrong_order(check)


@rule("GEIQ-02", Assignment, ("mad_geiq",))
def loan_to_a_member(check: Check[Assignment]) -> Iterator[Finding]:
    yield from wrong_order(check)
    if check.act.non_profit is None:
        yield check.unknown("La mise à disposition est-elle sans but lucratif ?", "act.non_profit")
    elif not check.act.non_profit:
        yield check.block(
            "Une mise à disposition par un GEIQ est sans but lucratif.",
            remedy="Facturez les salaires, les charges et les frais de gestion, sans marge.",
        )


@rule("GEIQ-05", Contract, ("geiq_professionalisation", "professionalisation"))
def objective(check: Check[Contract]) -> Iterator[Finding]:
    yield from wrong_order(check)
    told = check.act.objective
    if told is None:
        if not check.parameter("pro_contract_blocks_open").value:
            yield check.unknown("À quoi le contrat prépare-t-il ?", "act.objective")
        return
    if told == _QUALIFICATION:
        return
    if told not in _EXPERIMENTS:
        yield check.unknown("Cet objectif n’est pas connu : lequel est-ce ?", "act.objective")
        return
    key, words = _EXPERIMENTS[told]
    row = check.parameter(key)
    if not row.value:
        yield check.warn(
            f"Contrat de professionnalisation {words} : l’expérimentation est terminée, sauf texte plus "
            "récent.",
            row,
            remedy="Visez une qualification entière, ou vérifiez auprès de l’OPCO.",
        )
