"""Experiments with a term: contrat passerelle, EITI, territories without long unemployment."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import add_months
from passerelles.law.acts.work import Assignment, Contract
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.iae.lengths import length_of, path_spans
from passerelles.law.iae.pass_iae import pass_start_of
from passerelles.law.iae.places import ADAPTED, SIAE
from passerelles.law.wording import day_fr, number_fr, plural

_EITI = frozenset({"eiti_support"})


@rule("IAE-15", Assignment, ("passerelle",))
def passerelle(check: Check[Assignment]) -> Iterator[Finding]:
    act = check.act
    yield from _passerelle_host(check)
    row = check.parameter("passerelle_renewals_max")
    if act.renewals is None:
        yield check.unknown("Combien de fois le prêt a-t-il été renouvelé ?", "act.renewals")
    elif act.renewals > row.value:
        yield check.block(f"Renouvelable {number_fr(row.value)} fois au plus.", row)
    if act.agreed_by_person is None:
        yield check.unknown("La personne est-elle d’accord ?", "act.agreed_by_person")
    elif not act.agreed_by_person:
        yield check.block("L’accord de la personne est nécessaire.")
    if act.non_profit is False:
        yield check.block(
            "Le prêt de main-d’œuvre est sans but lucratif.",
            remedy="Ne facturez que les salaires, les charges et les frais.",
        )
    elif act.non_profit is None:
        yield check.info(
            "Prêt sans but lucratif : seuls les salaires, les charges et les frais se facturent."
        )
    started = pass_start_of(check)
    months = check.parameter("passerelle_path_months")
    if started is None:
        yield check.unknown("Il manque le début du parcours.", "act.path_start")
    elif act.start is not None and act.start < (opens_on := add_months(started, months.whole)):
        yield check.block(
            f"Contrat passerelle : après {number_fr(months.value)} mois de parcours.",
            months,
            remedy=f"Possible à partir du {day_fr(opens_on)}.",
            opens_on=opens_on,
        )


def _passerelle_host(check: Check[Assignment]) -> Iterator[Finding]:
    host = check.act.host_kind
    if host is None:
        yield check.unknown("Il manque le type d’entreprise d’accueil.", "act.host_kind")
    elif host in SIAE | ADAPTED:
        yield check.block(
            "Le contrat passerelle se fait dans une entreprise ordinaire, ni SIAE ni EA."
        )


@rule("IAE-16", Contract, ("eiti_support",))
def no_contract_no_hours(check: Check[Contract]) -> Iterator[Finding]:
    """Self-employment: nobody sets hours, and the support is no employment contract."""
    if check.act.weekly_hours:
        yield check.block(
            "L’EITI accompagne une personne indépendante : aucun horaire n’est imposé.",
            remedy="Retirez l’horaire : ce n’est pas un contrat de travail.",
        )
    yield check.info("Aucun contrat de travail n’est créé : la personne est à son compte.")


@rule("IAE-16", Contract, ("eiti_support",))
def support_lasts(check: Check[Contract]) -> Iterator[Finding]:
    """All the supports of the path together; the one asked alone is a term of its kind."""
    act = check.act
    if act.start is None or act.end is None:
        return
    if act.end < act.start:
        yield check.block("La fin de l’accompagnement vient avant son début.")
        return
    spans, incomplete = path_spans(check, _EITI)
    row = check.parameter("eiti_months_max")
    length = length_of(spans)
    if incomplete and not length.exceeds(row.whole):
        yield check.unknown("Il manque les dates d’un accompagnement précédent.", "history.end")
    alone = length_of([(act.start, act.end)])
    if length.exceeds(row.whole) and not alone.exceeds(row.whole):
        yield check.block(
            f"{length} d’accompagnement en tout : {plural(row.whole, 'mois', 'mois')} au plus.",
            row,
        )


@rule("DEF-02", Contract, ("ebe_cdi",))
def territory_experiment(check: Check[Contract]) -> Iterator[Finding]:
    if check.act.start is None:
        yield check.unknown("Il manque la date de début.", "act.start")
        return
    row = check.parameter("tzcld_open")
    if not row.value:
        yield check.warn(
            "L’expérimentation TZCLD est terminée à cette date, sauf loi nouvelle.",
            row,
            remedy="Vérifiez auprès du fonds d’expérimentation avant de signer.",
        )


@rule("DEF-03", Contract, ("ebe_cdi",))
def no_end(check: Check[Contract]) -> Iterator[Finding]:
    if check.act.end is not None:
        yield check.block(
            "Une entreprise à but d’emploi embauche en CDI : sans date de fin.",
            remedy="Retirez la date de fin.",
        )
