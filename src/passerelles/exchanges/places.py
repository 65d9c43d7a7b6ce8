"""Where a row is: postal code mended, commune found, coordinates; and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import (
    Reading,
    parse_insee,
    parse_postal_code,
    parse_siret,
)
from passerelles.territories.queries import Gazetteer

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Located:
    values: dict[str, Any]
    repairs: tuple[str, ...]
    doubts: tuple[str, ...]


def locate(
    gazetteer: Gazetteer, *, address: str, postal_code: str, name: str, insee: str = ""
) -> Located:
    """A row whose place is not understood is kept without it, and says so."""
    postal, postal_doubt = _read(parse_postal_code, postal_code)
    code, code_doubt = _read(parse_insee, insee)
    resolution = gazetteer.resolve(insee=code.value, postal_code=postal.value, name=name)
    point = resolution.point or (None, None)
    return Located(
        values={
            "address": address[:250],
            "postal_code": postal.value,
            "commune_id": resolution.commune.insee if resolution.commune else None,
            "latitude": None if point[0] is None else round(point[0], DECIMALS),
            "longitude": None if point[1] is None else round(point[1], DECIMALS),
        },
        repairs=tuple(reading.repair for reading in (postal, code) if reading.repaired),
        doubts=tuple(text for text in (postal_doubt, code_doubt, resolution.doubt) if text),
    )


def optional_siret(text: str) -> tuple[Reading, str]:
    """A SIRET that is not the key: wrong, it is left out and the row says so."""
    reading, doubt = _read(parse_siret, text)
    if doubt:
        return reading, _("SIRET laissé de côté. %(why)s") % {"why": doubt}
    return reading, ""


def _read(parse: Any, text: str) -> tuple[Reading, str]:
    if not text.strip():
        return Reading(""), ""
    try:
        reading: Reading = parse(text)
    except Refusal as refusal:
        return Reading(""), str(refusal)
    return reading, ""
