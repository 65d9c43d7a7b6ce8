"""Protective suspension: a month, and beyond only while the CDAPH decides."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.kernel.calendar import last_day
from passerelles.law.acts.follow import Suspension
from passerelles.law.checking import Check, rule
from passerelles.law.findings import Finding
from passerelles.law.wording import day_fr, number_fr


@rule("ESAT-19", Suspension, ("esat",))
def protective_suspension(check: Check[Suspension]) -> Iterator[Finding]:
    act = check.act
    if act.start is None:
        yield check.unknown("Il manque le début de la suspension.", "act.start")
        return
    if act.end is not None and act.end < act.start:
        yield check.block("La fin de la suspension précède son début.")
        return
    row = check.parameter("esat_suspension_months_max")
    limit = last_day(act.start, row.whole)
    check.computed["suspension_limit"] = limit
    beyond = (act.end or check.at) > limit
    seized = act.mdph_seized_on is not None or act.mdph_seized
    late = act.mdph_seized_on is not None and act.mdph_seized_on > limit
    if beyond and (act.mdph_seized is False or late):
        yield check.warn(
            f"Plus de {number_fr(row.value)} mois sans saisir la MDPH : seule la CDAPH met fin à"
            " l’accueil.",
            row,
            remedy="Saisissez la MDPH sans attendre ; la rémunération est maintenue.",
        )
    elif beyond and not seized:
        yield check.unknown("Dites si la MDPH a été saisie.", "act.mdph_seized")
    elif seized:
        yield check.info("La suspension dure jusqu’à la décision de la CDAPH.", row)
    else:
        yield check.info(
            f"Saisir la MDPH : sans elle, la suspension finit le {day_fr(limit)} au plus tard."
            " Rémunération maintenue.",
            row,
        )
