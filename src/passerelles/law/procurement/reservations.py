"""Reserved markets: to whom, with which share of workers, how said in the notice."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import add_months
from passerelles.law.acts.markets import Reservation
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import day_fr, number_fr

# What may be reserved together: handicap and IAE, or prison alone, or ESS alone.
_TOGETHER = (frozenset({"disability", "iae"}), frozenset({"prison"}), frozenset({"ess"}))


def _share(check: Check[Reservation], key: str, workers: str) -> Iterator[Finding]:
    row = check.parameter(key)
    told = check.act.disadvantaged_percent
    if told is None:
        yield check.unknown(
            f"Quelle part de {workers} chez le candidat ?", "act.disadvantaged_percent"
        )
    elif told < row.value:
        yield check.block(
            f"Réservation non conforme : {number_fr(told)} % de {workers}, "
            f"il en faut au moins {number_fr(row.value)} %.",
            row,
            remedy="Cette structure ne peut pas répondre à un lot réservé à ce titre.",
        )


@rule("CP-01", Reservation)
def disability(check: Check[Reservation]) -> Iterator[Finding]:
    reserved = check.act.reserved_to or ()
    if "disability" in reserved:
        public = "travailleurs handicapés"
        public += " ou défavorisés" if "iae" in reserved else ""
        yield from _share(check, "reserved_disability_percent", public)


@rule("CP-02", Reservation)
def insertion(check: Check[Reservation]) -> Iterator[Finding]:
    reserved = check.act.reserved_to or ()
    # Reserved to both: the share was asked once, for the two publics.
    if "iae" in reserved and "disability" not in reserved:
        yield from _share(check, "reserved_iae_percent", "travailleurs défavorisés")


@rule("CP-03", Reservation)
def prison(check: Check[Reservation]) -> Iterator[Finding]:
    if "prison" in (check.act.reserved_to or ()):
        yield from _share(check, "reserved_prison_percent", "personnes détenues")


@rule("CP-04", Reservation)
def combination(check: Check[Reservation]) -> Iterator[Finding]:
    """One lot: allowed together, and said in the notice."""
    act = check.act
    if act.reserved_to is None:
        yield check.unknown("Le marché ou le lot est-il réservé, et à qui ?", "act.reserved_to")
        return
    if not act.reserved_to:
        return
    kinds = frozenset(act.reserved_to)
    if not any(kinds <= allowed for allowed in _TOGETHER):
        yield check.block(
            "Réservation non conforme : seuls le handicap et l’insertion se réservent ensemble.",
            remedy="Gardez une seule réservation pour ce lot, ou faites deux lots.",
        )
    if act.mentioned_in_notice is None:
        yield check.unknown("L’avis dit-il que c’est réservé ?", "act.mentioned_in_notice")
    elif not act.mentioned_in_notice:
        yield check.block(
            "La réservation doit être mentionnée dans l’avis.",
            remedy="Ajoutez-la à l’avis avant de le publier.",
        )


@rule("CP-05", Reservation)
def social_economy(check: Check[Reservation]) -> Iterator[Finding]:
    """Social services only, three years at most, not twice in a row to the same company."""
    act = check.act
    if "ess" not in (act.reserved_to or ()):
        return
    if act.object_kind is None:
        yield check.unknown("Sur quoi porte le marché ?", "act.object_kind")
    elif act.object_kind != "social_services":
        yield check.block(
            "Réservation ESS non conforme : seuls les services sociaux et autres services "
            "spécifiques (santé, social, éducation) se réservent à l’ESS.",
            remedy="Retirez cette réservation, ou réservez au handicap ou à l’insertion.",
        )
    longest = check.parameter("reserved_ess_months_max")
    if act.months is None:
        yield check.unknown("Combien de mois dure le marché ?", "act.months")
    elif act.months > longest.value:
        yield check.block(
            f"Réservation ESS non conforme : {number_fr(longest.value)} mois au plus.",
            longest,
            remedy=f"Ramenez la durée à {number_fr(longest.value)} mois.",
        )
    yield from _gap(check)


def _gap(check: Check[Reservation]) -> Iterator[Finding]:
    act = check.act
    last = act.holder_last_awarded_on
    if last is None:
        if act.already_holder is None:
            yield check.unknown(
                "Le candidat a-t-il déjà eu un tel marché réservé ?", "act.already_holder"
            )
        elif act.already_holder:
            yield check.unknown("À quelle date lui avait-il été attribué ?", _LAST)
        return
    row = check.parameter("reserved_ess_gap_months")
    free_on = add_months(last, row.whole)
    if check.on >= free_on or (act.award_on is not None and act.award_on >= free_on):
        return
    if act.award_on is None:
        yield check.unknown("Quand le marché sera-t-il attribué ?", "act.award_on")
        return
    yield check.block(
        f"Réservation ESS non conforme : même titulaire il y a moins de "
        f"{number_fr(row.value)} mois.",
        row,
        remedy=f"Une nouvelle attribution est possible à partir du {day_fr(free_on)}.",
        opens_on=free_on,
    )


_LAST = "act.holder_last_awarded_on"
