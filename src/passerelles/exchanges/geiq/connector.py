"""The national list of GEIQ: one row per group, known by its SIRET."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from passerelles.exchanges.connectors import Connector, Refused
from passerelles.exchanges.naming import readable_address, readable_name
from passerelles.exchanges.places import locate
from passerelles.exchanges.reading import Row, Shape
from passerelles.exchanges.registry import register
from passerelles.exchanges.structures import (
    LABELS,
    StructureDraft,
    StructureStore,
    kept_by_members,
    kept_doubt,
)
from passerelles.kernel.identifiers import parse_siret, siren_of
from passerelles.territories.queries import Gazetteer

SCHEME = "geiq"


@register
class GeiqConnector(Connector[StructureDraft]):
    slug: ClassVar[str] = SCHEME
    title: ClassVar[str] = "Liste des GEIQ"
    source: ClassVar[str] = "Fédération française des GEIQ, ou data.gouv.fr."
    shape: ClassVar[Shape] = Shape(
        columns=("GEIQ", "ADRESSE", "VILLE", "CODE POSTAL", "SIRET"),
        optional=("COMPLEMENT ADRESSE", "NAF"),
    )
    labels: ClassVar[Mapping[str, Any]] = LABELS

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self._kept: frozenset[str] = frozenset()

    def survey(self, rows: Sequence[Row]) -> None:
        self._kept = kept_by_members(SCHEME)

    def identity(self, row: Row) -> str:
        return row.text("GEIQ")

    def parse(self, row: Row) -> StructureDraft | Refused:
        name = readable_name(row.text("GEIQ"))[:200]
        siret = parse_siret(row.text("SIRET"))
        identity = f"{name} ({siret.value})"
        if not name:
            return Refused(_("Le groupement n’a pas de nom."), identity=identity)
        lines = (row.text("ADRESSE"), row.text("COMPLEMENT ADRESSE"))
        place = locate(
            self.gazetteer,
            address=", ".join(readable_address(line) for line in lines if line),
            postal_code=row.text("CODE POSTAL"),
            name=row.text("VILLE"),
        )
        return StructureDraft(
            number=row.number,
            key=siret.value,
            identity=identity,
            values={
                **place.values,
                "kind": "geiq",
                "name": name,
                "siren": siren_of(siret.value),
                "siret": siret.value,
                "naf": row.text("NAF")[:5],
            },
            repairs=(*((siret.repair,) if siret.repaired else ()), *place.repairs),
            doubts=(*place.doubts, *kept_doubt(siret.value, self._kept)),
            organisation_key=siret.value,
            ref=siret.value,
        )

    def store(self) -> StructureStore:
        return StructureStore(SCHEME)
