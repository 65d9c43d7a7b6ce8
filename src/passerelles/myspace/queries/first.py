"""What comes first on my page: what waits for my answer, my next appointment, promises, requests."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.documents.queries import WaitingLine, waiting_for_person
from passerelles.kernel.actors import Actor
from passerelles.myspace.queries.sharing import waiting_proposals
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.paths import StepView, next_steps
from passerelles.support.queries.appointments import AppointmentView, next_appointment
from passerelles.support.queries.commitments import CommitmentView, commitments
from passerelles.support.queries.requests import RequestView, own_requests
from passerelles.support.rules.requests import RequestState

REQUESTS_SHOWN = 2


@dataclass(frozen=True)
class FirstThings:
    step: StepView | None
    appointment: AppointmentView | None
    papers: tuple[WaitingLine, ...]
    proposals: int
    commitments: tuple[CommitmentView, ...]
    requests: tuple[RequestView, ...]

    @property
    def to_answer(self) -> tuple[RequestView, ...]:
        """Requests on which it is my turn to speak: answered, or to be handed over."""
        return tuple(
            view
            for view in self.requests
            if view.request.state == RequestState.ANSWERED or view.request.offered_to_id
        )

    @property
    def shown_requests(self) -> tuple[RequestView, ...]:
        """Those that wait for somebody else's answer."""
        mine = self.to_answer
        waiting = [view for view in self.requests if view.request.waiting and view not in mine]
        return tuple(waiting)[:REQUESTS_SHOWN]

    @property
    def to_review(self) -> tuple[CommitmentView, ...]:
        """Promises one talks of again now, where the person has not spoken."""
        return tuple(view for view in self.commitments if "person" in view.standing.silent)

    @property
    def waits_for_me(self) -> bool:
        return bool(self.papers or self.proposals or self.to_answer or self.to_review)


def first_things(eyes: Eyes, actor: Actor) -> FirstThings:
    steps = next_steps(eyes)
    mine = next((view for view in steps if view.step.owner_is_person), None)
    return FirstThings(
        step=mine or next(iter(steps), None),
        appointment=next_appointment(eyes),
        papers=tuple(waiting_for_person(actor)),
        proposals=waiting_proposals(actor).count(),
        commitments=tuple(view for view in commitments(eyes) if view.active),
        requests=tuple(own_requests(eyes)),
    )
