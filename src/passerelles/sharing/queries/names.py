"""Names of organisations and persons, as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps

from passerelles.organisations.models import Organisation


def name_for(organisation: Organisation, reader_organisation_id: UUID | None) -> str:
    """The full name at home; outside, the neutral label of a sensitive organisation."""
    if organisation.id == reader_organisation_id:
        return organisation.name
    return organisation.outside_name


def organisation_names(ids: Iterable[str], reader_organisation_id: UUID | None) -> dict[str, str]:
    """Names by identifier as the journal writes it, in one query."""
    wanted = {identifier for identifier in ids if identifier}
    return {
        str(organisation.id): name_for(organisation, reader_organisation_id)
        for organisation in Organisation.objects.filter(pk__in=wanted)
    }


def person_names(ids: Iterable[str]) -> dict[str, str]:
    """Short names of the persons the actor in scope may see; the others are left out."""
    model: Any = apps.get_model("people", "Person")
    wanted = {identifier for identifier in ids if identifier}
    return {str(person.id): person.short_name for person in model.objects.filter(pk__in=wanted)}


def record_number(person_id: str) -> str:
    """How a record is called by those who may not read whose it is."""
    return person_id[:8]
