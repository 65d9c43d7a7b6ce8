"""From what the search found to what people read: steps with their state, closed bridges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from passerelles.law.bridges import Authority, Bridge, fact_text, statuses
from passerelles.law.findings import Severity
from passerelles.law.person import Person, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.engine import words
from passerelles.planning.engine.appraising import Appraiser, Judgement
from passerelles.planning.engine.legs import Taken
from passerelles.planning.engine.saying import said
from passerelles.planning.engine.search import Found
from passerelles.planning.engine.world import Facts, Opening, World, stations_of
from passerelles.planning.rules.routes import (
    ClosedBridge,
    MissingFact,
    PlacesNear,
    Requirement,
    Route,
    Step,
    StepState,
)

Near = Callable[[Bridge], PlacesNear | None]

_WORST = (StepState.UNKNOWN, StepState.OPEN_IF, StepState.OPEN)
_LEGAL = frozenset(SituationKind) | frozenset(Authority)


class Teller:
    """Says the routes of one person: asks the law again, at the exact day of each step."""

    def __init__(self, world: World, person: Person, appraiser: Appraiser, near: Near) -> None:
        self._world = world
        self._person = person
        self._appraiser = appraiser
        self._near = near

    def route(self, number: int, found: Found) -> Route:
        steps: list[Step] = []
        givers: dict[str, int] = {}
        status = self._world.start
        for leg in found.legs:
            before = sorted(leg.preparations, key=lambda taken: taken.day)
            for taken in (*before, leg.move):
                step = self._step(len(steps) + 1, status, taken, givers)
                givers.update(dict.fromkeys(taken.bridge.gives - set(givers), step.number))
                steps.append(step)
            status = leg.move.bridge.target or status
        figures = found.figures(self._world.order)
        return Route(
            number=number,
            title=_title(steps),
            steps=tuple(steps),
            stations=_in_order(steps, found.stations),
            arrives_on=found.legs[-1].move.day,
            state=next(s for s in _WORST if s is StepState.OPEN or s in {t.state for t in steps}),
            measures=figures,
            said=said(figures, self._person),
        )

    def _step(self, number: int, status: Status, taken: Taken, givers: dict[str, int]) -> Step:
        bridge, day = taken.bridge, taken.day
        judged = self._appraiser.judge(bridge, taken.facts, day)
        needs = tuple(self._needs(taken, judged, givers))
        rules = words.rules_of(bridge, judged.findings)
        if judged.opening is Opening.UNKNOWN:
            state = StepState.UNKNOWN
        else:
            state = StepState.OPEN_IF if needs else StepState.OPEN
        return Step(
            number=number,
            code=bridge.code,
            label=bridge.label,
            plain=bridge.plain,
            stage_kind=bridge.stage,
            from_status=status,
            to_status=bridge.target,
            station=bridge.station,
            state=state,
            start=day,
            end=taken.end,
            months_min=bridge.months_min,
            months_usual=bridge.months_usual,
            length=words.length(bridge),
            needs=needs,
            missing=tuple(words.missing_facts(judged.missing, judged.findings)),
            reasons=words.reasons(judged.findings),
            articles=words.articles_of(rules, day),
            rules=rules,
            deciders=words.people(bridge.deciders),
            signatories=words.signatories(bridge),
            documents=words.documents(bridge),
            gives=tuple(sorted(fact_text(code).label for code in bridge.gives)),
            without=tuple(self._without(taken)),
            reversible=bridge.reversible,
            right_of_return=bridge.right_of_return,
            places=self._near(bridge),
        )

    def _needs(
        self, taken: Taken, judged: Judgement, givers: dict[str, int]
    ) -> Iterator[Requirement]:
        bridge = taken.bridge
        for code in self._relied_on(taken, judged):
            yield words.obtained((code,), givers.get(code))
        if taken.day > taken.ready:
            yield words.from_day(taken.day)
        if bridge.after_months:
            yield words.stay(bridge.after_months)
        for finding in judged.findings:
            if finding.severity is Severity.WARN:
                yield from words.to_settle(finding)
        for finding in judged.details:
            yield words.to_specify(finding)
        if bridge.only_if:
            yield Requirement(code="own_word", text=bridge.only_if, plain=bridge.only_if_plain)
        hours = words.hours_wanted(bridge, self._person)
        if hours is not None:
            yield hours

    def _relied_on(self, taken: Taken, judged: Judgement) -> list[str]:
        """Facts gained on the way without which the step would not be as open as it is."""
        gained = sorted((taken.facts - self._world.held) & _LEGAL)
        if not gained or self._opening(taken, self._world.held) is judged.opening:
            return []
        alone = [c for c in gained if self._opening(taken, taken.facts - {c}) is not judged.opening]
        return alone or [code for code in gained if code in taken.bridge.wants]

    def _opening(self, taken: Taken, facts: Facts) -> Opening:
        return self._appraiser.appraise(taken.bridge, facts, taken.day).opening

    def _without(self, taken: Taken) -> Iterator[str]:
        for code in sorted(taken.bridge.eased_by - taken.facts):
            text = fact_text(code)
            yield f"Conseillé avant : {text.label} ({text.how})."
        if taken.bridge.advice:
            yield taken.bridge.advice

    def closed(self, routes: tuple[Route, ...], found: list[Found]) -> tuple[ClosedBridge, ...]:
        """Bridges closed from where the person is today, then from where the routes lead."""
        shown = {step.code for route in routes for step in route.steps}
        said: dict[str, ClosedBridge] = {}
        for status, facts, day in self._standpoints(found):
            for bridge in self._world.bridges:
                if status not in bridge.sources or bridge.code in shown | set(said):
                    continue
                if bridge.target is not None and bridge.target in _visited(self._world, status):
                    continue
                one = self._closed(bridge, status, facts, day)
                if one is not None:
                    said[bridge.code] = one
        return tuple(sorted(said.values(), key=self._far))

    def _far(self, closed: ClosedBridge) -> int:
        """What can be opened comes first, then what is years away, then what nothing opens."""
        if not closed.opens:
            return 2
        return int(any(r.on is not None and r.on > self._world.horizon for r in closed.opens))

    def _standpoints(self, found: list[Found]) -> Iterator[tuple[Status, Facts, date]]:
        yield self._world.start, self._world.held, self._world.at
        for route in found:
            for leg in route.legs[:-1]:
                if leg.move.bridge.target is not None:
                    yield leg.move.bridge.target, leg.facts, leg.move.end

    def _closed(
        self, bridge: Bridge, status: Status, facts: Facts, day: date
    ) -> ClosedBridge | None:
        if self._appraiser.appraise(bridge, facts, day).opening is not Opening.CLOSED:
            return None
        judged = self._appraiser.judge(bridge, facts, day)
        blocks = [f for f in judged.findings if f.severity is Severity.BLOCK]
        opens = [words.obtained(group) for group in judged.lacking]
        opens += [requirement for finding in blocks for requirement in words.opened_by(finding)]
        final = any(not words.opened_by(finding) for finding in blocks)
        if bridge.start is not None and day < bridge.start:
            opens.append(words.from_day(bridge.start))
        if (over := words.experiment_over(bridge, day)) is not None:
            opens.append(over)
        if bridge.after_months:
            opens.append(words.stay(bridge.after_months))
        rules = words.rules_of(bridge, blocks)
        return ClosedBridge(
            code=bridge.code,
            label=bridge.label,
            plain=bridge.plain,
            from_status=status,
            to_status=bridge.target,
            on=day,
            reasons=words.reasons(blocks),
            # What is closed for good, by an age behind, is not opened by anything else.
            opens=() if final else self._openings(opens),
            articles=words.articles_of(rules, day),
            rules=rules,
        )

    def _openings(self, opens: list[Requirement]) -> tuple[Requirement, ...]:
        planned = [words.not_before(one, self._world.horizon) for one in opens]
        return tuple({(r.code, r.text): r for r in planned}.values())

    def missing(self, routes: tuple[Route, ...]) -> tuple[MissingFact, ...]:
        """What would settle a step shown, or a move from today that no route shows."""
        asked = [fact for route in routes for step in route.steps for fact in step.missing]
        for bridge in self._world.moves[self._world.start]:
            held, at = self._world.held, self._world.at
            if self._appraiser.appraise(bridge, held, at).opening is Opening.UNKNOWN:
                judged = self._appraiser.judge(bridge, held, at)
                asked += words.missing_facts(judged.missing, judged.findings)
        return tuple({fact.path: fact for fact in reversed(asked)}.values())[::-1]


def _visited(world: World, status: Status) -> set[Status]:
    return {world.start, status}


def _in_order(steps: list[Step], mask: int) -> tuple[Status, ...]:
    passed = stations_of(mask)
    ordered = [step.station for step in steps if step.station in passed]
    return tuple(dict.fromkeys(station for station in ordered if station is not None))


def _title(steps: list[Step]) -> str:
    """« ACI, RQTH, Formation, Immersion, CDI en EA »."""
    names = [
        statuses()[step.station].short if step.station is not None else step.label
        for step in steps
        if step.station is not None or step.stage_kind != "procedure" or "RQTH" in step.label
    ]
    return ", ".join(dict.fromkeys(names))
