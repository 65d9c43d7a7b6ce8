"""Rhythms programmes ask for: read from their duties, never written twice."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from passerelles.law.programmes.model import Duty, Rhythm
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.programmes.models import OrganisationProgramme
from passerelles.programmes.queries import programme_for

MEETING_WORDS = ("rendez-vous", "entretien", "bilan", "rencontre")


def rhythm_programmes(organisation_id: UUID | None, day: date) -> list[tuple[str, str]]:
    """Programmes, the organisation's own included, one duty of which is a repeated meeting."""
    own = OrganisationProgramme.objects.filter(organisation=organisation_id)
    codes = {*shipped_programmes(), *own.values_list("code", flat=True)}
    found = []
    for code in codes:
        programme = programme_for(organisation_id, code, day)
        months = asked_rhythm(organisation_id, code, day)
        if programme is not None and months is not None:
            found.append((code, programme.label))
    return sorted(found, key=lambda item: item[1])


def asked_rhythm(organisation_id: UUID | None, code: str, day: date) -> int | None:
    """Months between two meetings as the programme asks; ``None`` when it asks for none."""
    programme = programme_for(organisation_id, code, day)
    if programme is None:
        return None
    months = [duty.every_months for duty in programme.duties if _is_meeting(duty)]
    return min((number for number in months if number is not None), default=None)


def _is_meeting(duty: Duty) -> bool:
    named = duty.label.casefold()
    return duty.rhythm is Rhythm.REPEATED and any(word in named for word in MEETING_WORDS)
