"""The carnet drawn with the templates and the fonts of the papers."""

from __future__ import annotations

from typing import Any

from passerelles.documents.rendering import draw
from passerelles.myspace.models import CarnetVersion
from passerelles.web import french

TITLE = "Mon carnet de parcours et de compétences"


def carnet_pdf(version: CarnetVersion, full_name: str) -> bytes:
    """The same bytes for the same words, the same number and the same day."""
    day = french.as_day(version.recorded_at)
    data: dict[str, Any] = {
        "title": TITLE,
        "subject": full_name,
        "person": full_name,
        "label": "Carnet",
        "reference": version.reference,
        "number": version.number,
        "written_on": french.short_date(day),
        "day": [day.year, day.month, day.day],
        "sections": version.content,
    }
    return draw("carnet.typ", data)
