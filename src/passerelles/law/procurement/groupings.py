"""Groupings of companies (GME): one lead, a frozen composition, shares that add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from passerelles.law.acts.markets import Grouping
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding, Value
from passerelles.law.wording import euros

_CHANGES = {
    "restructuring": "restructuration d’un membre",
    "impossibility": "un membre empêché pour des raisons qui ne sont pas de son fait",
    "negotiation": "procédure avec négociation ou dialogue",
}


@rule("CP-07", Grouping)
def grouping(check: Check[Grouping]) -> Iterator[Finding]:
    yield from _members(check)
    yield from _form(check)
    yield from _lead(check)
    yield from _elsewhere(check)
    yield from _composition(check)
    yield from _shares(check)


def _names(check: Check[Grouping]) -> list[str]:
    return [_same(member.member) for member in check.act.members or ()]


def _same(name: str) -> str:
    return name.strip().casefold()


def _members(check: Check[Grouping]) -> Iterator[Finding]:
    if check.act.members is None:
        yield check.unknown("Qui sont les membres du groupement ?", "act.members")
        return
    names = _names(check)
    if len(set(names)) < len(names):
        yield check.block(
            "Un même membre est écrit deux fois.", remedy="Gardez une seule ligne par membre."
        )
    if len(set(names)) < 2:
        yield check.block(
            "Un groupement réunit au moins deux membres.",
            remedy="Ajoutez un membre, ou répondez seul.",
        )


def _form(check: Check[Grouping]) -> Iterator[Finding]:
    act = check.act
    if act.form_imposed_before_award:
        yield check.block(
            "L’acheteur ne peut pas imposer la forme du groupement avant l’attribution.",
            remedy="Demandez à l’acheteur de ne l’exiger qu’après l’attribution, avec un motif.",
        )
    if act.form is None:
        yield check.unknown(
            "Chacun répond-il de sa part (conjoint) ou de tout (solidaire) ?", "act.form"
        )
    elif act.form == "solidaire":
        yield check.info("Groupement solidaire : chaque membre répond de tout le marché.")
    elif act.lead_solidary:
        yield check.info("Groupement conjoint : le mandataire solidaire répond aussi des autres.")


def _lead(check: Check[Grouping]) -> Iterator[Finding]:
    act = check.act
    if act.lead is None:
        yield check.unknown("Quel membre est le mandataire ?", "act.lead")
    elif not act.lead.strip():
        yield check.block(
            "Désigner un mandataire.",
            remedy="Un des membres représente les autres et signe pour eux.",
        )
    elif act.members is not None and _same(act.lead) not in _names(check):
        yield check.block(
            "Le mandataire doit être un membre du groupement.",
            remedy="Choisissez-le parmi les membres, ou ajoutez-le.",
        )
    if act.lead_elsewhere_on_lot is None:
        yield check.unknown(
            "Le mandataire en représente-t-il un autre sur ce lot ?", "act.lead_elsewhere_on_lot"
        )
    elif act.lead_elsewhere_on_lot:
        yield check.block(
            "Un mandataire ne représente qu’un groupement par lot.",
            remedy="Changez de mandataire dans un des deux groupements.",
        )


def _elsewhere(check: Check[Grouping]) -> Iterator[Finding]:
    """The buyer may forbid to be in several candidatures for one lot."""
    act = check.act
    if act.several_allowed or act.member_elsewhere_on_lot is False:
        return
    if act.member_elsewhere_on_lot is None:
        yield check.unknown(
            "Un membre est-il aussi candidat ailleurs sur ce lot ?", "act.member_elsewhere_on_lot"
        )
    elif act.several_allowed is None:
        yield check.unknown(
            "Le règlement permet-il d’être dans plusieurs candidatures ?", "act.several_allowed"
        )
    else:
        yield check.block(
            "Le règlement interdit d’être dans plusieurs candidatures pour ce lot.",
            remedy="Le membre doit choisir une seule candidature.",
        )


def _composition(check: Check[Grouping]) -> Iterator[Finding]:
    act = check.act
    if act.changed_since_tender is None:
        yield check.unknown(
            "Les membres ont-ils changé depuis la remise des candidatures ?",
            "act.changed_since_tender",
        )
    elif not act.changed_since_tender:
        return
    elif act.change_exception is None:
        yield check.unknown("Pourquoi la composition a-t-elle changé ?", "act.change_exception")
    elif act.change_exception == "none":
        yield check.block(
            "La composition ne change plus, de la remise des candidatures à la signature.",
            remedy="Revenez à la composition remise, ou demandez l’accord de l’acheteur : "
            "restructuration, ou membre empêché.",
            opens=("change_exception",),
        )
    else:
        reason = _CHANGES[act.change_exception]
        yield check.warn(
            f"Changement possible ({reason}), si l’acheteur l’accepte.",
            remedy="Demandez l’autorisation de continuer et joignez les preuves.",
        )


def _shares(check: Check[Grouping]) -> Iterator[Finding]:
    """Each member's share, their sum to the cent, and what each answers for."""
    act = check.act
    if act.members is None or not act.members:
        return
    without = [f"act.members.{n}.share" for n, m in enumerate(act.members) if m.share is None]
    if without:
        # In a « solidaire » grouping the distribution of the price is not compulsory.
        if act.form == "conjoint":
            yield check.unknown("Groupement conjoint : dites la part de chacun.", *without)
        return
    if act.amount is None:
        yield check.unknown("Il manque le montant total.", "act.amount")
        return
    total = sum((member.share or Decimal(0) for member in act.members), Decimal(0))
    if total != act.amount:
        yield check.block(
            f"Les parts font {euros(total)} pour un marché de {euros(act.amount)}.",
            remedy=f"Écart à corriger : {euros(abs(total - act.amount))}.",
        )
        return
    if act.form == "solidaire" or (act.form == "conjoint" and act.lead_solidary is not None):
        check.computed["answers_for"] = _liability(act)


def _liability(act: Grouping) -> dict[str, Value]:
    """The most the buyer may ask of each member, for its own share or for all."""
    answers: dict[str, Value] = {}
    for member in act.members or ():
        lead = act.lead is not None and _same(member.member) == _same(act.lead)
        everything = act.form == "solidaire" or (bool(act.lead_solidary) and lead)
        answers[member.member] = act.amount if everything else member.share
    return answers
