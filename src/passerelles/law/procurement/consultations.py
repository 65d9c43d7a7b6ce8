"""What a consultation must hold: lots, clauses linked to its object, climate law of August 2026."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.law.acts.markets import Reservation
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.procurement.thresholds import place
from passerelles.law.wording import euros, number_fr

_LOT_REASONS = {
    "competition": "l’allotissement restreindrait la concurrence",
    "cost": "il rendrait l’exécution plus coûteuse",
    "technical": "il la rendrait techniquement difficile",
    "coordination": "l’acheteur ne peut pas coordonner les lots",
}
_SOCIAL_EXCEPTIONS = {
    "available_solution": "solution immédiatement disponible",
    "weak_link": "lien insuffisant avec l’objet du marché",
    "competition": "concurrence restreinte, ou exécution techniquement ou économiquement difficile",
    "short_works": "travaux courts",
}


@rule("CP-06", Reservation)
def lots(check: Check[Reservation]) -> Iterator[Finding]:
    """Lots by default; one lot only with a written reason."""
    act = check.act
    if act.lots is None:
        yield check.unknown("En combien de lots est le marché ?", "act.lots")
    elif act.lots >= 2:
        return
    elif act.no_lots_reason is None:
        yield check.unknown("Pourquoi le marché n’est-il pas alloti ?", "act.no_lots_reason")
    elif act.no_lots_reason == "none":
        yield check.warn(
            "Un marché se partage en lots, sauf motif écrit.",
            remedy="Faites des lots, ou motivez : concurrence, coût, technique ou coordination.",
            opens=("no_lots_reason",),
        )
    else:
        reason = _LOT_REASONS[act.no_lots_reason]
        yield check.info(f"Un seul lot, à motiver par écrit : {reason}.")


@rule("CP-08", Reservation)
def link(check: Check[Reservation]) -> Iterator[Finding]:
    """A condition of execution is lawful only if it is linked to the object of the market."""
    act = check.act
    if not (act.social_clause or act.environmental_clause):
        return
    if act.linked_to_object is None:
        yield check.unknown(
            "La condition d’exécution est-elle liée à l’objet du marché ?", "act.linked_to_object"
        )
    elif not act.linked_to_object:
        yield check.block(
            "Une condition d’exécution doit être liée à l’objet du marché.",
            remedy="Réécrivez la clause pour qu’elle porte sur les prestations achetées.",
        )


@rule("CP-09", Reservation)
def climate_law(check: Check[Reservation]) -> Iterator[Finding]:
    """Consultations launched from 21 August 2026."""
    act = check.act
    if act.defence:
        yield check.info("Défense ou sécurité : ces considérations restent facultatives.")
        return
    yield from _environment(check)
    yield from _social(check)


def _environment(check: Check[Reservation]) -> Iterator[Finding]:
    act = check.act
    if act.environmental_clause is None:
        yield check.unknown(
            "Une condition d’exécution porte-t-elle sur l’environnement ?",
            "act.environmental_clause",
        )
    elif not act.environmental_clause:
        yield check.warn(
            "Condition d’exécution environnementale requise.",
            remedy="Ajoutez au cahier des charges une condition liée à l’environnement.",
        )
    if act.environmental_criterion is None:
        yield check.unknown(
            "Un critère d’attribution porte-t-il sur l’environnement ?",
            "act.environmental_criterion",
        )
    elif not act.environmental_criterion:
        yield check.warn(
            "Au moins un critère d’attribution environnemental requis : le prix seul ne suffit pas.",
            remedy="Ajoutez un critère environnemental pondéré.",
        )


def _social(check: Check[Reservation]) -> Iterator[Finding]:
    act = check.act
    if act.social_clause:
        # Whatever the threshold, the consideration is there.
        yield check.info("Considération sociale ou relative à l’emploi : prévue.")
        return
    placed = place(check)
    if placed.above is None or placed.row is None:
        yield check.unknown(
            "Le seuil européen est-il atteint ? Il dépend du montant, de l’objet et de l’acheteur.",
            *placed.missing,
        )
        return
    if not placed.above:
        return
    if act.social_clause is None:
        yield check.unknown("Y a-t-il une considération sociale ?", "act.social_clause")
        return
    if act.social_exception is None:
        yield check.unknown("Quel motif écarte la clause sociale ?", "act.social_exception")
    elif act.social_exception == "none":
        yield check.warn(
            f"Au-dessus du seuil européen ({euros(placed.row.value)} HT) : prévoir une "
            "considération sociale ou motiver l’exception.",
            placed.row,
            remedy="Ajoutez une clause sociale (heures d’insertion…), ou écrivez le motif.",
            opens=("social_clause", "social_exception"),
        )
    elif act.social_exception == "short_works":
        yield from _short_works(check)
    else:
        reason = _SOCIAL_EXCEPTIONS[act.social_exception]
        yield check.info(f"Pas de considération sociale, motif à écrire : {reason}.", placed.row)


def _short_works(check: Check[Reservation]) -> Iterator[Finding]:
    act = check.act
    row = check.parameter("social_exception_works_months")
    if act.object_kind is None:
        yield check.unknown("Est-ce un marché de travaux ?", "act.object_kind")
    elif act.object_kind != "works":
        yield check.warn(
            "Ce motif ne vaut que pour les travaux.",
            remedy="Prévoyez une considération sociale, ou choisissez un autre motif.",
        )
    elif act.works_months is None:
        yield check.unknown("Combien de mois durent les travaux ?", "act.works_months")
    elif act.works_months >= row.value:
        yield check.warn(
            f"Considération sociale requise : les travaux durent {number_fr(row.value)} mois "
            "ou plus.",
            row,
            remedy="Prévoyez une considération sociale, ou choisissez un autre motif.",
        )
    else:
        yield check.info(
            f"Travaux de moins de {number_fr(row.value)} mois : pas de considération sociale "
            "requise, motif à écrire.",
            row,
        )
