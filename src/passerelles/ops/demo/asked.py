"""What Léa asks from her own space, the answer she gets, and the carnet she keeps."""

from __future__ import annotations

from typing import Any

from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.myspace.actions.carnet import freeze_carnet, propose_entry, write_entry
from passerelles.myspace.rules.carnet import EntryKind
from passerelles.ops.demo.cast import Players
from passerelles.people.models import Person
from passerelles.support.actions.requests import RequestAnswer, answer_request, send_request
from passerelles.support.models import PersonRequest
from passerelles.support.rules.requests import RequestKind, RequestOutcome


def ask(players: Players) -> None:
    """Once the stories are told: Léa is found by her name."""
    lea = Person.unscoped.get(first_name="Léa", last_name="Marchand")
    herself = Actor(kind=ActorKind.PERSON, person_id=lea.id)
    with acting_as(herself):
        paper = _requests(players, herself, lea)
        _carnet(herself)
    with acting_as(players.actor("Inès")) as ines:
        answer_request(
            actor=ines,
            person_id=lea.id,
            request_id=paper.id,
            version=1,
            answer=RequestAnswer(
                "Je te la lis demain.",
                RequestOutcome.NEXT_STEP,
                what="Inès lit la lettre de la MDPH avec toi.",
            ),
        )
    with acting_as(players.actor("Claire")) as claire:
        propose_entry(
            actor=claire,
            person_id=lea.id,
            kind=EntryKind.KNOW_HOW,
            words="Elle accueille bien les clients.",
        )


def _requests(players: Players, herself: Actor, lea: Person) -> PersonRequest:
    """One that is answered, one that waits; the first is returned."""
    where: dict[str, Any] = {"actor": herself, "person_id": lea.id}
    ime, geiq = players.organisations["ime"], players.organisations["geiq"]
    paper = send_request(
        **where, kind=RequestKind.UNDERSTAND, to=f"{ime.id}:", words="La lettre de la MDPH."
    )
    send_request(
        **where,
        kind=RequestKind.TRY_JOB,
        to=f"{geiq.id}:",
        words="Je voudrais essayer dans un hôtel.",
    )
    return paper


def _carnet(herself: Actor) -> None:
    write_entry(
        actor=herself, kind=EntryKind.KNOW_HOW, words="Je sais laver un sol et ranger le chariot."
    )
    write_entry(actor=herself, kind=EntryKind.PROUD, words="J’ai pris le bus seule.")
    freeze_carnet(actor=herself)
