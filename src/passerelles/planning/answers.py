"""An answer of the planner as JSON data: what the command prints and the API sends."""

from __future__ import annotations

from typing import Any

from passerelles.planning.rules.routes import (
    ClosedBridge,
    MissingFact,
    Place,
    PlacesNear,
    Reason,
    Requirement,
    Route,
    RouteAnswer,
    Step,
)


def routes_data(answer: RouteAnswer) -> dict[str, Any]:
    """``{"at", "goal", "from", "order", "routes", "closed", "missing", "notes"}``."""
    return {
        "at": answer.at.isoformat(),
        "goal": answer.goal.value,
        "from": answer.start.value,
        "order": [priority.value for priority in answer.order],
        "routes": [_route(route) for route in answer.routes],
        "closed": [_closed(bridge) for bridge in answer.closed],
        "missing": [_missing(fact) for fact in answer.missing],
        "notes": list(answer.notes),
    }


def _route(route: Route) -> dict[str, Any]:
    return {
        "number": route.number,
        "title": route.title,
        "state": route.state.value,
        "arrives_on": route.arrives_on.isoformat(),
        "stations": [station.value for station in route.stations],
        "measures": {
            priority.value: {"value": value, "text": route.said.get(priority, "")}
            for priority, value in route.measures.items()
        },
        "steps": [_step(step) for step in route.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "bridge": step.code,
        "label": step.label,
        "plain": step.plain,
        "stage": step.stage_kind,
        "from_status": step.from_status.value,
        "to_status": None if step.to_status is None else step.to_status.value,
        "station": None if step.station is None else step.station.value,
        "state": step.state.value,
        "from": step.start.isoformat(),
        "to": step.end.isoformat(),
        "months_min": step.months_min,
        "months_usual": step.months_usual,
        "length": step.length,
        "needs": [_requirement(need) for need in step.needs],
        "missing": [_missing(fact) for fact in step.missing],
        "reasons": [_reason(reason) for reason in step.reasons],
        "articles": list(step.articles),
        "rules": list(step.rules),
        "deciders": list(step.deciders),
        "signatories": list(step.signatories),
        "documents": list(step.documents),
        "gives": list(step.gives),
        "advice": list(step.without),
        "reversible": step.reversible,
        "right_of_return": step.right_of_return,
        "places": None if step.places is None else _places(step.places),
    }


def _closed(bridge: ClosedBridge) -> dict[str, Any]:
    return {
        "bridge": bridge.code,
        "label": bridge.label,
        "plain": bridge.plain,
        "from_status": bridge.from_status.value,
        "to_status": None if bridge.to_status is None else bridge.to_status.value,
        "on": bridge.on.isoformat(),
        "opens": [_requirement(need) for need in bridge.opens],
        "reasons": [_reason(reason) for reason in bridge.reasons],
        "articles": list(bridge.articles),
        "rules": list(bridge.rules),
    }


def _requirement(need: Requirement) -> dict[str, Any]:
    return {
        "code": need.code,
        "text": need.text,
        "plain": need.plain,
        "on": None if need.on is None else need.on.isoformat(),
        "step": need.step,
    }


def _missing(fact: MissingFact) -> dict[str, Any]:
    return {"path": fact.path, "text": fact.text}


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "severity": reason.severity,
        "message": reason.message,
        "article": reason.article,
        "remedy": reason.remedy,
        "confidence": reason.confidence,
    }


def _places(near: PlacesNear) -> dict[str, Any]:
    return {
        "kinds": list(near.kinds),
        "within_reach": near.within,
        "text": near.text,
        "nearest": [_place(place) for place in near.places],
        "beyond": None if near.beyond is None else _place(near.beyond),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "organisation": place.organisation,
        "name": place.name,
        "kind": place.kind,
        "commune": place.commune,
        "km": place.km,
        "activities": list(place.activities),
        "matches": place.matches,
    }
