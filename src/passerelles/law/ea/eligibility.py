"""Whether a hire opens the State's aid in an adapted company, and by which route."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from passerelles.law.acts.entry import Eligibility
from passerelles.law.checking import Check, rule
from passerelles.law.criteria import Criterion, criteria_on
from passerelles.law.ea.recognition import recognised_by, recognition_unknown
from passerelles.law.findings import Finding
from passerelles.law.situations import SituationKind

_DIRECT = "direct"
_PROPOSAL = "proposal"
_ROUTES = {
    _DIRECT: "embauche directe",
    _PROPOSAL: "sur proposition du service public de l’emploi",
}


@rule("EA-03", Eligibility, ("ea",))
def eligible_for_aid(check: Check[Eligibility]) -> Iterator[Finding]:
    yield from _recognised(check)
    yield from _criteria(check)


def _recognised(check: Check[Eligibility]) -> Iterator[Finding]:
    if recognised_by(check, check.on) is not None:
        return
    missing = recognition_unknown(check, check.on)
    if missing:
        yield check.unknown("A-t-elle une RQTH, ou un autre titre admis ?", *missing)
    else:
        yield check.block(
            "Pas d’aide au poste sans RQTH, ou autre titre de bénéficiaire de l’obligation "
            "d’emploi.",
            remedy="Demander la RQTH à la MDPH.",
            opens=(SituationKind.RQTH,),
        )


def _criteria(check: Check[Eligibility]) -> Iterator[Finding]:
    person, day = check.person, check.on
    by_route = {route: [c for c in criteria_on("ea", day) if c.annex == route] for route in _ROUTES}
    met = {
        route: [c for c in criteria if c.met(person, day)] for route, criteria in by_route.items()
    }
    check.computed["criteria"] = [c.code for criteria in met.values() for c in criteria]
    proposed = _proposed(check.act)
    for route in (_DIRECT, _PROPOSAL):
        if met[route] and (route == _DIRECT or proposed):
            check.computed["route"] = route
            yield check.info(f"{met[route][0].label} : aide ouverte, {_ROUTES[route]}.")
            return
    if met[_PROPOSAL] and proposed is None:
        yield check.unknown(
            f"{met[_PROPOSAL][0].label} : ce critère n’ouvre l’aide que sur proposition du service "
            "public de l’emploi. Y a-t-il une proposition ?",
            "act.proposed_by_public_service",
        )
        return
    candidates = by_route[_DIRECT] + ([] if proposed is False else by_route[_PROPOSAL])
    missing = _missing(candidates, check, day)
    if missing:
        if proposed is None:
            missing = ("act.proposed_by_public_service", *missing)
        yield check.unknown(
            "Il manque de quoi dire si un critère d’éligibilité est rempli.", *missing
        )
        return
    yield _none_met(check, met[_PROPOSAL], candidates)


def _proposed(act: Eligibility) -> bool | None:
    """A diagnosis by a prescriber is a proposal of the public employment service."""
    return True if act.author == "prescriber" else act.proposed_by_public_service


def _missing(
    criteria: Iterable[Criterion], check: Check[Eligibility], day: date
) -> tuple[str, ...]:
    person = check.person
    return tuple(
        dict.fromkeys(
            path
            for criterion in criteria
            if criterion.met(person, day) is None
            for path in criterion.missing(person, day)
        )
    )


def _none_met(
    check: Check[Eligibility], by_proposal: list[Criterion], candidates: list[Criterion]
) -> Finding:
    if by_proposal:
        return check.block(
            f"{by_proposal[0].label} : ce critère ne suffit pas en embauche directe.",
            remedy="Une proposition de France Travail, de Cap emploi ou de la mission locale ouvrirait "
            "l’aide.",
            opens=("prescription",),
        )
    return check.block(
        "Critère d’éligibilité manquant : l’embauche n’ouvre pas l’aide au poste.",
        remedy="Demander au service public de l’emploi une expertise des obstacles à l’emploi, ou "
        "embaucher sans aide.",
        opens=dict.fromkeys(kind for one in candidates for kind in one.situations),
    )
