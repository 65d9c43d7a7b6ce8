"""The national list of ESAT, extracted from FINESS: one row per establishment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from passerelles.exchanges.connectors import Connector, Refused
from passerelles.exchanges.naming import readable_address, readable_name
from passerelles.exchanges.places import locate, optional_siret
from passerelles.exchanges.reading import Row, Shape
from passerelles.exchanges.registry import register
from passerelles.exchanges.structures import (
    LABELS,
    StructureDraft,
    StructureStore,
    kept_by_members,
    kept_doubt,
)
from passerelles.kernel.errors import Refusal
from passerelles.kernel.identifiers import parse_finess, siren_of
from passerelles.kernel.text import fold
from passerelles.territories.queries import Gazetteer

SCHEME = "esat_finess"
PRINCIPAL = "principal"
NAMED_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class _Establishment:
    """What the survey keeps of a row, to know whose site it is."""

    number: int
    finess: str
    manager: str
    siret: str
    name: str
    principal: bool


@register
class EsatConnector(Connector[StructureDraft]):
    slug: ClassVar[str] = SCHEME
    title: ClassVar[str] = "Liste des ESAT (FINESS)"
    source: ClassVar[str] = "data.gouv.fr, « FINESS, extraction des ESAT »."
    shape: ClassVar[Shape] = Shape(
        columns=(
            "EJ-N°FINESS",
            "EJ-Raison sociale",
            "ET-N°FINESS",
            "ET-Raison sociale",
            "ET-Adresse",
            "ET-Code Postal",
            "ET-Type",
            "ET-SIRET",
            "ET-Commune Code",
            "ET-Commune Libellé",
            "Capacité autorisée agrégée",
        ),
        optional=("EJ-Statut juridique Libellé",),
    )
    labels: ClassVar[Mapping[str, Any]] = LABELS

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self._by_manager: dict[str, list[_Establishment]] = defaultdict(list)
        self._by_siret: dict[str, list[_Establishment]] = defaultdict(list)
        self._kept: frozenset[str] = frozenset()

    def survey(self, rows: Sequence[Row]) -> None:
        self._kept = kept_by_members(SCHEME)
        for row in rows:
            seen = _seen(row)
            if seen is None:
                continue
            self._by_manager[seen.manager].append(seen)
            if seen.siret:
                self._by_siret[seen.siret].append(seen)

    def identity(self, row: Row) -> str:
        return row.text("ET-Raison sociale")

    def parse(self, row: Row) -> StructureDraft | Refused:
        finess = parse_finess(row.text("ET-N°FINESS"))
        name = readable_name(row.text("ET-Raison sociale"))[:200]
        identity = f"{name} ({finess.value})"
        if not name:
            return Refused(_("L’établissement n’a pas de nom."), identity=identity)
        manager, manager_repair = _manager(row)
        siret, siret_doubt = optional_siret(row.text("ET-SIRET"))
        place = locate(
            self.gazetteer,
            address=readable_address(row.text("ET-Adresse")),
            postal_code=row.text("ET-Code Postal"),
            name=row.text("ET-Commune Libellé"),
            insee=row.text("ET-Commune Code"),
        )
        places, places_doubt = _places(row.text("Capacité autorisée agrégée"))
        principal, attach_doubt = self._principal(row, finess.value, manager)
        values: dict[str, Any] = {
            **place.values,
            "siret": siret.value,
            "finess": finess.value,
            "label": name if principal != finess.value else "",
        }
        if places is not None:
            values["places"] = places
        if principal == finess.value:
            values |= _organisation(row, name, siret.value)
        repairs = [r.repair for r in (finess, siret) if r.repaired]
        doubts = (siret_doubt, places_doubt, attach_doubt, self._shared(siret.value, finess.value))
        return StructureDraft(
            number=row.number,
            key=finess.value,
            identity=identity,
            values=values,
            repairs=(*filter(None, (*repairs, manager_repair)), *place.repairs),
            doubts=(*filter(None, doubts), *place.doubts, *kept_doubt(principal, self._kept)),
            organisation_key=principal,
            ref=finess.value,
        )

    def store(self) -> StructureStore:
        return StructureStore(SCHEME)

    def _principal(self, row: Row, finess: str, manager: str) -> tuple[str, str]:
        """Whose site this is: a secondary one joins its principal only when that is certain."""
        if fold(row.text("ET-Type")) == PRINCIPAL:
            return finess, ""
        siret = optional_siret(row.text("ET-SIRET"))[0].value
        name = fold(row.text("ET-Raison sociale"))
        principals = [seen for seen in self._by_manager.get(manager, []) if seen.principal]
        certain = {
            seen.finess
            for seen in principals
            if (siret and seen.siret == siret) or seen.name == name
        }
        if len(certain) == 1:
            return certain.pop(), ""
        return finess, _unsettled(principals)

    def _shared(self, siret: str, finess: str) -> str:
        """A SIRET is that of one place: borne by two organisations, somebody must look."""
        others = [seen for seen in self._by_siret.get(siret, []) if seen.finess != finess]
        if not others:
            return ""
        return _("Le SIRET %(siret)s est aussi celui de la ligne %(lines)s.") % {
            "siret": siret,
            "lines": ", ".join(str(seen.number) for seen in others),
        }


def _organisation(row: Row, name: str, siret: str) -> dict[str, Any]:
    return {
        "kind": "esat",
        "name": name,
        "siren": siren_of(siret),
        "legal_form": row.text("EJ-Statut juridique Libellé")[:120],
        "manager_name": readable_name(row.text("EJ-Raison sociale"))[:200],
    }


def _seen(row: Row) -> _Establishment | None:
    """None for a row that will be refused."""
    if row.broken or not row.text("ET-Raison sociale"):
        return None
    try:
        finess = parse_finess(row.text("ET-N°FINESS")).value
    except Refusal:
        return None
    return _Establishment(
        number=row.number,
        finess=finess,
        manager=_manager(row)[0],
        siret=optional_siret(row.text("ET-SIRET"))[0].value,
        name=fold(row.text("ET-Raison sociale")),
        principal=fold(row.text("ET-Type")) == PRINCIPAL,
    )


def _manager(row: Row) -> tuple[str, str]:
    """FINESS of the managing body and its repair; as written when its key is wrong."""
    text = row.text("EJ-N°FINESS")
    try:
        reading = parse_finess(text)
    except Refusal:
        return text, ""
    return reading.value, reading.repair


def _places(text: str) -> tuple[int | None, str]:
    """0 authorised places is how the file says it does not know."""
    if not text or text == "0":
        return None, ""
    if not text.isdigit():
        return None, _("« %(text)s » n’est pas un nombre de places.") % {"text": text}
    return int(text), ""


def _unsettled(principals: Sequence[_Establishment]) -> str:
    if not principals:
        return _(
            "Établissement secondaire dont le principal n’est pas dans la liste : gardé à part."
        )
    numbers = ", ".join(str(seen.number) for seen in principals[:NAMED_CANDIDATES])
    return _(
        "Établissement secondaire gardé à part : rien ne prouve duquel il dépend "
        "(lignes possibles : %(lines)s)."
    ) % {"lines": numbers}
