"""Background work of people."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from passerelles.kernel.actors import acting_as, system_actor


@task()
def seek_holders(person_id: str, organisation_id: str) -> None:
    """Look, after a record was opened, for organisations that may already hold the same person."""
    from passerelles.people.actions.requests import ask_holders

    actor = system_actor("recherche d’un dossier déjà ouvert ailleurs")
    with acting_as(actor):
        ask_holders(actor=actor, person_id=UUID(person_id), organisation_id=UUID(organisation_id))
